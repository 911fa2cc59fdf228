"""The doors to paper forms of one survey: typing them, typing them again, deciding where the two typings differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consult.errors import ConsultError
from consult.i18n import _, ngettext, number
from consult.model.visible_text import visible
from consult.service.consultation import actor
from consult.service.paper.paper_batches import BatchStanding
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.who_types import Pile, WhoTypesScreen
from consult.tui.screens.picker import Offer, Offers, Picker
from consult.tui.speaking import spoken

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.paper.double_entry import Second
    from consult.service.paper.paper_entry import Batch
    from consult.tui.screens.paper.form_typing import FormTyping


class PaperWays(ConsultScreen[None]):
    """What the screen of a survey leads to where forms were filled on paper."""

    def __init__(self, consultation: Consultation, survey: str):
        super().__init__()
        self.consultation, self.survey = consultation, survey
        self.batches: list[BatchStanding] = []
        """How its batches of paper forms stand."""
        self._by = ""
        self._batch = ""

    @property
    def wave(self) -> str:
        """The last wave; empty where there are none."""
        return ""

    def action_paper(self) -> None:
        """Asks for batch and name, and opens the screen for typing paper forms in."""
        batches = [one.batch for one in self.batches]
        begin = Pile(self._batch or (batches[-1] if batches else ""), self._by or actor())
        opened: list[Batch] = []

        def take(pile: Pile) -> None:
            from consult.service.paper import paper_entry

            opened.append(paper_entry.open_batch(self.consultation, self.survey, pile.batch, pile.by, wave=self.wave))

        def typed(pile: Pile | None) -> None:
            if pile is not None:
                from consult.tui.screens.paper.clerk import ClerkScreen

                self._batch, self._by = pile.batch, pile.by
                self._open(ClerkScreen(opened[0]), opened[0].close)

        self.app.push_screen(WhoTypesScreen(begin, batches, take), typed)

    def _open(self, screen: FormTyping, close: Callable[[], None]) -> None:
        """Opens the screen of a clerk; says at its end what was begun and not sent."""

        @spoken
        def left(_self: PaperWays, _none: None) -> None:
            told = screen.left_told()
            close()
            if told:
                self.notify(visible(told, one_line=True), markup=False)

        self.app.push_screen(screen, lambda none: left(self, none))

    def action_second(self) -> None:
        """Opens the second typing of a batch."""
        self._choose([one for one in self.batches if one.waiting] or self.batches, self._type_again)

    def action_differences(self) -> None:
        """Opens the differences of a batch; where all are settled, how far its two typings agree."""
        twice = [one for one in self.batches if one.twice]
        self._choose([one for one in twice if one.unsettled] or twice, self._decide)

    def _choose(self, batches: list[BatchStanding], then: Callable[[str], None]) -> None:
        """Goes on with the only batch, or with the one that is chosen."""

        def chosen(nth: str | None) -> None:
            if nth is not None:
                then(batches[int(nth)].batch)

        if len(batches) == 1:
            then(batches[0].batch)
        elif batches:
            self.app.push_screen(Picker(_offers(batches)), chosen)

    def _type_again(self, batch: str) -> None:
        def opened(second: Second) -> None:
            from consult.tui.screens.paper.second_entry import SecondScreen

            self._open(SecondScreen(second), second.close)

        self._ask_who(_who_types, batch, opened)

    def _decide(self, batch: str) -> None:
        def opened(second: Second) -> None:
            from consult.tui.screens.paper.agreement import AgreementScreen
            from consult.tui.screens.paper.differences import DifferencesScreen

            screen = DifferencesScreen(second) if second.differences() else AgreementScreen(second)
            self.app.push_screen(screen, lambda _none: second.close())

        self._ask_who(_who_decides, batch, opened)

    def _ask_who(self, ask: Callable[[], LineAsked], batch: str, then: Callable[[Second], None]) -> None:
        @spoken
        def go_on(_self: PaperWays, by: str | None) -> None:
            if by is None:
                return
            from consult.service.paper import double_entry

            try:
                second = double_entry.open_second(self.consultation, self.survey, batch, by)
            except ConsultError as error:
                self.app.push_screen(fault_dialog(error))
                return
            self._by = second.by
            then(second)

        self.app.push_screen(OneLine(ask, self._by or actor()), lambda by: go_on(self, by))


def _offers(batches: list[BatchStanding]) -> Offers:
    def offers() -> tuple[str, list[Offer]]:
        told = [Offer(str(nth), one.batch or _("without a name"), _standing(one)) for nth, one in enumerate(batches)]
        return _("Which batch?"), told

    return offers


def _standing(one: BatchStanding) -> str:
    words = [waiting_told(one.waiting)] if one.waiting else []
    return " · ".join([*words, unsettled_told(one.unsettled)] if one.unsettled else words)


def waiting_told(n: int) -> str:
    """How many forms wait for their second typing."""
    return ngettext("{n} form waits", "{n} forms wait", n).format(n=number(n))


def unsettled_told(n: int) -> str:
    """How many differences nobody decided."""
    return ngettext("{n} not settled", "{n} not settled", n).format(n=number(n))


def _who_types() -> LineAsked:
    return LineAsked(
        _("Who types the second time?"), _("Best somebody else than the first time. It is not shown what was typed.")
    )


def _who_decides() -> LineAsked:
    return LineAsked(_("Who decides the differences?"), _("Have the paper forms at hand."))
