"""What was guessed, joined, left out or kept against the form when tables came in, told in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from consult.formats import mapping_yaml
from consult.formats.guessing.figures import THOUSANDS
from consult.formats.mapping_yaml import ColumnRole, Why
from consult.i18n import _, ngettext, number, quoted
from consult.model.checking import Checker
from consult.model.question import OTHER, Level, Question, QuestionType
from consult.model.response import Answer, Raw
from consult.model.survey import Survey
from consult.model.typed_values import fold
from consult.model.visible_text import shortened
from consult.service.consultation import Consultation
from consult.store import responses


def notes_on_imports(consultation: Consultation, survey: str) -> tuple[str, ...]:
    """What the mappings of the imported tables left out, joined or guessed, a sentence each."""
    notes: dict[str, None] = {}
    for table in responses.imports(consultation.database, survey):
        mapping = mapping_yaml.read(table.mapping, table.name)
        notes.update(dict.fromkeys(mapping_notes(mapping)))
    return tuple(notes)


_LEFT_OUT: Mapping[Why, Callable[[int], str]] = {
    Why.EMPTY: lambda n: ngettext("Left out, for it is empty: {names}.", "Left out, for they are empty: {names}.", n),
    Why.CONTACT: lambda n: ngettext(
        "Left out, for it holds personal details: {names}.", "Left out, for they hold personal details: {names}.", n
    ),
    Why.LINK: lambda n: ngettext(
        "Left out, for it holds links only: {names}.", "Left out, for they hold links only: {names}.", n
    ),
    Why.KEY: lambda n: ngettext(
        "Left out, for it numbers people or texts: {names}.", "Left out, for they number people or texts: {names}.", n
    ),
    Why.SERIAL: lambda n: ngettext("Left out, for it counts rows: {names}.", "Left out, for they count rows: {names}.", n),
    Why.TIME: lambda n: ngettext(
        "Left out, for it repeats the time of the answer: {names}.",
        "Left out, for they repeat the time of the answer: {names}.",
        n,
    ),
    Why.META: lambda n: ngettext(
        "Left out, for the form tool wrote it, not the respondent: {names}.",
        "Left out, for the form tool wrote them, not the respondents: {names}.",
        n,
    ),
    Why.REPEATED: lambda n: ngettext(
        "Left out, for other columns say the same: {names}.", "Left out, for other columns say the same: {names}.", n
    ),
    Why.ASKED: lambda n: _("Left out on request: {names}."),
}


def mapping_notes(mapping: mapping_yaml.Mapping) -> list[str]:
    """What a mapping leaves out, joins or guesses, as sentences in the current language."""
    notes = []
    if mapping.guessed:
        notes.append(
            _("The types of the questions, the order of scales and the lists of choices were read off the table by the program.")
        )
    if mapping.join_rows_by:
        notes.append(_("Rows with the same {column} were joined to one response.").format(column=quoted(mapping.join_rows_by)))
    for why, told in _LEFT_OUT.items():
        names = [column.header for column in mapping.columns if column.role is ColumnRole.IGNORE and column.why is why]
        if names:
            notes.append(told(len(names)).format(names=", ".join(quoted(name[:80]) for name in names)))
    ids = [quoted(column.header[:80]) for column in mapping.columns if column.role is ColumnRole.ID]
    if mapping.guessed and ids:
        notes.append(_("Taken for the number of the response: {names}.").format(names=", ".join(ids)))
    split = [column for column in mapping.columns if column.split]
    if mapping.guessed and split:
        notes.append(
            ngettext(
                "In {n} column each cell was read as several answers.",
                "In {n} columns each cell was read as several answers.",
                len(split),
            ).format(n=number(len(split)))
        )
    return notes + _readings(mapping) if mapping.guessed else notes


def _readings(mapping: mapping_yaml.Mapping) -> list[str]:
    """How cells and columns were read where another reading is possible."""
    notes = []
    for form in THOUSANDS:
        names = [quoted(column.header[:80]) for column in mapping.columns if column.question and column.form == form]
        if names:
            notes.append(_("{form} was read as {number} in {names}.").format(form=form, number=1234, names=", ".join(names)))
    pooled: dict[str, list[str]] = {}
    for column in mapping.columns:
        if column.question and not column.row and not column.choice:
            pooled.setdefault(column.question, []).append(quoted(column.header[:80]))
    notes += [
        _("Read as several answers to one question: {names}.").format(names=", ".join(names))
        for names in pooled.values()
        if len(names) > 1
    ]
    return notes


_MOST_NAMED = 6
_LONGEST_TOLD = 40


class Departures:
    """Counts where the responses of a table depart from what the form would take: they are kept as they are, and told.

    Answers are counted that break a check of level error or do not add up to a total, and cells whose text is none of the
    choices and became own words.
    """

    def __init__(self, survey: Survey, today: date):
        self._demanding = {question.code for question in survey.questions if _demands(question)}
        # A table may leave required questions blank, and a blank one would hide what its checks say.
        self._checker = Checker(_nothing_required(survey), today=today) if self._demanding else None
        self._cells = {
            (question.code, cell.row, cell.column, cell.instance): cell.name
            for question in survey.questions
            for cell in question.cells
            if cell.question.other
        }
        self._broken: Counter[str] = Counter()
        self._responses = 0
        self._words: dict[str, Counter[str]] = {}

    def look(self, raw: Raw, answers: Iterable[Answer]) -> None:
        """Looks at one response: what the table says, and the answers it was read as."""
        if self._checker:
            problems = self._checker.check(raw).problems
            places = {problem.place for problem in problems if problem.place.partition(".")[0] in self._demanding}
            self._broken.update(places)
            self._responses += bool(places)
        if self._cells:
            self._look_for_words(raw, answers)

    def _look_for_words(self, raw: Raw, answers: Iterable[Answer]) -> None:
        """Own words have a field of their own, `who.other`; those that stand in `who` itself may be a mistyped choice."""
        for answer in answers:
            if answer.code == OTHER and answer.text:
                name = self._cells.get((answer.question, answer.row, answer.column, answer.instance), "")
                given = raw.get(name)
                cells = [given] if isinstance(given, str) else given or ()
                if name and fold(answer.text) in map(fold, cells):
                    self._words.setdefault(name, Counter())[answer.text] += 1

    def notes(self) -> tuple[str, ...]:
        """What was found, a sentence each, in the current language."""
        return (*self._checks_told(), *self._words_told())

    def _checks_told(self) -> list[str]:
        if not self._responses:
            return []
        named = [f"{place} ({number(count)})" for place, count in self._broken.most_common(_MOST_NAMED)]
        text = ngettext(
            "In {n} response answers do not agree with the checks of the survey: {places}.",
            "In {n} responses answers do not agree with the checks of the survey: {places}.",
            self._responses,
        )
        return [text.format(n=number(self._responses), places=_listed(named, len(self._broken)))]

    def _words_told(self) -> list[str]:
        notes = []
        for name, words in self._words.items():
            text = ngettext(
                "In {n} cell of {field} the answer is none of the choices and was taken as own words: {words}.",
                "In {n} cells of {field} the answer is none of the choices and was taken as own words: {words}.",
                words.total(),
            )
            told = [quoted(shortened(" ".join(word.split()), _LONGEST_TOLD)) for word, _count in words.most_common(_MOST_NAMED)]
            notes.append(text.format(n=number(words.total()), field=quoted(name), words=_listed(told, len(words))))
        return notes


def _listed(named: list[str], all_: int) -> str:
    return ", ".join(named) + (", …" if all_ > len(named) else "")


def _demands(question: Question) -> bool:
    """Whether the form wants a sum or a check of this question to hold."""
    if question.type is QuestionType.ALLOCATION and question.total is not None:
        return True
    return any(check.level is Level.ERROR for one in (question, *question.parts) for check in one.checks)


def _nothing_required(survey: Survey) -> Survey:
    def eased(question: Question) -> Question:
        return replace(question, required=False, parts=tuple(map(eased, question.parts)))

    pages = (replace(page, questions=tuple(map(eased, page.questions))) for page in survey.pages)
    return replace(survey, pages=tuple(pages))
