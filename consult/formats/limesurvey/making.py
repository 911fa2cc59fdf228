"""What every question needs while a survey of LimeSurvey becomes one of Consult: texts, codes, names, and what is to be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from consult import i18n
from consult.formats.limesurvey.codes import Codes, choice_code
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.notes import Notes
from consult.formats.limesurvey.places import Kind, Names, Place, Places
from consult.formats.limesurvey.plain_text import cleaned, plain, with_answers
from consult.formats.limesurvey.relevance import Translator
from consult.formats.limesurvey.source import SourceChoice, SourceQuestion
from consult.i18n import _, quoted
from consult.model.question import OTHER, Choice, Question

_PIPED = re.compile(r"[a-z]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


@dataclass(slots=True)
class Made:
    """What one question of LimeSurvey became, the question itself first, and what its names stand for now."""

    questions: list[Question] = field(default_factory=list)
    places: Places = field(default_factory=dict)


@dataclass(slots=True)
class Making:
    """The survey so far. `languages` leads from those of LimeSurvey to ours, the first language first."""

    languages: Mapping[str, str]
    codes: Codes = field(default_factory=Codes)
    names: Names = field(default_factory=Names)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    rename: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    """Our codes of all questions in their order, also of those that were left out."""
    originals: dict[str, str] = field(default_factory=dict)
    """Our expression → the one of LimeSurvey that it was made of."""
    questions: dict[str, Question] = field(default_factory=dict)
    """Our questions so far, by code."""
    notes: Notes = field(default_factory=Notes)

    def remark(self, code: str, what: str, original: str, reason: object = "") -> None:
        """Keeps the original text of what could not be translated beside the question, and notes it."""
        why = f" ({reason})" if str(reason) else ""
        self.remarks.setdefault(code, []).append(cleaned(f"LimeSurvey, {what}: {plain(original)}{why}"))
        self.notes.add(
            _("not translated, so look at the remark beside the question ({what})").format(what=what),
            code.removeprefix("page:").rstrip(":"),
        )

    @property
    def first(self) -> str:
        """Our code of the first language."""
        return next(iter(self.languages.values()))

    def texts(self, html: Mapping[str, str], owner: str = "", *, lines: bool = False) -> dict[str, str]:
        """Plain texts by our languages; blank ones are left out, and the first language gets what there is.

        With `owner`, earlier answers are piped, and what cannot be is remarked beside that question.
        """
        found: dict[str, str] = {}
        for theirs, ours in self.languages.items():
            text = self._text(html.get(theirs, ""), owner, lines)
            if text:
                found[ours] = text
        if not found and html.get(""):
            found[self.first] = self._text(html[""], owner, lines)
        if found and self.first not in found:
            found = {self.first: next(iter(found.values())), **found}
        return found

    def _text(self, html: str, owner: str, lines: bool) -> str:
        if not owner:
            return plain(html, lines=lines)
        text, lost = with_answers(html, self._piped, lines=lines)
        for expression in lost:
            self.remark(owner, _("text"), expression)
        return text

    def _piped(self, inside: str) -> str | None:
        name, _point, suffix = inside.strip().partition(".")
        place = self.names.find(name)
        if place is None or place.kind not in (Kind.VALUE, Kind.SEVERAL) or not _PIPED.fullmatch(place.said):
            return None
        return place.said if suffix.lower() in ("", "naok", "shown", "value", "code") else None

    def label(self, html: Mapping[str, str], fallback: str, owner: str = "", *, lines: bool = False) -> dict[str, str]:
        """As `texts`, but never empty: `fallback` where there is nothing."""
        return self.texts(html, owner, lines=lines) or {self.first: fallback}

    def word(self, translated: Callable[[], str]) -> dict[str, str]:
        """A word of ours in the languages of the survey; English where we do not speak one."""
        found = {}
        for ours in self.languages.values():
            with i18n.using(ours):
                found[ours] = translated()
        return found

    def choices(
        self, offered: Iterable[SourceChoice], question: str, exclusive: Iterable[str] = ()
    ) -> tuple[tuple[Choice, ...], dict[str, str]]:
        """The choices, and code in LimeSurvey → code here."""
        taken: set[str] = set()
        apart = set(exclusive)
        choices: list[Choice] = []
        codes: dict[str, str] = {}
        for one in offered:
            code = codes[one.code] = choice_code(one.code, taken)
            choices.append(Choice(code, self.label(one.texts, code), exclusive=one.code in apart))
            if code != one.code:
                self.rename[f"{question}.{code}"] = one.code
                if one.code.lower() == OTHER:
                    self.notes.add(
                        _("the code {code} of a choice is kept for own words, so it got another").format(code=OTHER), question
                    )
        return tuple(choices), codes

    def translator(self, own: Place | None = None) -> Translator:
        """A translator of expressions that knows the names so far."""
        return Translator(self.names, own)

    def condition(self, expression: str, owner: str, what: str) -> str:
        """A condition in our language; where it cannot be said, a remark beside `owner` and nothing. „False” is never."""
        try:
            said = self.translator().condition(expression)
            self.originals.setdefault(said, expression)
            return said
        except NotTranslated as reason:
            self.remark(owner, what, expression, reason)
            return ""

    def number(self, source: SourceQuestion, name: str, owner: str) -> float | None:
        """The number that an attribute says; None where there is none. An expression is remarked."""
        text = source.attribute(name)
        if not text:
            return None
        if re.fullmatch(r"[+-]?\d{1,15}([.,]\d{1,15})?", text, re.ASCII):
            return float(text.replace(",", "."))
        self.remark(owner, name, text)
        return None

    def count(self, source: SourceQuestion, name: str, owner: str) -> int | None:
        """The whole number from 1 that an attribute says; None where there is none."""
        number = self.number(source, name, owner)
        return int(number) if number is not None and number >= 1 else None


def told(code: str) -> str:
    """A code of LimeSurvey in quotation marks."""
    return quoted(plain(code))
