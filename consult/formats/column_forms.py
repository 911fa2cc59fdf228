"""Forms of codes and wordings under which a column may answer a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consult.formats.cell_values import OTHER_WORDS
from consult.formats.mapping_columns import Column
from consult.model.question import OTHER, Cell, Choice, Question, QuestionType

OWN, CODE, WORDING, ALONE = 100, 95, 80, 50
"""How sure a name is: our own name of the cell, a form of its codes, its wording, the wording of its row alone."""
_RANKS = ("{n}", "rank {n}", "ranking {n}", "{n}. vieta", "{n}. rangs", "vieta {n}", "rangs {n}", "ranga {n}", "place {n}")

T = QuestionType


def names_of(question: Question) -> Iterator[tuple[str, Column, int]]:
    """What the columns that answer a question may be called: name, what it answers, and how sure that is."""
    base = Column("", question.code)
    if question.type in (T.MATRIX, T.TABLE, T.REPEAT, T.ALLOCATION):
        for cell in question.cells:
            yield from _cell_names(question, cell)
        # In a table with one row an answer, row and part stand beside the name of the question.
        yield from ((name, base, ALONE) for name in (question.code, *question.label.values()))
        return
    wordings = {language: question.label_in(language) for language in _languages(question)}
    yield from ((name, base, score) for name, score in ((question.code, OWN), *((text, WORDING) for text in wordings.values())))
    yield from _inside(question, base, question.code, [], wordings)


def _cell_names(question: Question, cell: Cell) -> Iterator[tuple[str, Column, int]]:
    """Names of a cell of a question that has several."""
    column = Column("", question.code, cell.row, part=cell.column, instance=cell.instance)
    parts = [part for part in (str(cell.instance or "") or cell.row, cell.column) if part]
    codes = [cell.name, *_coded(question.code, parts)]
    labels: dict[str, list[str]] = {}
    for language in _languages(question):
        labels[language] = list(_worded(question.label_in(language), _told(question, cell, language)))
    inside = cell.question if cell.question is not question else Question(question.code, T.TEXT, {})
    for at, name in enumerate(codes):
        yield name, column, OWN if at == 0 else CODE
    if inside.type is not T.TEXT or inside.other:
        for language, names in labels.items():
            yield from _inside(inside, column, question.code, parts, {language: names[0]})
    for names in labels.values():
        yield from ((name, column, WORDING) for name in names)
    if question.type is T.REPEAT:
        yield from _names_in_repeat(question, cell, column)
    if question.type in (T.MATRIX, T.TABLE):
        for language in labels:
            told = _told(question, cell, language)
            yield from ((name, column, ALONE) for name in ([told[0]] if len(told) == 1 else _worded(told[0], told[1:])))


def _names_in_repeat(question: Question, cell: Cell, column: Column) -> Iterator[tuple[str, Column, int]]:
    """Names of a field behind the code of the repeat and its number: plans[1]/Proposal, plans[1]/Where?/Here."""
    field = cell.question
    for language in _languages(field):
        name = f"{question.code}[{cell.instance}]/{field.label_in(language)}"
        yield name, column, WORDING
        yield from _inside(field, column, question.code, [str(cell.instance), cell.column], {language: name})


def _languages(question: Question) -> tuple[str, ...]:
    """The languages that anything of the question is in; headers may mix them where a translation is missing."""
    inside: tuple[Choice | Question, ...] = (*question.rows, *question.choices, *question.sides, *question.parts)
    return tuple(dict.fromkeys((*question.label, *(language for one in inside for language in one.label))))


def _told(question: Question, cell: Cell, language: str) -> list[str]:
    """The wordings of the row (or number) and the part of a cell."""
    rows: dict[str, Choice] = {one.code: one for one in (*question.rows, *question.choices)}
    inside: tuple[Choice | Question, ...] = (*question.sides, *question.parts)
    parts = {one.code: one for one in inside}
    row = str(cell.instance) if cell.instance else rows[cell.row].label_in(language) if cell.row else ""
    return [text for text in (row, parts[cell.column].label_in(language) if cell.column else "") if text]


def _inside(
    question: Question, base: Column, code: str, parts: list[str], wordings: dict[str, str]
) -> Iterator[tuple[str, Column, int]]:
    """Names inside a place that takes one value: of single choices, of ranks, of own words."""
    if question.other:
        words = replace(base, words=True)
        names = [f"{'.'.join((code, *parts))}{mark}{OTHER}" for mark in ("", "-", ".")]
        yield from ((name, words, CODE) for name in (*names, *_coded(code, [*parts, OTHER])))
        yield from (
            (name, words, WORDING) for text in wordings.values() for other in OTHER_WORDS for name in _worded(text, [other])
        )
    if question.type in (T.MULTI, T.RANKING):
        own = [Choice(OTHER, {}), *(Choice(OTHER, {"": other}) for other in OTHER_WORDS)] if question.other else []
        for choice in (*question.choices, *own):
            column = replace(base, choice=choice.code)
            yield from ((name, column, CODE) for name in _coded(code, [*parts, choice.code]))
            for language, text in wordings.items():
                yield from ((name, column, WORDING) for name in _worded(text, [choice.label_in(language)]))
    for n in range(1, len(question.choices) + 1) if question.type is T.RANKING else ():
        column = replace(base, rank=n)
        yield from ((name, column, CODE) for name in _coded(code, [*parts, str(n)]))
        ranks = [rank.format(n=n) for rank in _RANKS]
        yield from ((name, column, WORDING) for text in wordings.values() for rank in ranks for name in _worded(text, [rank]))


def _coded(code: str, parts: list[str]) -> Iterator[str]:
    """Forms of codes: Q[SQ], Q_SQ, q/choice; Q[SQ1_SQ2], Q[SQ1][SQ2], q/row_column, q[1]/field."""
    for between in ("_", "/", ".", "-"):
        yield between.join((code, *parts))
    yield f"{code}[{'_'.join(parts)}]"
    if len(parts) > 2:
        yield f"{code}[{parts[0]}]/{'/'.join(parts[1:])}"
        yield f"{code}[{parts[0]}].{'.'.join(parts[1:])}"
    if len(parts) == 2:
        first, second = parts
        yield from (
            f"{code}[{first}][{second}]", f"{code}/{first}_{second}", f"{code}[{first}]/{second}", f"{code}[{first}].{second}",
            f"{code}_{first}/{second}", f"{code}[{first}]/{code}/{second}", f"{first}_{second}",
        )  # fmt: skip


def _worded(wording: str, told: list[str]) -> Iterator[str]:
    """Forms of wordings: Label [Row], Label: Row, Label [Row | Column], Label Row:Column."""
    if len(told) == 1:
        row = told[0]
        yield from (f"{wording} [{row}]", f"{wording}: {row}", f"{wording}:{row}", f"{wording} - {row}", f"{wording} – {row}")
        yield from (f"{wording}/{row}", f"{wording} / {row}", f"{wording} ({row})", f"{wording} → {row}", f"{wording}.{row}")
        return
    row, column = told
    yield from (
        f"{wording} [{row} | {column}]", f"{wording} [{row}] [{column}]", f"{wording} [{row}][{column}]",
        f"{wording} {row}:{column}", f"{wording} {row}: {column}", f"{wording}: {row}: {column}", f"{wording}: {row} - {column}",
        f"{wording} [{row}: {column}]", f"{wording} [{row} - {column}]", f"{wording} [{row}, {column}]",
        f"{wording} - {row} - {column}", f"{wording}/{row}/{column}", f"{wording} ({row}): {column}",
        f"{wording} {row} [{column}]",
        f"{wording}: {row} [{column}]", f"{wording} [{row}]: {column}",
    )  # fmt: skip
