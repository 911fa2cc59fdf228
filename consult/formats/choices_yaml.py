"""What questions offer: lists, choices, points of scales and rows, as survey files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from consult.formats.yaml_text import NO, YES, Node, Reading
from consult.i18n import _, quoted
from consult.model.question import OTHER, Choice
from consult.model.typed_values import without_marks

NO_OPINION = "no_opinion"
_NO_OPINION = {"lv": "Nav viedokļa", "en": "No opinion", "ru": "Нет мнения"}
_CHOICE_KEYS = ("code", "label", "apart", "exclusive", "closed")
_MOST_POINTS = 101


def no_opinion_label(languages: Iterable[str]) -> dict[str, str]:
    """How the way out beside a scale reads where the survey only says that there is one."""
    return {language: _NO_OPINION.get(language, _NO_OPINION["en"]) for language in languages}


@dataclass(slots=True, eq=False, repr=False)
class ChoicesReader:
    """Reads lists and choices; `folders` are where list files lie. Faults go to `reading`."""

    reading: Reading
    languages: tuple[str, ...]
    folders: tuple[Path, ...]
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    partly_read: set[str] = field(default_factory=set)
    """The names of the lists that have faults."""

    def read_lists(self, node: Node | None) -> None:
        """Reads the lists that the survey names once and uses often."""
        for name, child in self.reading.mapping(node, what=quoted("lists")).items():
            before = len(self.reading.problems)
            self.lists[name] = self._list(child)
            if len(self.reading.problems) > before or not child.wholly_read:
                self.partly_read.add(name)

    def _list(self, node: Node) -> tuple[Choice, ...]:
        if isinstance(node.value, list):
            return self.choices(node.value, node.line)
        keys = self.reading.mapping(node, ("file",), _("a list")) if isinstance(node.value, dict) else {"file": node}
        name = self.reading.text(keys.get("file"), "file")
        path = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        if not name or path is None:
            self.reading.problem(
                node.line,
                _("there is no list file {file}").format(file=quoted(name)),
                _("put it in the folder lists/, or write the choices here"),
            )
            return ()
        from consult.formats.list_csv import read_list  # most surveys have their choices in their own file

        found = read_list(path, self.languages)
        self.reading.problems.extend(found.problems)
        return found.choices if found.choices or found.problems else self._nothing(node.line)

    def choices(self, nodes: list[Node], line: int) -> tuple[Choice, ...]:
        """The choices in `nodes`; an empty list is a fault."""
        if not nodes:
            return self._nothing(line)
        choices: dict[str, Choice] = {}
        alike: dict[str, str] = {}
        for node in nodes:
            choice = self._choice(node)
            first = alike.setdefault(without_marks(choice.code), choice.code)
            if first != choice.code:
                self.reading.problem(
                    node.line,
                    _("the codes {first} and {second} are easily mistaken for one another").format(
                        first=quoted(first), second=quoted(choice.code)
                    ),
                    _("let them differ in more than case and diacritics"),
                )
            if not choice.code or choice.code in choices or choice.code == OTHER:
                self._refuse_code(node.line, choice.code)
            elif not any(choice.label.values()):
                self.reading.problem(node.line, _("the choice has no label"), _("write it in one of the languages"))
            choices[choice.code] = choice
        return tuple(choices.values())

    def _choice(self, node: Node) -> Choice:
        keys = self.reading.mapping(node, what=_("a choice"))
        code = self.reading.text(keys.get("code"), "code")
        label = self.reading.texts(keys.get("label"), self.languages, "label") or {
            language: self.reading.text(keys[language], language) for language in self.languages if language in keys
        }
        flags = {name: name in keys and self.reading.flag(keys[name], name) for name in ("apart", "exclusive", "closed")}
        return Choice(code, label, **flags, attributes=self._attributes(keys))

    def _attributes(self, keys: Mapping[str, Node]) -> dict[str, str]:
        """Every further key is an attribute for filters, unless it looks like a slip or an undeclared language."""
        known = (*_CHOICE_KEYS, *self.languages)
        further = {key: node for key, node in keys.items() if key not in known}
        for key, node in further.items():
            if re.fullmatch(r"[a-z]{2}(-\w+)?", key) or not key.isidentifier() or get_close_matches(key, known, 1, 0.75):
                self.reading.problem(
                    node.line,
                    _("{what} has no {key}").format(what=_("a choice"), key=quoted(key)),
                    _("use one of {keys}").format(keys=", ".join(get_close_matches(key, known, 3, 0.5) or known)),
                )
        return {key: self.reading.text(node, key) for key, node in further.items()}

    def _refuse_code(self, line: int, code: str) -> None:
        self.reading.problem(
            line,
            _("the code {code} is missing, stands twice or is reserved").format(code=quoted(code)),
            _("give every choice a code of its own"),
        )

    def _nothing(self, line: int) -> tuple[Choice, ...]:
        self.reading.problem(line, _("the list is empty"), _("write at least one choice"))
        return ()

    def offered(self, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        """What a question with these keys offers: a named list, choices of its own, or numbered points."""
        sources = [key for key in ("list", "choices", "from") if key in keys]
        if len(sources) > 1:
            self.reading.problem(
                keys[sources[1]].line, _("the choices are given twice"), _("keep one of {keys}").format(keys=", ".join(sources))
            )
        if "from" in keys or "to" in keys:
            choices = self._numbered_points(keys, line)
        elif "choices" in keys:
            choices = self.choices(self.reading.sequence(keys["choices"], "choices"), keys["choices"].line)
        else:
            choices = self._named_list(keys.get("list"), line)
        if "no_opinion" in keys:
            choices += self._no_opinion(keys["no_opinion"], choices)
        return choices

    def _no_opinion(self, node: Node, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        said = node.value.strip().lower() if isinstance(node.value, str) else ""
        if said in NO:
            return ()
        label = (
            no_opinion_label(self.languages)
            if said in YES
            else self.reading.required_texts({"no_opinion": node}, self.languages, "no_opinion", node.line)
        )
        if any(choice.code == NO_OPINION for choice in choices):
            self._refuse_code(node.line, NO_OPINION)
        return (Choice(NO_OPINION, label, apart=True),)

    def _named_list(self, node: Node | None, line: int) -> tuple[Choice, ...]:
        name = self.reading.text(node, "list")
        if name not in self.lists:
            self.reading.problem(
                node.line if node else line,
                _("there is no list {list}").format(list=quoted(name)) if name else _("the question offers no choices"),
                _("add it under “lists:”, or write “choices:” here"),
            )
        return self.lists.get(name, ())

    def _numbered_points(self, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        low, high = self.reading.whole(keys.get("from"), "from"), self.reading.whole(keys.get("to"), "to")
        if low is None or high is None or not low < high < low + _MOST_POINTS:
            self.reading.problem(line, _("the scale does not run from a number to a larger one"), "from: 1, to: 10")
            return ()
        ends = self.reading.mapping(keys.get("labels"), what=quoted("labels"))
        return tuple(
            Choice(
                str(point), self.reading.texts(ends.get(str(point)), self.languages, "labels") or {self.languages[0]: str(point)}
            )
            for point in range(low, high + 1)
        )

    def rows(self, node: Node | None, key: str, line: int) -> tuple[Choice, ...]:
        """The rows (or sides) of a matrix or table: a named list, or choices written here."""
        if node is not None and isinstance(node.value, list):
            return self.choices(node.value, node.line)
        if node is None:
            self.reading.problem(line, _("the question has no rows"), _("add “{key}:” with a list").format(key=key))
            return ()
        return self._named_list(node, line)
