"""The XML of LimeSurvey (.lss) to a Source: texts in the rows of each language, or apart in sections of their own."""

from __future__ import annotations

from collections.abc import Iterable

from consult.errors import SurveyError
from consult.formats.limesurvey.safe_xml import Sections, sections
from consult.formats.limesurvey.source import Source, SourceChoice, SourceGroup, SourceQuestion
from consult.i18n import _, quoted

_Row = dict[str, str]


def read(content: bytes, name: str) -> Source:
    """The survey in the XML `content`; `name` stands in problems. Raises SurveyError, TableError where it is no text."""
    found, texts = sections(content, name)
    kind = texts.get("LimeSurveyDocType", "")
    if kind != "Survey":
        raise SurveyError(
            _("this XML holds no survey of LimeSurvey") + (f" ({quoted(kind)})" if kind else ""),
            _("export the whole survey: “Survey structure (.lss)”"),
            place=name,
        )
    return _Reader(found, name).source()


class _Reader:
    """Puts rows together by the numbers that LimeSurvey gave them."""

    def __init__(self, found: Sections, name: str):
        self._found = found
        self._source = Source(name, quotas=len(found.get("quota", ())))
        survey = (found.get("surveys") or [{}])[0]
        self._base = survey.get("language", "")

    def source(self) -> Source:
        source = self._source
        source.settings = {key: value for key, value in (self._found.get("surveys") or [{}])[0].items() if key != ":line"}
        for row in self._found.get("surveys_languagesettings", ()):
            for key, value in row.items():
                if not key.startswith(":"):
                    source.texts.setdefault(key, {})[row.get("surveyls_language", "")] = value
        groups = self._groups()
        questions = self._questions(groups)
        self._subquestions(questions)
        self._answers(questions)
        self._attributes(questions)
        self._defaults(questions)
        source.groups = list(groups.values())
        return source

    def _rows(self, section: str, order: str, *scale: str) -> list[_Row]:
        return sorted(self._found.get(section, ()), key=lambda row: tuple(_whole(row.get(key, "")) for key in (*scale, order)))

    def _localised(self, section: str, key: str) -> dict[str, list[_Row]]:
        """Number → its rows of texts, one a language, in files that keep texts apart."""
        found: dict[str, list[_Row]] = {}
        for row in self._found.get(section, ()):
            found.setdefault(row.get(key, ""), []).append(row)
        return found

    def _in_languages(self, row: _Row, apart: dict[str, list[_Row]], key: str, field: str) -> Iterable[tuple[str, str]]:
        """Language and text of every row that tells this text."""
        for text in [row, *apart.get(row.get(key, ""), ())]:
            if field in text:
                language = text.get("language", "") or self._base
                if language and language not in self._source.seen_languages:
                    self._source.seen_languages.append(language)
                yield language, text[field]

    def _groups(self) -> dict[str, SourceGroup]:
        apart = self._localised("group_l10ns", "gid")
        found: dict[str, SourceGroup] = {}
        for row in self._rows("groups", "group_order"):
            group = found.setdefault(row.get("gid", ""), SourceGroup(row.get("gid", "")))
            group.relevance = group.relevance or row.get("grelevance", "")
            group.names.update(self._in_languages(row, apart, "gid", "group_name"))
            group.descriptions.update(self._in_languages(row, apart, "gid", "description"))
        return found

    def _questions(self, groups: dict[str, SourceGroup]) -> dict[str, SourceQuestion]:
        apart = self._localised("question_l10ns", "qid")
        found: dict[str, SourceQuestion] = {}
        for row in self._rows("questions", "question_order"):
            qid = row.get("qid", "")
            if row.get("parent_qid", "0") not in ("", "0"):
                continue
            if qid not in found:
                found[qid] = self._question(row)
                groups.setdefault(row.get("gid", ""), SourceGroup(row.get("gid", ""))).questions.append(found[qid])
            found[qid].texts.update(self._in_languages(row, apart, "qid", "question"))
            found[qid].helps.update(self._in_languages(row, apart, "qid", "help"))
        return found

    def _question(self, row: _Row) -> SourceQuestion:
        return SourceQuestion(
            code=row.get("title", "").strip(),
            type=row.get("type", "").strip(),
            place=f"{self._source.name}:{row[':line']}",
            id=row.get("qid", "").strip(),
            relevance=row.get("relevance", ""),
            validation=row.get("preg", "").strip(),
            mandatory=row.get("mandatory", "").strip(),
            other=row.get("other", "") == "Y",
        )

    def _subquestions(self, questions: dict[str, SourceQuestion]) -> None:
        apart = self._localised("question_l10ns", "qid")
        found: dict[str, SourceChoice] = {}
        for row in self._rows("subquestions", "question_order", "scale_id"):
            question = questions.get(row.get("parent_qid", ""))
            qid = row.get("qid", "")
            if question is None:
                continue
            if qid not in found:
                code, relevance = row.get("title", "").strip(), row.get("relevance", "")
                found[qid] = SourceChoice(code, _whole(row.get("scale_id", "")), relevance=relevance)
                question.subquestions.append(found[qid])
            found[qid].texts.update(self._in_languages(row, apart, "qid", "question"))

    def _answers(self, questions: dict[str, SourceQuestion]) -> None:
        apart = self._localised("answer_l10ns", "aid")
        found: dict[tuple[str, str, str], SourceChoice] = {}
        for row in self._rows("answers", "sortorder", "scale_id"):
            question = questions.get(row.get("qid", ""))
            key = (row.get("qid", ""), row.get("scale_id", ""), row.get("code", "").strip())
            if question is None:
                continue
            if key not in found:
                found[key] = SourceChoice(key[2], _whole(key[1]))
                question.answers.append(found[key])
            found[key].texts.update(self._in_languages(row, apart, "aid", "answer"))

    def _attributes(self, questions: dict[str, SourceQuestion]) -> None:
        for row in self._found.get("question_attributes", ()):
            question = questions.get(row.get("qid", ""))
            if question and row.get("value", "").strip():
                question.attributes.setdefault(row.get("attribute", "").lower(), {})[row.get("language", "")] = row["value"]

    def _defaults(self, questions: dict[str, SourceQuestion]) -> None:
        for row in self._found.get("defaultvalues", ()):
            question = questions.get(row.get("qid", ""))
            if question:
                question.default = question.default or row.get("defaultvalue", "").strip() or "?"


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 10 else 0
