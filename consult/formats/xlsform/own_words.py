"""The usual pair of an XLSForm, a choice „other” and a text question behind it, as one question that takes own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consult.formats.xlsform.offers import Offer
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.planned import Planned
from consult.formats.xlsform.xpath import Call, Operation, Reference, Text, Tree, Untranslatable, parse
from consult.model.question import OTHER, QuestionType

CHOICE = "other"
"""The name of the choice that asks for own words."""


def fold_own_words(questions: Sequence[Planned], rows: Sequence[Node]) -> tuple[list[Planned], list[Planned]]:
    """The questions without those that only ask for the words of „other” just before them, and those left out."""
    kept: list[Planned] = []
    folded: list[Planned] = []
    for planned in questions:
        if kept and _asks_for_words(planned, kept[-1], rows):
            kept[-1].other = True
            kept[-1].offer = _without_other(kept[-1].offer)
            folded.append(planned)
        else:
            kept.append(planned)
    return kept, folded


def drop_other(planned: Planned) -> None:
    """A question that takes own words anyway needs no choice „other” on its list."""
    if planned.other:
        planned.offer = _without_other(planned.offer)


def _asks_for_words(planned: Planned, before: Planned, rows: Sequence[Node]) -> bool:
    row = planned.node.row
    plain = planned.type is QuestionType.TEXT and planned.node.kind.word == "text" and not row.text("constraint")
    if not plain or before.type not in (QuestionType.SINGLE, QuestionType.MULTI) or planned.groups != before.groups:
        return False
    if before.offer is None or before.other or CHOICE not in before.offer.codes or len(before.offer.choices) < 2:
        return False
    return _is_about_other(row.logic("relevant"), before.node.name) and not _is_named(planned.node, rows)


def _is_about_other(relevant: str, name: str) -> bool:
    """Whether a condition says that „other” was chosen in the question `name`, and nothing else."""
    try:
        tree: Tree = parse(relevant)
    except Untranslatable:
        return False
    pair = (Reference(name), Text(CHOICE))
    return tree in (Call("selected", pair), Operation("=", *pair), Operation("=", *reversed(pair)))


def _is_named(node: Node, rows: Sequence[Node]) -> bool:
    named = re.compile(r"\$\{\s*" + re.escape(node.name) + r"\s*\}")
    return any(named.search(text) for other in rows for text in other.row.cells.values())


def _without_other(offer: Offer | None) -> Offer | None:
    if offer is None:
        return None
    code = offer.codes.get(CHOICE)
    left = tuple(choice for choice in offer.choices if choice.code != code)
    return Offer(left, {**offer.codes, CHOICE: OTHER}, offer.renamed) if left else offer
