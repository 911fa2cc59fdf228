"""Every type of question in a report: tables that add up, bases that tell who was asked, what is kept from print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

import pytest
from results_fixture import HOSTILE, agreement, consultation, spread, with_question
from whole_results import ALL_SERVICES, YEARS, whole_result

from consult.model.distributions import PairedRow, PairedTable
from consult.model.preferences import AllocationResult, AllottedChoice, RankedChoice, RankingResult
from consult.model.question_results import Change, FigureCell, FiguresTable, QuestionResult, Result, TableColumn, TableRow
from consult.model.response import Missing
from consult.model.results import VersionRead
from consult.model.summaries import NumberSummary, TextSummary
from consult.report import blocks as kinds
from consult.report import compose, html, pdf
from consult.report.blocks import Report

Kind = TypeVar("Kind")


def of(kind: type[Kind], report: Report) -> list[Kind]:
    return [block for block in report.blocks if isinstance(block, kind)]


def text_of(report: Report) -> str:
    return "\n".join(paragraph.text for paragraph in of(kinds.Paragraph, report))


def result_of(code: str) -> Result:
    return next(q.result for page in whole_result().surveys[0].pages for q in page.questions if q.code == code)


def chapter(report: Report, title: str) -> list[kinds.Block]:
    """The blocks of one question."""
    start = next(at for at, one in enumerate(report.blocks) if isinstance(one, kinds.Heading) and one.text == title)
    stop = next(
        (at for at, one in enumerate(report.blocks) if at > start and isinstance(one, kinds.Heading) and one.level < 5), None
    )
    return list(report.blocks[start:stop])


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(whole_result())


def test_notes_stand_in_no_report_and_every_other_type_does(report: Report) -> None:
    above = [heading.above for heading in of(kinds.Heading, report) if heading.level == 4]
    for kind in ("yes or no", "ranking", "points to divide", "scale in rows", "table", "computed", "file"):
        assert any(kind in text for text in above), kind
    assert "note" not in repr(above)


def test_every_figure_is_followed_by_its_table(report: Report) -> None:
    for place, block in enumerate(report.blocks):
        if isinstance(block, kinds.Figure):
            table = report.blocks[place + 1]
            assert isinstance(table, kinds.Table) and block.label in table.title
            assert "n = " in block.caption and "n = " in block.drawing.alternative


def test_rows_are_as_wide_as_their_header_everywhere(report: Report) -> None:
    for table in of(kinds.Table, report):
        assert {len(row) for row in (*table.rows, *table.last)} <= {len(table.header)} == {len(table.alignments)}
        assert [len(row) for row in table.shades] in ([], [len(table.header)] * len(table.rows))
        assert all(0 <= shade <= kinds.SHADES for row in table.shades for shade in row)


def test_progress_counts_every_drawing_offered() -> None:
    told: list[tuple[int, int]] = []
    compose(whole_result(responses=2), progress=lambda done, whole: told.append((done, whole)))
    assert [done for done, _whole in told] == list(range(1, len(told) + 1)) and {whole for _done, whole in told} == {len(told)}


def test_the_table_of_sums_holds_every_row_and_year_and_adds_up(report: Report) -> None:
    (table,) = (one for one in of(kinds.Table, report) if "sums of the figures given" in one.title)
    assert table.header[1:-2] == YEARS and len(table.rows) == len(ALL_SERVICES) and not table.folded
    for column in range(1, len(table.header) - 1):
        below = int(table.last[0][column].replace(",", ""))
        assert below == sum(int(row[column].replace(",", "")) for row in table.rows)
    flat = [
        (int(row[at].replace(",", "")), shades[at])
        for row, shades in zip(table.rows, table.shades, strict=True)
        for at in range(1, 6)
    ]
    assert max(flat)[1] == kinds.SHADES and [shade for _value, shade in sorted(flat)] == sorted(shade for _value, shade in flat)


def test_what_cells_lack_is_told_by_reason(report: Report) -> None:
    (table,) = (one for one in of(kinds.Table, report) if one.title.startswith("How many gave a figure"))
    assert [row[0] for row in table.last] == ["Cells left blank", "Not known", "Not applicable", "Refused"]


def test_many_columns_are_told_in_several_tables() -> None:
    found = result_of("clients")
    assert isinstance(found, FiguresTable)
    wide = replace(found, columns=found.columns * 3, rows=tuple(replace(row, cells=row.cells * 3) for row in found.rows))
    tables = [one for one in of(kinds.Table, compose(with_question(wide))) if "sums of the figures given" in one.title]
    assert [len(table.header) for table in tables] == [1 + 8 + 1, 1 + 7 + 2], "the totals of rows stand in the last one"


def test_the_ranking_says_its_rule_and_its_first(report: Report) -> None:
    found = result_of("top")
    assert isinstance(found, RankingResult)
    blocks = chapter(report, "The five most important")
    said = repr(blocks)
    assert f"Ranked highest: “{found.choices[0].label}”" in said
    assert "the first of 5 places is worth 5 points" in said and "asked: " in said
    table = next(block for block in blocks if isinstance(block, kinds.Table))
    assert len(table.rows) == len(found.choices)
    assert "Borda 1784" in repr(report.blocks)


def test_fewer_asked_than_responded_is_told_and_else_not() -> None:
    def base(asked: int, responses: int) -> str:
        question = QuestionResult("q", "Question?", "", "single", False, spread(("Jā", "Nē"), (30, 8), 2), asked, responses)
        whole = with_question(question.result)
        page = replace(whole.surveys[0].pages[0], questions=(question,))
        return of(kinds.Figure, compose(replace(whole, surveys=(replace(whole.surveys[0], pages=(page,)),))))[-1].caption

    assert base(40, 57).startswith("n = 38 of 40 asked; 2 left it blank; asked: 40 of 57 responses")
    assert "responses" not in base(40, 40)


def test_missing_reasons_are_told_in_words_apart_from_blank() -> None:
    missing = {Missing.NOT_KNOWN: 3, Missing.REFUSED: 1}
    report = compose(with_question(NumberSummary(38, 2, 1, 1, 2, 3, 9, 3, 114, missing=missing), kind="number"))
    said = text_of(report)
    assert "n = 38 of 44 asked; 2 left it blank; not known 3, refused 1" in said
    table = next(block for block in chapter(report, "Question?") if isinstance(block, kinds.Table))
    assert {("Left blank", "2", ""), ("Not known", "3", ""), ("Refused", "1", "")} <= set(table.last)


def test_excluded_responses_are_told_step_by_step(report: Report) -> None:
    (table,) = (one for one in of(kinds.Table, report) if one.title.startswith("From the responses"))
    assert table.rows == (
        ("Came in", "44"), ("Excluded: Atbildēts divreiz", "\N{MINUS SIGN}3"), ("Excluded: no reason written", "\N{MINUS SIGN}1"),
    )  # fmt: skip
    assert table.last == (("Count in every figure of this report", "40"),)
    assert "44 responses came in between" in text_of(report)
    assert "None was excluded: all of them count." in text_of(compose(consultation()))


def test_waves_and_versions_are_split_where_there_are_several(report: Report) -> None:
    headings = [heading.text for heading in of(kinds.Heading, report)]
    assert "Responses by wave" in headings and "Responses by version of the survey" in headings
    assert "How the responses came in" not in headings
    assert any("asked since version 2" in heading.above for heading in of(kinds.Heading, report))


def test_parts_have_headings_that_the_contents_leave_out(report: Report) -> None:
    parts = [heading.text for heading in of(kinds.Heading, report) if heading.level == 5]
    assert parts == ["Do you provide services?", "Remarks", "About what?", "Proposal", "Cost"]
    page = html.render(report)
    contents = page[page.index('<nav class="contents"') : page.index("</nav>")]
    assert "Your proposals" in contents and "Cost" not in contents and "Cost</h5>" in page


def test_file_names_and_telephone_numbers_are_printed_nowhere(report: Report) -> None:
    page = html.render(report)
    assert "Slepena" not in page and "29123456" not in page and "[…]" in page
    assert re.search(r"\d+ files were attached", page)


def test_texts_of_a_part_are_examples_not_too_few_for_themes(report: Report) -> None:
    blocks = chapter(report, "Your proposals")
    assert [block.title for block in blocks if isinstance(block, kinds.Quotes)] == ["Some of the answers, as they were written"]


def test_the_widest_gap_is_named_only_where_enough_answered() -> None:
    few = PairedTable(
        ("Here", "Region"), (PairedRow("r", "Aprūpe", (agreement("", (1, 1, 1, 1, 1)), agreement("", (0, 0, 0, 0, 5)))),)
    )
    assert "Widest gap" not in text_of(compose(with_question(few)))
    many = PairedTable(
        ("Here", "Region"), (PairedRow("r", "Aprūpe", (agreement("", (9, 9, 0, 1, 1)), agreement("", (1, 1, 0, 9, 9)))),)
    )
    assert "Widest gap: “Aprūpe”" in text_of(compose(with_question(many)))


def test_three_yes_or_no_questions_are_told_together() -> None:
    whole = with_question(spread(("Jā", "Nē"), (20, 20)))
    asked = tuple(
        QuestionResult(f"q{n}", f"Vai {n}?", "", "yesno", False, spread(("Jā", "Nē"), (20 + n, 20), ordered=True))
        for n in range(3)
    )
    page = replace(whole.surveys[0].pages[0], questions=asked)
    report = compose(replace(whole, surveys=(replace(whole.surveys[0], pages=(page,)),)))
    heading = next(one for one in of(kinds.Heading, report) if one.text == "3 yes-or-no questions")
    assert heading.above == "Questions 1 to 3 · yes or no"


@pytest.mark.parametrize(("language", "responses"), [("lv", 0), ("en", 1)])
def test_few_responses_or_none_make_a_report(language: str, responses: int) -> None:
    report = compose(whole_result(language, responses))
    assert html.render(report) and pdf.render(report).content.startswith(b"%PDF")


def test_under_ten_answers_no_share_is_printed_for_larger_results() -> None:
    report = compose(whole_result(responses=7))
    for title in ("How great a need?", "The five most important", "In what manner?"):
        tables = [block for block in chapter(report, title) if isinstance(block, kinds.Table)]
        assert tables and not any("%" in cell for table in tables for row in table.rows for cell in row)


def test_both_languages_are_set_without_a_note_and_to_the_same_bytes(report: Report) -> None:
    latvian = compose(whole_result("lv"))
    for one in (report, latvian):
        made = pdf.render(one)
        assert made.notes == () and made == pdf.render(one)
    assert latvian == compose(whole_result("lv"))


def test_the_key_figures_count_texts_inside_repeats(report: Report) -> None:
    figures = {name: value for value, name in of(kinds.KeyFigures, report)[0].figures}
    inside = [
        part.result.n
        for code in ("manner", "plans")
        for part in (getattr(result_of(code), "others", ()) or getattr(result_of(code), "fields", ()))
        if isinstance(part.result, TextSummary)
    ]
    assert figures["answers in own words"] == str(sum(inside))


def test_what_people_typed_is_text_in_the_larger_results_too() -> None:
    long = HOSTILE + " " + "ļ" * 20_000
    sides = (agreement("", (19, 9, 0, 1, 1)), agreement("", (1, 1, 0, 9, 19)))
    cell = FigureCell(12, 120, 10, 1, {Missing.REFUSED: 1})
    columns = tuple(TableColumn(f"y{year}", text, HOSTILE, cell) for year, text in ((2026, HOSTILE), (2027, long)))
    rows = tuple(TableRow(f"r{n}", text, (cell, cell), cell) for n, text in enumerate((HOSTILE, long)))
    changes = tuple(Change(row.code, row.label, 12, 100, 120) for row in rows)
    ranked = tuple(RankedChoice(f"c{n}", text, 10, 5, 1.5, 30 - n) for n, text in enumerate((HOSTILE, long)))
    allotted = tuple(AllottedChoice(f"c{n}", text, 10, 50 - n, 50, 500, 9) for n, text in enumerate((HOSTILE, long)))
    many: tuple[Result, ...] = (
        PairedTable((HOSTILE, long), (PairedRow("r", long, sides, 1, 2, 3), PairedRow("s", HOSTILE, sides))),
        FiguresTable(columns, rows, 40, 1, years=True, changes=changes, compared=40, column_totals=True),
        RankingResult(ranked, 20, 1, 3),
        AllocationResult(allotted, 20, 1, 100, long),
    )
    whole = with_question(many[0])
    questions = tuple(QuestionResult(f"q{n}", HOSTILE, long, "table", False, one) for n, one in enumerate(many))
    turnout = replace(whole.surveys[0].turnout, excluded=((HOSTILE, 2), (long, 1)))
    page = replace(whole.surveys[0].pages[0], questions=questions)
    report = compose(replace(whole, surveys=(replace(whole.surveys[0], pages=(page,), turnout=turnout),)))
    written = html.render(report)
    assert "<script>alert" not in written and "&lt;script&gt;alert(1)" in written
    assert not set("\x00\x07\x1b\u202e\u202c\ud800") & set(written)
    assert pdf.render(report).content.startswith(b"%PDF")


def findings_of(result: Result) -> list[kinds.Finding]:
    found = of(kinds.Findings, compose(with_question(result)))
    return [one for block in found for one in block.findings]


def years(compared: int) -> FiguresTable:
    columns = tuple(TableColumn(f"y{year}", str(year), "", FigureCell(40, 400, 10)) for year in (2026, 2028))
    changes = (Change("a", "Aprūpe", compared, 100, 117),)
    return FiguresTable(columns, (), 40, 0, years=True, changes=changes, compared=compared)


def test_a_rise_stands_on_the_first_page_only_where_enough_gave_both_years_and_with_their_n() -> None:
    (finding,) = [one for one in findings_of(years(30)) if "2026" in one.text]
    assert finding.figure == "+17%" and "n = 30" in finding.base
    assert not [one for one in findings_of(years(29)) if "2026" in one.text]


def test_under_thirty_answers_the_first_page_has_no_percentage() -> None:
    for n, figure in ((29, "15 of 29"), (30, "53%")):
        said = [one.figure for one in findings_of(spread(("Jā", "Nē"), (n - n // 2 + (n == 30), n // 2 - (n == 30))))]
        assert figure in said


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ((45.0, 45.04, 10.0), "Given the most: A and B"),
        ((30.0, 30.0, 30.0, 10.0), "Given the most: A, B and C"),
        ((50.0, 45.0, 5.0), "Given the most: A"),
        ((50.0, 50.0), ""),
    ],
)
def test_all_that_were_given_the_most_are_named(means: tuple[float, ...], said: str) -> None:
    choices = tuple(AllottedChoice(n, n, 40, mean, mean, 40 * mean, 40) for n, mean in zip("ABCD", means, strict=False))
    result = AllocationResult(choices, 40, 0, 100, "")
    assert [one.text for one in findings_of(result) if one.text.startswith("Given")] == ([said] if said else [])
    told = text_of(compose(with_question(result)))
    assert ("“A” and “B”: 45 each on average" in told) is (said == "Given the most: A and B")


def test_all_that_were_ranked_highest_are_named() -> None:
    def ranked(*points: float) -> RankingResult:
        return RankingResult(tuple(RankedChoice(n, n, 40, 9, 1.5, x) for n, x in zip("ABC", points, strict=True)), 40, 0, 3)

    assert "Ranked highest: A and B" in [one.text for one in findings_of(ranked(80, 80, 60))]
    told = "Ranked highest, with the same points: “A” and “B”, 2.0 of 3 points on average"
    assert told in text_of(compose(with_question(ranked(80, 80, 60))))
    assert "Ranked highest" not in text_of(compose(with_question(ranked(70, 70, 70))))


def test_each_version_that_answers_came_from_is_told_with_its_hash() -> None:
    whole = with_question(spread(("Jā", "Nē"), (20, 10)))
    versions = (VersionRead(1, "a" * 64, 1), VersionRead(2, "b" * 64, 29))
    report = compose(replace(whole, surveys=(replace(whole.surveys[0], versions=versions),)))
    told = [pair for facts in of(kinds.Facts, report) for pair in facts.pairs]
    assert any(name.endswith("version 1: 1 response") and value == "a" * 64 for name, value in told)
    assert any(name.endswith("version 2: 29 responses") and value == "b" * 64 for name, value in told)
    assert "Answers to earlier versions of a questionnaire are read as its newest version means them" in text_of(report)
    assert "Answers to earlier versions" not in text_of(compose(whole))
