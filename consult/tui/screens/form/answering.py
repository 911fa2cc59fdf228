"""The form: one page of the survey at a time, answered with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import ScreenResultCallbackType
from textual.types import CSSPathType

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext
from consult.tui.actions import Action
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.answering_session import AnsweringSession
from consult.tui.draft_keeping import DraftKeeper
from consult.tui.faults import sentence
from consult.tui.messages import Answered, FileNamed, Moved
from consult.tui.screens.form.field_keys import FIELD_KEYS
from consult.tui.screens.form.page_stack import PageStack
from consult.tui.screens.form.paged import PagedScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.telling_problems import ProblemTeller
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.question_panel import QuestionPanel

if TYPE_CHECKING:
    from consult.tui.screens.dialogs import Asked
    from consult.tui.screens.form.review import Jump, Sent
    from consult.tui.widgets.repeat_box import RepeatBox

Kept = TypeVar("Kept")


class Left(NamedTuple):
    """How a person left the form."""

    receipt: str = ""
    """The code; empty where nothing was sent."""
    kept: int = 0
    """How many answers stay in the draft."""


class AnsweringScreen(PagedScreen[Left]):
    """One person fills one survey; gives back how they left."""

    # Screens in other folders are made of this one: what is relative would be looked for there.
    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("answering.tcss")
    ABOUT = N_("Fill the survey with the keyboard. Every keystroke is kept; leave and come back whenever you like.")
    FIELD_KEYS = FIELD_KEYS
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("focus_next", "tab", N_("next"), N_("Next question"), in_bar=False),
        Action("app.focus_previous", "shift+tab", N_("previous"), N_("Previous question"), in_bar=False),
        Action("turn_page(1)", "pagedown", N_("page"), N_("Next page"), first=True),
        Action("turn_page(-1)", "pageup", N_("page back"), N_("Previous page"), in_bar=False, first=True),
        Action("take_over", "f3", N_("last time"), N_("Fill what is empty in this question as last time")),
        Action("take_over_page", "f4", "", N_("Fill what is empty on this page as last time"), in_bar=False),
        Action("review", "ctrl+s", N_("review"), N_("Look over all answers and send them"), first=True),
        Action("leave", "escape", N_("leave"), N_("Leave; what was typed is kept")),
    )

    def __init__(self, session: AnsweringSession):
        super().__init__(AnswerSheet(session.survey, previous=session.previous))
        self.session, self.survey = session, session.survey
        self.keeper, self.teller = DraftKeeper(session), ProblemTeller(session)
        self._asked_whose = False
        self.code = ""

    def compose(self) -> ComposeResult:
        """Head, page, keys."""
        yield FormHeader()
        yield PageStack()
        yield self.key_bar()

    async def on_mount(self) -> None:
        """Offers the draft, or begins."""
        kept = self._on_disk(self.session.draft)
        draft = AnswerSheet(self.survey, kept, self.session.previous) if kept else self.sheet
        if draft.answered:
            self.tell_head()
            from consult.tui.screens.form import asking  # most people begin without a draft

            ask = asking.about_previous if self.session.prefilled else asking.about_draft
            self._ask(lambda: ask(draft), lambda way: self._begin(draft, way))
        else:
            await self.open_first()

    def _ask(self, words: Callable[[], Asked], then: ScreenResultCallbackType[str]) -> None:
        from consult.tui.screens.dialogs import Dialog

        self.app.push_screen(Dialog(words), then)

    async def open_first(self) -> None:
        """Shows the first page that has something to ask."""
        await self.open_page(next(iter(self.sheet.pages), 0))

    async def _begin(self, draft: AnswerSheet, way: str | None) -> None:
        """Goes on with `draft`, at the first question without an answer or with last time's answers from the first; or anew."""
        if way == "leave":
            self.end(Left(kept=draft.answered))
            return
        if way == "anew":
            self._on_disk(self.session.discard)
            await self.open_first()
            return
        self.sheet = draft
        if self.session.prefilled:
            await self.open_first()
            self.on_answered()
            return
        open_ones = [
            question for question in draft.questions if draft.state(question) is not State.DONE and draft.cells(question)
        ]
        await self.open_place((open_ones or draft.questions or [*self.survey.questions])[0].code)

    # Where the person stands

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another field has the focus: the question that was left is checked, the new one brought into view."""
        panel = next((node for node in event.widget.ancestors if isinstance(node, QuestionPanel)), None)
        if panel is self._panel:
            self.on_moved()
            return
        if self._panel is not None:
            self.teller.left.add(self._panel.question.code)
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

    def on_answered(self, _event: Answered | None = None) -> None:
        """Saves the draft soon and shows what the answer changes."""
        self.keeper.soon(self, self.keep)
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
        from consult.tui.screens.form import asking

        self._ask(lambda: asking.about_removing(event.instance), lambda way: event.go() if way == "remove" else None)

    def attach_typed(self) -> None:
        """Attaches the files whose paths were typed and not attached yet."""
        from consult.tui.widgets.file_field import FileField

        for field in self.query(FileField):
            if field.pending:
                self._attach_file(field.pending, field.done)

    def kept_whole(self) -> bool:
        """Attaches and saves all that was typed; where another window changed the draft, asks which of the two goes on."""
        self.attach_typed()
        self.keep()
        if self.keeper.changed:
            self.ask_whose()
        return not self.keeper.changed

    @spoken
    def keep(self) -> None:
        """Saves the draft now and checks what was answered."""
        self.keeper.keep(self.sheet.raw)
        self.tell_head()
        self.show_problems()
        if self.keeper.changed and not self._asked_whose:
            self.ask_whose()

    @spoken
    def on_unmount(self) -> None:
        """The last keystrokes are kept however the screen ends."""
        self.keeper.keep(self.sheet.raw)

    def on_screen_resume(self) -> None:
        """Asks what could not be asked while another screen was in front."""
        if self.keeper.changed and not self._asked_whose:
            self.ask_whose()

    def ask_whose(self) -> None:
        """Asks which answers to go on with where another window changed the draft."""
        if self.app.screen is self:
            from consult.tui.screens.form import asking

            self._asked_whose = True
            self.app.push_screen(asking.CarefulDialog(asking.about_changed), self._go_on_with)

    async def _go_on_with(self, whose: str | None) -> None:
        """Keeps these answers over the others, or goes on with the others where they stand on disk."""
        if whose == "mine":
            self._on_disk(lambda: self.keeper.keep_mine(self.sheet.raw))
        elif whose == "theirs":
            theirs = self._on_disk(self.session.draft)
            if theirs is None:
                return
            self.sheet = AnswerSheet(self.survey, theirs, self.session.previous)
            place = self._panel.question.code if self._panel else ""
            self._panel = None
            await self.query_one(PageStack).clear()
            await (self.open_place(place) if place else self.open_first())
        self._asked_whose = self.keeper.changed
        self.tell_head()

    @spoken
    def _on_disk(self, step: Callable[[], Kept]) -> Kept | None:
        """Does `step` with the draft; a fault is shown in the head of the form and does not stop the person."""
        return self.keeper.do(step)

    @spoken
    def show_problems(self) -> None:
        """Shows what is wrong where it is time to tell it."""
        self.teller.show(self.sheet, self.query_one(PageStack).panels)

    @spoken
    def _drop_mended(self) -> None:
        self.teller.drop_mended(self.sheet, self._panel)

    @spoken
    def tell_head(self) -> None:
        """Draws title, place, progress and whether the answers are kept."""
        language, total, done = language_of(self), len(self.sheet.questions), self.sheet.answered
        at, pages = self.query_one(PageStack).at, self.sheet.pages
        nth = pages.index(at) + 1 if at in pages else 1
        place = _("Page {n} of {total}").format(n=nth, total=max(1, len(pages)))
        title = self.sheet.asked.text(self.survey.pages[at].title, language)
        progress = _("{done} of {total} answered").format(done=done, total=total)
        head = self.query_one(FormHeader)
        head.write(self.survey.title_in(language), f"{place} · {title}" if title else place, done, total, progress)
        if self.keeper.fault:
            head.write_saved("! " + _("not saved: {fault}").format(fault=self.keeper.fault), fine=False)
        elif self.keeper.waiting:
            head.write_saved("…")
        else:
            head.write_saved("✓ " + _("saved") if done else "")

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one(PageStack).tell()
        super().tell()
        self.tell_head()
        self.show_problems()

    # The wave before

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Takes over only where there is something to take over."""
        return bool(self.session.previous) if action.startswith("take_over") else super().check_action(action, parameters)

    @spoken
    def action_take_over(self) -> None:
        """Fills what is empty in this question as it was answered in the wave before."""
        if not self._take_over([self._panel] if self._panel else []):
            self._say(_("Nothing to fill as last time: what was typed stays."))

    async def action_take_over_page(self) -> None:
        """Fills what is empty on this page as it was answered in the wave before."""
        body = self.query_one(PageStack).body
        if body is not None and body.panels:
            await body.reach(body.panels[-1])
            self._take_over_page(body.panels)

    @spoken
    def _take_over_page(self, panels: Sequence[QuestionPanel]) -> None:
        n = self._take_over(panels)
        told = ngettext("{n} field filled as last time.", "{n} fields filled as last time.", n).format(n=n)
        self._say(told if n else _("Nothing to fill as last time: what was typed stays."))

    def _take_over(self, panels: Sequence[QuestionPanel]) -> int:
        # One after the other: an answer taken over may let the next question be asked.
        return sum(panel.take_over() for panel in panels if self.sheet.asked.shows(panel.question))

    def _say(self, words: str) -> None:
        self.notify(words, timeout=2, markup=False)

    # Ways out

    def action_review(self) -> None:
        """Shows all answers before they are sent."""
        from consult.tui.screens.form.review import ReviewScreen

        self.sheet.show_all()
        self.teller.strict = True
        if not self.kept_whole():
            return
        self.app.push_screen(ReviewScreen(self.session, self.sheet), self._reviewed)

    async def _reviewed(self, outcome: Jump | Sent | None) -> None:
        from consult.tui.screens.form.receipt import ReceiptScreen
        from consult.tui.screens.form.review import Jump, Sent

        if isinstance(outcome, Sent):
            self.code = outcome.code
            self.app.push_screen(ReceiptScreen(self.code), self._receipt_read)
        elif isinstance(outcome, Jump):
            await self.open_place(outcome.place)

    def _receipt_read(self, _none: None) -> None:
        self.end(Left(self.code))

    def way_out(self) -> Callable[[], object] | None:
        """As Esc leaves."""
        return self.action_leave

    def action_leave(self) -> None:
        """Keeps the draft and asks whether to leave."""
        if not self.kept_whole():
            return
        if not self.sheet.answered:
            self.end(Left())
            return
        from consult.tui.screens.form import asking

        self._ask(lambda: asking.about_leaving(self.keeper.fault), self._leave)

    def _leave(self, way: str | None) -> None:
        if way == "leave":
            self.end(Left(kept=0 if self.keeper.fault else self.sheet.answered))
