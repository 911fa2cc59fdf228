"""Where in a survey file each expression and each wording stands, so that faults of the logic are told at the very place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.formats.yaml_text import Node, one_line

if TYPE_CHECKING:
    from consult.model.logic import LogicFault

_EXPRESSIONS = ("show_if", "choices_if", "rows_if", "value")
_WORDINGS = ("ask", "hint", "title", "intro")


@dataclass(slots=True, eq=False, repr=False)
class LogicLines:
    """Remembers the keys of questions, pages and the survey as they are read."""

    _nodes: dict[tuple[str, str, int, str], Node] = field(default_factory=dict)
    """Place, key and number of the check, as a LogicFault has them, and the text → where it stands."""
    _beside: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Key and line → how many stand there."""

    def note(self, place: str, keys: Mapping[str, Node]) -> None:
        """Remembers what stands under the `keys` of a question, a page or the survey, which LogicFault calls `place`."""
        for key in _EXPRESSIONS:
            self._expression(place, key, 0, keys.get(key))
        for key in _WORDINGS:
            self._wordings(place, key, 0, keys.get(key))
        checks = keys.get("check")
        for number, check in enumerate(checks.value if checks and isinstance(checks.value, list) else ()):
            if isinstance(check.value, dict):
                self._expression(place, "check", number, check.value.get("must"))
                self._wordings(place, "say", number, check.value.get("say"))

    def _expression(self, place: str, key: str, number: int, node: Node | None) -> None:
        if node is not None and isinstance(node.value, str):
            self._remember((place, key, number, one_line(node.value)), node)

    def _wordings(self, place: str, key: str, number: int, node: Node | None) -> None:
        for text in node.value.values() if node and isinstance(node.value, dict) else [node]:
            if text is not None and isinstance(text.value, str):
                self._remember((place, key, number, text.value.strip()), text)

    def _remember(self, where: tuple[str, str, int, str], node: Node) -> None:
        self._nodes.setdefault(where, node)
        self._beside[where[1], node.line] += 1

    def line_of(self, fault: LogicFault, otherwise: int) -> str:
        """The line of the fault, with the column where the line has several such keys; `otherwise` where it is not known."""
        node = self._nodes.get((fault.place, fault.key, fault.number, fault.text))
        if node is None:
            return str(otherwise)
        return f"{node.line}:{node.column}" if node.column and self._beside[fault.key, node.line] > 1 else str(node.line)
