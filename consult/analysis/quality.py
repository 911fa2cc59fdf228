"""Signs that a response may count twice or was given without care. They are shown to a person; by them nothing is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from consult.analysis.folding import fold_near_identical
from consult.analysis.near_pairs import Progress
from consult.analysis.quality_in_piles import alike_in_a_row
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


def flags(survey: Survey, responses: Sequence[Response], progress: Progress | None = None) -> list[Flag]:
    """All signs in `responses`, each once, in the order of the first response that has it; `progress` counts compared texts.

    Straight-lining: every answered row of a matrix of at least six has the same point, „no opinion” apart („longstring”,
    Curran 2016, J. Exp. Soc. Psychol. 66). Haste: less than a third of the median time (cf. Greszki, Meyer & Schoen 2015,
    Public Opin. Q. 79, who try 30 to 50 %). Near-identical texts: `folding.fold_near_identical`. The same answers: many, or a
    long text; of paper forms typed one after the other fewer, where that is no likely chance, see `quality_in_piles`.
    """
    whole = [*_shared(Sign.SAME_ANSWERS, responses, _whole)]
    found = [
        *_shared(Sign.SAME_RESPONDENT, responses, lambda response: _respondents(survey, response)),
        *whole,
        *_short_forms(survey, responses, whole),
        *_alike_texts(survey, responses, progress),
        *_straight_lines(survey, responses),
        *_hasty(responses),
    ]
    order = {response.id: at for at, response in enumerate(responses)}
    signs = list(Sign)
    return sorted(found, key=lambda flag: (order[flag.responses[0]], signs.index(flag.sign), flag.question))


def _shared(
    sign: Sign, responses: Iterable[Response], keys: Callable[[Response], Iterable[tuple[str, object]]]
) -> Iterator[Flag]:
    """A flag for all responses that share a key; a key is a question (or none) and what makes it the same."""
    sharing: dict[tuple[str, object], dict[str, None]] = defaultdict(dict)
    for response in responses:
        for key in keys(response):
            sharing[key][response.id] = None
    for (question, _what), ids in sharing.items():
        if len(ids) > 1:
            yield Flag(sign, tuple(ids), question)


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


def _short_forms(survey: Survey, responses: Sequence[Response], known: Sequence[Flag]) -> Iterator[Flag]:
    """Paper forms typed one after the other that are alike, where that is not known already."""
    for ids in alike_in_a_row(survey, responses):
        if not any(set(ids) <= set(flag.responses) for flag in known):
            yield Flag(Sign.SAME_ANSWERS, ids)


def _alike_texts(survey: Survey, responses: Sequence[Response], progress: Progress | None) -> Iterator[Flag]:
    """Long texts to the same question that are the same, or nearly."""
    given: dict[str, list[tuple[str, str]]] = {question.code: [] for question in survey.questions}
    for response in responses:
        for answer in response.answers:
            if answer.question in given and answer.text and len(answer.text) >= LONG_ENOUGH:
                given[answer.question].append((response.id, answer.text))
    done, total = 0, sum(map(len, given.values()))
    for question, texts in given.items():
        if len(texts) > 1:
            yield from _alike(question, texts, _counting_on(progress, done, total))
        done += len(texts)


def _counting_on(progress: Progress | None, before: int, total: int) -> Progress | None:
    return progress and (lambda done, _total: progress(before + done, total))


def _alike(question: str, texts: Sequence[tuple[str, str]], progress: Progress | None) -> Iterator[Flag]:
    ids = [id_ for id_, _text in texts]
    same = _members([fold(text) for _id, text in texts], ids)
    known = set(same)
    near = _members([*map(int, fold_near_identical([text for _id, text in texts], progress=progress))], ids)
    yield from (Flag(Sign.SAME_TEXT, alike, question) for alike in same if len(alike) > 1)
    yield from (Flag(Sign.NEAR_TEXT, alike, question) for alike in near if len(alike) > 1 and alike not in known)


def _members(keys: Sequence[object], ids: Sequence[str]) -> list[tuple[str, ...]]:
    """The responses that have the same key, key by key."""
    found: dict[object, dict[str, None]] = defaultdict(dict)
    for key, id_ in zip(keys, ids, strict=True):
        found[key][id_] = None
    return [tuple(members) for members in found.values()]


def _straight_lines(survey: Survey, responses: Iterable[Response]) -> Iterator[Flag]:
    matrices = {q.code: {c.code for c in q.choices if c.apart} for q in survey.questions if q.type is QuestionType.MATRIX}
    for response in responses:
        points: dict[str, list[str]] = defaultdict(list)
        for answer in response.answers:
            if answer.question in matrices and answer.code:
                points[answer.question].append(answer.code)
        for question, codes in points.items():
            if len(codes) >= ROWS_IN_LINE and len(set(codes)) == 1 and codes[0] not in matrices[question]:
                yield Flag(Sign.STRAIGHT_LINE, (response.id,), question)


def _hasty(responses: Sequence[Response]) -> Iterator[Flag]:
    times = [response.seconds for response in responses if response.seconds is not None]
    if len(times) < TIMED:
        return
    limit = median(times) * MOST_HASTE
    for response in responses:
        if response.seconds is not None and response.seconds < limit:
            yield Flag(Sign.HASTE, (response.id,), seconds=response.seconds)
