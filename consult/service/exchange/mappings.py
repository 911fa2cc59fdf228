"""The mapping of a table that comes in: its layout, the columns it does not know yet, and those it leaves undecided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats import mapping_yaml
from consult.formats.dialects import kobo
from consult.formats.further_columns import further
from consult.formats.mapping_growing import grown
from consult.formats.mapping_yaml import Column, Mapping, Why
from consult.formats.tables.table import Layout, Table
from consult.i18n import _, ngettext, quoted
from consult.model.survey import Survey
from consult.model.visible_text import visible
from consult.store.files import write_whole


def merged_layout(layout: Layout | None, known: Mapping | None) -> Layout:
    """What the command says of the layout, and the mapping where the command is silent."""
    asked, kept = layout or Layout(), known.layout if known else Layout()
    return Layout(
        asked.sheet or kept.sheet, asked.header or kept.header, asked.delimiter or kept.delimiter,
        asked.encoding or kept.encoding, asked.number_duplicates or kept.number_duplicates,
        asked.all_rows or kept.all_rows,
    )  # fmt: skip


def completed(mapping: Mapping, table: Table, survey: Survey, where: Path, *, dry_run: bool) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping with what is proposed for columns that it does not know or leaves undecided, and their headers.

    They are written into its file, where all else stays as it is.
    """
    new, settled = further(table, survey, mapping)
    if not new and not settled:
        return mapping, ()
    text = grown(mapping_yaml.text_of(where), new, settled, _("new in {table}").format(table=visible(table.name, one_line=True)))
    mapping = mapping_yaml.read(text, where.name)
    if not dry_run:
        write_whole(where, text)
    return mapping, tuple(column.header for column in (*new, *settled))


def refuse_undecided(mapping: Mapping, table: Table, where: Path, *, there: bool = True, new: Sequence[str] = ()) -> None:
    """Raises TableError where columns neither answer a question nor have a role.

    `where` is the mapping to complete; `there` is off where a dry run did not write it. `new` are the headers of columns that
    the mapping did not know before.
    """
    repeats = _without_question(mapping, table)
    undecided = [column for column in mapping.undecided() if kobo.instance_in(column.header)[0] not in repeats]
    problems = [Problem(place, *_no_repeat(group, place)) for group, place in repeats.items()]
    if undecided:
        names = ", ".join(map(_undecided, undecided[:6])) + (" …" if len(undecided) > 6 else "")
        way_out = _("write “question: …” or “role: ignore” beside it in {file}, then import again")
        if not there:
            way_out = _("import without --dry-run: that writes the mapping {file}, which you then complete")
        fault = ngettext("{n} column fits no question: {names}", "{n} columns fit no question: {names}", len(undecided))
        if {column.header for column in undecided} <= set(new):
            fault = ngettext(
                "{n} column is new and fits no question: {names}", "{n} columns are new and fit no question: {names}",
                len(undecided),
            )  # fmt: skip
        problems.append(Problem(table.name, fault.format(n=len(undecided), names=names), way_out.format(file=where)))
    if problems:
        raise TableError(problems=problems)


def _no_repeat(group: str, place: str) -> tuple[str, str]:
    """Fault and way out where the survey does not ask what a repeated group of the table answers."""
    way_out = _("add a question of type repeat to the survey, with {group} as its code or wording")
    if place.endswith(quoted(group)):  # a sheet
        way_out = _("{way_out}; or leave the sheet out by naming that of the responses with --sheet").format(way_out=way_out)
    fault = _("the survey has no question that takes the repeated answers of {group}")
    return fault.format(group=quoted(group[:60])), way_out.format(group=quoted(group[:60]))


def _without_question(mapping: Mapping, table: Table) -> dict[str, str]:
    """The repeated groups of the table none of whose columns is decided, and where each stands."""
    by_hand = (column for column in mapping.columns if column.question or (column.role and column.why is Why.ASKED))
    decided = {kobo.instance_in(column.header)[0] for column in by_hand}
    undecided = {kobo.instance_in(column.header)[0] for column in mapping.undecided()}
    return {group: place for group, place in table.repeats.items() if group in undecided - decided}


def _undecided(column: Column) -> str:
    return quoted(column.header[:60]) + (f" ({column.note})" if column.note else "")
