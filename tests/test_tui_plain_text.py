"""What the terminal form works out without a screen: safe text, keys, the state of the answers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from tui_form import SURVEY

from consult.model.question import Choice
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.plain_text import plain, plain_line, visible
from consult.tui.telling import told
from consult.tui.widgets.choice_keys import keys_for, searchable
from consult.tui.widgets.matrix_grid import packed


@given(st.text())
def test_no_dangerous_character_is_left(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    dangerous = [letter for letter in shown if letter not in "\n\t" and (ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0)]
    assert not dangerous and "\u202e" not in shown and "\u2066" not in shown
    shown.encode("utf-8")
    assert plain(text).plain == shown and len(plain_line(text).plain) == len(text)


def test_plain_text_is_never_markup() -> None:
    assert plain("[red]x[/red]").plain == "[red]x[/red]"
    assert plain("[/b]", "bold").spans == Content.styled("[/b]", "bold").spans
    assert visible("a\tb\nc", one_line=True) == "a b↵c"


@pytest.mark.parametrize(
    ("codes", "apart", "keys"),
    [
        (["x", "y"], [], {"x": "1", "y": "2"}),
        (["1", "2", "3"], ["na"], {"1": "1", "2": "2", "3": "3", "na": "0"}),
        (["0", "1"], ["na"], {"0": "0", "1": "1", "na": "2"}),
        (["2", "4"], [], {"2": "2", "4": "4"}),
        ([f"c{n}" for n in range(10)], [], {}),
    ],
)
def test_keys_of_choices(codes: Iterable[str], apart: Iterable[str], keys: dict[str, str]) -> None:
    on_offer = [Choice(code, {}) for code in codes] + [Choice(code, {}, apart=True) for code in apart]
    assert keys_for(on_offer) == keys


def test_search_ignores_marks_above_and_below_letters() -> None:
    assert searchable("Ķekava, Ādaži, ČĪŅŠ") == "kekava, adazi, cins"


def test_legend_breaks_between_parts() -> None:
    assert packed(["1 none", "2 partly", "3 enough"], 18) == "1 none   2 partly\n3 enough"
    assert packed(["very long part"], 4) == "very long part"


def test_a_draft_of_an_older_version_keeps_what_still_fits() -> None:
    sheet = AnswerSheet(SURVEY, {"group": "gone", "lacking": ["money", "gone"], "likely": "3", "unknown": "x", "name": "Anna"})
    assert sheet.raw == {"group": "", "lacking": ["money"], "likely": "3", "name": "Anna"}


def test_a_table_is_done_when_every_row_is() -> None:
    sheet = AnswerSheet(SURVEY, {"avail.s1": "1"})
    question = SURVEY.question("avail")
    assert question is not None
    assert sheet.state(question) is State.PARTLY
    sheet.put({f"avail.s{n}": "1" for n in range(1, 23)})
    assert sheet.state(question) is State.DONE
    assert told(sheet, question, "en")[0] == "Service 1: none"


def test_white_space_is_no_answer() -> None:
    sheet = AnswerSheet(SURVEY, {"name": "  "})
    assert sheet.answered == 0
