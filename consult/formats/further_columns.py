"""What is proposed for the columns of a table that a mapping does not know, or leaves open."""

from __future__ import annotations

from consult.formats.column_names import place_of
from consult.formats.mapping_columns import Column, ColumnRole, Mapping, Why
from consult.formats.proposing import propose
from consult.formats.tables.table import Table
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.model.typed_values import fold

_SINGLE = (ColumnRole.TIME, ColumnRole.ID)


def further(table: Table, survey: Survey, mapping: Mapping) -> tuple[list[Column], list[Column]]:
    """What is proposed for the columns of `table` of which `mapping` says nothing, and for those that it leaves undecided.

    A place that a column of the table answers already by the mapping is not given to another.
    """
    spoken = {fold(column.header) for column in mapping.columns} | set(map(fold, mapping.long.headers if mapping.long else ()))
    no_longer_empty = _no_longer_empty(table, mapping)
    if set(map(fold, table.header)) <= spoken and not mapping.undecided() and not no_longer_empty:
        return [], []
    proposed = {fold(column.header): column for column in propose(table, survey).columns}
    taken = {place_of(column): column.header for column in mapping.columns if column.question and fold(column.header) in proposed}
    roles = {column.role for column in mapping.columns if fold(column.header) in proposed}

    def free(column: Column) -> Column:
        if column.question and place_of(column) in taken:
            note = _("names the same as the column {column}").format(column=quoted(taken[place_of(column)][:60]))
            return Column(column.header, note=note)
        if column.role in _SINGLE and column.role in roles:
            return Column(column.header, role=ColumnRole.IGNORE, why=Why.TIME if column.role is ColumnRole.TIME else Why.KEY)
        return column

    new = [free(column) for header, column in proposed.items() if header not in spoken]
    open_ = [free(proposed[fold(column.header)]) for column in mapping.undecided() if fold(column.header) in proposed]
    filled = [free(proposed[header]) for header in no_longer_empty]
    return new, [*(column for column in open_ if column.question or column.role), *filled]


def _no_longer_empty(table: Table, mapping: Mapping) -> list[str]:
    """The headers, folded, of columns that were left out because nothing stood in them, and in which something stands now."""
    empty = {fold(column.header) for column in mapping.columns if column.role is ColumnRole.IGNORE and column.why is Why.EMPTY}
    ats = {at: fold(header) for at, header in enumerate(table.header) if fold(header) in empty}
    return [header for at, header in ats.items() if any(row.cells[at] for row in table.rows)]
