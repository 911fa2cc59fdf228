"""The field for one cell: choices, a line, a box of text, with own words and limits beside it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from consult.i18n import _
from consult.model.missing_reasons import reason_label
from consult.model.question import OTHER, Cell, QuestionType
from consult.tui.answer_sheet import AnswerSheet, offered
from consult.tui.messages import Filled
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.cell_values import next_reason, reason_of
from consult.tui.widgets.choice_list import ChoiceList
from consult.tui.widgets.limits import limits, reasons_in_words
from consult.tui.widgets.text_fields import FigureField, LineField
from consult.tui.widgets.text_room import TextRoom

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from consult.tui.widgets.text_box import TextBox

CHOOSING = frozenset({QuestionType.SINGLE, QuestionType.MULTI, QuestionType.YESNO, QuestionType.SCALE})
"""The kinds of question that are answered in a list of choices."""

_ACROSS = frozenset({QuestionType.SCALE, QuestionType.YESNO})


class CellBox(Vertical):
    """The field for `cell`; `labelled` where the wording of a part stands above it."""

    DEFAULT_CSS = """
    CellBox { height: auto; }
    CellBox .part-label { height: auto; color: $text-muted; }
    CellBox.-wrong .part-label { color: $error; text-style: bold; }
    CellBox.-doubtful .part-label { color: $warning; text-style: bold; }
    CellBox .short { height: auto; }
    CellBox .short .part-label { width: 32%; padding-right: 1; }
    CellBox .short LineField { width: 1fr; }
    CellBox FigureField { width: 24; }
    CellBox .short .unit { width: 1fr; height: 1; margin-left: 1; color: $text-muted; }
    CellBox .short .unit { text-wrap: nowrap; text-overflow: ellipsis; }
    CellBox .own-words { height: 1; }
    CellBox .own-words-label { width: auto; margin: 0 1 0 3; color: $text-muted; }
    CellBox .own-words LineField { width: 1fr; }
    """

    def __init__(self, cell: Cell, sheet: AnswerSheet, *, labelled: bool = False, waits: bool = False):
        super().__init__()
        self.cell, self.sheet, self.labelled = cell, sheet, labelled
        self._waits = waits and not sheet.text(cell.name)
        """Whether a field that loads much is made only when it is wanted."""
        self.field = self._field()
        self.own_words = LineField(sheet.text(self._words_name)) if cell.question.other else None
        """The line for own words, where „other” may be chosen."""
        self._mark = ""

    @property
    def _words_name(self) -> str:
        return f"{self.cell.name}.{OTHER}"

    def _field(self) -> ChoiceList | LineField | TextBox | TextRoom:
        question, name, sheet = self.cell.question, self.cell.name, self.sheet
        if question.type in CHOOSING:
            return ChoiceList(
                [choice for choice, _label in offered(question, "")],
                sheet.codes(name),
                several=question.type is QuestionType.MULTI,
                may_run_across=question.type in _ACROSS,
                letters=question.type is QuestionType.YESNO,
            )
        if question.type is QuestionType.TEXT and question.lines > 1:
            if self._waits:
                return TextRoom(question.lines)
            from consult.tui.widgets.text_box import TextBox  # most forms open without one, and it loads much

            return TextBox(sheet.text(name), question.lines)
        if question.type is QuestionType.TEXT:
            return LineField(sheet.text(name))
        text = "" if reason_of(question, sheet.text(name)) else sheet.text(name)
        return FigureField(text, reasons=bool(question.reasons))

    def compose(self) -> ComposeResult:
        """Wording, field, own words."""
        beside = isinstance(self.field, FigureField) and bool(self._unit())
        if beside or (isinstance(self.field, LineField) and self.labelled):
            with Horizontal(classes="short"):
                if self.labelled:
                    yield Static(classes="part-label", markup=False)
                yield self.field
                if beside:
                    yield Static(classes="unit", markup=False)
        else:
            if self.labelled:
                yield Static(classes="part-label", markup=False)
            yield self.field
        if self.own_words is not None:
            with Horizontal(classes="own-words"):
                yield Static(classes="own-words-label", markup=False)
                yield self.own_words

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""
        return self._words_name if self._in_own_words else self.cell.name

    @property
    def _in_own_words(self) -> bool:
        return self.own_words is not None and self.own_words.has_focus

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return self.own_words.keys_hint if self.own_words is not None and self._in_own_words else self.field.keys_hint

    def _unit(self) -> str:
        """Unit, limits and missing reasons, for beside a figure; empty where there is nothing to say in any language."""
        question, language = self.cell.question, language_of(self)
        return " · ".join(filter(None, (limits(question, language), reasons_in_words(question, language))))

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app, and the choices on offer now."""
        if not self.is_mounted:
            return
        question, language = self.cell.question, language_of(self)
        if self.labelled:
            label = plain(self._mark) + plain(self.sheet.asked.label(question, language))
            star = Content.styled(" *", "bold $accent") if question.required else Content("")
            hint = self.sheet.asked.text(question.hint, language)
            behind = plain(f"  {hint}", "not bold $text-muted") if hint else Content("")
            self.query_one(".part-label", Static).update(label + star + behind)
        if isinstance(self.field, ChoiceList):
            self.field.tell(self.sheet.choices(question, language, self.cell))
        elif isinstance(self.field, FigureField):
            for unit in self.query(".unit").results(Static):
                unit.update(plain(self._unit(), one_line=True))
            self.field.example = _("such as {day}").format(day="5.3.2026") if question.type is QuestionType.DATE else ""
        if question.other:
            self.query_one(".own-words-label", Static).update(plain(_("Own words:")))
        self.draw()

    @spoken
    def draw(self) -> None:
        """Draws what depends on the answer: the line for own words, the missing reason."""
        if not self.is_mounted:
            return
        question, text = self.cell.question, self.sheet.text(self.cell.name)
        if question.other:
            self.query_one(".own-words").display = OTHER in self.sheet.codes(self.cell.name)
        if isinstance(self.field, FigureField):
            reason = reason_of(question, text)
            self.field.show_reason(reason_label(reason, language_of(self)) if reason else "")

    async def make_whole(self) -> None:
        """Makes the field where it still waits."""
        room = self.field
        if not isinstance(room, TextRoom) or not self._waits or not self.is_attached:
            return
        self._waits = False  # from now on nobody else makes it
        box = self._field()
        with self.app.batch_update():  # nobody sees the two together
            await self.mount(box, after=room)
            self.field = box
            if room.has_focus:
                box.focus()
            for key in room.typed:
                box.post_message(key)
            await room.remove()

    @on(TextRoom.Wanted)
    async def room_wanted(self, event: TextRoom.Wanted) -> None:
        """Somebody wants to type into a field that waits."""
        event.stop()
        await self.make_whole()

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere."""
        question, text = self.cell.question, self.sheet.text(self.cell.name)
        if isinstance(self.field, ChoiceList):
            self.field.show_taken(self.sheet.codes(self.cell.name))
        elif isinstance(self.field, LineField):
            self.field.value = "" if reason_of(question, text) else text
        elif isinstance(self.field, TextRoom):
            self.call_later(self.make_whole)  # it is made with what stands there
        else:
            self.field.text = text
        if self.own_words is not None:
            self.own_words.value = self.sheet.text(self._words_name)
        self.draw()

    def mark(self, wrong: Collection[str], doubtful: Collection[str]) -> None:
        """Marks the cell as wrong or worth a second look where its fields are among these."""
        names = {*self.cell.names}
        mark = "! " if names & {*wrong} else "△ " if names & {*doubtful} else ""
        if mark != self._mark and self.labelled:
            self._mark = mark
            self.set_class(mark == "! ", "-wrong")
            self.set_class(mark == "△ ", "-doubtful")
            self.tell()

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or in the first."""
        words = self.own_words if name == self._words_name and OTHER in self.sheet.codes(self.cell.name) else None
        (words or self.field).focus()

    @on(ChoiceList.Changed)
    def choices_changed(self, event: ChoiceList.Changed) -> None:
        """Other choices are taken; „other” opens the line for own words."""
        event.stop()
        name, question = self.cell.name, self.cell.question
        several = question.type is QuestionType.MULTI
        values: dict[str, str | list[str]] = {name: event.codes if several else next(iter(event.codes), "")}
        own_words = self.own_words
        opened = OTHER in event.codes and OTHER not in self.sheet.codes(name)
        if own_words is not None:
            values[self._words_name] = own_words.value if OTHER in event.codes else ""
        self._put(values)
        if own_words is not None and opened:
            own_words.focus()

    @on(Input.Changed)
    def line_changed(self, event: Input.Changed) -> None:
        """Something was typed in a line."""
        event.stop()
        name = self._words_name if event.input is self.own_words else self.cell.name
        text = self.sheet.text(name)
        # An empty line with a missing reason in its place is not a change.
        kept = not event.value and name == self.cell.name and reason_of(self.cell.question, text)
        if event.value != text and not kept:
            self._put({name: event.value})

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed in several lines."""
        event.stop()
        if event.text_area.text != self.sheet.text(self.cell.name):
            self._put({self.cell.name: event.text_area.text})

    @on(FigureField.ReasonWanted)
    def reason_wanted(self, event: FigureField.ReasonWanted) -> None:
        """The next missing reason stands in place of the figure, or none."""
        event.stop()
        text = self.sheet.text(self.cell.name)
        self._put({self.cell.name: "" if event.none else next_reason(self.cell.question, text)})

    def _put(self, values: dict[str, str | list[str]]) -> None:
        self.sheet.put(values)
        self.draw()
        self.post_message(Filled(values))
