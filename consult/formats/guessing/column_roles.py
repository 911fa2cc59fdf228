"""Columns that answer no question: times, ids, personal details, links, and what form tools write for themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consult.formats.cells import CELLS_JOINED
from consult.formats.guessing.meta_headers import Meta, known_columns
from consult.formats.guessing.personal import is_personal
from consult.formats.mapping_yaml import Column, ColumnRole, Why
from consult.formats.moments import MILLISECONDS, SECONDS, moment_form
from consult.model.typed_values import fold

_SUBMITTED = re.compile(
    r"\b(submi|timestamp|date ?time|complet|created|published|started|laika zīmogs|iesnieg|aizpild|nosūt|atbildes laiks"
    r"|zeitstempel|eingereicht|abgesendet|отметка времени|отправлен|дата и время)"
)
_TIME = re.compile(r"\b(time|date|laiks|datums|zeit|datum|время|дата)\b")
_DATE_ALONE = re.compile(r"date|datums|datum|дата|time|laiks|zeit|время")
_ID = re.compile(
    r"^(#|nr\.?|no\.?|id|uuid|index|key|№|n\.?p\.?k\.?|nr\.? ?p\.? ?k\.?)$|(^|[\s/_-])(id|uuid)$"
    r"|^(response|respondent|submission|comment|answer)[ _-]?(id|no|number)$"
)
_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_URL = re.compile(r"https?://\S+")


def roles_of(headers: Sequence[str], cells: Sequence[Sequence[str]], key: str = "") -> dict[int, Column]:
    """Index of column → the column with its role, for all that answer no question; `cells[at]` are those of column `at`.

    One column at most is the time and one the id. `key` is the header of the column by which rows were joined.
    """
    known = known_columns(headers)
    found = {at: column for at, header in enumerate(headers) if (column := _certain(header, cells[at], known.get(at)))}
    rest = [at for at in range(len(headers)) if at not in found]
    found |= _times({at: headers[at] for at in rest}, cells, known)
    rest = [at for at in rest if at not in found]
    ids: dict[int, int] = {}
    for at in rest:
        filled = [cell for cell in cells[at] if cell]
        if sum(bool(_URL.fullmatch(cell)) for cell in filled) >= 0.8 * len(filled):
            found[at] = Column(headers[at], role=ColumnRole.IGNORE, why=Why.LINK)
        elif headers[at] == key or _numbers_people(headers[at], cells[at], known.get(at)):
            ids[at] = -1 if headers[at] == key else known[at].rank if at in known else 100 + at
            if headers[at] != key and len(set(filled)) < len(cells[at]):
                ids[at] = 10_000
        elif _registers(filled):
            found[at] = Column(headers[at], role=ColumnRole.IGNORE, why=Why.KEY)
        elif key and _counts_rows(filled):
            found[at] = Column(headers[at], role=ColumnRole.IGNORE, why=Why.SERIAL)
    best = min(ids, key=lambda at: ids[at], default=-1)
    for at, rank in ids.items():
        is_id = at == best and rank < 10_000
        found[at] = Column(headers[at], role=ColumnRole.ID) if is_id else Column(headers[at], role=ColumnRole.IGNORE, why=Why.KEY)
    return found


def _certain(header: str, cells: Sequence[str], known: Meta | None) -> Column | None:
    """The column where it is empty, of a form tool, or about a person."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return Column(header, role=ColumnRole.IGNORE, why=Why.EMPTY)
    if known and known.role == "meta":
        return Column(header, role=ColumnRole.IGNORE, why=Why.META)
    if known and known.role == "contact":
        return Column(header, role=ColumnRole.IGNORE, why=Why.CONTACT)
    if known is None and not _ID.search(fold(header)) and is_personal(header, filled):
        return Column(header, role=ColumnRole.IGNORE, why=Why.CONTACT)
    return None


def _times(headers: dict[int, str], cells: Sequence[Sequence[str]], known: dict[int, Meta]) -> dict[int, Column]:
    """The time of the response, and the other columns that repeat it."""
    surest: list[tuple[float, int, Column]] = []
    for at, header in headers.items():
        filled = [cell for cell in cells[at] if cell]
        form = moment_form(filled)
        certainty = _certainty(header, filled, form, known.get(at)) if form else 0
        if certainty:
            common = len(filled) >= 0.5 * len(cells[at])
            surest.append((certainty + (100 if common else 0), -at, Column(header, role=ColumnRole.TIME, form=form)))
    surest.sort(key=lambda one: one[:2], reverse=True)
    found: dict[int, Column] = {}
    for n, (certainty, at, column) in enumerate(surest):
        if n == 0:
            found[-at] = column
        elif certainty % 100 >= 3:  # a bare „Date” beside a better time is a question
            found[-at] = Column(column.header, role=ColumnRole.IGNORE, form=column.form, why=Why.TIME)
    return found


def _certainty(header: str, filled: Sequence[str], form: str, known: Meta | None) -> float:
    """How sure it is that the column tells when the response was made; 0 where nothing says so."""
    title = fold(header)
    if known and known.role == "time":
        return 50 - known.rank
    clock = bool(re.search(r"\d:\d\d", filled[0])) or form in (MILLISECONDS, SECONDS)
    if _SUBMITTED.search(title):
        return 10 if clock else 5
    if clock and _TIME.search(title):
        return 3
    return 2 if _DATE_ALONE.fullmatch(title.strip(" :.")) else 0


def _numbers_people(header: str, cells: Sequence[str], known: Meta | None) -> bool:
    filled = [cell for cell in cells if cell]
    if (known and known.role == "id") or _ID.search(fold(header)) or all(map(_UUID.fullmatch, filled)):
        return True
    first = integer(filled[0])
    return (
        first is not None
        and not 1900 <= first <= 2100  # years
        and len(filled) == len(cells) > 2
        and len(set(filled)) == len(filled)
        and [integer(cell) for cell in filled] == list(range(first, first + len(filled)))
    )


def _registers(filled: Sequence[str]) -> bool:
    """Whether these are registration numbers or the like, no figures to add up: long, of one length, none twice."""
    long = all(re.fullmatch(r"[0-9]{9,14}", cell) for cell in filled)
    return long and len(set(map(len, filled))) == 1 and len(set(filled)) == len(filled) > 2


def _counts_rows(filled: Sequence[str]) -> bool:
    return CELLS_JOINED.strip() in "".join(filled[:50]) and all(
        integer(part) is not None for cell in filled for part in cell.split(CELLS_JOINED)
    )


def integer(text: str) -> int | None:
    """The whole number that `text` is written as, without spaces and separators."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else None
