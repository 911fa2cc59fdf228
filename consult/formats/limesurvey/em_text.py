"""Pieces of expressions as LimeSurvey writes them."""

from __future__ import annotations

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.said import Said, inside
from consult.formats.limesurvey.their_names import TheirPlace
from consult.formats.our_expressions import ATOM
from consult.i18n import _

OR, AND, EQUAL, ORDER, ADD, TIMES, SIGN = range(1, ATOM)
"""How strongly their operators bind, from the weakest."""


def variable(place: TheirPlace) -> str:
    """The variable of a place that holds one answer."""
    return f"{place.names[0]}.NAOK"


def listed(place: TheirPlace) -> str:
    """The variables of a place, as arguments."""
    return ", ".join(f"{name}.NAOK" for name in place.names)


def in_marks(text: str) -> str:
    """A text in the quotation marks that it does not hold. Raises NotTranslated where it holds both."""
    if '"' in text and "'" in text:
        raise NotTranslated(_("a text with both kinds of quotation marks has no counterpart"))
    return f"'{text}'" if '"' in text else f'"{text}"'


def joined(parts: list[Said], is_and: bool) -> Said:
    """The parts joined by `and` or `or`; what is settled already is left out."""
    decided, neutral = ("0", "1") if is_and else ("1", "0")
    if any(said == decided for said, _binding in parts):
        return decided, ATOM
    left = [part for part in parts if part[0] != neutral]
    if len(left) < 2:
        return left[0] if left else (neutral, ATOM)
    binding = AND if is_and else OR
    return (" and " if is_and else " or ").join(inside(part, binding + 1) for part in left), binding


def opposite(said: Said) -> Said:
    """What holds where the expression does not."""
    text, binding = said
    if text in ("0", "1"):
        return ("1" if text == "0" else "0"), ATOM
    if binding == EQUAL and text.count(" == ") == 1 and text.endswith(' == "Y"'):
        return text.replace(" == ", " != "), EQUAL
    if binding == EQUAL and text.endswith(") == 0"):
        return text.removesuffix(" == 0") + " > 0", ORDER
    return f"!{inside(said, ATOM)}", SIGN
