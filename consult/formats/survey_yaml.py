"""Survey files: a questionnaire as YAML to a Survey. The format is described in docs/files.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consult.errors import SurveyError
from consult.formats.encoding import decode
from consult.formats.list_csv import read_list
from consult.formats.yaml_text import Node, Reading
from consult.i18n import _, quoted
from consult.model.question import CLOSED, CODE, OTHER, Choice, Question, QuestionType, Role, Texts
from consult.model.survey import Page, Survey

FORMAT = "1"
NO_OPINION = "no_opinion"
_SURVEY_KEYS = ("consult", "survey", "languages", "title", "intro", "lists", "pages")
_PAGE_KEYS = ("page", "title", "questions")
_COMMON_KEYS = ("code", "type", "ask", "hint", "required", "role", "publish")
_CHOICE_KEYS = ("list", "choices", "other")
_SCALE_KEYS = ("list", "choices", "from", "to", "labels", "no_opinion", "diverging")
_TYPE_KEYS: Mapping[QuestionType, tuple[str, ...]] = {
    QuestionType.SINGLE: _CHOICE_KEYS,
    QuestionType.MULTI: _CHOICE_KEYS,
    QuestionType.SCALE: _SCALE_KEYS,
    QuestionType.MATRIX: ("rows", *_SCALE_KEYS),
    QuestionType.NUMBER: ("min", "max", "integer", "unit", "other"),
    QuestionType.TEXT: ("lines", "max_chars"),
    QuestionType.DATE: ("min", "max"),
}
_SURVEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")
_MOST_POINTS = 101


def read_file(path: Path) -> Survey:
    """The survey in the file at `path`; its lists are looked for beside it and one folder up.

    Raises SurveyError with every fault found, each as `file:line: what is wrong: what to do`.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=error.strerror), place=str(path)) from None
    text, _encoding = decode(content, path.name)
    return read(text, path.name, (path.parent, path.parent.parent))


def read(text: str, name: str, folders: tuple[Path, ...] = ()) -> Survey:
    """The survey written in `text`; `name` stands in problems, `folders` are where list files lie. Raises SurveyError."""
    reading = Reading(name)
    tree = reading.tree(text)
    survey = _SurveyReader(reading, folders).survey(tree) if tree is not None else None
    if reading.problems or survey is None:
        raise SurveyError(problems=sorted(set(reading.problems), key=_line))
    return survey


def _line(problem: object) -> tuple[str, int]:
    name, _colon, line = getattr(problem, "place", "").rpartition(":")
    return (name, int(line)) if line.isdigit() else (name, 0)


@dataclass(slots=True)
class _SurveyReader:
    reading: Reading
    folders: tuple[Path, ...]
    languages: tuple[str, ...] = ("lv",)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def survey(self, tree: Node) -> Survey:
        top = self.reading.mapping(tree, _SURVEY_KEYS, _("the survey file"))
        self._format(top, tree.line)
        self.languages = self._languages(top.get("languages"))
        for name, node in self.reading.mapping(top.get("lists"), what=quoted("lists")).items():
            self.lists[name] = self._list(node)
        pages = [self._page(node, n) for n, node in enumerate(self.reading.sequence(top.get("pages"), "pages"), 1)]
        if not any(page.questions for page in pages):
            self.reading.problem(tree.line, _("the survey asks nothing"), _("add pages with questions"))
        return Survey(
            id=self._id(top.get("survey"), tree.line),
            languages=self.languages,
            title=self._required_texts(top, "title", tree.line),
            intro=self._texts(top, "intro"),
            pages=tuple(pages),
        )

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

    def _texts(self, keys: Mapping[str, Node], key: str) -> Texts:
        return self.reading.texts(keys.get(key), self.languages, key)

    def _required_texts(self, keys: Mapping[str, Node], key: str, line: int) -> Texts:
        texts = self._texts(keys, key)
        if not texts.get(self.languages[0]):
            self.reading.problem(
                keys[key].line if key in keys else line,
                _("{key} is missing in the language {language}").format(key=quoted(key), language=quoted(self.languages[0])),
                _("write it as {line}").format(line=quoted(f'{key}: {{{self.languages[0]}: "…"}}')),
            )
        return texts

    def _list(self, node: Node) -> tuple[Choice, ...]:
        if isinstance(node.value, list):
            return self._choices(node.value, node.line)
        keys = self.reading.mapping(node, ("file",), _("a list")) if isinstance(node.value, dict) else {"file": node}
        name = self.reading.text(keys.get("file"), "file")
        path = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        if not name or path is None:
            self.reading.problem(
                node.line,
                _("there is no list file {file}").format(file=quoted(name)),
                _("put it in the folder lists/, or write the choices here"),
            )
            return ()
        found = read_list(path, self.languages)
        self.reading.problems.extend(found.problems)
        return found.choices if found.choices or found.problems else self._nothing(node.line)

    def _choices(self, nodes: list[Node], line: int) -> tuple[Choice, ...]:
        if not nodes:
            return self._nothing(line)
        choices: dict[str, Choice] = {}
        for node in nodes:
            keys = self.reading.mapping(node, ("code", "apart", "label", *self.languages), _("a choice"))
            code = self.reading.text(keys.get("code"), "code")
            label = self.reading.texts(keys.get("label"), self.languages, "label") or {
                language: self.reading.text(keys[language], language) for language in self.languages if language in keys
            }
            if not code or code in choices or code == OTHER:
                self.reading.problem(
                    node.line,
                    _("the code {code} is missing, stands twice or is reserved").format(code=quoted(code)),
                    _("give every choice a code of its own"),
                )
            elif not any(label.values()):
                self.reading.problem(node.line, _("the choice has no label"), _("write it in one of the languages"))
            apart = "apart" in keys and self.reading.flag(keys["apart"], "apart")
            choices[code] = Choice(code, label, apart)
        return tuple(choices.values())

    def _nothing(self, line: int) -> tuple[Choice, ...]:
        self.reading.problem(line, _("the list is empty"), _("write at least one choice"))
        return ()

    def _page(self, node: Node, number: int) -> Page:
        keys = self.reading.mapping(node, _PAGE_KEYS, _("a page"))
        questions = [self._question(child) for child in self.reading.sequence(keys.get("questions"), "questions")]
        return Page(
            self.reading.text(keys.get("page"), "page") or f"page{number}",
            self._texts(keys, "title"),
            tuple(question for question in questions if question),
        )

    def _question(self, node: Node) -> Question | None:
        plain = self.reading.mapping(node, what=_("a question"))
        kind = self._type(plain.get("type"), node.line)
        if kind is None:
            return None
        keys = self.reading.mapping(
            node, (*_COMMON_KEYS, *_TYPE_KEYS[kind]), _("a question of type {type}").format(type=quoted(kind.value))
        )
        is_date = kind is QuestionType.DATE
        minimum, maximum = (None if is_date else self.reading.number(keys.get(key), key) for key in ("min", "max"))
        earliest, latest = (self.reading.day(keys.get(key), key) if is_date else None for key in ("min", "max"))
        self._refuse_empty_range(keys, (minimum, maximum), (earliest, latest))
        return Question(
            code=self._code(keys.get("code"), node.line),
            type=kind,
            label=self._required_texts(keys, "ask", node.line),
            hint=self._texts(keys, "hint"),
            required=self._flag(keys, "required"),
            role=self._role(keys.get("role")),
            publish="publish" not in keys or self._flag(keys, "publish"),
            choices=self._offered(keys, node.line) if kind in CLOSED else (),
            rows=self._rows(keys.get("rows"), node.line) if kind is QuestionType.MATRIX else (),
            other=self._flag(keys, "other"),
            diverging=self._flag(keys, "diverging"),
            minimum=minimum,
            maximum=maximum,
            earliest=earliest,
            latest=latest,
            integer=self._flag(keys, "integer"),
            unit=self._texts(keys, "unit"),
            lines=self._count(keys, "lines") or 3,
            longest=self._count(keys, "max_chars"),
        )

    def _refuse_empty_range(
        self, keys: Mapping[str, Node], *limits: tuple[float | None, float | None] | tuple[date | None, date | None]
    ) -> None:
        for low, high in limits:
            if low is not None and high is not None and low > high:  # type: ignore[operator]
                self.reading.problem(
                    keys["min"].line, _("the smallest value allowed is larger than the largest"), _("swap min and max")
                )

    def _count(self, keys: Mapping[str, Node], key: str) -> int | None:
        count = self.reading.whole(keys.get(key), key)
        if count is not None and count < 1:
            self.reading.problem(
                keys[key].line, _("{key} must be at least 1").format(key=quoted(key)), _("write a larger number")
            )
            return None
        return count

    def _flag(self, keys: Mapping[str, Node], key: str) -> bool:
        return key in keys and self.reading.flag(keys[key], key)

    def _type(self, node: Node | None, line: int) -> QuestionType | None:
        kind = self.reading.text(node, "type")
        try:
            return QuestionType(kind)
        except ValueError:
            self.reading.problem(
                node.line if node else line,
                _("{type} is not a type of question").format(type=quoted(kind)),
                _("use one of {types}").format(types=", ".join(QuestionType)),
            )
            return None

    def _code(self, node: Node | None, line: int) -> str:
        code = self.reading.text(node, "code")
        line = node.line if node else line
        if not CODE.fullmatch(code):
            self.reading.problem(
                line,
                _("{code} is no code for a question").format(code=quoted(code)),
                _("start with a small letter and go on with small letters, digits and _, at most 40"),
            )
        elif code in self.codes:
            self.reading.problem(
                line,
                _("the question {code} stands twice, first in line {first}").format(code=quoted(code), first=self.codes[code]),
                _("give every question a code of its own"),
            )
        self.codes.setdefault(code, line)
        return code

    def _role(self, node: Node | None) -> Role:
        role = self.reading.text(node, "role")
        try:
            return Role(role)
        except ValueError:
            self.reading.problem(
                node.line if node else 1,
                _("{role} is not a role").format(role=quoted(role)),
                _("use one of {roles}").format(roles=", ".join(role for role in Role if role)),
            )
            return Role.NONE

    def _offered(self, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        sources = [key for key in ("list", "choices", "from") if key in keys]
        if len(sources) > 1:
            self.reading.problem(
                keys[sources[1]].line, _("the choices are given twice"), _("keep one of {keys}").format(keys=", ".join(sources))
            )
        if "from" in keys or "to" in keys:
            choices = self._numbered_points(keys, line)
        elif "choices" in keys:
            choices = self._choices(self.reading.sequence(keys["choices"], "choices"), keys["choices"].line)
        else:
            choices = self._named_list(keys.get("list"), line)
        if "no_opinion" in keys:
            choices += self._no_opinion(keys, choices)
        return choices

    def _no_opinion(self, keys: Mapping[str, Node], choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        label = self._required_texts(keys, "no_opinion", keys["no_opinion"].line)
        if any(choice.code == NO_OPINION for choice in choices):
            self.reading.problem(
                keys["no_opinion"].line,
                _("the code {code} is missing, stands twice or is reserved").format(code=quoted(NO_OPINION)),
                _("give every choice a code of its own"),
            )
        return (Choice(NO_OPINION, label, apart=True),)

    def _named_list(self, node: Node | None, line: int) -> tuple[Choice, ...]:
        name = self.reading.text(node, "list")
        if name not in self.lists:
            self.reading.problem(
                node.line if node else line,
                _("there is no list {list}").format(list=quoted(name)) if name else _("the question offers no choices"),
                _("add it under „lists:”, or write „choices:” here"),
            )
        return self.lists.get(name, ())

    def _numbered_points(self, keys: Mapping[str, Node], line: int) -> tuple[Choice, ...]:
        low, high = self.reading.whole(keys.get("from"), "from"), self.reading.whole(keys.get("to"), "to")
        if low is None or high is None or not low < high < low + _MOST_POINTS:
            self.reading.problem(line, _("the scale does not run from a number to a larger one"), "from: 1, to: 10")
            return ()
        ends = self.reading.mapping(keys.get("labels"), what=quoted("labels"))
        return tuple(
            Choice(
                str(point), self.reading.texts(ends.get(str(point)), self.languages, "labels") or {self.languages[0]: str(point)}
            )
            for point in range(low, high + 1)
        )

    def _rows(self, node: Node | None, line: int) -> tuple[Choice, ...]:
        if node is not None and isinstance(node.value, list):
            return self._choices(node.value, node.line)
        if node is None:
            self.reading.problem(line, _("the matrix has no rows"), _("add „rows:” with a list"))
            return ()
        return self._named_list(node, line)
