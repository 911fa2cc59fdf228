"""Columns of figures and dates: numbers, numbered scales, thousands with separators, days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consult.formats.moments import ISO, MILLISECONDS, SECONDS, moment_form
from consult.model.question import Choice, Question, QuestionType
from consult.model.typed_values import Refused, fold, read_number

THOUSANDS = {"1,234": ",", "1.234": "."}
"""How thousands are written → the separator."""
NO_VALUE = frozenset({"-", "–", "—", "n/a", "n.a."})
"""What says, alone in a cell, that there is no answer; folded."""
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


def thousands_form(cells: Sequence[str]) -> str:
    """How thousands are written in `cells`: „1,234”, „1.234”, or empty where they are not or where it is not sure.

    It is sure where all cells with a point or comma have the same one, before each three digits, and there are two of
    them or one of a million and more.
    """
    separated = [cell for cell in cells if "," in cell or "." in cell]
    found = [_GROUPED.fullmatch(cell) for cell in separated]
    signs = {match[1] for match in found if match}
    if None in found or len(signs) != 1:
        return ""
    sure = len(separated) > 1 or any(len(re.findall(r"[.,]", cell)) > 1 for cell in separated)
    return f"1{signs.pop()}234" if sure else ""


def without_thousands(cell: str, form: str) -> str:
    """`cell` without the separators of thousands, where it has them in this form; else as it is."""
    sign = THOUSANDS.get(form, "")
    found = _GROUPED.fullmatch(cell)
    return cell.replace(sign, "") if found and found[1] == sign else cell


def number_question(filled: Sequence[str], label: Mapping[str, str]) -> tuple[Question, str] | None:
    """A number question, a numbered scale, or None; and the form of thousands.

    Up to a fifth of the answers may be in words („it varies”).
    """
    given = [cell for cell in filled if fold(cell) not in NO_VALUE]
    figures = [cell for cell in given if re.search(r"\d", cell) and not re.search(r"[^\W\d_]", cell)]
    form = thousands_form(figures)
    plain = [without_thousands(cell, form) for cell in given]
    values, in_words, percents = [], 0, 0
    for cell in plain:
        try:
            percents += cell.endswith("%")
            values.append(read_number(cell.removesuffix("%")))
        except Refused:
            in_words += 1
    if not values or in_words > 0.2 * len(filled) or any(re.fullmatch(r"0\d+", cell) for cell in plain):
        return None  # a text; or codes such as 0010000, which are no figures
    scale = _numbered_scale(values, plain, label)
    if scale:
        return scale, ""
    whole = all(value == int(value) for value in values) and not any(re.search(r"\d{1,3}[.,]\d{3}$", cell) for cell in plain)
    unit = dict.fromkeys(label, "%") if percents else {}
    return Question("", QuestionType.NUMBER, label, integer=whole, unit=unit, other=in_words > 0), form


def _numbered_scale(values: Sequence[float], given: Sequence[str], label: Mapping[str, str]) -> Question | None:
    """Few whole numbers from 0 or 1 up to 10: points of a scale, or the two ends of yes and no."""
    points = sorted(set(values))
    if len(values) < 8 or not 2 <= len(points) <= 11 or points[0] < 0 or points[-1] > 10:
        return None
    language = next(iter(label))
    low = 0 if points[0] == 0 else 1
    choices = tuple(Choice(str(point), {language: str(point)}) for point in range(low, int(points[-1]) + 1))
    if not set(given) <= {choice.code for choice in choices}:
        return None
    kind = QuestionType.SINGLE if len(choices) == 2 else QuestionType.SCALE
    return Question("", kind, label, choices=choices)


def date_question(filled: Sequence[str], label: Mapping[str, str]) -> tuple[Question, str] | None:
    """A date question and the form of its dates, or None."""
    form = moment_form(filled)
    if not form or form in (MILLISECONDS, SECONDS) or (form == ISO and not re.match(r"\d{4}-\d\d-\d\d", filled[0])):
        return None
    return Question("", QuestionType.DATE, label), form
