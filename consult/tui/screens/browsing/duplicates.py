"""What is suspicious in the responses, sign by sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from consult.i18n import N_, _, ngettext, number
from consult.model.flag import Flag
from consult.model.response import Review
from consult.service import reviewing
from consult.service.comparing import short_id
from consult.service.history import history
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.browsing.comparing import ComparingScreen
from consult.tui.screens.browsing.response import ResponseScreen
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from consult.tui.screens.browsing.responses import ResponsesScreen


class DuplicatesScreen(ConsultScreen[None]):
    """The signs that were found; Enter compares the responses that share one."""

    CSS_PATH = "responses.tcss"
    ABOUT = N_("Responses that may count twice or were given in haste. Nothing is left out by it; you decide.")
    ACTIONS = (
        Action("compare", "enter", N_("compare"), N_("Compare the responses that share the sign")),
        Action("look", "f5", N_("look again"), N_("Look again for what is suspicious")),
        Action("step_back", "escape", N_("back"), N_("Back to the list; a search that goes on is stopped")),
    )

    def __init__(self, of: ResponsesScreen):
        super().__init__()
        self.of = of
        self.past = history(of.consultation, of.survey)
        self._seen: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Head, signs, keys."""
        yield Static(id="head", markup=False)
        yield LongList(self._line)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Looks for signs where nobody did yet."""
        if self.of.search.found is None:
            self.of.search.start()
        self.set_interval(0.1, self._follow)
        self.tell()
        self.query_one(LongList).focus()

    def _follow(self) -> None:
        """The signs are sought in a thread; this screen shows how far that is, and what was found."""
        if self._state != self._seen:
            self.tell()

    @property
    def _state(self) -> tuple[object, ...]:
        return id(self.of.search.found), self.of.search.runs, self.of.search.percent

    @property
    def flags(self) -> Sequence[Flag]:
        """The signs that were found so far."""
        return self.of.search.found or ()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self._seen = self._state
        signs = self.query_one(LongList)
        signs.show(len(self.flags), signs.at)
        self.query_one("#head", Static).update(plain(_("Suspicious responses"), "bold"))
        signs.border_title = self._title()
        told = ngettext("{n} sign", "{n} signs", len(self.flags)).format(n=number(len(self.flags)))
        signs.border_subtitle = told if self.flags else ""

    def _title(self) -> str:
        search = self.of.search
        if search.runs:
            return _("Looking for duplicates … {percent} % · Esc stops").format(percent=number(search.percent))
        if search.found is None:
            return _("Not looked to the end; F5 looks again")
        return _("Signs") if search.found else "✓ " + _("Nothing suspicious was found.")

    def _line(self, at: int, width: int) -> Content:
        flag = self.flags[at]
        question = self.past.survey.question(flag.question)
        n = len(flag.responses)
        excluded = sum(self._is_excluded(id_) for id_ in flag.responses)
        done = excluded >= n - 1 if n > 1 else excluded == 1
        glyph = ("✓ ", "$success") if done else ("! ", "bold $warning")
        many = ngettext("{n} response", "{n} responses", n).format(n=number(n)) if n > 1 else short_id(flag.responses[0])
        about = f"  {question.label_in(language_of(self))}" if question else ""
        return Content.assemble(
            glyph, plain(_fit(reviewing.sign_name(flag.sign), 30)), plain(_fit(many, 14), "$text-muted"),
            plain(about, "$text-muted", one_line=True),
        )  # fmt: skip

    def _is_excluded(self, id_: str) -> bool:
        listed = self.of.responses.all.get(id_)
        return listed is None or listed.review is Review.EXCLUDED

    @spoken
    def renew(self) -> None:
        """Shows how the responses stand now."""
        self.of.responses.refresh()
        self.query_one(LongList).redraw()

    def on_screen_resume(self) -> None:
        """Something may have been excluded."""
        if self.is_mounted:
            self.renew()

    def action_look(self) -> None:
        """Looks again."""
        self.of.search.start()
        self.tell()

    def action_step_back(self) -> None:
        """Back to the list; a search that goes on is stopped."""
        self.of.search.stop()
        self.dismiss(None)

    def on_long_list_chosen(self, _event: LongList.Chosen) -> None:
        """Enter on a sign."""
        self.action_compare()

    def action_compare(self) -> None:
        """Compares the responses that share the sign; reads the one that has it by itself."""
        at = self.query_one(LongList).at
        if at >= len(self.flags):
            return
        flag, of = self.flags[at], self.of.consultation
        alone = len(flag.responses) == 1
        self.app.push_screen(
            ResponseScreen(of, flag.responses) if alone else ComparingScreen(of, flag.responses, flag.sign, flag.question)
        )


def _fit(words: str, width: int) -> str:
    return f"{words[: width - 1]:<{width}}"
