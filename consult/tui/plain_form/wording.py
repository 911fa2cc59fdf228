"""The form in sentences: pages, questions, choices, what to type, and what was understood."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, ngettext, number, text_in
from consult.model.missing_reasons import reason_label
from consult.model.question import CLOSED, Cell, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.goals import how_many, spent_points
from consult.tui.plain_form.commands import Command, written
from consult.tui.plain_form.picking import MANY, Offered, line_of, numbers
from consult.tui.plain_form.stops import Stop
from consult.tui.plain_form.told_back import behind, in_short
from consult.tui.telling import place_in_words, told, told_before, told_cell


def title_of_page(sheet: AnswerSheet, at: int, language: str) -> str:
    """„Page 2 of 4. Needs”."""
    pages = sheet.pages
    nth = pages.index(at) + 1 if at in pages else 1
    title = sheet.asked.text(sheet.survey.pages[at].title, language)
    place = _("Page {n} of {total}").format(n=nth, total=max(1, len(pages)))
    return f"{place}. {title}" if title else place


def as_sentence(words: str) -> str:
    """`words` with a capital letter and something that ends a sentence."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}"


def heading(sheet: AnswerSheet, question: Question, language: str) -> Iterator[str]:
    """Number and wording of a question, its hint, and how many answers it wants."""
    questions = sheet.questions
    nth = questions.index(question) + 1 if question in questions else 0
    told_as = _("{n} of {total}. {wording} (required)") if question.required else _("{n} of {total}. {wording}")
    yield told_as.format(n=nth, total=len(questions), wording=sheet.asked.label(question, language))
    hint = sheet.asked.text(question.hint, language)
    if hint:
        yield hint
    wanted = how_many(question)
    if wanted:
        yield as_sentence(wanted)
    if question.type is QuestionType.MATRIX:
        yield from _choices(sheet.choices(question, language))
        yield _("Each row is asked in turn. Type the number of an answer.")
    elif question.type is QuestionType.ALLOCATION:
        yield _of_allocation(question, language)
    elif question.type is QuestionType.TABLE and len(question.parts) > 1:
        yield _("Row by row, field by field. {same} takes what stands before for the rest of the row.").format(
            same=written(Command.SAME)
        )


def _of_allocation(question: Question, language: str) -> str:
    unit = text_in(question.unit, language)
    if question.total is None:
        return _("Type the points for each.")
    total = f"{number(question.total)} {unit}".strip()
    return _("{total} are to be divided. = gives all that is left.").format(total=total)


def told_only(sheet: AnswerSheet, question: Question, language: str) -> Iterator[str]:
    """A note, a computed figure, or a question that leaves nothing to answer."""
    label = sheet.asked.label(question, language)
    if question.type is QuestionType.COMPUTED:
        yield behind(label, ", ".join(told(sheet, question, language)) or _("no answer"))
        return
    yield label
    hint = sheet.asked.text(question.hint, language)
    if hint:
        yield hint
    if question.type is not QuestionType.NOTE:
        yield _("There is nothing to answer here: nothing was chosen above that this question asks about.")


def place(sheet: AnswerSheet, stop: Stop, language: str) -> str:
    """Where in its question the stop is: row and column, instance and field; empty where it is the whole question."""
    question, cell = stop.question, stop.cell
    if cell is None:
        return ""
    words = place_in_words(sheet, question, cell, language)
    rows = list(dict.fromkeys(one.row for one in sheet.cells(question)))
    if not cell.row or len(rows) < 2:
        return words
    return _("{n} of {total}: {place}").format(n=rows.index(cell.row) + 1, total=len(rows), place=words)


def asking(sheet: AnswerSheet, stop: Stop, language: str, *, full: bool) -> Iterator[str]:
    """What is asked at a stop, below the heading of its question; `full` where its kind of answer is met the first time."""
    cell = stop.cell
    if cell is None:
        yield _("Another one? Type yes or no.")
        return
    if stop.words:
        yield _("In your own words:")
    elif cell.question is not stop.question or cell.row:
        yield place(sheet, stop, language)
    if full and not stop.words and stop.question.type is not QuestionType.MATRIX:
        yield from _how(sheet, cell, language)
    if stop.question.type is QuestionType.ALLOCATION and stop.question.total is not None:
        yield _("Left: {rest}").format(rest=number(stop.question.total - spent_points(sheet, stop.question)))
    if not stop.words:
        yield from _standing(sheet, cell, language)


def _standing(sheet: AnswerSheet, cell: Cell, language: str) -> Iterator[str]:
    before = told_before(sheet, cell.name, language)
    if before:
        yield _("Last time, {answer}").format(answer=before)
    now = "; ".join(told_cell(sheet, cell, language))
    if now:
        yield _("Answer so far: {answer}. Enter keeps it.").format(answer=in_short(now))


def _how(sheet: AnswerSheet, cell: Cell, language: str) -> Iterator[str]:
    """The choices, and what to type."""
    question = cell.question
    if cell.column and question.type not in CLOSED:
        hint = sheet.asked.text(question.hint, language)
        if hint:
            yield hint
    if question.type in CLOSED:
        offered = sheet.choices(question, language, cell)
        if len(offered) > MANY:
            words = ngettext(
                "{n} choice. Type how one begins; {choices} tells them all.",
                "{n} choices. Type how one begins; {choices} tells them all.",
                len(offered),
            )
            yield words.format(n=len(offered), choices=written(Command.CHOICES))
            return
        yield from _choices(offered)
    yield _what_to_type(question, language)


def _what_to_type(question: Question, language: str) -> str:
    reasons = ", ".join(reason_label(reason, language) for reason in question.reasons)
    or_words = " " + _("Or in words: {reasons}.").format(reasons=reasons) if reasons else ""
    match question.type:
        case QuestionType.MULTI:
            words = _("Type one or several numbers, such as 1 3.")
        case QuestionType.RANKING:
            words = _("Type numbers in order, the most important first, such as 3 1 2.")
        case QuestionType.NUMBER | QuestionType.ALLOCATION:
            words = _figure_wanted(question, language)
        case QuestionType.DATE:
            words = _("Type a date, such as 5.3.2026.")
        case QuestionType.FILE:
            words = _("Type the path of a file, such as ~/plan.pdf.")
        case QuestionType.TEXT:
            words = _("Type a line.") if question.lines < 2 else _("Type one or more lines; an empty line or a lone dot ends.")
            if question.longest:
                words += " " + _("At most {n} characters.").format(n=number(question.longest))
        case _:
            words = _("Type the number of an answer, or how it begins.")
    return words + or_words


def _figure_wanted(question: Question, language: str) -> str:
    unit, low, high = text_in(question.unit, language), question.minimum, question.maximum
    words = _("Type a whole number") if question.integer else _("Type a number")
    if question.other:
        words = _("Type a number or words")
    if low is not None and high is not None:
        words += " " + _("from {low} to {high}").format(low=number(low), high=number(high))
    return f"{words} ({unit})." if unit else f"{words}."


def choices(sheet: AnswerSheet, stop: Stop, language: str) -> list[str]:
    """All choices of a stop as lines; none where it has none."""
    if stop.cell is None or stop.cell.question.type not in CLOSED:
        return []
    return [*_choices(sheet.choices(stop.cell.question, language, stop.cell))]


def _choices(offered: Offered) -> Iterator[str]:
    taken_by = numbers(offered)
    lines = [line_of(choice.code, label, taken_by) for choice, label in offered]
    own = [choice for choice, label in offered if taken_by.get(choice.code) == label]
    if len(own) == len(lines) > 3:  # a scale of bare numbers is heard in one line
        yield ", ".join(lines)
    else:
        yield from lines
