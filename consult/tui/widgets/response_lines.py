"""The list of responses: its columns, its lines, what is ticked and what it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from consult.service.browsing.listed_responses import Detail, Listed, Order
from consult.service.browsing.response_list import ResponseList, neighbours
from consult.tui.speaking import language_of
from consult.tui.widgets import response_columns
from consult.tui.widgets.long_list import LongList

_READ_AHEAD = 40
"""Lines of which is read at once how far they are answered."""


class ResponseLines(LongList):
    """Responses in lines. The screen says which ones; the bar stands on one of them."""

    def __init__(self, responses: ResponseList, *, id: str | None = None):
        super().__init__(self._line, self._headings, id=id)
        self.responses = responses
        self.found: Sequence[Listed] = ()
        self.ticked: dict[str, None] = {}
        """The ids of those that are ticked, in the order in which they were."""
        self.order, self.descending = Order.WHEN, True
        self._columns: tuple[int, tuple[response_columns.Column, ...]] = (-1, ())
        self._details: dict[str, Detail] = {}

    @property
    def here(self) -> Listed | None:
        """The response under the bar."""
        return self.found[self.at] if self.at < len(self.found) else None

    def put(self, found: Sequence[Listed], id_: str) -> None:
        """Shows these from now on, and stands on the response `id_`, else near the place where the bar was."""
        self.found = found
        self.lay_out()
        self.show(len(found), neighbours(found, id_, self.at) if id_ else 0)

    def lay_out(self) -> None:
        """Makes columns and cells anew: other words, or other widths."""
        self._details = {}
        self._columns = (-1, ())

    def tick(self, id_: str) -> None:
        """Ticks a response, or takes its tick away."""
        if id_ in self.ticked:
            del self.ticked[id_]
        else:
            self.ticked[id_] = None

    def tick_all(self) -> None:
        """Ticks all that are listed; takes all ticks away where these have them already."""
        listed = [one.id for one in self.found]
        self.ticked = {} if all(id_ in self.ticked for id_ in listed) else {**self.ticked, **dict.fromkeys(listed)}

    # Order

    def sort(self, order: Order) -> None:
        """Sorts by `order`; by the same once more turns it round. The screen puts the responses anew."""
        self.descending = not self.descending if order is self.order else order in (Order.WHEN, Order.ANSWERED)
        self.order = order

    def next_order(self) -> Order:
        """What the next column sorts by."""
        orders = [column.order for column in self._shown(self._width) if column.order]
        at = orders.index(self.order) + 1 if self.order in orders else 0
        return orders[at % len(orders)]

    def order_at(self, cell: int) -> Order | None:
        """What the column sorts by whose heading was clicked."""
        return response_columns.at_cell(self._shown(self._width), cell)

    # Drawing

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _shown(self, width: int) -> tuple[response_columns.Column, ...]:
        if self._columns[0] != width:
            names = self.responses.names(language_of(self))
            self._columns = (
                width,
                response_columns.columns(
                    names, width, timed=not self.responses.anonymous, one_year=len(self.responses.years) < 2
                ),
            )
        return self._columns[1]

    def _headings(self, width: int) -> Content:
        return response_columns.heading(self._shown(width), self.order, self.descending)

    def _line(self, at: int, width: int) -> Content:
        one = self.found[at]
        if one.id not in self._details:
            self._details |= self.responses.details(self.found[max(0, at - 1) : at + _READ_AHEAD], language_of(self))
        return response_columns.line(
            one, self._details[one.id], self._shown(width), self.responses.names(language_of(self)),
            marked=one.id in self.ticked, signs=self.responses.signs.get(one.id, ()), width=width,
        )  # fmt: skip
