"""What LimeSurvey has no word for, kept as classes of style that mean nothing to it: `consult-scale`, `consult-unpublished`.

They are written where a survey goes out and read where it comes back, and are the only thing in the file that is ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from consult.formats.limesurvey.source import SourceQuestion
from consult.model.question import Question, QuestionType, Role

_APART = "consult-apart-"
_ROLE = "consult-role-"


def hints_of(question: Question) -> str:
    """The classes for a question, separated by spaces; empty where nothing would be lost."""
    found = [
        name
        for name, on in (
            ("consult-scale", question.type is QuestionType.SCALE and len(question.choices) > 0),
            ("consult-diverging", question.diverging),
            ("consult-unpublished", not question.publish),
            ("consult-whole", any(part.integer for part in question.parts)),
        )
        if on
    ]
    found += [f"{_ROLE}{question.role.value}"] if question.role else []
    found += [f"{_APART}{n}" for n, choice in enumerate(question.choices, 1) if choice.apart]
    return " ".join(found)


def with_hints(source: SourceQuestion, question: Question) -> Question:
    """The question with what the classes of its source say."""
    words = source.attribute("cssclass").split()
    if not any(word.startswith("consult-") for word in words):
        return question
    if "consult-scale" in words and question.type is QuestionType.SINGLE and not question.other:
        question = replace(question, type=QuestionType.SCALE)
    apart = {int(word.removeprefix(_APART)) for word in words if re.fullmatch(_APART + r"\d{1,4}", word, re.ASCII)}
    role = next((word.removeprefix(_ROLE) for word in words if word.startswith(_ROLE)), "")
    scaled = question.type in (QuestionType.SCALE, QuestionType.MATRIX)
    if scaled and apart:
        choices = tuple(replace(choice, apart=n in apart) for n, choice in enumerate(question.choices, 1))
        question = replace(question, choices=choices)
    if "consult-whole" in words:
        parts = (replace(part, integer=True) if part.type is QuestionType.NUMBER else part for part in question.parts)
        question = replace(question, parts=tuple(parts))
    publish = "consult-unpublished" not in words or question.type is QuestionType.NOTE
    return replace(
        question, diverging=question.diverging or (scaled and "consult-diverging" in words), publish=publish,
        role=Role(role) if role in list(Role) and question.type is not QuestionType.NOTE else question.role,
    )  # fmt: skip
