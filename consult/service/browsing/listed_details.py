"""What is looked up only of the responses in sight, and kept until they are corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from consult.model.question import Question, QuestionType, Role
from consult.model.response import Answer
from consult.model.survey import Survey
from consult.model.versions.history import History
from consult.service import told_answers
from consult.service.browsing.listed_responses import Detail, Listed
from consult.service.shown_wording import shown
from consult.store import response_list
from consult.store.database import Database

_ENOUGH = 120
"""Characters of answers in words; more are not seen in a line."""


class ListedDetails:
    """How far responses are answered, and what tells them best from others."""

    def __init__(self, database: Database):
        self._database = database
        self._kept: dict[int, tuple[int, str | None, Detail]] = {}  # number → revision, language of its words if any, detail
        self._forms: dict[int, Survey] = {}

    def of(self, some: Iterable[Listed], past: History, language: str | None) -> dict[str, Detail]:
        """Id → detail of each of `some`, with words in `language`; None leaves the words for later."""
        some = list(some)
        new = [one for one in some if self._is_new(one, language)]
        if new:
            self._read(new, past, language)
        return {one.id: self._kept[one.number][2] for one in some}

    def _is_new(self, one: Listed, language: str | None) -> bool:
        kept = self._kept.get(one.number)
        return kept is None or kept[0] != one.revision or (language is not None and kept[1] != language)

    def _read(self, new: Sequence[Listed], past: History, language: str | None) -> None:
        numbers = [one.number for one in new]
        computed = [*{one.code for form in past.versions for one in form.questions if one.type is QuestionType.COMPUTED}]
        counted = {found[0]: found[1:] for found in response_list.answered(self._database, numbers, computed)}
        answers: dict[int, list[Answer]] = {number: [] for number in numbers}
        for number, answer in response_list.given(self._database, numbers) if language is not None else ():
            answers[number].append(answer)
        for one in new:
            if one.version not in self._forms:
                self._forms[one.version] = shown(past.version(one.version))
            text = telling(self._forms[one.version], answers[one.number], language or "")
            self._kept[one.number] = one.revision, language, Detail(*counted.get(one.number, (0, 0, 0)), text=text)


def telling(survey: Survey, given: Sequence[Answer], language: str) -> str:
    """What was typed freely, and then the answers in words, as far as a line may show them; `given` have values."""
    by_question: dict[str, list[Answer]] = {}
    for answer in given:
        by_question.setdefault(answer.question, []).append(answer)
    here = [(question, by_question[question.code]) for question in survey.questions if question.code in by_question]
    found: list[str] = []
    for told in chain(
        (text for one in here for text in _typed(*one)), (words for one in here for words in _words(*one, language))
    ):
        found.append(told)
        if sum(map(len, found)) > _ENOUGH:
            break
    return " · ".join(found)


def _typed(question: Question, answers: Sequence[Answer]) -> Iterator[str]:
    for (_row, column, _instance), some in told_answers.places(question, answers).items():
        asked = question.part(column) or question
        if asked.type is QuestionType.TEXT:
            yield from (answer.text.strip() for answer in some if answer.text and answer.text.strip())


def _words(question: Question, answers: Sequence[Answer], language: str) -> Iterator[str]:
    if question.role in (Role.GROUP, Role.AREA) or question.type is QuestionType.COMPUTED:
        return  # they have columns of their own, or were not answered by anybody
    for place, some in told_answers.places(question, answers).items():
        if (question.part(place[1]) or question).type is not QuestionType.TEXT:
            yield told_answers.told(question, place, some, language)
