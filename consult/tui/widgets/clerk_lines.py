"""All fields of a paper form, one line each; the lines around the one that is typed are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from consult.i18n import _
from consult.model.visible_text import visible
from consult.tui import clerk_words
from consult.tui.cell_fitting import aligned, fitted, on_ground
from consult.tui.clerk_fields import Field, Heading
from consult.tui.clerk_form import ClerkForm
from consult.tui.faults import sentence
from consult.tui.speaking import language_of, spoken

NUMBER, KEYS = 6, 8
"""Cells for the number of a field, and for what was typed."""

Part = tuple[str, str]


class ClerkLines(Widget):
    """Draws a form. It takes no keys: they go to the field where typing happens."""

    DEFAULT_CSS = """
    ClerkLines { height: 1fr; width: 1fr; }
    """

    @dataclass
    class Clicked(Message):
        """A line was clicked; `name` is its field."""

        name: str

    def __init__(self, form: ClerkForm):
        super().__init__()
        self.form, self.pinned = form, frozenset[str]()
        self.typing = ""
        """What is being typed into the field where the clerk stands."""
        self._top = 0
        self._seen: list[Field | Heading | None] = []
        self._asked: frozenset[str] = frozenset()
        self._drawn: list[Content] = []

    def draw(self, form: ClerkForm, typing: str, pinned: frozenset[str]) -> None:
        """Draws `form` as it is now: only the lines that changed, for to draw a whole screen takes longer than a keystroke."""
        self.form, self.typing, self.pinned = form, typing, pinned
        before, self._drawn = self._drawn, self._lines()
        if len(before) != len(self._drawn):
            self.refresh()
            return
        width = self.size.width
        changed = [Region(0, at, width, 1) for at, line in enumerate(self._drawn) if not line.is_same(before[at])]
        if changed:
            self.refresh(*changed)

    @spoken
    def _lines(self) -> list[Content]:
        """The lines that are in view."""
        width, height = self.content_size
        self._asked = self.form.asked
        lines: list[Field | Heading | None] = [*self.form.lines, None]
        self._scroll(self._place(lines), len(lines), height)
        self._seen = lines[self._top : self._top + height]
        self._keep_heading(lines)
        language = language_of(self)
        return [self._line(line, width, language) for line in self._seen]

    def render_line(self, y: int) -> Strip:
        """One line as it is drawn."""
        width = self.content_size.width
        if not 0 <= y < len(self._drawn):
            return Strip.blank(width, self.rich_style)
        (strip,) = Visual.to_strips(self, self._drawn[y], width, 1, self.visual_style)
        return strip

    def _place(self, lines: list[Field | Heading | None]) -> int:
        names = [line.name if isinstance(line, Field) else "" for line in lines[:-1]]
        return names.index(self.form.at) if self.form.at in names and self.form.at else len(lines) - 1

    def _scroll(self, place: int, total: int, height: int) -> None:
        """Keeps two lines in view on both sides of `place`; turns half a page at once; meanwhile lines stand still."""
        margin = min(2, max(0, (height - 1) // 2))
        leap = max(0, height // 2 - margin)
        if place - margin < self._top:
            self._top = place - margin - leap
        elif min(place + margin, total - 1) >= self._top + height:
            self._top = place + margin - height + 1 + leap
        self._top = max(0, min(self._top, total - height))

    def _keep_heading(self, lines: list[Field | Heading | None]) -> None:
        """The heading of a question stays above its rows."""
        first = self._seen[0] if self._seen else None
        if isinstance(first, Field) and first.name != self.form.at:
            headings = [line for line in lines[: self._top] if isinstance(line, Heading)]
            if headings and headings[-1].question is first.question:
                self._seen[0] = headings[-1]

    def _line(self, line: Field | Heading | None, width: int, language: str) -> Content:
        if line is None:
            return self._end(width)
        if isinstance(line, Heading):
            words = visible(self.form.sheet.asked.label(line.question, language), one_line=True)
            return Content.assemble(
                ("   ", ""), (f"{line.number:<{NUMBER}}", "$text-muted"), (fitted(words, width - NUMBER - 3), "bold")
            )
        here = line.name == self.form.at
        drawn = Content.assemble(
            ("›" if here else " ", "bold $accent"),
            self._state(line),
            (fitted(line.number, NUMBER), "$text-muted"),
            *self._parts(line, width - 3 - NUMBER, here, language),
        )
        return on_ground(drawn, width) if here else drawn

    def _parts(self, line: Field, width: int, here: bool, language: str) -> list[Part]:
        """What a field is, what was typed, what that means. Where nothing was, the label has all the room; a fault has most."""
        asked = line.name in self._asked
        style = "bold" if here else "" if asked else "$text-muted"
        indent = " " if line.asks is not line.question or line.cell.row else ""
        words = indent + clerk_words.label(self.form, line, language)
        rest = width - KEYS - 3
        room = rest * (6 if self.form.problem(line.name) else 11) // 20
        keys, meaning = self._keys(line, here, language), self._meaning(line, rest - room, language, asked)
        if not here and not keys[0].strip() and not meaning[0].strip():
            return [(fitted(words, width), style)]
        return [(fitted(words, room), style), (" ", ""), keys, ("  ", ""), meaning]

    def _state(self, line: Field) -> Part:
        form, name = self.form, line.name
        if form.problem(name):
            return "! ", "bold $error"
        if name in form.unclear:
            return "△ ", "bold $warning"
        if name in self.pinned:
            return "= ", "bold $accent"
        if form.filled(name):
            return "✓ ", "$success"
        return ("  ", "") if name not in self._asked or name not in form.sheet.raw else ("○ ", "$text-muted")

    def _keys(self, line: Field, here: bool, language: str) -> Part:
        text = clerk_words.typed(self.form, line, language)
        if here and not line.is_text:
            text = self.typing or text
            style = "bold $on-accent on $accent" if not self.typing else "bold reverse"
            return aligned(text, KEYS), style
        return aligned(text, KEYS), "bold" if text else ""

    def _meaning(self, line: Field, room: int, language: str, asked: bool) -> Part:
        form = self.form
        problem = form.problem(line.name)
        if problem:
            return fitted(sentence(problem), room), "$error"
        if line.name in form.unclear:
            return fitted(visible(form.unclear[line.name], one_line=True), room), "$warning"
        words = clerk_words.meaning(form, line, language)
        if line.name in form.doubts and words:
            return fitted(f"△ {words}", room), "$warning"
        if not words and not form.filled(line.name):
            if not asked:
                return fitted("–", room), "$text-muted"
            return fitted(_("blank") if line.name in form.sheet.raw and line.name in form.left else "", room), "$text-muted"
        return fitted(words, room), "" if asked else "$text-muted"

    def _end(self, width: int) -> Content:
        here = not self.form.at
        wrong = len(self.form.faulty)
        words = _("Enter sends the form") if not wrong else _("Enter goes to what is to be put right")
        style = "bold $error" if wrong else "bold $success" if here else "$text-muted"
        line = Content.assemble(
            ("›" if here else " ", "bold $accent"), ("! " if wrong else "▸ ", style), (fitted(words, width - 3), style)
        )
        return on_ground(line, width) if here else line

    def on_click(self, event: events.Click) -> None:
        """A click goes to the field."""
        place = event.get_content_offset(self)
        if place and place.y < len(self._seen):
            line = self._seen[place.y]
            if isinstance(line, Field):
                self.post_message(self.Clicked(line.name))
