"""How the terminal form looks at 80 by 24."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from tui_form import FILLED, FakeSession
from tui_types import SHORT

from consult.tui.app import AnswerApp
from consult.tui.screens.answering import AnsweringScreen
from consult.tui.widgets.text_fields import LineField


def quiet(app: AnswerApp) -> None:
    """Stops the cursor from blinking."""
    for field in app.screen.query(LineField):
        field.cursor_blink = False


async def rest(pilot: Pilot[str]) -> None:
    """Lets the draft be kept, so that the head does not change any more."""
    quiet(pilot.app)  # type: ignore[arg-type]
    screen = pilot.app.screen
    if isinstance(screen, AnsweringScreen):
        screen.keep()
    await pilot.pause()


@pytest.mark.parametrize(
    ("language", "draft", "keys"),
    [
        pytest.param("en", {}, ("2",), id="first page"),
        pytest.param("en", {}, ("pagedown", "1", "2", "0"), id="table"),
        pytest.param("en", {}, ("ctrl+t", "pagedown", "1", "2", "0"), id="table, light"),
        pytest.param("en", FILLED, ("enter", "ctrl+s"), id="review"),
    ],
)
def test_looks(snap_compare: Any, language: str, draft: dict[str, str | list[str]], keys: tuple[str, ...]) -> None:
    async def then(pilot: Pilot[str]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await rest(pilot)

    assert snap_compare(AnswerApp(FakeSession(draft), language), terminal_size=(80, 24), run_before=then)


def test_table_ranking_and_allocation_look_well_together(snap_compare: Any) -> None:
    keys = [*"12", "tab", *"15", "tab", "question_mark", "ctrl+end", "enter", "2", "1", "tab", *"60", "down", *"70"]

    async def then(pilot: Pilot[str]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await rest(pilot)

    app = AnswerApp(FakeSession(survey=SHORT), "en")
    assert snap_compare(app, terminal_size=(80, 24), run_before=then)
