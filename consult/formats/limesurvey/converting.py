"""All groups and questions of a survey of LimeSurvey to pages and questions, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consult.formats.limesurvey import arrays, cell_arrays, choice_types, types
from consult.formats.limesurvey.checks import checks_of
from consult.formats.limesurvey.codes import Codes, question_code
from consult.formats.limesurvey.filters import filtered
from consult.formats.limesurvey.hints import with_hints
from consult.formats.limesurvey.making import Made, Making, told
from consult.formats.limesurvey.source import Source, SourceGroup, SourceQuestion
from consult.i18n import _
from consult.model.question import CODE, Question, QuestionType
from consult.model.survey import Page

_CONVERTERS: Mapping[str, types.Converter] = {
    "L": choice_types.single, "!": choice_types.single, "O": choice_types.single_with_comment, "M": choice_types.several,
    "P": choice_types.several, "5": choice_types.five_points, "G": choice_types.gender, "Y": choice_types.yes_no,
    "R": choice_types.ranking, "N": types.number, "S": types.text, "T": types.text, "U": types.text, "D": types.day,
    "X": types.note, "|": types.file, "*": types.computed, "A": arrays.array, "B": arrays.array, "C": arrays.array,
    "E": arrays.array, "F": arrays.array, "H": arrays.array, "1": arrays.dual_array, "K": cell_arrays.numbers,
    "Q": cell_arrays.texts, ":": cell_arrays.table, ";": cell_arrays.table,
}  # fmt: skip
_WITH_COUNTS = frozenset("MPR")


def convert_all(source: Source, making: Making) -> tuple[Page, ...]:
    """The pages; groups of which nothing is left are left out."""
    codes = Codes()
    pages: list[Page] = []
    for number, group in enumerate(source.groups, 1):
        code = codes.free(group.key if CODE.fullmatch(group.key) else f"page{number}", 40)
        page = _page(group, code, making)
        if page.questions:
            pages.append(page)
    return tuple(pages)


def _page(group: SourceGroup, code: str, making: Making) -> Page:
    owner = f"page:{code}"
    making.seen.append(owner)
    title = making.texts(group.names, owner)
    questions: list[Question] = []
    described = making.texts(group.descriptions, lines=True)
    if described and described != title:
        own = making.codes.free(f"{code}_intro", 40)
        making.seen.append(own)
        questions.append(Question(own, QuestionType.NOTE, making.texts(group.descriptions, own, lines=True)))
    show_if = making.condition(group.relevance, owner, _("condition of the page"))
    if show_if == "False":
        making.notes.add(_("pages that are never shown are left out"), code)
        return Page(code, title, ())
    for one in group.questions:
        questions += _questions(one, making)
    return Page(code, title, tuple(questions), show_if)


def _questions(source: SourceQuestion, making: Making) -> list[Question]:
    converter = _CONVERTERS.get(source.type)
    if converter is None:
        making.notes.add(_("of type {type} has no counterpart and is left out").format(type=told(source.type)), told(source.code))
        return []
    code = question_code(source.code, making.codes)
    if code != source.code:
        making.rename[code] = source.code
        making.notes.add(_("codes of questions are written in small letters, each once"))
    making.seen.append(code)
    show_if = making.condition(source.relevance, code, _("condition"))
    if show_if == "False" or (source.is_on("hidden") and source.type != "*"):
        making.notes.add(_("hidden questions are left out"), code)
        return []
    made = converter(source, _plain(source, code, making), making)
    if made.questions:
        made.questions = [one if one.show_if else replace(one, show_if=show_if) for one in made.questions]
        made.questions[0] = with_hints(source, filtered(source, made.questions[0], making))
        _note_attributes(source, code, making)
    making.names.add(source.code, source.id, made.places)
    _add_checks(source, made, making)
    return made.questions


def _plain(source: SourceQuestion, code: str, making: Making) -> Question:
    """All of a question that does not depend on its type."""
    return Question(
        code=code,
        type=QuestionType.NOTE,
        label=making.label(source.texts, code, code if source.type != "*" else ""),
        hint=making.texts(source.helps, code),
        required=source.mandatory == "Y",
    )


def _add_checks(source: SourceQuestion, made: Made, making: Making) -> None:
    if made.questions:
        question = made.questions[0]
        making.questions.update({one.code: one for one in made.questions})
        checks = checks_of(source, question, made.places, making)
        if checks and question.type is not QuestionType.NOTE:
            made.questions[0] = replace(question, checks=(*question.checks, *checks))


def _note_attributes(source: SourceQuestion, code: str, making: Making) -> None:
    if source.mandatory == "S":
        making.notes.add(_("asks softly for an answer; here it may be left blank"), code)
    if source.default:
        making.notes.add(_("its preset answer is left out"), code)
    if source.is_on("random_order") or source.attribute("random_group"):
        making.notes.add(_("its random order is left out"), code)
    if source.is_on("other_comment_mandatory"):
        making.notes.add(_("own words beside a choice need not be given here"), code)
    if source.type not in _WITH_COUNTS:
        for name in ("min_answers", "max_answers"):
            if source.attribute(name):
                making.remark(code, name, source.attribute(name))
    if source.attribute("prefix"):
        making.remark(code, "prefix", source.attribute("prefix"))
