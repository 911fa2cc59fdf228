"""Reading back what `formats.export` wrote: wide tables (CSV, TSV, XLSX) and JSON lines to the same responses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from consult.errors import Problem, TableError
from consult.formats.export import long
from consult.formats.export.guarding import unguarded
from consult.formats.file_bytes import beginning_of
from consult.formats.own_answers import Misread, check_answer, json_answer
from consult.formats.own_columns import OwnColumns
from consult.formats.own_files import JSON_LINE, is_own, text_rows, workbook_rows
from consult.i18n import _, quoted
from consult.model.gathered_problems import GatheredProblems
from consult.model.paper import Paper
from consult.model.response import Answer, Channel, Response, Review
from consult.model.survey import Identity, Survey
from consult.model.typed_values import storable
from consult.system_faults import reason

__all__ = ["OwnTable", "is_own", "read"]

_MOST_PROBLEMS = 20
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")


def _seconds(text: str) -> int:
    seconds = int(text)
    if not 0 <= seconds < 2**31:
        raise ValueError
    return seconds


_READERS: dict[str, Callable[[str], Any]] = {
    "version": int,
    "channel": Channel,
    "review": lambda text: Review(text) if text else Review.RECEIVED,
    "submitted_at": lambda text: datetime.fromisoformat(text).replace(tzinfo=None) if text else None,
    "seconds": lambda text: _seconds(text) if text else None,
}
_TYPED = ("wave", "respondent", "source_key", "paper_batch", "paper_number")
_FIRST = ("response", "survey", "version", "wave")


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A file of ours. Reading `responses` to its end raises TableError where rows are faulty, with each of them."""

    responses: Iterator[tuple[str, Response]]
    """Where each stands in the file, and the response itself."""
    raw: bool
    """True where answers are those of the version they were given to, False where they are told as the newest one means them."""


def read(path: Path, union: Survey, versions: Sequence[Survey]) -> OwnTable:
    """The responses in a file of ours. `union` is the newest version with all that older ones had, `versions` the published ones.

    Raises TableError where the file cannot be read or does not belong to the survey.
    """
    try:
        beginning = beginning_of(path, 2000)
    except OSError as error:
        fault = _("the file cannot be read ({reason})").format(reason=reason(error))
        raise TableError(fault, _("check its name and its rights"), place=str(path)) from None
    if JSON_LINE.match(beginning.decode("utf-8", "replace")):
        return OwnTable(_json_responses(path, union, {survey.version: survey for survey in versions}), True)
    rows = workbook_rows(path) if beginning.startswith(b"PK") else text_rows(path)
    _line, header = next(rows, ("", []))
    if tuple(header) == long.HEADER:
        raise TableError(
            _("this is the long table, which does not tell all of a response"),
            _("read the wide table or JSON lines"),
            place=path.name,
        )
    columns = _columns(header, union, versions, path.name)
    return OwnTable(_wide_responses(rows, header, columns, path.name), columns.survey is not union)


def _columns(header: Sequence[str], union: Survey, versions: Sequence[Survey], name: str) -> OwnColumns:
    """The columns as the newest version means them, or as the one version means them that was written alone."""
    if tuple(header[: len(_FIRST)]) != _FIRST:
        raise TableError(_("this is no table of responses that Consult wrote"), place=name)
    if len(set(header)) < len(header):
        twice = next(column for at, column in enumerate(header) if column in header[:at])
        raise TableError(
            _("the column {column} is there twice").format(column=quoted(twice)), _("take one of them out"), place=name
        )
    found = [OwnColumns(survey, header) for survey in (union, *reversed(versions))]
    best = next((columns for columns in found if not columns.foreign), None)
    if best is None:
        problems = [
            Problem(
                name, _("the survey has no such column: {column}").format(column=quoted(column[:60])), _("take the column out")
            )
            for column in found[0].foreign[:_MOST_PROBLEMS]
        ]
        raise TableError(problems=problems)
    return best


def _wide_responses(
    rows: Iterator[tuple[str, list[str]]], header: list[str], columns: OwnColumns, name: str
) -> Iterator[tuple[str, Response]]:
    problems = GatheredProblems(_MOST_PROBLEMS)
    for line, cells in rows:
        place = f"{name}, {line}"
        if not any(cells):
            continue
        if len(cells) > len(header):
            problems.add(
                Problem(place, _("the row has more cells than the header"), _("check the quotation marks and delimiters"))
            )
            continue
        cells += [""] * (len(header) - len(cells))
        told = {column: cells[at] for column, at in columns.meta.items()}
        told |= {column: unguarded(told[column]) for column in _TYPED if column in told}
        try:
            answers = columns.answers(cells)
            yield place, _response(told, answers, columns.survey)
        except Misread as error:
            problems.add(Problem(f"{place}, {error.column}" if error.column else place, error.fault, error.way_out))
    if problems:
        raise TableError(problems=problems.told())


def _json_responses(path: Path, union: Survey, versions: Mapping[int, Survey]) -> Iterator[tuple[str, Response]]:
    problems = GatheredProblems(_MOST_PROBLEMS)
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        for line, text in enumerate(file, 1):
            place = f"{path.name}, " + _("row {row}").format(row=line)
            if not text.strip():
                continue
            try:
                told = json.loads(text)
                if not isinstance(told, dict) or not isinstance(told.get("answers"), list):
                    raise ValueError
                answers = tuple(json_answer(answer) for answer in told.pop("answers"))
            except (ValueError, TypeError, OverflowError, RecursionError):
                problems.add(Problem(place, _("the line is not a response in JSON"), _("export the responses once more")))
                continue
            try:
                told |= _sheet(told.pop("paper", None))
                plain = {name: "" if value is None else str(value) for name, value in told.items()}
                response = _response(plain, answers, union)
                asked = versions.get(response.version, union)
                for answer in answers:
                    check_answer(asked, answer)
                yield place, response
            except Misread as error:
                problems.add(Problem(f"{place}, {error.column}" if error.column else place, error.fault, error.way_out))
    if problems:
        raise TableError(problems=problems.told())


def _sheet(paper: object) -> dict[str, object]:
    """The facts of paper in a line of JSON, by the names that they have in a wide table."""
    known = paper if isinstance(paper, dict) else {}
    return {f"paper_{name}": known.get(name) for name in ("batch", "number", "typed_by")}


def _response(told: Mapping[str, str], answers: Sequence[Answer], survey: Survey) -> Response:
    """The response that the first columns tell of; raises Misread."""
    if told.get("survey") != survey.id:
        fault = _("the row belongs to the survey {name}").format(name=quoted(told.get("survey", "")))
        raise Misread("survey", fault, _("name that survey"))
    if not _ID.fullmatch(told.get("response", "")):
        raise Misread("response", _("there is no id of a response"), _("leave the ids as they were exported"))
    if survey.identity is Identity.ANONYMOUS and told.get("respondent"):
        raise Misread("respondent", _("the survey promised not to tell who answered"), _("take the column out"))
    told = {name: storable(value) for name, value in told.items()}
    read: dict[str, Any] = {}
    for name, reader in _READERS.items():
        try:
            read[name] = reader(told.get(name, ""))
        except ValueError:
            fault = _("{answer} does not fit this column").format(answer=quoted(told.get(name, "")[:60]))
            raise Misread(name, fault, _("leave it as it was exported")) from None
    number = told.get("paper_number", "")
    paper = Paper(told.get("paper_batch", ""), number, told.get("paper_typed_by", "")) if number else None
    return Response(
        id=told["response"], survey=survey.id, answers=tuple(answers), source_key=told.get("source_key", ""),
        wave=told.get("wave", ""), respondent=told.get("respondent", ""), paper=paper, **read,
    )  # fmt: skip
