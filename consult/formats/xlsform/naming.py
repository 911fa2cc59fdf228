"""Gives every planned question its code, and tells expressions what each name of the form stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consult.formats.our_expressions import within
from consult.formats.xlsform.codes import code_from, unused
from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.own_reading import own_targets
from consult.formats.xlsform.planned import Planned, PlannedPage
from consult.formats.xlsform.scope import Scope, Sort, Target
from consult.i18n import _, quoted
from consult.model.question import QuestionType

_SORTS = {
    QuestionType.SINGLE: Sort.ONE, QuestionType.SCALE: Sort.ONE, QuestionType.YESNO: Sort.ONE, QuestionType.MULTI: Sort.SEVERAL,
    QuestionType.RANKING: Sort.SEVERAL, QuestionType.NUMBER: Sort.NUMBER, QuestionType.DATE: Sort.DAY,
    QuestionType.NOTE: Sort.NOTHING, QuestionType.MATRIX: Sort.NOTHING, QuestionType.REPEAT: Sort.NOTHING,
    QuestionType.TABLE: Sort.NOTHING, QuestionType.ALLOCATION: Sort.NOTHING,
}  # fmt: skip


def name_all(pages: Sequence[PlannedPage], sheet: str, findings: Findings) -> set[str]:
    """Codes for all questions, fields and rows; changed names are noted. Gives the codes taken."""
    taken: set[str] = set()
    changed: dict[str, str] = {}
    taken.update(planned.code for planned in _all(pages) if planned.own)
    for planned in _all(pages):
        if planned.type is QuestionType.MATRIX:
            _name_rows(planned)
        name = planned.node.name
        if planned.own:
            continue
        planned.code = code_from(name, taken)
        if not name:
            told = _("A question without a name got the code {code}.").format(code=quoted(planned.code))
            findings.note(sheet, planned.node.row.number, told)
        elif planned.code != name:
            changed[name] = planned.code
    if changed:
        pairs = ", ".join(f"{name} → {code}" for name, code in changed.items())
        findings.note(sheet, 0, _("Names became codes in small letters: {pairs}.").format(pairs=pairs))
    return taken


def page_code(page: PlannedPage, number: int, taken: set[str]) -> str:
    """A code for the `number`-th page that is not `taken`: the name of its group, else its number."""
    return code_from(page.node.name if page.node else f"page{number}", taken, "page")


def _name_rows(planned: Planned) -> None:
    taken: set[str] = {"other"}
    for row in planned.inside:
        row.code = unused(row.node.name or "row", taken)
        taken.add(row.code)


def _all(pages: Sequence[PlannedPage]) -> Iterator[Planned]:
    for page in pages:
        for planned in page.questions:
            yield planned
            if planned.has_parts:
                yield from planned.inside


def targets_of(pages: Sequence[PlannedPage], nodes: Sequence[Node], scope: Scope) -> dict[Planned, Target]:
    """What each planned question stands for in expressions; `scope` learns their names."""
    targets: dict[Planned, Target] = {}
    for page in pages:
        for planned in page.questions:
            targets[planned] = _target(planned)
            for name, target in own_targets(planned.own) if planned.own else ():
                scope.add(name, target)
            for part in planned.inside:
                targets[part] = _target(part, planned.code) if planned.has_parts else _row_target(planned, part)
            for name, target in _cells(planned):
                scope.add(name, target)
    for planned, target in targets.items():
        if target.sort is not Sort.NOTHING:
            scope.add(planned.node.name, target)
    for node in nodes:
        if node.kind.word == "meta" and node.kind.spelling == "today":
            scope.add(node.name, Target("today()", Sort.DAY))
    return targets


def _target(planned: Planned, inside: str = "") -> Target:
    offer = planned.offer
    if planned.own:
        codes = {choice.code: choice.code for choice in planned.own.question.choices}
        return Target(planned.code, _SORTS.get(planned.type, Sort.TEXT), codes)
    sort = _SORTS.get(planned.type, Sort.TEXT)
    return Target(planned.code, sort, offer.codes if offer else {}, inside, bool(offer and offer.renamed))


def _row_target(matrix: Planned, row: Planned) -> Target:
    codes = matrix.offer.codes if matrix.offer else {}
    return Target(within(matrix.code, row.code), Sort.ONE, codes)


def _cells(table: Planned) -> Iterator[tuple[str, Target]]:
    """The names that Kobo gives to the cells of its matrix, and what they stand for."""
    for name, code in table.rows.codes.items() if table.rows else ():
        for column in table.inside:
            cell = within(table.code, code, column.code)
            yield (
                f"{table.node.name}_{name}_{column.node.name}",
                replace(_target(column), path=cell),
            )
