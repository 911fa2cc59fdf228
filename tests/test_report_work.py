"""What a report says of the work behind the answers, and of choices and wordings that not everybody was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results_fixture import consultation as invented

from consult.model.response import Channel, Review
from consult.model.results import AnswerWork, PaperWork
from consult.model.summaries import NumberSummary
from consult.report import compose, html, pdf
from consult.report.answer_work import work_told
from consult.report.blocks import Heading, Listing, Paragraph
from consult.report.findings import summary
from consult.service import collecting, defining, reviewing
from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch
from consult.service.reports.results import results

FIRST = """\
consult: 1
survey: care
languages: [lv, en]
title: {lv: "Aprūpe", en: "Care"}
pages:
  - page: all
    questions:
      - code: services
        type: multi
        ask: {lv: "Kādus pakalpojumus sniedzat?", en: "Which services do you provide?"}
        choices:
          - {code: home, lv: "Aprūpe mājās", en: "Care at home"}
          - {code: night, lv: "Nakts patversme", en: "Night shelter"}
      - {code: wish, type: text, ask: {lv: "Ko Jums vajag?", en: "What do you need?"}}
      - code: visits
        type: repeat
        ask: {lv: "Apmeklējumi", en: "Visits"}
        fields:
          - code: place
            type: single
            ask: {lv: "Kur?", en: "Where?"}
            choices: [{code: home, lv: "Mājās", en: "At home"}]
"""
SECOND = (
    FIRST.replace(
        '          - {code: night, lv: "Nakts patversme", en: "Night shelter"}\n',
        '          - {code: meals, lv: "Ēdināšana", en: "Meals"}\n',
    )
    .replace('lv: "Ko Jums vajag?", en: "What do you need?"', 'lv: "Kas palīdzētu?", en: "What would help?"')
    .replace('choices: [{code: home, lv: "Mājās", en: "At home"}]',
             'choices: [{code: home, lv: "Mājās", en: "At home"}, {code: office, lv: "Birojā", en: "In the office"}]')
    + "migrations:\n  - retire: [services.night]\n  - reworded: [wish]\n"
)  # fmt: skip


@pytest.fixture
def care(consultation):
    """Five answered the first version, two the second, one of whom chose what was new."""
    publish(consultation, FIRST)
    for services in (["home"], ["home"], ["night"], ["home"], []):
        submit(consultation, {"services": services, "wish": "Autobuss", "visits.1.place": "home"})
    publish(consultation, SECOND)
    for services in (["meals"], ["home"]):
        submit(consultation, {"services": services, "wish": "", "visits.1.place": "office"})
    return consultation


def publish(consultation, text):
    path = consultation.folder / "surveys" / "care.yaml"
    path.write_text(text, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def submit(consultation, raw):
    return collecting.submit(consultation, defining.current(consultation, "care"), raw, channel=Channel.TERMINAL)


def paragraphs(consultation, language="en"):
    return [block.text for block in report(consultation, language).blocks if isinstance(block, Paragraph)]


def points(consultation, heading, language="en"):
    """The points under the first heading that begins so."""
    blocks = report(consultation, language).blocks
    at = next((n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text.startswith(heading)), None)
    if at is None:
        return ()
    listing = blocks[at + 1]
    assert isinstance(listing, Listing)
    return listing.points


def report(consultation, language):
    return compose(results(consultation, language))


def test_a_choice_that_came_later_says_how_many_could_choose_it(care):
    told = paragraphs(care)
    assert "“Meals” was on offer from version 2: 2 of the 7 could choose it" + "." in told
    assert "“Night shelter” was on offer until version 1: 5 of the 7 could choose it" + "." in told
    assert "“In the office” was on offer from version 2." in told
    assert not any("“Care at home” was" in one for one in told)


def test_a_choice_that_all_could_choose_has_no_note(consultation):
    publish(consultation, FIRST)
    submit(consultation, {"services": ["home"], "wish": "", "visits.1.place": "home"})
    assert not any("on offer" in one or "wording" in one for one in paragraphs(consultation))
    assert points(consultation, "Wordings that changed") == ()


def test_an_earlier_wording_is_counted_at_the_question_and_quoted_in_the_method(care):
    assert "5 of the 7 were asked in an earlier wording; it stands in the chapter on method." in paragraphs(care)
    assert points(care, "Wordings that changed") == ("“What would help?” – in version 1 (5 responses): “What do you need?”",)


def test_the_notes_of_both_stand_in_the_page_and_in_print(care):
    found = report(care, "en")
    page = html.render(found)
    assert "2 of the 7 could choose it" in page and "What do you need?" in page
    assert pdf.render(found).content.startswith(b"%PDF")


def test_excluded_responses_are_in_no_note(care):
    last = [one.id for one in collecting.listing(care, "care")]
    reviewing.review(care, [last[0]], Review.EXCLUDED, "twice")
    assert any("of the 6 could choose it" in one for one in paragraphs(care))


POLL = """\
consult: 1
survey: care
languages: [en]
title: {en: "Care"}
pages:
  - page: all
    questions:
      - code: first
        type: multi
        ask: {en: "Which in the town?"}
        choices: [{code: a, en: "Apples"}, {code: b, en: "Beets"}]
      - code: other_place
        type: multi
        ask: {en: "Which elsewhere?"}
        choices: [{code: a, en: "Apples"}, {code: c, en: "Corn"}]
"""
MERGED = """\
consult: 1
survey: care
languages: [en]
title: {en: "Care"}
pages:
  - page: all
    questions:
      - code: which
        type: multi
        ask: {en: "Which anywhere?"}
        other: yes
        choices: [{code: apple, en: "Apples"}, {code: b, en: "Red beets"}, {code: c, en: "Corn"}, {code: d, en: "Dill"}]
migrations:
  - recode: {first: {a: apple}}
  - recode: {other_place: {a: apple}}
  - rename: {first: which}
  - merge: {which: [other_place]}
  - reworded: [which, which.b]
"""


def test_what_was_renamed_recoded_or_merged_is_followed_to_the_versions_that_had_it(consultation):
    publish(consultation, POLL)
    submit(consultation, {"first": ["a", "b"], "other_place": ["c"]})
    submit(consultation, {"first": ["a"], "other_place": ["a"]})
    publish(consultation, MERGED)
    submit(consultation, {"which": ["apple", "d", "other"], "which.other": "Dates"})
    told = paragraphs(consultation)
    offers = [one for one in told if "on offer" in one]
    assert offers == [
        "“Dill” was on offer from version 2: 1 of the 3 could choose it.",
        "“Another answer” was on offer from version 2: 1 of the 3 could choose it.",
    ]
    assert sum("2 of the 3 were asked in an earlier wording" in one for one in told) == 1
    assert any("2 of the 3 were shown “Red beets” in an earlier wording" in one for one in told)
    assert points(consultation, "Wordings that changed") == (
        "“Which anywhere?” – in version 1 (2 responses): “Which elsewhere?”",
        "“Which anywhere?” – in version 1 (2 responses): “Which in the town?”",
        "“Which anywhere?”: “Red beets” – in version 1 (2 responses): “Beets”",
    )


FORM = {"area": "0010000", "services": ["home"], "need.here": "2", "clients": "12", "since": "5.3.2026", "proposal": "A bus"}


@pytest.fixture
def typed(consultation):
    """Three paper forms, two of them typed twice with one difference, which is settled; one answer is unclear."""
    batch = open_batch(consultation, "needs", "a", "Anna Liepa")
    for clients in ("10", "11"):
        batch.send({**FORM, "clients": clients})
    batch.send({**FORM, "clients": ""}, {"clients": "smudged by Anna Liepa"})
    second = open_second(consultation, "needs", "a", "Bea")
    second.send({**FORM, "clients": "10"})
    for difference in second.send({**FORM, "clients": "99"}):
        second.resolve(difference.number, difference.field, "second")
    return consultation


WORK = "What was done with the answers"


def test_the_work_on_paper_forms_is_told(typed):
    assert points(typed, WORK) == (
        "3 forms came on paper; 2 of them were typed twice.",
        "The two typings agree in 11 of 12 fields (91.7%); 1 difference was settled.",
        "1 answer on paper was marked unclear.",
        "1 response was corrected after it was sent: double entry (1).",
        "1 response stands as “has issues” and is counted nevertheless.",
    )


def test_reasons_of_corrections_are_grouped_and_name_nobody(typed):
    batch = open_batch(typed, "needs", "a", "Anna Liepa")
    batch.correct("1", {**FORM, "clients": "13"}, "Anna Liepa called 29123456")
    batch.correct("1", {**FORM, "clients": "14"}, "misread")
    batch.correct("2", {**FORM, "clients": "15"}, "Misread")
    told = next(one for one in points(typed, WORK) if "corrected" in one)
    assert told.startswith("2 responses were corrected after they were sent: misread (2), ")
    assert "double entry (1)" in told and "[…] called […] (1)" in told
    assert "Anna" not in html.render(report(typed, "en"))


def test_a_reason_that_the_program_wrote_is_told_in_the_language_of_the_report(typed):
    assert [results(typed, language).surveys[0].work.reasons for language in ("lv", "en")] == [
        (("dubultā ievade", 1),), (("double entry", 1),),
    ]  # fmt: skip


def test_not_quite_all_fields_alike_is_not_all():
    paper = PaperWork(600, 600, 6000, 5999, 1)
    assert next(one for one in work_told(AnswerWork(paper=paper)) if "%" in one).endswith(" (99.9%); 1 difference was settled.")


def test_forms_that_came_on_paper_once_and_differences_that_wait_are_told():
    assert list(work_told(AnswerWork(paper=PaperWork(1, 0)))) == ["1 form came on paper."]
    told = list(work_told(AnswerWork(paper=PaperWork(2, 1, 10, 8, 0, 2))))
    assert told[1] == "The two typings agree in 8 of 10 fields (80.0%); 2 differences are not settled yet."


def test_nothing_is_told_where_nothing_was_done(consultation):
    collecting.submit(consultation, defining.current(consultation, "needs"), FORM, channel=Channel.WEB)
    assert points(consultation, WORK) == ()
    assert not any(isinstance(one, Heading) and one.text.startswith(WORK) for one in compose(invented()).blocks)


def figures(unit, low=1.0, high=4.0, n=12):
    return NumberSummary(n, 0, low, low, 2, high, high, 2, 24, unit=unit)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (figures("people", n=4), "Half of the answers lie at or under 2; the lowest is 1, the highest 4 (people)."),
        (figures("people"), "Half of the answers lie at or under 2; the middle half runs from 1 to 4 (people)."),
        (replace(figures("people", high=1.0), median=1), "All gave the same figure: 1 (people)."),
        (figures("EUR"), "Half of the answers lie at or under 2\xa0EUR; the middle half runs from 1\xa0EUR to 4\xa0EUR."),
        (figures("km", n=4), "Half of the answers lie at or under 2\xa0km; the lowest is 1\xa0km, the highest 4\xa0km."),
    ],
)
def test_a_unit_that_is_a_word_stands_apart_from_its_numbers(result, said):
    assert summary(result) == said
