"""Expressions of an XLSForm, as trees, to the language of survey files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consult.formats.our_expressions import AND, ATOM, COMPARED, NOT, OR, PRODUCT, SIGN, SUM, literal
from consult.formats.xlsform.said import Said, as_code, called, figure, several_compared
from consult.formats.xlsform.scope import Scope, Sort, Target
from consult.formats.xlsform.xpath import Call, Itself, Name, Number, Operation, Reference, Text, Tree, Untranslatable, parse
from consult.model.expressions import ExpressionFault
from consult.model.expressions import parse as parse_expression

_SIGNS: Mapping[str, tuple[str, int]] = {
    "or": ("or", OR), "and": ("and", AND), "=": ("==", COMPARED), "!=": ("!=", COMPARED), "<": ("<", COMPARED),
    "<=": ("<=", COMPARED), ">": (">", COMPARED), ">=": (">=", COMPARED), "+": ("+", SUM), "-": ("-", SUM),
    "*": ("*", PRODUCT), "div": ("/", PRODUCT), "mod": ("%", PRODUCT),
}  # fmt: skip
_SAME_NAME = {"sum": 1, "min": 1, "max": 1, "abs": 1, "floor": 1, "int": 1, "number": 1, "coalesce": 2, "concat": 1, "round": 1,
              "contains": 2}  # fmt: skip
_RENAMED = {"ceiling": "ceil", "ceil": "ceil", "string": "text", "starts-with": "starts_with", "ends-with": "ends_with",
            "string-length": "len", "count": "count", "count-non-empty": "count", "lower-case": "lower"}  # fmt: skip
_UNCHANGED = ("date", "normalize-space", "boolean")
_AGGREGATES = ("sum", "min", "max", "count", "count-non-empty", "join", "coalesce")


def translate(xpath: str, scope: Scope, itself: Target | None = None, *, choosing: bool = False) -> str:
    """The expression that says the same as `xpath`. Raises Untranslatable with the part that cannot be said.

    `itself` is what `.` stands for; `choosing` is true of a filter of choices, where bare names are columns of the choices.
    """
    return translate_tree(parse(xpath), scope, itself, choosing=choosing)


def translate_tree(tree: Tree, scope: Scope, itself: Target | None = None, *, choosing: bool = False) -> str:
    """As `translate`, of a tree."""
    said = _Translation(scope, itself, choosing).said(tree).text
    try:
        parse_expression(said)
    except ExpressionFault as fault:
        raise Untranslatable(fault.fault) from None
    return said


class _Translation:
    def __init__(self, scope: Scope, itself: Target | None, choosing: bool):
        self._scope, self._itself, self._choosing = scope, itself, choosing
        self._calls: Mapping[str, Callable[[tuple[Tree, ...]], Said]] = {
            "selected": self._selected, "count-selected": self._count_selected, "if": self._if, "regex": self._regex,
            "not": self._not, "join": self._join, "jr:choice-name": self._choice_name, "pow": self._power,
            "decimal-date-time": self._days_since, "format-date": self._format_date, "format-date-time": self._format_date,
        }  # fmt: skip

    def said(self, tree: Tree) -> Said:
        match tree:
            case Number(text=text):
                return Said(figure(text), sort=Sort.NUMBER)
            case Text(text=text):
                return Said(literal(text))
            case Reference(name=name):
                return self._referred(name)
            case Itself():
                return self._itself_said()
            case Name(name=name):
                return self._named(name)
            case Operation():
                return self._operation(tree)
            case Call(name=name, given=given):
                return self._call(name, given)

    def _referred(self, name: str) -> Said:
        target = self._scope.find(name, self._itself.inside if self._itself else "")
        return Said(target.path, sort=target.sort, target=target)

    def _itself_said(self) -> Said:
        if self._itself is None or self._itself.sort is Sort.NOTHING or not self._itself.path:
            raise Untranslatable(".")
        return Said(self._itself.path, sort=self._itself.sort, target=self._itself)

    def _named(self, name: str) -> Said:
        if self._choosing:
            return Said(self._scope.attribute(name))
        if name.lower() in ("true", "false"):
            return Said(name.lower().capitalize())
        raise Untranslatable(name)

    def _operation(self, tree: Operation) -> Said:
        sign, power = _SIGNS[tree.sign]
        left, right = self.said(tree.left), self.said(tree.right)
        if power == COMPARED:
            return self._compared(sign, left, right)
        if power in (OR, AND):
            return Said(f"{left.inside(power)} {sign} {right.inside(power)}", power)
        self._refuse_lists(left, right)
        if left.sort is Sort.DAY or right.sort is Sort.DAY:
            if sign == "-" and left.sort is right.sort:
                return Said(f"days({right.text}, {left.text})", sort=Sort.NUMBER)
            raise Untranslatable(f"{left.text} {sign} {right.text}")
        if sign == "-" and tree.left == Number("0"):
            return Said(f"-{right.inside(SIGN)}", SIGN, Sort.NUMBER)
        return Said(f"{left.inside(power)} {sign} {right.inside(power + 1)}", power, Sort.NUMBER)

    def _compared(self, sign: str, left: Said, right: Said) -> Said:
        if right.sort is Sort.SEVERAL and left.sort is not Sort.SEVERAL:
            left, right = right, left
        same = sign in ("==", "!=")
        if same and left.target and left.target.codes:
            right = as_code(left.target, right)
        elif same and right.target and right.target.codes:
            left = as_code(right.target, left)
        self._refuse_lists(left, right)
        if left.sort is Sort.SEVERAL:
            return several_compared(sign, left.text, right.text)
        return Said(f"{left.inside(SUM)} {sign} {right.inside(SUM)}", COMPARED)

    def _refuse_lists(self, *sides: Said) -> None:
        for side in sides:
            if side.sort is Sort.LIST:
                raise Untranslatable(f"${{{side.text}}}")

    def _call(self, name: str, given: tuple[Tree, ...]) -> Said:
        name = name.lower()
        if name in self._calls:
            return self._calls[name](given)
        if name in ("true", "false") and not given:
            return Said(name.capitalize())
        if name in ("today", "now") and not given:
            return Said("today()", sort=Sort.DAY)
        said = [self.said(tree) for tree in given]
        if name not in _AGGREGATES:
            self._refuse_lists(*said)
        if name in _UNCHANGED and len(said) == 1:
            return Said(said[0].text, said[0].power, Sort.DAY) if name == "date" else said[0]
        if name in _SAME_NAME and len(said) >= _SAME_NAME[name]:
            return Said(called(name, said), sort=Sort.TEXT if name in ("concat", "coalesce", "contains") else Sort.NUMBER)
        if name in _RENAMED and said:
            return Said(called(_RENAMED[name], said), sort=Sort.TEXT if name == "string" else Sort.NUMBER)
        raise Untranslatable(f"{name}()")

    def _selected(self, given: tuple[Tree, ...]) -> Said:
        several, value = self._two("selected", given)
        self._refuse_lists(several, value)
        if several.target and several.target.codes:
            value = as_code(several.target, value)
        if several.sort is Sort.SEVERAL:
            return Said(f"{value.inside(SUM)} in {several.text}", COMPARED)
        return Said(f"{several.inside(SUM)} == {value.inside(SUM)}", COMPARED)

    def _count_selected(self, given: tuple[Tree, ...]) -> Said:
        (several,) = self._several("count-selected", given, 1)
        itself = self._itself and several.target is self._itself
        return Said(f"{'len' if itself else 'count'}({several.text})", sort=Sort.NUMBER)

    def _if(self, given: tuple[Tree, ...]) -> Said:
        condition, then, otherwise = self._several("if", given, 3)
        sort = then.sort if then.sort is otherwise.sort else Sort.TEXT
        return Said(f"if_({condition.text}, {then.text}, {otherwise.text})", sort=sort)

    def _regex(self, given: tuple[Tree, ...]) -> Said:
        text, pattern = self._two("regex", given)
        return Said(f"matches({text.text}, {pattern.text})")

    def _not(self, given: tuple[Tree, ...]) -> Said:
        (said,) = self._several("not", given, 1)
        return Said(f"not {said.inside(NOT)}", NOT)

    def _join(self, given: tuple[Tree, ...]) -> Said:
        between, several = self._two("join", given)
        return Said(f"join({several.text}, {between.text})")

    def _choice_name(self, given: tuple[Tree, ...]) -> Said:
        said = self.said(given[0]) if given else None
        if said is None or said.target is None or not said.target.codes or said.sort is Sort.LIST:
            raise Untranslatable("jr:choice-name()")
        return Said(f"label({said.text})")

    def _power(self, given: tuple[Tree, ...]) -> Said:
        base, exponent = self._two("pow", given)
        return Said(f"{base.inside(ATOM)} ** {exponent.inside(ATOM)}", SIGN, Sort.NUMBER)

    def _days_since(self, given: tuple[Tree, ...]) -> Said:
        (said,) = self._several("decimal-date-time", given, 1)
        return Said(said.text, said.power, Sort.DAY)

    def _format_date(self, given: tuple[Tree, ...]) -> Said:
        day, pattern = self._two("format-date", given)
        if pattern.text != literal("%Y"):
            raise Untranslatable("format-date()")
        return Said(f"year({day.text})", sort=Sort.NUMBER)

    def _two(self, name: str, given: tuple[Tree, ...]) -> tuple[Said, Said]:
        one, other = self._several(name, given, 2)
        return one, other

    def _several(self, name: str, given: tuple[Tree, ...], count: int) -> list[Said]:
        if len(given) != count:
            raise Untranslatable(f"{name}()")
        return [self.said(tree) for tree in given]
