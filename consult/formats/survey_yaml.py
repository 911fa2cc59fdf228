"""Survey files: a questionnaire as YAML to a Survey. The format is described in docs/files.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from consult.errors import SurveyError
from consult.formats.choices_yaml import ChoicesReader
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.formats.migrations_yaml import read_migrations
from consult.formats.question_yaml import QuestionReader
from consult.formats.yaml_text import MOST_SIGNS, Node, Reading
from consult.i18n import _, number, quoted
from consult.model import logic
from consult.model.survey import Identity, Page, Survey

FORMAT = "1"
_SURVEY_KEYS = ("consult", "survey", "languages", "title", "intro", "identity", "change", "lists", "pages", "migrations")
_PAGE_KEYS = ("page", "title", "show_if", "questions")
_SURVEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_MOST_QUESTIONS = 2_000
_LARGEST_FILE = 4_000_000
_ASKED = re.compile(r"\bask[\"']?\s*:")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")


def read_file(path: Path) -> Survey:
    """The survey in the file at `path`; its lists are looked for beside it and one folder up.

    Raises SurveyError with every fault found, each as `file:line: what is wrong: what to do`.
    """
    try:
        content = bytes_of(path, _LARGEST_FILE)
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=error.strerror), place=str(path)) from None
    text, _encoding = decode(content, path.name)
    return read(text, path.name, (path.parent, path.parent.parent), most_signs=MOST_SIGNS)


def read(text: str, name: str, folders: tuple[Path, ...] = (), *, most_signs: int = 10 * MOST_SIGNS) -> Survey:
    """The survey written in `text`; `name` stands in problems, `folders` are where list files lie. Raises SurveyError.

    A published text has its lists in it, and so may be longer than what people write: `most_signs`, see `Reading.tree`.
    """
    reading = Reading(name)
    asked = len(_ASKED.findall(text))
    if asked > _MOST_QUESTIONS:
        raise SurveyError(
            _("the survey asks {n} questions").format(n=number(asked)),
            _("ask at most {n}; nobody answers more").format(n=number(_MOST_QUESTIONS)),
            place=name,
        )
    tree = reading.tree(text, most_signs)
    survey = _SurveyReader(reading, folders).survey(tree) if tree is not None else None
    if reading.problems or survey is None:
        raise SurveyError(problems=reading.told())
    return survey


@dataclass(slots=True)
class _SurveyReader:
    reading: Reading
    folders: tuple[Path, ...]
    pages: dict[str, int] = field(default_factory=dict)
    """Code of a page → its line."""

    def survey(self, tree: Node) -> Survey:
        top = self.reading.mapping(tree, _SURVEY_KEYS, _("the survey file"))
        self._format(top, tree.line)
        languages = self._languages(top.get("languages"))
        choices = ChoicesReader(self.reading, languages, self.folders)
        choices.read_lists(top.get("lists"))
        questions = QuestionReader(self.reading, languages, choices)
        pages = [self._page(node, n, questions) for n, node in enumerate(self.reading.sequence(top.get("pages"), "pages"), 1)]
        if not any(page.questions for page in pages):
            self.reading.problem(tree.line, _("the survey asks nothing"), _("add pages with questions"))
        survey = Survey(
            id=self._id(top.get("survey"), tree.line),
            languages=languages,
            title=self.reading.required_texts(top, languages, "title", tree.line),
            intro=self.reading.texts(top.get("intro"), languages, "intro"),
            identity=self._identity(top.get("identity")),
            change=self._change(top.get("change")),
            pages=tuple(pages),
            migrations=read_migrations(self.reading, top.get("migrations")),
        )
        if not self.reading.problems:
            self._check_logic(survey, questions.lines)
        return survey

    def _check_logic(self, survey: Survey, lines: Mapping[str, int]) -> None:
        for fault in logic.faults(survey):
            line = lines.get(fault.place) or self.pages.get(fault.place) or lines.get(fault.place.partition(".")[0], 1)
            told = f"{fault.key}: {fault.fault}" if fault.key else fault.fault
            self.reading.problem(line, told, fault.way_out)

    def _format(self, top: Mapping[str, Node], line: int) -> None:
        version = self.reading.text(top.get("consult"), "consult")
        if version != FORMAT:
            self.reading.problem(
                top["consult"].line if "consult" in top else line,
                _("this version of Consult reads survey files of format {format}").format(format=FORMAT),
                _("start the file with {line}").format(line=quoted(f"consult: {FORMAT}")),
            )

    def _id(self, node: Node | None, line: int) -> str:
        name = self.reading.text(node, "survey")
        if not _SURVEY_ID.fullmatch(name):
            self.reading.problem(
                node.line if node else line,
                _("the survey needs a name"),
                _("write it as {line}, in small letters, digits and hyphens").format(line=quoted("survey: needs-2026")),
            )
        return name

    def _languages(self, node: Node | None) -> tuple[str, ...]:
        nodes = self.reading.sequence(node, "languages")
        languages = tuple(self.reading.text(child, "languages") for child in nodes)
        for child, language in zip(nodes, languages, strict=True):
            if not _LANGUAGE.fullmatch(language):
                self.reading.problem(
                    child.line, _("{language} is not the code of a language").format(language=quoted(language)), "lv, en, ru"
                )
        return languages or ("lv",)

    def _identity(self, node: Node | None) -> Identity:
        word = self.reading.text(node, "identity")
        if word and word not in list(Identity):
            self.reading.problem(
                node.line if node else 1,
                _("{word} is not known here").format(word=quoted(word)),
                _("use one of {roles}").format(roles=", ".join(Identity)),
            )
        return Identity(word) if word in list(Identity) else Identity.ANONYMOUS

    def _change(self, node: Node | None) -> float | None:
        change = self.reading.number(node, "change")
        if node is not None and change is not None and change <= 0:
            self.reading.problem(node.line, _("the change to ask about must be more than nothing"), "change: 0.25")
            return None
        return change

    def _page(self, node: Node, number: int, questions: QuestionReader) -> Page:
        keys = self.reading.mapping(node, _PAGE_KEYS, _("a page"))
        found = [questions.question(child) for child in self.reading.sequence(keys.get("questions"), "questions")]
        code = self.reading.text(keys.get("page"), "page") or f"page{number}"
        self.pages.setdefault(code, node.line)
        return Page(
            code,
            self.reading.texts(keys.get("title"), questions.languages, "title"),
            tuple(question for question in found if question),
            self.reading.text(keys.get("show_if"), "show_if"),
        )
