"""Closed questions: how often each choice was taken, row by row, and side against side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from consult.analysis.absences import Answers, absences
from consult.analysis.privacy import mask_personal
from consult.i18n import sort_key
from consult.model.cell_reading import OWN_WORDS_JOINED
from consult.model.distributions import Bar, Distribution, PairedRow, PairedTable, ScaleTable
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Answer
from consult.model.typed_values import fold

Place = TypeVar("Place")
_ORDERED = frozenset({QuestionType.SCALE, QuestionType.MATRIX, QuestionType.YESNO})


def distribution(
    code: str, label: str, question: Question, answers: Answers, language: str, other_label: str = ""
) -> Distribution:
    """How often each choice was taken. Choices that an old version had are counted under their code."""
    counts: Counter[str] = Counter()
    multiple = question.type is QuestionType.MULTI
    words: list[str] = []
    unanswered = []
    for given in answers:
        taken = {answer.code: answer.text for answer in given if answer.code}
        if not taken:
            unanswered.append(given)
            continue
        for choice in taken:
            counts[choice] += 1
        told = taken.get(OTHER)
        if told:
            words.extend(told.split(OWN_WORDS_JOINED) if multiple else [told])
    blank, missing = absences(unanswered)
    n = len(answers) - len(unanswered)
    bars = tuple(
        Bar(one.code, label_of(one, language), counts[one.code], counts[one.code] / n if n else 0.0, one.apart)
        for one in _offered(question, counts, language, other_label)
    )
    return Distribution(
        code, label, bars, n, blank, ordered=question.type in _ORDERED, multiple=multiple,
        diverging=question.diverging, others=in_own_words(words), missing=missing,
    )  # fmt: skip


def _offered(question: Question, counts: Mapping[str, int], language: str, other_label: str) -> list[Choice]:
    """The choices that are told of: those on offer, „other”, and whatever else was taken."""
    offered = [choice for choice in question.choices if not choice.closed or counts.get(choice.code)]
    known = {choice.code for choice in question.choices}
    if question.other or (counts.get(OTHER) and OTHER not in known):
        offered.append(Choice(OTHER, {language: other_label or OTHER}))
        known.add(OTHER)
    return [*offered, *strange(counts, known)]


def strange(codes: Iterable[str], known: Iterable[str]) -> list[Choice]:
    """Codes in answers that the questionnaire does not know, as choices that are called by their code."""
    return [Choice(code, {"": code}) for code in sorted(set(codes) - set(known), key=sort_key)]


def label_of(choice: Choice, language: str) -> str:
    """The label of a choice or row, with personal details masked: choices may have been made from what people typed."""
    return mask_personal(choice.label_in(language), "[…]")


def in_own_words(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Answers with how often each was given, in any letter case; most frequent first, then as a dictionary sorts.

    E-mail addresses, phone numbers and personal codes in them are masked, since they are published as they stand.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in Counter(words).items():
        masked = mask_personal(text, "[…]")
        spellings[fold(masked)][masked] += count
    counted = [(min(found.items(), key=lambda pair: (-pair[1], pair[0]))[0], found.total()) for found in spellings.values()]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], sort_key(pair[0]))))


def by_cell(answers: Answers, place: Callable[[Answer], Place]) -> Mapping[Place, list[list[Answer]]]:
    """Place → the answers there, response by response, of those that were asked there."""
    cells: dict[Place, list[list[Answer]]] = defaultdict(list)
    for given in answers:
        own: dict[Place, list[Answer]] = {}
        for answer in given:
            key = place(answer)
            cell = own.get(key)
            if cell is None:
                own[key] = cell = []
                cells[key].append(cell)
            cell.append(answer)
    return cells


def scale_table(question: Question, answers: Answers, language: str) -> ScaleTable:
    """The rows of a matrix."""
    cells = by_cell(answers, lambda answer: answer.row)
    rows = (
        distribution(f"{question.code}.{row.code}", label_of(row, language), question, cells.get(row.code, ()), language)
        for row in question.rows
        if not row.closed or row.code in cells
    )
    return ScaleTable(tuple(rows), question.diverging)


def paired_table(question: Question, answers: Answers, language: str) -> PairedTable:
    """The rows of a matrix with sides: every side spread on its own, and the second against the first by respondent."""
    cells = by_cell(answers, lambda answer: (answer.row, answer.column))
    moves = _moves(question, answers)
    rows = []
    for row in question.rows:
        spread = tuple(
            distribution(
                f"{question.code}.{row.code}.{side.code}", label_of(side, language), question,
                cells.get((row.code, side.code), ()), language,
            )
            for side in question.sides
        )  # fmt: skip
        if not row.closed or any(side.asked for side in spread):
            own = moves.get(row.code, Counter[int]())
            rows.append(PairedRow(row.code, label_of(row, language), spread, own[1], own[-1], own[0]))
    return PairedTable(tuple(label_of(side, language) for side in question.sides), tuple(rows), question.diverging)


def _moves(question: Question, answers: Answers) -> Mapping[str, Counter[int]]:
    """Row → how many placed the second side higher (1), lower (-1) and the same (0) as the first; „no opinion” has no place."""
    points = {choice.code: at for at, choice in enumerate(one for one in question.choices if not one.apart)}
    first, second = next(pairwise(side.code for side in question.sides), ("", ""))
    moves: dict[str, Counter[int]] = defaultdict(Counter)
    for given in answers:
        placed = {(answer.row, answer.column): points[answer.code] for answer in given if answer.code in points}
        for (row, side), point in placed.items():
            other = placed.get((row, second))
            if side == first and other is not None:
                moves[row][(other > point) - (other < point)] += 1
    return moves
