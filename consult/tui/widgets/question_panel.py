"""One question in its frame: wording, hint, the field to answer in, and what is wrong with the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static

from consult.errors import Problem
from consult.i18n import _, ngettext
from consult.model.question import Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.faults import sentence
from consult.tui.goals import how_many, progress
from consult.tui.messages import Answered, Filled, Moved
from consult.tui.plain_text import plain, visible
from consult.tui.speaking import language_of, spoken
from consult.tui.taking_over import left_to_take
from consult.tui.telling import TAKEN_BEFORE, place_in_words, under_wave
from consult.tui.widgets.cell_box import CellBox
from consult.tui.widgets.hanging_line import HangingLine
from consult.tui.widgets.words import rewrite

if TYPE_CHECKING:
    from consult.tui.widgets.cell_grid import CellGrid

GLYPH_STYLES = {State.EMPTY: "$text-muted", State.PARTLY: "$warning", State.DONE: "$success"}
"""The colour of the glyph of each state."""

MOST_BEFORE = 200
"""Cells of a long answer of the wave before that are shown."""

_FIELDS = {
    QuestionType.MATRIX: ("matrix_grid", "MatrixGrid"),
    QuestionType.TABLE: ("table_grid", "TableGrid"),
    QuestionType.ALLOCATION: ("allocation_grid", "AllocationGrid"),
    QuestionType.RANKING: ("ranking_list", "RankingList"),
    QuestionType.REPEAT: ("repeat_box", "RepeatBox"),
    QuestionType.FILE: ("file_field", "FileField"),
}
"""Module and class of the fields that few forms have: they load when they are first wanted."""

_FIGURES = frozenset({QuestionType.TABLE, QuestionType.ALLOCATION})
"""What is answered in a grid of figures."""


class Field(Protocol):
    """What the panel wants of the field of a question."""

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""

    def tell(self) -> None:
        """Draws all words in the language of the app, and what is on offer now."""

    def draw(self) -> None:
        """Draws the answers that stand on the sheet now."""

    def mark(self, wrong: Collection[str], doubtful: Collection[str]) -> None:
        """Marks the fields of these names as wrong or worth a second look, and no others."""

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere."""

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or in the first."""


def field_for(question: Question, sheet: AnswerSheet, *, waits: bool = False) -> Field:
    """The widget in which `question` is answered; where it may `wait`, what loads much comes when it is wanted."""
    if question.type not in _FIELDS:
        return cast(Field, CellBox(question.cells[0], sheet, waits=waits))
    module, name = _FIELDS[question.type]
    return cast(Field, getattr(import_module(f"consult.tui.widgets.{module}"), name)(question, sheet))


class QuestionPanel(Vertical):
    """The question with the number `number`, answered on `sheet`."""

    def __init__(self, question: Question, number: int, sheet: AnswerSheet):
        super().__init__(classes="question")
        self.question, self.number, self.sheet = question, number, sheet
        self.waits = False
        """Whether the panel is only seen at first, and the keys go elsewhere."""
        self.problems: tuple[Problem, ...] = ()
        self.warnings: tuple[Problem, ...] = ()
        self._title = self._words_below = Content("")
        self._asked: object = None
        self._made = False
        self._problem: HangingLine | None = None
        """The line below for what is wrong; most questions never have one."""

    @cached_property
    def _before(self) -> Static | None:
        """The line for the answer of the wave before, where there was one."""
        return Static(classes="before", markup=False) if self.sheet.previous.of(self.question) else None

    @cached_property
    def field(self) -> Field:
        """Where the question is answered; made when the panel is, for a page may be long."""
        return field_for(self.question, self.sheet, waits=self.waits)

    async def make_whole(self) -> None:
        """Makes what of the field was left for when it is wanted."""
        if self._made and isinstance(self.field, CellBox):
            await self.field.make_whole()

    def compose(self) -> ComposeResult:
        """What is asked, field, the answer of the wave before; what is wrong comes when something is."""
        yield Static(classes="asks", markup=False)
        yield cast(Widget, self.field)
        if self._before is not None:
            yield self._before

    def on_mount(self) -> None:
        """Words come when the panel knows its app."""
        self._made = True
        with suppress(NoMatches):  # where the app ends while the page is still being made, fields have no parts
            self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        if not self._made:
            return  # it will be told when it is made
        self.query_one(".asks", Static).update(self._asks())
        self._asked = self._what_is_asked()
        cast(Widget, self.field).display = not self._nothing_to_fill
        self.field.tell()
        self.draw()

    def _asks(self) -> Content:
        """Wording, hint, and how many answers are wanted, each on lines of its own."""
        question, asked, language = self.question, self.sheet.asked, language_of(self)
        label = plain(asked.label(question, language), "bold")
        lines = [label + Content.styled(" *", "bold $accent") if question.required else label]
        hint, wanted = asked.text(question.hint, language), self._wanted()
        lines += [plain(hint, "$text-muted")] if hint else []
        lines += [plain(wanted, "italic $text-muted")] if wanted else []
        return Content("\n").join(lines)

    @property
    def _nothing_to_fill(self) -> bool:
        """Whether the answers so far leave no row, column or choice to answer."""
        question = self.question
        chosen_from = bool(question.choices_if) and not question.other
        return not self.sheet.cells(question) or (chosen_from and not self.sheet.choices(question, ""))

    def _wanted(self) -> str:
        """How many answers are wanted, or why none are."""
        if self._nothing_to_fill:
            return _("There is nothing to answer here: nothing was chosen above that this question asks about.")
        return how_many(self.question)

    def _what_is_asked(self) -> object:
        """Everything in the panel that other answers may change."""
        question, asked, language = self.question, self.sheet.asked, language_of(self)
        parts = tuple(asked.label(part, language) for part in question.parts)
        names = tuple(cell.name for cell in self.sheet.cells(question))
        words = (asked.label(question, language), asked.text(question.hint, language), parts)
        return (words, names, asked.choices(question), tuple(asked.choices(part) for part in question.parts))

    def follow(self, number: int) -> None:
        """Shows itself and what it asks as the answers so far want it; `number` is its number among what is asked."""
        self.display = self.sheet.asked.shows(self.question)
        if not (self.display and self._made):
            self.number = number
            return
        if self._what_is_asked() != self._asked:
            self.number = number
            self.tell()
        elif self.number != number:
            self.number = number
            self.draw()

    @spoken
    def draw(self) -> None:
        """Draws what depends on the answer: the glyph in the frame, the problem."""
        if not self._made:
            return
        if not self.query(".asks"):  # the form was left before this was drawn
            return
        state = self.sheet.state(self.question)
        glyph = (state.value, GLYPH_STYLES[state])
        if self.problems or self.warnings:
            glyph = ("!", "bold $error") if self.problems else ("△", "bold $warning")
        self._draw_frame(
            Content.assemble(("▸ " if self.has_focus_within else "", "bold"), f"{self.number} ", glyph),
            plain(self._subtitle(), one_line=True),
        )
        self.set_class(bool(self.problems), "-problem")
        self.set_class(bool(self.warnings) and not self.problems, "-doubt")
        self._draw_before()
        self._draw_problem()

    def _draw_before(self) -> None:
        """Tells what was answered in the wave before where the person stands; grids of figures tell it in their own last line."""
        previous, place, line = self.sheet.previous, self.field.place, self._before
        if line is None:
            return
        words = visible(previous.words(place, language_of(self)), one_line=True)
        if cell_len(words) > MOST_BEFORE:
            words = set_cell_size(words, MOST_BEFORE - 1) + "…"
        if words and self.question.type is QuestionType.MATRIX:
            words = f"{TAKEN_BEFORE} {words}"
        # A line that comes and goes from row to row would move all that stands below.
        in_rows = self.question.type is QuestionType.MATRIX
        line.display = bool(words or in_rows) and self.question.type not in _FIGURES and not self._nothing_to_fill
        rewrite(line, plain(under_wave(self.sheet, words or "—"), one_line=True))

    def _draw_frame(self, title: Content, subtitle: Content) -> None:
        # Setting a title draws the whole frame, even if it is the same.
        if not (title.is_same(self._title) and subtitle.is_same(self._words_below)):
            self._title, self._words_below = title, subtitle
            self.border_title, self.border_subtitle = title, subtitle

    def _subtitle(self) -> str:
        """How far the question is, and while it has the focus what the keys do."""
        far = progress(self.sheet, self.question)
        hint = "  ".join(filter(None, (far, self.field.keys_hint if self.has_focus_within else "")))
        return hint if cell_len(hint) <= max(20, self.size.width - 6) else far

    def _draw_problem(self) -> None:
        found = [(problem, "!", "$error") for problem in self.problems]
        found += [(problem, "△", "$warning") for problem in self.warnings]
        self.field.mark([problem.place for problem in self.problems], [problem.place for problem in self.warnings])
        if self._problem is not None:
            self._problem.display = bool(found)
        if found:
            here = next((one for one in found if one[0].place == self.field.place), found[0])
            problem, glyph, style = here
            words = plain(self._words(problem, len(found) - 1), style, one_line=True)
            self._write_problem(Content.styled(f"{glyph} ", f"bold {style}"), words)

    def _write_problem(self, glyph: Content, words: Content) -> None:
        if self._problem is None:
            self._problem = HangingLine(glyph, words, id="problem")
            self.mount(self._problem)
        else:
            self._problem.write(glyph, words)

    def _words(self, problem: Problem, rest: int) -> str:
        cell = self.sheet.cell_at(problem.place)
        where = place_in_words(self.sheet, self.question, cell, language_of(self)) if cell else ""
        words = f"{where}: {sentence(problem)}" if where else sentence(problem)
        others = ngettext("({n} more place)", "({n} more places)", rest).format(n=rest)
        return f"{words} {others}" if rest else words

    @property
    def answerable(self) -> bool:
        """Whether the question is seen and has something to answer."""
        return bool(self.display) and not self._nothing_to_fill

    @property
    def typed_in(self) -> str:
        """The name of the field that is being typed into now; empty if the keys go elsewhere or the typing is done."""
        done = self.question.type in _FIGURES and cast("CellGrid", self.field).typed is None
        return self.field.place if self.has_focus_within and not done else ""

    def show_problems(self, problems: Sequence[Problem], warnings: Sequence[Problem] = ()) -> None:
        """Shows what is wrong with the answer, and what is worth a second look; nothing for empty lists."""
        if (tuple(problems), tuple(warnings)) != (self.problems, self.warnings):
            self.problems, self.warnings = tuple(problems), tuple(warnings)
            self.draw()

    def take_over(self) -> int:
        """Fills what is empty with the answers of the wave before; returns how many fields that were."""
        values = left_to_take(self.sheet, self.question)
        if values:
            self.sheet.put(values)
            if self._made:
                self.field.refill()
            self.post_message(Filled(values))
        return len(values)

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or in the first."""
        self.field.go_to(name)

    def on_descendant_focus(self) -> None:
        """The frame shows that the keys go here."""
        self.draw()

    def on_descendant_blur(self) -> None:
        """The frame becomes quiet."""
        self.call_after_refresh(self.draw)

    @on(Filled)
    def filled(self, event: Filled) -> None:
        """Draws the new answer and tells the screen."""
        event.stop()
        self.field.draw()
        self.draw()
        self.post_message(Answered(event.values))

    @on(Moved)
    @spoken
    def moved(self, _event: Moved) -> None:
        """Tells what is wrong where the person stands now; the screen checks what was left."""
        self._draw_before()
        if self.problems or self.warnings:
            self._draw_problem()
