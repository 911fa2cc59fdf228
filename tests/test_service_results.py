"""Counting: n and blank add up, whatever was answered; old versions keep their answers; the same answers give the same bytes."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.privacy import mask_personal
from consult.analysis.tallies import quantile, tally
from consult.errors import ReportError, SurveyError
from consult.formats import survey_yaml
from consult.model.checking import check
from consult.model.distributions import Distribution, ScaleTable
from consult.model.response import Channel
from consult.model.summaries import NumberSummary
from consult.service import collecting, defining, summarising, theming
from consult.service.reports import reporting
from consult.service.reports.results import results
from consult.store import surveys
from tests.conftest import NEEDS

SURVEY = survey_yaml.read(NEEDS, "needs.yaml")

one = st.fixed_dictionaries(
    {},
    optional={
        "area": st.sampled_from(["", "0010000", "0004000"]),
        "services": st.lists(st.sampled_from(["home", "day", "Pirts"]), unique=True),
        "need.here": st.sampled_from(["", "1", "2", "0"]),
        "need.region": st.sampled_from(["", "1", "2", "0"]),
        "clients": st.sampled_from(["", "0", "5", "12", "1000"]),
        "since": st.sampled_from(["", "2026-03-05", "2024-01-01", "1999-12-31"]),
    },
)


@given(st.lists(one, max_size=30))
def test_answered_and_blank_add_up_to_asked(raws):
    given_ = [check(SURVEY, raw).answers for raw in raws]
    for question in SURVEY.questions[:5]:
        cells = [[a for a in answers if a.question == question.code] for answers in given_]
        asked = [cell for cell in cells if cell]
        result = tally(question, asked, "lv", "Cits")
        if isinstance(result, ScaleTable):
            for row in result.rows:
                answered = sum(any(a.row == row.code.partition(".")[2] for a in cell) for cell in asked)
                assert row.asked == answered and sum(bar.count for bar in row.bars) == row.n
            continue
        assert result.n + result.blank == len(asked)
        if isinstance(result, Distribution) and not result.multiple:
            assert sum(bar.count for bar in result.bars) == result.n
        if isinstance(result, NumberSummary):
            assert sum(bin_.count for bin_ in result.bins) == result.n


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_every_figure_falls_into_one_bin(values):
    from consult.model.response import Answer

    question = SURVEY.question("clients")
    result = tally(question, [[Answer("clients", number=value)] for value in values], "lv", "")
    assert sum(bin_.count for bin_ in result.bins) == len(values)
    assert result.bins[0].low <= min(values) and max(values) <= result.bins[-1].high
    assert result.minimum <= result.lower_quartile <= result.median <= result.upper_quartile <= result.maximum


def test_quartiles_are_those_of_the_books():
    assert [quantile([1, 2, 3, 4], share) for share in (0.25, 0.5, 0.75)] == [1.75, 2.5, 3.25]


def fill(consultation, n=12):
    survey = defining.current(consultation, "needs")
    chance = random.Random(3)
    for at in range(n):
        raw = {
            "area": chance.choice(["0010000", "0004000", ""]),
            "services": chance.sample(["home", "day"], at % 3),
            "need.here": chance.choice("120"),
            "need.region": "",
            "clients": str(at),
            "since": "",
            "proposal": f"Vajag autobusu {at}",
        }
        collecting.submit(consultation, survey, raw, channel=Channel.TERMINAL)


def test_all_is_counted_and_labelled_in_the_language_asked_for(consultation):
    fill(consultation)
    found = results(consultation, "lv").surveys[0]
    assert found.turnout.responses == 12
    assert found.turnout.about[0].label == "Pašvaldība"
    by_code = {question.code: question for page in found.pages for question in page.questions}
    assert by_code["clients"].result.n == 12
    assert by_code["need"].result.rows[1].blank == 12
    assert [bar.label for bar in by_code["services"].result.bars][:2] == ["Aprūpe mājās", "Dienas centrs"]
    english = results(consultation, "en").surveys[0]
    assert [bar.label for bar in english.pages[0].questions[0].result.bars][:2] == ["Home care", "Day centre"]


def test_the_same_answers_give_the_same_bytes(consultation, tmp_path):
    fill(consultation)
    first = reporting.build(consultation, language="lv", output=tmp_path / "one")
    second = reporting.build(consultation, language="lv", output=tmp_path / "two")
    for one_, two in zip(first.files, second.files, strict=True):
        assert one_.read_bytes() == two.read_bytes()


def test_without_answers_there_is_no_report(consultation):
    with pytest.raises(ReportError, match="there are no answers to report"):
        reporting.build(consultation, language="en")


def test_a_new_version_adds_and_the_old_answers_are_not_asked_there(consultation):
    fill(consultation, 3)
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS + "      - {code: extra, type: text, ask: {lv: Vēl, en: More}}\n", "utf-8")
    assert defining.publish(consultation, defining.read_file(path)).version == 2
    assert defining.publish(consultation, defining.read_file(path)).version == 2
    survey = defining.current(consultation, "needs")
    collecting.submit(consultation, survey, {"extra": "jauns"}, channel=Channel.TERMINAL)
    questions = {q.code: q.result for page in results(consultation, "lv").surveys[0].pages for q in page.questions}
    assert (questions["extra"].n, questions["extra"].blank) == (1, 0)
    assert (questions["clients"].n, questions["clients"].blank) == (3, 0)


def test_the_versions_that_answers_came_from_are_told_with_their_hashes(consultation):
    fill(consultation, 3)
    assert results(consultation, "lv").surveys[0].versions == (), "all answers are to the newest"
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS + "      - {code: extra, type: text, ask: {lv: Vēl, en: More}}\n", "utf-8")
    defining.publish(consultation, defining.read_file(path))
    published = [one.sha256 for one in surveys.versions(consultation.database, "needs")]
    read = results(consultation, "lv").surveys[0].versions
    assert [(one.number, one.sha256, one.responses) for one in read] == [(1, published[0], 3), (2, published[1], 0)]


def test_years_are_compared_over_those_alone_who_gave_both(consultation):
    years = """  - page: years
    questions:
      - code: plan
        type: table
        ask: {lv: Plāns, en: Plan}
        rows: [{code: a, lv: A}, {code: b, lv: B}]
        columns: [{code: y2026, type: number, ask: "2026"}, {code: y2028, type: number, ask: "2028"}]
"""
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS + years, "utf-8")
    survey = defining.publish(consultation, defining.read_file(path))
    given = ({"plan.a.y2026": "6", "plan.a.y2028": "7", "plan.b.y2026": "1", "plan.b.y2028": "1"}, {"plan.a.y2026": "5"})
    for raw in (*given, {"plan.a.y2026": "5", "plan.b.y2028": "5"}):
        collecting.submit(consultation, survey, raw, channel=Channel.TERMINAL)
    found = results(consultation, "en").surveys[0].pages[-1].questions[0].result
    assert (found.n, found.compared) == (3, 1)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("      - {code: clients,", "      - {code: visitors,", "clients: the question “Clients” is gone"),
        ("clients, type: number, integer: yes, min: 0", "clients, type: text", "changed from number to text"),
        ('{code: day, lv: "Dienas centrs", en: "Day centre"}', '{code: night, lv: "Naktis"}', "the choice “Day centre” is gone"),
    ],
)
def test_a_version_that_would_hide_answers_is_not_published(consultation, old, new, fault):
    fill(consultation, 1)
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS.replace(old, new), "utf-8")
    with pytest.raises(SurveyError, match=fault):
        defining.publish(consultation, defining.read_file(path))


@pytest.mark.parametrize(
    "text", ["rakstiet a.b@c.lv", "tālr. 29123456", "zvaniet +371 67 123 456", "kods 010203-12345", "32123412345", "@janis saka"]
)
def test_personal_details_are_masked(text):
    assert "[…]" in mask_personal(text, "[…]")


@pytest.mark.parametrize(
    "text", ["2021.–2027. gadā", "2021-2027", "MK noteikumi Nr. 639", "12 345 klienti", "26 pašvaldības", "10 000 000 eiro"]
)
def test_years_and_figures_are_left(text):
    assert mask_personal(text, "[…]") == text


def test_answers_that_come_after_the_themes_are_told_apart(consultation):
    survey = defining.current(consultation, "needs")

    def wish(n):
        text = (
            f"Vajag autobusu uz {n}. ciemu pa ceļu gar upi un mežu"
            if n % 2
            else f"Garas rindas pie {n}. ārsta poliklīnikā vakaros"
        )
        collecting.submit(consultation, survey, {"proposal": text}, channel=Channel.TERMINAL)

    for n in range(40):
        wish(n)
    theming.find(consultation, "needs")
    time.sleep(0.01)
    for n in range(40, 50):
        wish(n)
    (question,) = [q for page in results(consultation, "lv").surveys[0].pages for q in page.questions if q.code == "proposal"]
    summary = question.result
    assert (summary.n, summary.later) == (50, 10)
    assert sum(theme.count for theme in summary.themes) + summary.unthemed + summary.non_answers + summary.later == summary.n


def test_what_is_not_for_publishing_stands_in_no_report(consultation):
    fill(consultation, 4)
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS.replace("{code: proposal, type: text,", "{code: proposal, type: text, publish: no,"), "utf-8")
    defining.publish(consultation, defining.read_file(path))
    built = reporting.build(consultation, language="lv", formats=["html"])
    assert "Vajag autobusu" not in built.files[0].read_text("utf-8")


def test_years_are_no_amounts(consultation):
    survey = defining.current(consultation, "needs")
    for year in ("2013", "2014", "2015", "2015"):
        collecting.submit(consultation, survey, {"clients": year}, channel=Channel.TERMINAL)
    page = reporting.build(consultation, language="en", formats=["html"]).files[0].read_text("utf-8")
    assert "2,013" not in page and "8,057" not in page and "2013" in page


def test_a_choice_with_a_telephone_number_in_it_is_masked(table, tmp_path):
    rows = "Ilze, tālr. 29123456\nRīga\nRīga\n" * 4
    made = summarising.summarise(
        table("Kas?;Kur?\n" + rows.replace("\n", ";x\n")), tmp_path / "out", language="en", step=lambda name: lambda a, b: None
    )
    assert "29123456" not in made.built.files[0].read_text("utf-8")


@pytest.mark.parametrize("raws", [[["gcc", "foo", "bar"]], [["foo"], ["foo", "gcc"]]])
def test_every_answer_in_own_words_is_counted(consultation, raws):
    survey = defining.current(consultation, "needs")
    for raw in raws:
        collecting.submit(consultation, survey, {"services": raw}, channel=Channel.TERMINAL)
    (found,) = [q.result for page in results(consultation, "lv").surveys[0].pages for q in page.questions if q.code == "services"]
    given_words = [word for raw in raws for word in raw]
    assert dict(found.others) == {word: given_words.count(word) for word in given_words}
