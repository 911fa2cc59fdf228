"""Constraints of an XLSForm that are plain limits: the smallest and largest answer, the number of choices, the length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult.formats.xlsform.xpath import Call, Itself, Number, Operation, Text, Tree
from consult.model.question import QuestionType

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(slots=True)
class Limits:
    """The limits found so far."""

    minimum: float | None = None
    maximum: float | None = None
    earliest: date | None = None
    latest: date | None = None
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    found: bool = False


def conjuncts(tree: Tree) -> Iterator[Tree]:
    """The conditions that `and` joins."""
    if isinstance(tree, Operation) and tree.sign == "and":
        yield from conjuncts(tree.left)
        yield from conjuncts(tree.right)
    else:
        yield tree


def take_limits(tree: Tree, kind: QuestionType, integer: bool, limits: Limits) -> list[Tree]:
    """Writes plain limits into `limits`; the conditions that are none are left and given back."""
    return [part for part in conjuncts(tree) if not _taken(part, kind, integer, limits)]


def exclusive_in(tree: Tree) -> str:
    """The name in `not(selected(., 'none') and count-selected(.) > 1)`, which makes a choice exclude all others."""
    if not (isinstance(tree, Call) and tree.name == "not" and len(tree.given) == 1):
        return ""
    inside = tree.given[0]
    if not (isinstance(inside, Operation) and inside.sign == "and"):
        return ""
    chosen = next((side for side in (inside.left, inside.right) if isinstance(side, Call) and side.name == "selected"), None)
    several = next((side for side in (inside.left, inside.right) if isinstance(side, Operation)), None)
    counted = Operation(">", Call("count-selected", (Itself(),)), Number("1"))
    if (
        chosen
        and several == counted
        and len(chosen.given) == 2
        and chosen.given[0] == Itself()
        and isinstance(chosen.given[1], Text)
    ):
        return chosen.given[1].text
    return ""


def _taken(tree: Tree, kind: QuestionType, integer: bool, limits: Limits) -> bool:
    if not isinstance(tree, Operation) or tree.sign not in _FLIPPED:
        return False
    left, sign, right = tree.left, tree.sign, tree.right
    if not _of_itself(left, kind):
        left, sign, right = right, _FLIPPED[sign], left
    if not _of_itself(left, kind):
        return False
    if kind is QuestionType.DATE:
        return _day(sign, right, limits)
    number = _figure(right)
    if number is None:
        return False
    return _number(sign, number, integer, limits) if kind is QuestionType.NUMBER else _count(sign, number, kind, limits)


def _of_itself(tree: Tree, kind: QuestionType) -> bool:
    """Whether it is what a limit of this kind of question is about."""
    measured = {QuestionType.TEXT: "string-length", QuestionType.MULTI: "count-selected"}.get(kind)
    return tree == (Call(measured, (Itself(),)) if measured else Itself())


def _figure(tree: Tree) -> float | None:
    if isinstance(tree, Number):
        return float(tree.text)
    if isinstance(tree, Operation) and tree.sign == "-" and tree.left == Number("0") and isinstance(tree.right, Number):
        return -float(tree.right.text)
    return None


def _number(sign: str, number: float, integer: bool, limits: Limits) -> bool:
    if sign in ("<", ">") and not (integer and number.is_integer()):
        return False
    if sign.startswith(">") and limits.minimum is None:
        limits.minimum = number + (sign == ">")
    elif sign.startswith("<") and limits.maximum is None:
        limits.maximum = number - (sign == "<")
    else:
        return False
    limits.found = True
    return True


def _count(sign: str, number: float, kind: QuestionType, limits: Limits) -> bool:
    count = int(number) + (sign == ">") - (sign == "<")
    if not number.is_integer() or count < 1:
        return False
    if kind is QuestionType.TEXT and sign.startswith("<") and limits.longest is None:
        limits.longest = count
    elif kind is QuestionType.MULTI and sign.startswith(">") and limits.least is None:
        limits.least = count
    elif kind is QuestionType.MULTI and sign.startswith("<") and limits.most is None:
        limits.most = count
    else:
        return False
    limits.found = True
    return True


def _day(sign: str, tree: Tree, limits: Limits) -> bool:
    text = tree.given[0] if isinstance(tree, Call) and tree.name == "date" and len(tree.given) == 1 else tree
    if not isinstance(text, Text) or sign not in (">=", "<="):
        return False
    try:
        day = date.fromisoformat(text.text)
    except ValueError:
        return False
    if sign == ">=" and limits.earliest is None:
        limits.earliest = day
    elif sign == "<=" and limits.latest is None:
        limits.latest = day
    else:
        return False
    limits.found = True
    return True
