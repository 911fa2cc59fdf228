"""The question types that only KoboToolbox has: its matrix, its rating and its ranking, each a group of rows of its own kind.

Kobo unfolds them before it makes a form of them (kobotoolbox/kpi: kobo_matrix, kobo_score, kobo_rank): a cell of a matrix
is called `matrix_row_column`, a row of a rating keeps its name, and every place of a ranking must be filled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.offers import Offer
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.planned import Planned
from consult.i18n import _, quoted
from consult.model.question import PART_TYPES, QuestionType

_MESSAGE = "kobo--rank-constraint-message"
_COLUMNS = PART_TYPES - {QuestionType.MULTI}


@dataclass(frozen=True, slots=True)
class KoboBlock:
    """What a group is: the type of question, the column that names its list, and of what kind the rows inside it are."""

    type: QuestionType
    column: str
    inside: str = ""


_MATRIX = KoboBlock(QuestionType.TABLE, "kobo--matrix_list")
_SCORE = KoboBlock(QuestionType.MATRIX, "kobo--score-choices", "score row")
_RANK = KoboBlock(QuestionType.RANKING, "kobo--rank-items", "rank level")
_BLOCKS = {"kobomatrix": _MATRIX, "score": _SCORE, "koboscore": _SCORE, "rank": _RANK, "koborank": _RANK}


def kobo_block(node: Node) -> KoboBlock | None:
    """What the group `node` is to Kobo; None where it is a group like any other."""
    return _BLOCKS.get(node.kind.spelling) if node.kind.word == "begin group" else None


@dataclass(frozen=True, slots=True)
class KoboPlanner:
    """Plans what Kobo's groups become; `asked` plans a question by its row, None where it is left out."""

    findings: Findings
    sheet: str
    asked: Callable[[Node], Planned | None]

    def planned(self, node: Node, block: KoboBlock, offer: Offer, rows: Sequence[Node]) -> Planned | None:
        """The question that the group becomes, with the list that it names; None, with a note, where it asks nothing."""
        if block.type is QuestionType.RANKING:
            return self._ranking(node, offer, rows)
        planned = self._table(node, offer, rows) if block.type is QuestionType.TABLE else _rating(node, offer, rows)
        if planned.inside:
            return planned
        self._note(node, _("{name} was left out, for nothing in it can be asked here.").format(name=quoted(node.name)))
        return None

    def _ranking(self, node: Node, offer: Offer, levels: Sequence[Node]) -> Planned:
        """The ranking with as many places as there are levels; what these are called is kept aside."""
        message = [(_MESSAGE, node.row.text(_MESSAGE))] if node.row.text(_MESSAGE) else []
        if levels:
            self._note(node, _("What the places of a ranking are called was left out."))
        lost = [(level.row.text("type"), level.row.text("label") or level.name) for level in levels]
        places = min(len(levels), len(offer.choices))
        return Planned(node, QuestionType.RANKING, offer, places=places, lost=[*message, *lost])

    def _table(self, node: Node, offer: Offer, children: Sequence[Node]) -> Planned:
        """The table whose columns are the questions of the matrix, as far as a table can hold them."""
        table = Planned(node, QuestionType.TABLE, rows=offer)
        for child in children:
            planned = None if child.holds else self.asked(child)
            if planned and planned.type in _COLUMNS:
                table.inside.append(planned)
                continue
            table.lost.append((child.name, child.row.text("type")))
            if planned and planned.offer:
                told = _("Several choices cannot be given in a table; {name} is asked as text.")
                self._note(child, told.format(name=quoted(child.name)))
                table.inside.append(Planned(child, QuestionType.TEXT))
            elif planned or child.holds:
                told = _("Left out, for a table cannot hold it: {names}.")
                self.findings.note_name(self.sheet, child.row.number, told, child.name)
        return table

    def _note(self, node: Node, told: str) -> None:
        self.findings.note(self.sheet, node.row.number, told)


def _rating(node: Node, offer: Offer, rows: Sequence[Node]) -> Planned:
    """The matrix in which every row gets a point of the list."""
    return Planned(node, QuestionType.MATRIX, offer, inside=[Planned(row, QuestionType.SINGLE) for row in rows])
