"""Responses to a survey with every type of question, as hypothesis thinks them up, in consultations that published it."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from consult.formats import survey_yaml
from consult.model.consultation import Settings
from consult.model.question import OTHER, QuestionType
from consult.model.response import REASONS, Answer, Channel, Missing, Response, Review
from consult.service import consultation as consultations
from consult.service import defining
from consult.store import answer_rows, responses, reviews
from consult.store.answer_rows import Selection
from tests.whole_survey import AWKWARD

NASTY = (
    "=cmd|' /C calc'!A0", "'apostrof", "''", "'", "+371 2", "-5", "-", "@x", "\tx", "\rx", "a\r\nb\nc", "🙂", "\x1b[31m",
    "_x001B_", "not_asked", "not_known", "blank", "refused", "1", "0", "5,5", "1e5", "inf", ' "quoted" ', "a;b,c\td",
    "\x01\x02\x03\x04", "x" * 300, "\x85\u2028", "\ufeffx", "response", "\x04not_asked", "\x03", "a\x0bb", "\u202edcba",
)  # fmt: skip
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
numbers = st.one_of(
    st.sampled_from([0.0, 1.0, -5.0, 0.1 + 0.2, 1e15, 1e22, 1.5e300, 5e-324, 2.0**53, 2.0**63, 1 / 3]),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0),
)


def _one(question, asked, row="", column="", instance=0):
    """Answers at one place of `asked`."""
    place = {"question": question.code, "row": row, "column": column, "instance": instance}
    missing = st.sampled_from((Missing.BLANK, Missing.NOT_REACHED, *REASONS)).map(lambda m: [Answer(**place, missing=m)])
    codes = st.sampled_from([choice.code for choice in asked.choices]) if asked.choices else st.nothing()
    kinds = [missing]
    own = st.builds(lambda text: [Answer(**place, code=OTHER, text=text)], st.none() | texts)
    if asked.type is QuestionType.MULTI:
        several = st.sets(codes, min_size=1).map(lambda found: [Answer(**place, code=code) for code in sorted(found)])
        kinds.append(st.builds(lambda first, second: first + second, several, own) if asked.other else several)
        kinds.append(several)
    elif asked.type in (QuestionType.NUMBER, QuestionType.ALLOCATION):
        kinds.append(numbers.map(lambda number: [Answer(**place, number=number)]))
    elif asked.type is QuestionType.TEXT:
        kinds.append(texts.map(lambda text: [Answer(**place, text=text)]))
    elif asked.type is QuestionType.DATE:
        kinds.append(st.dates(date(1600, 1, 1)).map(lambda day: [Answer(**place, text=day.isoformat())]))
    elif asked.type is QuestionType.FILE:
        sha256 = st.sampled_from(["0" * 64, "ab" * 32])
        kinds.append(st.builds(lambda code, name: [Answer(**place, code=code, text=name)], sha256, texts))
    else:
        kinds.append(codes.map(lambda code: [Answer(**place, code=code)]))
    if asked.other and asked.type is not QuestionType.NUMBER:
        kinds.append(own)
    elif asked.other:
        kinds.append(texts.map(lambda text: [Answer(**place, code=OTHER, text=text)]))
    return st.one_of(kinds)


def _ranking(question):
    ranked = st.lists(st.sampled_from([choice.code for choice in question.choices]), unique=True, min_size=1)
    return st.one_of(
        ranked.map(lambda codes: [Answer(question.code, row=code, number=float(at)) for at, code in enumerate(codes, 1)]),
        st.just([Answer(question.code, missing=Missing.BLANK)]),
    )


def answers_to(question):
    """Answers to a question, none where it was not asked."""
    if question.type is QuestionType.RANKING:
        return st.just([]) | _ranking(question)
    if question.type is QuestionType.COMPUTED:
        figure = numbers.map(lambda number: [Answer(question.code, number=number)])
        return st.one_of(st.just([]), figure, texts.map(lambda text: [Answer(question.code, text=text)]))
    places = [st.just([]) | _one(question, cell.question, cell.row, cell.column, cell.instance) for cell in question.cells]
    return st.tuples(*places).map(lambda found: [answer for answers in found for answer in answers])


@st.composite
def response_to(draw, survey, version=1):
    """A response to the survey."""
    answers = [answer for question in survey.questions for answer in draw(answers_to(question))]
    return Response(
        str(uuid.UUID(int=draw(st.integers(0, 2**128 - 1)))), survey.id, version, draw(st.sampled_from(Channel)),
        draw(st.none() | st.datetimes(datetime(1990, 1, 1)).map(lambda moment: moment.replace(microsecond=0))), tuple(answers),
        draw(st.just("") | texts), draw(st.sampled_from(["", "2026", "=1+1", "'26"])), "", draw(st.none() | st.integers(0, 9999)),
        draw(st.sampled_from([state for state in Review if state is not Review.EXCLUDED])),
    )  # fmt: skip


def unique(found):
    """Whether ids and source keys are each there once."""
    keys = [response.source_key for response in found if response.source_key]
    return len({response.id for response in found}) == len(found) and len(set(keys)) == len(keys)


SURVEY = replace(survey_yaml.read(AWKWARD, "whole"), version=1)
ID = "00000000-0000-0000-0000-00000000000"


def response(*answers, n=1, **more):
    """A response with an id that ends in `n`."""
    return Response(f"{ID}{n}", "whole", 1, Channel.WEB, datetime(2026, 3, 5, 14, 30), tuple(answers), **more)


@contextmanager
def made_in(tmp_path_factory):
    """Makes consultations that have published the survey, with the responses that are given."""
    made = []

    def build(found=(), text=AWKWARD):
        consultation = consultations.create(tmp_path_factory.mktemp("talks") / "c", Settings(title={"lv": "Programma"}))
        made.append(consultation)
        defining.publish(consultation, survey_yaml.read(text, "whole"))
        keep(consultation, found)
        return consultation

    yield build
    for consultation in made:
        consultation.close()


def keep(consultation, found):
    """Stores responses with their review states."""
    with consultation.database.atomic():
        responses.add(consultation.database, found, "2026-01-01")
        states = [(response.id, response.review) for response in found if response.review is not Review.RECEIVED]
        reviews.add_all(consultation.database, states, "x", "2026-01-01", "x")


def empty(consultation):
    """Takes all responses out."""
    with consultation.database.atomic():
        for table in ("answer", "review", "response"):
            consultation.database.write(f"DELETE FROM {table}")


def stored(consultation):
    """All responses by id, their answers in no order."""
    found = answer_rows.responses(consultation.database, Selection("whole", excluded=True))
    return {response.id: (replace(response, answers=()), set(response.answers)) for response in found}


def told(consultation):
    """All responses by id as an export of an anonymous survey tells them: the day alone, and no key of a session."""
    return {id_: (_anonymous(head), answers) for id_, (head, answers) in stored(consultation).items()}


def _anonymous(head):
    day = head.submitted_at and datetime(*head.submitted_at.timetuple()[:3])
    key = "" if head.source_key.startswith("session:") else head.source_key
    return replace(head, submitted_at=day, seconds=None, source_key=key)
