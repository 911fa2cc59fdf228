"""The keys of a survey file in the order in which people write them."""

from __future__ import annotations

from consult.formats.question_yaml import keys_of
from consult.model.question import QuestionType

SURVEY = ("consult", "survey", "languages", "identity", "change", "title", "intro", "lists", "pages", "migrations")
PAGE = ("page", "title", "show_if", "questions")
CHECK = ("must", "level", "say")
QUESTION = (
    "code", "type", "role", "required", "publish", "show_if", "rows_if", "sides", "list", "choices_if", "other", "from", "to",
    "labels", "no_opinion", "diverging", "min", "max", "total", "integer", "unit", "missing", "lines", "max_chars", "totals",
    "value", "ask", "hint", "rows", "choices", "columns", "fields", "check",
)  # fmt: skip
FLAGS = ("apart", "exclusive", "closed")


def order(kind: str) -> tuple[str, ...]:
    """The order of keys at a place of this kind (see `Spot.kind`)."""
    return {"survey": SURVEY, "page": PAGE}.get(kind, QUESTION)


def allowed(type_: str) -> tuple[str, ...]:
    """What a question of this type may have; of an unknown type, what all may have."""
    return keys_of(QuestionType(type_) if type_ in list(QuestionType) else QuestionType.YESNO)


def choice_order(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The order of the keys of a choice."""
    return ("code", "label", *languages, *FLAGS)
