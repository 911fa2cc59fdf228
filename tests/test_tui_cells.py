"""What the grids work out without a screen: typing in a cell, pasted text, widths."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tui_types import FIGURES, PLANS, YEARS

from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.widgets.cell_values import chosen_by, following, pasted_rows, pasted_value
from consult.tui.widgets.grid_layout import LEAD, TOTAL_WIDTH, laid_out, wrapped_head
from consult.tui.widgets.typed_line import TypedLine

OFFERED = [(choice, choice.label["lv"]) for choice in FIGURES.parts[3].choices]
KEYS = st.lists(st.sampled_from(["left", "right", "home", "end", "x", "erase", "behind"]))


def test_letters_go_where_the_cursor_is() -> None:
    line = TypedLine("ab", "")
    line.insert("c")
    line.move("home")
    line.insert("X")
    line.erase(behind=True)
    assert (line.text, line.place) == ("Xbc", 1)
    assert line.shown(10) == ("X", "b", "c ")


@given(KEYS, st.integers(min_value=1, max_value=12))
def test_the_cursor_stays_in_the_text_and_in_view(keys: list[str], width: int) -> None:
    line = TypedLine("abc", "", 0)
    for key in keys:
        if key in ("left", "right", "home", "end"):
            line.move(key)
        elif key == "x":
            line.insert(key)
        else:
            line.erase(behind=key == "behind")
        before, under, behind = line.shown(width)
        assert 0 <= line.place <= len(line.text)
        assert len(under) == 1 and len(before + under + behind) <= width


@given(st.lists(st.lists(st.from_regex(r"[0-9a-z,. ]*", fullmatch=True), min_size=1, max_size=4), min_size=1, max_size=4))
def test_tabs_and_lines_of_a_spreadsheet_are_columns_and_rows(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows) + "\n"
    read = pasted_rows(text)
    expected = [[cell.strip() for cell in row] for row in rows]
    while expected and expected[-1] == [""]:
        expected.pop()
    assert read == expected or not expected


def test_carriage_returns_of_a_terminal_are_line_ends() -> None:
    assert pasted_rows("1\t2\r3\t4\r") == [["1", "2"], ["3", "4"]]
    assert pasted_rows('"a\nb"\tc') == [["a\nb", "c"]]
    assert pasted_rows('5" caurule\t2') == [['5" caurule', "2"]]


def test_pasted_labels_become_codes_and_other_text_stays_what_it_is() -> None:
    enough = FIGURES.parts[3]
    assert pasted_value(enough, "JĀ", OFFERED) == "yes"
    assert pasted_value(enough, "No", OFFERED) == "no"
    assert pasted_value(enough, "varbūt", OFFERED) == "varbūt"
    assert pasted_value(YEARS[0], "nav zināms", []) == "not_known"
    assert pasted_value(YEARS[0], "atteikts", []) == "atteikts", "this reason is not offered here"


def test_keys_go_through_the_choices() -> None:
    assert [chosen_by(key, "", OFFERED) for key in ("1", "2", "j", "N", "x")] == ["yes", "no", "yes", "no", None]
    assert [following(code, OFFERED) for code in ("", "yes", "no", "gone")] == ["yes", "no", "", "yes"]


@given(
    st.integers(min_value=40, max_value=200),
    st.integers(min_value=1, max_value=120),
    st.lists(st.integers(min_value=6, max_value=22), min_size=1, max_size=8),
    st.booleans(),
    st.data(),
)
def test_columns_fit_and_the_current_one_is_seen(
    width: int, label: int, wanted: list[int], totals: bool, data: st.DataObject
) -> None:
    current = data.draw(st.integers(min_value=0, max_value=len(wanted) - 1))
    first = data.draw(st.integers(min_value=0, max_value=len(wanted) - 1))
    layout = laid_out(width, label, wanted, totals=totals, current=current, first=first)
    assert current in layout.seen
    assert LEAD + layout.label + sum(layout.widths) + (TOTAL_WIDTH if totals else 0) <= width


@given(st.text(alphabet="ab ķš", max_size=60), st.integers(min_value=2, max_value=20))
def test_heads_are_broken_between_words(head: str, width: int) -> None:
    lines = wrapped_head(head, width)
    assert 1 <= len(lines) <= 3
    assert all(cell_len(line) <= width + 1 for line in lines)


def test_a_draft_of_an_older_version_keeps_what_still_fits() -> None:
    sheet = AnswerSheet(
        PLANS, {"first": ["s1", "gone", "s1"], "clients.s9.y2025": "4", "clients.s1.enough": "maybe", "plans.4.name": "x"}
    )
    assert sheet.raw == {"first": ["s1"], "clients.s1.enough": ""}


def states(sheet: AnswerSheet, *codes: str) -> list[State]:
    """How far the questions are answered."""
    return [sheet.state(question) for question in PLANS.questions if question.code in codes]


def test_states_of_questions_with_several_places() -> None:
    sheet = AnswerSheet(PLANS, {"runs": "yes", "first": ["s1"], "money.s1": "60", "clients.s1.y2025": "1"})
    assert states(sheet, "clients", "first", "money", "plans") == [State.PARTLY] * 3 + [State.EMPTY]
    sheet.put({"first": ["s1", "s2", "s3"], "money.s2": "40", "plans.1.cost": "not_known"})
    assert states(sheet, "first", "money", "plans") == [State.DONE] * 3


def test_a_choice_that_is_no_longer_on_offer_is_not_sent_but_kept() -> None:
    question = PLANS.questions[1]
    closed = tuple(replace(choice, closed=choice.code == "old") for choice in question.choices)
    survey = Survey("s", ("lv",), {}, (Page("p", {}, (replace(question, choices=closed, show_if=""),)),))
    sheet = AnswerSheet(survey, {"groups": ["old", "young"]})
    assert (sheet.raw["groups"], sheet.sent["groups"]) == (["old", "young"], ["young"])
    assert sheet.filled(survey.questions[0]) == 1


def test_an_unlimited_repeat_has_ten_instances() -> None:
    question = Question("r", QuestionType.REPEAT, {"lv": "R"}, parts=(Question("a", QuestionType.TEXT, {"lv": "A"}),))
    assert len(question.cells) == 10
