"""YAML read as written: every scalar stays the text that was typed, and every value knows its line.

So `0010000`, `no` and `1.10` mean what they look like, and a fault can be told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite

from consult.errors import Problem
from consult.i18n import _, number, quoted
from consult.model.gathered_problems import GatheredProblems

YES = frozenset({"yes", "true", "on", "1", "jā"})
NO = frozenset({"no", "false", "off", "0", "nē"})
"""What says yes and no, in small letters."""
_DEEPEST = 40
MOST_SIGNS = 100_000
"""A file with more lines, commas and brackets than this takes minutes to read, and is no file that people keep by hand."""
_DEEP = re.compile(r"(?:[\[{]\s*){60}|(?:- +){60}")
_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file: text, a list of nodes or a mapping of text to nodes, with its line and column (from 1)."""

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int = 0
    partly_read: bool = False
    """True where a key stands twice in it, or where it is an anchor: not all of it was read."""

    @property
    def wholly_read(self) -> bool:
        """Whether all of it was read, and all below it."""
        below = self.value if isinstance(self.value, list) else self.value.values() if isinstance(self.value, dict) else ()
        return not self.partly_read and all(child.wholly_read for child in below)


class ReadText(str):
    """A text that was composed without a fault already, so that reading it need not do it again."""

    __slots__ = ("tree",)
    tree: Node


@dataclass(slots=True, eq=False, repr=False)
class Reading:
    """A file being read: its name as people know it, and the problems found so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int | str, fault: str, way_out: str = "") -> None:
        """Notes a fault at a line, or at `line:column`."""
        self.problems.append(Problem(f"{self.name}:{line}", fault, way_out))

    def tree(self, text: str, most_signs: int = MOST_SIGNS) -> Node | None:
        """The whole text as nodes, or None where it is no YAML or has more lines, commas and brackets than `most_signs`.

        Faults are noted.
        """
        if isinstance(text, ReadText):
            return text.tree
        from ruamel.yaml import YAML  # what is known already is read without it
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        if self._is_out_of_hand(text, most_signs):
            return None
        for n, line in enumerate(text.splitlines(), 1):
            if re.match(r"[ ]*\t", line) and line.strip():
                self.problem(n, _("a tab stands where the line is indented"), _("use spaces"))
                return None
        try:
            node = YAML(typ="safe", pure=True).compose(text)
            return self._node(node) if node is not None else Node({}, 1)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            fault = _("this is not well-formed YAML ({reason})").format(reason=error.problem or error.context or "?")
            self.problem(mark.line + 1 if mark else 1, fault, _("look at the indentation, quotes and colons here"))
        except RecursionError:
            self.problem(1, *_too_deep())
        except (YAMLError, ValueError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            self.problem(1, _("this is not well-formed YAML ({reason})").format(reason=reason))
        return None

    def _is_out_of_hand(self, text: str, most_signs: int) -> bool:
        """Notes what would take minutes to read: a file of far too many values, or nested far too deeply."""
        deep = _DEEP.search(text)
        signs = sum(map(text.count, "\n,[{"))
        if deep:
            self.problem(text.count("\n", 0, deep.start()) + 1, *_too_deep())
        elif signs > most_signs:
            self.problem(
                1, _("the file holds over {n} values").format(n=number(most_signs)),
                _("keep long lists of choices in lists/NAME.csv, and divide the rest"),
            )  # fmt: skip
        return bool(deep) or signs > most_signs

    def told(self) -> list[Problem]:
        """The problems in the order of their lines, each once; of very many only the first."""
        return GatheredProblems(_MOST_PROBLEMS, sorted(dict.fromkeys(self.problems), key=_line)).told()

    def _node(self, node: object, depth: int = 0) -> Node:
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        line, column = node.start_mark.line + 1, node.start_mark.column + 1  # type: ignore[attr-defined]
        if depth > _DEEPEST or getattr(node, "anchor", None):
            self.problem(line, *_too_deep())
            return Node("", line, column, partly_read=True)
        if isinstance(node, SequenceNode):
            return Node([self._node(child, depth + 1) for child in node.value], line, column)
        if isinstance(node, MappingNode):
            found = self._mapping(node.value, depth)
            return Node(found, line, column, partly_read=len(found) < len(node.value))
        assert isinstance(node, ScalarNode)
        return Node(str(node.value), line, column)

    def _mapping(self, pairs: list[tuple[object, object]], depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in pairs:
            name = str(getattr(key, "value", ""))
            line = key.start_mark.line + 1  # type: ignore[attr-defined]
            if name in found:
                self.problem(
                    line,
                    _("{key} stands twice, first in line {first}").format(key=quoted(name), first=found[name].line),
                    _("keep one of them"),
                )
            else:
                child = self._node(value, depth + 1)
                found[name] = child if isinstance(child.value, list | dict) else _moved(child, line)
        return found

    def mapping(self, node: Node | None, allowed: tuple[str, ...] = (), what: str = "") -> dict[str, Node]:
        """`node` as a mapping with keys from `allowed` (any where empty); wrong shapes and keys are noted."""
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.problem(node.line, _("{what} must be written as “key: value”").format(what=what), _("indent its keys below it"))
            return {}
        for key, child in node.value.items():
            if allowed and key not in allowed:
                self.problem(
                    child.line,
                    _("{what} has no {key}").format(what=what, key=quoted(key)),
                    _("use one of {keys}").format(keys=self._nearest(key, allowed)),
                )
        return node.value

    def _nearest(self, key: str, allowed: tuple[str, ...]) -> str:
        """The keys that were meant, or all where there are more faults than are told: comparing takes its time."""
        from difflib import get_close_matches

        near = get_close_matches(key, allowed, n=3, cutoff=0.5) if len(self.problems) < _MOST_PROBLEMS else []
        return ", ".join(near or allowed)

    def sequence(self, node: Node | None, key: str) -> list[Node]:
        """`node` as a list; a wrong shape is noted."""
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.problem(node.line, _("{key} must be a list").format(key=quoted(key)), _("start each line of it with “- ”"))
            return []
        return node.value

    def text(self, node: Node | None, key: str) -> str:
        """`node` as text, outer white space gone; empty where it is absent. Lists and mappings are noted."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self.problem(node.line, _("{key} must be one text").format(key=quoted(key)), _("write it on one line"))
            return ""
        return node.value.strip()

    def expression(self, node: Node | None, key: str) -> str:
        """`node` as an expression on one line."""
        return one_line(self.text(node, key))

    def texts(self, node: Node | None, languages: tuple[str, ...], key: str) -> dict[str, str]:
        """`node` as text in several languages; plain text counts for the first language."""
        if node is None:
            return {}
        if isinstance(node.value, str):
            return {languages[0] if languages else "lv": node.value.strip()}
        found = self.mapping(node, languages, quoted(key))
        return {language: self.text(child, key) for language, child in found.items() if language in languages}

    def required_texts(self, keys: Mapping[str, Node], languages: tuple[str, ...], key: str, line: int) -> dict[str, str]:
        """The text under `key` in several languages; a fault where the first language has none."""
        texts = self.texts(keys.get(key), languages, key)
        if not texts.get(languages[0]):
            self.problem(
                keys[key].line if key in keys else line,
                _("{key} is missing in the language {language}").format(key=quoted(key), language=quoted(languages[0])),
                _("write it as {line}").format(line=quoted(f'{key}: {{{languages[0]}: "…"}}')),
            )
        return texts

    def flag(self, node: Node | None, key: str) -> bool:
        """`node` as yes or no; no where it is absent."""
        text = self.text(node, key).lower()
        if node is not None and text not in YES | NO:
            self.problem(node.line, _("{key} must be yes or no").format(key=quoted(key)), _("write yes or no"))
        return text in YES

    def number(self, node: Node | None, key: str) -> float | None:
        """`node` as a number with a decimal point."""
        if node is None:
            return None
        try:
            value = float(self.text(node, key))
            if isfinite(value):
                return value
            raise ValueError
        except ValueError:
            self.problem(node.line, _("{key} must be a number").format(key=quoted(key)), _("write it as 12 or 0.5"))
            return None

    def whole(self, node: Node | None, key: str) -> int | None:
        """`node` as a whole number."""
        value = self.number(node, key)
        if node is not None and value is not None and (value != int(value) or abs(value) > 1e9):
            self.problem(node.line, _("{key} must be a whole number").format(key=quoted(key)), _("write it as 12"))
            return None
        return None if value is None else int(value)

    def day(self, node: Node | None, key: str) -> date | None:
        """`node` as a date written 2026-03-05."""
        if node is None:
            return None
        try:
            return date.fromisoformat(self.text(node, key))
        except ValueError:
            self.problem(node.line, _("{key} must be a date").format(key=quoted(key)), _("write it as 2026-03-05"))
            return None


def one_line(expression: str) -> str:
    """An expression as it is kept, though it may have been written over several lines."""
    return " ".join(expression.strip().split("\n"))


def _moved(node: Node, line: int) -> Node:
    """A text as it is told: at the line of its key, where editors show it."""
    return replace(node, line=line, column=node.column if node.line == line else 0)


def _too_deep() -> tuple[str, str]:
    return _("anchors and very deep nesting are not used here"), _("write the value out")


def _line(problem: Problem) -> tuple[str, int, int]:
    """File, line and column, for sorting."""
    found = re.fullmatch(r"(.*?):(\d+)(?::(\d+))?", problem.place, re.DOTALL)
    return (found[1], int(found[2]), int(found[3] or 0)) if found else (problem.place, 0, 0)
