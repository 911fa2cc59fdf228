"""A mapping to the text of its file."""

from __future__ import annotations

import io
from collections.abc import Mapping as Dictionary
from typing import Any

from consult.formats.mapping_columns import Column, Mapping
from consult.formats.yaml_quotes import quoted_scalar


def write(mapping: Mapping) -> str:
    """The mapping as a file that `mapping_yaml.read` reads to an equal Mapping."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = CommentedMap({"consult": 1, "survey": _plain(mapping.survey)})
    layout = mapping.layout
    if mapping.guessed:
        tree["guessed"] = "yes"
    delimiter = layout.delimiter.replace("\t", "tab")
    told = (("tool", mapping.tool), ("sheet", layout.sheet), ("encoding", layout.encoding), ("delimiter", delimiter))
    tree.update({key: quoted_scalar(value) for key, value in told if value})
    if layout.header:
        tree["header"] = layout.header
    if layout.number_duplicates:
        tree["number_duplicates"] = "yes"
    if layout.all_rows:
        tree["all_rows"] = "yes"
    if mapping.join_rows_by:
        tree["join_rows_by"] = quoted_scalar(mapping.join_rows_by)
    if mapping.long:
        long = mapping.long
        keys = {"id": long.id, "question": long.question, "row": long.row, "part": long.part, "instance": long.instance}
        tree["long"] = _line({**keys, "value": long.value}, {"id", "question", "row", "part", "instance", "value"})
    tree["columns"] = [_column(column) for column in mapping.columns]
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def line_of(column: Column) -> str:
    """The column as one line of the file: {column: …, question: …}."""
    from ruamel.yaml import YAML

    yaml, out = YAML(), io.StringIO()
    yaml.width = 100_000
    yaml.dump(_column(column), out)
    return out.getvalue().strip()


def _column(column: Column) -> Any:
    values = _line(column.values, set(column.values), keep=True) if column.values else ""
    keys = {
        "column": column.header, "question": column.question, "row": column.row, "part": column.part,
        "instance": column.instance, "choice": column.choice, "rank": column.rank, "words": "yes" if column.words else "",
        "split": column.split, "values": values, "role": column.role.value, "format": column.form, "why": column.why.value,
        "note": column.note,
    }  # fmt: skip
    line = _line(keys, {"column", "split", "format", "note"})
    return line if line else _line({"column": ""}, {"column"}, keep=True)


def _line(keys: Dictionary[str, Any], in_quotes: set[str], *, keep: bool = False) -> Any:
    """Keys and values in one line; without `keep` those that are empty are left out."""
    from ruamel.yaml.comments import CommentedMap

    line = CommentedMap()
    for key, value in keys.items():
        if value or keep:
            name = quoted_scalar(key) if keep else key
            line[name] = (quoted_scalar(value) if key in in_quotes else _plain(value)) if isinstance(value, str) else value
    line.fa.set_flow_style()
    return line


def _plain(text: str) -> Any:
    """Codes stand without quotation marks where they read as what they are."""
    plain = text and text.replace("_", "").replace("-", "").isalnum() and text.isascii() and not text.startswith("-")
    return text if plain else quoted_scalar(text)
