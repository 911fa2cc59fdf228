"""What people type or choose for a property, as the file has it. Raises SurveyError for what can never be right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite

from consult.errors import SurveyError
from consult.i18n import _, quoted
from consult.model.question import CODE
from consult.service.building import languages
from consult.service.building.seen import CheckLine, ChoiceLine
from consult.service.building.seen import PropertyKind as Kind
from consult.service.building.words import Wanted

_MOST_LETTERS = 100_000
_CODE_CELL = re.compile(r"(?=.{1,30}$)([a-z0-9_.-]+|[A-Z]{1,3}[0-9]+)")
"""What can only be a code, where as many cells as languages stand in a line: „Jā” and “Yes” are words."""


def fault(key: str, told: str, way_out: str = "") -> SurveyError:
    """The error of a value that can never be right."""
    return SurveyError(told, way_out, place=key)


def text(value: object) -> str:
    """A text without outer white space and with plain line breaks."""
    typed = ("" if value is None else str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(typed) > _MOST_LETTERS:
        raise SurveyError(_("the text is too long"), _("say it in at most {n} characters").format(n=_MOST_LETTERS))
    return typed


def texts(value: object, language: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Language → text; a plain text is in `language`, or in the first one."""
    if isinstance(value, Mapping):
        found = {str(key): text(wording) for key, wording in value.items()}
    else:
        found = {language or languages[0]: text(value)}
    for key in found:
        if key not in languages:
            told = _("the survey is not in the language {language}").format(language=quoted(key))
            raise SurveyError(told, _("add it to the languages first"))
    return found


def number(key: str, value: object, *, whole: bool) -> str:
    """A number as the file has it: 12,5 → 12.5; empty stays empty."""
    typed = re.sub(r"(?<=\d)[  \u202f](?=\d)", "", text(value)).replace(",", ".").replace("−", "-")
    if not typed:
        return ""
    try:
        found = float(typed)
    except ValueError:
        found = float("nan")
    if not isfinite(found) or not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", typed):
        names = _("write 1 or 10; what the ends mean stands under “Names of points”")
        way_out = names if key in ("from", "to") else _("write it as 12 or 0.5")
        raise fault(key, _("{text} is no number").format(text=quoted(text(value))), way_out)
    if whole and (found != int(found) or not 1 <= found <= 1e9):
        raise fault(key, _("{text} is no whole number from 1").format(text=quoted(text(value))), _("write it as 12"))
    return str(int(found)) if found == int(found) and abs(found) < 1e15 else typed.lstrip("+")


def day(key: str, value: object) -> str:
    """A day written 2026-03-05, or as people here write it: 5.3.2026."""
    typed = text(value).rstrip(".")
    if not typed:
        return ""
    local = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", typed)
    try:
        found = date(int(local[3]), int(local[2]), int(local[1])) if local else date.fromisoformat(typed)
    except ValueError:
        raise fault(key, _("{text} is no day").format(text=quoted(text(value))), _("write it as 2026-03-05")) from None
    return found.isoformat()


def code(key: str, value: object) -> str:
    """A code of the right shape."""
    typed = text(value)
    if not CODE.fullmatch(typed):
        raise fault(
            key,
            _("{code} is no code for a question").format(code=quoted(typed)),
            _("start with a small letter and go on with small letters, digits and _, at most 40"),
        )
    return typed


def plain(key: str, value: object, known: Wanted, options: Sequence[tuple[str, str]]) -> object:
    """A value of a property that is neither of texts nor of choices, checks or parts."""
    match known.kind:
        case Kind.YES_NO:
            return text(value).lower() in ("yes", "true", "1", "on", "jā") if isinstance(value, str) else bool(value)
        case Kind.NUMBER:
            return number(key, value, whole=known.whole)
        case Kind.DAY:
            return day(key, value)
        case Kind.CODE:
            return code(key, value)
        case Kind.EXPRESSION:
            return " ".join(text(value).split("\n"))
        case Kind.ONE_OF:
            return _one_of(key, text(value), [word for word, _name in options])
        case Kind.SEVERAL:
            return _several(key, value, [word for word, _name in options])
    return text(value)


def _one_of(key: str, word: str, words: Sequence[str]) -> str:
    if word not in words:
        told = _("{word} is not known here").format(word=quoted(word))
        raise fault(key, told, _("use one of {roles}").format(roles=", ".join(filter(None, words))))
    return word


def _several(key: str, value: object, words: Sequence[str]) -> tuple[str, ...]:
    if key == "languages":
        found = languages.codes(value if isinstance(value, str) else [text(one) for one in value])  # type: ignore[attr-defined]
        if not found:
            raise fault(key, _("a survey needs a language"), languages.like())
        return found
    given = re.split(r"[\s,;]+", value) if isinstance(value, str) else [text(one) for one in value]  # type: ignore[attr-defined]
    for word in filter(None, given):
        _one_of(key, word, words)
    return tuple(word for word in words if word in given)


def choice_lines(value: object) -> tuple[ChoiceLine, ...]:
    """Choices given as such."""
    found = tuple(value) if isinstance(value, Sequence) else (None,)
    if not all(isinstance(one, ChoiceLine) for one in found):
        raise SurveyError(_("these are no choices"), _("paste them as lines"))
    return tuple(one for one in found if isinstance(one, ChoiceLine))


def check_lines(value: object) -> tuple[CheckLine, ...]:
    """Checks given as such."""
    found = tuple(value) if isinstance(value, Sequence) else (None,)
    if not all(isinstance(one, CheckLine) for one in found):
        raise SurveyError(_("these are no checks"), _("add them one by one"))
    return tuple(one for one in found if isinstance(one, CheckLine))


def pasted(text: str, languages: tuple[str, ...], language: str) -> list[tuple[str, dict[str, str]]]:
    """Code (empty where there is none) and labels of every line: cells with tabs between them, the first in `language`."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.replace("\r", "\n").split("\n") if line.strip()]
    width = max(map(len, rows), default=0)
    order = languages if not language else (language, *(one for one in languages if one != language))
    coded = width > len(order) or (width > 1 and all(_CODE_CELL.fullmatch(row[0]) for row in rows))
    found = []
    for row in rows:
        code, labels = (row[0], row[1:]) if coded and len(row) > 1 else ("", row)
        named = {of: label for of, label in zip(order, labels, strict=False) if label}
        if named:
            found.append((code, named))
    return found
