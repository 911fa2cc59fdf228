"""The list of texts and the box of a translation, and how a text is drawn there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.text import Text
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, TextArea

from consult.i18n import _
from consult.service.building import Translation
from consult.tui.plain_text import plain, plain_line

_OWN_KEYS = ("n", "question_mark", "space")
"""What does something in the list and is not typed into the translation."""


class Target(TextArea):
    """The translation of one text. Enter takes it and goes on; Alt+Enter is a new line."""

    line: Translation | None = None
    """The text whose translation stands here, as the survey has it."""
    language = ""
    """The language of the translation."""

    class Taken(Message):
        """The person is done with this one."""

    class Left(Message):
        """The person wants back to the list."""

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn: dangerous characters as marks."""
        return plain_line(self.document.get_line(line_index))

    @property
    def taken(self) -> bool:
        """Whether the survey has what stands here."""
        return self.line is None or self.text.strip() == self.line.text.strip()

    def shows(self, line: Translation | None, language: str) -> bool:
        """Whether the translation of this text into this language stands here."""
        return language == self.language and _which(line) == _which(self.line)

    def show(self, line: Translation | None, language: str) -> None:
        """Shows the translation of a text; where it stands here already, what was typed stays until the survey has another."""
        typed = self.shows(line, language) and line is not None and self.line is not None and line.text == self.line.text
        self.line, self.language = line, language
        if not typed and self.text != (line.text if line else ""):
            self.load_text(line.text if line else "")

    def took(self) -> None:
        """The survey has now what stands here."""
        self.line = self.line and replace(self.line, text=self.text.strip())

    def on_key(self, event: events.Key) -> None:
        """Enter and Esc leave it."""
        if event.key == "enter":
            self.post_message(self.Taken())
        elif event.key == "escape":
            self.post_message(self.Left())
        elif event.key == "alt+enter":
            self.insert("\n")
        else:
            return
        event.stop()
        event.prevent_default()


class Lines(OptionList):
    """All texts. What is typed here is meant for the translation."""

    @dataclass
    class Typed(Message):
        """The person typed or pasted a text."""

        event: events.Key | events.Paste

    def on_key(self, event: events.Key) -> None:
        """A letter goes into the translation; so does all that follows it before the focus is there."""
        here = self.screen.focused is self
        if (event.is_printable and event.key not in _OWN_KEYS) if here else True:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(events.Key(event.key, event.character)))

    def on_paste(self, event: events.Paste) -> None:
        """So does a text that is pasted."""
        event.stop()
        self.post_message(self.Typed(events.Paste(event.text)))


def _which(line: Translation | None) -> tuple[str, str, str] | None:
    return (line.place, line.key, line.of) if line else None


def source_drawn(line: Translation) -> Content:
    """The text in the first language, and what it was before where its translation is in doubt."""
    if not line.stale:
        return plain(line.source)
    before = plain("\n" + _("before: {text}").format(text=line.before), "$text-muted")
    return Content.assemble(plain(line.source), before)


def hint_drawn(line: Translation | None) -> str:
    """What can be done with the translation."""
    if line is not None and line.stale:
        return _("△ change it, or F7 if it is right")
    return _("Enter takes it and goes on")


def line_drawn(line: Translation, half: int) -> Content:
    """One text in both languages, `half` cells wide each."""
    what = plain(line.what, "$text-muted", one_line=True).truncate(12, ellipsis=True, pad=True)
    source = plain(line.source, one_line=True).truncate(half - 1, ellipsis=True, pad=True)
    mark = ("! ", "bold $warning") if line.missing else ("△ ", "bold $warning") if line.stale else ("✓ ", "$success")
    style = "italic $warning" if line.missing else "$warning" if line.stale else ""
    return Content.assemble(mark, what, " ", source, " ", plain(line.text or _("missing"), style, one_line=True))
