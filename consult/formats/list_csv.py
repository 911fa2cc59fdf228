"""Lists: catalogues such as the services or the municipalities, as CSV with the columns code, label_lv, label_en, …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from consult.errors import Problem, TableError
from consult.i18n import _, ngettext, number, quoted
from consult.model.gathered_problems import GatheredProblems
from consult.model.question import OTHER, Choice
from consult.model.typed_values import without_marks

_MOST_CHOICES = 10_000
_MOST_PROBLEMS = 50
"""Of more problems only how many; where so much is wrong, it is one and the same thing."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a list file holds, and what is wrong with it."""

    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...]


def read_list(path: Path, languages: tuple[str, ...] = ()) -> ListFile:
    """The choices in the CSV file at `path`: `code` and a `label_…` column for each of `languages` (or plain `label`).

    Further columns become attributes that filters can ask for, as `choice.region`.

    Never raises; every fault is a Problem with file and row.
    """
    from consult.formats.tables.table import read_table  # most surveys have their choices in their own file

    try:
        table = read_table(path)
    except TableError as error:
        return ListFile((), error.problems)
    if len(table.rows) > _MOST_CHOICES:
        fault = ngettext("the list has {n} choice", "the list has {n} choices", len(table.rows)).format(n=number(len(table.rows)))
        way_out = _("keep at most {most}, or ask in own words").format(most=number(_MOST_CHOICES))
        return ListFile((), (Problem(path.name, fault, way_out),))
    columns = {name.strip().lower(): at for at, name in enumerate(table.header)}
    labels = {name.removeprefix("label_"): at for name, at in columns.items() if name.startswith("label_")}
    labels = {language: at for language, at in labels.items() if language in languages} if languages else labels
    if "label" in columns and not labels:
        labels = {languages[0] if languages else "lv": columns["label"]}
    if "code" not in columns or not labels:
        fault = _("a list needs the columns {columns}").format(
            columns=", ".join(("code", *(f"label_{language}" for language in languages[:1] or ("lv",))))
        )
        return ListFile((), (Problem(f"{path.name}:1", fault, _("name them in the first line")),))
    further = {name: at for name, at in columns.items() if name.isidentifier() and not re.match(r"(code|label(_.*)?)$", name)}
    choices: dict[str, Choice] = {}
    alike: dict[str, str] = {}
    problems = GatheredProblems(_MOST_PROBLEMS)
    for row in table.rows:
        code = row.cells[columns["code"]]
        label = {language: row.cells[at] for language, at in labels.items() if row.cells[at]}
        place = f"{path.name}:{row.number}"
        if not code or code in choices or code == OTHER:
            problems.add(
                Problem(
                    place,
                    _("the code {code} is missing, stands twice or is reserved").format(code=quoted(code)),
                    _("give every row a code of its own"),
                )
            )
        elif alike.setdefault(without_marks(code), code) != code:
            fault = _("the codes {first} and {second} are easily mistaken for one another").format(
                first=quoted(alike[without_marks(code)]), second=quoted(code)
            )
            problems.add(Problem(place, fault, _("let them differ in more than case and diacritics")))
        elif not label:
            problems.add(Problem(place, _("the row has no label"), _("write one in a label column")))
        else:
            attributes = {name: row.cells[at] for name, at in further.items() if row.cells[at]}
            choices[code] = Choice(code, label, attributes=attributes)
    return ListFile(tuple(choices.values()), tuple(problems.told()))
