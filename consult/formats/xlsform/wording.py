"""The texts of an XLSForm by language: which languages there are, and what each cell says in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.languages import code_of, guessed, private_code
from consult.formats.xlsform.sheets import Row, Sheet, Sheets
from consult.i18n import _, quoted

_SPOKEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_MARKUP = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|p|div|h[1-6]|center|small|big|sub|sup|ul|ol|li|a|table|tr|td|img)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads texts; `codes` leads from languages as written to codes, `languages` has the first language first."""

    languages: tuple[str, ...]
    codes: dict[str, str]
    plain: bool = True
    """Whether marks of HTML are taken out."""

    def texts(self, row: Row, column: str) -> dict[str, str]:
        """What the row says in each language; where two columns are of one language, the first that is filled."""
        found: dict[str, str] = {}
        cells = [(cell.language, text) for cell, text in row.cells.items() if cell.name == column]
        for written, text in sorted(cells, key=lambda cell: cell[0] == ""):
            said = self._plain(text)
            if said:
                found.setdefault(self.codes[written], said)
        return {language: found[language] for language in self.languages if language in found}

    def _plain(self, text: str) -> str:
        return _MARKUP.sub("", _BREAK.sub("\n", text)).strip() if self.plain and "<" in text else text


def wording(sheets: Sheets, default: str, own: tuple[str, ...], findings: Findings) -> Wording:
    """The languages of the form. `default` is what its settings say; `own` has them all where Consult wrote the form."""
    spoken = [sheet for name, sheet in sheets.items() if name in ("survey", "choices", "external_choices")]
    written = list(dict.fromkeys(column.language for sheet in spoken for column in sheet.columns if column.name in _SPOKEN))
    named = [language for language in written if language]
    codes = _codes(named, own, findings)
    first = codes.get(default) or (code_of(default) if default.lower() != "default" else "")
    plain = any(column.name == "label" and not column.language for sheet in spoken for column in sheet.columns)
    if "" in written and not first and named and not plain:
        first = codes[named[0]]
    if "" in written:
        codes[""] = first or _untagged(spoken, list(codes.values()), bool(named), findings)
    order = ([first] if first in codes.values() else [codes[""]] if "" in codes else []) + [codes[name] for name in named]
    languages = own or tuple(dict.fromkeys(order)) or (first or "en",)
    return Wording(languages, {column.language: codes.get(column.language, languages[0]) for s in spoken for column in s.columns},
                   plain=not own)  # fmt: skip


def _codes(named: Iterable[str], own: tuple[str, ...], findings: Findings) -> dict[str, str]:
    codes: dict[str, str] = {}
    unknown = 0
    for name in named:
        code = next((code for code in own if name.endswith(f"({code})")), "") or code_of(name)
        if not code:
            code, unknown = private_code(unknown), unknown + 1
            told = _("The language {language} is not known; its texts are kept under the code {code}.")
            findings.note("survey", 0, told.format(language=quoted(name), code=code))
        elif code in codes.values():
            told = _("{language} was read as one language with other columns of {code}.")
            findings.note("survey", 0, told.format(language=quoted(name), code=code))
        codes[name] = code
    return codes


def _untagged(sheets: Iterable[Sheet], codes: list[str], mixed: bool, findings: Findings) -> str:
    """The language of columns that name none, where the settings do not say it either."""
    said = " ".join(
        text
        for sheet in sheets
        for row in sheet.rows
        for cell, text in row.cells.items()
        if cell.name in _SPOKEN and not cell.language
    )
    code = "en" if mixed and "en" in codes else guessed(said)
    told = _("Texts whose column names no language were taken for {code}; the setting {setting} says it for sure.")
    findings.note("survey", 0, told.format(code=quoted(code), setting=quoted("default_language")))
    return code
