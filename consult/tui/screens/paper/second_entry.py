"""Paper forms typed a second time, blind; how often the two typings differ is told after each form."""

from __future__ import annotations

from textual.content import Content

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number
from consult.service.paper.double_entry import Second
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.agreement import AgreementScreen
from consult.tui.screens.paper.differences import DifferencesScreen
from consult.tui.screens.paper.form_typing import COMMON, FormTyping
from consult.tui.screens.paper.paper_left import left_told
from consult.tui.speaking import spoken
from consult.tui.widgets.clerk_panel import ClerkPanel


class SecondScreen(FormTyping):
    """The second typing of a batch. What the first one was is told only when the form was sent."""

    ABOUT = N_("Type the same forms once more, without seeing what was typed first. The differences are decided afterwards.")
    ACTIONS = (
        *COMMON,
        Action(
            "differences",
            "f7",
            N_("differences"),
            N_("Decide the differences of the batch, and see how far the two typings agree"),
            first=True,
        ),
        Action("skip", "f8", N_("later"), N_("Leave this form for later"), in_bar=False, first=True),
        Action("number", "f2", N_("number"), N_("Type another form of the batch"), in_bar=False, first=True),
        Action("leave", "escape", N_("leave"), N_("Leave; what was typed is kept")),
    )

    def __init__(self, second: Second):
        self.second = second
        super().__init__(second)

    @property
    def number(self) -> str:
        """The number of the form on the screen; empty where all are done."""
        return self.second.number

    @property
    def is_new(self) -> bool:
        """Behind the last form there is none to send."""
        return bool(self.number)

    @spoken
    def look(self) -> None:
        """Tells what is particular about the form to type now; where all were typed before, what is left is to decide."""
        if not self.number:
            self.action_differences()
        elif self.second.same_person:
            self._tell_news(plain("△ " + _("You typed this form the first time as well: agreement will say less."), "$warning"))

    @spoken
    def send(self) -> None:
        """Sends the form, tells how far the two typings differ, and begins the next: differences are decided elsewhere."""
        if not self.number:
            return
        sent = self.number
        try:
            found = self.second.send(self.form.sent, self.form.unclear)
        except ConsultError as error:
            self.refuse(error)
            return
        self.last = {**self.last, **dict.fromkeys(self.form.named, ""), **self.form.sent}
        self.next_form()
        self._tell_news(self._about_sent(sent, len(found)))

    def _about_sent(self, sent: str, n: int) -> Content:
        if n:
            told = ngettext("No. {number}: {n} difference", "No. {number}: {n} differences", n).format(number=sent, n=number(n))
            news = plain(f"△ {told} · F7", "bold $warning", one_line=True)
        else:
            alike = _("No. {number}: both typings are alike").format(number=sent)
            news = plain(f"✓ {alike}", "bold $success", one_line=True)
        if self.second.same_person:
            told = _("you typed No. {number} the first time").format(number=self.number)
            news += plain(f"   △ {told}", "$warning", one_line=True)
        return news

    def action_differences(self) -> None:
        """Shows the differences of the batch; at its end, where there are none, how far the two typings agree."""
        self._end_typing()
        self.keep()
        alike = not self.number and not self.second.differences()
        self.app.push_screen(AgreementScreen(self.second) if alike else DifferencesScreen(self.second), self._decided)

    def _decided(self, _none: None) -> None:
        """Back among the forms, or out where all of them are done."""
        if not self.number:
            self.dismiss(None)
        else:
            self._tell_news(Content(""))

    # Behind the last form

    def _stand(self, name: str, rest: str = "", *, long: bool = False, came_from: str = "") -> None:
        super()._stand(name if self.number else "", rest, long=long, came_from=came_from)

    @spoken
    def draw(self) -> None:
        """Draws the form, or that there is none left to type: no key that was meant for a form decides anything there."""
        super().draw()
        self.set_class(not self.number, "-done")
        if not self.number:
            self.query_one(ClerkPanel).tell_done(_("All forms of this batch were typed twice."), self._left_to_do())

    def _left_to_do(self) -> list[Content]:
        found = self.second.differences()
        n = sum(not one.taken for one in found)
        still = ngettext("{n} difference is open", "{n} differences are open", n).format(n=number(n))
        if n:
            return [
                plain(f"△ {still}", "bold $warning"),
                plain(_("F7 shows them, to be decided with the papers in hand; Esc leaves them open."), "$text-muted"),
            ]
        told = _("No difference is open.") if found else _("No differences.")
        return [
            plain(f"✓ {told}", "bold $success"),
            plain(_("F7 tells how far the two typings agree; Esc leaves."), "$text-muted"),
        ]

    def place(self) -> str:
        """Number and clerk; behind the last form the clerk alone."""
        return super().place() if self.number else self.second.by

    # Other forms

    def action_skip(self) -> None:
        """Leaves this form for later."""
        if not self.number:
            return
        self._end_typing()
        self.keep()
        self.on_disk(self.second.skip)
        self.next_form()
        self.look()

    @spoken
    def action_number(self) -> None:
        """Asks which form is typed next."""
        self._end_typing()
        self.keep()
        self.app.push_screen(OneLine(_about_number, self.number, self.second.go_to), self._numbered)

    def _numbered(self, number: str | None) -> None:
        if number is not None:
            self.next_form()
            self.look()

    def action_leave(self) -> None:
        """Leaves; what was typed is kept."""
        self._end_typing()
        self.keep()
        self.dismiss(None)

    def left_told(self) -> str:
        """Which forms were begun and not sent."""
        return left_told(self.second)

    def progress(self) -> str:
        """How many forms were typed twice, how many wait."""
        left = len(self.second.left)
        done = ngettext("{n} form typed twice", "{n} forms typed twice", self.second.done).format(n=number(self.second.done))
        return " · ".join((done, ngettext("{n} left", "{n} left", left).format(n=number(left))))


def _about_number() -> LineAsked:
    return LineAsked(_("Which form?"), _("A number of this batch that was typed once so far."))
