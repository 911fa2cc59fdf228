"""Finding responses in a list: by words and conditions, by one key for each state, sorted by columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widgets import Input

from consult.i18n import _, number, using
from consult.model.response import Review
from consult.service.browsing.listed_responses import Listed, Order
from consult.service.browsing.response_filter import Facet, Filter, Names, with_condition
from consult.service.browsing.response_list import ResponseList
from consult.tui.duplicate_search import DuplicateSearch
from consult.tui.screens.browsing.response_steps import ResponseSteps
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.filter_line import QUICK, FilterLine
from consult.tui.widgets.long_list import LongList
from consult.tui.widgets.response_lines import ResponseLines

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

_FIRST = 200
"""Responses that are shown before all others are read."""


class FindingResponses(ResponseSteps):
    """A screen with a filter line and a list with the id „list”; a subclass lays them out."""

    def __init__(self, consultation: Consultation, survey: str):
        super().__init__()
        self.consultation, self.survey = consultation, survey
        self.responses = ResponseList(consultation, survey, first=_FIRST)
        self.search = DuplicateSearch(self, consultation.folder, survey, self.looked_for)
        self.found_in: object = None
        """What of the responses was sought in the last time; another one where they were read anew."""
        self._understood = Filter()

    @spoken
    def looked_for(self) -> None:
        """Lists the responses anew: the search for duplicates came to its end."""
        if self.search.problems:
            self.show_fault(self.search.problems)
        if self.search.found is not None:
            self.search.found = self.responses.hidden_order(self.search.found)
            self.responses.note(self.search.found)
        self.find()
        self.tell_found()

    def read_beside(self) -> None:
        """Shows the response under the bar beside the list, where there is room."""

    @property
    def rows(self) -> ResponseLines:
        """The list."""
        return self.query_one("#list", ResponseLines)

    @property
    def found(self) -> Sequence[Listed]:
        """The responses that are listed."""
        return self.rows.found

    @property
    def here(self) -> Listed | None:
        """The response under the bar."""
        return self.rows.here

    def names(self) -> Names:
        """What the responses have, in the language of the app."""
        return self.responses.names(language_of(self))

    def tell_found(self) -> None:
        """Counts, quick choices, the lines."""
        rows, ticked = self.rows, len(self.rows.ticked)
        if not self.responses.whole:
            rows.redraw()
            return
        of = _("{n} of {total}").format(n=number(len(rows.found)), total=number(len(self.responses.all)))
        rows.border_title = self.title_of_list()
        rows.border_subtitle = _("{n} ticked").format(n=number(ticked)) + f" · {of}" if ticked else of
        self.query_one(FilterLine).tell(self.responses.states(), self._shown_state(), self._understood.unknown)
        rows.redraw()

    def title_of_list(self) -> str:
        """What stands above the list."""
        if not self.responses.all:
            return _("Nobody has answered yet")
        if self.search.runs:
            return _("Looking for duplicates … {percent} % · Esc stops").format(percent=number(self.search.percent))
        if not self.found:
            return _("Nothing fits; Esc shows all again")
        return _("Responses")

    def _shown_state(self) -> Review | str | None:
        asked = [condition for condition in self._understood.conditions if condition.facet is Facet.STATE]
        if not asked:
            return None
        alone = len(asked) == 1 and len(asked[0].codes) == 1 and not asked[0].not_
        return Review(next(iter(asked[0].codes))) if alone else "several"

    # Finding

    def find(self, id_: str = "") -> None:
        """Finds anew what the line asks for, and stands on the response `id_`, else on the one before."""
        rows, line, language = self.rows, self.query_one(FilterLine).field.value, language_of(self)
        before = id_ or (rows.here.id if rows.here else "")
        with using(language):
            found, self._understood = self.responses.find(line, language, rows.order, descending=rows.descending)
        if not found and len(self._understood.words) == 1:
            by_receipt = self.responses.of_receipt(line)
            found = [self.responses.all[by_receipt]] if by_receipt else []
        self.found_in = self.responses.all
        rows.put(found, before)
        if self._understood.asks(Facet.FLAG) and self.search.found is None and not self.search.stopped:
            self.search.start()

    @spoken
    def on_input_changed(self, event: Input.Changed) -> None:
        """Finds with every keystroke."""
        event.stop()
        self.find()
        self.tell_found()
        self.read_beside()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        self.rows.focus()

    def action_seek(self) -> None:
        """Stands in the filter line."""
        self.query_one(FilterLine).field.focus()

    @spoken
    def action_show_state(self, key: str) -> None:
        """Shows the responses of one state alone, or all."""
        field, state = self.query_one(FilterLine).field, QUICK[key]
        names = self.names()[Facet.STATE]
        told = names[state.value] if state else ""
        field.value = with_condition(field.value, Facet.STATE, told if " " not in told else state.value if state else "")
        field.cursor_position = len(field.value)

    def on_filter_line_chosen(self, event: FilterLine.Chosen) -> None:
        """A click on a quick choice."""
        self.action_show_state(event.key)

    def action_sort(self) -> None:
        """Sorts by the next column."""
        self._sort(self.rows.next_order())

    def action_turn_order(self) -> None:
        """Turns the order round."""
        self._sort(self.rows.order)

    def on_long_list_heading_clicked(self, event: LongList.HeadingClicked) -> None:
        """A click on a heading sorts by its column; a second one turns the order round."""
        order = self.rows.order_at(event.cell)
        if order:
            self._sort(order)

    @spoken
    def _sort(self, order: Order) -> None:
        self.rows.sort(order)
        self.find()
        self.tell_found()
