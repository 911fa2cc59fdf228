"""Who has not answered yet: of those who were invited, and of the areas and groups that a survey asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.i18n import sort_key
from consult.model.person import Person
from consult.model.question import Choice, Question, Role
from consult.service import defining, waves
from consult.service.choices_named import choices_named
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.store import people


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a group or an area were invited and have answered."""

    name: str
    invited: int
    answered: int
    share: float
    """`answered` by `invited`, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Silent:
    """The choices of a question on the respondent, such as the municipalities, that no response has named yet."""

    question: str
    label: str
    role: str
    asked: int
    """Choices on offer."""
    missing: tuple[tuple[str, str], ...]
    """Code and label of each choice without a response."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Who and what is missing in one wave of a survey."""

    survey: str
    wave: str
    invited: int
    answered: int
    people: tuple[Person, ...]
    """Those who were invited and have not answered."""
    by_group: tuple[Turnout, ...]
    by_area: tuple[Turnout, ...]
    silent: tuple[Silent, ...]


def outstanding(consultation: Consultation, survey_id: str, wave: str | None = None) -> Outstanding:
    """Who was invited to a wave (the last, if none is named) and has not answered.

    Of an anonymous survey that is known by the marks on the invitations alone. Raises NotFoundError where the survey was never
    published or has no such wave.
    """
    survey = defining.current(consultation, survey_id)
    db = consultation.database
    if wave is None:
        wave = next((known.name for known in reversed(waves.listing(consultation, survey.id))), "")
    elif wave:
        waves.refuse_unknown(consultation, survey.id, wave)
    register = people.people(db)
    held = people.invitations(db, survey.id, wave)
    done = people.answered(db, survey.id, wave) | {invitation.person for invitation in held if invitation.used}
    invited = sorted((register[invitation.person] for invitation in held), key=_order)
    open_ = tuple(person for person in invited if person.code not in done)
    return Outstanding(
        survey.id, wave, len(invited), len(invited) - len(open_), open_,
        _turnout([(person.group, person.code in done) for person in invited]),
        _turnout([(person.area, person.code in done) for person in invited]),
        tuple(_silent(consultation, survey.id, wave, survey.questions)),
    )  # fmt: skip


def _order(person: Person) -> tuple[object, ...]:
    return sort_key(person.organisation or person.name or person.code)


def _turnout(people_: Sequence[tuple[str, bool]]) -> tuple[Turnout, ...]:
    """Counts by name, in the order of the names; nothing where nobody has one."""
    names = sorted({name for name, _done in people_}, key=sort_key)
    if names in ([], [""]):
        return ()
    counts = [(name, [done for other, done in people_ if other == name]) for name in names]
    return tuple(Turnout(name, len(done), sum(done), sum(done) / len(done)) for name, done in counts)


def _silent(consultation: Consultation, survey: str, wave: str, questions: Iterable[Question]) -> Iterable[Silent]:
    asked = [question for question in questions if question.role in (Role.AREA, Role.GROUP) and question.choices]
    if not asked:
        return
    past = history(consultation, survey)
    for question in asked:
        named = choices_named(consultation, past, wave, question.code)
        offered = [choice for choice in question.choices if _counts(choice)]
        missing = [choice for choice in offered if choice.code not in named]
        yield Silent(
            question.code, question.label_in(), question.role.value, len(offered),
            tuple((choice.code, choice.label_in()) for choice in missing),
        )  # fmt: skip


def _counts(choice: Choice) -> bool:
    """Whether somebody is expected behind the choice: not behind „other”, „no opinion” and what is no longer on offer."""
    return not (choice.apart or choice.exclusive or choice.closed)
