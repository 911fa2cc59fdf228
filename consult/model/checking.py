"""Typed text and a survey to answers, or to a list of what is wrong with it. Every door passes here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consult.errors import Problem
from consult.i18n import _, ngettext, number, quoted
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Answer, Missing, Raw
from consult.model.survey import Survey
from consult.model.visible_text import shortened

LONGEST_TEXT = 32_767
"""The most characters of a text answer where the survey sets no limit: what one spreadsheet cell holds."""

OWN_WORDS_JOINED = "; "
"""What stands between several answers in own words to one multi question."""

_LONGEST_QUOTED = 60
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that could be read, and the problems of those that could not."""

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]


class Refused(Exception):
    """One typed value does not fit its question: fault and way out."""

    def __init__(self, fault: str, way_out: str):
        self.fault, self.way_out = fault, way_out
        super().__init__(fault)


def normalise(text: str) -> str:
    """Text as it is kept: composed Unicode (NFC), outer white space gone, what no file can hold replaced by �."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


def fold(text: str) -> str:
    """The form in which labels are compared: composed, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


class Checker:
    """Checks many responses to one survey; the look-up of labels is made once.

    With `insist` off, required questions may be blank: a table shows what people did, and nobody can ask them again.
    """

    def __init__(self, survey: Survey, *, insist: bool = True):
        self.survey = survey
        self._insist = insist
        self._codes = {question.code: _code_of(question.choices) for question in survey.questions}

    def check(self, raw: Raw) -> Checked:
        """The answers in `raw`. A field that is absent was not asked; one that is empty was left blank."""
        answers: list[Answer] = []
        problems: list[Problem] = []
        for question in self.survey.questions:
            for place, row, given in _asked(question, raw):
                try:
                    answers.extend(self._answers(question, row, given, raw))
                except Refused as refused:
                    problems.append(Problem(place, refused.fault, refused.way_out))
        known = {name for question in self.survey.questions for name in question.fields}
        problems.extend(
            Problem(name, _("this survey has no such question"), _("leave it out")) for name in raw if name not in known
        )
        return Checked(tuple(answers), tuple(problems))

    def _answers(self, question: Question, row: str, given: Sequence[str], raw: Raw) -> Iterator[Answer]:
        own_words = normalise(_one(raw.get(f"{question.code}.{OTHER}", ""))) if question.other else ""
        if not given and not own_words:
            if question.required and self._insist:
                raise Refused(_("an answer is required"), _("answer this question"))
            yield Answer(question.code, row, missing=Missing.BLANK)
        elif len(given) > 1 and question.type in (QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT):
            raise Refused(_("more than one answer was given"), _("give one"))
        elif question.type is QuestionType.NUMBER and question.other:
            yield _figure_or_words(question, given, own_words)
        elif question.type in (QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT):
            yield _plain_answer(question, given[0])
        else:
            yield from self._choice_answers(question, row, given, own_words)

    def _choice_answers(self, question: Question, row: str, given: Sequence[str], own_words: str) -> Iterator[Answer]:
        codes = self._codes[question.code]
        chosen: dict[str, str | None] = {}
        words = [own_words] if own_words else []
        for text in given:
            code = text if question.choice(text) else codes.get(fold(text))
            if code is not None:
                chosen[code] = None
            elif question.other:
                chosen[OTHER] = None
                words += [text] if fold(text) != OTHER else []
            else:
                raise Refused(
                    _("{answer} is not one of the choices").format(answer=_told(text)),
                    _("choose one of {choices}").format(choices=_offer(question.choices)),
                )
        if words:
            chosen[OTHER] = OWN_WORDS_JOINED.join(dict.fromkeys(words))
            _check_length(chosen[OTHER] or "", question.longest or LONGEST_TEXT)
        if len(chosen) + max(0, len(words) - 1) > 1 and question.type is not QuestionType.MULTI:
            raise Refused(_("more than one answer was given"), _("give one"))
        for code, text_given in chosen.items():
            yield Answer(question.code, row, code=code, text=text_given)


def check(survey: Survey, raw: Raw) -> Checked:
    """The answers of one response and what is wrong with it; see `Checker.check`."""
    return Checker(survey).check(raw)


def _asked(question: Question, raw: Raw) -> Iterator[tuple[str, str, list[str]]]:
    """Field name, row code and non-empty texts of each cell of `question` that `raw` holds."""
    if question.type is QuestionType.MATRIX:
        cells = [(f"{question.code}.{row.code}", row.code) for row in question.rows]
    else:
        cells = [(question.code, "")]
    for name, row in cells:
        own_words = question.other and f"{name}.{OTHER}" in raw
        if name in raw or own_words:
            value = raw.get(name, "")
            texts = [value] if isinstance(value, str) else value
            yield name, row, [text for text in map(normalise, texts) if text]


def _one(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _code_of(choices: Sequence[Choice]) -> dict[str, str]:
    """Label in any language, folded → code. A label that two choices share leads nowhere."""
    codes: dict[str, str] = {}
    for choice in choices:
        for label in {fold(choice.code), *map(fold, choice.label.values())}:
            codes[label] = "" if codes.get(label, choice.code) != choice.code else choice.code
    return {label: code for label, code in codes.items() if code}


def _offer(choices: Sequence[Choice], most: int = 8) -> str:
    labels = [choice.label_in() for choice in choices[:most]]
    return ", ".join(labels) + (" …" if len(choices) > most else "")


def _figure_or_words(question: Question, given: Sequence[str], own_words: str) -> Answer:
    text = given[0] if given else own_words
    try:
        return Answer(question.code, number=_number_in_limits(question, text))
    except Refused:
        _check_length(text, LONGEST_TEXT)
        return Answer(question.code, code=OTHER, text=own_words or text)


def _told(text: str) -> str:
    return quoted(shortened(text, _LONGEST_QUOTED))


def _plain_answer(question: Question, text: str) -> Answer:
    if question.type is QuestionType.NUMBER:
        return Answer(question.code, number=_number_in_limits(question, text))
    if question.type is QuestionType.DATE:
        return Answer(question.code, text=_date_in_limits(question, text).isoformat())
    _check_length(text, question.longest or LONGEST_TEXT)
    return Answer(question.code, text=text)


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Refused(
            ngettext("the text has {n} character", "the text has {n} characters", len(text)).format(n=number(len(text))),
            _("shorten it to {longest}").format(longest=number(longest)),
        )


def read_number(text: str, *, integer: bool = False) -> float:
    """The number a person wrote, with a decimal comma or point and with spaces between thousands.

    Raises Refused where it is none, and where „1,234” could be a thousand or a fraction.
    """
    plain = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", text.strip().replace("\N{MINUS SIGN}", "-"))
    if integer and re.fullmatch(r"[+-]?\d{1,3}[.,]\d{3}", plain):
        raise Refused(
            _("{answer} can be read in two ways").format(answer=_told(text)),
            _("write it without a separator, such as 1234"),
        )
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "")
    if len(plain) > 40 or not _PLAIN_NUMBER.fullmatch(plain):
        raise Refused(_("{answer} is not a number").format(answer=_told(text)), _("write digits only"))
    return float(plain.replace(",", "."))


def _number_in_limits(question: Question, text: str) -> float:
    for unit in sorted(question.unit.values(), key=len, reverse=True):
        if unit and fold(text).endswith(fold(unit)):
            text = text.strip()[: -len(unit)]
            break
    value = read_number(text, integer=question.integer)
    if question.integer and value != int(value):
        raise Refused(_("{answer} is not a whole number").format(answer=_told(text)), _("round it"))
    if question.minimum is not None and value < question.minimum:
        raise Refused(
            _("{value} is less than {limit}").format(value=number(value), limit=number(question.minimum)), _("check the figure")
        )
    if question.maximum is not None and value > question.maximum:
        raise Refused(
            _("{value} is more than {limit}").format(value=number(value), limit=number(question.maximum)), _("check the figure")
        )
    return value


def _date_in_limits(question: Question, text: str) -> date:
    value = read_date(text)
    if question.earliest and value < question.earliest:
        raise Refused(_("the date is before {limit}").format(limit=question.earliest), _("check the date"))
    if question.latest and value > question.latest:
        raise Refused(_("the date is after {limit}").format(limit=question.latest), _("check the date"))
    return value


def read_date(text: str) -> date:
    """The date written as 2026-03-05 or 5.3.2026; raises Refused where it is none."""
    day_first = _DAY_FIRST.fullmatch(text)
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text)
    except ValueError:
        raise Refused(
            _("{answer} is not a date").format(answer=_told(text)),
            _("write it as 2026-03-05 or 5.3.2026"),
        ) from None
