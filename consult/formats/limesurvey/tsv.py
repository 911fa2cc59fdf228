"""The tab-separated survey structure of LimeSurvey (.txt, .tsv) to a Source; columns are found by their names.

Languages may follow each other as whole blocks, or inside every group; what belongs together is told by codes, and by the order
of groups that have no number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.errors import SurveyError
from consult.formats.encoding import decode
from consult.formats.limesurvey.source import Source, SourceChoice, SourceGroup, SourceQuestion
from consult.i18n import _, quoted

NEEDED = ("class", "name", "text")
KNOWN = frozenset(
    "id related_id class type/scale name relevance text help language validation mandatory encrypted other default same_default"
    " same_script".split()
)
"""The columns that are no attributes."""

_Cells = dict[str, str]


def read(content: bytes, name: str) -> Source:
    """The survey in the text `content`; `name` stands in problems. Raises SurveyError, TableError where it is no text."""
    text, _encoding = decode(content, name)
    reader = _Reader(name)
    for line, cells in _rows(text.removeprefix("\ufeff"), name):
        reader.row(line, cells)
    return reader.source


def is_structure(text: str) -> bool:
    """Whether `text` begins as a survey structure does."""
    first = text.removeprefix("\ufeff").lstrip("\r\n").partition("\n")[0]
    return set(NEEDED) <= {cell.strip().strip('"').lower() for cell in first.split(_delimiter(first))}


def _delimiter(first: str) -> str:
    return "\t" if "\t" in first else max(",;", key=first.count)


def _rows(text: str, name: str) -> Iterator[tuple[int, _Cells]]:
    if not is_structure(text):
        raise SurveyError(
            _("this is no survey structure of LimeSurvey: its columns {columns} are missing").format(columns=", ".join(NEEDED)),
            _("export the survey as “Tab-separated-values format (*.txt)”; a table of answers is for “consult responses import”"),
            place=f"{name}:1",
        )
    first = text.lstrip("\r\n").partition("\n")[0]
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first))
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault, way_out = (
                _("the line cannot be read ({reason})").format(reason=error),
                _("check the quotation marks around it"),
            )
            raise SurveyError(fault, way_out, place=f"{name}:{line}") from None
        if not header:
            header = [cell.strip().lower() for cell in cells] if any(cells) else []
        elif any(cells):
            yield line, dict(zip(header, cells, strict=False))


@dataclass(slots=True)
class _Reader:
    name: str
    source: Source = field(init=False)
    _groups: dict[str, SourceGroup] = field(default_factory=dict)
    _nth_group: dict[str, int] = field(default_factory=dict)
    _questions: dict[tuple[str, int], SourceQuestion] = field(default_factory=dict)
    _nth_question: dict[tuple[str, str], int] = field(default_factory=dict)
    _group: SourceGroup | None = None
    _question: SourceQuestion | None = None

    def __post_init__(self) -> None:
        self.source = Source(self.name)

    def row(self, line: int, cells: _Cells) -> None:
        """Takes one row in; classes that say nothing of a questionnaire are passed over."""
        language = cells.get("language", "").strip() or self.source.settings.get("language", "").strip()
        kind = cells.get("class", "").strip().upper()
        if kind in ("G", "Q", "SQ", "A") and language and language not in self.source.seen_languages:
            self.source.seen_languages.append(language)
        match kind:
            case "S":
                self.source.settings[cells.get("name", "").strip()] = cells.get("text", "").strip().strip('"')
            case "SL":
                self.source.texts.setdefault(cells.get("name", "").strip(), {})[language] = cells.get("text", "")
            case "G":
                self._take_group(cells, language)
            case "Q":
                self._take_question(line, cells, language)
            case "SQ" | "A":
                self._take_choice(line, cells, language, kind)
            case "QTA":
                self.source.quotas += 1

    def _take_group(self, cells: _Cells, language: str) -> None:
        nth = self._nth_group[language] = self._nth_group.get(language, 0) + 1
        key = cells.get("type/scale", "").strip() or f"#{nth}"
        if key not in self._groups:
            self._groups[key] = SourceGroup(key, relevance=cells.get("relevance", ""))
            self.source.groups.append(self._groups[key])
        self._group, self._question = self._groups[key], None
        self._group.names[language] = cells.get("name", "")
        self._group.descriptions[language] = cells.get("text", "")

    def _take_question(self, line: int, cells: _Cells, language: str) -> None:
        code = cells.get("name", "").strip()
        nth = self._nth_question[language, code] = self._nth_question.get((language, code), 0) + 1
        found = self._questions.get((code, nth))
        if found is None:
            if self._group is None:
                self._take_group({}, language)
            found = self._questions[code, nth] = self._new_question(line, cells, code)
            assert self._group is not None
            self._group.questions.append(found)
        self._question = found
        found.texts[language] = cells.get("text", "")
        found.helps[language] = cells.get("help", "")
        for attribute, value in cells.items():
            if attribute and attribute not in KNOWN and value and value.strip():
                found.attributes.setdefault(attribute, {})[language] = value

    def _new_question(self, line: int, cells: _Cells, code: str) -> SourceQuestion:
        return SourceQuestion(
            code=code,
            type=cells.get("type/scale", "").strip(),
            place=f"{self.name}:{line}",
            id=cells.get("id", "").strip(),
            relevance=cells.get("relevance", ""),
            validation=cells.get("validation", "").strip(),
            mandatory=cells.get("mandatory", "").strip(),
            other=cells.get("other", "").strip() == "Y",
            default=cells.get("default", "").strip(),
        )

    def _take_choice(self, line: int, cells: _Cells, language: str, kind: str) -> None:
        code, scale = cells.get("name", "").strip(), 1 if cells.get("type/scale", "").strip() == "1" else 0
        if self._question is None:
            raise SurveyError(
                _("{code} belongs to no question").format(code=quoted(code)),
                _("put it below its question"),
                place=f"{self.name}:{line}",
            )
        offered = self._question.subquestions if kind == "SQ" else self._question.answers
        found = next((choice for choice in offered if choice.code == code and choice.scale == scale), None)
        if found is None:
            found = SourceChoice(code, scale, relevance=cells.get("relevance", "") if kind == "SQ" else "")
            offered.append(found)
        found.texts[language] = cells.get("text", "")
