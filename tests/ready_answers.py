"""Plausible answers to any survey, as people would type them: it is walked through, what it does not ask stays empty."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from consult import resources
from consult.model.asking import Asked
from consult.model.checking import Checker
from consult.model.question import MADE_OF_PARTS, SILENT, Cell, Choice, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import today as this_day

FILES = sorted(resources.surveys().glob("*/survey.yaml"))
SURVEYS = {path.parent.name: defining.read_file(path) for path in FILES}
"""The ready surveys by name."""
ATTACHED = f"{'0' * 64} shēma.pdf"
"""What those who attach a file to a ready survey give."""

WORDS = (
    "Aprūpes mājās pietrūkst brīvdienās; svētdienā nav neviena, kas atnāk.",
    "Vajadzīgs dienas centrs, uz kuru var aizbraukt ar autobusu.",
    "Kaimiņu novadā ir brīvas vietas, bet nav vienota tarifa.",
    "Tas izdevās, jo klienti paši piedalījās no paša sākuma.",
    "We need one contract for all nine municipalities, not nine contracts.",
    "„Ātrāk” nenozīmē labāk: =2+2, 50 % un daži [jautājumi].",
    "Anna Piemērs, sociālā dienesta vadītāja",
    "Grupu dzīvoklis",
)
ADDRESS = "anna.piemere@example.org"
_TRIES = 30

Typed = dict[str, str | list[str]]


@cache
def typed_by(name: str, seed: int) -> Typed:
    """What one person typed to a ready survey; every third has little patience."""
    patience = 0.3 if seed % 3 == 0 else 0.05
    return answers_to(SURVEYS[name], random.Random(f"{name} {seed}"), this_day(), attached=ATTACHED, blank=patience)


def told(answers: Iterable[Answer]) -> set[Answer]:
    """Answers that say something."""
    return {answer for answer in answers if answer.missing not in (Missing.BLANK, Missing.NOT_REACHED)}


def answers_to(survey: Survey, chance: random.Random, today: date, *, attached: str = "", blank: float = 0.1) -> Typed:
    """What one person might type to `survey`, field by field; fields that are not asked are absent.

    `today` is what the survey means by today, `attached` what a file question takes, `blank` how often an optional question is
    skipped. What is given has no faults.
    """
    checker = Checker(survey, today=today)
    typed: Typed = {}
    for question in survey.questions:
        asked = checker.interview.asked(typed)
        if not asked.shows(question) or question.type in SILENT:
            continue
        for _attempt in range(_TRIES):
            given = _given(question, asked, chance, attached, blank)
            if not _faults(checker, typed | given, question):
                break
        else:
            given = {cell.name: "" for cell in asked.cells(question)}
        typed |= given
    assert not checker.check(typed).problems, [str(problem) for problem in checker.check(typed).problems]
    return typed


def _faults(checker: Checker, typed: Mapping[str, str | list[str]], question: Question) -> bool:
    """Whether a check of the question fails; in all else what is given is sound as it is made."""
    if not any(one.checks for one in (question, *question.parts)):
        return False
    return any(problem.place.split(".")[0] == question.code for problem in checker.check(typed).problems)


def _given(question: Question, asked: Asked, chance: random.Random, attached: str, blank: float) -> Typed:
    """What is typed into the cells of one question."""
    cells = asked.cells(question)
    if not question.required and chance.random() < blank:
        return {cell.name: "" for cell in cells}
    if question.type is QuestionType.ALLOCATION:
        return _allocated(question, cells, chance)
    if question.type is QuestionType.REPEAT:
        times = chance.randint(question.least or 1, min(question.most or 3, 3))
        cells = tuple(cell for cell in cells if cell.instance <= times)
    typed: Typed = {}
    for cell in cells:
        skipped = question.type in MADE_OF_PARTS and not cell.question.required and chance.random() < blank
        typed |= {cell.name: ""} if skipped else dict(_typed(cell, asked.choices(cell.question, cell), chance, attached))
    return typed


def _allocated(question: Question, cells: tuple[Cell, ...], chance: random.Random) -> Typed:
    """Whole points that add up to the total."""
    total = int(question.total or 0)
    cuts = [0, *sorted(chance.randint(0, total) for _cell in cells[1:]), total]
    return {cell.name: str(high - low) for cell, low, high in zip(cells, cuts[:-1], cuts[1:], strict=True)}


def _typed(
    cell: Cell, offered: tuple[Choice, ...], chance: random.Random, attached: str
) -> Iterator[tuple[str, str | list[str]]]:
    asked = cell.question
    if asked.other and asked.type is not QuestionType.NUMBER and chance.random() < 0.1:
        yield cell.name, "other"
        yield f"{cell.name}.other", chance.choice(WORDS)
        return
    if asked.reasons and chance.random() < 0.2:
        yield cell.name, str(chance.choice(asked.reasons))
        return
    match asked.type:
        case QuestionType.MULTI | QuestionType.RANKING:
            yield cell.name, _several(asked, offered, chance)
        case QuestionType.NUMBER:
            yield cell.name, _figure(asked, chance)
        case QuestionType.TEXT:
            words = ADDRESS if "mail" in asked.code else chance.choice(WORDS)
            yield cell.name, words[: asked.longest]
        case QuestionType.DATE:
            first, last = asked.earliest or date(2015, 1, 1), asked.latest or date(2026, 1, 31)
            yield cell.name, (first + timedelta(chance.randint(0, max(0, (last - first).days)))).isoformat()
        case QuestionType.FILE:
            yield cell.name, attached
        case _:
            yield cell.name, chance.choice(offered).code if offered else ""


def _several(asked: Question, offered: tuple[Choice, ...], chance: random.Random) -> list[str]:
    """Some of what is on offer, no more than allowed; what goes with no other alone."""
    alone = [choice.code for choice in offered if choice.exclusive]
    if alone and chance.random() < 0.1:
        return [chance.choice(alone)]
    codes = [choice.code for choice in offered if not choice.exclusive]
    most = min(asked.most or 4, len(codes))
    return chance.sample(codes, chance.randint(min(asked.least or 1, most), most))


def _figure(asked: Question, chance: random.Random) -> str:
    low = int(asked.minimum if asked.minimum is not None else 0)
    high = int(min(asked.maximum if asked.maximum is not None else low + 400, low + 400))
    whole = chance.randint(low, high)
    return str(whole) if asked.integer or chance.random() < 0.7 or whole == high else f"{whole},5"
