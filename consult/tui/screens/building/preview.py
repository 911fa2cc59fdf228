"""The survey as respondents see it, while it is being built."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from consult.errors import ConsultationError, Problem
from consult.i18n import N_, _
from consult.model.checking import check
from consult.model.previous import Previous
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.tui.actions import Action
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.screens.form.answering import AnsweringScreen, Left
from consult.tui.screens.form.page_body import PageBody
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import FormHeader


class PreviewPane(Vertical, can_focus_children=False):
    """One question as respondents see it, to look at only; `reads_in` is the language that it is read in."""

    DEFAULT_CSS = """
    PreviewPane { border: round $quiet-border; border-title-color: $text-muted; border-subtitle-color: $text-muted; }
    PreviewPane .turn { display: none; }
    PreviewPane #nothing { padding: 1 2; color: $text-muted; display: none; }
    """

    def __init__(self, reads_in: str):
        super().__init__()
        self.reads_in = reads_in
        self._shown: Survey | None = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """What is said where there is nothing to see."""
        yield Static(id="nothing", markup=False)

    async def show(self, survey: Survey | None, title: str, nothing: str) -> None:
        """Shows the first page of `survey`, or the words `nothing`."""
        self.border_title, self.border_subtitle = plain(title, one_line=True), self.reads_in.upper()
        self.query_one("#nothing", Static).update(plain(nothing))
        if survey == self._shown and self._said == self.reads_in:
            return
        self._shown, self._said = survey, self.reads_in
        self.query_one("#nothing").display = survey is None
        async with self.batch():
            await self.query(PageBody).remove()
            if survey is not None and survey.pages:
                sheet = AnswerSheet(survey)
                sheet.show(survey.pages[0])
                await self.mount(PageBody(survey.pages[0], sheet, lambda: ""))


class TrialSession:
    """Answers that nobody keeps."""

    def __init__(self, survey: Survey):
        self.survey, self.previous, self.prefilled = survey, Previous(survey), False

    def draft(self) -> dict[str, str | list[str]]:
        """Nothing was typed before."""
        return {}

    def keep(self, raw: Raw) -> None:
        """Keeps nothing."""

    def discard(self) -> None:
        """There is nothing to forget."""

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """What would stand in the way of sending."""
        return check(self.survey, raw).problems

    def warnings(self, raw: Raw) -> tuple[Problem, ...]:
        """What would be worth a second look."""
        return check(self.survey, raw).warnings

    def attach(self, path: str) -> str:
        """Attaches nothing, but goes on as if it had."""
        return f"{'0' * 64} {path.replace(chr(92), '/').rpartition('/')[2]}"

    def submit(self, raw: Raw) -> str:
        """Sends nothing."""
        raise ConsultationError(_("this is a preview: nothing is sent"), _("go back to the builder with Esc"))


class TrialScreen(AnsweringScreen):
    """The whole form, to be tried out; it opens at the question `code`."""

    ABOUT = N_("The form as respondents see it. Fill it as you like: nothing is kept and nothing is sent.")
    ACTIONS = (
        *(action for action in AnsweringScreen.ACTIONS if action.does not in ("leave", "take_over", "take_over_page")),
        Action("leave", "escape,f5", N_("back"), N_("Back to the builder"), first=True),
    )

    def __init__(self, survey: Survey, code: str = ""):
        super().__init__(TrialSession(survey))
        self.code = code

    async def open_first(self) -> None:
        """Shows the page of the question that was being changed."""
        if self.survey.question(self.code) is not None:
            await self.open_place(self.code)
        else:
            at = next((at for at, page in enumerate(self.survey.pages) if f"page:{page.code}" == self.code), None)
            await self.open_page(at) if at is not None else await super().open_first()

    @spoken
    def tell_head(self) -> None:
        """Says that it is a preview."""
        super().tell_head()
        self.query_one(FormHeader).write_saved(_("preview · nothing is sent"))

    def way_out(self) -> Callable[[], object] | None:
        """None: nothing that is typed here is kept."""
        return None

    def action_leave(self) -> None:
        """Back to the builder, without asking."""
        self.dismiss(Left())
