"""Every place of a survey where an expression or a piped wording stands, and what may be named there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from consult.model.question import MADE_OF_PARTS, Check, Choice, Level, Question, Texts
from consult.model.survey import Page, Survey

Known = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is not known of a survey because its file has faults; nothing is said of the logic that hangs on it."""

    questions: frozenset[str] = frozenset()
    """Code, or `question.part`, of the questions whose type, choices, rows, parts or limits could not be read."""
    unnamed: bool = False
    """True where there are questions whose codes could not be read, so that any name may be one of them."""


NO_DOUBTS = Doubts()


@dataclass(frozen=True, slots=True)
class LogicPlace:
    """An expression or a wording, where it stands, and what it may name."""

    place: str
    """Code of the question or page, or `question.part`; the id of the survey for its intro."""
    key: str
    text: str
    known: Known
    """Code → question or part whose answer is there when this is evaluated."""
    own: str = ""
    """The code of the question that it belongs to; empty on a page."""
    page: Page | None = None
    wording: bool = False
    walked: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """`row` and `choice`, where they mean something: what they stand for in turn."""
    number: int = 0
    """Which check of the question it is, from 0."""
    level: Level = Level.ERROR
    """How much the check weighs."""
    doubtful: frozenset[str] = frozenset()
    """Those of the names that nothing more is known of."""


def places(survey: Survey, doubts: Doubts = NO_DOUBTS) -> Iterator[LogicPlace]:
    """All places in the order in which they are come by; empty texts are left out."""
    yield from _wording(LogicPlace(survey.id, "intro", "", {}), survey.intro)
    doubtful = frozenset(code for code in doubts.questions if "." not in code)
    before: dict[str, Question] = {}
    for page in survey.pages:
        on_page = LogicPlace(page.code, "show_if", page.show_if, dict(before), page=page, doubtful=doubtful)
        yield from _expression(on_page)
        yield from _wording(replace(on_page, key="title"), page.title)
        for question in page.questions:
            for place in _of_question(page, question, dict(before)):
                yield replace(place, doubtful=_doubtful(place, question, doubtful, doubts)) if doubts.questions else place
            before[question.code] = question


def _doubtful(place: LogicPlace, question: Question, doubtful: frozenset[str], doubts: Doubts) -> frozenset[str]:
    """The doubtful names at a place of `question`: a part stands in front of a question of the same code."""
    parts = {part.code for part in question.parts if place.known.get(part.code) is part}
    of_parts = {code for code in parts if f"{question.code}.{code}" in doubts.questions}
    walked = frozenset(place.walked) if question.code in doubtful or place.place in doubts.questions else frozenset()
    return (doubtful - parts) | of_parts | walked


def _expression(place: LogicPlace) -> Iterator[LogicPlace]:
    if place.text.strip():
        yield place


def _wording(place: LogicPlace, texts: Texts) -> Iterator[LogicPlace]:
    for text in dict.fromkeys(texts.values()):
        if "{" in text or "}" in text:
            yield replace(place, text=text, wording=True)


def _of_question(page: Page, question: Question, before: Known) -> Iterator[LogicPlace]:
    here = LogicPlace(question.code, "", "", before, question.code, page)
    yield from _expression(replace(here, key="show_if", text=question.show_if))
    yield from _wording(replace(here, key="ask"), question.label)
    yield from _wording(replace(here, key="hint"), question.hint)
    yield from _expression(replace(here, key="choices_if", text=question.choices_if, walked={"choice": question.choices}))
    yield from _expression(replace(here, key="rows_if", text=question.rows_if, walked={"row": question.rows}))
    yield from _expression(replace(here, key="value", text=question.compute))
    parts = {part.code: part for part in question.parts}
    row = {"row": question.rows} if question.type in MADE_OF_PARTS and question.rows else {}
    on_page = {other.code: other for other in page.questions}
    for nth, check in enumerate(question.checks):
        yield from _of_check(replace(here, known={**before, **on_page, **parts}, walked=row, number=nth), check)
    for number, part in enumerate(question.parts):
        earlier = {sibling.code: sibling for sibling in question.parts[:number]}
        yield from _of_part(replace(here, place=f"{question.code}.{part.code}", walked=row), part, earlier, {**on_page, **parts})


def _of_part(here: LogicPlace, part: Question, earlier: Known, beside: Known) -> Iterator[LogicPlace]:
    yield from _expression(replace(here, key="show_if", text=part.show_if, known={**here.known, **earlier}))
    yield from _wording(replace(here, key="ask", walked={}), part.label)
    yield from _wording(replace(here, key="hint", walked={}), part.hint)
    yield from _expression(replace(here, key="choices_if", text=part.choices_if, walked={**here.walked, "choice": part.choices}))
    for nth, check in enumerate(part.checks):
        yield from _of_check(replace(here, known={**here.known, **beside}, number=nth), check)


def _of_check(here: LogicPlace, check: Check) -> Iterator[LogicPlace]:
    yield from _expression(replace(here, key="check", text=check.must, level=check.level))
    yield from _wording(replace(here, key="say"), check.say)
