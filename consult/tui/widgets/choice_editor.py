"""The choices, rows or sides of a question, changed as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from consult.i18n import _, ngettext, quoted, text_in
from consult.service.building import ChoiceLine, Property
from consult.tui.building_messages import Edit, ListWanted
from consult.tui.messages import GoOn
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.lines_editor import EditedLine, LinesEditor
from consult.tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from consult.service.building import Building

MOST_SHARED = 5
"""How many choices of a shared list are shown: they are not changed here."""


class ChoiceEditor(LinesEditor):
    """Lines of choices; Enter adds the next, a paste adds many, F2 changes the code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+up", "move(-1)", show=False),
        Binding("alt+down", "move(1)", show=False),
        Binding("f2", "code", show=False),
        Binding("f7", "flag", show=False),
        Binding("f8", "remove", show=False),
        Binding("f9", "lists", show=False),
        Binding("escape", "give_up", show=False),
    ]

    def __init__(self, shown: Property, place: str, language: str, of: str):
        super().__init__()
        self.shown, self.place, self.language, self.of = shown, place, language, of
        self.new_at: int | None = None
        self.coding = False
        self._opens: int | None = None
        self.fill(shown, place, language)

    @property
    def choices(self) -> tuple[ChoiceLine, ...]:
        """The choices as they stand in the file."""
        return cast(tuple[ChoiceLine, ...], self.shown.value or ())

    @property
    def shared(self) -> str:
        """The list that they come from; empty where they are the question's own."""
        return self.shown.list_name

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if self.shared:
            return _("Enter other lists, own choices")
        if self.coding:
            return _("the code · Enter done · Esc back")
        return _("F8 remove · F9 lists · F2 code · Alt+↑↓ move")

    @property
    def told(self) -> str:
        """What is to be said of the line with the cursor: what kind of choice it is, and what F7 makes of it."""
        line = self.line
        choice = next((one for one in self.choices if line is not None and one.code == line.name), None)
        if self.shared or self.coding or line is None or (choice is None and not self.typed):
            return ""
        if choice is not None and choice.exclusive:
            return _("It goes with no other choice. F7: a choice like the others again")
        if choice is not None and choice.apart:
            return _("Apart from the others, such as “no opinion”. F7: it goes with no other choice")
        return _("A choice like the others. F7: apart from them, such as “no opinion”")

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now; the line that is being typed stays."""
        if place != self.place:
            self.new_at, self.coding, self.at, self.typed = None, False, 0, None
        self.shown, self.place, self.language = shown, place, language
        if not self.coding and self.is_attached:
            self.draw()

    def on_mount(self) -> None:
        """Words come when the editor knows its app."""
        self.draw()

    @spoken
    def draw(self) -> None:
        """Makes the lines of the choices, and the new one where there is one."""
        lines = [self._line(choice, at) for at, choice in enumerate(self.choices, 1)]
        if self.shared and len(lines) > MOST_SHARED:
            more = ngettext("{n} more", "{n} more", len(lines) - MOST_SHARED).format(n=len(lines) - MOST_SHARED)
            lines = [*lines[:MOST_SHARED], EditedLine("", " …", "", placeholder=more)]
        if not self.shared:
            self._add_new(lines)
        self.show(lines)

    def _add_new(self, lines: list[EditedLine]) -> None:
        """Puts the line that adds a choice at the end, and one where the person wants it in between."""
        another = {"rows": _("add a row"), "sides": _("add a side")}.get(self.of, _("add a choice"))
        words = another if lines else _("type, or paste lines; F9 ready lists")
        if self.new_at is not None and self.new_at < len(lines):
            lines.insert(self.new_at, EditedLine("", " +", "", placeholder=another))
        lines.append(EditedLine("", " +", "", placeholder=words))

    def _line(self, choice: ChoiceLine, at: int) -> EditedLine:
        label = choice.labels.get(self.language, "")
        flags = [words for flag, words in (
            (choice.apart, _("apart")), (choice.exclusive, _("alone")), (choice.closed, _("closed"))
        ) if flag]  # fmt: skip
        tail = " · ".join([*flags, choice.code])
        return EditedLine(choice.code, f"{at:>2}", label, tail, text_in(choice.labels, self.language), choice.closed)

    def foot(self) -> Content:
        """Where the choices come from, or how to add one."""
        if self.shared:
            words = _("shared list {name} · Enter changes it").format(name=quoted(self.shared))
            return plain(f"  ≣ {words}", "$text-muted", one_line=True)
        return Content("")

    # Typing

    def type_in(self, letters: str) -> None:
        """Types, where the choices are the question's own."""
        if not self.shared:
            begun = self.typed is None
            super().type_in(letters)
            if begun:
                self.post_message(self.Stepped())  # of a choice there is something to say, of an empty line there was not

    def action_erase(self, behind: bool) -> None:
        """Takes a letter away; in an empty line the line itself."""
        if self.shared:
            return
        text = self.typed.text if self.typed else self.line.text if self.line else ""
        if not text and not self.coding:
            self.action_remove()
        else:
            super().action_erase(behind)

    def put(self, line: EditedLine, text: str) -> None:
        """Changes a label or a code, or adds the new choice."""
        does = self._made_of(line, text)
        self.coding = False
        if not line.name and text:
            self.new_at = None
        if does is not None:
            self._edit(does)

    def typing(self) -> Callable[[Building], object] | None:
        """What leaving the line would change now."""
        line, text = self.line, self.typed.text.strip() if self.typed else ""
        return self._made_of(line, text) if line is not None and self.typed is not None and text != line.text else None

    def _made_of(self, line: EditedLine, text: str) -> Callable[[Building], object] | None:
        place, of, language = self.place, self.of, self.language
        if self.coding:
            return lambda building: building.set_choice(place, line.name, "code", text, of=of)
        if line.name:
            return lambda building: building.set_choice(place, line.name, "label", text, language, of=of)
        before = self.lines[self.at - 1].name if self.at else ""
        return (lambda building: building.add_choice(place, {language: text}, after=before, of=of)) if text else None

    def _edit(self, does: Callable[[Building], Any]) -> None:
        opens, self._opens = self._opens, None

        def done(_made: Any) -> None:
            if opens is not None:
                self._open_new(opens)

        self.post_message(Edit(does, self.shown.key, done=done, failed=self.draw))

    def action_enter(self) -> None:
        """Adds a line below; an empty new line ends the list."""
        if self.shared:
            self.action_lists()
        elif self.coding:
            self.commit()
        elif self.line is not None and not self.line.name and not (self.typed and self.typed.text.strip()):
            self._leave_new()
            self.post_message(GoOn())
        else:
            at = self._opens = self.at + 1
            self.commit()
            if self._opens is not None:  # nothing was typed, so nothing is waited for
                self._opens = None
                self._open_new(at)

    def _open_new(self, at: int) -> None:
        self.new_at = at
        self.at = at
        self.draw()
        self.at = at
        self.refresh(layout=True)
        self.in_view()

    def action_step(self, by: int) -> None:
        """Another line; a new one that stayed empty goes."""
        if self.shared:
            self.post_message(GoOn()) if by > 0 else super().action_step(-99)
            return
        between = self.new_at is not None and self.at == self.new_at < len(self.choices)
        if between and not (self.typed and self.typed.text.strip()):
            self._leave_new()  # below it stands now what was below it
            by = min(by, 0)
        self.stand(self.at) if not by else super().action_step(by)

    def _leave_new(self) -> None:
        self.new_at, self.typed = None, None
        self.draw()

    def on_blur(self) -> None:
        """What was typed is given on; a new line that stayed empty goes."""
        self.commit()
        if self.new_at is not None:
            self._leave_new()
        self.coding = False
        self.refresh()

    def on_paste(self, event: events.Paste) -> None:
        """One line is typed; several become choices, with codes and languages where tabs stand between them."""
        event.stop()
        event.prevent_default()
        if self.shared:
            return
        if "\n" not in event.text.strip() and "\t" not in event.text:
            self.type_in(" ".join(event.text.split()))
            return
        self.typed, self.new_at = None, None
        text, place, of, language = event.text, self.place, self.of, self.language
        self._edit(lambda building: building.paste_choices(place, text, of=of, language=language))

    # Whole choices

    def action_give_up(self) -> None:
        """Esc gives a code up, else it leaves as everywhere."""
        if self.coding:
            self.coding, self.typed = False, None
            self.draw()
        else:
            self.commit()
            self.screen.action_back()  # type: ignore[attr-defined]

    def action_move(self, by: int) -> None:
        """Moves the choice up or down."""
        line = self.line
        if self.shared or line is None or not line.name or not 0 <= self.at + by < len(self.choices):
            return
        self.commit()
        place, of, name = self.place, self.of, line.name
        self.at += by
        self._edit(lambda building: building.move_choice(place, name, by, of=of))

    def action_remove(self) -> None:
        """Takes the choice away; one that was published is closed instead."""
        line = self.line
        if self.shared or line is None:
            return
        self.typed = None
        if not line.name:
            at = self.at
            self._leave_new()
            self.at = max(0, min(at - 1, len(self.lines) - 1))
            self.refresh(layout=True)
            return
        place, of = self.place, self.of
        if self.at and self.at == len(self.choices) - 1:
            self.at -= 1
        self._edit(lambda building: building.delete_choice(place, line.name, of=of))

    def action_code(self) -> None:
        """Types the code instead of the label."""
        line = self.line
        if self.shared or line is None or not line.name:
            return
        self.commit()
        self.coding = True
        code = line.name
        self.lines[self.at] = EditedLine(line.name, line.lead, code, _("code"))
        self.typed = TypedLine(code, code, len(code))
        self.refresh()

    def action_flag(self) -> None:
        """Makes it a choice apart (no opinion), one that goes with no other, or a plain one again."""
        line = self.line
        if self.shared or self.coding or line is None:
            return
        made = self.typing() if not line.name else None
        if made is not None:  # a new choice is taken first
            self.typed, self.new_at = None, None
            place, key = self.place, self.shown.key
            self.post_message(Edit(made, key, done=lambda code: self._set_flag(place, code, "apart", True), failed=self.draw))
        if not line.name:
            return
        self.commit()
        choice = next(choice for choice in self.choices if choice.code == line.name)
        place, code = self.place, choice.code
        steps = [("apart", "yes")] if not (choice.apart or choice.exclusive) else []
        if choice.apart:
            steps = [("apart", ""), ("exclusive", "yes")]
        if choice.exclusive:
            steps = [("exclusive", "")]
        for key, value in steps:
            self._set_flag(place, code, key, value == "yes")

    def _set_flag(self, place: str, code: str, key: str, value: bool) -> None:
        of = self.of
        self._edit(lambda building: building.set_choice(place, code, key, value, of=of))

    def action_lists(self) -> None:
        """Chooses where the choices come from."""
        self.commit()
        self.post_message(ListWanted(self.of))
