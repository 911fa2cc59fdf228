"""Every text on the screens themselves, drawn in the colours that its style sheets give it, can be read in both themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from looks import walk
from test_tui_looks import LOOKS, Look, clock, small, template
from test_tui_themes import ENOUGH, contrast
from textual.geometry import Region
from textual.screen import ModalScreen

from consult.service.consultation import Consultation
from consult.tui.screens.jumping import JumpScreen
from consult.tui.themes import THEMES

__all__ = ["clock", "small", "template"]

_DRAWING = re.compile(r"[\s\u2500-\u259f]*")
"""Frames, bars and blanks: no text."""

WALKED = ("form, table", "review", "responses", "builder, editor", "differences", "palette", "help", "jumping")


def in_front(app: Any) -> Region:
    """What is not darkened by something that lies over it."""
    modal = isinstance(app.screen, ModalScreen) and not isinstance(app.screen, JumpScreen)
    return app.screen.children[0].region if modal else app.screen.region


def texts(app: Any) -> Iterator[tuple[str, str, str]]:
    """Each text on the screen with its colour and its ground."""
    left, top, width, height = in_front(app)
    for strip in app.screen._compositor.render_strips()[top : top + height]:
        for segment in strip.crop(left, left + width):
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None or _DRAWING.fullmatch(segment.text):
                continue
            colours = [colour.get_truecolor().hex for colour in (style.color, style.bgcolor)]
            yield segment.text.strip(), *(reversed(colours) if style.reverse else colours)


@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in WALKED], ids=lambda look: look.name)
async def test_every_text_can_be_read(small: Consultation, look: Look) -> None:
    app = look.opens(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(pilot, look.steps)
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            found = [(text, *colours) for text, *colours in texts(app)]
            assert len(found) > 3
            assert not [one for one in found if contrast(*one[1:]) < ENOUGH], theme.name
