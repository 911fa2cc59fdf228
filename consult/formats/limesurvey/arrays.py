"""The types of question of LimeSurvey that have rows, on a scale, to matrices."""

from __future__ import annotations

from dataclasses import replace

from consult.formats.limesurvey.cell_arrays import one_column
from consult.formats.limesurvey.making import Made, Making
from consult.formats.limesurvey.places import Kind, Place, Places, whole
from consult.formats.limesurvey.source import SourceQuestion, on_scale
from consult.formats.limesurvey.types import numbered, text
from consult.formats.our_expressions import within
from consult.i18n import _
from consult.model.question import Choice, Question, QuestionType

SIDES = ("first", "second")
"""The codes of the two scales of a dual array."""


def array(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """F and H: rows on a scale of their own; A, B, C and E: on a fixed one."""
    choices, codes = _points(source, plain.code, making)
    rows, row_codes = making.choices(on_scale(source.subquestions, 0), plain.code)
    if not rows or not choices:
        return _without_rows_or_points(source, plain, making, rows, row_codes)
    question = replace(plain, type=QuestionType.MATRIX, choices=choices, rows=rows)
    places = whole(plain.code) | {
        theirs: Place(Kind.VALUE, within(plain.code, ours), codes, plain.code) for theirs, ours in row_codes.items()
    }
    return Made([question], places)


def _points(source: SourceQuestion, code: str, making: Making) -> tuple[tuple[Choice, ...], dict[str, str]]:
    match source.type:
        case "A" | "B":
            choices = numbered(5 if source.type == "A" else 10, making)
        case "C":
            no, yes = making.word(lambda: _("No")), making.word(lambda: _("Yes"))
            choices = (Choice("N", no), Choice("U", making.word(lambda: _("Uncertain"))), Choice("Y", yes))
        case "E":
            less, more = making.word(lambda: _("Decrease")), making.word(lambda: _("Increase"))
            choices = (Choice("D", less), Choice("S", making.word(lambda: _("Same"))), Choice("I", more))
        case _:
            return making.choices(on_scale(source.answers, 0), code)
    return choices, {choice.code: choice.code for choice in choices}


def _without_rows_or_points(
    source: SourceQuestion, plain: Question, making: Making, rows: tuple[Choice, ...], row_codes: dict[str, str]
) -> Made:
    if rows:
        making.notes.add(_("has rows but no scale, so every row became a line for own words"), plain.code)
        return one_column(source, plain, making, rows, row_codes, QuestionType.TEXT)
    making.notes.add(_("has no rows, so it became a question for own words"), plain.code)
    return text(source, plain, making)


def dual_array(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """1: rows on two scales. Where both are the same it is a matrix with two sides, else two matrices."""
    rows, row_codes = making.choices(on_scale(source.subquestions, 0), plain.code)
    first, codes = making.choices(on_scale(source.answers, 0), plain.code)
    second, more_codes = making.choices(on_scale(source.answers, 1), plain.code)
    if not rows or not first or not second:
        one_scale = replace_scale(source)
        return array(one_scale, plain, making)
    headers = [making.texts(source.attributes.get(f"dualscale_header{letter}", {})) for letter in "ab"]
    piped = [making.texts(source.attributes.get(f"dualscale_header{letter}", {}), plain.code) for letter in "ab"]
    if first == second:
        sides = tuple(
            Choice(code, label or {making.first: str(n)}) for n, (code, label) in enumerate(zip(SIDES, headers, strict=True), 1)
        )
        question = replace(plain, type=QuestionType.MATRIX, choices=first, rows=rows, sides=sides)
        return Made([question], whole(plain.code) | _dual_places([plain.code] * 2, row_codes, [codes] * 2, SIDES))
    both = [
        replace(plain, code=making.codes.free(f"{plain.code}_{n}", 40), type=QuestionType.MATRIX, choices=choices, rows=rows,
                label=_with_header(plain, header))
        for n, (choices, header) in enumerate(zip((first, second), piped, strict=True), 1)
    ]  # fmt: skip
    making.notes.add(_("has two scales, so it became two questions"), plain.code)
    return Made(both, _dual_places([one.code for one in both], row_codes, [codes, more_codes], ("", "")))


def replace_scale(source: SourceQuestion) -> SourceQuestion:
    """The question with all its answers on one scale, as an array has them."""
    answers = [replace(answer, scale=0) for answer in source.answers]
    unlike = list({answer.code: answer for answer in reversed(answers)}.values())[::-1]
    return replace(source, answers=unlike, type="F")


def _with_header(plain: Question, header: dict[str, str]) -> dict[str, str]:
    return {language: f"{label} – {header[language]}" if language in header else label for language, label in plain.label.items()}


def _dual_places(codes: list[str], rows: dict[str, str], points: list[dict[str, str]], sides: tuple[str, ...]) -> Places:
    return {
        f"{theirs}_{at}": Place(Kind.VALUE, within(code, ours, *([side] if side else [])), points[at], code)
        for at, (code, side) in enumerate(zip(codes, sides, strict=True))
        for theirs, ours in rows.items()
    }
