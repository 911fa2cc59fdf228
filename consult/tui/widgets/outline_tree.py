"""The outline of a survey: its pages, questions, columns and lists, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from consult.i18n import _
from consult.service.building import LineKind, OutlineLine
from consult.tui.plain_text import plain
from consult.tui.question_glyphs import glyph_of
from consult.tui.speaking import spoken


class OutlineTree(OptionList):
    """Shows the lines of an outline; the bar stands on one of them."""

    DEFAULT_CSS = """
    OutlineTree, OutlineTree:focus {
        border: round $quiet-border; border-title-color: $text-muted; border-subtitle-color: $text-muted;
        background: $background; padding: 0; scrollbar-size: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: bold; }
    }
    OutlineTree:focus { border: round $accent; border-title-color: $accent; }
    OutlineTree:nocolor:focus { border: heavy $accent; }
    OutlineTree:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[OutlineLine, ...] = ()
        self._drawn: list[Content] = []

    @property
    def place(self) -> str:
        """The place on which the bar stands."""
        line = self.line
        return line.place if line else ""

    @property
    def line(self) -> OutlineLine | None:
        """The line on which the bar stands."""
        at = self.highlighted
        return self.lines[at] if at is not None and at < len(self.lines) else None

    def show(self, lines: Sequence[OutlineLine], place: str) -> None:
        """Draws these lines and puts the bar on `place`; lines that look as before are not drawn again."""
        self.lines = tuple(lines)
        self._draw()
        places = [line.place for line in self.lines]
        if place in places:
            self.highlighted = places.index(place)

    @spoken
    def _draw(self) -> None:
        drawn = [*self._contents()]
        if len(drawn) != len(self._drawn):
            self.set_options(Option(content) for content in drawn)
        else:
            for at, (old, new) in enumerate(zip(self._drawn, drawn, strict=True)):
                if not old.is_same(new):
                    self.replace_option_prompt_at_index(at, new)
        self._drawn = drawn
        self.border_title, self.border_subtitle = _("Outline"), _("/ finds")

    def _contents(self) -> list[Content]:
        width = max(12, self.content_size.width - (1 if self.show_vertical_scrollbar else 0))
        number, made = 0, []
        for line in self.lines:
            if line.kind is LineKind.QUESTION and line.type not in ("note", "computed"):
                number += 1
                made.append(_question(line, width, str(number)))
            elif line.kind is LineKind.QUESTION:
                made.append(_question(line, width, ""))
            else:
                made.append(_other(line, width))
        return made

    def on_resize(self, _event: events.Resize) -> None:
        """The marks stand at the right edge."""
        self._draw()

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self._draw()

    def copied(self) -> str:
        """The code of the line on which the bar stands."""
        return self.line.code if self.line else ""


def _question(line: OutlineLine, width: int, number: str) -> Content:
    lead = Content.assemble((f"{number:>3} ", "$text-muted"), (f"{glyph_of(line.type)} ", "$accent"))
    return _fitted(lead, _label(line), _marks(line), width)


def _other(line: OutlineLine, width: int) -> Content:
    match line.kind:
        case LineKind.SURVEY:
            return _fitted(plain("≡ ", "bold $accent"), _label(line, "bold"), _marks(line), width)
        case LineKind.PAGE:
            return _fitted(plain("▸ ", "$text-muted"), _label(line, "bold"), _marks(line), width)
        case LineKind.LIST:
            return _fitted(plain("≣ ", "$text-muted"), plain(line.code, "$text-muted"), _marks(line), width)
    return _fitted(plain(f"      {glyph_of(line.type)} ", "$text-muted"), _label(line), _marks(line), width)


def _label(line: OutlineLine, style: str = "") -> Content:
    if line.label:
        return plain(line.label, style, one_line=True)
    nameless = _("no title") if line.kind in (LineKind.SURVEY, LineKind.PAGE) else _("no wording yet")
    return plain(nameless, "italic $text-muted")


def _marks(line: OutlineLine) -> Content:
    """Required, logic, problems: each in its sign."""
    return Content.assemble(
        ("*", "bold $accent") if line.required else "",
        ("◇", "$warning") if line.logic else "",
        ("!", "bold $error") if line.problems else "",
    )


def _fitted(lead: Content, label: Content, marks: Content, width: int) -> Content:
    """Lead, label cut to what is left, and the marks at the right edge."""
    room = width - lead.cell_length - (marks.cell_length + 1 if marks.cell_length else 0)
    label = label.truncate(max(1, room), ellipsis=True, pad=bool(marks.cell_length))
    return Content.assemble(lead, label, " ", marks) if marks.cell_length else lead + label
