"""The form: one page of the survey at a time, answered with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Button

from consult.errors import ConsultError, Problem
from consult.i18n import _, ngettext
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.answering_session import AnsweringSession
from consult.tui.faults import doubts, faults, sentence
from consult.tui.messages import Answered, FileNamed, GoBack, GoOn, Moved
from consult.tui.screens import asking
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.page_stack import PageStack
from consult.tui.screens.receipt import ReceiptScreen
from consult.tui.screens.review import Jump, ReviewScreen, Sent
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.file_field import FileField
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.key_bar import Key, KeyBar
from consult.tui.widgets.question_panel import QuestionPanel
from consult.tui.widgets.repeat_box import RepeatBox

Kept = TypeVar("Kept")

KEPT_WITHIN = 0.7
"""Seconds after a keystroke until the draft is saved."""


class AnsweringScreen(Screen[None]):
    """One person fills one survey."""

    CSS_PATH = "answering.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "review", priority=True, show=False),
        Binding("pagedown,ctrl+n", "turn_page(1)", priority=True, show=False),
        Binding("pageup,ctrl+p", "turn_page(-1)", priority=True, show=False),
        Binding("f1", "help", show=False),
        Binding("escape", "leave", show=False),
        Binding("up", "go_back", show=False),
        Binding("down", "go_on", show=False),
    ]

    def __init__(self, session: AnsweringSession):
        super().__init__()
        self.session, self.survey = session, session.survey
        self.sheet = AnswerSheet(self.survey)
        self.left: set[str] = set()
        self.strict = False
        self._panel: QuestionPanel | None = None
        self._keeping: Timer | None = None
        self._fault = ""

    def compose(self) -> ComposeResult:
        """Head, page, keys."""
        yield FormHeader()
        yield PageStack()
        yield KeyBar(self._keys)

    def _keys(self) -> list[Key]:
        following = str(getattr(self.app, "following_language", "")).upper()
        return [
            ("tab", "Tab", _("next")),
            ("pagedown", "PgDn", _("page")),
            ("ctrl+s", "^S", _("review")),
            ("ctrl+l", "^L", following),
            ("ctrl+t", "^T", _("colours")),
            ("f1", "F1", _("help")),
            ("escape", "Esc", _("leave")),
        ]

    async def on_mount(self) -> None:
        """Offers the draft, or begins."""
        draft = AnswerSheet(self.survey, self._on_disk(self.session.draft))
        self.tell_head()
        if draft.answered:
            self.app.push_screen(Dialog(lambda: asking.about_draft(draft)), lambda way: self._begin(draft, way))
        else:
            await self.open_first()

    async def open_first(self) -> None:
        """Shows the first page that has something to ask."""
        await self.open_page(next(iter(self.sheet.pages), 0))

    async def _begin(self, draft: AnswerSheet, way: str | None) -> None:
        """Goes on with `draft` at the first question without an answer, or starts anew."""
        if way == "leave":
            self.app.exit(None)
            return
        if way == "anew":
            self._on_disk(self.session.discard)
            await self.open_first()
            return
        self.sheet = draft
        open_ones = [
            question for question in draft.questions if draft.state(question) is not State.DONE and draft.cells(question)
        ]
        await self.open_place((open_ones or draft.questions or [*self.survey.questions])[0].code)

    # Pages

    async def open_page(self, at: int, place: str = "") -> None:
        """Shows page number `at` and stands in the field `place`, or in the first."""
        await self.query_one(PageStack).open(self.sheet, at, place)
        self.tell_head()

    async def open_place(self, place: str) -> None:
        """Shows the page of the field `place` and stands in it."""
        question = self.sheet.question_at(place)
        for at, page in enumerate(self.survey.pages):
            if question in page.questions:
                await self.open_page(at, place)

    async def action_turn_page(self, by: int) -> None:
        """Shows the next or the previous page that has something to ask; after the last comes the review."""
        here = self.query_one(PageStack).at
        others = [at for at in self.sheet.pages if (at > here if by > 0 else at < here)]
        if others:
            await self.open_page(others[0] if by > 0 else others[-1])
        elif by > 0:
            self.action_review()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """The button at the end of a page."""
        event.stop()
        if event.button.name == "turn":
            await self.action_turn_page(1)

    # Moving between fields

    async def on_go_on(self, event: GoOn) -> None:
        """Stands in the next field; Enter in the last field of a page turns it."""
        chain = self.focus_chain
        last = len(chain) < 2 or self.focused is chain[-2]
        if event.turn_page and last:
            await self.action_turn_page(1)
        elif self.focused is not chain[-1]:
            self.focus_next()

    def on_go_back(self, _event: GoBack) -> None:
        """Stands in the field before."""
        if self.focus_chain and self.focused is not self.focus_chain[0]:
            self.focus_previous()

    def action_go_back(self) -> None:
        """The arrow up on the button at the end of a page."""
        self.on_go_back(GoBack())

    async def action_go_on(self) -> None:
        """The arrow down where no field wants it."""
        await self.on_go_on(GoOn())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another field has the focus: the question that was left is checked, the new one brought into view."""
        panel = next((node for node in event.widget.ancestors if isinstance(node, QuestionPanel)), None)
        if panel is self._panel:
            self.on_moved()
            return
        if self._panel is not None:
            self.left.add(self._panel.question.code)
            self.show_problems()
        self._panel = panel
        if panel is not None:
            self.call_after_refresh(self._keep_in_view)

    def on_moved(self, _event: Moved | None = None) -> None:
        """The person stands elsewhere in the same question: what was typed before is checked."""
        panel = self._panel
        if panel is not None and (panel.problems or self.sheet.refused(panel.question)):
            self.show_problems()

    def _keep_in_view(self) -> None:
        if self._panel is not None:
            self.query_one(PageStack).keep_in_view(self._panel)

    # Answers

    def on_answered(self, _event: Answered) -> None:
        """Saves the draft soon. The first of several keystrokes sets the time, so that steady typing is saved as well."""
        if self._keeping is None:
            self._keeping = self.set_timer(KEPT_WITHIN, self.keep)
        self.query_one(PageStack).follow(self.sheet)
        self.tell_head()
        self._drop_mended()
        self.call_after_refresh(self._keep_in_view)

    def on_file_named(self, event: FileNamed) -> None:
        """Attaches the file that was named."""
        event.stop()
        self._attach_file(event.path, event.done)

    @spoken
    def _attach_file(self, path: str, done: Callable[[str, str], None]) -> None:
        try:
            raw = self.session.attach(path)
        except ConsultError as error:
            done("", " ".join(map(sentence, error.problems)))
        else:
            done(raw, "")

    def on_repeat_box_sure(self, event: RepeatBox.Sure) -> None:
        """Asks whether an instance with answers is to be removed."""
        event.stop()
        asked = Dialog(lambda: asking.about_removing(event.instance))
        self.app.push_screen(asked, lambda way: event.go() if way == "remove" else None)

    def attach_typed(self) -> None:
        """Attaches the files whose paths were typed and not attached yet."""
        for field in self.query(FileField):
            if field.pending:
                self._attach_file(field.pending, field.done)

    @spoken
    def keep(self) -> None:
        """Saves the draft now and checks what was answered."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
            self._on_disk(lambda: self.session.keep(self.sheet.raw))
        self.tell_head()
        self.show_problems()

    @spoken
    def _on_disk(self, step: Callable[[], Kept]) -> Kept | None:
        """Does `step` with the draft; a fault is shown in the head of the form and does not stop the person."""
        try:
            done = step()
        except ConsultError as error:
            self._fault = " ".join(map(sentence, error.problems))
            return None
        self._fault = ""
        return done

    @spoken
    def show_problems(self) -> None:
        """Shows what is wrong in the cells and questions that were left, and after a try to send beside all."""
        found, doubtful = faults(self.session, self.sheet), doubts(self.session, self.sheet)
        for panel in self.query_one(PageStack).panels:
            mine, doubts_here = self._of(panel, found), self._of(panel, doubtful)
            if self.strict or (panel.question.code in self.left and self.sheet.filled(panel.question)):
                panel.show_problems(mine, doubts_here)
            else:
                # Of a question that is still being answered, only what cannot stay as it is and was left.
                places = self.sheet.refused(panel.question) - {panel.typed_in}
                panel.show_problems([problem for problem in mine if problem.place in places])

    @spoken
    def _drop_mended(self) -> None:
        """Takes away at once what no longer holds where the person types; new faults wait until the place is left."""
        panel = self._panel
        if panel is None or not (panel.problems or panel.warnings):
            return
        found = self._of(panel, faults(self.session, self.sheet)), self._of(panel, doubts(self.session, self.sheet))
        places = {problem.place for problem in (*panel.problems, *panel.warnings)}
        panel.show_problems(*([problem for problem in some if problem.place in places] for some in found))

    def _of(self, panel: QuestionPanel, found: tuple[Problem, ...]) -> list[Problem]:
        return [problem for problem in found if self.sheet.question_at(problem.place) is panel.question]

    @spoken
    def tell_head(self) -> None:
        """Draws title, place, progress and whether the answers are kept."""
        language, total = language_of(self), len(self.sheet.questions)
        at, pages = self.query_one(PageStack).at, self.sheet.pages
        nth = pages.index(at) + 1 if at in pages else 1
        place = _("Page {n} of {total}").format(n=nth, total=max(1, len(pages)))
        title = self.sheet.asked.text(self.survey.pages[at].title, language)
        progress = _("{done} of {total} answered").format(done=self.sheet.answered, total=total)
        head = self.query_one(FormHeader)
        head.write(self.survey.title_in(language), f"{place} · {title}" if title else place, self.sheet.answered, total, progress)
        if self._fault:
            head.write_saved("! " + _("not saved: {fault}").format(fault=self._fault), fine=False)
        elif self._keeping is not None:
            head.write_saved("…")
        else:
            head.write_saved("✓ " + _("saved") if self.sheet.answered else "")

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one(PageStack).tell()
        self.query_one(KeyBar).tell()
        self.tell_head()
        self.show_problems()

    # Ways out

    def action_review(self) -> None:
        """Shows all answers before they are sent."""
        self.attach_typed()
        self.sheet.show_all()
        self.strict = True
        self.keep()
        self.app.push_screen(ReviewScreen(self.session, self.sheet), self._reviewed)

    async def _reviewed(self, outcome: Jump | Sent | None) -> None:
        if isinstance(outcome, Sent):
            self.app.push_screen(ReceiptScreen(outcome.code))
        elif isinstance(outcome, Jump):
            await self.open_place(outcome.place)

    def action_leave(self) -> None:
        """Keeps the draft and asks whether to leave."""
        self.attach_typed()
        self.keep()
        if not self.sheet.answered:
            self.app.exit(None)
            return
        self.app.push_screen(Dialog(lambda: asking.about_leaving(self.sheet, self._fault)), self._leave)

    @spoken
    def _leave(self, way: str | None) -> None:
        if way == "leave":
            n = self.sheet.answered
            kept = ngettext("{n} answer is kept.", "{n} answers are kept.", n).format(n=n)
            words = Text(" ".join((kept, _("Open the survey again to go on."))))
            self.app.exit(None, message=None if self._fault else words)

    def action_help(self) -> None:
        """Shows all keys."""
        self.app.push_screen(Dialog(asking.for_help))
