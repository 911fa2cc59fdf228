"""What becomes of each row of the survey sheet: which questions there are, of which type, on which page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.grids import grid_rows, is_grid_header
from consult.formats.xlsform.kobo import KoboBlock, KoboPlanner, kobo_block
from consult.formats.xlsform.offers import Offer, Offers
from consult.formats.xlsform.outline import YES, Node
from consult.formats.xlsform.own_columns import INTRO, OWN_WORDS, TYPE
from consult.formats.xlsform.own_reading import own_question
from consult.formats.xlsform.planned import AGREED, Planned, PlannedPage
from consult.i18n import _, quoted
from consult.model.question import QuestionType

_TYPES = {
    "text": QuestionType.TEXT, "integer": QuestionType.NUMBER, "decimal": QuestionType.NUMBER, "range": QuestionType.NUMBER,
    "percentage": QuestionType.NUMBER, "date": QuestionType.DATE, "datetime": QuestionType.TEXT, "time": QuestionType.TEXT,
    "place": QuestionType.TEXT, "file": QuestionType.FILE, "note": QuestionType.NOTE, "calculate": QuestionType.COMPUTED,
    "one": QuestionType.SINGLE, "multi": QuestionType.MULTI, "rank": QuestionType.RANKING, "acknowledge": QuestionType.SINGLE,
}  # fmt: skip
_ASKED_AS_TEXT = ("datetime", "time", "place")
_SHOWN = ("text", "integer", "decimal", "date")
_NEVER = ("false", "false()", "no")
_NOT_IN_REPEATS = (QuestionType.FILE, QuestionType.NOTE, QuestionType.COMPUTED)


@dataclass(slots=True)
class Planner:
    """Decides on types and places; notes what is left out or asked in another way."""

    offers: Offers
    findings: Findings
    sheet: str
    own: bool = False
    """Whether Consult wrote the form."""

    def pages(self, top: Sequence[Node]) -> list[PlannedPage]:
        """The pages: every group at the top is one; what stands between them gathers on pages of its own."""
        pages: list[PlannedPage] = []
        for node in self._asked(top):
            alone = node.kind.word == "begin group" and not grid_rows(node) and not kobo_block(node)
            found = list(self._within(node.children, ()) if alone else self._within([node], ()))
            if alone:
                pages.append(PlannedPage(node, found))
            elif pages and pages[-1].node is None:
                pages[-1].questions += found
            else:
                pages.append(PlannedPage(None, found))
        return [page for page in pages if page.questions]

    def _within(self, nodes: Sequence[Node], groups: tuple[Node, ...]) -> Iterator[Planned]:
        for node in self._asked(nodes):
            own = own_question(node, self.offers) if self.own else None
            if own:
                yield Planned(node, own.question.type, groups=groups, own=own, code=own.question.code)
            elif node.kind.word == "begin repeat":
                yield from self._repeat(node, groups)
            elif block := kobo_block(node):
                yield from self._kobo(node, block, groups)
            elif node.kind.word == "begin group":
                yield from self._group(node, groups)
            else:
                planned = self._question(node)
                if planned:
                    yield replace(planned, groups=groups)

    def _asked(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """The rows without those whose condition is switched off for good."""
        for node in nodes:
            if node.row.logic("relevant").lower() in _NEVER:
                told = _("Left out, for it is never asked (“relevant” is false): {names}.")
                self.findings.note_name(self.sheet, node.row.number, told, node.name)
            elif not (self.own and node.row.text(TYPE) in (OWN_WORDS, INTRO)):
                yield node

    def _group(self, node: Node, groups: tuple[Node, ...]) -> Iterator[Planned]:
        rows = grid_rows(node)
        if rows:
            offer = self._listed(rows[0])
            if offer:
                yield Planned(node, QuestionType.MATRIX, offer, groups, [Planned(row, QuestionType.SINGLE) for row in rows])
            yield from self._within(
                [child for child in node.children if child not in rows and not is_grid_header(child)], (*groups, node)
            )
            return
        if node.row.text("label"):
            yield Planned(node, QuestionType.NOTE, groups=groups)
        yield from self._within(node.children, (*groups, node))

    def _repeat(self, node: Node, groups: tuple[Node, ...]) -> Iterator[Planned]:
        fields = list(self._fields(node, ()))
        if fields:
            yield Planned(node, QuestionType.REPEAT, groups=groups, inside=fields)
        else:
            told = _("The repeat {name} was left out, for nothing in it can be asked here.")
            self._note(node, told.format(name=quoted(node.name)))

    def _fields(self, node: Node, groups: tuple[Node, ...]) -> Iterator[Planned]:
        """The questions of a repeat; groups in it are opened, repeats in it are asked once each time."""
        for child in self._asked(node.children):
            if child.holds and not kobo_block(child):
                if child.kind.word == "begin repeat":
                    told = _("A repeat within a repeat cannot be expressed here: {names} are asked once each time.")
                    names = ", ".join(quoted(one.name) for one in child.all() if not one.holds)
                    self._note(child, told.format(names=names))
                elif child.row.text("label"):
                    self._note(child, _("The heading of a group within a repeat was left out."))
                yield from self._fields(child, (*groups, child))
                continue
            planned = None if is_grid_header(child) or child.holds else self._question(child)
            if child.holds or (planned and planned.type in _NOT_IN_REPEATS):
                told = _("Left out, for questions of the type {type} cannot stand within a repeat: {names}.")
                told = told.replace("{type}", quoted(child.row.text("type")))
                self.findings.note_name(self.sheet, child.row.number, told, child.name)
            elif planned:
                yield replace(self._as_field(planned), groups=groups)

    def _kobo(self, node: Node, block: KoboBlock, groups: tuple[Node, ...]) -> Iterator[Planned]:
        """What a group becomes that only Kobo knows; questions in it that are no rows of it are asked after it."""
        offer = self._listed(node, node.row.text(block.column), block.column)
        children = list(self._asked(node.children))
        rows = [child for child in children if block.inside in ("", child.kind.spelling)]
        planned = KoboPlanner(self.findings, self.sheet, self._question).planned(node, block, offer, rows) if offer else None
        if planned:
            yield replace(planned, groups=groups)
        yield from self._within([child for child in children if child not in rows], (*groups, node))

    def _as_field(self, planned: Planned) -> Planned:
        if planned.type is not QuestionType.RANKING:
            return planned
        self._note(planned.node, _("A ranking cannot stand within a repeat; it is asked as a choice of several."))
        return replace(planned, type=QuestionType.MULTI)

    def _question(self, node: Node) -> Planned | None:
        word = node.kind.word
        if word in ("meta", "table", "hidden"):
            return self._left_out(node)
        kind = _TYPES.get(word)
        if kind is None:
            told = _("The type {type} is not known; {name} is asked as text.")
            self._note(node, told.format(type=quoted(node.row.text("type")), name=quoted(node.name)))
            return Planned(node, QuestionType.TEXT)
        if word in _SHOWN and node.row.text("calculation") and node.row.text("read_only").lower() in YES:
            return Planned(node, QuestionType.COMPUTED)
        if word in _ASKED_AS_TEXT:
            self._note(node, _("A question of type {type} is asked as text.").format(type=quoted(node.row.text("type"))))
        if word == "file" and node.kind.spelling != "file":
            self._note(node, _("A question of type {type} takes any file.").format(type=quoted(node.row.text("type"))))
        if kind is QuestionType.NOTE and not node.row.text("label"):
            self._note(node, _("A note without text was left out."))
            return None
        if word == "acknowledge":
            return Planned(node, kind, AGREED)
        return self._choosing(node, kind) if word in ("one", "multi", "rank") else Planned(node, kind)

    def _left_out(self, node: Node) -> Planned | None:
        if node.row.text("calculation") and node.kind.word == "hidden":
            return Planned(node, QuestionType.COMPUTED)
        told = {
            "meta": _("What a form gathers of itself (start, end, today, device, user) was left out."),
            "hidden": _("A hidden question was left out."),
            "table": _("A file of data or a part from another form was left out."),
        }
        self._note(node, told[node.kind.word])
        return None

    def _choosing(self, node: Node, kind: QuestionType) -> Planned | None:
        if node.kind.source == "file" or "${" in node.kind.list:
            told = _("The choices of {list} are not in this workbook; {name} is asked as text.")
            self._note(node, told.format(list=quoted(node.kind.list), name=quoted(node.name)))
            return Planned(node, QuestionType.TEXT)
        offer = self._listed(node)
        if offer is None:
            return None
        if "search(" in node.row.text("appearance"):
            self._note(node, _("Choices looked up in a file (“search()”) were left out; those of the list stay."))
        filtered = node.row.text("choice_filter") or node.kind.other
        if kind is QuestionType.SINGLE and node.appears("likert") and not filtered and len(offer.choices) > 1:
            kind = QuestionType.SCALE
        return Planned(node, kind, offer, other=node.kind.other and kind is not QuestionType.RANKING)

    def _listed(self, node: Node, name: str | None = None, column: str = "type") -> Offer | None:
        """The list that the row names in `column`; one that there is not is a problem."""
        name = node.kind.list if name is None else name
        offer = self.offers.find(name)
        if offer is None:
            known = ", ".join(sorted(self.offers.lists)) or "–"
            self.findings.problem(
                self.sheet,
                node.row.number,
                column,
                _("there is no list {list} on the sheet {sheet}").format(list=quoted(name), sheet=quoted("choices"))
                if name
                else _("{column} names no list of choices").format(column=quoted(column)),
                _("add its choices there, or use one of {lists}").format(lists=known),
            )
        return offer

    def _note(self, node: Node, told: str) -> None:
        self.findings.note(self.sheet, node.row.number, told)
