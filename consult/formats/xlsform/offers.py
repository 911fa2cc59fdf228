"""The lists of choices of an XLSForm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from consult.formats.xlsform.codes import unused
from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.headers import KNOWN, MEDIA
from consult.formats.xlsform.pipes import without_pipes
from consult.formats.xlsform.sheets import Row, Sheet
from consult.formats.xlsform.wording import Wording
from consult.i18n import _, quoted
from consult.model.question import OTHER, Choice

OWN_FLAGS = ("apart", "exclusive", "closed")
OWN_PREFIX = "consult_"
"""How the columns of the choices begin that only Consult writes: no colon may stand there."""
OWN_CODE = f"{OWN_PREFIX}code"
"""The column with the code of a choice, where a form does not allow it as a name."""
_YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One list: its choices, and from their names in the form to their codes."""

    choices: tuple[Choice, ...]
    codes: Mapping[str, str]
    renamed: bool = False
    """Whether names that stood twice were numbered, so that a comparison with another column may miss."""


@dataclass(slots=True)
class Offers:
    """All lists of a form by name (in small letters), and what the columns of the sheet are called as attributes."""

    lists: dict[str, Offer]
    attributes: Mapping[str, str]

    def find(self, name: str) -> Offer | None:
        """The list of this name; spelling in capitals does not matter."""
        return self.lists.get(name.strip().lower())


def read_offers(sheets: tuple[Sheet, ...], wording: Wording, findings: Findings) -> Offers:
    """The lists on the sheets of choices."""
    attributes = {
        column.name: column.name if not wording.plain else _attribute(column.name, wording.languages)
        for sheet in sheets
        for column in sheet.columns
        if column.name not in KNOWN and not column.name.startswith(OWN_PREFIX)
    }
    rows: dict[str, list[tuple[Sheet, Row]]] = {}
    for sheet in sheets:
        if any(column.name in MEDIA for column in sheet.columns):
            findings.note(sheet.name, 0, _("Pictures, sounds and films of choices were left out."))
        for row in sheet.rows:
            rows.setdefault(row.text("list_name").lower(), []).append((sheet, row))
    lists = {name: _offer(found, attributes, wording, findings) for name, found in rows.items() if name}
    return Offers({name: offer for name, offer in lists.items() if offer.choices}, attributes)


def _attribute(column: str, languages: tuple[str, ...]) -> str:
    """A name for a further column that no key of a choice and no language can be taken for."""
    name = re.sub(r"\W+", "_", column).strip("_")
    known = ("code", "label", *OWN_FLAGS, *languages)
    unclear = re.fullmatch(r"[a-z]{2}(-\w+)?", name) or get_close_matches(name, known, 1, 0.75)
    return f"column_{name}" if unclear or not name.isidentifier() else name


def _offer(rows: list[tuple[Sheet, Row]], attributes: Mapping[str, str], wording: Wording, findings: Findings) -> Offer:
    choices: dict[str, Choice] = {}
    codes: dict[str, str] = {}
    renamed = False
    for sheet, row in rows:
        choice = _choice(row, attributes, wording)
        if not choice.code:
            findings.note(sheet.name, row.number, _("A choice without a name and a label was left out."))
            continue
        name = choice.code
        same = [other for code, other in choices.items() if code in (name, codes.get(name)) or code.startswith(f"{name}_")]
        if any(other.label == choice.label and other.attributes == choice.attributes for other in same):
            findings.note(
                sheet.name, row.number, _("The choice {name} stands twice and was read once.").format(name=quoted(name))
            )
            continue
        code = unused("other_" if name == OTHER else row.text(OWN_CODE) or name, set(choices))
        if name in codes:
            renamed = True
            told = _("The name {name} stands for several choices; this one got the code {code}.")
            findings.note(sheet.name, row.number, told.format(name=quoted(name), code=quoted(code)))
        codes.setdefault(name, code)
        choices[code] = Choice(code, choice.label, choice.apart, choice.exclusive, choice.closed, choice.attributes)
    return Offer(tuple(choices.values()), codes, renamed)


def _choice(row: Row, attributes: Mapping[str, str], wording: Wording) -> Choice:
    label = without_pipes(wording.texts(row, "label"))
    name = row.text("name") or next(iter(label.values()), "")
    flags = {flag: row.text(f"{OWN_PREFIX}{flag}").lower() in _YES for flag in OWN_FLAGS}
    further = {column.name: text for column, text in row.cells.items() if column.name in attributes}
    return Choice(
        name,
        label or ({wording.languages[0]: name} if name else {}),
        **flags,
        attributes={attributes[column]: text for column, text in further.items()},
    )
