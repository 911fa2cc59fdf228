"""The pages of the form, of which one is seen."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import Vertical

from consult.i18n import _, text_in
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.screens.page_body import PageBody
from consult.tui.speaking import language_of
from consult.tui.widgets.question_panel import QuestionPanel


class PageStack(Vertical):
    """Makes each page when it is first wanted and keeps it, so that coming back finds it as it was left."""

    DEFAULT_CSS = """
    PageStack { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.bodies: dict[int, PageBody] = {}

    @property
    def panels(self) -> Iterator[QuestionPanel]:
        """The questions of all pages made so far."""
        return (panel for body in self.bodies.values() for panel in body.panels)

    async def open(self, sheet: AnswerSheet, at: int, place: str = "") -> None:
        """Shows page number `at` of the survey of `sheet` and stands in the field `place`, or in the first."""
        body = await self._body(sheet, at)
        self.at = at
        for other in self.bodies.values():
            other.display = other is body
        sheet.show(body.page)
        panel = body.panel_of(place) or next(iter(body.panels), None)
        if panel is not None:
            panel.go_to(place)
        if not place:
            body.scroll_home(animate=False)
        # The next page is made beforehand, so that fast typists lose no key between pages.
        self.call_after_refresh(self._prepare, sheet, at + 1)

    async def _prepare(self, sheet: AnswerSheet, at: int) -> None:
        if at < len(sheet.survey.pages):
            await self._body(sheet, at)

    async def _body(self, sheet: AnswerSheet, at: int) -> PageBody:
        if at not in self.bodies:
            pages = sheet.survey.pages
            first = 1 + sum(len(page.questions) for page in pages[:at])
            body = self.bodies[at] = PageBody(pages[at], first, sheet, lambda: self._after(sheet, at))
            body.display = False
            await self.mount(body)
        return self.bodies[at]

    def _after(self, sheet: AnswerSheet, at: int) -> str:
        """What follows page number `at`, for its button."""
        if at + 1 == len(sheet.survey.pages):
            return _("Review and send") + " ›"
        title = text_in(sheet.survey.pages[at + 1].title, language_of(self))
        return (_("Next page: {title}").format(title=title) if title else _("Next page")) + " ›"

    def keep_in_view(self, panel: QuestionPanel) -> None:
        """Scrolls so that `panel` is seen, if it is on the page that is seen."""
        body = self.bodies.get(self.at)
        if body is not None and panel in body.panels:
            body.keep_in_view(panel)

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        for body in self.bodies.values():
            body.tell()
