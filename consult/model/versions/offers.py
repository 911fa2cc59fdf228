"""What respondents of a version could choose, told in the codes of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Answer
from consult.model.versions.history import History

_RANKED = (QuestionType.RANKING, QuestionType.ALLOCATION)


def on_offer(past: History, version: int, codes: Iterable[str], part: str = "", *, closed: bool = False) -> frozenset[str]:
    """The choices that were on offer in `version` at the questions of these codes there, or in one `part` of them.

    `part` is a code of today. With `closed` those that had been withdrawn by then are among them.
    """
    found: set[str] = set()
    for old in asked_there(past, version, codes):
        asking = next((one for one in old.parts if code_now(past, version, old, column=one.code) == part), None) if part else old
        for choice in asking.choices if asking else ():
            if closed or not choice.closed:
                found.add(choice_now(past, version, old, choice, asking.code if part and asking else ""))
        if asking and asking.other:
            found.add(OTHER)
    return frozenset(found)


def asked_there(past: History, version: int, codes: Iterable[str]) -> Iterator[Question]:
    """The questions of these codes in `version`."""
    survey = past.version(version)
    for code in sorted(codes):
        if question := survey.question(code):
            yield question


def choice_now(past: History, version: int, old: Question, choice: Choice, column: str = "") -> str:
    """The code that a choice of the question `old` of `version` has today."""
    if old.type in _RANKED:
        return code_now(past, version, old, row=choice.code)
    return code_now(past, version, old, code=choice.code, column=column)


def code_now(past: History, version: int, old: Question, *, row: str = "", code: str | None = None, column: str = "") -> str:
    """What has become of a code of an older version: an answer with it is read as the newest version means it."""
    number = None if code else 1.0
    answer = Answer(old.code, row, code, number, column=column, instance=1 if old.type is QuestionType.REPEAT else 0)
    now = next(iter(past.current_answers(version, (answer,))), answer)
    return (now.code or "") if code else now.row or now.column
