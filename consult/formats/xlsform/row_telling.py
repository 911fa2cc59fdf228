"""Texts and conditions of the rows of an XLSForm, with notes on what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.from_xpath import translate
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.pipes import piped, without_pipes
from consult.formats.xlsform.planned import Planned
from consult.formats.xlsform.scope import Scope, Sort, Target
from consult.formats.xlsform.sheets import Row
from consult.formats.xlsform.wording import Wording
from consult.formats.xlsform.xpath import Untranslatable
from consult.i18n import _, quoted
from consult.model.question import Choice

ALWAYS = frozenset({"yes", "true", "true()", "1", "1.0"})
NEVER = frozenset({"no", "false", "false()", "0", ""})
"""What a cell says that holds always, or never."""


@dataclass(frozen=True, slots=True)
class RowTelling:
    """Reads rows; `sheet` is the name of the survey sheet."""

    wording: Wording
    scope: Scope
    findings: Findings
    sheet: str

    def label(self, row: Row, fallback: str, inside: str = "") -> dict[str, str]:
        """The label, in the first language at the least: another text or the name stands in where that has none."""
        texts = self.texts(row, "label", inside)
        first = self.wording.languages[0]
        return {first: next(iter(texts.values()), fallback)} | texts

    def texts(self, row: Row, column: str, inside: str = "") -> dict[str, str]:
        """The texts of a column, answers piped."""
        texts, lost = piped(self.wording.texts(row, column), self.scope, inside)
        for name in lost:
            named = f"${{{name}}}"
            unknown = self.scope.unknown(named)
            told = (
                _("There is no question {name} in this form; … stands in its place in the text.")
                if unknown
                else _("The text names {name}, which has no answer here; … stands in its place.")
            )
            self.note(row, told.format(name=quoted(unknown or named)))
        return texts

    def hint(self, row: Row, inside: str) -> dict[str, str]:
        """The hint with the guidance below it."""
        hint, guidance = self.texts(row, "hint", inside), self.texts(row, "guidance_hint", inside)
        return {
            language: "\n".join(filter(None, (hint.get(language), guidance.get(language))))
            for language in self.wording.languages
            if language in hint or language in guidance
        }

    def row(self, planned: Planned) -> Choice:
        """A row of a grid."""
        row = planned.node.row
        if self.wording.texts(row, "hint"):
            self.note(row, _("The hint of a row of a grid was left out."))
        label = without_pipes(self.wording.texts(row, "label"))
        return Choice(planned.code, label or {self.wording.languages[0]: planned.node.name or planned.code})

    def shown(self, node: Node, code: str, inside: str = "") -> str:
        """The condition of one row; a condition that cannot be said is left out and kept as a remark of `code`."""
        xpath = node.row.logic("relevant")
        if not xpath or xpath.lower() in ALWAYS:
            return ""
        if xpath.lower() in NEVER:
            return "False"
        return self.said(node.row, "relevant", xpath, code, inside)

    def said(self, row: Row, column: str, xpath: str, code: str, inside: str, *, choosing: bool = False) -> str:
        """An expression of the row; empty where it cannot be said, which is noted."""
        try:
            return translate(xpath, self.scope, Target("", Sort.NOTHING, inside=inside), choosing=choosing)
        except Untranslatable as reason:
            self.lost(row, column, row.text(column), code, reason.what)
            return ""

    def lost(self, row: Row, column: str, original: str, code: str, reason: str = "") -> None:
        """Notes logic that was left out, and keeps its original as a remark."""
        unknown = self.scope.unknown(reason)
        if unknown:
            told = _("The logic of {name} was left out ({column}): there is no question {reason} in this form.")
        else:
            told = _("The logic of {name} was left out ({column}): {reason} cannot be expressed here.")
        self.note(row, told.format(name=quoted(row.text("name")), column=column, reason=quoted(unknown or reason or original)))
        self.findings.remark(code, column, original)

    def note(self, row: Row, told: str) -> None:
        """A note on a row of the survey sheet."""
        self.findings.note(self.sheet, row.number, told)


def both(*expressions: str) -> str:
    """Expressions joined by `and`; empty ones hold always."""
    told = [expression for expression in expressions if expression]
    if len(told) < 2:
        return "".join(told)
    return " and ".join(f"({one})" if " or " in one or " if " in one else one for one in told)
