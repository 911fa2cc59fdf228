"""All that was found, as a report tells it: surveys, who answered, pages of questions. All labels are in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.model.distributions import Distribution
from consult.model.question_results import QuestionResult


@dataclass(frozen=True, slots=True)
class PageResult:
    """The results of one page of a survey; `title` may be empty."""

    title: str
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered: how many, when, in which way, and what they said of themselves.

    `responses` counts those that every figure rests on; what was excluded is in `excluded` alone.
    """

    responses: int
    first: datetime | None
    last: datetime | None
    """The moments of the first and last response that came in, excluded ones among them."""
    channels: Distribution
    about: tuple[QuestionResult, ...] = ()
    """Results of the questions on group, area and organisation."""
    undated: int = 0
    """Responses, of all that came in, of which nobody knows when they were given."""
    excluded: tuple[tuple[str, int], ...] = ()
    """Why responses were excluded, and how many; the reason is empty where none was written."""
    waves: Distribution | None = None
    versions: Distribution | None = None
    """Responses by wave and by version of the survey, where there is more than one."""

    @property
    def received(self) -> int:
        """How many came in: those that count and those that were excluded."""
        return self.responses + sum(count for _reason, count in self.excluded)


@dataclass(frozen=True, slots=True)
class Source:
    """A table that answers were imported from."""

    name: str
    sha256: str
    rows: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class VersionRead:
    """A version of a questionnaire, the SHA-256 of its text as published, and how many counted responses were given to it."""

    number: int
    sha256: str
    responses: int


@dataclass(frozen=True, slots=True)
class PaperWork:
    """Paper forms that were typed in: those that came in, whether they count or not."""

    forms: int
    twice: int
    """Forms that were typed a second time."""
    compared: int = 0
    """Fields in which at least one of two typings has something."""
    alike: int = 0
    """Of them, fields that were typed alike."""
    settled: int = 0
    """Differences that somebody decided."""
    open: int = 0


@dataclass(frozen=True, slots=True)
class AnswerWork:
    """What people did with the answers of one survey after they were given. Of counted responses, save for `paper`."""

    corrected: int = 0
    """Responses that were corrected after they were sent."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why, and in how many responses, the most frequent first; a response may have several reasons. Names are masked."""
    unclear: int = 0
    """Answers that were marked unclear on paper and are so still."""
    issues: int = 0
    """Responses that stand as „has issues”."""
    paper: PaperWork | None = None


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """All that came of one survey."""

    id: str
    title: str
    intro: str
    version: int
    sha256: str
    """Of the text of the questionnaire as published."""
    turnout: Turnout
    pages: tuple[PageResult, ...]
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    """What was guessed or left out when the answers came in, a sentence each."""
    versions: tuple[VersionRead, ...] = ()
    """The versions that answers were read from and the newest, oldest first; empty where all answers are to the newest."""
    work: AnswerWork = AnswerWork()

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        """Those of all pages, in their order."""
        return tuple(question for page in self.pages for question in page.questions)


@dataclass(frozen=True, slots=True)
class ConsultationResult:
    """All that a report tells."""

    title: str
    organiser: str
    language: str
    aims: tuple[str, ...]
    surveys: tuple[SurveyResult, ...]
    data_until: datetime | None
    """The moment of the latest response; no build time, so that the same answers give the same report."""
    tool: str
    """Name and version of the program."""
    fingerprint: str
    """SHA-256 over all answers that the report counts."""
    notice: str = ""
    """A sentence that must stand on every page, such as that the whole is invented."""
    contact: str = ""

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        """Those of all surveys, in their order."""
        return tuple(question for survey in self.surveys for question in survey.questions)
