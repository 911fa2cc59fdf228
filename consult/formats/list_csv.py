"""Lists: catalogues such as the services or the municipalities, as CSV with the columns code, label_lv, label_en, …"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats.tables.table import read_table
from consult.i18n import _, quoted
from consult.model.question import OTHER, Choice


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a list file holds, and what is wrong with it."""

    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...]


def read_list(path: Path, languages: tuple[str, ...] = ()) -> ListFile:
    """The choices in the CSV file at `path`: `code` and a `label_…` column for each of `languages` (or plain `label`).

    Never raises; every fault is a Problem with file and row.
    """
    try:
        table = read_table(path)
    except TableError as error:
        return ListFile((), error.problems)
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
    choices: dict[str, Choice] = {}
    problems: list[Problem] = []
    for row in table.rows:
        code = row.cells[columns["code"]]
        label = {language: row.cells[at] for language, at in labels.items() if row.cells[at]}
        place = f"{path.name}:{row.number}"
        if not code or code in choices or code == OTHER:
            problems.append(
                Problem(
                    place,
                    _("the code {code} is missing, stands twice or is reserved").format(code=quoted(code)),
                    _("give every row a code of its own"),
                )
            )
        elif not label:
            problems.append(Problem(place, _("the row has no label"), _("write one in a label column")))
        else:
            choices[code] = Choice(code, label)
    return ListFile(tuple(choices.values()), tuple(problems))
