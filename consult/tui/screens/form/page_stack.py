"""The pages of the form, of which one is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual.containers import Vertical

from consult.i18n import _
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.screens.form.page_body import PageBody
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
        """The pages made so far, by number."""
        self._making = asyncio.Lock()

    @property
    def panels(self) -> Iterator[QuestionPanel]:
        """The questions of all pages made so far."""
        return (panel for body in self.bodies.values() for panel in body.panels)

    @property
    def body(self) -> PageBody | None:
        """The page that is seen."""
        return self.bodies.get(self.at)

    async def open(self, sheet: AnswerSheet, at: int, place: str = "") -> None:
        """Shows page number `at` of the survey of `sheet` and stands in the field `place`, or in the first."""
        body = await self._body(sheet, at)
        self.at = at
        for other in self.bodies.values():
            other.display = other is body
        sheet.show(body.page)
        body.follow()
        panel = body.panel_of(place) if place else None
        if panel is None or not panel.answerable:
            panel = next((panel for panel in body.panels if panel.answerable), None)
        await body.reach(panel)
        if panel is not None:
            panel.go_to(place)
        else:
            body.go_to_the_end()
        if not place:
            body.scroll_home(animate=False)
        self.call_after_refresh(body.fit)
        body.go_on()

    async def on_page_body_whole(self, event: PageBody.Whole) -> None:
        """Makes the next page beforehand, so that fast typists lose no key between pages."""
        event.stop()
        body = self.body
        following = next((page for page in body.sheet.pages if page > self.at), None) if body is event.body else None
        if body is not None and following is not None:
            await self._body(body.sheet, following)

    async def reach(self, panel: QuestionPanel | None) -> None:
        """Makes what follows `panel` on the page that is seen."""
        if self.body is not None:
            await self.body.reach(panel)
            behind = self.body.behind(panel)
            if behind is not None:
                await behind.make_whole()

    def follow(self, sheet: AnswerSheet) -> None:
        """Shows what is asked now on the page that is seen, where other questions than before may have come up."""
        body = self.body
        if body is not None:
            sheet.show(body.page)
            body.follow()

    async def _body(self, sheet: AnswerSheet, at: int) -> PageBody:
        # A page that is being made beforehand may be wanted now: whoever wants it waits until it is whole.
        async with self._making:
            if at not in self.bodies:
                body = PageBody(sheet.survey.pages[at], sheet, lambda: self._after(sheet, at))
                body.display = False
                await self.mount(body)
                self.bodies[at] = body
        return self.bodies[at]

    def _after(self, sheet: AnswerSheet, at: int) -> str:
        """What follows page number `at`, for its button."""
        following = next((page for page in sheet.pages if page > at), None)
        if following is None:
            return _("Review and send") + " ›"
        title = sheet.asked.text(sheet.survey.pages[following].title, language_of(self))
        return (_("Next page: {title}").format(title=title) if title else _("Next page")) + " ›"

    async def clear(self) -> None:
        """Forgets all pages: they will be made anew for another sheet."""
        async with self._making:
            self.bodies.clear()
            await self.query(PageBody).remove()

    def keep_in_view(self, panel: QuestionPanel) -> None:
        """Scrolls so that `panel` is seen, if it is on the page that is seen."""
        body = self.body
        if body is not None and panel in body.panels:
            body.keep_in_view(panel)

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        for body in self.bodies.values():
            body.tell()
