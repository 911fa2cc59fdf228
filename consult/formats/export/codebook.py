"""The codebook: one row for every column of the wide table, saying what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from consult.formats.export.guarding import NOT_ASKED, guard
from consult.formats.export.variables import META, Kind, Variable, meta_columns
from consult.i18n import N_, _, using
from consult.model.packed_answers import parts_of
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Missing
from consult.model.survey import Survey

Versions = Callable[[str], Sequence[int]]
"""Code of a question → the versions in which it was asked."""

_META_SAID = (
    N_("The response: its id"),
    N_("The survey that it answers"),
    N_("The version of the survey that it was given to"),
    N_("The wave of a repeated survey"),
    N_("The way in which it arrived"),
    N_("When it was submitted, by the clock on the wall"),
    N_("How far it was looked at"),
    N_("The register's code of the one who answered"),
    N_("How many seconds the form was open"),
    N_("What makes it recognisable when the table it came from comes again"),
    N_("The batch of paper forms that it was typed from"),
    N_("The number of the paper form in its batch"),
)
_FIGURES = {"version", "seconds"}


def header(survey: Survey) -> list[str]:
    """The names of the columns of the codebook."""
    wordings = [f"wording_{language}" for language in survey.languages]
    choices = [f"choices_{language}" for language in survey.languages]
    units = [f"unit_{language}" for language in survey.languages]
    return [
        "variable", "question", "row", "column", "instance", "choice", "type", *wordings, *choices, "numbers", *units, "minimum",
        "maximum", "show_if", "missing", "versions", "answered",
    ]  # fmt: skip


def rows(
    survey: Survey, variables: Sequence[Variable], answered: Sequence[int], versions: Versions, *, formulas: bool = True,
    paper: bool = False,
) -> Iterator[list[str]]:  # fmt: skip
    """The rows of the codebook; `answered` says of each variable in how many responses it has a value."""
    for name in meta_columns(survey, paper=paper):
        said = []
        for language in survey.languages:
            with using(language):
                said.append(_(_META_SAID[META.index(name)]))
        blank = [""] * len(survey.languages)
        kind = "number" if name in _FIGURES else "text"
        yield [name, "", "", "", "", "", kind, *said, *blank, "", *blank, "", "", "", "", "", ""]
    for variable, count in zip(variables, answered, strict=True):
        cells = [variable.name, *_row(survey, variable), ", ".join(map(str, versions(_code(variable)))), str(count)]
        yield [guard(cell, formulas=formulas) if cell else "" for cell in cells]


def _code(variable: Variable) -> str:
    return variable.question.code if variable.question else parts_of(variable.place)[0]


def _row(survey: Survey, variable: Variable) -> list[str]:
    question, row, column, instance = parts_of(variable.place)
    asked = variable.asked
    choice = variable.choice.code if variable.choice else ""
    row = "" if variable.kind is Kind.RANK else row
    place = [question, row, column, str(instance or ""), choice, type_of(variable)]
    if asked is None or variable.question is None:
        return place + [""] * (3 * len(survey.languages) + 5)
    listed = choices_of(variable)
    shown = variable.question.show_if or asked.show_if
    return [
        *place,
        *(wording(variable, language) for language in survey.languages),
        *("\n".join(f"{one.code} = {one.label_in(language)}" for one in listed) for language in survey.languages),
        "\n".join(f"{code} = {number}" for code, number in numbers(listed).items()),
        *(asked.unit.get(language, "") for language in survey.languages),
        *_limits(asked), shown, ", ".join(missing_words(asked)),
    ]  # fmt: skip


def type_of(variable: Variable) -> str:
    """What stands in the column, in a word."""
    words = {Kind.CODE: "code", Kind.OWN_WORDS: "text", Kind.CHOSEN_WORDS: "text", Kind.FILE: "text", Kind.CHOSEN: "0 | 1"}
    return words.get(variable.kind, variable.kind.value)


def choices_of(variable: Variable) -> tuple[Choice, ...]:
    """The choices whose codes may stand in the column."""
    asked = variable.asked
    if asked is None or variable.kind is not Kind.CODE:
        return ()
    other = (Choice(OTHER, {}),) if asked.other and not asked.choice(OTHER) else ()
    return (*asked.choices, *other)


def numbers(choices: Sequence[Choice]) -> dict[str, int]:
    """Code → the number that stands for it in SPSS: the code itself where all are whole numbers, else 1, 2, 3 …"""
    plain = all(choice.code.removeprefix("-").isdecimal() and str(int(choice.code)) == choice.code for choice in choices)
    if plain and all(abs(int(choice.code)) < 10_000 for choice in choices):
        return {choice.code: int(choice.code) for choice in choices}
    return {choice.code: at for at, choice in enumerate(choices, 1)}


def wording(variable: Variable, language: str) -> str:
    """The whole of what is asked in the column: question, row, column, choice, with what is beside the question after it."""
    question, asked = variable.question, variable.asked
    if question is None or asked is None:
        return variable.name
    _question, row, column, instance = parts_of(variable.place)
    parts = [question.label_in(language)]
    if instance:
        parts.append(str(instance))
    listed = {one.code: one.label_in(language) for one in (*question.rows, *question.sides)}
    parts += [listed[code] for code in (row, column) if code in listed]
    if asked is not question:
        parts.append(asked.label_in(language))
    if variable.choice:
        parts.append(variable.choice.label_in(language))
    with using(language):
        last = {Kind.OWN_WORDS: _("in own words"), Kind.CHOSEN_WORDS: _("in own words"), Kind.SHA256: "SHA-256"}
        parts += [last[variable.kind]] if variable.kind in last else []
    return " – ".join(parts)


def missing_words(asked: Question) -> list[str]:
    """The words that may stand in place of an answer."""
    return [NOT_ASKED, Missing.NOT_REACHED.value, *(reason.value for reason in asked.reasons)]


def _limits(asked: Question) -> tuple[str, str]:
    def text(value: object) -> str:
        return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    if asked.type is QuestionType.DATE:
        return text(asked.earliest), text(asked.latest)
    if asked.type is QuestionType.TEXT:
        return "", text(asked.longest)
    if asked.type in (QuestionType.MULTI, QuestionType.RANKING):
        return text(asked.least), text(asked.most)
    return text(asked.minimum), text(asked.maximum)
