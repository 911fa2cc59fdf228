"""Rankings: points, mean ranks and first places."""

from __future__ import annotations

from collections import defaultdict

from consult.analysis.absences import Answers, absences
from consult.analysis.distributions import label_of, strange
from consult.model.preferences import RankedChoice, RankingResult
from consult.model.question import Question


def ranking(question: Question, answers: Answers, language: str) -> RankingResult:
    """The choices of a ranking, best first.

    Points after Borda (1784) over the k places that could be given: the first place is worth k points, the last one 1, and
    what was not ranked 0, however few were ranked. Equal points: the better mean rank first, then the order of the questionnaire.
    """
    ranks: dict[str, list[float]] = defaultdict(list)
    unanswered = []
    for given in answers:
        placed = {answer.row: answer.number for answer in given if answer.number is not None}
        if not placed:
            unanswered.append(given)
        for code, rank in placed.items():
            ranks[code].append(rank)
    blank, missing = absences(unanswered)
    lowest = max((rank for given in ranks.values() for rank in given), default=0)
    places = max(question.most or len(question.choices), int(lowest))
    offered = [choice for choice in question.choices if not choice.closed or choice.code in ranks]
    offered += strange(ranks, (choice.code for choice in question.choices))
    found = [_ranked(choice.code, label_of(choice, language), ranks.get(choice.code, []), places) for choice in offered]
    found.sort(key=lambda choice: (-choice.points, choice.mean_rank or places + 1))
    return RankingResult(tuple(found), len(answers) - len(unanswered), blank, places, missing)


def _ranked(code: str, label: str, ranks: list[float], places: int) -> RankedChoice:
    mean = sum(ranks) / len(ranks) if ranks else 0.0
    points = sum(places - rank + 1 for rank in ranks)
    return RankedChoice(code, label, len(ranks), sum(rank == 1 for rank in ranks), mean, points)
