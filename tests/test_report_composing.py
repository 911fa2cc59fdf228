"""From results to blocks: the order, the sentences, the n, and what is told where few answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from results_fixture import agreement, bars, consultation, figures, hostile, matrix, spread, themes, with_question

from consult.model.distributions import Distribution, ScaleTable
from consult.model.question_results import Result
from consult.model.summaries import NumberSummary, TextSummary
from consult.report import blocks as kinds
from consult.report import compose
from consult.report.blocks import Report

Kind = TypeVar("Kind")


def of(kind: type[Kind], report: Report) -> list[Kind]:
    return [block for block in report.blocks if isinstance(block, kind)]


def headings(report: Report, level: int) -> list[str]:
    return [heading.text for heading in of(kinds.Heading, report) if heading.level == level]


def paragraphs(report: Report) -> str:
    return "\n".join(paragraph.text for paragraph in of(kinds.Paragraph, report))


def test_the_chapters_stand_in_order() -> None:
    report = compose(consultation())
    assert isinstance(report.blocks[0], kinds.TitleBlock)
    assert headings(report, 2) == [
        "In short",
        "Aims",
        "Pašvaldību vajadzību aptauja",
        "Method and limits",
        "How to check these figures",
    ]
    assert headings(report, 3)[:2] == ["Who answered", "Pakalpojumi"]
    assert [type(block) for block in report.blocks].index(kinds.Contents) < report.blocks.index(of(kinds.Listing, report)[0])


def test_the_title_block_tells_who_when_and_how_many() -> None:
    facts = dict(of(kinds.TitleBlock, compose(consultation(notice="All of this is invented")))[0].facts)
    assert facts["Responses"] == "102"
    assert facts["Answered"] == "1 February 2026 – 3 March 2026"
    assert facts["Fingerprint of the answers"] == "0123456789abcdef"
    assert facts["Made with"] == "Consult 0.1.0"


def test_the_same_result_gives_the_same_report() -> None:
    assert compose(consultation()) == compose(consultation())


def test_every_figure_has_an_alternative_its_n_and_a_table() -> None:
    report = compose(consultation())
    for place, block in enumerate(report.blocks):
        if isinstance(block, kinds.Figure):
            assert block.drawing.alternative
            assert "n = " in block.caption and ("asked" in block.caption or "row" in block.caption)
            table = report.blocks[place + 1]
            assert isinstance(table, kinds.Table) and block.label in table.title
    assert len(of(kinds.Figure, report)) == 10


def test_figures_are_numbered_and_anchors_unique() -> None:
    report = compose(consultation())
    assert [figure.label for figure in of(kinds.Figure, report)] == [f"Figure {n}" for n in range(1, 11)]
    anchors = [heading.anchor for heading in of(kinds.Heading, report)]
    assert len(anchors) == len(set(anchors))
    assert {finding.anchor for finding in of(kinds.Findings, report)[0].findings} <= set(anchors)


def test_twice_the_same_code_still_has_two_anchors() -> None:
    whole = consultation()
    anchors = [heading.anchor for heading in of(kinds.Heading, compose(replace(whole, surveys=whole.surveys * 2)))]
    assert len(anchors) == len(set(anchors))


def test_headings_never_skip_a_level_downward() -> None:
    levels = [heading.level for heading in of(kinds.Heading, compose(consultation()))]
    assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))


def test_progress_counts_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    compose(consultation(), progress=lambda done, whole: told.append((done, whole)))
    assert told[0] == (1, 12) and told[-1] == (12, 12)


def test_key_figures_add_up() -> None:
    figures_ = {name: value for value, name in of(kinds.KeyFigures, compose(consultation()))[0].figures}
    assert figures_ == {"responses": "102", "survey": "1", "questions": "9", "answers in own words": "74", "themes": "3"}


def test_findings_come_from_the_figures() -> None:
    findings = of(kinds.Findings, compose(consultation()))[0].findings
    said = [(finding.figure, finding.text) for finding in findings]
    assert ("64%", "Aprūpe mājās") in said
    assert ("47%", "Theme: Transports uz pakalpojumu") in said
    assert ("70%", "Drīzāk piekrītu + Pilnībā piekrītu") in said
    assert all("n = " in finding.base for finding in findings)
    assert not any("Jā" == text for _figure, text in said), "seven answers are no finding where others are to be had"


def test_where_few_answered_a_finding_is_a_count() -> None:
    finding = of(kinds.Findings, compose(with_question(spread(("Jā", "Nē"), (5, 2)))))[0].findings[0]
    assert (finding.figure, finding.text) == ("5 of 7", "Jā")


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (spread(("Jā", "Nē"), (30, 10)), "Most chosen: “Jā”, 30 (75%)."),
        (spread(("Jā", "Nē", "Cits"), (15, 15, 1)), "Most chosen, equally often: “Jā”, “Nē”, 15 (48%) each."),
        (agreement("", (1, 2, 3, 20, 14), 10), "On the side of “Pilnībā piekrītu”: 34 (68%)"),
        (figures(), "Half of the answers lie at or under 480\N{NO-BREAK SPACE}EUR"),
        (NumberSummary(40, 0, 5, 5, 5, 5, 5, 5, 200), "All gave the same figure: 5."),
        (themes(), "Of 72 answers 64 stand in 3 themes; 6 fit no theme well; 2 say nothing on the question."),
        (ScaleTable((agreement("A", (9, 1, 1, 1, 1)), agreement("B", (0, 1, 1, 1, 9))), True), "Most support: “B”, 10 (83%)"),
        (matrix(3, diverging=False), "Clearest row: "),
    ],
)
def test_what_the_figures_say(result: Result, sentence: str) -> None:
    assert sentence in paragraphs(compose(with_question(result)))


def test_when_all_answers_are_equal_nothing_is_claimed() -> None:
    said = paragraphs(compose(with_question(spread(("Vienādi", "Tikpat"), (20, 20)))))
    assert "Vienādi" not in said and "Tikpat" not in said


@pytest.mark.parametrize(
    ("counts", "flag"),
    [((5, 4), "counts only"), ((5, 5), "with care"), ((15, 14), "with care"), ((15, 15), "")],
)
def test_few_answers_are_flagged(counts: tuple[int, int], flag: str) -> None:
    flags = [one.text for one in of(kinds.Paragraph, compose(with_question(spread(("Jā", "Nē"), counts)))) if one.style == "flag"]
    assert len(flags) == bool(flag) and all(flag in text for text in flags)


def test_under_ten_answers_no_percentage_stands_in_question_text_or_table() -> None:
    report = compose(with_question(spread(("Jā", "Nē"), (5, 4))))
    start = next(place for place, one in enumerate(report.blocks) if isinstance(one, kinds.Heading) and one.text == "Question?")
    stop = next(place for place, one in enumerate(report.blocks) if isinstance(one, kinds.Heading) and one.anchor == "method")
    assert "%" not in repr([one for one in report.blocks[start:stop] if not isinstance(one, kinds.Figure)])


def test_a_multiple_question_says_that_shares_may_exceed_a_hundred() -> None:
    several = Distribution("q", "", bars(("A", "B"), (30, 30), 40), 40, 1, multiple=True)
    assert "more than 100%" in of(kinds.Figure, compose(with_question(several)))[-1].caption


def test_n_and_blank_make_what_was_asked() -> None:
    caption = of(kinds.Figure, compose(with_question(spread(("Jā", "Nē"), (30, 10), blank=60))))[-1].caption
    assert "n = 40 of 100 asked; 60 left it blank" in caption


def test_the_table_holds_every_bar_and_the_counts_add_up() -> None:
    many = spread([f"Izvēle {n}" for n in range(40)], range(1, 41), blank=5)
    tables = [one for one in of(kinds.Table, compose(with_question(many))) if one.header[0] == "Answer"]
    rows = tables[-1].rows
    assert len(rows) == 40 and sum(int(row[1]) for row in rows) == 820
    assert ("Answered (n)", "820", "") in tables[-1].last and ("Left blank", "5", "") in tables[-1].last


def test_answers_in_own_words_have_a_table() -> None:
    other = replace(spread(("Jā", "Nē"), (30, 10)), others=(("Varbūt", 3),))
    assert any(table.rows == (("Varbūt", "3"),) for table in of(kinds.Table, compose(with_question(other))))


def test_a_question_that_nobody_answered_has_its_n() -> None:
    report = compose(with_question(spread(("Jā", "Nē"), (0, 0), blank=9)))
    assert "Nobody answered this question." in paragraphs(report)
    assert "n = 0 of 9 asked; 9 left it blank" in paragraphs(report)


def test_a_survey_without_responses_makes_a_report() -> None:
    whole = consultation()
    empty = spread((), (), blank=0)
    turnout = replace(whole.surveys[0].turnout, responses=0, first=None, last=None, channels=empty, about=())
    survey = replace(whole.surveys[0], turnout=turnout, pages=())
    report = compose(replace(whole, surveys=(survey,), data_until=None, aims=()))
    assert "No responses came in." in paragraphs(report)
    assert not of(kinds.Figure, report) and not of(kinds.Findings, report)


def test_a_consultation_without_surveys_makes_a_report() -> None:
    assert headings(compose(consultation(surveys=())), 2)[0] == "In short"


def test_themes_have_count_share_words_and_quotes() -> None:
    theme = of(kinds.Themes, compose(with_question(themes())))[0].themes[0]
    assert theme.figure == "34 (47%)"
    assert theme.keywords == "autobuss, ceļš, attālums"
    assert theme.quotes[1].startswith("“Cilvēkam") and "\n" in theme.quotes[1]


def test_a_very_long_quote_says_that_it_was_cut() -> None:
    quote = of(kinds.Quotes, compose(with_question(TextSummary(1, 0, examples=("gara atbilde " * 900,)))))[0].quotes[0]
    assert quote.endswith(" […]”") and len(quote) < 800


def test_the_method_tells_of_limits_sources_and_guesses() -> None:
    report = compose(consultation())
    text = repr(report.blocks)
    assert "nobody was drawn at random" in text
    assert "No person has read and confirmed the grouping" in text
    assert "cd" * 32 in text
    assert "was read as day.month.year" in text
    assert "0123456789abcdef" * 4 in repr(of(kinds.Facts, report))


def test_numbers_are_latvian_in_a_latvian_report() -> None:
    report = compose(with_question(spread(("Jā", "Nē"), (12_345, 1)), language="lv"))
    assert report.language == "lv"
    cells = [cell for table in of(kinds.Table, report) for row in table.rows for cell in row]
    assert "12\N{NO-BREAK SPACE}345" in cells


def test_no_control_character_gets_into_a_report() -> None:
    report = compose(hostile())
    marks = {mark for block in report.blocks for mark in all_text(block)}
    assert not marks & set("\x00\x07\x1b\u202e\u202c\ud800")


def all_text(block: object) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, tuple | list):
        return "".join(map(all_text, block))
    if hasattr(block, "__dataclass_fields__"):
        return "".join(all_text(getattr(block, name)) for name in block.__dataclass_fields__)
    return ""
