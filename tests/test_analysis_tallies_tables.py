"""Tables of figures, repeats, computed answers, files: every cell keeps its n, and blank is never zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.tallies import tally
from consult.model.distributions import Distribution, ScaleTable
from consult.model.question import Choice, Question, QuestionType
from consult.model.question_results import FiguresTable, RepeatResult
from consult.model.response import REASONS, Answer, Missing
from consult.model.summaries import DateSummary, FileCount, NumberSummary, TextSummary

ROWS = (Choice("home", {"en": "Home care"}), Choice("day", {"en": "Day centre"}))
YEARS = tuple(Question(f"y{year}", QuestionType.NUMBER, {"en": str(year)}, reasons=REASONS) for year in (2026, 2027, 2028))
FORECAST = Question("f", QuestionType.TABLE, {"en": "Forecast"}, rows=ROWS, parts=YEARS, row_totals=True, column_totals=True)


def cell(row: str, column: str, given: float | Missing) -> Answer:
    if isinstance(given, Missing):
        return Answer("f", row, missing=given, column=column)
    return Answer("f", row, number=given, column=column)


def table(question: Question, answers: list[list[Answer]]) -> FiguresTable:
    result = tally(question, answers, "en", "")
    assert isinstance(result, FiguresTable)
    return result


def test_sums_medians_and_bases_by_hand() -> None:
    result = table(
        FORECAST,
        [
            [cell("home", "y2026", 10), cell("home", "y2028", 30), cell("day", "y2026", 1)],
            [cell("home", "y2026", 20), cell("home", "y2028", Missing.BLANK), cell("day", "y2026", Missing.NOT_KNOWN)],
            [cell("home", "y2026", Missing.BLANK)],
        ],
    )
    assert (result.n, result.blank, dict(result.missing)) == (2, 1, {})
    home, day = result.rows
    assert [(one.n, one.total, one.median, one.blank) for one in home.cells] == [(2, 30, 15, 1), (0, 0, 0, 0), (1, 30, 30, 1)]
    assert dict(day.cells[0].missing) == {Missing.NOT_KNOWN: 1}
    assert home.whole and (home.whole.n, home.whole.total, home.whole.median) == (2, 60, 30)
    first = result.columns[0].whole
    assert (first.n, first.total, first.median, first.blank, dict(first.missing)) == (2, 31, 15.5, 1, {Missing.NOT_KNOWN: 1})


def test_years_are_compared_among_those_who_gave_both() -> None:
    result = table(
        FORECAST,
        [
            [cell("home", "y2026", 10), cell("home", "y2028", 30)],
            [cell("home", "y2026", 500), cell("home", "y2028", Missing.BLANK)],
            [cell("home", "y2028", 700)],
        ],
    )
    assert result.years
    assert [(one.code, one.n, one.first, one.last) for one in result.changes] == [("home", 1, 10, 30), ("day", 0, 0, 0)]


@pytest.mark.parametrize(
    ("codes", "years"),
    [
        (("y2026", "y2027"), True),
        (("y2027", "y2026"), False),
        (("staff", "y2027"), False),
        (("y2026",), False),
        (("cost", "staff"), False),
    ],
)
def test_which_columns_are_years(codes: tuple[str, ...], years: bool) -> None:
    parts = tuple(Question(code, QuestionType.NUMBER, {"en": code}) for code in codes)
    question = Question("f", QuestionType.TABLE, {"en": "?"}, rows=ROWS, parts=parts)
    result = table(question, [[cell("home", codes[0], 1)]])
    assert result.years is years and bool(result.changes) is years


def test_a_row_that_the_questionnaire_lost_keeps_its_figures() -> None:
    result = table(FORECAST, [[cell("old", "y2026", 4)]])
    assert [(row.code, row.cells[0].total) for row in result.rows] == [("home", 0), ("day", 0), ("old", 4)]


def test_without_any_figure_a_reason_is_told() -> None:
    result = table(FORECAST, [[cell("home", "y2026", Missing.BLANK), cell("day", "y2026", Missing.REFUSED)]])
    assert (result.n, result.blank, dict(result.missing)) == (0, 0, {Missing.REFUSED: 1})


figures = st.one_of(st.integers(-50, 1000), st.sampled_from([Missing.BLANK, *REASONS]), st.none())


@given(st.lists(st.lists(figures, min_size=6, max_size=6), max_size=15))
def test_rows_and_columns_add_up_to_the_same(many: list[list[int | Missing | None]]) -> None:
    places = [(row.code, year.code) for row in ROWS for year in YEARS]
    answers = [
        [cell(row, column, one) for (row, column), one in zip(places, own, strict=True) if one is not None] for own in many
    ]
    asked = [own for own in answers if own]
    result = table(FORECAST, asked)
    assert result.n + result.blank + sum(result.missing.values()) == len(asked)
    by_row = sum(row.whole.total for row in result.rows if row.whole)
    by_column = sum(column.whole.total for column in result.columns)
    assert by_row == by_column == sum(one.total for row in result.rows for one in row.cells)
    for place, column in enumerate(result.columns):
        cells = [row.cells[place] for row in result.rows]
        assert column.whole.blank == sum(one.blank for one in cells)
        assert sum(column.whole.missing.values()) == sum(sum(one.missing.values()) for one in cells)
        assert max((one.n for one in cells), default=0) <= column.whole.n <= sum(one.n for one in cells)


def test_columns_that_are_no_numbers_are_results_of_their_own() -> None:
    parts = (
        Question("own", QuestionType.YESNO, {"en": "Own"}, choices=(Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))),
        Question("why", QuestionType.TEXT, {"en": "Why"}),
        Question("since", QuestionType.DATE, {"en": "Since"}),
    )
    question = Question("f", QuestionType.TABLE, {"en": "?"}, rows=ROWS, parts=parts)
    answers = [
        Answer("f", "home", code="yes", column="own"), Answer("f", "day", missing=Missing.BLANK, column="own"),
        Answer("f", "home", text="Call 29123456", column="why"), Answer("f", "day", text="2026-03-05", column="since"),
    ]  # fmt: skip
    result = table(question, [answers])
    assert result.rows == () and result.columns == () and result.n == 1
    own, why, since = (part.result for part in result.others)
    assert isinstance(own, ScaleTable) and [(row.label, row.n, row.blank) for row in own.rows] == [
        ("Home care", 1, 0),
        ("Day centre", 0, 1),
    ]
    assert isinstance(why, TextSummary) and why.examples == ("Call […]",)
    assert isinstance(since, DateSummary) and since.n == 1


def test_a_repeat_counts_the_times_and_leaves_empty_ones_out() -> None:
    parts = (
        Question("about", QuestionType.SINGLE, {"en": "About"}, choices=ROWS),
        Question("text", QuestionType.TEXT, {"en": "Text"}),
    )
    question = Question("p", QuestionType.REPEAT, {"en": "Proposals"}, parts=parts, most=3)

    def instance(n: int, code: str, text: str) -> list[Answer]:
        first = {"code": code} if code else {"missing": Missing.BLANK}
        second = {"text": text} if text else {"missing": Missing.BLANK}
        return [
            Answer("p", column="about", instance=n, **first),  # type: ignore[arg-type]
            Answer("p", column="text", instance=n, **second),  # type: ignore[arg-type]
        ]

    result = tally(question, [[*instance(1, "home", "A bus"), *instance(2, "day", "")], instance(1, "", "")], "en", "")
    assert isinstance(result, RepeatResult)
    assert (result.n, result.blank, result.instances) == (1, 1, 2)
    about, text = (field.result for field in result.fields)
    assert isinstance(about, Distribution) and (about.n, about.blank) == (2, 0)
    assert isinstance(text, TextSummary) and (text.n, text.blank, text.examples) == (1, 1, ("A bus",))


def test_computed_answers_are_figures_or_counted_texts() -> None:
    question = Question("c", QuestionType.COMPUTED, {"en": "Growth"}, unit={"en": "%"})
    figures_ = tally(question, [[Answer("c", number=value)] for value in (1, 2, 6)], "en", "")
    assert isinstance(figures_, NumberSummary) and (figures_.n, figures_.total, figures_.unit) == (3, 9, "%")
    texts = tally(question, [[Answer("c", text=value)] for value in ("high", "low", "high")], "en", "")
    assert isinstance(texts, Distribution) and [(bar.label, bar.count) for bar in texts.bars] == [("high", 2), ("low", 1)]
    nothing = tally(question, [[Answer("c", missing=Missing.BLANK)]], "en", "")
    assert isinstance(nothing, NumberSummary) and (nothing.n, nothing.blank) == (0, 1)


def test_of_files_only_the_number_is_told() -> None:
    question = Question("file", QuestionType.FILE, {"en": "Letter"})
    given_ = [[Answer("file", code="ab" * 32, text="Secret name.pdf")], [Answer("file", missing=Missing.BLANK)]]
    result = tally(question, given_, "en", "")
    assert result == FileCount(1, 1, {})


def test_figures_keep_reasons_words_and_blanks_apart() -> None:
    question = Question("n", QuestionType.NUMBER, {"en": "N"}, other=True, reasons=REASONS)
    answers = [
        [Answer("n", number=0)], [Answer("n", code="other", text="about ten")], [Answer("n", missing=Missing.BLANK)],
        *([Answer("n", missing=why)] for why in (Missing.NOT_KNOWN, Missing.NOT_KNOWN, Missing.REFUSED)),
    ]  # fmt: skip
    result = tally(question, answers, "en", "")
    assert isinstance(result, NumberSummary)
    assert (result.n, result.blank, result.others) == (1, 1, (("about ten", 1),))
    assert dict(result.missing) == {Missing.NOT_KNOWN: 2, Missing.REFUSED: 1}


def test_a_note_has_no_result() -> None:
    with pytest.raises(ValueError, match="hello"):
        tally(Question("hello", QuestionType.NOTE, {"en": "Hello"}), [], "en", "")
