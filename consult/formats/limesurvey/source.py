"""A survey as LimeSurvey tells it, the same for both of its file formats: groups, questions, subquestions and answers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class SourceChoice:
    """A subquestion or an answer, in all its languages."""

    code: str
    scale: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    relevance: str = ""


@dataclass(slots=True)
class SourceQuestion:
    """A question with what belongs to it, in all its languages. Texts are HTML as they were written."""

    code: str
    type: str
    place: str
    """File and line, for what is said of it."""
    id: str = ""
    """The number under which old expressions name it."""
    texts: dict[str, str] = field(default_factory=dict)
    helps: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    validation: str = ""
    """The regular expression in PHP's way of writing that an answer must fit."""
    mandatory: str = ""
    other: bool = False
    default: str = ""
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Attribute in small letters → language → value; the language is empty where it is the same in all."""
    subquestions: list[SourceChoice] = field(default_factory=list)
    answers: list[SourceChoice] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """The value of an attribute, of the first language that has one; empty where there is none."""
        return next((value.strip() for value in self.attributes.get(name, {}).values() if value.strip()), "")

    def is_on(self, name: str) -> bool:
        """Whether an attribute that is either 1 or 0 is on."""
        return self.attribute(name) in ("1", "Y")


@dataclass(slots=True)
class SourceGroup:
    """A group of questions: what Consult calls a page."""

    key: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    questions: list[SourceQuestion] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """A whole survey."""

    name: str
    """The file, as people know it."""
    settings: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Setting → language → text, such as surveyls_title."""
    groups: list[SourceGroup] = field(default_factory=list)
    seen_languages: list[str] = field(default_factory=list)
    """The languages that texts are in, as they first come."""
    quotas: int = 0

    @property
    def questions(self) -> list[SourceQuestion]:
        """All questions in their order."""
        return [question for group in self.groups for question in group.questions]

    @property
    def languages(self) -> list[str]:
        """The first is the one that the survey was written in."""
        first = self.settings.get("language", "").strip() or (self.seen_languages or ["en"])[0]
        more = self.settings.get("additional_languages", "").replace('"', " ").split()
        return list(dict.fromkeys([first, *more, *self.seen_languages]))


def on_scale(choices: list[SourceChoice], scale: int) -> list[SourceChoice]:
    """Those of the choices that stand on this scale: rows and columns, or the two scales of a dual array."""
    return [choice for choice in choices if choice.scale == scale]
