"""Two typings of one paper form, field by field: where they differ, and how often they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Take = Literal["first", "second", "other"]

OnPaper = str | list[str] | dict[str, str | list[str]]
"""What the paper says in a field, as it is typed; with own words beside it, field by field."""


def by_field(field: str, paper: OnPaper) -> dict[str, str | list[str]]:
    """What the paper says at `field`, and in the field of own words beside it."""
    return paper if isinstance(paper, dict) else {field: paper}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two clerks typed differently."""

    number: str
    """The form's number in the batch."""
    field: str
    question: str
    """The code of the question."""
    label: str
    """The question, and where in it the field stands, in words."""
    first: str
    """What the first clerk typed, in words; empty where nothing."""
    second: str
    first_raw: str | Sequence[str]
    """What the first clerk typed, as a form takes it."""
    second_raw: str | Sequence[str]
    first_by: str
    second_by: str
    taken: str = ""
    """`first`, `second` or `other`; `corrected` where the response was corrected elsewhere; empty where it is open."""
    value: str = ""
    """What stands now, in words, where it was decided."""
    decided_by: str = ""
    decided_at: str = ""
    batch: str = ""
    place: str = ""
    """Where in the question the field stands, in words; empty where the question has this field alone."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many fields were typed alike."""

    compared: int
    """Fields in which at least one of the two typed something."""
    alike: int
    blank: int
    """Fields that both left blank; they are in neither of the other two."""

    @property
    def share(self) -> float | None:
        """Alike of those compared; None where nothing was."""
        return self.alike / self.compared if self.compared else None

    @property
    def share_with_blanks(self) -> float | None:
        """Alike of all fields, the blank ones among them: higher, the more a form leaves blank."""
        fields = self.compared + self.blank
        return (self.alike + self.blank) / fields if fields else None


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """How the two typings of one question agree."""

    question: str
    label: str
    rate: Rate
    kappa: float | None
    """Cohen's kappa of a closed question, blank as a category of its own; None elsewhere, and where chance explains all."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How the typings of two clerks agree."""

    first_by: str
    second_by: str
    forms: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two typings of the forms of a batch agree."""

    survey: str
    batch: str
    forms: int
    """Forms typed twice."""
    once: int
    """Forms typed once so far."""
    rate: Rate
    open: int
    """Differences that nobody decided yet."""
    decided: int
    questions: tuple[QuestionAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    same_person: int
    """Forms that one and the same clerk typed twice: their agreement says less."""
