"""The types of question of LimeSurvey that offer choices, to questions of Consult."""

from __future__ import annotations

from dataclasses import replace

from consult.formats.limesurvey.making import Made, Making
from consult.formats.limesurvey.places import Kind, Place, Places
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.limesurvey.types import numbered, text
from consult.formats.our_expressions import in_braces_twice, literal
from consult.i18n import _
from consult.model.question import OTHER, Choice, Question, QuestionType, yes_or_no

OTHER_CODE = "-oth-"
"""The answer „other” as LimeSurvey keeps it."""

_COMMENT = "comment"


def single(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """L and !: one choice. Without choices it asks for own words."""
    choices, codes = making.choices(source.answers, plain.code)
    if not choices:
        making.notes.add(_("offers no choices, so it became a question for own words"), plain.code)
        return text(source, plain, making)
    question = replace(plain, type=QuestionType.SINGLE, choices=choices, other=source.other)
    places = {"": Place(Kind.VALUE, plain.code, codes | {OTHER_CODE: OTHER}, plain.code)}
    if source.other:
        places[OTHER] = Place(Kind.WORDS, f"{plain.code} == {literal(OTHER)}", {}, plain.code)
    return Made([question], places)


def single_with_comment(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """O: one choice, and a text beside it that becomes a question of its own."""
    made = single(source, plain, making)
    comment = _follow_up(plain, f"{plain.code}_{_COMMENT}", making)
    made.questions.append(replace(comment, label=making.word(lambda: _("Comment"))))
    made.places[_COMMENT] = Place(Kind.VALUE, comment.code, {}, comment.code)
    return made


def _follow_up(plain: Question, code: str, making: Making) -> Question:
    return Question(making.codes.free(code, 40), QuestionType.TEXT, plain.label, publish=plain.publish)


def several(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """M and P: several choices; the comments of P become questions that are asked where their choice was taken."""
    exclusive = source.attribute("exclude_all_others").replace(",", ";").split(";")
    choices, codes = making.choices(source.subquestions, plain.code, (code.strip() for code in exclusive))
    if not choices:
        making.notes.add(_("offers no choices, so it became a question for own words"), plain.code)
        return text(source, plain, making)
    places: Places = {"": Place(Kind.SEVERAL, plain.code, {}, plain.code)}
    places |= {theirs: _taken(plain.code, ours) for theirs, ours in codes.items()}
    if source.other:
        places[OTHER] = replace(_taken(plain.code, OTHER), kind=Kind.WORDS)
    least, most = answer_counts(source, plain.code, making, len(choices) + source.other)
    question = replace(plain, type=QuestionType.MULTI, choices=choices, other=source.other, least=least, most=most)
    made = Made([question], places)
    if source.type == "P":
        _add_comments(made, question, codes, making)
    return made


def _taken(question: str, choice: str) -> Place:
    return Place(Kind.CHOSEN, f"{literal(choice)} in {question}", {}, question)


def _add_comments(made: Made, question: Question, codes: dict[str, str], making: Making) -> None:
    for theirs, ours in codes.items():
        choice = question.choice(ours)
        if choice is None:
            continue
        comment = _follow_up(question, f"{question.code[:30]}_{_plain_code(theirs)}_{_COMMENT}", making)
        words = making.word(lambda: _("Comment"))
        label = {
            language: in_braces_twice(f"{choice.label_in(language)}: {word[:1].lower()}{word[1:]}")
            for language, word in words.items()
        }
        made.questions.append(replace(comment, label=label, lines=1, show_if=_taken(question.code, ours).said))
        made.places[f"{theirs}{_COMMENT}"] = made.places[f"{theirs}_{_COMMENT}"] = Place(
            Kind.VALUE, comment.code, {}, comment.code
        )
    making.notes.add(_("its comments became questions that follow where a choice was taken"), question.code)


def _plain_code(theirs: str) -> str:
    return "".join(letter for letter in theirs.lower() if letter.isascii() and letter.isalnum())[:20] or "a"


def answer_counts(source: SourceQuestion, code: str, making: Making, offered: int) -> tuple[int | None, int | None]:
    """The fewest and the most answers, where they say something and do not contradict each other."""
    least, most = making.count(source, "min_answers", code), making.count(source, "max_answers", code)
    if most is not None and most >= offered:
        most = None
    if least is not None and (least > offered or (most is not None and least > most)):
        making.remark(code, "min_answers", str(least))
        least = None
    return least, most


def five_points(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """5: a scale from 1 to 5."""
    choices = numbered(5, making)
    return Made(
        [replace(plain, type=QuestionType.SCALE, choices=choices)],
        {"": Place(Kind.VALUE, plain.code, {choice.code: choice.code for choice in choices}, plain.code)},
    )


def gender(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """G: female or male, as LimeSurvey codes them."""
    choices = (Choice("F", making.word(lambda: _("Female"))), Choice("M", making.word(lambda: _("Male"))))
    place = Place(Kind.VALUE, plain.code, {"F": "F", "M": "M"}, plain.code)
    return Made([replace(plain, type=QuestionType.SINGLE, choices=choices)], {"": place})


def yes_no(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """Y: yes or no."""
    choices = yes_or_no(tuple(making.languages.values()))
    place = Place(Kind.VALUE, plain.code, {"Y": "yes", "N": "no"}, plain.code)
    return Made([replace(plain, type=QuestionType.YESNO, choices=choices)], {"": place})


def ranking(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """R: choices in order; what may be ranked stands in the answers, in some files in the subquestions."""
    choices, _codes = making.choices(source.answers or source.subquestions, plain.code)
    if not choices:
        making.notes.add(_("offers no choices, so it became a question for own words"), plain.code)
        return text(source, plain, making)
    least, most = answer_counts(source, plain.code, making, len(choices))
    columns = making.count(source, "max_subquestions", plain.code)
    if most is None and columns is not None and columns < len(choices):
        most = columns
    question = replace(plain, type=QuestionType.RANKING, choices=choices, least=least and min(least, most or least), most=most)
    if source.other:
        making.notes.add(_("own words cannot be ranked here, so they are not asked for"), plain.code)
    return Made([question], {"": Place(Kind.SEVERAL, plain.code, {}, plain.code)})
