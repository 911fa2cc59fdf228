"""Several columns of an unprepared table to one question: a matrix, ticked choices, or several answers side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from consult.formats.guessing.choices import LONGEST_CHOICE, NAMED_OTHER, choices_of, points_of, spelled_once
from consult.formats.guessing.codes import Codes
from consult.formats.guessing.column_groups import Group, GroupKind
from consult.formats.guessing.column_kinds import Guessing, answered, single_column, wording_of
from consult.formats.guessing.figures import date_question, number_question
from consult.formats.guessing.scales import is_yes_or_no, order_of
from consult.formats.mapping_yaml import Column, ColumnRole, Why
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.typed_values import fold

Found = tuple[list[Column], list[Question]]
_TICKS = {"0", "1", "yes", "no", "y", "n", "true", "false", "x", "jā", "nē", "ja", "nein", "checked", "unchecked", "0.0", "1.0"}
_FIGURES = {"0", "1", "true", "false", "0.0", "1.0", "yes", "no"}
_MOST_POINTS = 12
_MOST_WORDS = 4
"""More words than that, on average, are a comment rather than one of several answers."""


def group_columns(guessing: Guessing, group: Group) -> Found:
    """The columns of `group` and the questions that they answer: one for all where the cells bear it out, else one each."""
    found = None
    if group.kind is GroupKind.BRACKETS:
        found = _ticked(guessing, group) or _matrix(guessing, group)
    elif group.kind is GroupKind.DOTTED:
        found = _matrix(guessing, group, known_order=True)
    elif group.kind is GroupKind.SAME:
        found = _side_by_side(guessing, group)
    elif group.kind is GroupKind.BELOW:
        found = _ticked(guessing, group, _FIGURES)
    elif group.own_words is not None:
        found = _with_own_words(guessing, group.ats[0], group.own_words)
    return found or _each_alone(guessing, group)


def _each_alone(guessing: Guessing, group: Group) -> Found:
    ats = sorted({*group.ats, *(at for at in (group.whole, group.own_words) if at is not None)})
    found = [single_column(guessing, at) for at in ats]
    return [column for column, _question in found], [question for _column, question in found]


def _matrix(guessing: Guessing, group: Group, *, known_order: bool = False) -> Found | None:
    """Columns with few, shared answers: a matrix. `known_order` asks that the answers are points of a known scale."""
    values = Counter(cell for at in group.ats for cell in answered(guessing.filled(at)))
    labels = spelled_once(values)
    spoken = {fold(value) for value in values}
    if not 2 <= len(labels) <= _MOST_POINTS or spoken <= _TICKS or max(map(len, values)) > LONGEST_CHOICE:
        return None
    if known_order and not order_of(labels):
        return None
    points, diverging = points_of(values, guessing.language)
    code = guessing.code(group.stem, group.ats[0])
    codes = Codes(OTHER)
    rows = [Choice(codes.code(label, at), {guessing.language: label}) for at, label in zip(group.ats, group.labels, strict=True)]
    columns = [Column(guessing.headers[at], code, row.code) for at, row in zip(group.ats, rows, strict=True)]
    label = guessing.label(group.stem)
    return columns, [Question(code, QuestionType.MATRIX, label, choices=points, rows=tuple(rows), diverging=diverging)]


def _ticked(guessing: Guessing, group: Group, ticks: set[str] = _TICKS) -> Found | None:
    """Columns that are ticked or not: a multi question, a column a choice, and perhaps one for own words."""
    rows = list(zip(group.ats, group.labels, strict=True))
    unticked = [at for at, label in rows if not {fold(cell) for cell in guessing.filled(at)} <= ticks | {fold(label)}]
    own_words = group.own_words if unticked == [group.own_words] else None
    if (unticked and own_words is None) or len(rows) - len(unticked) < (1 if own_words is not None else 2):
        return None
    wording = wording_of(_last_part(guessing, group)) if group.kind is GroupKind.BELOW else wording_of(group.stem)
    code = guessing.code(wording if group.kind is GroupKind.BELOW else group.stem, group.ats[0])
    codes = Codes(OTHER)
    choices: list[Choice] = []
    columns: list[Column] = []
    for at, label in rows:
        if at == own_words:
            columns.append(Column(guessing.headers[at], code, OTHER))
            continue
        choices.append(Choice(codes.code(label, at), {guessing.language: label}))
        columns.append(Column(guessing.headers[at], code, choice=choices[-1].code))
    if group.whole is not None:
        columns.append(Column(guessing.headers[group.whole], role=ColumnRole.IGNORE, why=Why.REPEATED))
    label_of = {guessing.language: wording}
    return columns, [Question(code, QuestionType.MULTI, label_of, choices=tuple(choices), other=own_words is not None)]


def _last_part(guessing: Guessing, group: Group) -> str:
    return guessing.titles[group.whole] if group.whole is not None else group.stem.rpartition("/")[2]


def _with_own_words(guessing: Guessing, at: int, own_words: int) -> Found | None:
    """A column of choices beside one for own words, which is filled only where no choice was made."""
    pairs = zip(guessing.cells[at], guessing.cells[own_words], strict=True)
    if any(words and fold(choice) not in ("", NAMED_OTHER, OTHER) for choice, words in pairs):
        return None
    taken = set(guessing.codes.taken)
    column, question = single_column(guessing, at)
    if question.type is not QuestionType.SINGLE or any(fold(choice.label_in()) == OTHER for choice in question.choices):
        guessing.codes.taken = taken
        return None
    return [column, Column(guessing.headers[own_words], question.code, OTHER)], [replace(question, other=True)]


def _side_by_side(guessing: Guessing, group: Group) -> Found | None:
    """The same wording several times („three most important …”): one question with several answers.

    So it is where the cells are short words of which people give different ones in each column; figures, scales, yes and
    no, and comments are questions of their own.
    """
    columns = [answered(guessing.filled(at)) for at in group.ats]
    values = [cell for cells in columns for cell in cells]
    if any(map(_is_closed, columns)) or sum(len(value.split()) for value in values) > _MOST_WORDS * len(values):
        return None
    if not _shares_words(columns) or _repeats_itself([guessing.cells[at] for at in group.ats]):
        return None
    code = guessing.code(group.stem, group.ats[0])
    label = guessing.label(group.stem)
    choices, other = choices_of(values, guessing.language, least=max(3, len(values) // 150))
    known = {fold(choice.label_in(guessing.language)) for choice in choices}
    if choices and sum(fold(value) in known for value in values) >= 0.35 * len(values):
        question = Question(code, QuestionType.MULTI, label, choices=choices, other=other)
    else:
        question = Question(code, QuestionType.TEXT, label)
    return [Column(guessing.headers[at], code) for at in group.ats], [question]


def _is_closed(filled: Sequence[str]) -> bool:
    """Whether these are figures, dates, points of a scale, or yes and no."""
    labels = spelled_once(Counter(filled))
    return bool(
        not filled
        or number_question(filled, {"": ""})
        or date_question(filled, {"": ""})
        or {fold(label) for label in labels} <= _TICKS
        or is_yes_or_no(labels)
        or order_of(labels)
    )


def _shares_words(columns: Sequence[Sequence[str]]) -> bool:
    """Whether some words stand in several of the columns, as they do where the columns take turns."""
    homes = Counter(word for cells in columns for word in {fold(cell) for cell in cells})
    return any(n > 1 for n in homes.values())


def _repeats_itself(columns: Sequence[Sequence[str]]) -> bool:
    """Whether many people gave the same answer in two of the columns, which nobody does who is asked for several."""
    rows = [[fold(cell) for cell in row if cell] for row in zip(*columns, strict=True)]
    several = [row for row in rows if len(row) > 1]
    return sum(len(set(row)) < len(row) for row in several) > 0.1 * len(several)
