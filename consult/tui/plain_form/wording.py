"""The form in sentences: pages, questions, choices, what to type, and what was understood."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, number, text_in
from consult.model.question import CLOSED, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.goals import how_many
from consult.tui.plain_form import how_far, what_to_type
from consult.tui.plain_form.commands import Command, written
from consult.tui.plain_form.picking import line_of, numbers
from consult.tui.plain_form.stops import Stop
from consult.tui.plain_form.told_back import in_short
from consult.tui.telling import behind, place_in_words, told, told_before, told_cell


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
        yield from what_to_type.choice_lines(sheet.choices(question, language))
        yield _("Each row is asked in turn. Type the number of an answer.")
    elif question.type is QuestionType.ALLOCATION:
        yield _of_allocation(question, language)
    elif question.type is QuestionType.REPEAT and question.instances > 1:
        yield _("Behind each you are asked whether there is another one.")
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


def asking(
    sheet: AnswerSheet, stop: Stop, language: str, *, full: bool, known: bool = False, with_rest: bool = True
) -> Iterator[str]:
    """What is asked at a stop, below the heading of its question.

    `full` where its kind of answer is met the first time; `known` where people know by now how one choice is typed; `with_rest`
    where the rest of an allocation was not just told.
    """
    cell = stop.cell
    if cell is None:
        yield _("Another one? Type yes or no.")
        return
    if stop.words:
        yield _("In your own words:")
    elif cell.question is not stop.question or cell.row:
        yield place(sheet, stop, language)
    if full and not stop.words and stop.question.type is not QuestionType.MATRIX:
        yield from what_to_type.how(sheet, cell, language, known=known)
    if with_rest and sheet.filled(stop.question):
        yield from how_far.rest(sheet, stop.question)
    if not stop.words:
        yield from _standing(sheet, stop, language)


def _standing(sheet: AnswerSheet, stop: Stop, language: str) -> Iterator[str]:
    cell = stop.cell
    if cell is None:
        return
    before = told_before(sheet, cell.name, language)
    if before:
        yield _("Last time, {answer}").format(answer=before)
    if stop.question.type is QuestionType.RANKING:
        yield from how_far.ranked(sheet, stop.question, language)
        return
    now = "; ".join(told_cell(sheet, cell, language))
    if now and cell.name in sheet.refused(stop.question):
        yield _("Typed so far, but not accepted: {answer}").format(answer=in_short(now))
    elif now:
        yield _("Answer so far: {answer}. Enter keeps it.").format(answer=in_short(now))


def choices(sheet: AnswerSheet, stop: Stop, language: str) -> list[str]:
    """All choices of a stop as lines; none where it has none."""
    if stop.cell is None or stop.cell.question.type not in CLOSED:
        return []
    offered = sheet.choices(stop.cell.question, language, stop.cell)
    ranked = told(sheet, stop.question, language) if how_far.more_to_rank(sheet, stop.question) else []
    if not ranked:
        return [*what_to_type.choice_lines(offered)]
    taken, taken_by = sheet.taken(stop.cell), numbers(offered)
    left = [line_of(choice.code, label, taken_by) for choice, label in offered if choice.code not in taken]
    return [_("Ranked so far: {answers}").format(answers="; ".join(ranked)), _("Not ranked yet:"), *left]
