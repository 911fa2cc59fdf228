"""How survey files write texts, paths and braces: for all who make such files of the forms of other tools."""

from __future__ import annotations

import re

OR, AND, NOT, COMPARED, SUM, PRODUCT, SIGN, ATOM = range(1, 9)
"""How strongly operators bind, from the weakest."""


def literal(text: str) -> str:
    """A text in quotation marks, as expressions write it."""
    mark = '"' if "'" in text and '"' not in text else "'"
    escaped = re.sub(r"\\(?=[\\'\"]|$)", r"\\\\", text)
    return mark + escaped.replace(mark, f"\\{mark}") + mark


def within(path: str, *steps: str) -> str:
    """What lies under `steps` in `path`: `need.here`, `need['01'].y2027`."""
    for step in steps:
        path += f".{step}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", step) else f"[{literal(step)}]"
    return path


def in_braces_twice(text: str) -> str:
    """`text` as a wording in which every brace is a brace and nothing is piped."""
    return text.replace("{", "{{").replace("}", "}}")
