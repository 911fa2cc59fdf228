"""Signs that a response may count twice or was given without care. They are shown to a person; by them nothing is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import median

from consult.analysis.folding import fold_near_identical
from consult.model.flag import Flag, Sign
from consult.model.question import QuestionType, Role
from consult.model.response import Response
from consult.model.survey import Survey
from consult.model.typed_values import fold

LONG_ENOUGH = 40
"""The fewest characters of a text that nobody writes word for word by chance."""
MANY_ANSWERS = 15
"""The fewest answers that are not all alike by chance."""
ROWS_IN_LINE = 6
"""The fewest rows of a matrix whose being all alike says something."""
MOST_HASTE = 1 / 3
"""The share of the median time under which a form was filled in haste."""
TIMED = 10
"""The fewest responses with a known time for a median to mean something."""


def flags(survey: Survey, responses: Sequence[Response]) -> list[Flag]:
    """All signs in `responses`, response by response in their order.

    Straight-lining: every answered row of a matrix of at least six has the same point, „no opinion” apart („longstring”,
    Curran 2016, J. Exp. Soc. Psychol. 66). Haste: less than a third of the median time (cf. Greszki, Meyer & Schoen 2015,
    Public Opin. Q. 79, who try 30 to 50 %). Near-identical texts: `folding.fold_near_identical`.
    """
    found = [
        *_shared(Sign.SAME_RESPONDENT, responses, lambda response: _respondents(survey, response)),
        *_shared(Sign.SAME_ANSWERS, responses, lambda response: _whole(response)),
        *_alike_texts(survey, responses),
        *_straight_lines(survey, responses),
        *_hasty(responses),
    ]
    order = {response.id: at for at, response in enumerate(responses)}
    signs = list(Sign)
    return sorted(found, key=lambda flag: (order[flag.response], signs.index(flag.sign), flag.question))


def _shared(
    sign: Sign, responses: Iterable[Response], keys: Callable[[Response], Iterable[tuple[str, object]]]
) -> Iterator[Flag]:
    """A flag for each response that shares a key; a key is a question (or none) and what makes it the same."""
    sharing: dict[tuple[str, object], list[str]] = defaultdict(list)
    for response in responses:
        for key in keys(response):
            sharing[key].append(response.id)
    for (question, _what), ids in sharing.items():
        if len(ids) > 1:
            yield from (Flag(id_, sign, question, tuple(other for other in ids if other != id_)) for id_ in ids)


def _respondents(survey: Survey, response: Response) -> Iterator[tuple[str, object]]:
    """Who answered, by the register or by the organisation that was named, in each wave."""
    if response.respondent:
        yield "", (response.wave, response.respondent)
    for question in survey.questions:
        if question.role is Role.ORGANISATION:
            for answer in response.answers:
                named = answer.text or answer.code or ""
                if answer.question == question.code and named:
                    yield question.code, (response.wave, fold(named))


def _whole(response: Response) -> Iterator[tuple[str, object]]:
    """All that was answered, where it is enough not to be the same by chance."""
    given = [answer for answer in response.answers if answer.missing is None]
    if len(given) >= MANY_ANSWERS or any(len(answer.text or "") >= LONG_ENOUGH for answer in given):
        yield "", frozenset((a.question, a.row, a.column, a.instance, a.code, a.number, fold(a.text or "")) for a in given)


def _alike_texts(survey: Survey, responses: Sequence[Response]) -> Iterator[Flag]:
    """Long texts to the same question that are the same, or nearly."""
    for question in survey.questions:
        texts = [(r.id, a.text) for r in responses for a in r.answers if a.question == question.code and a.text and _long(a.text)]
        if len(texts) < 2:
            continue
        folded = [fold(text) for _id, text in texts]
        groups = fold_near_identical([text for _id, text in texts])
        same, near = _members(folded, texts), _members([*map(int, groups)], texts)
        for (id_, _text), key, group in zip(texts, folded, groups, strict=True):
            alike = tuple(other for other in same[key] if other != id_)
            nearly = tuple(other for other in near[int(group)] if other != id_ and other not in alike)
            if alike:
                yield Flag(id_, Sign.SAME_TEXT, question.code, alike)
            if nearly:
                yield Flag(id_, Sign.NEAR_TEXT, question.code, nearly)


def _long(text: str) -> bool:
    return len(text) >= LONG_ENOUGH


def _members(keys: Sequence[object], texts: Sequence[tuple[str, str]]) -> Mapping[object, list[str]]:
    found: dict[object, dict[str, None]] = defaultdict(dict)
    for key, (id_, _text) in zip(keys, texts, strict=True):
        found[key][id_] = None
    return {key: [*ids] for key, ids in found.items()}


def _straight_lines(survey: Survey, responses: Iterable[Response]) -> Iterator[Flag]:
    matrices = {q.code: {c.code for c in q.choices if c.apart} for q in survey.questions if q.type is QuestionType.MATRIX}
    for response in responses:
        points: dict[str, list[str]] = defaultdict(list)
        for answer in response.answers:
            if answer.question in matrices and answer.code:
                points[answer.question].append(answer.code)
        for question, codes in points.items():
            if len(codes) >= ROWS_IN_LINE and len(set(codes)) == 1 and codes[0] not in matrices[question]:
                yield Flag(response.id, Sign.STRAIGHT_LINE, question)


def _hasty(responses: Sequence[Response]) -> Iterator[Flag]:
    times = [response.seconds for response in responses if response.seconds is not None]
    if len(times) < TIMED:
        return
    limit = median(times) * MOST_HASTE
    for response in responses:
        if response.seconds is not None and response.seconds < limit:
            yield Flag(response.id, Sign.HASTE, seconds=response.seconds)
