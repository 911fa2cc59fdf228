"""All answers on one screen, to be read before they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from consult.errors import ConsultError, Problem
from consult.i18n import N_, _, ngettext
from consult.tui.actions import Action
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.answering_session import AnsweringSession
from consult.tui.faults import doubts, faults, sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.review_line import ReviewLine


@dataclass(frozen=True, slots=True)
class Jump:
    """The person wants to answer the field `place`."""

    place: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The answers were sent; `code` is the receipt."""

    code: str


class ReviewList(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The questions with their answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class ReviewScreen(ConsultScreen[Jump | Sent | None]):
    """Shows all answers; gives back where to go on, or the receipt."""

    CSS_PATH = "review.tcss"
    ABOUT = N_("Read all answers once more before they are sent.")
    ACTIONS = (
        Action("send", "ctrl+s", N_("send"), N_("Send the answers"), first=True),
        Action("change", "enter", N_("change"), N_("Change the answer with the arrow")),
        Action("dismiss(None)", "escape", N_("back"), N_("Back to the form")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, session: AnsweringSession, sheet: AnswerSheet):
        super().__init__()
        self.session, self.sheet = session, sheet
        numbers = {question.code: number for number, question in enumerate(sheet.questions, 1)}
        self.lines = [ReviewLine(question, numbers.get(question.code, 0)) for question in sheet.told_questions]
        self.problems: tuple[Problem, ...] = ()
        self.warnings: tuple[Problem, ...] = ()
        self._seen: frozenset[Problem] = frozenset()

    def compose(self) -> ComposeResult:
        """Head, what is to be put right, answers, the button that sends, keys."""
        yield FormHeader()
        yield Static(id="summary", markup=False)
        with ReviewList():
            yield from self.lines
        with Horizontal(id="sending"):
            yield Button(compact=True)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Checks, and stands on the first problem or on the button."""
        self._check()
        self.tell()
        self._stand()

    def _stand(self) -> None:
        wrong = next((line for line in self.lines if line.problems), None)
        doubtful = next((line for line in self.lines if line.warnings), None)
        (wrong or doubtful or self.query_one(Button)).focus()

    @spoken
    def _check(self) -> None:
        self.problems = faults(self.session, self.sheet)
        self.warnings = doubts(self.session, self.sheet)

    def _of(self, line: ReviewLine, found: tuple[Problem, ...]) -> list[Problem]:
        return [problem for problem in found if self.sheet.question_at(problem.place) is line.question]

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        sheet, total = self.sheet, len(self.sheet.questions)
        self._seen = frozenset(self.warnings)
        for line in self.lines:
            line.problems, line.warnings = self._of(line, self.problems), self._of(line, self.warnings)
            line.draw(sheet)
        progress = _("{done} of {total} answered").format(done=sheet.answered, total=total)
        head = self.query_one(FormHeader)
        head.write(sheet.survey.title_in(language_of(self)), _("Check your answers"), sheet.answered, total, progress)
        self.query_one("#summary", Static).update(self._summary())
        self.query_one("#summary").set_class(bool(self.problems), "-problem")
        self.query_one("#summary").set_class(bool(self.warnings) and not self.problems, "-doubt")
        self.query_one(Button).label = plain(_("Send all the same") if self.warnings else _("Send the answers"))
        super().tell()

    def _summary(self) -> Content:
        loose = [problem for problem in self.problems if self.sheet.question_at(problem.place) is None]
        wrong = [line for line in self.lines if line.problems]
        n = len(wrong) + len(loose)
        if not n and self.warnings:
            return self._doubtful_summary()
        if not n:
            return plain("✓ ", "bold $success") + plain(_("Nothing is in the way. Read once more, then send."))
        heading = ngettext("{n} thing to put right before sending", "{n} things to put right before sending", n).format(n=n)
        lines = [plain(f"! {heading}", "bold $error")]
        lines += [plain(self._pointing(line), one_line=True) for line in wrong[:4]]
        lines += [plain(sentence(problem), one_line=True) for problem in loose][:2]
        return Content("\n").join(lines)

    def _doubtful_summary(self) -> Content:
        n = len(self.warnings)
        heading = ngettext("{n} figure to look at once more", "{n} figures to look at once more", n).format(n=n)
        lines = [plain(f"△ {heading}", "bold $warning"), plain(_("If all is right, send: it may stay as it is."))]
        lines += [plain(self._pointing(line), one_line=True) for line in self.lines if line.warnings][:3]
        return Content("\n").join(lines)

    def _pointing(self, line: ReviewLine) -> str:
        found = line.problems or line.warnings
        more = f" (+{len(found) - 1})" if len(found) > 1 else ""
        return f"  {line.number or '='}  {sentence(found[0])}{more}"

    def on_descendant_focus(self) -> None:
        """The arrow shows which line has the focus."""
        self._draw_lines()

    def on_descendant_blur(self) -> None:
        """A line that lost the focus loses the arrow."""
        self.call_after_refresh(self._draw_lines)

    @spoken
    def _draw_lines(self) -> None:
        for line in self.lines:
            line.draw(self.sheet)

    def on_review_line_chosen(self, event: ReviewLine.Chosen) -> None:
        """Goes back to the question, to the first field that is wrong."""
        found = event.line.problems or event.line.warnings
        self.dismiss(Jump(found[0].place if found else event.line.question.code))

    def action_change(self) -> None:
        """Goes back to the question with the arrow."""
        if isinstance(self.focused, ReviewLine):
            self.focused.choose()

    def on_button_pressed(self) -> None:
        """The button sends."""
        self.action_send()

    @spoken
    def action_send(self) -> None:
        """Sends the answers, or goes to the first thing that is in the way."""
        self._check()
        if self.problems:
            self.dismiss(Jump(self.problems[0].place)) if self.sheet.question_at(self.problems[0].place) else self.tell()
            return
        if not self._seen.issuperset(self.warnings):
            self.tell()
            self._stand()
            return
        try:
            code = self.session.submit(self.sheet.sent)
        except ConsultError as error:
            self.problems = error.problems
            self.tell()
            self._stand()
            return
        self.dismiss(Sent(code))
