"""Questions of Consult that offer choices, as questions of LimeSurvey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from consult.formats.limesurvey.arrays import SIDES
from consult.formats.limesurvey.outgoing import Outgoing, set_attributes
from consult.formats.limesurvey.source import SourceChoice, SourceQuestion
from consult.formats.limesurvey.their_names import TheirPlace, one_value
from consult.i18n import _
from consult.model.question import OTHER, Question, QuestionType

_MOST_IN_A_LIST = 12


def one_choice(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Single and scale: L, and ! where the list is long."""
    codes = out.choice_codes(question, question.choices)
    long = len(question.choices) > _MOST_IN_A_LIST and question.type is QuestionType.SINGLE
    source = out.question(code, "!" if long else "L", question)
    source.answers, source.other = out.choices(question.choices, codes, question.code), question.other
    out.names.add((question.code,), one_value(question, code, codes))
    return [source]


def yes_or_no(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Yes/no: Y."""
    out.names.add((question.code,), one_value(question, code, {}))
    return [out.question(code, "Y", question)]


def several(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Multi: M."""
    codes = out.choice_codes(question, (), question.choices)
    source = out.question(code, "M", question)
    source.subquestions, source.other = out.choices(question.choices, codes, question.code), question.other
    alone = ";".join(codes[choice.code] for choice in question.choices if choice.exclusive and not choice.closed)
    set_attributes(source, exclude_all_others=alone, min_answers=question.least, max_answers=question.most)
    taken = {ours: f"{code}_{theirs}" for ours, theirs in codes.items()}
    own = f"{code}_{OTHER}" if question.other else ""
    names = (*taken.values(), *([own] if own else []))
    out.names.add((question.code,), TheirPlace(names, several=True, taken=taken, own_words=own))
    return [source]


def ranking(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Ranking: R."""
    codes = out.choice_codes(question, question.choices)
    source = out.question(code, "R", question)
    source.answers = out.choices(question.choices, codes, question.code)
    set_attributes(source, min_answers=question.least, max_answers=question.most)
    ranks = tuple(f"{code}_{n}" for n in range(1, len(question.choices) + 1))
    out.names.add((question.code,), TheirPlace(ranks, several=True))
    return [source]


def allocation(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Allocation: K with the sum that it must have."""
    codes = out.choice_codes(question, (), question.choices)
    source = out.question(code, "K", question)
    source.subquestions = out.choices(question.choices, codes, question.code)
    set_attributes(
        source, equals_num_value=question.total, num_value_int_only=question.integer, suffix=out.html(question.unit)
    )  # fmt: skip
    out.names.add_cells(
        question.code, {(ours,): TheirPlace((f"{code}_{theirs}",)) for ours, theirs in codes.items() if _open(question, ours)}
    )
    return [source]


def _open(question: Question, code: str) -> bool:
    return not any(choice.code == code and choice.closed for choice in (*question.choices, *question.rows))


def matrix(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Matrix: F; with two sides 1; with another number of sides an F for each."""
    codes = out.choice_codes(question, question.choices, (*question.rows, *question.sides))
    rows = out.choices(question.rows, codes, question.code)
    answers = out.choices(question.choices, codes, question.code)
    if not question.sides:
        source = out.question(code, "F", question)
        source.subquestions, source.answers = rows, answers
        out.names.add_cells(question.code, _cells(question, codes, lambda row: code + "_" + row))
        return [source]
    if len(question.sides) == 2:
        return [_dual(question, code, out, codes, rows, answers)]
    found = []
    for side in question.sides:
        own = out.code(f"{code}{codes[side.code]}", f"{question.code}.{side.code}")
        source = out.question(own, "F", titled(question, side.label, out))
        source.subquestions, source.answers = rows, answers
        found.append(source)
        out.names.add_cells(question.code, _cells(question, codes, lambda row, own=own: f"{own}_{row}", side.code))  # type: ignore[misc]
    out.notes.add(_("every side of it became a question"), question.code)
    return found


def _cells(
    question: Question, codes: Mapping[str, str], name: Callable[[str], str], side: str = ""
) -> dict[tuple[str, ...], TheirPlace]:
    return {
        (row.code, *([side] if side else [])): one_value(question, name(codes[row.code]), codes)
        for row in question.rows
        if not row.closed
    }


def _dual(
    question: Question, code: str, out: Outgoing, codes: Mapping[str, str], rows: list[SourceChoice], answers: list[SourceChoice]
) -> SourceQuestion:
    source = out.question(code, "1", question)
    source.subquestions = rows
    source.answers = [*answers, *(replace(answer, scale=1) for answer in answers)]
    first, second = (out.html(side.label) for side in question.sides)
    set_attributes(source, dualscale_headerA=first, dualscale_headerB=second)
    cells: dict[tuple[str, ...], TheirPlace] = {}
    for at, (side, known) in enumerate(zip(question.sides, SIDES, strict=True)):
        out.rename.pop(f"{question.code}.{side.code}", None)
        if side.code != known:
            out.rename[f"{question.code}.{side.code}"] = str(at)
        cells |= _cells(question, codes, lambda row, at=at: f"{code}_{row}_{at}", side.code)  # type: ignore[misc]
    out.names.add_cells(question.code, cells)
    return source


def titled(question: Question, label: Mapping[str, str], out: Outgoing) -> Question:
    """The question with something behind its wording, in every language that has it."""
    return replace(
        question,
        label={
            language: f"{text} – {label.get(language) or next(iter(label.values()))}" for language, text in question.label.items()
        },
    )  # fmt: skip
