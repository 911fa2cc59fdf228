"""Conditions put together without knowing how they are written: „if [question] [is] [choice]”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from consult.i18n import _
from consult.service import conditions
from consult.service.conditions import Condition, Conditions, Subject
from consult.tui.building_messages import Pick
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.screens.picker import Offer
from consult.tui.speaking import spoken


class ConditionRow(Widget, can_focus=True):
    """One line a condition, each of three things that are chosen from lists; a line more adds another."""

    @dataclass
    class Written(Message):
        """The person put together another expression."""

        expression: str

    DEFAULT_CSS = """
    ConditionRow { height: auto; width: 1fr; padding: 0 1; }
    ConditionRow:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("enter,space", "open", show=False),
        Binding("backspace,delete", "remove", show=False),
    ]

    def __init__(self, subjects: Callable[[], Sequence[Subject]]):
        super().__init__()
        self.subjects = subjects
        self.known: Sequence[Subject] = ()
        self.now: Conditions | None = Conditions()
        self.row = self.chip = 0
        self._seen = ("", "")
        """What was drawn last, and in which language."""

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter chooses · F2 by hand · ← → go · Backspace removes")

    def show(self, expression: str) -> None:
        """Shows what the expression says."""
        self.known = self.subjects() if expression else ()
        self.now = conditions.read(expression)
        self.row = min(self.row, self._rows - 1)
        self.chip = min(self.chip, self._chips - 1)
        drawn = ("\n".join(line.plain for line in self._lines(9_999)), _("if"))
        if drawn != self._seen:
            self._seen = drawn
            self.refresh(layout=True)

    @property
    def _rows(self) -> int:
        return 1 if self.now is None else len(self.now.all) + 1

    @property
    def _chips(self) -> int:
        """How many things can be chosen in the row where the person stands."""
        if self.now is None or self.row >= len(self.now.all):
            return 1
        return 2 if self.now.all[self.row].operator in conditions.WITHOUT_VALUE else 3

    # Drawing

    @spoken
    def render(self) -> Content:
        """Every condition as a sentence, and the line that adds one."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return [line for lines in self._by_row(width) for line in lines]

    def _by_row(self, width: int) -> list[list[Content]]:
        """The lines of every row, as many as its words need."""
        if self.now is None:
            return [[plain(_("a condition of its own, written below"), "italic $text-muted", one_line=True)]]
        told = conditions.told(self.now, self.known)
        rows = [self._drawn(at, parts, width) for at, parts in enumerate(told)]
        return [*rows, [self._adding(bool(rows))]]

    def _adding(self, more: bool) -> Content:
        here = self.has_focus and self.row == self._rows - 1
        words = _("+ another condition") if more else _("always; Enter sets a condition")
        return plain(words, "reverse" if here else "$text-muted", one_line=True)

    def _drawn(self, at: int, parts: tuple[str, str, str], width: int) -> list[Content]:
        assert self.now is not None
        lead = (_("if") if not at else _("or") if self.now.either else _("and")) + "  "
        chips = []
        for chip, part in enumerate(parts):
            here = self.has_focus and (at, chip) == (self.row, self.chip)
            style = "reverse" if here else "" if chip == 1 else "$accent"
            chips.append(plain(part, style, one_line=True))
        body = Content("  ").join(chip for chip in chips if chip.plain).wrap(max(8, width - len(lead)))
        return [Content.assemble((" " * len(lead) if n else lead, "$text-muted"), line) for n, line in enumerate(body)]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    @spoken
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        return len(self._lines(width))

    def on_focus(self) -> None:
        """What has the keys is marked."""
        self.refresh()

    def on_blur(self) -> None:
        """Nothing has the keys any more."""
        self.refresh()

    # Keys

    def action_step(self, by: int) -> None:
        """Another row, or the field before or behind."""
        if 0 <= self.row + by < self._rows:
            self.row += by
            self.chip = min(self.chip, self._chips - 1)
            self.refresh()
        else:
            self.post_message(GoOn() if by > 0 else GoBack())

    def action_turn(self, by: int) -> None:
        """Another thing of the row."""
        self.chip = min(self._chips - 1, max(0, self.chip + by))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row and opens it."""
        self.row = self._row_at(event.y)
        self.chip = min(self.chip, self._chips - 1)
        self.action_open()

    @spoken
    def _row_at(self, y: int) -> int:
        """The row whose words stand in line `y`."""
        ends = [0]
        for lines in self._by_row(self.content_size.width):
            ends.append(ends[-1] + len(lines))
        return next((row for row, end in enumerate(ends[1:]) if y < end), self._rows - 1)

    @spoken
    def action_open(self) -> None:
        """Opens the list of what can be chosen where the person stands."""
        if self.now is None:
            self.post_message(GoOn())
        elif self.row >= len(self.now.all):
            self._pick_subject(lambda path: self._pick_operator(Condition(path, "", "")))
        else:
            one = self.now.all[self.row]
            if self.chip == 0:
                self._pick_subject(lambda path: self._pick_operator(Condition(path, "", "")), one.path)
            elif self.chip == 1:
                self._pick_operator(one)
            else:
                self._pick_value(one)

    def action_remove(self) -> None:
        """Takes the condition away."""
        if self.now is not None and self.row < len(self.now.all):
            left = tuple(one for at, one in enumerate(self.now.all) if at != self.row)
            self._write(replace(self.now, all=left))

    def _pick_subject(self, chosen: Callable[[str], None], at: str = "") -> None:
        self.known = self.subjects()
        offers = [Offer(subject.path, subject.label, subject.path) for subject in self.known]
        self.post_message(Pick(_("Which answer?"), offers, chosen, at))

    def _subject(self, path: str) -> Subject:
        return next((one for one in self.known if one.path == path), Subject(path, path, "any"))

    @spoken
    def _pick_operator(self, one: Condition) -> None:
        subject = self._subject(one.path)
        offers = [Offer(operator, words) for operator, words in conditions.operators(subject.kind)]
        self.post_message(Pick(subject.label, offers, lambda operator: self._with_operator(one, operator), one.operator))

    def _with_operator(self, one: Condition, operator: str) -> None:
        if operator in conditions.WITHOUT_VALUE:
            self._put(Condition(one.path, operator))
        elif one.value:
            self._put(replace(one, operator=operator))
        else:
            self._pick_value(replace(one, operator=operator))

    @spoken
    def _pick_value(self, one: Condition) -> None:
        subject = self._subject(one.path)
        offers = [Offer(code, label, code) for code, label in subject.choices]
        heading = f"{subject.label} – {dict(conditions.operators(subject.kind)).get(one.operator, one.operator)}"
        self.post_message(Pick(heading, offers, lambda value: self._put(replace(one, value=value)), one.value))

    def _put(self, one: Condition) -> None:
        now = self.now or Conditions()
        rows = [*now.all]
        if self.row < len(rows):
            rows[self.row] = one
            self._write(replace(now, all=tuple(rows)))
        elif len(rows) == 1:  # with the second condition comes the question whether one of them is enough
            self._pick_connective(Conditions((*rows, one)))
        else:
            self._write(replace(now, all=(*rows, one)))

    @spoken
    def _pick_connective(self, wanted: Conditions) -> None:
        offers = [Offer("and", _("and"), _("all of them must hold")), Offer("or", _("or"), _("one of them is enough"))]
        self.post_message(
            Pick(_("How do they go together?"), offers, lambda word: self._write(replace(wanted, either=word == "or")), "and")
        )

    def _write(self, wanted: Conditions) -> None:
        self.post_message(self.Written(conditions.written(wanted, self.known)))
