"""What a clerk types into one field of a paper form: a value, the beginning of one, or nothing that fits.

Digits are the short way: every choice has a key, and a field is done as soon as no other key begins with what was typed.
Letters search the labels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.i18n import _
from consult.model.missing_reasons import reason_in
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.typed_values import Refused, read_number, told, without_marks, written_date

SEVERAL = frozenset({QuestionType.MULTI, QuestionType.RANKING})
CHOOSING = frozenset({QuestionType.SINGLE, QuestionType.YESNO, QuestionType.SCALE, QuestionType.MATRIX}) | SEVERAL


@dataclass(frozen=True, slots=True)
class Value:
    """What was typed means this; the field is done. `value` is as a form takes it: codes, ISO dates, text."""

    value: str | list[str]
    rest: str = ""
    """How the label goes on behind the letters that were typed, without marks: who types the whole word types this next."""


@dataclass(frozen=True, slots=True)
class More:
    """It may still become several things: further keys or Enter decide."""

    value: str | list[str]
    """What stands so far."""
    fitting: tuple[str, ...] = ()
    """The codes of the choices that it may still become."""


@dataclass(frozen=True, slots=True)
class NoFit:
    """It fits nothing; `moves_on` where as many keys were typed as the field takes, so that the next key is the next field's."""

    fault: str
    way_out: str = ""
    moves_on: bool = False


Outcome = Value | More | NoFit


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices of a field in one language, and the digits that take them."""

    labels: Mapping[str, str]
    """Code → label."""
    keys: Mapping[str, str]
    """Code → digits. Points of a scale that are figures answer to themselves, a single „no opinion” to 0, all others to
    their place: one digit where there are up to nine, else two or three."""

    @property
    def long(self) -> bool:
        """Whether the keys have more than one digit."""
        return any(len(key) > 1 for key in self.keys.values())

    def code_at(self, key: str) -> str | None:
        """The code that the digits `key` take; 7 is 07."""
        width = max(map(len, self.keys.values()), default=1)
        return next((code for code, one in self.keys.items() if one == key or (one == key.zfill(width))), None)

    def beginning(self, typed: str) -> tuple[str, ...]:
        """The codes whose keys begin with the digits `typed`."""
        return tuple(code for code, key in self.keys.items() if key.startswith(typed))

    def searched(self, letters: str) -> tuple[str, ...]:
        """The codes whose labels begin with `letters`, marks and capitals aside; else those of which a further word does."""
        wanted = without_marks(letters)
        labels = {code: without_marks(label) for code, label in self.labels.items()}
        first = tuple(code for code, label in labels.items() if label.startswith(wanted))
        return first or tuple(code for code, label in labels.items() if f" {wanted}" in f" {label}")


def offer_of(question: Question, language: str, other: str) -> Offer:
    """All choices of `question`, whatever its logic says, as they are printed; `other` is the label for own words."""
    choices = [choice for choice in question.choices if not choice.closed]
    labels = {choice.code: choice.label_in(language) for choice in choices}
    if question.other and OTHER not in labels:
        labels[OTHER] = other
        choices.append(Choice(OTHER, {}))
    return Offer(labels, _keys(choices))


def _keys(choices: Sequence[Choice]) -> dict[str, str]:
    points = [choice.code for choice in choices if not choice.apart]
    apart = [choice.code for choice in choices if choice.apart]
    if points and all(re.fullmatch(r"\d{1,2}", code, re.ASCII) for code in points):
        keys = {code: code for code in points}
    else:
        width = 1 if (len(points) <= 9 and len(apart) <= 1) or len(choices) <= 9 else len(str(len(choices)))
        keys = {code: str(place).zfill(width) for place, code in enumerate(points, 1)}
    if len(apart) == 1 and "0" not in keys.values() and not any(len(key) > 1 and key[0] == "0" for key in keys.values()):
        return keys | {apart[0]: "0"}
    taken, width = set(keys.values()), max(map(len, keys.values()), default=1)
    free = (key for key in (str(n).zfill(width) for n in range(1, 1000)) if key not in taken)
    return keys | dict(zip(apart, free, strict=False))


def read(question: Question, typed: str, offer: Offer, before: Sequence[str] = (), *, ended: bool = False) -> Outcome:
    """What `typed` means in a field of `question`; `ended` where Enter was pressed behind it.

    `before` are the choices taken earlier in the same field: digits of a multi toggle them.
    """
    if typed.strip("?") == "" and typed and question.reasons:
        reason = question.reasons[(len(typed) - 1) % len(question.reasons)].value
        return Value(reason) if ended else More(reason)
    if question.type in SEVERAL:
        return _several(question, typed, offer, before, ended)
    if question.type in CHOOSING:
        return _choice(typed, offer, ended)
    if not ended:
        return More(typed)
    try:
        return Value(_written(question, typed))
    except Refused as refused:
        return NoFit(refused.fault, refused.way_out, moves_on=True)


def _choice(typed: str, offer: Offer, ended: bool) -> Outcome:
    """One of the choices: by its digits, by the first letters of its label, or by its code."""
    text = typed.strip()
    if not text:
        return More("")
    if text.isdecimal():
        return _by_digits(text, offer, ended)
    if ended and text in offer.labels:
        return Value(text)
    fitting = offer.searched(typed.lstrip())
    if len(fitting) == 1:
        return Value(fitting[0], _rest(offer.labels[fitting[0]], typed.lstrip()))
    whole = [code for code in fitting if without_marks(offer.labels[code]) == without_marks(text)]
    if ended and len(whole) == 1:
        return Value(whole[0])
    if ended or not fitting:
        return _none_of_them(text, offer)
    return More("", fitting)


def _by_digits(text: str, offer: Offer, ended: bool) -> Outcome:
    longer = [code for code in offer.beginning(text) if offer.keys[code] != text]
    exact = next((code for code, key in offer.keys.items() if key == text), None)
    if exact is not None and (ended or not longer):
        return Value(exact)
    if ended and (code := offer.code_at(text)) is not None:
        return Value(code)
    if longer and not ended:
        return More("", offer.beginning(text))
    width = max(map(len, offer.keys.values()), default=1)
    if not ended and len(text) < width and offer.long and not _figures(offer):
        return More("")  # the second digit is typed all the same
    return _none_of_them(text, offer, moves_on=True)


def _figures(offer: Offer) -> bool:
    """Whether the keys are of different length, as those of a scale from 1 to 10."""
    return len(set(map(len, offer.keys.values()))) > 1


def _rest(label: str, typed: str) -> str:
    plain, begun = without_marks(label), without_marks(typed)
    place = 0 if plain.startswith(begun) else f" {plain}".find(f" {begun}")
    return plain[place + len(begun) :] if place >= 0 else ""


def _none_of_them(text: str, offer: Offer, *, moves_on: bool = False) -> NoFit:
    keys = list(offer.keys.values())
    way_out = _("type {first} to {last}").format(first=keys[0], last=keys[-1]) if keys else ""
    return NoFit(_("{answer} is not one of the choices").format(answer=told(text)), way_out, moves_on)


def _several(question: Question, typed: str, offer: Offer, before: Sequence[str], ended: bool) -> Outcome:
    """Several choices: of a multi, digits toggle; of a ranking they are typed in order, from the first rank on."""
    ranking = question.type is QuestionType.RANKING
    taken = [] if ranking and typed.strip() else [*before]
    fitting: tuple[str, ...] = ()
    for token, whole in _tokens(typed, offer):
        found = _choice(token, offer, ended or whole)
        match found:
            case Value(str() as code):
                if ranking and code in taken:
                    return NoFit(_("{choice} is ranked twice").format(choice=told(offer.labels[code])), _("type the ranks anew"))
                taken = [one for one in taken if one != code] if code in taken else [*taken, code]
            case NoFit(fault, way_out):
                return NoFit(fault, way_out)
            case More(_value, fits):
                fitting = fits
    if not ranking:
        taken.sort(key=[*offer.labels].index)
    full = ranking and typed.strip() != "" and len(taken) == min(question.most or len(offer.labels), len(offer.labels))
    return Value(taken) if ended or full else More(taken, fitting)


def _tokens(typed: str, offer: Offer) -> list[tuple[str, bool]]:
    """The digits of `typed` key by key, its words between commas; each with whether it is ended."""
    found: list[tuple[str, bool]] = []
    for part, comma in re.findall(r"([^,;]*)([,;]?)", typed):
        rest = part.strip()
        while rest:
            digits = _key_at(rest, offer) if rest[0].isdecimal() else ""
            token, rest = (digits, rest[len(digits) :].lstrip()) if digits else (rest, "")
            found.append((token, bool(comma or rest)))
    return found


def _key_at(text: str, offer: Offer) -> str:
    """The digits at the beginning of `text` that are one key, the longest that is there; else as many as a key has."""
    digits = re.match(r"\d*", text, re.ASCII)
    run = digits[0] if digits else ""
    width = max(map(len, offer.keys.values()), default=1)
    keys = [key for key in offer.keys.values() if run.startswith(key)]
    return max(keys, key=len, default=run[:width]) or text[:1]


def _written(question: Question, typed: str) -> str:
    """A date as ISO, a figure as it was typed once it is one, text as it is. Raises Refused."""
    text = typed.strip()
    if not text or (reason_in(text) in question.reasons and reason_in(text) is not None):
        return text
    if question.type is QuestionType.DATE:
        return written_date(text, question.earliest, question.latest).isoformat()
    if question.type is QuestionType.ALLOCATION or (question.type is QuestionType.NUMBER and not question.other):
        read_number(text, integer=question.integer)
    return text
