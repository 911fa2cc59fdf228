"""A mapping as a file: proposed once, kept, used again."""

from __future__ import annotations

from pathlib import Path

from consult.errors import TableError
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.formats.mapping_columns import Column, ColumnRole, Long, Mapping, Why
from consult.formats.mapping_writing import write
from consult.formats.tables.table import Layout
from consult.formats.yaml_text import Node, Reading
from consult.i18n import _, quoted
from consult.model.typed_values import fold
from consult.system_faults import reason

__all__ = ["FORMAT", "TOOLS", "Column", "ColumnRole", "Long", "Mapping", "Why", "read", "read_file", "write"]

FORMAT = "1"
TOOLS = ("kobo", "limesurvey", "google", "microsoft", "eusurvey", "decidim", "polis", "surveymonkey")
"""The form tools whose tables have something of their own."""
_KEYS = (
    "consult", "survey", "guessed", "tool", "sheet", "header", "delimiter", "encoding", "number_duplicates", "all_rows",
    "join_rows_by", "long", "columns",
)  # fmt: skip
_LONG_KEYS = ("id", "question", "row", "part", "instance", "value")
_COLUMN_KEYS = (
    "column", "question", "row", "part", "instance", "choice", "rank", "words", "split", "values", "role", "format", "why",
    "note",
)  # fmt: skip
_TEXTS = ("question", "row", "part", "choice", "role", "format", "why", "note")


def read_file(path: Path) -> Mapping:
    """The mapping in the file at `path`; raises TableError with every fault as `file:line: …`."""
    return read(text_of(path), path.name)


def text_of(path: Path) -> str:
    """What is written in the file at `path`; raises TableError where it cannot be read."""
    try:
        return decode(bytes_of(path), path.name)[0]
    except OSError as error:
        raise TableError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None


def read(text: str, name: str) -> Mapping:
    """The mapping written in `text`; raises TableError."""
    reading = Reading(name)
    tree = reading.tree(text)
    top = reading.mapping(tree, _KEYS, _("the mapping"))
    if tree is not None and reading.text(top.get("consult"), "consult") != FORMAT:
        reading.problem(tree.line, _("this is not a mapping of format {format}").format(format=FORMAT), f"consult: {FORMAT}")
    long = _long(reading, top.get("long"))
    mapping = Mapping(
        survey=reading.text(top.get("survey"), "survey"),
        columns=_columns(reading, reading.sequence(top.get("columns"), "columns"), long.value if long else ""),
        layout=Layout(
            sheet=reading.text(top.get("sheet"), "sheet"),
            header=reading.whole(top.get("header"), "header") or 0,
            delimiter=_delimiter(reading.text(top.get("delimiter"), "delimiter")),
            encoding=reading.text(top.get("encoding"), "encoding"),
            number_duplicates="number_duplicates" in top and reading.flag(top["number_duplicates"], "number_duplicates"),
            all_rows="all_rows" in top and reading.flag(top["all_rows"], "all_rows"),
        ),
        join_rows_by=reading.text(top.get("join_rows_by"), "join_rows_by"),
        guessed="guessed" in top and reading.flag(top["guessed"], "guessed"),
        tool=_word(reading, top.get("tool"), "tool", TOOLS),
        long=long,
        file=name,
    )
    if reading.problems:
        raise TableError(problems=reading.told())
    return mapping


def _long(reading: Reading, node: Node | None) -> Long | None:
    if node is None:
        return None
    keys = reading.mapping(node, _LONG_KEYS, quoted("long"))
    texts = {key: reading.text(keys.get(key), key) for key in _LONG_KEYS}
    missing = [key for key in ("id", "question", "value") if not texts[key]]
    if missing and isinstance(node.value, dict):
        reading.problem(
            node.line, _("{what} has no {key}").format(what=quoted("long"), key=", ".join(missing)),
            _("name the columns that tell the response, the question and the value"),
        )  # fmt: skip
    return Long(**texts)


def _columns(reading: Reading, nodes: list[Node], long_value: str) -> tuple[Column, ...]:
    """The columns; `long_value` is the one that holds the values of a table with one row an answer."""
    columns: list[Column] = []
    known: dict[str, tuple[int, Column]] = {}
    for node in nodes:
        column = _column(reading, node)
        if column.values and not column.question and fold(column.header) != fold(long_value):
            reading.problem(node.line, _("the column names no question"), _("add “question: …” to it"))
        first, other = known.setdefault(fold(column.header), (node.line, column))
        # One column may answer two questions.
        twice = other is not column and (not column.question or not other.question or column.question == other.question)
        if column.header and twice:
            reading.problem(
                node.line,
                _("{key} stands twice, first in line {first}").format(key=quoted(column.header[:60]), first=first),
                _("keep one of them"),
            )
        columns.append(column)
    return tuple(columns)


def _column(reading: Reading, node: Node) -> Column:
    keys = reading.mapping(node, _COLUMN_KEYS, _("a column"))
    text = {key: reading.text(keys.get(key), key) for key in _TEXTS}
    split = keys.get("split")
    column = Column(
        header=reading.text(keys.get("column"), "column"),
        question=text["question"],
        row=text["row"],
        choice=text["choice"],
        split=split.value if split and isinstance(split.value, str) else "",
        role=ColumnRole(_word(reading, keys.get("role"), "role", [role.value for role in ColumnRole if role])),
        form=text["format"],
        why=Why(_word(reading, keys.get("why"), "why", [why.value for why in Why if why])),
        part=text["part"],
        instance=_count(reading, keys.get("instance"), "instance"),
        rank=_count(reading, keys.get("rank"), "rank"),
        words="words" in keys and reading.flag(keys["words"], "words"),
        values=_values(reading, keys.get("values")),
        note=text["note"],
        line=node.line,
    )
    _refuse_contradictions(reading, node, column)
    return column


def _word(reading: Reading, node: Node | None, key: str, allowed: list[str] | tuple[str, ...]) -> str:
    """The word under a key, one of `allowed`; empty where it is absent or another one, which is noted."""
    word = reading.text(node, key)
    if node is None or not word or word in allowed:
        return word
    reading.problem(
        node.line,
        _("{word} is not known here").format(word=quoted(word)),
        _("use one of {roles}").format(roles=", ".join(allowed)),
    )
    return ""


def _count(reading: Reading, node: Node | None, key: str) -> int:
    found = reading.whole(node, key)
    if node is not None and found is not None and found < 1:
        reading.problem(node.line, _("{key} counts from 1").format(key=quoted(key)), _("write 1, 2, 3 …"))
        return 0
    return found or 0


def _values(reading: Reading, node: Node | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell, child in reading.mapping(node, what=quoted("values")).items():
        if fold(cell) in map(fold, found):
            reading.problem(child.line, _("{key} stands twice").format(key=quoted(cell[:60])), _("keep one of them"))
        found[cell] = reading.text(child, "values")
    return found


def _refuse_contradictions(reading: Reading, node: Node, column: Column) -> None:
    """What cannot hold of any survey."""
    if not column.header and isinstance(node.value, dict):
        reading.problem(node.line, _("a column has no name"), _("write “column: …”, the header in the table"))
    if column.role is ColumnRole.IGNORE and column.question:
        reading.problem(node.line, _("the column answers a question and is ignored as well"), _("take “role” or “question” out"))
    details = (column.row, column.part, column.instance, column.choice, column.rank, column.words)
    if any(details) and not column.question:
        reading.problem(node.line, _("the column names no question"), _("add “question: …” to it"))
    if column.choice and column.rank:
        reading.problem(
            node.line, _("“choice” and “rank” do not go together"),
            _("name the choice whose rank the column holds, or the rank whose choice it holds"),
        )  # fmt: skip


def _delimiter(text: str) -> str:
    return {"tab": "\t", "comma": ",", "semicolon": ";"}.get(text.lower(), text[:1])
