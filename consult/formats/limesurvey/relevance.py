"""Expressions of LimeSurvey (ExpressionScript) to those of Consult. What has no counterpart is refused by name."""

from __future__ import annotations

from dataclasses import dataclass

from consult.formats.limesurvey.em_tokens import NotTranslated, Term, parse
from consult.formats.limesurvey.our_text import opposite
from consult.formats.limesurvey.patterns import pattern_of
from consult.formats.limesurvey.places import Kind, Names, Place, plain_suffix
from consult.formats.limesurvey.said import Said, called, inside
from consult.formats.our_expressions import AND, ATOM, COMPARED, NOT, OR, PRODUCT, SIGN, SUM, literal
from consult.i18n import _, quoted
from consult.model import expressions

_BINDING = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT}
_FUNCTIONS = {
    "abs": "abs", "ceil": "ceil", "floor": "floor", "round": "round", "intval": "int", "floatval": "number", "sum": "sum",
    "min": "min", "max": "max", "count": "count", "strlen": "len", "strtolower": "lower", "join": "concat",
}  # fmt: skip
_SAME = frozenset({"trim", "fixnum", "ltrim", "rtrim"})
_ON, _OFF = frozenset({"Y", "1"}), frozenset({"", "N", "0"})


@dataclass(frozen=True, slots=True)
class Translator:
    """Says expressions in our language; `own` is the place that `self` and `this` stand for."""

    names: Names
    own: Place | None = None

    def condition(self, expression: str) -> str:
        """A condition: empty where it is always true. Raises NotTranslated with what stands in the way."""
        plain = expression.strip()
        if plain in ("", "1", "true"):
            return ""
        if plain in ("0", "false"):
            return "False"
        return self._checked(self._truth(parse(plain))[0])

    def conditions(self, expression: str) -> list[str]:
        """What must hold of an answer, each part that must hold on its own by itself.

        „It is blank, or …” says nothing that we do not say ourselves: a check of a blank answer is skipped.
        """
        term = parse(expression)
        parts = term.parts if (term.kind, term.value) == ("operator", "and") else (term,)
        return [self._checked(self._truth(self._unless_blank(part))[0]) for part in parts]

    def value(self, expression: str) -> str:
        """A value. Raises NotTranslated."""
        return self._checked(self._value(parse(expression))[0])

    def _checked(self, said: str) -> str:
        try:
            expressions.parse(said)
        except expressions.ExpressionFault as fault:
            raise NotTranslated(fault.fault) from None
        return said

    def _unless_blank(self, term: Term) -> Term:
        """The demand without „or it is blank”: of the question itself, and then of others that it is compared with."""
        if (term.kind, term.value) == ("operator", "or") and self.own:
            blanks = [self._asks_for_blank(part) for part in term.parts]
            first = next((at for at, places in enumerate(blanks) if not places), len(blanks))
            if any(place.question == self.own.question for places in blanks[:first] for place in places):
                rest = term.parts[first:]
                return rest[0] if len(rest) == 1 else Term(term.kind, term.value, rest) if rest else term
        return term

    def _asks_for_blank(self, term: Term) -> list[Place]:
        """The places that must be blank for `term` to hold, „is_empty(a)” or „count(a, b) == 0”; none where it says more."""
        if (term.kind, term.value) == ("operator", "==") and term.parts[1].value == "0":
            term, wanted = term.parts[0], "count"
        else:
            wanted = "is_empty"
        if term.kind != "call" or term.value.lower() != wanted or any(part.kind != "name" for part in term.parts):
            return []
        return [self._place(part.value) for part in term.parts]

    def _place(self, name: str) -> Place:
        first, _point, rest = name.partition(".")
        if first in ("self", "this"):
            place = self.own
        elif first == "that" and rest:
            first, _point, rest = rest.partition(".")
            place = self.names.find(first)
        else:
            place = self.names.find(first)
        if place is None or not plain_suffix(rest):
            raise NotTranslated(_("{word} has no counterpart").format(word=quoted(name)))
        return place

    def _truth(self, term: Term) -> Said:
        """The term where only true and false count: an answer counts as true where there is one."""
        if term.kind == "name":
            place = self._place(term.value)
            if place.kind is Kind.CHOSEN:
                return place.said, COMPARED
            return called("answered", self._name(term.value)[0])
        if term.kind == "number":
            return ("True" if float(term.value) else "False"), ATOM
        return self._value(term)

    def _value(self, term: Term) -> Said:
        if term.kind == "number":
            number = float(term.value)
            return (str(int(number)) if number == int(number) else repr(number)), ATOM
        if term.kind == "text":
            return literal(term.value), ATOM
        if term.kind == "name":
            return self._name(term.value)
        return self._call(term) if term.kind == "call" else self._operator(term)

    def _name(self, name: str) -> Said:
        place = self._place(name)
        if place.kind is Kind.WORDS:
            raise NotTranslated(_("own words ({word}) have no counterpart").format(word=quoted(name)))
        if name.lower().endswith(".shown") and place.codes:
            return called("label", place.said)
        return place.said, COMPARED if place.kind is Kind.CHOSEN else ATOM

    def _operator(self, term: Term) -> Said:
        sign, parts = term.value, term.parts
        if sign in ("and", "or"):
            binding = AND if sign == "and" else OR
            said = dict.fromkeys(inside(self._truth(part), binding) for part in parts)
            return f" {sign} ".join(said), binding if len(said) > 1 else self._truth(parts[0])[1]
        if sign == "!":
            return self._negated(parts[0])
        if len(parts) == 1:
            return sign + inside(self._value(parts[0]), SIGN), SIGN
        if sign == "=":
            raise NotTranslated(_("{word} sets a value; to compare, it is {meant}").format(word=quoted("="), meant=quoted("==")))
        if sign not in _BINDING:
            return self._comparison(sign, *parts)
        binding = _BINDING[sign]
        left, right = inside(self._value(parts[0]), binding), inside(self._value(parts[1]), binding + 1)
        return f"{left} {sign} {right}", binding

    def _negated(self, term: Term) -> Said:
        if term.kind == "call" and term.value.lower() in ("is_empty", "empty") and len(term.parts) == 1:
            return self._blank(term.parts[0], blank=False)
        if term.kind == "name" and self._place(term.value).kind is Kind.CHOSEN:
            return self._blank(term, blank=True)
        return f"not {inside(self._truth(term), NOT)}", NOT

    def _comparison(self, sign: str, left: Term, right: Term) -> Said:
        if left.kind in ("text", "number") and right.kind == "name" and sign in ("==", "!="):
            left, right = right, left
        place = self._place(left.value) if left.kind == "name" else None
        if place and right.kind in ("text", "number") and sign in ("==", "!="):
            found = self._against_literal(place, left, right.value, sign)
            if found:
                return found
        if place and place.kind in (Kind.CHOSEN, Kind.SEVERAL):
            raise NotTranslated(_("{word} is compared in a way that has no counterpart").format(word=quoted(left.value)))
        # Bound tighter than a comparison, for a < b < c would mean another thing than (a < b) < c.
        return f"{inside(self._value(left), SUM)} {sign} {inside(self._value(right), SUM)}", COMPARED

    def _against_literal(self, place: Place, left: Term, value: str, sign: str) -> Said | None:
        """A comparison with a code or with nothing; None where it is like any other."""
        if place.kind is Kind.CHOSEN and value in _ON | _OFF:
            return self._blank(left, blank=(value in _OFF) == (sign == "=="))
        if value == "":
            return self._blank(left, blank=sign == "==")
        if place.kind is Kind.VALUE and value in place.codes:
            return f"{place.said} {sign} {literal(place.codes[value])}", COMPARED
        return None

    def _blank(self, term: Term, *, blank: bool) -> Said:
        place = self._place(term.value) if term.kind == "name" else None
        if place and place.kind in (Kind.CHOSEN, Kind.WORDS):
            return (opposite(place.said) if blank else place.said), COMPARED
        return called("blank" if blank else "answered", self._value(term)[0])

    def _call(self, term: Term) -> Said:
        name, parts = term.value.lower(), term.parts
        if name in ("is_empty", "empty") and len(parts) == 1:
            return self._blank(parts[0], blank=True)
        if name == "if" and len(parts) == 3:
            return called("if_", self._truth(parts[0])[0], *(self._value(part)[0] for part in parts[1:]))
        if name in ("count", "sum") and parts and all(part.kind == "name" for part in parts):
            return self._over_cells(name, [self._place(part.value) for part in parts])
        if name == "regexmatch" and len(parts) == 2 and parts[0].kind == "text":
            return called("matches", self._value(parts[1])[0], literal(pattern_of(parts[0].value)))
        if name == "implode" and len(parts) == 2:
            return called("join", self._value(parts[1])[0], self._value(parts[0])[0])
        if name == "pow" and len(parts) == 2:
            return " ** ".join(inside(self._value(part), ATOM) for part in parts), SIGN
        if name == "date" and len(parts) == 1 and (parts[0].kind, parts[0].value) == ("text", "Y-m-d"):
            return called("today")
        if name in _SAME and len(parts) == 1:
            return self._value(parts[0])
        if name not in _FUNCTIONS:
            raise NotTranslated(_("the function {name} has no counterpart").format(name=quoted(term.value)))
        return called(_FUNCTIONS[name], *(self._value(part)[0] for part in parts))

    def _over_cells(self, name: str, places: list[Place]) -> Said:
        """How much was answered, or its sum. Choices that were taken can only be counted all together."""
        said = {place.said for place in places}
        whole = {place.question for place in places if place.question and self.names.cells_of(place.question) <= said}
        ticked = {place.question for place in places if place.kind in (Kind.CHOSEN, Kind.WORDS)}
        if not ticked <= whole or (ticked and name == "sum"):
            raise NotTranslated(_("only some choices of a question are counted"))
        alone = len(whole) == 1 and all(place.question in whole for place in places) and len(said) > 1
        if alone:
            return called("total" if name == "sum" else name, *whole)
        return called(name, *dict.fromkeys(place.question if place.question in ticked else place.said for place in places))
