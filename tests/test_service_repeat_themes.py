"""Themes in the text fields of repeats: every proposal is one text, and what is counted adds up to the proposals."""

from __future__ import annotations

import json

import pytest
from test_analysis_themes import CARE as AT_HOME
from test_analysis_themes import INFORMATION, QUEUES, TRANSPORT

from consult.errors import NotFoundError
from consult.model.question_results import RepeatResult
from consult.model.response import Answer, Channel, Review
from consult.model.summaries import TextSummary
from consult.service import collecting, defining, reviewing, theming
from consult.service.consultation import now_utc
from consult.service.reports import reporting
from consult.service.reports.results import results
from consult.store import responses

PLANS = """\
consult: 1
survey: ideas
languages: [lv, en]
title: {lv: "Idejas", en: "Ideas"}
pages:
  - page: all
    questions:
      - {code: wish, type: text, ask: {lv: "Vēlme", en: "Wish"}}
      - code: plans
        type: repeat
        max: 3
        fields:
          - {code: text, type: text, ask: {lv: "Kas jādara?", en: "What should be done?"}}
          - {code: cost, type: number, ask: {lv: "Izmaksas", en: "Costs"}}
          - {code: who, type: text, publish: no, ask: {lv: "Kas darīs?", en: "Who will?"}}
        ask: {lv: "Priekšlikumi", en: "Proposals"}
"""
BUS, CARE, DOCTOR, TELLING = (block.splitlines() for block in (TRANSPORT, AT_HOME, QUEUES, INFORMATION))
PAIRS = [*zip(BUS, DOCTOR, strict=True), *zip(CARE, TELLING, strict=True)]
"""What everybody proposes: two things that have nothing to do with each other."""
PEOPLE = len(PAIRS)


def publish(consultation, text):
    path = consultation.folder / "surveys" / "ideas.yaml"
    path.write_text(text, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def give(consultation, *proposals, code="plans", field="text", **more):
    raw = {f"{code}.{n}.{field}": text for n, text in enumerate(proposals, 1)}
    collecting.submit(consultation, defining.current(consultation, "ideas"), {**raw, **more}, channel=Channel.WEB)


@pytest.fixture
def asked(consultation):
    """Everybody proposed two things; one has nothing to say, one tells a figure alone."""
    publish(consultation, PLANS)
    for n, pair in enumerate(PAIRS):
        give(consultation, *pair, wish=f"Vēlos {n}", **{"plans.1.cost": str(n), "plans.1.who": "Pļavmala"})
    give(consultation, "nav", "")
    give(consultation, "", "", **{"plans.1.cost": "5"})
    return consultation


def whole(consultation):
    (survey,) = (one for one in results(consultation, "en").surveys if one.id == "ideas")
    return {question.code: question.result for page in survey.pages for question in page.questions}


def told(consultation, code="plans", field="text"):
    result = whole(consultation)[code]
    assert isinstance(result, RepeatResult)
    (summary,) = (one.result for one in result.fields if one.code == field)
    assert isinstance(summary, TextSummary)
    counted = sum(theme.count for theme in summary.themes)
    assert counted + summary.unthemed + summary.non_answers + summary.later == summary.n
    return summary


def ids(consultation, text):
    """The responses with this proposal."""
    return [
        response.id
        for response in responses.responses(consultation.database, "ideas")
        if any(answer.text == text for answer in response.answers)
    ]


def find(consultation, code="plans.text"):
    (found,) = theming.find(consultation, "ideas", code, n_themes=4)
    return found


def test_two_proposals_of_one_response_belong_to_two_themes(asked):
    found = find(asked)
    assert (found.question, found.answers, found.responses, found.themes) == ("plans.text", 2 * PEOPLE + 1, PEOPLE + 1, 4)
    lines = theming.listing(asked, "ideas", "plans.text")
    theme = {text: line.id for line in lines for text in theming.answers_of(asked, line.id)[1]}
    both = [(theme[one], theme[other]) for one, other in PAIRS if one in theme and other in theme]
    assert len(both) > PEOPLE / 2 and all(one != other for one, other in both)


def test_two_proposals_of_one_response_in_one_theme_are_both_counted(consultation):
    publish(consultation, PLANS)
    for texts in (BUS, CARE, DOCTOR, TELLING):
        for n in range(0, 15, 3):
            give(consultation, *texts[n : n + 3])
    find(consultation)
    lines = theming.listing(consultation, "ideas", "plans.text")
    assert any(line.answers > 2 * line.responses for line in lines)
    summary = told(consultation)
    assert (summary.n, summary.responses) == (60, 20)
    assert {theme.id: theme.count for theme in summary.themes} == {line.id: line.answers for line in lines}


def test_the_report_counts_proposals_and_says_from_how_many_responses(asked):
    find(asked)
    give(asked, *PAIRS[1])
    summary = told(asked)
    assert (summary.n, summary.blank, summary.responses) == (2 * PEOPLE + 3, 1, PEOPLE + 2)
    assert len(summary.themes) == 4 and (summary.later, summary.non_answers) == (2, 1)
    page = reporting.build(asked, language="en", formats=["html"]).files[0].read_text("utf-8")
    section = page[page.index("What should be done?</h5>") :].partition("</h5>")[2].partition("<h")[0]
    assert f"from {PEOPLE + 2} responses" in section and all(theme.label in section for theme in summary.themes)
    assert f"Proposals: What should be done? · n = {summary.n}, from {PEOPLE + 2} responses" in page
    assert "every time counts as an answer" in page and "Pļavmala" not in page
    assert {"plans.text"} == {line.question for line in theming.listing(asked)}


def test_quotes_are_masked_and_of_the_right_proposal(consultation):
    publish(consultation, PLANS)
    for one, other in PAIRS:
        give(consultation, f"{one}, zvaniet 29123456", other)
    find(consultation)
    summary = told(consultation)
    quotes = {theme.id: theme.quotes for theme in summary.themes}
    assert sum("zvaniet […]" in quote for own in quotes.values() for quote in own) > 2
    assert "29123456" not in str(quotes)
    for id_, own in quotes.items():
        texts = theming.answers_of(consultation, id_)[1]
        assert own and {quote.partition(", zvaniet")[0] for quote in own} <= {text.partition(", zvaniet")[0] for text in texts}


def test_excluded_responses_are_in_no_theme(asked):
    find(asked)
    before = told(asked)
    out = [id_ for n in range(4) for id_ in ids(asked, PAIRS[n][0])]
    reviewing.review(asked, out, Review.EXCLUDED, "a test")
    after = told(asked)
    assert (after.n, after.responses) == (before.n - 8, before.responses - 4)
    assert sum(line.answers for line in theming.listing(asked)) == sum(theme.count for theme in after.themes)
    assert all(len(theming.answers_of(asked, theme.id)[1]) == theme.count for theme in after.themes)
    assert find(asked).answers == before.n - 8
    reviewing.review(asked, out, Review.APPROVED)
    assert told(asked).n == before.n


def test_a_proposal_that_moved_up_is_not_taken_for_the_one_that_stood_there(asked):
    find(asked)
    before = told(asked)
    (response,) = ids(asked, PAIRS[0][0])
    moved = [Answer("plans", text=PAIRS[0][1], column="text", instance=1)]
    with asked.database.atomic():
        responses.add_revision(asked.database, response, moved, now_utc(), "test", "withdrew the first")
    after = told(asked)
    assert len(after.themes) == 4 and (after.n, after.later) == (before.n - 1, 1)
    labels = {theme.id: theming.answers_of(asked, theme.id)[1] for theme in after.themes}
    assert not any(text in PAIRS[0] for texts in labels.values() for text in texts)
    find(asked)
    assert told(asked).later == 0


def test_a_correction_elsewhere_leaves_the_proposals_in_their_themes(asked):
    find(asked)
    before = told(asked)
    (response,) = ids(asked, PAIRS[0][0])
    answers = [
        Answer("plans", number=7, column="cost", instance=1) if answer.column == "cost" and answer.instance == 1 else answer
        for answer in responses.answers_of(asked.database, response)
    ]
    with asked.database.atomic():
        responses.add_revision(asked.database, response, answers, now_utc(), "test", "a wrong figure")
    assert told(asked) == before


def test_themes_and_texts_go_along_with_a_repeat_and_a_field_that_are_renamed(asked):
    find(asked)
    before, first = told(asked), theming.listing(asked, "ideas", "plans.text")
    new = PLANS.replace("code: plans", "code: projects").replace("{code: text,", "{code: what,")
    publish(asked, new + "migrations:\n  - recode: {plans: {text: what}}\n  - rename: {plans: projects}\n")
    after = told(asked, "projects", "what")
    assert after == before
    moved = theming.listing(asked, "ideas", "projects.what")
    assert len(first) == 4 and [(line.id, line.answers) for line in moved] == [(line.id, line.answers) for line in first]
    give(asked, *PAIRS[3], code="projects", field="what")
    assert told(asked, "projects", "what").later == 2
    found = find(asked, "projects.what")
    assert (found.answers, found.responses) == (2 * PEOPLE + 3, PEOPLE + 2)
    assert told(asked, "projects", "what").later == 0


def test_fields_that_become_one_are_read_as_one(asked):
    find(asked)
    line = "          - {code: who, type: text, publish: no,"
    new = "".join(one for one in PLANS.splitlines(keepends=True) if not one.startswith(line))
    publish(asked, new + "migrations:\n  - recode: {plans: {who: text}}\n  - reworded: [plans.text]\n")
    assert told(asked).n == 2 * PEOPLE + 1
    find(asked)
    answers = [text for line in theming.listing(asked) for text in theming.answers_of(asked, line.id)[1]]
    assert any(text == f"{PAIRS[0][0]}\nPļavmala" for text in answers)


def test_where_nobody_looked_there_are_examples_and_too_few_is_told(consultation):
    publish(consultation, PLANS)
    give(consultation, *PAIRS[0])
    assert told(consultation).note == "Nobody has looked for themes in these answers yet."
    assert not find(consultation).enough
    summary = told(consultation)
    assert (summary.n, summary.themes, summary.note, len(summary.examples)) == (2, (), "", 2)
    page = reporting.build(consultation, language="en", formats=["html"]).files[0].read_text("utf-8")
    assert "Too few answers to look for themes" in page


def test_the_code_of_the_repeat_means_all_its_text_fields(asked):
    assert [found.question for found in theming.find(asked, "ideas", "plans")] == ["plans.text", "plans.who"]
    for wrong in ("plans.cost", "plans.", "text", "plans.1.text"):
        with pytest.raises(NotFoundError, match=r"there is no open question .*: use one of wish, plans\.text, plans\.who"):
            theming.find(asked, "ideas", wrong)


def test_it_is_the_same_at_the_command_line(asked, folder, consult):
    said = consult("themes", "find", "ideas", "--question", "plans.text", "-k", "4", at=folder)
    assert said.exit_code == 0 and f"“plans.text”: {2 * PEOPLE + 1} answers from {PEOPLE + 1} responses, 4 themes" in said.output
    listed = json.loads(consult("themes", "list", "ideas", "--question", "plans.text", "--json", at=folder).output)
    assert {line["question"] for line in listed} == {"plans.text"} and len(listed) == 4
    table = consult("themes", "list", "--question", "plans.text", at=folder).output
    assert all(line["label"] in table for line in listed) and "Answers" in table
    shown = consult("themes", "show", listed[0]["id"], "--question", "plans.text", "--json", at=folder)
    assert len(json.loads(shown.output)["answers"]) == listed[0]["answers"]
    wrong = consult("themes", "show", listed[0]["id"], "--question", "wish", at=folder)
    assert wrong.exit_code != 0 and "there is no theme" in wrong.output
