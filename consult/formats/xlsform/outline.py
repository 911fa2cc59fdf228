"""The rows of the survey sheet as a tree of groups, repeats and questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.kinds import Kind, kind_of
from consult.formats.xlsform.sheets import Row, Sheet
from consult.i18n import _, quoted

_DEEPEST = 50
YES = frozenset({"yes", "true", "true()", "1"})
"""What a cell says that is switched on."""


@dataclass(eq=False, slots=True)
class Node:
    """One row of the survey sheet; a group or a repeat with what stands inside it."""

    row: Row
    kind: Kind
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name that expressions call it by."""
        return self.row.text("name")

    @property
    def holds(self) -> bool:
        """Whether it is a group or a repeat."""
        return self.kind.word.startswith("begin")

    @property
    def repeat(self) -> Node | None:
        """The outermost repeat that it stands in, if any."""
        outer = [node for node in self.above() if node.kind.word == "begin repeat"]
        return outer[-1] if outer else None

    def above(self) -> Iterator[Node]:
        """The groups and repeats around it, from the inside out."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def appears(self, word: str) -> bool:
        """Whether its column `appearance` names `word`."""
        return word in self.row.text("appearance").lower().replace(",", " ").split()

    def all(self) -> Iterator[Node]:
        """Itself and everything inside it, in the order of the sheet."""
        yield self
        for child in self.children:
            yield from child.all()


def outline(sheet: Sheet, findings: Findings) -> list[Node]:
    """What stands at the top of the form. Groups that do not close or open are problems."""
    top: list[Node] = []
    opened: list[Node] = []
    for row in sheet.rows:
        kind = kind_of(row.text("type"))
        if not row.text("type"):
            _note_no_type(sheet, row, findings)
        elif row.text("disabled").lower() in YES:
            findings.note(sheet.name, row.number, _("Rows that are switched off (“disabled”) were left out."))
        elif kind.word.startswith("end "):
            _close(sheet, row, kind, opened, findings)
        else:
            node = Node(row, kind, opened[-1] if opened else None)
            (opened[-1].children if opened else top).append(node)
            if node.holds:
                opened.append(node)
            if len(opened) > _DEEPEST:
                findings.problem(sheet.name, row.number, "type", _("groups stand in groups too deeply"), _("make fewer of them"))
                break
    for node in opened:
        findings.problem(
            sheet.name,
            node.row.number,
            "type",
            _("the group {name} is opened here but never closed").format(name=quoted(node.name)),
            _("add a row of type {type} below its last question").format(type=quoted(node.kind.word.replace("begin", "end"))),
        )
    return top


def _note_no_type(sheet: Sheet, row: Row, findings: Findings) -> None:
    if row.text("name") or row.text("label"):
        findings.note(sheet.name, row.number, _("A row without a type was left out."))


def _close(sheet: Sheet, row: Row, kind: Kind, opened: list[Node], findings: Findings) -> None:
    what = quoted(row.text("type"))
    if not opened:
        findings.problem(
            sheet.name,
            row.number,
            "type",
            _("{what} closes nothing").format(what=what),
            _("take the row out, or add its beginning"),
        )
        return
    begun = opened.pop()
    if begun.kind.word.removeprefix("begin ") != kind.word.removeprefix("end "):
        findings.problem(
            sheet.name,
            row.number,
            "type",
            _("{what} stands where {begun} of row {row} must be closed").format(
                what=what, begun=quoted(begun.row.text("type")), row=begun.row.number
            ),
            _("close what was opened last first"),
        )
