"""How one survey stands: responses against invited, who they are from, in which way they came, open answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from consult.i18n import _, sort_key, text_in
from consult.model.question import OTHER, Question, Role
from consult.model.response import Answer, Channel
from consult.model.versions.history import History
from consult.service import defining, survey_files, survey_list, waves
from consult.service.choices_named import choices_named
from consult.service.collecting import channel_name
from consult.service.consultation import Consultation, today
from consult.service.history import history
from consult.service.open_questions import open_questions
from consult.service.sessions import has_draft
from consult.service.survey_list import SurveyLine
from consult.store import standings


@dataclass(frozen=True, slots=True)
class Part:
    """One group, area or channel."""

    code: str
    label: str
    responses: int
    invited: int | None = None
    """How many were invited; None where that is not counted by this."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Responses of one wave by group or by area."""

    role: str
    """`group` or `area`."""
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SurveyStanding:
    """How a survey stands."""

    id: str
    title: str
    version: int
    """0 where it was never published."""
    questions: int
    responses: int
    """Those that count, of all waves."""
    excluded: int
    changed: bool
    """Whether the file says something else than the published version."""
    faulty: bool
    """Whether its file has faults, as one that is not finished has."""
    today: int = 0
    """Responses that came in today."""
    wave: str = ""
    """The last wave; `invited`, `answered` and `breakdowns` are of it."""
    invited: int = 0
    answered: int = 0
    """Of those who were invited."""
    breakdowns: tuple[Breakdown, ...] = ()
    channels: tuple[Part, ...] = ()
    unfinished: bool = False
    """Whether this account began a form in the last wave, and has not sent it."""


@dataclass(frozen=True, slots=True)
class OpenStanding:
    """How the answers to one open question stand."""

    survey: str
    question: str
    """Its code, as `consult themes` takes it."""
    label: str
    answers: int
    themes: int
    looked: bool
    """Whether somebody looked for themes."""
    later: int
    """Answers that came in after that; all where nobody looked."""


def standing(consultation: Consultation, line: SurveyLine) -> SurveyStanding:
    """How the survey of this line stands; one that was never published has no responses."""
    path = defining.path_of(consultation, line.id)
    faulty = not line.title if not line.version else path.is_file() and not survey_list.is_readable(consultation, line.id)
    plain = SurveyStanding(
        line.id,
        line.title or text_in(survey_files.title_of(path)) or line.id,
        line.version,
        line.questions,
        line.responses,
        line.excluded,
        line.changed,
        faulty,
    )
    return _published(consultation, plain) if line.version else plain


def _published(consultation: Consultation, plain: SurveyStanding) -> SurveyStanding:
    db, day = consultation.database, today()
    midnight = datetime.combine(day, time()).astimezone(UTC).isoformat(" ", "milliseconds")
    wave = next((known.name for known in reversed(waves.listing(consultation, plain.id))), "")
    invited = standings.invited(db, plain.id, wave)
    by_channel = standings.channels(db, plain.id)
    return SurveyStanding(
        plain.id, plain.title, plain.version, plain.questions, plain.responses, plain.excluded, plain.changed, plain.faulty,
        today=standings.received_since(db, plain.id, midnight, day.isoformat()), wave=wave,
        invited=sum(n for *_who, n, _answered in invited), answered=sum(answered for *_who, answered in invited),
        breakdowns=tuple(
            found
            for role in (Role.GROUP, Role.AREA)
            if (found := _by_invited(role, invited) or _by_answers(consultation, plain.id, wave, role)) and found.parts
        ),
        channels=tuple(Part(one.value, channel_name(one), by_channel[one]) for one in Channel if one in by_channel),
        unfinished=has_draft(consultation, plain.id, wave),
    )  # fmt: skip


def _by_invited(role: Role, invited: Sequence[tuple[str, str, int, int]]) -> Breakdown | None:
    """Those who were invited, as the register names them; None where it names none."""
    counts: dict[str, tuple[int, int]] = {}
    for group, area, n, of_these in invited:
        name = group if role is Role.GROUP else area
        asked, answered = counts.get(name, (0, 0))
        counts[name] = asked + n, answered + of_these
    if not any(counts):
        return None
    label = _("Group") if role is Role.GROUP else _("Area")
    names = sorted(counts, key=lambda name: (not name, sort_key(name)))
    return Breakdown(role.value, label, tuple(Part(name, name or "–", counts[name][1], counts[name][0]) for name in names))


def _by_answers(consultation: Consultation, survey: str, wave: str, role: Role) -> Breakdown | None:
    """What the responses say of themselves, the most frequent first; choices that nobody took stand last."""
    past = history(consultation, survey)
    question = next((one for one in past.latest.questions if one.role is role and one.choices), None)
    if question is None:
        return None
    counts = choices_named(consultation, past, wave, question.code)
    return Breakdown(role.value, question.label_in(), tuple(_parts(question, counts)))


def _parts(question: Question, counts: Counter[str]) -> list[Part]:
    labels = {choice.code: choice.label_in() for choice in question.choices if not choice.closed or counts[choice.code]}
    labels |= {code: _("other") if code == OTHER else code for code in counts if code not in labels}
    expected = {choice.code for choice in question.choices if not (choice.apart or choice.exclusive)}
    parts = [Part(code, label, counts[code]) for code, label in labels.items() if counts[code] or code in expected]
    return sorted(parts, key=lambda part: (-part.responses, sort_key(part.label)))


def open_standings(consultation: Consultation, survey: str) -> list[OpenStanding]:
    """How the open questions of a published survey stand, in the order in which they are asked."""
    past = history(consultation, survey)
    asked = open_questions(past.latest)
    if not asked:
        return []
    codes = {code for one in asked for code in (one.question.code, *past.former_codes(one.question.code))}
    db, themed = consultation.database, standings.themed(consultation.database, survey)
    totals = _written(past, standings.written(db, survey, codes))
    since = {
        moment: _written(past, standings.written(db, survey, codes, moment)) for moment in {made for made, _n in themed.values()}
    }
    found = []
    for one in asked:
        made_at, themes = themed.get(one.code, ("", 0))
        label = one.question.label_in() if not one.field else f"{one.field.label_in()} · {one.question.label_in()}"
        later = since[made_at][one.code] if made_at else totals[one.code]
        found.append(OpenStanding(survey, one.code, label, totals[one.code], themes, bool(made_at), later))
    return found


def _written(past: History, rows: Sequence[tuple[int, str, str, int]]) -> Counter[str]:
    """Open question, by its newest code → how many answers."""
    counts: Counter[str] = Counter()
    for version, question, field, n in rows:
        for answer in past.current_answers(version, (Answer(question, text="…", column=field, instance=1 if field else 0),)):
            counts[f"{answer.question}.{answer.column}" if answer.column else answer.question] += n
    return counts
