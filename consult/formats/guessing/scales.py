"""Answers that have an order: the usual scales of questionnaires, and labels that begin with a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consult.model.typed_values import fold

APART = {
    fold(label)
    for label in (
        "no opinion", "don't know", "do not know", "i don't know", "not sure", "not applicable", "n/a", "prefer not to say",
        "nav viedokļa", "nezinu", "grūti pateikt", "nevaru pateikt", "nevēlos atbildēt", "neattiecas", "nav attiecināms",
        "nav zināms", "keine angabe", "weiß nicht", "keine meinung", "не знаю", "нет мнения", "затрудняюсь ответить",
        "не применимо",
    )
}  # fmt: skip
_NUMBERED = re.compile(
    r"[<>≤≥£$€~]*\s*(less than|under|up to|below|more than|over|above|at least|līdz|mazāk par|vairāk nekā|vairāk par|virs|zem)?"
    r"\s*[<>≤≥£$€~]*\s*(\d[\d\s ,.']*)",
    re.I,
)
_BELOW = re.compile(r"\s*(<|≤|less than|under|up to|below|līdz|mazāk par|zem)", re.I)
_ABOVE = re.compile(r"\s*(>|≥|more than|over|above|vairāk nekā|vairāk par|virs)", re.I)


_YES_NO = ({"yes", "no"}, {"ja", "ne"}, {"ja", "nein"}, {"да", "нет"})


def spelled_plainly(text: str) -> str:
    """The form in which hasty spellings are compared: folded, without diacritics and without full stops at the end."""
    letters = unicodedata.normalize("NFKD", fold(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).rstrip(" .!;") or fold(text)


def is_yes_or_no(labels: Collection[str]) -> bool:
    """Whether `labels` are yes and no of one language, in whatever spelling, beside „don't know”."""
    spoken = {spelled_plainly(label) for label in labels if spelled_plainly(label) not in _plain_apart()}
    return any(len(spoken) == 2 and spoken == {*pair} for pair in _YES_NO)


@dataclass(frozen=True, slots=True)
class Order:
    """Labels from low to high, those that stand apart, and whether the middle means neither."""

    points: tuple[str, ...]
    apart: tuple[str, ...]
    diverging: bool


@cache
def _scales() -> list[tuple[bool, dict[str, int]]]:
    """The scales of scales.txt: whether it diverges, and folded label → step from 0."""
    found = []
    for line in (Path(__file__).parent / "scales.txt").read_text("utf-8").splitlines()[1:]:
        steps = line.removeprefix("~").split(" | ")
        found.append((line.startswith("~"), {fold(word): at for at, step in enumerate(steps) for word in step.split("/")}))
    return found


@cache
def _plain_scales() -> list[tuple[bool, dict[str, int]]]:
    return [(diverging, {spelled_plainly(label): at for label, at in scale.items()}) for diverging, scale in _scales()]


@cache
def _plain_apart() -> frozenset[str]:
    return frozenset(map(spelled_plainly, APART))


def order_of(labels: Collection[str]) -> Order | None:
    """The order in which `labels` (3 or more of them beside „no opinion”) run; None where they have none that is known."""
    apart = tuple(label for label in labels if spelled_plainly(label) in _plain_apart())
    points = [label for label in labels if label not in apart]
    if len({fold(label) for label in points}) < 3:
        return None
    for form, scales in ((fold, _scales()), (spelled_plainly, _plain_scales())):
        fitting = [(scale, diverging) for diverging, scale in scales if all(form(label) in scale for label in points)]
        if fitting:
            # Where two labels are one step of the first scale that fits, a finer one may tell them apart.
            steps, diverging = max(fitting, key=lambda fit: len({fit[0][form(label)] for label in points}))
            return Order(tuple(sorted(points, key=lambda label: steps[form(label)])), apart, diverging)
    numbers = {label: _leading_number(label) for label in points}
    if all(value is not None for value in numbers.values()) and len(set(numbers.values())) == len(points):
        return Order(tuple(sorted(points, key=lambda label: numbers[label] or 0)), apart, False)
    return None


def _leading_number(label: str) -> float | None:
    """The number that a label such as „£30 000 to £34 999”, „> 1,000” or „35–44 years” begins with."""
    found = _NUMBERED.match(label)
    if not found:
        return None
    digits = re.match(r"\d{1,3}(?:[\s ,.']\d{3})+|\d+(?:[.,]\d+)?", found[2].strip())
    if not digits:
        return None
    plain = re.sub(r"[\s ,.'](?=\d{3}(?!\d))", "", digits[0]).replace(",", ".")
    nudge = -0.5 if _BELOW.match(label) else 0.5 if _ABOVE.match(label) else 0.0
    return float(plain) + nudge
