"""Survey files: a questionnaire as YAML to a Survey. The format is described in docs/files.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from consult.errors import SurveyError
from consult.formats.choices_yaml import ChoicesReader
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.formats.migrations_yaml import read_migrations
from consult.formats.question_yaml import QuestionReader
from consult.formats.yaml_text import MOST_SIGNS, Node, Reading
from consult.i18n import _, number, quoted
from consult.model.survey import Identity, Page, Survey
from consult.system_faults import reason

FORMAT = "1"
_SURVEY_KEYS = ("consult", "survey", "languages", "title", "intro", "identity", "change", "lists", "pages", "migrations")
_PAGE_KEYS = ("page", "title", "show_if", "questions")
_SURVEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_MOST_QUESTIONS = 2_000
_LARGEST_FILE = 2_000_000
_MOST_WRITTEN = 60_000
"""Lines, commas and brackets in a file that people write; two thousand questions have 30,000, ten thousand choices 40,000."""
_ASKED = re.compile(r"\bask[\"']?\s*:")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")


def read_file(path: Path, composed: Callable[[str], str] = str) -> Survey:
    """The survey in the file at `path`; its lists are looked for beside it and one folder up.

    `composed` gives the text back as a `ReadText` where it was read before.
    Raises SurveyError with every fault found, each as `file:line: what is wrong: what to do`.
    """
    try:
        content = bytes_of(path, _LARGEST_FILE)
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
    text, _encoding = decode(content, path.name)
    if sum(map(text.count, "\n,[{")) <= _MOST_WRITTEN:
        text = composed(text)
    return read(text, path.name, (path.parent, path.parent.parent), most_signs=_MOST_WRITTEN)


def read(
    text: str, name: str, folders: tuple[Path, ...] = (), *, most_signs: int = 10 * MOST_SIGNS, published: bool = False
) -> Survey:
    """The survey written in `text`; `name` stands in problems, `folders` are where list files lie. Raises SurveyError.

    A published text has its lists in it, and so may be longer than what people write: `most_signs`, see `Reading.tree`.
    With `published` nothing is asked of its logic: it was looked through by the rules of its time, and has answers.
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
    survey = _SurveyReader(reading, folders, published).survey(tree) if tree is not None else None
    if reading.problems or survey is None:
        raise SurveyError(problems=reading.told())
    return survey


@dataclass(slots=True, eq=False, repr=False)
class _SurveyReader:
    reading: Reading
    folders: tuple[Path, ...]
    published: bool = False
    all_named: bool = True
    """Whether all questions were come by, whatever faults they have."""

    def survey(self, tree: Node) -> Survey:
        top = self.reading.mapping(tree, _SURVEY_KEYS, _("the survey file"))
        self._format(top, tree.line)
        languages = self._languages(top.get("languages"))
        choices = ChoicesReader(self.reading, languages, self.folders)
        choices.read_lists(top.get("lists"))
        questions = QuestionReader(self.reading, languages, choices, self.published)
        pages = [self._page(node, n, questions) for n, node in enumerate(self._all(tree, "pages", _SURVEY_KEYS), 1)]
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
        questions.logic.note(survey.id, {key: node for key, node in top.items() if key == "intro"})
        if not self.published:
            self._check_logic(survey, questions)
        return survey

    def _all(self, node: Node, key: str, allowed: tuple[str, ...]) -> list[Node]:
        """The list of pages or questions under `key`; notes where some may stand elsewhere, under a misspelt key."""
        keys = node.value if isinstance(node.value, dict) else {}
        found = keys.get(key)
        misspelt = found is None and not keys.keys() <= set(allowed)
        if misspelt or node.partly_read or not keys or (found and not isinstance(found.value, list)):
            self.all_named = False
        return self.reading.sequence(found, key)

    def _check_logic(self, survey: Survey, questions: QuestionReader) -> None:
        from consult.model import logic  # a published survey is read without it
        from consult.model.logic_places import Doubts

        doubts = Doubts(frozenset(questions.doubtful), questions.unnamed or not self.all_named)
        for fault in logic.faults(survey, doubts):
            line = questions.logic.line_of(fault, questions.lines.get(fault.place, 1))
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
        found = [questions.question(child) for child in self._all(node, "questions", _PAGE_KEYS)]
        code = self.reading.text(keys.get("page"), "page") or f"page{number}"
        questions.logic.note(code, {key: child for key, child in keys.items() if key in ("title", "show_if")})
        return Page(
            code,
            self.reading.texts(keys.get("title"), questions.languages, "title"),
            tuple(found),
            self.reading.expression(keys.get("show_if"), "show_if"),
        )
