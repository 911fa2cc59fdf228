"""Short paper forms that one clerk typed one right after the other and that are alike throughout: perhaps one sheet, twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import prod

from consult.model.paper import Paper, in_order
from consult.model.question import CLOSED, Question, QuestionType
from consult.model.response import Response
from consult.model.survey import Survey
from consult.model.typed_values import fold

MOST_CHANCE = 1 / 100
"""Above this chance of saying what the form before says, a form that does so tells nothing.

So of a hundred forms that follow one another at most one is doubted by chance, whatever the survey asks.
"""
MOST_WAYS = 10
"""In so many ways at most is a question thought to be answered where nobody has answered it yet."""

Said = Mapping[str, Hashable]
"""Question → all that was answered to it."""


def alike_in_a_row(survey: Survey, responses: Iterable[Response]) -> Iterator[tuple[str, ...]]:
    """Ids of forms of one batch and clerk that follow one another by number and are alike, where that is no likely chance.

    The chance that a form says the same is the product, over its questions, of the share of the other forms of the pile that
    say so (Laplace's rule of succession, over at most ten ways of answering); at least the share that is alike throughout,
    as the answers to several questions often go together. So three yes-or-no questions answered evenly never raise a doubt.
    """
    ways = {question.code: _ways(question) for question in survey.questions}
    for pile in _piles(responses):
        said = [_said(response) for response in pile]
        shares = Counter((code, what) for one in said for code, what in one.items())
        wholes = Counter(frozenset(one.items()) for one in said)
        for start, end in _runs(said):
            one, n, others = said[start], end - start, len(pile) - (end - start)
            apart = prod((shares[pair] - n + 1) / (others + ways.get(pair[0], MOST_WAYS)) for pair in one.items())
            together = (wholes[frozenset(one.items())] - n) / max(1, others)
            if max(apart, together) < MOST_CHANCE:
                yield tuple(response.id for response in pile[start:end])


def _piles(responses: Iterable[Response]) -> Iterator[list[Response]]:
    """The paper forms of each batch that one clerk typed, in the order of their numbers."""
    piles: dict[tuple[str, str, str], list[tuple[Paper, Response]]] = defaultdict(list)
    for one in responses:
        if one.paper:
            piles[one.wave, fold(one.paper.batch), fold(one.paper.typed_by)].append((one.paper, one))
    for pile in piles.values():
        yield [response for _paper, response in sorted(pile, key=lambda pair: in_order(pair[0].number))]


def _said(response: Response) -> Said:
    given: dict[str, set[Hashable]] = defaultdict(set)
    for a in response.answers:
        if a.missing is None:
            given[a.question].add((a.row, a.column, a.instance, a.code, a.number, fold(a.text or "")))
    return {question: frozenset(answers) for question, answers in given.items()}


def _runs(said: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """From where until before where two or more are alike."""
    start = 0
    for at in range(1, len(said) + 1):
        if at == len(said) or said[at] != said[start]:
            if at - start > 1 and said[start]:
                yield start, at
            start = at


def _ways(question: Question) -> int:
    """In how many ways a question is answered, as far as that counts."""
    if question.type not in CLOSED or question.type is QuestionType.RANKING:
        return MOST_WAYS
    each = len(question.choices) + question.other
    each, times = (2, each) if question.type is QuestionType.MULTI else (each, len(question.cells))
    ways: int = each ** max(1, min(times, 4))  # two are more than counts at the fourth time
    return max(2, min(ways, MOST_WAYS))
