"""Choices as they are typed: by number, by code, or by the beginning of the label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consult.i18n import _, ngettext
from consult.model.question import Choice, Question
from consult.model.response import Missing
from consult.model.typed_values import Refused, fold, told, without_marks
from consult.tui.widgets.cell_values import reason_of
from consult.tui.widgets.choice_keys import keys_for

Offered = Sequence[tuple[Choice, str]]
"""Choices with their labels."""

MANY = 20
"""More choices than this are told only to those who ask."""

_TOLD = 12
"""The most choices that a fault names."""


def numbers(offered: Offered) -> dict[str, str]:
    """Code of a choice → the number that takes it: the keys of the form on the screen, or else the place in the list."""
    keys = keys_for([choice for choice, _label in offered])
    return keys or {choice.code: str(place) for place, (choice, _label) in enumerate(offered, 1)}


def line_of(code: str, label: str, taken_by: dict[str, str]) -> str:
    """A choice as it is told: „2, biedrība”; a label that is its own number stands alone."""
    number = taken_by.get(code, "")
    return label if number in ("", label) else f"{number}, {label}"


def picked(text: str, offered: Offered) -> str:
    """The code of the choice that `text` means; raises Refused where it means none, or several."""
    wanted, plain = fold(text), without_marks(text)
    for code, number in numbers(offered).items():
        if number == wanted:
            return code
    whole = [choice.code for choice, label in offered if wanted in _names(choice, label)]
    begun = [choice.code for choice, label in offered if plain and any(_begins(name, plain) for name in _names(choice, label))]
    inside = [choice.code for choice, label in offered if plain and f" {plain}" in f" {without_marks(label)}"]
    for codes in (whole, begun, inside):
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise Refused(_("{answer} fits several choices").format(answer=told(text)), _several(codes, offered))
    raise Refused(_("{answer} is not one of the choices").format(answer=told(text)), _way_out(offered))


def _names(choice: Choice, label: str) -> set[str]:
    return {fold(name) for name in (choice.code, label, *choice.label.values())}


def _begins(name: str, plain: str) -> bool:
    return without_marks(name).startswith(plain)


def _way_out(offered: Offered) -> str:
    if len(offered) > MANY:
        return _("type how one of them begins")
    return _("choose one of {choices}").format(choices=_told([choice.code for choice, _label in offered], offered))


def _several(codes: Sequence[str], offered: Offered) -> str:
    return _("choose one of {choices}").format(choices=_told(codes, offered))


def _told(codes: Sequence[str], offered: Offered) -> str:
    taken_by, labels = numbers(offered), {choice.code: label for choice, label in offered}
    lines = [line_of(code, labels[code], taken_by) for code in codes[:_TOLD]]
    rest = len(codes) - len(lines)
    return "; ".join(lines) + (ngettext(" and {n} more", " and {n} more", rest).format(n=rest) if rest else "")


def several_picked(text: str, offered: Offered) -> list[str]:
    """The codes of the choices that `text` means, in its order: „3 1 2”, „3, 1”, or beginnings with commas between.

    Raises Refused where a part of it means none, or several.
    """
    try:
        return [picked(text, offered)]
    except Refused as refused:
        parts = [part.strip() for part in re.split(r"[,;>]", text) if part.strip()]
        spaced = text.replace(",", " ").replace(";", " ").replace(">", " ").split()
        known = {*numbers(offered).values(), *(fold(choice.code) for choice, _label in offered)}
        if spaced and all(fold(part) in known for part in spaced):
            parts = spaced
        if len(parts) < 2:
            raise refused from None
    return [*dict.fromkeys(picked(part, offered) for part in parts)]


def picked_reason(text: str, question: Question) -> Missing | None:
    """The missing reason that `text` names or begins, of those that may stand in place of a figure; None where it is none."""
    whole = reason_of(question, text)
    plain = without_marks(text)
    if whole is not None or len(plain) < 3 or plain[0].isdigit():
        return whole
    from consult.model.missing_reasons import reason_label

    begun = [
        reason
        for reason in question.reasons
        if any(without_marks(reason_label(reason, language)).startswith(plain) for language in ("lv", "en", "ru"))
    ]
    return begun[0] if len(begun) == 1 else None
