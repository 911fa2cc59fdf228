"""How far two typings of a batch agree: in words, by question, by pair of clerks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from consult.i18n import N_, _, ngettext, number
from consult.model.double_entry import Agreement, Rate
from consult.model.visible_text import visible
from consult.service.paper.double_entry import Second, same_person_told, share_told
from consult.tui.actions import Action
from consult.tui.cell_fitting import aligned, fitted
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.form_header import FormHeader, bar

BAR, BAR_FROM = 10, 66
"""Cells of a bar; the width of a line from which there is room for it."""


class AgreementScreen(ConsultScreen[None]):
    """Tells the agreement of a batch."""

    CSS_PATH = "agreement.tcss"
    ABOUT = N_("How many fields two clerks typed alike. Fields that both left blank are counted apart.")
    ACTIONS = (Action("dismiss(None)", "escape,enter", N_("back"), N_("Back")),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    def __init__(self, second: Second):
        super().__init__()
        self.second = second

    def compose(self) -> ComposeResult:
        """Head, words, keys."""
        yield FormHeader()
        with VerticalScroll(id="agreement", can_focus=False):
            yield Static(markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Tells it."""
        self.tell()

    def on_resize(self) -> None:
        """Lays the columns out anew."""
        self.call_after_refresh(self.tell)

    def action_scroll(self, by: int) -> None:
        """Further lines."""
        self.query_one("#agreement").scroll_relative(y=by, animate=False)

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        found = self.second.agreement()
        batch = _("batch {batch}").format(batch=found.batch) if found.batch else ""
        title = " · ".join(filter(None, (self.second.survey.title_in(language_of(self)), batch)))
        forms = found.forms + found.once
        progress = _("{done} of {total} forms typed twice").format(done=number(found.forms), total=number(forms))
        self.query_one(FormHeader).write(title, self.second.by, found.forms, forms, progress)
        box = self.query_one("#agreement", VerticalScroll)
        box.border_title = plain(_("Agreement of the two typings"))
        words = self.query_one("#agreement Static", Static)
        width = max(50, words.content_size.width or 74)
        words.update(Content("\n").join(self._lines(found, width)))

    def _lines(self, found: Agreement, width: int) -> Iterator[Content]:
        yield plain(_in_words(found.rate), "bold")
        with_blanks = found.rate.share_with_blanks
        if found.rate.blank and with_blanks is not None:
            told = ngettext("{n} field was left blank by both", "{n} fields were left blank by both", found.rate.blank)
            share = _("with them it is {share}").format(share=share_told(with_blanks))
            yield plain(f"{told.format(n=number(found.rate.blank))}; {share}.", "$text-muted")
        yield self._state(found)
        if found.same_person:
            yield plain("△ " + same_person_told(found.same_person), "$warning")
        yield plain("")
        yield from self._by_question(found, width)
        if len(found.pairs) > 1:
            yield plain("")
            yield plain(_("By pair of clerks"), "bold")
            for pair in found.pairs:
                who = fitted(visible(f"{pair.first_by} – {pair.second_by}", one_line=True), width - 26)
                share = aligned(share_told(pair.rate.share), 9)
                yield plain(who + share) + plain(aligned(_counted(pair.rate), 16), "$text-muted")
        yield plain("")
        command = f"consult responses agreement {self.second.survey.id}"
        command += f' --batch "{found.batch}"' if found.batch else ""
        yield plain(_("See it again: {command}").format(command=command), "$text-muted")

    @staticmethod
    def _state(found: Agreement) -> Content:
        if not found.open and not found.decided:
            return plain("✓ " + _("No differences."), "$success")
        if not found.open:
            told = ngettext("{n} difference, decided", "{n} differences, all decided", found.decided)
            return plain("✓ " + told.format(n=number(found.decided)), "$success")
        still = ngettext("{n} difference is open", "{n} differences are open", found.open).format(n=number(found.open))
        decided = ngettext("{n} decided", "{n} decided", found.decided).format(n=number(found.decided))
        return plain(f"○ {still} · {decided}", "$warning")

    @staticmethod
    def _by_question(found: Agreement, width: int) -> Iterator[Content]:
        of_bar = BAR + 2 if width >= BAR_FROM else 0
        label = width - 9 - of_bar - 14 - 9
        heads = fitted(_("Question"), label) + aligned(_("alike"), 9) + " " * of_bar
        yield plain(heads + aligned(_("fields"), 14) + aligned(_("kappa"), 9), "$text-muted")
        for one in found.questions:
            share = one.rate.share
            kappa = "–" if one.kappa is None else number(one.kappa, 2)
            drawn = bar(round((share or 0) * 100), 100, BAR) if share is not None else Content(" " * BAR)
            beside = Content(" ") + drawn + Content(" ") if of_bar else Content("")
            whole = share == 1
            yield (
                plain(fitted(visible(one.label, one_line=True), label))
                + plain(aligned(share_told(share), 9), "" if whole else "bold")
                + beside
                + plain(aligned(_counted(one.rate), 14), "$text-muted")
                + plain(aligned(kappa, 9), "$text-muted")
            )


def _in_words(rate: Rate) -> str:
    if rate.share is None:
        return _("Nothing was typed twice yet.")
    return _("{alike} of {compared} fields were typed alike: {share}.").format(
        alike=number(rate.alike), compared=number(rate.compared), share=share_told(rate.share)
    )


def _counted(rate: Rate) -> str:
    return _("{done} of {total}").format(done=number(rate.alike), total=number(rate.compared))
