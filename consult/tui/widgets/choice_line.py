"""One answer on offer: cursor, key, glyph, label."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from consult.model.question import Choice
from consult.tui.plain_text import plain
from consult.tui.widgets.hanging_line import HangingLine


class ChoiceLine(HangingLine):
    """One answer on offer."""

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """The line was clicked."""

        line: ChoiceLine

    def __init__(self, choice: Choice):
        super().__init__()
        self.choice, self.key, self.keyed = choice, "", False
        self.label, self.remark = choice.code, ""
        self.set_class(choice.apart, "-apart")

    def draw(self, *, taken: bool, several: bool, current: bool) -> None:
        """Draws the line in its state."""
        self.set_class(current, "-current")
        self.set_class(taken, "-taken")
        glyph = ("☑" if taken else "☐") if several else ("●" if taken else "○")
        repeated = self.keyed and self.key == self.label
        key = "" if repeated or not self.keyed else f"{self.key:>2} "
        lead = Content.assemble(
            ("›" if current else " ", "bold $accent"),
            (key, "$text-muted"),
            (f"{glyph} ", "bold $accent" if taken else "$text-muted"),
        )
        label = plain(self.label, "bold" if taken else "", one_line=True)
        self.write(lead, label + plain(f" · {self.remark}", "$text-muted") if self.remark else label)

    def on_click(self, event: events.Click) -> None:
        """Takes the answer."""
        event.stop()
        self.post_message(self.Clicked(self))
