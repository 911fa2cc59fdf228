"""What a row of the survey sheet is to become."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.formats.xlsform.offers import Offer
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.own_reading import Own
from consult.model.question import Choice, QuestionType

AGREED = Offer((Choice("OK", {"en": "OK"}),), {"OK": "OK"})
"""The one choice of a question that only wants to be acknowledged."""


@dataclass(eq=False, slots=True)
class Planned:
    """A question to be: the row that asks it, its type, and what belongs to it."""

    node: Node
    type: QuestionType
    offer: Offer | None = None
    groups: tuple[Node, ...] = ()
    """The groups around it, from the outside in, whose conditions hold for it too; not the page."""
    inside: list[Planned] = field(default_factory=list)
    """The fields of a repeat, the columns of a table, the rows of a matrix."""
    rows: Offer | None = None
    """The rows of a table."""
    places: int | None = None
    """How many places of a ranking must be filled."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """What cannot be said of it here: what it is called in the form, and its original text."""
    other: bool = False
    code: str = ""
    own: Own | None = None
    """What Consult wrote of it, where it wrote the form."""

    @property
    def has_parts(self) -> bool:
        """Whether what is inside it are questions of their own: fields or columns."""
        return self.type in (QuestionType.REPEAT, QuestionType.TABLE)


@dataclass(eq=False, slots=True)
class PlannedPage:
    """A page to be; `node` is its group, None for questions that stand in no group."""

    node: Node | None
    questions: list[Planned]
