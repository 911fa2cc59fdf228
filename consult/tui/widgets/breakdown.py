"""Counts by group, area or channel: a label, a bar and a figure each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from consult.i18n import _, ngettext, number
from consult.service.survey_standing import Part
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import bar

_BAR = 14
_WIDEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Counted:
    """A heading and its counts."""

    heading: str
    parts: tuple[Part, ...]


class BreakdownView(Widget):
    """Draws counts one below the other. A bar is of those invited where that is known, else of the greatest count."""

    DEFAULT_CSS = """
    BreakdownView { width: 1fr; height: auto; }
    """

    def __init__(self, *, most: int = 0, id: str | None = None):
        super().__init__(id=id)
        self.most = most
        self.counted: tuple[Counted, ...] = ()

    def write(self, counted: Sequence[Counted]) -> None:
        """Draws other counts from now on; of each at most `most` lines, where that is not 0."""
        if self.counted != (*counted,):
            self.counted = (*counted,)
            self.refresh(layout=True)

    @spoken
    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line a count, a heading above each kind, an empty line between kinds."""
        return sum(self._shown(one) + 2 + bool(len(one.parts) > self._shown(one)) for one in self.counted) - bool(self.counted)

    def _shown(self, one: Counted) -> int:
        enough = self.most and len(one.parts) > self.most
        return self.most - 1 if enough else len(one.parts)

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for one in self.counted:
            lines += [Content("")] if lines else []
            lines.append(plain(one.heading, "$text-muted", one_line=True).truncate(width, ellipsis=True))
            shown = one.parts[: self._shown(one)]
            figures = [_figure(part) for part in shown]
            right = max((len(figure) for figure in figures), default=0)
            greatest = max((part.responses for part in one.parts), default=0)
            longest = max((plain(part.label, one_line=True).cell_length for part in shown), default=0)
            room = max(6, min(longest, _WIDEST_LABEL, width - right - _BAR - 4))
            for part, figure in zip(shown, figures, strict=True):
                label = plain(part.label, "" if part.responses else "$text-muted", one_line=True)
                total = greatest if part.invited is None else part.invited
                lines.append(
                    label.truncate(room, ellipsis=True, pad=True)
                    + Content("  ")
                    + bar(part.responses, total, _BAR)
                    + Content(f"  {figure:>{right}}")
                )
            if rest := len(one.parts) - len(shown):
                told = ngettext("and {n} more", "and {n} more", rest).format(n=number(rest))
                lines.append(plain(told, "$text-muted"))
        return lines


def _figure(part: Part) -> str:
    if part.invited is None:
        return number(part.responses)
    return _("{answered} of {invited}").format(answered=number(part.responses), invited=number(part.invited))
