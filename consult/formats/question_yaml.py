"""Questions as survey files write them. The format is described in docs/files.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import ceil
from typing import TypeVar

from consult.formats.choices_yaml import ChoicesReader
from consult.formats.logic_lines import LogicLines
from consult.formats.yaml_text import Node, Reading
from consult.i18n import _, quoted
from consult.model.question import (
    CODE,
    MADE_OF_PARTS,
    OFFERING,
    PART_TYPES,
    Check,
    Choice,
    Level,
    Question,
    QuestionType,
    Role,
    yes_or_no,
)
from consult.model.response import REASONS, Missing

E = TypeVar("E", bound=StrEnum)

_COMMON_KEYS = ("code", "type", "ask", "hint", "required", "role", "publish", "show_if", "check")
_CHOICE_KEYS = ("list", "choices", "other", "choices_if")
_SCALE_KEYS = ("list", "choices", "from", "to", "labels", "no_opinion", "diverging")
_TYPE_KEYS: Mapping[QuestionType, tuple[str, ...]] = {
    QuestionType.SINGLE: _CHOICE_KEYS,
    QuestionType.MULTI: (*_CHOICE_KEYS, "min", "max"),
    QuestionType.YESNO: (),
    QuestionType.SCALE: _SCALE_KEYS,
    QuestionType.MATRIX: ("rows", "rows_if", "sides", *_SCALE_KEYS),
    QuestionType.NUMBER: ("min", "max", "integer", "unit", "other", "missing"),
    QuestionType.TEXT: ("lines", "max_chars"),
    QuestionType.DATE: ("min", "max", "missing"),
    QuestionType.RANKING: ("list", "choices", "choices_if", "min", "max"),
    QuestionType.ALLOCATION: ("list", "choices", "choices_if", "total", "unit", "integer", "missing"),
    QuestionType.TABLE: ("rows", "rows_if", "columns", "totals"),
    QuestionType.REPEAT: ("fields", "min", "max"),
    QuestionType.FILE: (),
    QuestionType.COMPUTED: ("value", "unit", "integer"),
    QuestionType.NOTE: (),
}
_NOTE_KEYS = ("code", "type", "ask", "hint", "show_if")
_COUNTED = frozenset({QuestionType.MULTI, QuestionType.RANKING, QuestionType.REPEAT})
_RESERVED_PARTS = ("row", "choice")
_TOTALS = ("rows", "columns")
_MOST_INSTANCES = 50


def keys_of(kind: QuestionType) -> tuple[str, ...]:
    """What a question of this type may have."""
    return _NOTE_KEYS if kind is QuestionType.NOTE else (*_COMMON_KEYS, *_TYPE_KEYS[kind])


@dataclass(slots=True, eq=False, repr=False)
class QuestionReader:
    """Reads questions; faults go to `reading`. Afterwards it tells what the logic of the survey can be looked through with."""

    reading: Reading
    languages: tuple[str, ...]
    choices: ChoicesReader
    published: bool = False
    """Whether limits that contradict each other pass: a published survey stays as it is."""
    lines: dict[str, int] = field(default_factory=dict)
    """Code of a question, or `question.part` → its line."""
    logic: LogicLines = field(default_factory=LogicLines)
    doubtful: set[str] = field(default_factory=set)
    """Those of which not all that they take could be read."""
    unnamed: bool = False
    """Whether there are questions or parts without a code that could be read."""

    def question(self, node: Node, inside: str = "") -> Question:
        """The question in `node`, as far as it can be read; `inside` is the code of the question that it is a part of."""
        keys = self.reading.mapping(node, what=_("a question"))
        if not isinstance(node.value, dict):
            self.unnamed = True
            return Question("", QuestionType.NOTE, {})
        kind = self._type(keys.get("type"), node.line, inside)
        code = self._code(keys.get("code"), node.line, inside)
        place = f"{inside}.{code}" if inside else code
        if kind is None or not node.wholly_read:
            self._doubt(place)
        self.logic.note(place, keys)
        question = self._of_type(kind, node, keys, code, place) if kind else self._of_no_type(keys, code)
        if question.type in MADE_OF_PARTS and not question.parts:
            self.unnamed = True
        return question

    def _doubt(self, place: str) -> None:
        """Nothing is said of answers to the question at `place`, nor to the one that it is a part of."""
        self.doubtful |= {place, place.partition(".")[0]}

    def _of_no_type(self, keys: Mapping[str, Node], code: str) -> Question:
        """What stands for a question of no known type, so that its name is known and its condition is looked through."""
        show_if = self.reading.expression(keys.get("show_if"), "show_if")
        return Question(code, QuestionType.TEXT, self._texts(keys, "ask"), show_if=show_if)

    def _of_type(self, kind: QuestionType, node: Node, keys: Mapping[str, Node], code: str, place: str) -> Question:
        before = len(self.reading.problems)
        self.reading.mapping(node, keys_of(kind), _("a question of type {type}").format(type=quoted(kind.value)))
        question = self._answered_by(kind, keys, node.line, code)
        lists = {self.reading.text(keys[key], key) for key in ("list", "rows", "sides") if key in keys and _is_text(keys[key])}
        if len(self.reading.problems) > before or lists & self.choices.partly_read:
            self._doubt(place)
        totals = self._words(keys.get("totals"), "totals", _TOTALS)
        question = replace(
            question,
            label=self.reading.required_texts(keys, self.languages, "ask", node.line),
            hint=self._texts(keys, "hint"),
            required=self._flag(keys, "required"),
            role=self._one_of(keys.get("role"), "role", Role, Role.NONE),
            publish="publish" not in keys or self._flag(keys, "publish"),
            parts=self._parts(kind, keys, node.line, code),
            diverging=self._flag(keys, "diverging"),
            unit=self._texts(keys, "unit"),
            lines=self._count(keys, "lines") or 3,
            longest=self._count(keys, "max_chars"),
            row_totals="rows" in totals,
            column_totals="columns" in totals,
            show_if=self.reading.expression(keys.get("show_if"), "show_if"),
            choices_if=self.reading.expression(keys.get("choices_if"), "choices_if"),
            rows_if=self.reading.expression(keys.get("rows_if"), "rows_if"),
            checks=tuple(self._check(child) for child in self.reading.sequence(keys.get("check"), "check")),
            compute=self._value(kind, keys, node.line),
        )
        if kind is not QuestionType.REPEAT or (question.most or 0) <= _MOST_INSTANCES:  # a fault already, and a billion fields
            self._refuse_alike_fields(question, node.line)
        return question

    def _answered_by(self, kind: QuestionType, keys: Mapping[str, Node], line: int, code: str) -> Question:
        """The question with what its answers can be, but for its parts."""
        is_date, counted = kind is QuestionType.DATE, kind in _COUNTED
        least, most = (self._count(keys, key) if counted else None for key in ("min", "max"))
        limits = not is_date and not counted
        minimum, maximum = (self.reading.number(keys.get(key), key) if limits else None for key in ("min", "max"))
        earliest, latest = (self.reading.day(keys.get(key), key) if is_date else None for key in ("min", "max"))
        self._refuse_empty_range(keys, (minimum, maximum), (earliest, latest), (least, most))
        question = Question(
            code=code,
            type=kind,
            label={},
            choices=self._choices(kind, keys, line),
            rows=self._rows(kind, keys, line),
            sides=self.choices.rows(keys["sides"], "sides", line) if "sides" in keys else (),
            other=self._flag(keys, "other"),
            minimum=minimum,
            maximum=maximum,
            earliest=earliest,
            latest=latest,
            least=least,
            most=most,
            integer=self._flag(keys, "integer"),
            total=self._total(kind, keys, line),
            reasons=tuple(Missing(word) for word in self._words(keys.get("missing"), "missing", REASONS)),
        )
        self._refuse_more_than_offered(question, keys)
        if not self.published:
            self._refuse_more_than_go_together(question, keys)
            self._refuse_no_whole_number(question, keys)
        return question

    def _texts(self, keys: Mapping[str, Node], key: str) -> Mapping[str, str]:
        return self.reading.texts(keys.get(key), self.languages, key)

    def _flag(self, keys: Mapping[str, Node], key: str) -> bool:
        return key in keys and self.reading.flag(keys[key], key)

    def _type(self, given: Node | None, line: int, inside: str) -> QuestionType | None:
        kind = self.reading.text(given, "type")
        allowed = [one for one in QuestionType if not inside or one in PART_TYPES]
        if kind not in allowed:
            self.reading.problem(
                given.line if given else line,
                _("{type} is not a type of question").format(type=quoted(kind))
                if not inside or kind not in list(QuestionType)
                else _("a part of a question cannot be of type {type}").format(type=quoted(kind)),
                _("use one of {types}").format(types=", ".join(allowed)),
            )
            return None
        return QuestionType(kind)

    def _code(self, node: Node | None, line: int, inside: str) -> str:
        code = self.reading.text(node, "code")
        line = node.line if node else line
        full = f"{inside}.{code}" if inside else code
        self.unnamed = self.unnamed or not code
        if not CODE.fullmatch(code) or (inside and code in _RESERVED_PARTS):
            self.reading.problem(
                line,
                _("{code} is no code for a question").format(code=quoted(code)),
                _("start with a small letter and go on with small letters, digits and _, at most 40"),
            )
        elif full in self.lines:
            self.reading.problem(
                line,
                _("the question {code} stands twice, first in line {first}").format(code=quoted(code), first=self.lines[full]),
                _("give every question a code of its own"),
            )
            self._doubt(full)
        self.lines.setdefault(full, line)
        return code

    def _one_of(self, node: Node | None, key: str, kinds: type[E], default: E) -> E:
        word = self.reading.text(node, key)
        if not word:
            return default
        try:
            return kinds(word)
        except ValueError:
            self.reading.problem(
                node.line if node else 1,
                _("{role} is not a role").format(role=quoted(word)) if key == "role"
                else _("{word} is not known here").format(word=quoted(word)),
                _("use one of {roles}").format(roles=", ".join(one for one in kinds if one)),
            )  # fmt: skip
            return default

    def _choices(self, kind: QuestionType, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        if kind is QuestionType.YESNO:
            return yes_or_no(self.languages)
        return self.choices.offered(keys, line) if kind in OFFERING else ()

    def _rows(self, kind: QuestionType, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        return self.choices.rows(keys.get("rows"), "rows", line) if kind in (QuestionType.MATRIX, QuestionType.TABLE) else ()

    def _parts(self, kind: QuestionType, keys: Mapping[str, Node], line: int, code: str) -> tuple[Question, ...]:
        if kind not in (QuestionType.TABLE, QuestionType.REPEAT):
            return ()
        key = "columns" if kind is QuestionType.TABLE else "fields"
        parts = [self.question(child, code) for child in self.reading.sequence(keys.get(key), key)]
        if not parts:
            self.reading.problem(
                line, _("the question {code} asks for nothing").format(code=quoted(code)), _("add “{key}:”").format(key=key)
            )
        for part in parts:
            if part.type is QuestionType.MULTI and kind is QuestionType.TABLE:
                self.reading.problem(
                    self.lines[f"{code}.{part.code}"],
                    _("a part of a question cannot be of type {type}").format(type=quoted(part.type)),
                    _("make it yes or no columns"),
                )
        return tuple(parts)

    def _refuse_empty_range(
        self, keys: Mapping[str, Node], *limits: tuple[float | None, float | None] | tuple[date | None, date | None]
    ) -> None:
        for low, high in limits:
            if low is not None and high is not None and low > high:  # type: ignore[operator]
                self.reading.problem(
                    keys["min"].line, _("the smallest value allowed is larger than the largest"), _("swap min and max")
                )

    def _refuse_no_whole_number(self, question: Question, keys: Mapping[str, Node]) -> None:
        low, high = question.minimum, question.maximum
        if question.integer and low is not None and high is not None and low <= high < ceil(low):
            self.reading.problem(
                keys["min"].line, _("there is no whole number from min to max"), _("widen the limits, or take “integer” away")
            )

    def _refuse_more_than_go_together(self, question: Question, keys: Mapping[str, Node]) -> None:
        offered = len(question.choices) + question.other
        together = offered - sum(choice.exclusive for choice in question.choices)
        if question.least is not None and together < question.least <= offered:
            self.reading.problem(
                keys["min"].line,
                _("{key} is {n}, but only {together} can be chosen together").format(
                    key=quoted("min"), n=question.least, together=together
                ),
                _("write a smaller number"),
            )

    def _refuse_more_than_offered(self, question: Question, keys: Mapping[str, Node]) -> None:
        offered = _MOST_INSTANCES if question.type is QuestionType.REPEAT else len(question.choices) + question.other
        for key, count in (("min", question.least), ("max", question.most)):
            if count is not None and count > offered:
                self.reading.problem(
                    keys[key].line,
                    _("{key} is {n}, but there are only {offered}").format(key=quoted(key), n=count, offered=offered),
                    _("write a smaller number"),
                )

    def _refuse_alike_fields(self, question: Question, line: int) -> None:
        """Codes with dots may give two cells one name, and an answer would land in either."""
        seen: set[str] = set()
        alike = next((name for name in question.fields if name in seen or seen.add(name)), None)  # type: ignore[func-returns-value]
        if alike:
            self.reading.problem(
                line, _("two places of the question are called {name}").format(name=quoted(alike)), _("change one of the codes")
            )

    def _count(self, keys: Mapping[str, Node], key: str) -> int | None:
        count = self.reading.whole(keys.get(key), key)
        if count is not None and count < 1:
            self.reading.problem(
                keys[key].line, _("{key} must be at least 1").format(key=quoted(key)), _("write a larger number")
            )
            return None
        return count

    def _total(self, kind: QuestionType, keys: Mapping[str, Node], line: int) -> float | None:
        total = self.reading.number(keys.get("total"), "total")
        if kind is QuestionType.ALLOCATION and (total is None or total <= 0):
            self.reading.problem(line, _("the question has nothing to allocate"), _("add “total: 100”"))
        elif total is not None and total != int(total) and self._flag(keys, "integer"):
            self.reading.problem(keys["total"].line, _("whole points cannot add up to {total}").format(total=total), "total: 100")
        return total

    def _value(self, kind: QuestionType, keys: Mapping[str, Node], line: int) -> str:
        value = self.reading.expression(keys.get("value"), "value")
        if kind is QuestionType.COMPUTED and not value:
            self.reading.problem(line, _("the question computes nothing"), _("add “value:” with an expression"))
        return value

    def _words(self, node: Node | None, key: str, allowed: tuple[str, ...]) -> list[str]:
        """The words of a list, or of one text, that are allowed here; others are noted once."""
        if node is None:
            return []
        nodes = node.value if isinstance(node.value, list) else [node]
        words = [self.reading.text(child, key) for child in nodes]
        for child, word in zip(nodes, words, strict=True):
            if word not in allowed:
                self.reading.problem(
                    child.line,
                    _("{word} is not known here").format(word=quoted(word)),
                    _("use one of {roles}").format(roles=", ".join(allowed)),
                )
        return [word for word in words if word in allowed]

    def _check(self, node: Node) -> Check:
        keys = self.reading.mapping(node, ("must", "say", "level"), _("a check"))
        must = self.reading.expression(keys.get("must"), "must")
        if not must:
            self.reading.problem(node.line, _("the check demands nothing"), _("add “must:” with an expression"))
        return Check(must, self._texts(keys, "say"), self._one_of(keys.get("level"), "level", Level, Level.ERROR))


def _is_text(node: Node) -> bool:
    return isinstance(node.value, str)
