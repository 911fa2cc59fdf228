"""Every place of a survey where an expression or a piped wording stands, and what may be named there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from consult.model.question import MADE_OF_PARTS, Check, Choice, Question, Texts
from consult.model.survey import Page, Survey

Known = Mapping[str, Question]


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


def places(survey: Survey) -> Iterator[LogicPlace]:
    """All places in the order in which they are come by; empty texts are left out."""
    yield from _wording(LogicPlace(survey.id, "intro", "", {}), survey.intro)
    before: dict[str, Question] = {}
    for page in survey.pages:
        known = dict(before)
        yield from _expression(LogicPlace(page.code, "show_if", page.show_if, known, page=page))
        yield from _wording(LogicPlace(page.code, "title", "", known, page=page), page.title)
        for question in page.questions:
            yield from _of_question(page, question, dict(before))
            before[question.code] = question


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
    for check in question.checks:
        yield from _of_check(replace(here, known={**before, **on_page, **parts}, walked=row), check)
    for number, part in enumerate(question.parts):
        earlier = {sibling.code: sibling for sibling in question.parts[:number]}
        yield from _of_part(replace(here, place=f"{question.code}.{part.code}", walked=row), part, earlier, {**on_page, **parts})


def _of_part(here: LogicPlace, part: Question, earlier: Known, beside: Known) -> Iterator[LogicPlace]:
    yield from _expression(replace(here, key="show_if", text=part.show_if, known={**here.known, **earlier}))
    yield from _wording(replace(here, key="ask", walked={}), part.label)
    yield from _wording(replace(here, key="hint", walked={}), part.hint)
    yield from _expression(replace(here, key="choices_if", text=part.choices_if, walked={**here.walked, "choice": part.choices}))
    for check in part.checks:
        yield from _of_check(replace(here, known={**here.known, **beside}), check)


def _of_check(here: LogicPlace, check: Check) -> Iterator[LogicPlace]:
    yield from _expression(replace(here, key="check", text=check.must))
    yield from _wording(replace(here, key="say"), check.say)
