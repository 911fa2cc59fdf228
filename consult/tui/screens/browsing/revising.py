"""Correcting a response: the form with its answers, then what was changed, and why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number
from consult.model.question import OTHER
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service.revising import RevisionSession
from consult.tui.actions import Action
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.faults import faults, sentence
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.form.answering import AnsweringScreen, Left
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.hanging_lines import HangingLines
from consult.tui.widgets.response_body import changed


class CorrectingScreen(AnsweringScreen):
    """The form with the answers of a response as they are now; nothing is stored before a reason is given."""

    ABOUT = N_("Correct the answers of a response. What was answered before is kept as well, and the reason with it.")
    ACTIONS = (
        Action("focus_next", "tab", N_("next"), N_("Next question")),
        Action("app.focus_previous", "shift+tab", N_("previous"), N_("Previous question"), in_bar=False),
        Action("turn_page(1)", "pagedown", N_("page"), N_("Next page"), first=True),
        Action("turn_page(-1)", "pageup", N_("page back"), N_("Previous page"), in_bar=False, first=True),
        Action("review", "ctrl+s", N_("store"), N_("Look at what was changed, say why, and store it"), first=True),
        Action("leave", "escape", N_("leave"), N_("Leave; what was typed is kept")),
    )
    session: RevisionSession

    def __init__(self, session: RevisionSession):
        super().__init__(session)

    async def open_first(self) -> None:
        """Begins with the answers as they are now."""
        self.sheet = AnswerSheet(self.survey, self.session.raw, self.session.previous)
        await super().open_first()

    @spoken
    def tell_head(self) -> None:
        """Tells above that this is a correction, and that nothing of it is stored before a reason is given."""
        super().tell_head()
        head = self.query_one(FormHeader)
        head.write_title(_title(self.survey, language_of(self)), "$warning")
        if not self.keeper.fault and not self.keeper.waiting:
            differs = self.session.differs(self.sheet.sent)
            head.put_right(0, plain("● " + _("not stored yet"), "$warning") if differs else Content(""))

    @spoken
    def action_review(self) -> None:
        """Shows what was changed and asks why; goes to what is wrong first."""
        self.teller.strict = True
        if not self.kept_whole():
            return
        known = {f"{name}.{OTHER}" for name in AnswerSheet(self.survey, self.session.raw).without_own_words()}
        wrong = [one for one in faults(self.session, self.sheet) if one.place not in known]  # a table may name no words
        if wrong:
            self.call_later(self.open_place, wrong[0].place)
            self.notify(sentence(wrong[0]), severity="error", markup=False)
        else:
            self.app.push_screen(ChangesScreen(self.session, self.sheet.sent), self._stored)

    def _stored(self, done: bool | None) -> None:
        if done:
            self.dismiss(Left(receipt=self.session.response.id))

    @spoken
    def action_leave(self) -> None:
        """Leaves at once where nothing was changed; else asks what becomes of it."""
        if not self.kept_whole():
            return
        if not self.session.differs(self.sheet.sent):
            self.session.discard()
            self.dismiss(Left())
            return
        n = max(1, len(self.session.changes(self.sheet.sent)))  # what does not fit changes nothing yet
        self.app.push_screen(Dialog(lambda: _about_leaving(n, self.keeper.fault)), self._leave_correction)

    def _leave_correction(self, way: str | None) -> None:
        if way == "drop":
            self.session.discard()
        if way in ("drop", "leave"):
            self.dismiss(Left(kept=0 if way == "drop" or self.keeper.fault else self.sheet.answered))


def _title(survey: Survey, language: str) -> str:
    """That it is a correction, of an answer to which version of what."""
    return " · ".join((_("Correction"), _("Version {n}").format(n=number(survey.version)), survey.title_in(language)))


def _about_leaving(n: int, fault: str) -> Asked:
    told = ngettext("{n} change is kept for when you come back; it is not stored yet.",
                    "{n} changes are kept for when you come back; they are not stored yet.", n)  # fmt: skip
    told = _("The changes could not be kept: {fault}").format(fault=fault) if fault else told.format(n=number(n))
    ways = {"leave": _("Leave"), "drop": _("Discard them"), "stay": _("Stay")}
    return Asked(_("Leave the correction?"), [(Content(""), plain(told))], ways)


class ChangesScreen(ConsultScreen[bool]):
    """What a correction changes, and one line for the reason; gives back whether it was stored."""

    CSS_PATH = "revising.tcss"
    ABOUT = N_("Read what you changed, say why in one line, and store it. What was answered before is kept as well.")
    ACTIONS = (
        Action("store", "ctrl+s,enter", N_("store"), N_("Store the correction with its reason"), first=True),
        Action("dismiss(False)", "escape", N_("back"), N_("Back to the form")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_changes(-1)", show=False, priority=True),
        Binding("down", "scroll_changes(1)", show=False, priority=True),
        Binding("pageup", "scroll_changes(-8)", show=False, priority=True),
        Binding("pagedown", "scroll_changes(8)", show=False, priority=True),
    ]

    def __init__(self, session: RevisionSession, raw: Raw):
        super().__init__()
        self.session, self.raw = session, raw

    def compose(self) -> ComposeResult:
        """Head, changes, reason, keys."""
        yield FormHeader()
        yield HangingLines(id="changes")
        yield Input(highlighter=PlainHighlighter(), compact=True, id="reason")
        yield Static(id="fault", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Stands in the line for the reason."""
        self.query_one(HangingLines).can_focus = False
        self.tell()
        self.query_one(Input).focus()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        language = language_of(self)
        changes = self.session.changes(self.raw, language)
        n = len({change.question for change in changes})
        title = _title(self.session.survey, language)
        place = ngettext("{n} question changed", "{n} questions changed", n).format(n=number(n))
        total = len(self.session.survey.questions)
        self.query_one(FormHeader).write(title, place, n, total, "")
        lines = [(plain("▸ ", "$text-muted"), changed(change)) for change in changes]
        nothing = [(Content(""), plain(_("Nothing was changed, so there is nothing to store.")))]
        self.query_one(HangingLines).write(lines or nothing)
        box, reason = self.query_one("#changes"), self.query_one(Input)
        box.border_title = _("Before → after")
        reason.border_title = _("Why?")
        reason.placeholder = _("for example: typing mistake; the respondent rang")
        reason.display = bool(changes)
        super().tell()

    def action_scroll_changes(self, by: int) -> None:
        """Scrolls what was changed."""
        self.query_one("#changes").scroll_relative(y=by, animate=False)

    @spoken
    def action_store(self) -> None:
        """Stores the correction; a fault is shown and nothing is lost."""
        try:
            done = self.session.correct(self.raw, self.query_one(Input).value)
        except ConsultError as error:
            told = " ".join(map(sentence, error.problems))
            self.query_one("#fault", Static).update(plain(f"! {told}", "$error"))
            return
        words = _("Stored as correction {n}.").format(n=number(done.revision)) if done.revision else _("Nothing was changed.")
        self.notify(words, timeout=3, markup=False)
        self.dismiss(True)
