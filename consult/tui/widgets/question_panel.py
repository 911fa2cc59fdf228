"""One question in its frame: wording, hint, the field to answer in, and what is wrong with the answer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from consult.errors import Problem
from consult.i18n import _, day, ngettext, number, text_in
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet, State, offered, places
from consult.tui.faults import sentence
from consult.tui.messages import Answered
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.choice_list import ChoiceList
from consult.tui.widgets.hanging_line import HangingLine
from consult.tui.widgets.matrix_grid import MatrixGrid
from consult.tui.widgets.text_fields import LineField, TextBox

GLYPH_STYLES = {State.EMPTY: "$text-muted", State.PARTLY: "$warning", State.DONE: "$success"}
"""The colour of the glyph of each state."""

Field = ChoiceList | MatrixGrid | LineField | TextBox


class QuestionPanel(Vertical):
    """The question `place` of the survey, answered on `sheet`."""

    def __init__(self, question: Question, place: int, sheet: AnswerSheet):
        super().__init__(classes="question")
        self.question, self.place, self.sheet = question, place, sheet
        self.field = self._field()
        self.own_words = LineField(sheet.text(f"{question.code}.{OTHER}"))
        self.problems: tuple[Problem, ...] = ()
        self._title = self._words_below = Content("")

    def _field(self) -> Field:
        question, sheet = self.question, self.sheet
        match question.type:
            case QuestionType.MATRIX:
                taken = [sheet.text(f"{question.code}.{row.code}") for row in question.rows]
                return MatrixGrid(question.rows, question.choices, taken)
            case QuestionType.SINGLE | QuestionType.MULTI | QuestionType.SCALE:
                choices = [choice for choice, _label in offered(question, "")]
                several = question.type is QuestionType.MULTI
                across = question.type is QuestionType.SCALE
                return ChoiceList(choices, sheet.codes(question.code), several=several, may_run_across=across)
            case QuestionType.TEXT if question.lines > 1:
                return TextBox(sheet.text(question.code), question.lines)
            case _:
                return LineField(sheet.text(question.code))

    def compose(self) -> ComposeResult:
        """Wording, hint, field, own words, problem."""
        yield Static(classes="label", markup=False)
        yield Static(classes="hint", markup=False)
        if isinstance(self.field, LineField) and self.question.type is not QuestionType.TEXT:
            with Horizontal(classes="short"):
                yield self.field
                yield Static(classes="unit", markup=False)
        else:
            yield self.field
        if self.question.other:
            with Horizontal(classes="own-words"):
                yield Static(classes="own-words-label", markup=False)
                yield self.own_words
        yield HangingLine(id="problem")

    def on_mount(self) -> None:
        """Words come when the panel knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        question, language = self.question, language_of(self)
        label = plain(question.label_in(language), "bold")
        self.query_one(".label", Static).update(label + Content.styled(" *", "bold $accent") if question.required else label)
        hint = self.query_one(".hint", Static)
        hint.update(plain(text_in(question.hint, language)))
        hint.display = bool(text_in(question.hint, language))
        if self.query(".unit"):
            self.query_one(".unit", Static).update(plain(self._limits(language), one_line=True))
        if question.other:
            self.query_one(".own-words-label", Static).update(plain(_("Own words:")))
        self._tell_field(language)
        self.draw()

    def _tell_field(self, language: str) -> None:
        question = self.question
        if isinstance(self.field, MatrixGrid):
            self.field.tell(_labels(question.rows, language), _labels(question.choices, language))
        elif isinstance(self.field, ChoiceList):
            self.field.tell([label for _choice, label in offered(question, language)])
        elif isinstance(self.field, LineField) and question.type is QuestionType.DATE:
            self.field.placeholder = "5.3.2026"

    def _limits(self, language: str) -> str:
        question = self.question
        if question.type is QuestionType.DATE:
            return _days(question)
        low, high = (None if limit is None else number(limit) for limit in (question.minimum, question.maximum))
        between = ""
        if low is not None and high is not None:
            between = _("from {low} to {high}").format(low=low, high=high)
        elif low is not None and low != "0":
            between = _("{low} or more").format(low=low)
        elif high is not None:
            between = _("at most {high}").format(high=high)
        whole = _("a whole number") if question.integer else ""
        return " · ".join(part for part in (text_in(question.unit, language), whole, between) if part)

    @spoken
    def draw(self) -> None:
        """Draws what depends on the answer: the glyph in the frame, own words, the problem."""
        state = self.sheet.state(self.question)
        glyph = ("!", "bold $error") if self.problems else (state.value, GLYPH_STYLES[state])
        self._draw_frame(
            Content.assemble(("▸ " if self.has_focus_within else "", "bold"), f"{self.place} ", glyph),
            plain(self._subtitle(), one_line=True),
        )
        self.set_class(bool(self.problems), "-problem")
        if self.question.other:
            self.query_one(".own-words").display = OTHER in self.sheet.codes(self.question.code)
        self._draw_problem()

    def _draw_frame(self, title: Content, subtitle: Content) -> None:
        # Setting a title draws the whole frame, even if it is the same.
        if not (title.is_same(self._title) and subtitle.is_same(self._words_below)):
            self._title, self._words_below = title, subtitle
            self.border_title, self.border_subtitle = title, subtitle

    def _subtitle(self) -> str:
        """How far the question is, and while it has the focus what the keys do."""
        parts = []
        if places(self.question) > 1:
            parts.append(
                ngettext("{done} of {total} row", "{done} of {total} rows", places(self.question)).format(
                    done=self.sheet.filled(self.question), total=places(self.question)
                )
            )
        if self.question.longest and self.question.type is QuestionType.TEXT:
            parts.append(f"{number(len(self.sheet.text(self.question.code)))}/{number(self.question.longest)}")
        if self.has_focus_within:
            parts.append(self.own_words.keys_hint if self.own_words.has_focus else self.field.keys_hint)
        hint = "  ".join(parts)
        return hint if cell_len(hint) <= max(20, self.size.width - 6) else parts[0]

    def _draw_problem(self) -> None:
        line = self.query_one("#problem", HangingLine)
        line.display = bool(self.problems)
        if isinstance(self.field, MatrixGrid):
            self.field.mark(problem.place.partition(".")[2] for problem in self.problems)
        if self.problems:
            words = sentence(self.problems[0])
            rest = len(self.problems) - 1
            if rest:
                words += " " + ngettext("({n} more row)", "({n} more rows)", rest).format(n=rest)
            line.write(Content.styled("! ", "bold $error"), plain(words, "$error", one_line=True))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Shows what is wrong with the answer; nothing for an empty list."""
        if tuple(problems) != self.problems:
            self.problems = tuple(problems)
            self.draw()

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or in the first."""
        if name == f"{self.question.code}.{OTHER}" and self.question.other and self.query_one(".own-words").display:
            self.own_words.focus()
            return
        self.field.focus()
        if isinstance(self.field, MatrixGrid) and name:
            self.field.go_to_row(name.partition(".")[2])

    def on_descendant_focus(self) -> None:
        """The frame shows that the keys go here."""
        self.draw()

    def on_descendant_blur(self) -> None:
        """The frame becomes quiet."""
        self.call_after_refresh(self.draw)

    @on(ChoiceList.Changed)
    def choices_changed(self, event: ChoiceList.Changed) -> None:
        """Tells the screen which choices are taken; „other” opens the line for own words."""
        event.stop()
        code = self.question.code
        several = self.question.type is QuestionType.MULTI
        values: dict[str, str | list[str]] = {code: event.codes if several else next(iter(event.codes), "")}
        if self.question.other:
            values[f"{code}.{OTHER}"] = self.own_words.value if OTHER in event.codes else ""
        opened = OTHER in event.codes and OTHER not in self.sheet.codes(code)
        self._answer(values)
        if opened and self.question.other:
            self.own_words.focus()

    @on(MatrixGrid.Changed)
    def row_changed(self, event: MatrixGrid.Changed) -> None:
        """Tells the screen the new point of a row."""
        event.stop()
        self._answer({f"{self.question.code}.{event.row}": event.code})

    @on(Input.Changed)
    def line_changed(self, event: Input.Changed) -> None:
        """Tells the screen what was typed in a line."""
        event.stop()
        name = f"{self.question.code}.{OTHER}" if event.input is self.own_words else self.question.code
        if event.value != self.sheet.text(name):
            self._answer({name: event.value})

    @on(TextArea.Changed)
    def text_changed(self, event: TextArea.Changed) -> None:
        """Tells the screen what was typed in several lines."""
        event.stop()
        if event.text_area.text != self.sheet.text(self.question.code):
            self._answer({self.question.code: event.text_area.text})

    def _answer(self, values: dict[str, str | list[str]]) -> None:
        self.sheet.put(values)
        self.draw()
        self.post_message(Answered(values))


def _labels(choices: Sequence[Choice], language: str) -> list[str]:
    return [choice.label_in(language) for choice in choices]


def _days(question: Question) -> str:
    """Between which days a date may lie."""
    told = []
    if question.earliest:
        told.append(_("not before {day}").format(day=day(question.earliest)))
    if question.latest:
        told.append(_("not after {day}").format(day=day(question.latest)))
    return " · ".join(told)
