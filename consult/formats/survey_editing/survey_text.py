"""A survey file as text, with the places that can be changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from consult.formats.survey_editing.located import NotPlainError, Part
from consult.formats.survey_editing.pieces import located
from consult.formats.survey_editing.splices import Splice, spliced
from consult.formats.yaml_text import MOST_SIGNS, ReadText

PART_KEYS = ("columns", "fields")


@dataclass(frozen=True, slots=True)
class Spot:
    """The survey, a page, a question, a column or field, or a list: where it stands, and what it stands in."""

    place: str
    kind: str
    """`survey`, `page`, `question`, `part` or `list`."""
    part: Part
    code: str = ""
    around: Part | None = None
    """The list of its likes."""
    at: int = 0
    """Which of them it is, from 0."""
    inside: str = ""
    """The place that it is in."""

    @property
    def type(self) -> str:
        """The type of a question or a part of one; empty elsewhere."""
        return self.part.text_of("type") if self.kind in ("question", "part") else ""


@dataclass(frozen=True)
class SurveyText:
    """One state of a survey file."""

    text: str
    root: Part | None = field(repr=False)
    """None where the text is no YAML that can be changed step by step."""

    @staticmethod
    def of(text: str) -> SurveyText:
        """The text with what is in it."""
        try:
            return SurveyText(text, located(text))
        except NotPlainError:
            return SurveyText(text, None)

    def changed(self, splices: Iterable[Splice]) -> SurveyText:
        """The text after these changes."""
        text = spliced(self.text, splices)
        return self if text == self.text else SurveyText.of(text)

    @property
    def for_reading(self) -> str:
        """The text for `survey_yaml.read`, which need not compose it again."""
        if self.root is None or sum(map(self.text.count, "\n,[{")) > MOST_SIGNS:
            return self.text
        known = ReadText(self.text)
        known.tree = self.root
        return known

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the survey; Latvian where it names none."""
        found = self.root.get("languages") if self.root else None
        return tuple(child.text for child in found.sequence if child.text) if found and found.sequence else ("lv",)

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """All places, in the order of the file's pages; lists come after the survey itself."""
        found: dict[str, Spot] = {}
        for spot in self._walk():
            found.setdefault(spot.place, spot)
        return found

    def _walk(self) -> Iterator[Spot]:
        if self.root is None:
            return
        yield Spot("", "survey", self.root)
        lists = self.root.get("lists")
        for n, (name, child) in enumerate(lists.mapping.items() if lists else ()):
            yield Spot(f"list:{name}", "list", child, name, lists, n)
        pages = self.root.get("pages")
        taken: set[str] = set()
        numbered = 0
        for n, page in enumerate(pages.sequence if pages else ()):
            code = page.text_of("page") or f"page{n + 1}"
            place = _own(f"page:{code}", taken)
            yield Spot(place, "page", page, code, pages, n)
            questions = page.get("questions")
            for m, question in enumerate(questions.sequence if questions else ()):
                numbered += 1
                code = question.text_of("code")
                own = _own(code or f"#{numbered}", taken)
                yield Spot(own, "question", question, code, questions, m, place)
                yield from _parts(own, question, taken)

    def names_used(self) -> set[str]:
        """All codes of questions and pages."""
        return {spot.code for spot in self.spots.values() if spot.kind in ("question", "page") and spot.code}


def _parts(inside: str, question: Part, taken: set[str]) -> Iterator[Spot]:
    around = parts_of(question)
    for n, part in enumerate(around.sequence if around else ()):
        code = part.text_of("code")
        yield Spot(_own(f"{inside}/{code or f'#{n + 1}'}", taken), "part", part, code, around, n, inside)


def parts_of(question: Part) -> Part | None:
    """The list of the columns or fields of a question."""
    return next((found for key in PART_KEYS if (found := question.get(key)) is not None), None)


def _own(place: str, taken: set[str]) -> str:
    """`place`, or with a number where it is taken."""
    own, n = place, 1
    while own in taken:
        n += 1
        own = f"{place}#{n}"
    taken.add(own)
    return own


def texts_of(part: Part | None, languages: tuple[str, ...]) -> dict[str, str]:
    """A text in several languages, as the file has it."""
    if part is None:
        return {}
    if isinstance(part.value, str):
        return {languages[0]: part.text} if part.text else {}
    return {language: part.text_of(language) for language in languages if part.text_of(language)}
