"""Answers that have an order: the usual scales of questionnaires, and labels that begin with a number."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from consult.model.checking import fold

# Each line runs from low to high; synonyms are split by „/”. A „~” marks scales from against to for.
_SCALES = """
~strongly disagree/completely disagree | disagree/rather disagree/somewhat disagree/tend to disagree | neither agree or disagree/neither agree nor disagree/neutral/undecided | agree/rather agree/somewhat agree/tend to agree | strongly agree/completely agree
~very dissatisfied/very unsatisfied | dissatisfied/unsatisfied/rather dissatisfied/somewhat dissatisfied | neither satisfied nor dissatisfied/neutral | satisfied/rather satisfied/somewhat satisfied | very satisfied
~strongly oppose | oppose/somewhat oppose | neither/neutral/neither support nor oppose | support/somewhat support | strongly support
~very unlikely | unlikely/rather unlikely | neither likely nor unlikely/neutral | likely/rather likely | very likely
~no/definitely not/no, definitely not | probably not | maybe/unsure | probably/probably yes | yes/yes, definitely/yes, definitely!/definitely
~horrible/terrible/very bad/very poor | bad/poor | ok/okay/fair/average/neutral/satisfactory/acceptable | good | excellent/very good | outstanding
~much worse | worse/somewhat worse | about the same/the same/no change | better/somewhat better | much better
never | almost never/very rarely | rarely/seldom | sometimes/occasionally | often/frequently/regularly | very often/usually/almost always/very frequently | always
never | yearly/annually | quarterly | monthly | weekly | daily
not important/not at all important/unimportant | slightly important/a little important | somewhat important/moderately important/fairly important | important | very important | critical/extremely important/essential
not useful/not at all useful | slightly useful | somewhat useful/moderately useful | useful | very useful | extremely useful
not at all | a little/slightly | somewhat/moderately/to some extent | mostly/a lot/quite a lot/very | completely/extremely/very much/to a great extent
none | low/little | medium/moderate | high | very high
none/no formal education | primary/primary school | secondary/secondary school/high school | further education/vocational | undergraduate degree/bachelor/bachelor's degree/bachelor degree | masters degree/master's degree/master/postgraduate degree | doctorate/phd/doctoral degree
~pilnīgi nepiekrītu/noteikti nepiekrītu/kategoriski nepiekrītu | drīzāk nepiekrītu/nepiekrītu/daļēji nepiekrītu | ne piekrītu, ne nepiekrītu/ne piekrītu, ne noliedzu/neitrāli/neitrāls | drīzāk piekrītu/piekrītu/daļēji piekrītu | pilnīgi piekrītu/noteikti piekrītu
~ļoti neapmierināts/pilnīgi neapmierināts/ļoti neapmierināta | drīzāk neapmierināts/neapmierināts/drīzāk neapmierināta | ne apmierināts, ne neapmierināts/neitrāli | drīzāk apmierināts/apmierināts/drīzāk apmierināta | ļoti apmierināts/pilnīgi apmierināts/ļoti apmierināta
~ļoti slikti | slikti/drīzāk slikti | viduvēji/apmierinoši | labi/drīzāk labi | ļoti labi/teicami/izcili
~noteikti nē | drīzāk nē | grūti pateikt/varbūt | drīzāk jā | noteikti jā
nekad | ļoti reti | reti | dažreiz/reizēm/dažkārt | bieži | ļoti bieži/parasti | vienmēr
nekad | retāk/retāk nekā reizi mēnesī | reizi gadā | reizi mēnesī/katru mēnesi | reizi nedēļā/katru nedēļu | katru dienu
nav svarīgi/nav svarīgs/nesvarīgi | mazsvarīgi/drīzāk nesvarīgi | vidēji svarīgi | svarīgi/drīzāk svarīgi | ļoti svarīgi/ļoti svarīgs
nav vajadzīgs/nav nepieciešams/nav vajadzīgi | mazāk vajadzīgs/drīzāk nav vajadzīgs/drīzāk nav nepieciešams | vajadzīgs/drīzāk vajadzīgs/nepieciešams/drīzāk nepieciešams | ļoti vajadzīgs/ļoti nepieciešams/noteikti nepieciešams
~stimme überhaupt nicht zu/stimme gar nicht zu | stimme eher nicht zu/stimme nicht zu | teils/teils, teils/neutral/weder noch | stimme eher zu/stimme zu | stimme voll zu/stimme voll und ganz zu
nie | selten | manchmal/gelegentlich | oft/häufig | sehr oft/sehr häufig | immer
~полностью не согласен | скорее не согласен/не согласен | затрудняюсь ответить/нейтрально | скорее согласен/согласен | полностью согласен
никогда | редко | иногда | часто | всегда
"""
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


def _scales() -> list[tuple[bool, dict[str, int]]]:
    found = []
    for line in _SCALES.strip().splitlines():
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
