"""Conditions as rows of three choices, „question – is – choice”, and the expressions that say the same."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.i18n import N_, _
from consult.model.expressions import ExpressionFault, parse
from consult.model.question import CODE, Choice, Question, QuestionType
from consult.model.survey import Survey


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a condition can ask about: a question, a row of one, a column or field."""

    path: str
    """As expressions call it: `group`, `need.home`."""
    label: str
    """The wording in the language that was asked for."""
    kind: str
    """What can be said of it: `choice`, `scale`, `several`, `number`, `words` or `any`."""
    choices: tuple[tuple[str, str], ...] = ()
    """Code and label of what may be its value."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `value` is empty where the operator takes none."""

    path: str
    operator: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of which all must hold, or with `either` one of them."""

    all: tuple[Condition, ...] = ()
    either: bool = False


OPERATORS = {
    "==": N_("is"),
    "!=": N_("is not"),
    "has": N_("has among its answers"),
    "has_not": N_("does not have among its answers"),
    ">": N_("is above"),
    ">=": N_("is at least"),
    "<": N_("is below"),
    "<=": N_("is at most"),
    "contains": N_("contains the words"),
    "answered": N_("was answered"),
    "blank": N_("was left blank"),
}
WITHOUT_VALUE = frozenset({"answered", "blank"})
_OF_KIND = {
    "choice": ("==", "!=", "answered", "blank"),
    "scale": ("==", "!=", ">=", "<=", "answered", "blank"),
    "several": ("has", "has_not", "answered", "blank"),
    "number": (">", ">=", "<", "<=", "==", "!=", "answered", "blank"),
    "words": ("answered", "blank", "contains"),
    "any": ("answered", "blank"),
}
_KINDS = {
    QuestionType.SINGLE: "choice", QuestionType.YESNO: "choice", QuestionType.SCALE: "scale", QuestionType.MULTI: "several",
    QuestionType.RANKING: "several", QuestionType.NUMBER: "number", QuestionType.COMPUTED: "number", QuestionType.TEXT: "words",
}  # fmt: skip
_SIGNS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.In: "has", ast.NotIn: "has_not",
}  # fmt: skip
_FIGURE = re.compile(r"-?\d+([.,]\d+)?")


def operators(kind: str) -> tuple[tuple[str, str], ...]:
    """What can be said of a subject of this kind: operator and its words in the language that is spoken."""
    return tuple((operator, _(OPERATORS[operator])) for operator in _OF_KIND.get(kind, _OF_KIND["any"]))


# What can be asked about


def subjects(survey: Survey, place: str, language: str = "") -> tuple[Subject, ...]:
    """What is answered before `place` (a question, `page:CODE`, or `question/part`) and so can be asked about there."""
    return tuple(_subjects(survey, place, language))


def _subjects(survey: Survey, place: str, language: str) -> Iterator[Subject]:
    code, _slash, part = place.partition("/")
    for page in survey.pages:
        if place == f"page:{page.code}":
            return
        for question in page.questions:
            if question.code == code:
                yield from _parts_before(question, part, language)
                return
            yield from _of(question, language)


def _parts_before(question: Question, part: str, language: str) -> Iterator[Subject]:
    for one in question.parts:
        if one.code == part:
            return
        if part:
            yield from _of(one, language)


def _of(question: Question, language: str) -> Iterator[Subject]:
    label = question.label_in(language)
    match question.type:
        case QuestionType.NOTE:
            return
        case QuestionType.MATRIX if not question.sides:
            for row in question.rows:
                words = f"{label} – {row.label_in(language)}"
                yield Subject(question.code + _step(row.code), words, "scale", _named(question.choices, language))
        case QuestionType.ALLOCATION:
            for choice in question.choices:
                yield Subject(question.code + _step(choice.code), f"{label} – {choice.label_in(language)}", "number")
        case type_:
            yield Subject(question.code, label, _KINDS.get(type_, "any"), _named(question.choices, language))


def _named(choices: Sequence[Choice], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.code, choice.label_in(language)) for choice in choices if not choice.closed)


def _step(code: str) -> str:
    return f".{code}" if CODE.fullmatch(code) else f"[{json.dumps(code)}]"


# Written


def written(conditions: Conditions, known: Sequence[Subject]) -> str:
    """The expression that says `conditions`; empty where there are none."""
    kinds = {subject.path: subject.kind for subject in known}
    parts = [_written(condition, kinds.get(condition.path, "any")) for condition in conditions.all]
    return (" or " if conditions.either else " and ").join(parts)


def _written(condition: Condition, kind: str) -> str:
    path, value = condition.path, condition.value
    match condition.operator:
        case "answered" | "blank" as asked:
            return f"{asked}({path})"
        case "contains":
            return f"contains({path}, {_quoted(value)})"
        case "has":
            return f"{_quoted(value)} in {path}"
        case "has_not":
            return f"{_quoted(value)} not in {path}"
    figure = kind == "number" or (kind == "scale" and condition.operator not in ("==", "!="))
    return f"{path} {condition.operator} {value.replace(',', '.') if figure and _FIGURE.fullmatch(value) else _quoted(value)}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


# Read


def read(expression: str) -> Conditions | None:
    """The conditions that an expression says; None where it says more than rows of choices can."""
    if not expression.strip():
        return Conditions()
    try:
        tree = parse(expression).tree
    except ExpressionFault:
        return None
    either = isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or)
    found = [_condition(node) for node in (tree.values if isinstance(tree, ast.BoolOp) else [tree])]
    return Conditions(tuple(one for one in found if one), either) if all(found) else None


def _condition(node: ast.expr) -> Condition | None:
    match node:
        case ast.Call(func=ast.Name(id="answered" | "blank" as asked), args=[subject]):
            return _made(subject, asked, "")
        case ast.Call(func=ast.Name(id="contains"), args=[subject, ast.Constant(value=str(words))]):
            return _made(subject, "contains", words)
        case ast.Compare(left=ast.Constant(value=str(code)), ops=[ast.In() | ast.NotIn() as sign], comparators=[subject]):
            return _made(subject, _SIGNS[type(sign)], code)
        case ast.Compare(left=subject, ops=[sign], comparators=[ast.Constant(value=value)]) if not isinstance(
            sign, ast.In | ast.NotIn
        ):
            return _made(subject, _SIGNS[type(sign)], _shown(value)) if type(sign) in _SIGNS else None
    return None


def _made(subject: ast.expr, operator: str, value: str) -> Condition | None:
    path = _path(subject)
    return Condition(path, operator, value) if path else None


def _path(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=before, attr=name):
            return f"{_path(before)}.{name}" if _path(before) else ""
        case ast.Subscript(value=before, slice=ast.Constant(value=str(name))):
            return f"{_path(before)}{_step(name)}" if _path(before) else ""
    return ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


# Filters


def filters(survey: Survey, place: str, language: str = "") -> tuple[Subject, ...]:
    """The questions before `place` whose chosen answers may be what is on offer there."""
    return tuple(subject for subject in subjects(survey, place, language) if subject.kind == "several")


def filter_of(expression: str, word: str) -> str | None:
    """The question whose chosen answers are on offer by `row in QUESTION`; empty for none, None where it says something else."""
    if not expression.strip():
        return ""
    found = re.fullmatch(rf"\s*{word}\s+in\s+([a-z][a-z0-9_]*)\s*", expression)
    return found[1] if found else None


# Told


def told(conditions: Conditions, known: Sequence[Subject]) -> list[tuple[str, str, str]]:
    """Each condition as three words: what it asks about, what it says of that, and the value."""
    by_path = {subject.path: subject for subject in known}
    lines = []
    for one in conditions.all:
        subject = by_path.get(one.path)
        value = dict(subject.choices).get(one.value, one.value) if subject else one.value
        lines.append((subject.label if subject else one.path, _(OPERATORS[one.operator]), value))
    return lines
