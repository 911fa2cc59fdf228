"""What was guessed, joined or left out when tables came in, told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consult.formats import mapping_yaml
from consult.formats.guessing.figures import THOUSANDS
from consult.formats.mapping_yaml import ColumnRole, Why
from consult.i18n import _, ngettext, number, quoted
from consult.service.consultation import Consultation
from consult.store import responses


def notes_on_imports(consultation: Consultation, survey: str) -> tuple[str, ...]:
    """What the mappings of the imported tables left out, joined or guessed, a sentence each."""
    notes: dict[str, None] = {}
    for table in responses.imports(consultation.database, survey):
        mapping = mapping_yaml.read(table.mapping, table.name)
        notes.update(dict.fromkeys(mapping_notes(mapping)))
    return tuple(notes)


_LEFT_OUT: Mapping[Why, Callable[[int], str]] = {
    Why.EMPTY: lambda n: ngettext("Left out, for it is empty: {names}.", "Left out, for they are empty: {names}.", n),
    Why.CONTACT: lambda n: ngettext(
        "Left out, for it holds personal details: {names}.", "Left out, for they hold personal details: {names}.", n
    ),
    Why.LINK: lambda n: ngettext(
        "Left out, for it holds links only: {names}.", "Left out, for they hold links only: {names}.", n
    ),
    Why.KEY: lambda n: ngettext(
        "Left out, for it numbers people or texts: {names}.", "Left out, for they number people or texts: {names}.", n
    ),
    Why.SERIAL: lambda n: ngettext("Left out, for it counts rows: {names}.", "Left out, for they count rows: {names}.", n),
    Why.TIME: lambda n: ngettext(
        "Left out, for it repeats the time of the answer: {names}.",
        "Left out, for they repeat the time of the answer: {names}.",
        n,
    ),
    Why.META: lambda n: ngettext(
        "Left out, for the form tool wrote it, not the respondent: {names}.",
        "Left out, for the form tool wrote them, not the respondents: {names}.",
        n,
    ),
    Why.REPEATED: lambda n: ngettext(
        "Left out, for other columns say the same: {names}.", "Left out, for other columns say the same: {names}.", n
    ),
    Why.ASKED: lambda n: _("Left out on request: {names}."),
}


def mapping_notes(mapping: mapping_yaml.Mapping) -> list[str]:
    """What a mapping leaves out, joins or guesses, as sentences in the current language."""
    notes = []
    if mapping.guessed:
        notes.append(
            _("The types of the questions, the order of scales and the lists of choices were read off the table by the program.")
        )
    if mapping.join_rows_by:
        notes.append(_("Rows with the same {column} were joined to one response.").format(column=quoted(mapping.join_rows_by)))
    for why, told in _LEFT_OUT.items():
        names = [column.header for column in mapping.columns if column.role is ColumnRole.IGNORE and column.why is why]
        if names:
            notes.append(told(len(names)).format(names=", ".join(quoted(name[:80]) for name in names)))
    ids = [quoted(column.header[:80]) for column in mapping.columns if column.role is ColumnRole.ID]
    if mapping.guessed and ids:
        notes.append(_("Taken for the number of the response: {names}.").format(names=", ".join(ids)))
    split = [column for column in mapping.columns if column.split]
    if mapping.guessed and split:
        notes.append(
            ngettext(
                "In {n} column each cell was read as several answers.",
                "In {n} columns each cell was read as several answers.",
                len(split),
            ).format(n=number(len(split)))
        )
    return notes + _readings(mapping) if mapping.guessed else notes


def _readings(mapping: mapping_yaml.Mapping) -> list[str]:
    """How cells and columns were read where another reading is possible."""
    notes = []
    for form in THOUSANDS:
        names = [quoted(column.header[:80]) for column in mapping.columns if column.question and column.form == form]
        if names:
            notes.append(_("{form} was read as {number} in {names}.").format(form=form, number=1234, names=", ".join(names)))
    pooled: dict[str, list[str]] = {}
    for column in mapping.columns:
        if column.question and not column.row and not column.choice:
            pooled.setdefault(column.question, []).append(quoted(column.header[:80]))
    notes += [
        _("Read as several answers to one question: {names}.").format(names=", ".join(names))
        for names in pooled.values()
        if len(names) > 1
    ]
    return notes
