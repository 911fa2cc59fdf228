"""What the names in the expressions of an XLSForm stand for here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consult.formats.xlsform.xpath import Untranslatable

_NAMED = re.compile(r"\$\{([^{}#]*)\}")  # with # it is an answer of another time


class Sort(StrEnum):
    """What kind of value an answer has, as far as expressions differ by it."""

    ONE = "one choice"
    SEVERAL = "several choices"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"
    LIST = "the answers of a repeat"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for: the expression that gives its value, and of which sort that is."""

    path: str
    sort: Sort
    codes: Mapping[str, str] = field(default_factory=dict)
    """Names of choices → their codes, where they are chosen from a list."""
    inside: str = ""
    """The code of the repeat that it is a field of."""
    renamed: bool = False


@dataclass(slots=True)
class Scope:
    """Names of the form → targets. A name that stands twice has several."""

    targets: dict[str, list[Target]] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    """All that the rows of the form are called, also those that become no question."""

    def add(self, name: str, target: Target) -> None:
        """Makes `name` stand for `target`."""
        self.targets.setdefault(name.strip(), []).append(target)

    def find(self, name: str, inside: str = "") -> Target:
        """What `name` stands for in an expression of a field of the repeat `inside`. Raises Untranslatable."""
        found = self.targets.get(name.strip(), [])
        near = [target for target in found if target.inside == inside] or found
        if len(near) != 1 or near[0].sort is Sort.NOTHING:
            raise Untranslatable(f"${{{name}}}")
        target = near[0]
        if target.inside and target.inside != inside:
            return Target(f"{target.inside}.{target.path}", Sort.LIST, target.codes, target.inside)
        return target

    def unknown(self, what: str) -> str:
        """The name in `what`, as „${name}”, where no row of the form is called so; empty elsewhere."""
        found = _NAMED.fullmatch(what)
        name = found[1].strip() if found else ""
        return "" if name in self.names or name in self.targets else name

    def attribute(self, column: str) -> str:
        """The attribute of a choice that a column of the sheet of choices became. Raises Untranslatable."""
        exact = self.attributes.get(column) or next(
            (name for title, name in self.attributes.items() if title.lower() == column.lower()), ""
        )
        if exact:
            return f"choice.{exact}"
        if column == "name":
            return "choice"
        raise Untranslatable(column)
