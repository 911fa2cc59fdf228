"""What changed between two waves of a survey: the answers of the same respondents beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult.analysis.waves import Change, Value, compare
from consult.i18n import sort_key
from consult.model.question import Question, Role
from consult.model.response import Response, Review
from consult.model.survey import Identity, Survey
from consult.service import waves
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.waves import in_words
from consult.store import people, responses


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One answer that a respondent changed, in codes and in words."""

    respondent: str
    """The register's code, or the code of the area."""
    name: str
    field: str
    question: str
    row: str
    column: str
    label: str
    """Question, row and column in words."""
    old: Value
    new: Value
    old_label: str
    new_label: str
    difference: float | None
    share: float | None
    over: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one wave to another, and who answered only one of them."""

    survey: str
    before: str
    after: str
    threshold: float | None
    compared: int
    """Respondents who answered both."""
    lines: tuple[ChangeLine, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    unclear: tuple[str, ...]
    """Areas that several responses of one wave name, so that none can be compared."""
    unknown: int
    """Responses that tell neither respondent nor area."""


def changes(consultation: Consultation, survey_id: str, before: str, after: str, threshold: float | None = None) -> Changes:
    """What the same respondents answered otherwise in the wave `after` than in `before`.

    The same respondent is the same code of the register, or else the same area where the survey asks for it.
    `threshold` is a share, that of the survey where it is not given. Raises NotFoundError where there is no such wave.
    """
    known = history(consultation, survey_id)
    survey = known.survey
    for wave in (before, after):
        waves.refuse_unknown(consultation, survey_id, wave)
    threshold = survey.change if threshold is None else threshold
    area = next((question for question in survey.questions if question.role is Role.AREA), None)
    old, new = _Wave(area), _Wave(area)
    for response in responses.responses(consultation.database, survey.id):
        if response.wave in (before, after) and response.review is not Review.EXCLUDED:
            (old if response.wave == before else new).add(known.current(response))
    pairs, unclear = _pairs(old, new)
    names = _names(consultation, survey, area)
    lines = [
        _line(change, key, names.get(key, key))
        for key, (was, is_) in sorted(pairs.items(), key=lambda pair: sort_key(names.get(pair[0], pair[0])))
        for change in compare(survey.questions, was.answers, is_.answers, threshold)
    ]
    return Changes(
        survey.id, before, after, threshold, len(pairs), tuple(lines), _left(new, pairs, unclear, names),
        _left(old, pairs, unclear, names), tuple(sorted((names.get(key, key) for key in unclear), key=sort_key)),
        len(old.nobodys) + len(new.nobodys),
    )  # fmt: skip


class _Wave:
    """The responses of one wave by who gave them."""

    def __init__(self, area: Question | None):
        self._area = area
        self.by_person: dict[str, Response] = {}
        self.by_area: dict[str, list[Response]] = {}
        self.nobodys: list[Response] = []

    def add(self, response: Response) -> None:
        """Puts a response in its place."""
        codes = [answer.code for answer in response.answers if self._area and answer.question == self._area.code and answer.code]
        if response.respondent:
            self.by_person[response.respondent] = response
        if codes:
            self.by_area.setdefault(codes[0], []).append(response)
        if not codes and not response.respondent:
            self.nobodys.append(response)


def _pairs(old: _Wave, new: _Wave) -> tuple[dict[str, tuple[Response, Response]], set[str]]:
    """Respondent → response before and after; and the areas that are named more than once."""
    pairs = {code: (old.by_person[code], new.by_person[code]) for code in old.by_person if code in new.by_person}
    paired = {response.id for pair in pairs.values() for response in pair}
    unclear = set()
    for code in [*old.by_area, *(code for code in new.by_area if code not in old.by_area)]:
        was, is_ = ([r for r in wave.by_area.get(code, []) if r.id not in paired] for wave in (old, new))
        both_known = len(was) == len(is_) == 1 and was[0].respondent and is_[0].respondent
        if len(was) == len(is_) == 1 and not both_known:
            pairs[code] = was[0], is_[0]
        elif was and is_ and not both_known:
            unclear.add(code)
    return pairs, unclear


def _left(
    wave: _Wave, pairs: Mapping[str, tuple[Response, Response]], unclear: set[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Who answered this wave and not the other, by name."""
    paired = {response.id for pair in pairs.values() for response in pair}
    left = {code for code, response in wave.by_person.items() if response.id not in paired}
    for code, given in wave.by_area.items():
        if code not in unclear and any(response.id not in paired and not response.respondent for response in given):
            left.add(code)
    return tuple(sorted((names.get(code, code) for code in left), key=sort_key))


def _names(consultation: Consultation, survey: Survey, area: Question | None) -> dict[str, str]:
    """Code of a respondent or an area → its name; of people only where the survey may name them."""
    names = {choice.code: choice.label_in() for choice in area.choices} if area else {}
    if survey.identity is Identity.NAMED:
        names |= {code: person.organisation or code for code, person in people.people(consultation.database).items()}
    return names


def _line(change: Change, respondent: str, name: str) -> ChangeLine:
    cell, question = change.cell, change.question
    row = question.row(cell.row) or question.choice(cell.row) if cell.row else None
    side = next((side for side in question.sides if side.code == cell.column), None)
    part = question.part(cell.column) if cell.column else None
    words = [
        question.label_in(), f"{cell.instance}." if cell.instance else "", row.label_in() if row else cell.row,
        side.label_in() if side else part.label_in() if part else cell.column,
    ]  # fmt: skip
    return ChangeLine(
        respondent, name, cell.name, question.code, cell.row, cell.column, " · ".join(filter(None, words)), change.old,
        change.new, in_words(cell.question, change.old), in_words(cell.question, change.new), change.difference,
        change.share, change.over,
    )  # fmt: skip
