"""Answers that have an order: the usual scales of questionnaires, and labels that begin with a number."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consult.model.checking import fold

APART = {
    fold(label)
    for label in (
        "no opinion", "don't know", "do not know", "i don't know", "not sure", "not applicable", "n/a", "prefer not to say",
        "nav viedokļa", "nezinu", "grūti pateikt", "nevaru pateikt", "nevēlos atbildēt", "keine angabe", "weiß nicht",
        "keine meinung", "не знаю", "нет мнения",
    )
}  # fmt: skip
_NUMBERED = re.compile(
    r"[<>≤≥£$€~]*\s*(less than|under|up to|below|more than|over|above|at least|līdz|mazāk par|vairāk nekā|vairāk par|virs|zem)?"
    r"\s*[<>≤≥£$€~]*\s*(\d[\d\s ,.']*)",
    re.I,
)
_BELOW = re.compile(r"\s*(<|≤|less than|under|up to|below|līdz|mazāk par|zem)", re.I)
_ABOVE = re.compile(r"\s*(>|≥|more than|over|above|vairāk nekā|vairāk par|virs)", re.I)


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


def order_of(labels: Collection[str]) -> Order | None:
    """The order in which `labels` (3 or more of them beside „no opinion”) run; None where they have none that is known."""
    apart = tuple(label for label in labels if fold(label) in APART)
    points = [label for label in labels if label not in apart]
    if len({fold(label) for label in points}) < 3:
        return None
    for diverging, scale in _scales():
        if all(fold(label) in scale for label in points):
            return Order(tuple(sorted(points, key=lambda label: scale[fold(label)])), apart, diverging)
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
