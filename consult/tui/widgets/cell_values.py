"""What stands in the cells of a grid: as it is shown, and as keys and pasted text change it."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from consult.i18n import _
from consult.model.missing_reasons import reason_in, reason_label
from consult.model.question import CLOSED, Choice, Question
from consult.model.response import Missing
from consult.model.typed_values import fold
from consult.tui.widgets.choice_keys import keys_for, searchable

Offered = Sequence[tuple[Choice, str]]
"""Choices with their labels."""


def shown(part: Question, text: str, offered: Offered, language: str) -> str:
    """`text` of a cell as it is shown: labels in place of codes and reasons."""
    if part.type in CLOSED:
        return next((label for choice, label in offered if choice.code == text), text)
    reason = reason_of(part, text)
    return reason_label(reason, language) if reason else text


def reason_of(part: Question, text: str) -> Missing | None:
    """The missing reason that stands in a cell, if it is one that `part` takes."""
    reason = reason_in(text) if part.reasons and text else None
    return reason if reason in part.reasons else None


def next_reason(part: Question, text: str) -> str:
    """What the reason key makes of `text`: the first reason, the one after it, and after the last none."""
    values = [reason.value for reason in part.reasons]
    reason = reason_of(part, text)
    following = values.index(reason.value) + 1 if reason else 0
    return values[following] if following < len(values) else ""


def chosen_by(letter: str, text: str, offered: Offered) -> str | None:
    """The code that a key takes where `text` stands: by number, or the next label that begins with the letter."""
    keys = keys_for([choice for choice, _label in offered])
    for code, key in keys.items():
        if key == letter:
            return code
    wanted = searchable(letter)
    codes = [choice.code for choice, label in offered if wanted and searchable(label).startswith(wanted)]
    return codes[(codes.index(text) + 1) % len(codes)] if text in codes else next(iter(codes), None)


def following(text: str, offered: Offered) -> str:
    """The code after `text` in the list, none after the last."""
    codes = ["", *(choice.code for choice, _label in offered)]
    return codes[(codes.index(text) + 1) % len(codes)] if text in codes else codes[1]


def pasted_rows(text: str) -> list[list[str]]:
    """The cells of a part of a spreadsheet that was copied: tabs between columns, lines between rows."""
    import csv  # a form opens without it

    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    try:
        return [[cell.strip() for cell in row] or [""] for row in csv.reader(StringIO(text), delimiter="\t")]
    except csv.Error:
        return [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]


def pasted_value(part: Question, text: str, offered: Offered) -> str:
    """What a pasted `text` means in a cell of `part`: codes for labels and reasons, else the text itself."""
    if part.type in CLOSED:
        for choice, label in offered:
            if fold(text) in {fold(choice.code), fold(label), *map(fold, choice.label.values())}:
                return choice.code
    reason = reason_of(part, text)
    return reason.value if reason else " ".join(text.splitlines())


def legend(offered: Offered) -> str:
    """The keys of the choices with their labels."""
    keys = keys_for([choice for choice, _label in offered])
    told = [label if keys.get(choice.code, label) == label else f"{keys[choice.code]} {label}" for choice, label in offered]
    return "   ".join([*told, _("Space next")])
