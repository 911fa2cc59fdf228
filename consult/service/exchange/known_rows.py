"""Rows without an id, which are known again by their answers: a further column must not make them count a second time."""

from __future__ import annotations

from dataclasses import replace

from consult.errors import ConsultError, TableError
from consult.formats import mapping_yaml
from consult.formats.mapping_yaml import Column, ColumnRole, Mapping
from consult.formats.response_table import RowReader
from consult.formats.tables.table import Table
from consult.i18n import _, ngettext, number, quoted
from consult.model.survey import Survey
from consult.model.typed_values import fold
from consult.model.visible_text import shortened
from consult.service.consultation import Consultation
from consult.store import responses

_MOST_MAPPINGS = 5
_MOST_NAMED = 6


def refuse_counting_twice(consultation: Consultation, table: Table, mapping: Mapping, survey: Survey, wave: str) -> None:
    """Raises TableError where rows came in before by fewer columns of the same table."""
    if mapping.long or not mapping.columns:
        return
    now = _told(mapping, table)
    texts = dict.fromkeys(past.mapping for past in reversed(responses.imports(consultation.database, survey.id)))
    for text in [*texts][:_MOST_MAPPINGS]:
        try:
            before = mapping_yaml.read(text, "")
        except ConsultError:
            continue
        further = now.keys() - _told(before, table).keys()
        if not further or before.long:
            continue
        known = _known(consultation, table, before, survey, wave)
        if known:
            names = ", ".join(quoted(shortened(now[header], 60)) for header in sorted(further)[:_MOST_NAMED])
            fault = ngettext(
                "{n} response without an id came in before without the new columns {names}, and would count twice",
                "{n} responses without an id came in before without the new columns {names}, and would count twice", known,
            )  # fmt: skip
            raise TableError(
                fault.format(n=number(known), names=names + (" …" if len(further) > _MOST_NAMED else "")),
                _("take these rows out of the table, or write “role: ignore” beside the new columns in the mapping"),
                place=table.name,
            )


def _told(mapping: Mapping, table: Table) -> dict[str, str]:
    """Header, folded → header, of the columns of the table by which rows are known again."""
    there = set(map(fold, table.header))
    told = (column.header for column in mapping.columns if column.question or column.role is ColumnRole.TIME)
    return {fold(header): header for header in told if fold(header) in there}


def _known(consultation: Consultation, table: Table, before: Mapping, survey: Survey, wave: str) -> int:
    """How many rows without an id came in by the mapping `before`."""
    spoken = {fold(column.header) for column in before.columns}
    rest = tuple(Column(header, role=ColumnRole.IGNORE) for header in table.header if fold(header) not in spoken)
    try:
        reader = RowReader(table, replace(before, columns=(*before.columns, *rest)), survey, wave)
    except TableError:
        return 0
    keys = [row.key for row, _problems in reader.rows() if not row.id]
    return len(responses.by_source_key(consultation.database, survey.id, keys))
