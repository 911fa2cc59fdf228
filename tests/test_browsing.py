"""The list of responses: what it tells, how it is sought, and what it must not tell."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.model.flag import Flag, Sign
from consult.model.paper import Paper
from consult.model.person import Contact, Person
from consult.model.response import Answer, Channel, Missing, Response, Review
from consult.model.survey import Survey
from consult.service import collecting, comparing, defining, reading_over, reviewing, revising
from consult.service.browsing.response_filter import Facet, completed, read_filter, with_condition
from consult.service.browsing.response_list import DUPLICATE, Order, ResponseList, neighbours
from consult.service.consultation import Consultation, new_id
from consult.service.told_answers import Standing
from consult.store import people, responses

NAMED = """\
consult: 1
survey: plans
languages: [lv, en]
identity: named
title: {lv: "Plāni", en: "Plans"}
pages:
  - page: all
    questions:
      - {code: plan, type: text, ask: {lv: "Plāns", en: "Plan"}}
"""
REPEATED = """\
consult: 1
survey: plans
languages: [en]
title: {en: "Plans"}
pages:
  - page: all
    questions:
      - {code: more, type: yesno, ask: {en: "More?"}}
      - code: plan
        type: repeat
        show_if: "more == 'yes'"
        max: 3
        ask: {en: "Plan"}
        fields:
          - {code: text, type: text, ask: {en: "Text"}}
"""
WORDED = """\
consult: 1
survey: worded
languages: [lv, en]
title: {lv: "Vārdi", en: "Words"}
pages:
  - page: all
    questions:
      - code: first
        type: ranking
        ask: {lv: "Kas pirmais?", en: "What is first?"}
        choices: [{code: tea, lv: Tēja, en: Tea}, {code: milk, lv: Piens, en: Milk}]
        max: 2
      - {code: since, type: date, ask: {lv: "Kopš", en: "Since"}}
      - {code: figure, type: number, missing: [refused], ask: {lv: "Skaitlis", en: "Figure"}}
      - {code: drink, type: single, other: yes, ask: {lv: "Kas", en: "Drink"}, choices: [{code: water, lv: Ūdens, en: Water}]}
"""
ANSWERS = [
    {"area": "0010000", "proposal": "Vairāk ĀRSTU laukos", "clients": "5", "need.here": "2"},
    {"area": "0004000", "proposal": "autobuss uz Rīgu", "services": ["home", "day"]},
    {"area": "0004000", "clients": "7"},
]
NAMES = {
    Facet.AREA: {"a": "Ādažu novads", "r": "Rīga", "s": "Salaspils novads"},
    Facet.STATE: {state.value: reviewing.state_name(state) for state in Review},
    Facet.CHANNEL: {"paper": "on paper", "web": "on a web page"},
}


def publish(consultation: Consultation, text: str) -> Survey:
    """The survey of this file, published."""
    file = consultation.folder / "surveys" / "worded.yaml"
    file.write_text(text, encoding="utf-8")
    return defining.publish(consultation, defining.read_file(file))


def of_figures(consultation: Consultation, *figures: str) -> ResponseList:
    """One response for each figure to a question that takes any; their numbers count from 1."""
    survey = publish(consultation, WORDED)
    for figure in figures:
        collecting.submit(consultation, survey, {"figure": figure}, channel=Channel.WEB)
    return ResponseList(consultation, "worded")


@pytest.fixture
def ids(consultation: Consultation) -> list[str]:
    """Three responses, one on paper."""
    survey = defining.current(consultation, "needs")
    receipts = [
        collecting.submit(consultation, survey, raw, channel=channel)
        for raw, channel in zip(ANSWERS, (Channel.TERMINAL, Channel.PAPER, Channel.WEB), strict=True)
    ]
    return [collecting.show(consultation, receipt)[1].id for receipt in receipts]


@pytest.fixture
def listed(consultation: Consultation, ids: list[str]) -> ResponseList:
    return ResponseList(consultation, "needs")


def found(listed: ResponseList, line: str, **how: object) -> set[str]:
    return {one.id for one in listed.find(line, "en", **how)[0]}  # type: ignore[arg-type]


def test_words_are_sought_without_case_and_diacritics_and_all_of_them(listed: ResponseList, ids: list[str]) -> None:
    assert found(listed, "arstu") == found(listed, "ĀRSTU LAUKOS") == {ids[0]}
    assert found(listed, "arstu autobuss") == set()
    assert found(listed, '"autobuss uz"') == {ids[1]}


def test_names_in_the_list_are_sought_as_well(listed: ResponseList, ids: list[str]) -> None:
    assert found(listed, "jurmala") == {ids[1], ids[2]}
    assert found(listed, "riga") == {ids[0]}, "the other one says „Rīgu”"


@pytest.mark.parametrize(
    ("line", "which"),
    [
        ("day centre", [1]),
        ("dienas centrs", [1]),
        ("centrs autobuss", [1]),
        ("liela", [0]),
        ("7", [2]),
        ("5", [0]),
        ("day jurnieks", []),
    ],
)
def test_labels_and_figures_are_sought_in_every_language(
    listed: ResponseList, ids: list[str], line: str, which: list[int]
) -> None:
    assert found(listed, line) == {ids[at] for at in which}


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("12.5", "12,5"),
        ("12,5", "12.5"),
        ("12.345", "12,35"),
        ("12.345", "12.345"),
        ("1234.5", "1 234,5"),
        ("1234.5", "1,234.5"),
        ("1234", "1,234"),
        ("1234", '"1 234"'),
        ("1.234", "1,234"),
        ("-3", "-3"),
    ],
)
def test_a_figure_is_found_as_it_is_shown_and_as_it_was_typed(consultation: Consultation, typed: str, line: str) -> None:
    listed = of_figures(consultation, typed, "250")
    assert [one.number for one in listed.find(line, "lv")[0]] == [1]


def test_a_figure_is_found_whole(consultation: Consultation) -> None:
    listed = of_figures(consultation, "7", "17", "70")
    assert [one.number for one in listed.find("7", "lv")[0]] == [1]


def test_ranks_days_reasons_and_own_answers_are_found_in_the_words_in_which_they_are_read(consultation: Consultation) -> None:
    survey = publish(consultation, WORDED)
    for raw in (
        {"first": ["tea", "milk"]},
        {"since": "2026-04-16"},
        {"figure": "refused"},
        {"drink": "other", "drink.other": "Kvass"},
    ):
        collecting.submit(consultation, survey, raw, channel=Channel.WEB)
    listed = ResponseList(consultation, "worded")

    def numbers(line: str) -> list[int]:
        return [one.number for one in listed.find(line, "en", descending=False)[0]]

    assert [numbers(line) for line in ("piens", "2026-04-16", '"16. aprīlis"', "atteikts", "refused", "cita kvass")] == [
        [1], [2], [2], [3], [3], [4],
    ]  # fmt: skip
    assert numbers("2") == [2], "in the day; a rank is no figure"


def test_a_corrected_response_is_sought_as_it_is_now(consultation: Consultation, listed: ResponseList, ids: list[str]) -> None:
    assert found(listed, '"day centre"') == {ids[1]}
    session = revising.open_revision(consultation, ids[1])
    session.correct(revising.with_fields(session, [("services", "home")]), "a test")
    listed.refresh()
    assert found(listed, '"day centre"') == set() and found(listed, '"home care"') == {ids[1]}


@pytest.mark.parametrize(
    ("line", "which"),
    [
        ("area:jūrm", [1, 2]),
        ("area:0010000", [0]),
        ("-area:rīga", [1, 2]),
        ("channel:paper", [1]),
        ("channel:paper,web", [1, 2]),
        ("state:received channel:web", [2]),
        ("state:excluded", []),
        ("area:", [0, 1, 2]),
    ],
)
def test_conditions(listed: ResponseList, ids: list[str], line: str, which: list[int]) -> None:
    assert found(listed, line) == {ids[at] for at in which}


def test_what_nobody_is_called_is_told(listed: ResponseList) -> None:
    rows, sought = listed.find("state:lost", "en")
    assert not rows and sought.unknown == ("no state is called “lost”",)


def test_names_differ_from_what_is_typed_in_their_ending_only() -> None:
    assert read_filter("area:ādaži", NAMES).conditions[0].codes == {"a"}
    assert read_filter("area:novads", NAMES).conditions[0].codes == {"a", "s"}


def test_what_only_looks_like_a_condition_is_a_word() -> None:
    assert read_filter("http://x time:now", NAMES).words == ("http://x", "time:now")


def test_the_last_word_is_completed() -> None:
    assert completed("ar", NAMES) == "area:"
    assert completed("x area:rī", NAMES) == "x area:rīga"
    assert completed("area:āda", NAMES) == "" or "āda" in completed("area:āda", NAMES)
    assert completed("state:received,app", NAMES) == "state:received,approved"
    assert completed("", NAMES) == completed("nothing", NAMES) == ""


def test_a_quick_choice_replaces_what_was_asked_of_the_state() -> None:
    line = with_condition("bus state:received", Facet.STATE, "excluded")
    assert line == "bus state:excluded"
    assert with_condition(line, Facet.STATE, "") == "bus"


@given(st.text(max_size=40))
def test_any_line_can_be_typed(line: str) -> None:
    read_filter(line, NAMES)
    taken = completed(line, NAMES)
    assert not taken or taken.startswith(line)
    with_condition(line, Facet.STATE, "excluded")


def test_details_tell_answered_of_asked_and_begin_with_what_was_typed(listed: ResponseList, ids: list[str]) -> None:
    detail = listed.details([listed.all[ids[0]]], "en")[ids[0]]
    assert (detail.answered, detail.asked, detail.text) == (4, 4, "Vairāk ĀRSTU laukos · Great · 5")


def test_where_nobody_wrote_anything_the_first_answers_tell_responses_apart(consultation: Consultation) -> None:
    survey = defining.current(consultation, "needs")
    raw = {"area": "0010000", "services": ["day", "other"], "services.other": "Bus", "need.here": "2", "since": "2026-04-16"}
    collecting.submit(consultation, survey, raw, channel=Channel.WEB)
    listed = ResponseList(consultation, "needs")
    (one,) = listed.all.values()
    assert listed.details([one], "en")[one.id].text == "Day centre, Other: Bus · Great · 16 April 2026"
    assert listed.details([one], "lv")[one.id].text.startswith("Dienas centrs, ")


def test_paper_is_listed_and_sought_by_batch_and_number(consultation: Consultation, ids: list[str]) -> None:
    survey = defining.current(consultation, "needs")
    sheet = Paper("Cēsis 1", "C-017", "Anna")
    collecting.submit(consultation, survey, {"clients": "9"}, channel=Channel.PAPER, paper=sheet)
    listed = ResponseList(consultation, "needs")
    (id_,) = found(listed, "cesis c-017")
    assert (listed.all[id_].batch, listed.all[id_].paper_number) == ("Cēsis 1", "C-017")


def test_sorting(listed: ResponseList, ids: list[str]) -> None:
    by_answered = [one.id for one in listed.find("", "en", Order.ANSWERED)[0]]
    assert by_answered[0] == ids[0] and by_answered[-1] == ids[2]
    by_area = [one.area for one in listed.find("", "en", Order.AREA, descending=False)[0]]
    assert by_area == ["0004000", "0004000", "0010000"]


def test_the_list_is_renewed(consultation: Consultation, listed: ResponseList, ids: list[str]) -> None:
    assert not listed.refresh()
    reviewing.review(consultation, ids[:1], Review.EXCLUDED, "a test")
    assert listed.refresh() and found(listed, "state:excluded") == {ids[0]}
    collecting.submit(consultation, defining.current(consultation, "needs"), {"proposal": "x"}, channel=Channel.WEB)
    assert listed.refresh() and len(listed.all) == 4 and len(found(listed, "x")) == 1


def test_an_anonymous_survey_tells_neither_hour_nor_order(consultation: Consultation, listed: ResponseList) -> None:
    assert all(one.when and not (one.when.hour or one.when.minute or one.when.second) for one in listed.all.values())
    survey = defining.current(consultation, "needs")
    for n in range(20):
        collecting.submit(consultation, survey, {"clients": str(n)}, channel=Channel.WEB)
    listed.refresh()
    order = [one.id for one in listed.find("", "en")[0]]
    assert order != sorted(order) and order != sorted(order, reverse=True), "ids of version 7 tell the moment"
    for id_ in order[:3]:
        facts = dict(reading_over.read(consultation, id_).facts)
        assert "Receipt" not in facts and "Time" not in facts and ":" not in facts["Submitted"]


def test_a_receipt_that_is_told_finds_the_response(consultation: Consultation, listed: ResponseList) -> None:
    receipt = collecting.submit(consultation, defining.current(consultation, "needs"), {}, channel=Channel.WEB)
    listed.refresh()
    assert listed.of_receipt(receipt.lower()) == collecting.show(consultation, receipt)[1].id
    assert listed.of_receipt("nothing") == listed.of_receipt("AAAA-AAAA") == ""


def test_the_register_tells_group_and_area_where_the_survey_does_not_ask(consultation: Consultation) -> None:
    (consultation.folder / "surveys" / "plans.yaml").write_text(NAMED, "utf-8")
    survey = defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "plans.yaml"))
    with consultation.database.atomic():
        people.put(consultation.database, Person("p1", "Biedrība", "Anna", "NVO", "Ogre"), Contact())
    collecting.submit(consultation, survey, {"plan": "x"}, channel=Channel.WEB, respondent="p1", seconds=75)
    listed = ResponseList(consultation, "plans")
    one = next(iter(listed.all.values()))
    assert (one.group, one.area, one.respondent) == ("NVO", "Ogre", "p1") and found(listed, "group:nvo")
    facts = dict(reading_over.read(consultation, one.id).facts)
    assert facts["Respondent"] == "p1" and facts["Time"] == "1 min 15 s" and len(facts["Receipt"]) == 9


def test_flags_are_conditions(listed: ResponseList, ids: list[str]) -> None:
    listed.note([Flag(Sign.SAME_TEXT, (ids[0], ids[1])), Flag(Sign.HASTE, (ids[2],))])
    assert found(listed, f"flag:{DUPLICATE}") == {ids[0], ids[1]}
    assert found(listed, "flag:haste") == {ids[2]}


def test_flags_stand_in_an_order_that_tells_nothing(listed: ResponseList, ids: list[str]) -> None:
    flag = Flag(Sign.SAME_TEXT, tuple(ids))
    places = [listed.all[id_].order for id_ in listed.hidden_order([flag])[0].responses]
    assert places == sorted(places)


def test_a_response_is_read_by_page_with_what_was_not_asked_told_apart(consultation: Consultation, ids: list[str]) -> None:
    whole = reading_over.read(consultation, ids[1], "en")
    questions = {question.code: question for page in whole.pages for question in page.questions}
    assert questions["services"].lines == (("", "Home care"), ("", "Day centre"))
    assert questions["clients"].standing is Standing.NOT_ASKED and questions["area"].number == 1
    blank = collecting.submit(consultation, defining.current(consultation, "needs"), {"clients": ""}, channel=Channel.WEB)
    read = reading_over.read(consultation, blank, "lv").pages[0].questions
    assert [one.standing for one in read if one.code == "clients"] == [Standing.BLANK]


def test_responses_side_by_side(consultation: Consultation, ids: list[str]) -> None:
    found = comparing.compare(consultation, [ids[1], ids[2]], "en")
    rows = {(row.code, row.place): row for row in found.rows}
    assert rows["area", ""].alike and rows["area", ""].cells == ("Jūrmala", "Jūrmala")
    assert not rows["clients", ""].alike and rows["clients", ""].cells == ("", "7")
    assert found.differing == len([row for row in found.rows if not row.alike]) == 3


def test_why_a_place_is_empty_is_told_apart(consultation: Consultation) -> None:
    (consultation.folder / "surveys" / "plans.yaml").write_text(REPEATED, "utf-8")
    survey = defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "plans.yaml"))
    raws = [{"more": "yes", "plan.1.text": "one", "plan.2.text": "two"}, {"more": "yes", "plan.1.text": "one"}, {"more": "no"}]
    ids = [collecting.show(consultation, collecting.submit(consultation, survey, raw, channel=Channel.WEB))[1].id for raw in raws]
    broken_off = (Answer("more", code="yes"), Answer("plan", column="text", instance=1, missing=Missing.NOT_REACHED))
    ids.append(new_id())
    with consultation.database.atomic():
        responses.add(consultation.database, [Response(ids[-1], "plans", 1, Channel.IMPORT, None, broken_off)], "2026-01-01")
    rows = {row.place: row.cells for row in comparing.compare(consultation, ids, "en").rows if row.code == "plan"}
    assert rows["2. Text"] == ("two", "(left blank)", "", "(not reached)")


def test_the_bar_stays_where_it_was_or_near(listed: ResponseList, ids: list[str]) -> None:
    rows = listed.find("", "en")[0]
    assert neighbours(rows, rows[2].id, 0) == 2
    assert neighbours(rows, "gone", 1) == 1 and neighbours(rows, "gone", 9) == 2 and neighbours([], "gone", 3) == 0


@pytest.mark.parametrize("identity", ["anonymous", "named"])
def test_the_newest_come_first_in_the_order_of_all(consultation: Consultation, ids: list[str], identity: str) -> None:
    path = consultation.folder / "surveys" / "later.yaml"
    path.write_text(f"consult: 1\nsurvey: later\nidentity: {identity}\nlanguages: [en]\ntitle: Later\npages: [{{questions: "
                    "[{code: area, type: text, role: area, ask: Where}]}]\n", "utf-8")  # fmt: skip
    survey = defining.publish(consultation, defining.read_file(path))
    days = [None, *(datetime(2026, 9, day, hour) for day in (1, 2, 3) for hour in (8, 12, 9))]
    some = [
        Response(new_id(), "later", survey.version, Channel.WEB, when, (Answer("area", text=f"place {at}"),))
        for at, when in enumerate(days)
    ]
    with consultation.database.atomic():
        responses.add(consultation.database, some, "2026-10-01 00:00:00")
    whole, first = ResponseList(consultation, "later"), ResponseList(consultation, "later", first=4)
    newest = first.find()[0]
    assert whole.whole and not first.whole
    assert len(newest) == 6 and newest == whole.find()[0][:6]
    assert first.refresh() and first.whole and first.find()[0] == whole.find()[0]


def test_a_short_word_is_not_sought_in_ids(listed: ResponseList, ids: list[str]) -> None:
    assert found(listed, ids[0][:2]) == set()
    assert found(listed, ids[0][-8:]) == {ids[0]}
