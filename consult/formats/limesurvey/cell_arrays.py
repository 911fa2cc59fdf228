"""The types of question of LimeSurvey whose rows take numbers or texts, to tables and allocations."""

from __future__ import annotations

from dataclasses import replace

from consult.formats.limesurvey.codes import Codes, part_code
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.making import Made, Making
from consult.formats.limesurvey.places import Kind, Place, whole
from consult.formats.limesurvey.source import SourceChoice, SourceQuestion, on_scale
from consult.formats.limesurvey.types import limited, number, text
from consult.formats.our_expressions import within
from consult.i18n import _
from consult.model.question import Check, Choice, Question, QuestionType, yes_or_no

_VALUE, _TEXT = "value", "text"


def numbers(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """K: a number for every row; an allocation where they add up to a figure that the survey fixes."""
    rows, row_codes = making.choices(on_scale(source.subquestions, 0), plain.code)
    if not rows:
        making.notes.add(_("has no rows, so it became a question for one number"), plain.code)
        return number(source, plain, making)
    total = source.attribute("equals_num_value")
    if total.replace(".", "", 1).isdecimal() and float(total) > 0:
        unit = making.texts(source.attributes.get("suffix", {}))
        question = replace(plain, type=QuestionType.ALLOCATION, choices=rows, total=float(total), unit=unit)
        question = replace(question, integer=source.is_on("num_value_int_only"))
        places = {theirs: Place(Kind.VALUE, within(plain.code, ours), {}, plain.code) for theirs, ours in row_codes.items()}
        return Made([question], whole(plain.code) | places)
    made = one_column(source, plain, making, rows, row_codes, QuestionType.NUMBER)
    made.questions[0] = replace(made.questions[0], checks=_sum_checks(source, plain.code, making))
    return made


def _sum_checks(source: SourceQuestion, code: str, making: Making) -> tuple[Check, ...]:
    """What the numbers must add up to."""
    found = []
    for name, sign in (("min_num_value", ">="), ("max_num_value", "<="), ("equals_num_value", "==")):
        expression = source.attribute(name).strip("{} ")
        try:
            limit = making.translator().value(expression) if expression else ""
        except NotTranslated as reason:
            making.remark(code, name, expression, reason)
            continue
        if limit:
            found.append(Check(f"total({code}) {sign} {f'({limit})' if ' ' in limit else limit}"))
    return tuple(found)


def texts(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """Q: a short text for every row."""
    rows, row_codes = making.choices(on_scale(source.subquestions, 0), plain.code)
    if not rows:
        making.notes.add(_("has no rows, so it became a question for own words"), plain.code)
        return text(source, plain, making)
    kind = QuestionType.NUMBER if source.is_on("numbers_only") else QuestionType.TEXT
    return one_column(source, plain, making, rows, row_codes, kind)


def one_column(
    source: SourceQuestion, plain: Question, making: Making, rows: tuple[Choice, ...], row_codes: dict[str, str],
    kind: QuestionType,
) -> Made:  # fmt: skip
    """A table with rows and one column, of numbers or texts."""
    if kind is QuestionType.NUMBER:
        part = Question(_VALUE, kind, making.word(lambda: _("Number")), unit=making.texts(source.attributes.get("suffix", {})))
        part = limited(source, replace(part, code=plain.code), making, "min_num_value_n", "max_num_value_n")
        if source.is_on("slider_layout") and part.minimum is None and part.maximum is None:
            part = limited(source, part, making, "slider_min", "slider_max")
        part = replace(part, code=_VALUE)
    else:
        longest = making.count(source, "maximum_chars", plain.code)
        part = Question(_TEXT, kind, making.word(lambda: _("Answer")), lines=1, longest=longest)
    question = replace(plain, type=QuestionType.TABLE, rows=rows, parts=(part,))
    places = {
        theirs: Place(Kind.VALUE, within(plain.code, ours, part.code), {}, plain.code) for theirs, ours in row_codes.items()
    }
    return Made([question], whole(plain.code) | places)


def table(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """: and ;: rows and columns of numbers, of ticks, or of texts. The columns are the subquestions of the second scale."""
    rows, row_codes = making.choices(on_scale(source.subquestions, 0), plain.code)
    columns = on_scale(source.subquestions, 1)
    kind, numeric = _cells(source)
    if not rows or not columns:
        making.notes.add(_("has no columns, so it became a table of one"), plain.code)
        if rows:
            return one_column(source, plain, making, rows, row_codes, QuestionType.NUMBER if numeric else QuestionType.TEXT)
        return text(source, plain, making)
    codes = Codes()
    pairs = [
        (column.code, _column(source, column, part_code(column.code, codes), kind, making, plain.code)) for column in columns
    ]
    for theirs, part in pairs:
        if theirs != part.code:
            making.rename[f"{plain.code}.{part.code}"] = theirs
    question = replace(plain, type=QuestionType.TABLE, rows=rows, parts=tuple(part for _theirs, part in pairs))
    if numeric:
        shown = source.attribute("show_totals")
        question = replace(question, row_totals=shown in ("R", "B"), column_totals=shown in ("C", "B"))
    answers = {"1": "yes", "0": "no"} if kind is QuestionType.YESNO else {}
    places = {
        f"{row}_{theirs}": Place(Kind.VALUE, within(plain.code, ours, part.code), answers, plain.code)
        for row, ours in row_codes.items()
        for theirs, part in pairs
    }
    return Made([question], whole(plain.code) | places)


def _cells(source: SourceQuestion) -> tuple[QuestionType, bool]:
    """What the cells of : and ; take, and whether that is a number."""
    if source.type == ":" and source.is_on("multiflexible_checkbox"):
        return QuestionType.YESNO, False
    numeric = source.type == ":" or source.is_on("numbers_only")
    return (QuestionType.NUMBER if numeric else QuestionType.TEXT), numeric


def _column(
    source: SourceQuestion, column: SourceChoice, code: str, kind: QuestionType, making: Making, question: str
) -> Question:
    part = Question(code, kind, making.label(column.texts, code, question))
    if kind is QuestionType.YESNO:
        return replace(part, choices=yes_or_no(tuple(making.languages.values())))
    if kind is QuestionType.TEXT:
        return replace(part, lines=1, longest=making.count(source, "maximum_chars", question))
    if source.type == ":":
        part = limited(source, replace(part, code=question), making, "multiflexible_min", "multiflexible_max")
        if not source.is_on("input_boxes"):  # a drop-down of whole numbers, from 1 to 10 unless it is said otherwise
            low, high = (part.minimum if part.minimum is not None else 1.0), (part.maximum if part.maximum is not None else 10.0)
            part = replace(part, minimum=low, maximum=max(low, high), integer=True)
    return replace(part, code=code)
