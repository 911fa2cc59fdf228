"""KoboToolbox and ODK: names of groups before the names of questions, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from consult.model.question import QuestionType
from consult.model.survey import Survey
from consult.model.typed_values import fold

_GROUP = re.compile(r"[^\s/\[\]]+(?:\[\d+\])?/(?=\S)")
_LABELLED = re.compile(r"[^\s/\[\]][^/\[\]]*(?:\[\d+\])?/(?=\S)")
_INSTANCE = re.compile(r"(?:.*/)?(?P<name>[^/\[\]]+)\[(?P<n>\d+)\]/(?P<rest>.+)", re.DOTALL)
_CUT = re.compile(r"(?:\.\.\.|…)")
_PLACE = re.compile(r"(?P<before>.*/)?_(?P<name>[^/]+)_(?:latitude|longitude|altitude|precision)")
_FILE = re.compile(r"(?P<name>.+)_url", re.IGNORECASE)

Sheets = Mapping[str, Sequence[Sequence[str]]]
"""Title of a sheet → its first rows."""


def without_group(header: str, *, labels: bool) -> Iterator[str]:
    """The header without its first group: „about/area” → „area”; with `labels` groups may be called in words."""
    found = (_LABELLED if labels else _GROUP).match(header)
    if found:
        yield header[found.end() :]
    inside = _INSTANCE.fullmatch(header)
    if inside and (group := _LABELLED.match(inside["rest"])):
        yield f"{inside['name']}[{inside['n']}]/{inside['rest'][group.end() :]}"


def without_hyphened_group(header: str) -> Iterator[str]:
    """The header without its first group as ODK writes it: „about-area” → „area”, „plans[1]/inner-text” → „plans[1]/text”."""
    inside = _INSTANCE.fullmatch(header)
    before, rest = (f"{inside['name']}[{inside['n']}]/", inside["rest"]) if inside else ("", header)
    group, hyphen, name = rest.partition("-")
    if hyphen and name and not re.search(r"[\s/]", group):
        yield before + name


def repeats_by_name(survey: Survey) -> dict[str, str]:
    """What a repeated group may be called, folded → the code of the question."""
    repeats = [question for question in survey.questions if question.type is QuestionType.REPEAT]
    return {fold(name): question.code for question in repeats for name in (*question.label.values(), question.code)}


def with_code(header: str, repeats: Mapping[str, str]) -> str:
    """A header „Your proposals[1]/…” with the code of the repeated question before the bracket; as it is where none is meant.

    Names of sheets are cut after 31 signs: „Your proposals on the servic...”.
    """
    found = _INSTANCE.fullmatch(header)
    if not found:
        return header
    name = fold(found["name"])
    code = repeats.get(name, "")
    begun = _CUT.split(name)[0] if _CUT.search(name) else name if len(name) >= 31 else ""
    if not code and len(begun) >= 6:
        likely = {code for known, code in repeats.items() if known.startswith(begun)}
        code = likely.pop() if len(likely) == 1 else ""
    return f"{code}[{found['n']}]/{found['rest']}" if code else header


def instance_in(header: str) -> tuple[str, int]:
    """Name and number of the repeated group in „plans[2]/text”; empty and 0 where there is none."""
    found = _INSTANCE.fullmatch(header)
    return (found["name"], int(found["n"])) if found else ("", 0)


def is_beside(header: str, headers: Collection[str]) -> bool:
    """Whether the column only says once more what another one holds: parts of a position, the address of a file."""
    place, file = _PLACE.fullmatch(header), _FILE.fullmatch(header)
    if place:
        return f"{place['before'] or ''}{place['name']}" in headers
    return file is not None and file["name"] in headers


def main_and_repeats(sheets: Sheets) -> tuple[str, list[str]]:
    """The sheet of the responses and those of repeated groups; empty where no sheet tells its parent."""
    headers = {title: list(rows[0]) if rows else [] for title, rows in sheets.items()}
    inside = [title for title, header in headers.items() if "_parent_index" in header and "_parent_table_name" in header]
    children = [title for title in inside if _has_parent(headers[title], sheets[title][1:])]
    main = next((title for title, header in headers.items() if "_index" in header and title not in children), "")
    repeats = [title for title in inside if title != main]
    return (main, repeats) if main and repeats else ("", [])


def _has_parent(header: list[str], rows: Sequence[Sequence[str]]) -> bool:
    at = header.index("_parent_table_name")
    return any(row[at] for row in rows)


def is_name_of(title: str, name: str) -> bool:
    """Whether a sheet with this title, which may be cut after 31 signs, is called `name`."""
    begun = _CUT.split(title)[0] if _CUT.search(title) else title
    return bool(name) and (title == name or (len(title) >= 31 and name.startswith(begun)))


def is_technical(header: str) -> bool:
    """Whether a column of a repeated group only ties it to its response."""
    return header in ("_index", "_parent_index", "_parent_table_name", "PARENT_KEY", "KEY") or header.startswith(
        ("_submission_", "SET-OF-")
    )


def with_instance(header: str, name: str, n: int) -> str:
    """The header of the n-th time: „opinions/plans/text” → „opinions/plans[2]/text”, „text” → „plans[2]/text”."""
    groups = header.split("/")
    begun = _CUT.split(name)[0]
    for at, group in enumerate(groups[:-1]):
        if group == name or (begun and begun != name and group.startswith(begun)):
            return "/".join((*groups[:at], f"{group}[{n}]", *groups[at + 1 :]))
    return f"{name}[{n}]/{header}"
