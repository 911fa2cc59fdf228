"""A mapping: which column of a table answers which question. Proposed once, kept as a file, used again."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from consult.errors import TableError
from consult.formats.encoding import decode
from consult.formats.tables.table import Layout
from consult.formats.yaml_text import Node, Reading
from consult.i18n import _, quoted

FORMAT = "1"
_KEYS = (
    "consult",
    "survey",
    "guessed",
    "sheet",
    "header",
    "delimiter",
    "encoding",
    "number_duplicates",
    "join_rows_by",
    "columns",
)
_COLUMN_KEYS = ("column", "question", "row", "choice", "split", "role", "format", "why")


class ColumnRole(StrEnum):
    """What a column is, where it is no answer."""

    ANSWER = ""
    TIME = "time"
    ID = "id"
    IGNORE = "ignore"


class Why(StrEnum):
    """Why a column is left out."""

    EMPTY = "empty"
    CONTACT = "contact"
    LINK = "link"
    KEY = "key"
    SERIAL = "serial"
    TIME = "time"
    META = "meta"
    REPEATED = "repeated"
    ASKED = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    header: str
    question: str = ""
    row: str = ""
    """The row of the matrix that the column answers; `other` where it holds the own words to a question with choices."""
    choice: str = ""
    """The one choice of a multi question that the column says yes or no to."""
    split: str = ""
    """What stands between several answers in one cell."""
    role: ColumnRole = ColumnRole.ANSWER
    form: str = ""
    """How dates or times are written, see `moments.FORMS`; „1,234” or „1.234” where figures have thousands so."""
    why: Why = Why.ASKED


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one kind of table answers one survey."""

    survey: str
    columns: tuple[Column, ...]
    layout: Layout = field(default_factory=Layout)
    join_rows_by: str = ""
    """The column whose value is the same in all rows of one response; empty where each row is a response."""
    guessed: bool = False
    """True while nobody has looked at it."""

    def undecided(self) -> tuple[Column, ...]:
        """The columns that neither answer a question nor have a role."""
        return tuple(column for column in self.columns if not column.question and not column.role)


def read_file(path: Path) -> Mapping:
    """The mapping in the file at `path`; raises TableError with every fault as `file:line: …`."""
    try:
        text, _encoding = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise TableError(_("the file cannot be read ({reason})").format(reason=error.strerror), place=str(path)) from None
    return read(text, path.name)


def read(text: str, name: str) -> Mapping:
    """The mapping written in `text`; raises TableError."""
    reading = Reading(name)
    tree = reading.tree(text)
    top = reading.mapping(tree, _KEYS, _("the mapping"))
    if tree is not None and reading.text(top.get("consult"), "consult") != FORMAT:
        reading.problem(tree.line, _("this is not a mapping of format {format}").format(format=FORMAT), f"consult: {FORMAT}")
    columns = tuple(_column(reading, node) for node in reading.sequence(top.get("columns"), "columns"))
    mapping = Mapping(
        survey=reading.text(top.get("survey"), "survey"),
        columns=columns,
        layout=Layout(
            sheet=reading.text(top.get("sheet"), "sheet"),
            header=reading.whole(top.get("header"), "header") or 0,
            delimiter=_delimiter(reading.text(top.get("delimiter"), "delimiter")),
            encoding=reading.text(top.get("encoding"), "encoding"),
            number_duplicates="number_duplicates" in top and reading.flag(top["number_duplicates"], "number_duplicates"),
        ),
        join_rows_by=reading.text(top.get("join_rows_by"), "join_rows_by"),
        guessed="guessed" in top and reading.flag(top["guessed"], "guessed"),
    )
    if reading.problems:
        raise TableError(problems=reading.problems)
    return mapping


def _column(reading: Reading, node: Node) -> Column:
    keys = reading.mapping(node, _COLUMN_KEYS, _("a column"))
    text = {key: reading.text(value, key) for key, value in keys.items() if key not in ("split", "column")}
    split = keys.get("split")
    role, why = text.get("role", ""), text.get("why", "")
    for given, allowed in ((role, ColumnRole), (why, Why)):
        if given not in list(allowed):
            reading.problem(
                node.line,
                _("{word} is not known here").format(word=quoted(given)),
                _("use one of {roles}").format(roles=", ".join(word for word in allowed if word)),
            )
            return Column("")
    return Column(
        header=reading.text(keys.get("column"), "column"),
        question=text.get("question", ""),
        row=text.get("row", ""),
        choice=text.get("choice", ""),
        split=split.value if split and isinstance(split.value, str) else "",
        role=ColumnRole(role),
        form=text.get("format", ""),
        why=Why(why),
    )


def _delimiter(text: str) -> str:
    return {"tab": "\t", "comma": ",", "semicolon": ";"}.get(text.lower(), text[:1])


def write(mapping: Mapping) -> str:
    """The mapping as a file that `read` reads to an equal Mapping."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

    yaml = YAML()
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    layout = mapping.layout
    tree = CommentedMap({"consult": int(FORMAT), "survey": mapping.survey})
    if mapping.guessed:
        tree["guessed"] = "yes"
    for key, value in (
        ("sheet", layout.sheet),
        ("encoding", layout.encoding),
        ("delimiter", layout.delimiter.replace("\t", "tab")),
    ):
        if value:
            tree[key] = Quoted(value)
    if layout.header:
        tree["header"] = layout.header
    if layout.number_duplicates:
        tree["number_duplicates"] = "yes"
    if mapping.join_rows_by:
        tree["join_rows_by"] = Quoted(mapping.join_rows_by)
    tree["columns"] = []
    for column in mapping.columns:
        values = {
            "column": Quoted(column.header), "question": column.question, "row": column.row, "choice": column.choice,
            "split": Quoted(column.split) if column.split else "", "role": column.role.value,
            "format": Quoted(column.form) if column.form else "", "why": column.why.value,
        }  # fmt: skip
        line = CommentedMap({key: value for key, value in values.items() if value or key == "column"})
        line.fa.set_flow_style()
        tree["columns"].append(line)
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()
