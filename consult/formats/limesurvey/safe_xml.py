"""XML as rows of its sections, read without ever building what a hostile file asks for.

A document type, and with it every entity, is refused before the parser sees the file; the parser refuses it once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from consult.errors import SurveyError
from consult.formats.encoding import decode
from consult.i18n import _

_DEEPEST = 30
_LONGEST_TEXT = 2_000_000
_PROLOG = re.compile(r"\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DECLARATION = re.compile(r"\ufeff?\s*<\?xml\b[^>]*\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']((?:iso-8859|windows)-[0-9]{1,4})["']""", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Sections = dict[str, list[dict[str, str]]]
"""Section → its rows, each as field → text. `:texts` holds the sections that are one text, and `:line` of a row its line."""


@dataclass(slots=True)
class _Collector:
    """Follows the parser; keeps `document/SECTION/rows/row/FIELD`, and the text of sections that have no rows."""

    place: str
    path: list[str] = field(default_factory=list)
    sections: Sections = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    row: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def start(self, tag: str, line: int) -> None:
        self.path.append(tag)
        self.parts, self.length = [], 0
        if len(self.path) > _DEEPEST:
            raise _refusal(self.place, line, _("the elements are nested too deeply"))
        if self.path[2:] == ["rows", "row"]:
            self.row = {":line": str(line)}

    def text(self, text: str, line: int) -> None:
        self.length += len(text)
        if self.length > _LONGEST_TEXT:
            raise _refusal(self.place, line, _("one text of it is far too long"))
        self.parts.append(text)

    def end(self) -> None:
        match self.path:
            case [_root, section, "rows", "row", name]:
                self.row[name] = "".join(self.parts)
            case [_root, section, "rows", "row"]:
                self.sections.setdefault(section, []).append(self.row)
            case [_root, section]:
                self.texts[section] = "".join(self.parts).strip()
        self.path.pop()


def sections(content: bytes, place: str) -> tuple[Sections, dict[str, str]]:
    """The rows of every section, and the texts of those that are one text. Raises SurveyError, TableError for other bytes."""
    declared = _DECLARED.match(content[:300])
    text, _encoding = decode(content, place, declared.group(1).decode() if declared else "")
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() if prolog else 0 :]
    if rest.startswith("<!"):
        raise _refusal(place, 1, _("it defines a document type or entities"))
    declaration = _DECLARATION.match(text)
    return _parsed(_UNPRINTABLE.sub(" ", text[declaration.end() if declaration else 0 :].lstrip("\ufeff")), place)


def _parsed(text: str, place: str) -> tuple[Sections, dict[str, str]]:
    parser = expat.ParserCreate(encoding="utf-8")
    collector = _Collector(place)

    def refuse(*_arguments: object) -> int:
        raise _refusal(place, parser.CurrentLineNumber, _("it defines a document type or entities"))

    parser.StartElementHandler = lambda tag, _attributes: collector.start(tag, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _tag: collector.end()
    parser.CharacterDataHandler = lambda data: collector.text(data, parser.CurrentLineNumber)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or "?"
        raise SurveyError(
            _("this is not well-formed XML ({reason})").format(reason=reason),
            _("export the survey from LimeSurvey again"),
            place=f"{place}:{error.lineno}",
        ) from None
    return collector.sections, collector.texts


def _refusal(place: str, line: int, fault: str) -> SurveyError:
    return SurveyError(
        fault, _("no survey of LimeSurvey has that; do not use this file"), place=f"{place}:{line}" if line else place
    )
