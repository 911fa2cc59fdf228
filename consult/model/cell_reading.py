"""What was typed into one cell of a question to its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from consult.i18n import _, ngettext, number
from consult.model.missing_reasons import reason_in
from consult.model.question import OTHER, Cell, Choice, Question, QuestionType
from consult.model.response import Answer, Missing, Raw
from consult.model.typed_values import Refused, fold, normalise, read_date, read_number, told

LONGEST_TEXT = 32_767
"""The most characters of a text answer where the survey sets no limit: what one spreadsheet cell holds."""

OWN_WORDS_JOINED = "; "
"""What stands between several answers in own words to one multi question."""

_ATTACHED = re.compile(r"([0-9a-f]{64}) (.+)", re.DOTALL)
_ONE_ANSWER = frozenset({QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT, QuestionType.FILE, QuestionType.ALLOCATION})
_SEVERAL = frozenset({QuestionType.MULTI, QuestionType.RANKING})


class CellReader:
    """Reads what was typed into the cells of one question and its parts; the look-up of labels is made once."""

    def __init__(self, question: Question):
        self.question = question
        self._codes = {id(one): _code_of(one.choices) for one in (question, *question.parts)}

    def answers(self, cell: Cell, raw: Raw, choices: Sequence[Choice]) -> list[Answer]:
        """The answers in `cell`; one that says „blank” where nothing was typed. `choices` are those on offer now.

        Raises Refused where the text does not fit.
        """
        value = raw.get(cell.name, "")
        if isinstance(value, Missing):
            return [self._missing(cell, value)]
        given = [text for text in map(normalise, [value] if isinstance(value, str) else value) if text]
        words = raw.get(f"{cell.name}.{OTHER}", "") if cell.question.other else ""
        own_words = normalise(words if isinstance(words, str) else OWN_WORDS_JOINED.join(words))
        if not given and not own_words:
            return [self._missing(cell, Missing.BLANK)]
        asked = cell.question
        if len(given) + bool(own_words) > 1 and asked.type in _ONE_ANSWER:
            raise Refused(_("more than one answer was given"), _("give one"))
        if asked.reasons and given and reason_in(given[0]) in asked.reasons:
            return [self._missing(cell, reason_in(given[0]))]
        if asked.type in _ONE_ANSWER:
            return [self._plain(cell, given[0] if given else "", own_words)]
        return self._chosen(cell, given, own_words, choices)

    def _missing(self, cell: Cell, reason: Missing | None) -> Answer:
        return Answer(self.question.code, cell.row, missing=reason, column=cell.column, instance=cell.instance)

    def _answer(
        self, cell: Cell, *, code: str | None = None, number: float | None = None, text: str | None = None, row: str = ""
    ) -> Answer:
        return Answer(self.question.code, row or cell.row, code, number, text, None, cell.column, cell.instance)

    def _plain(self, cell: Cell, text: str, own_words: str) -> Answer:
        asked = cell.question
        if asked.type is QuestionType.NUMBER and asked.other:
            return self._figure_or_words(cell, text or own_words)
        if asked.type in (QuestionType.NUMBER, QuestionType.ALLOCATION):
            return self._answer(cell, number=_in_limits(asked, _figure(asked, text)))
        if asked.type is QuestionType.DATE:
            return self._answer(cell, text=_date_in_limits(asked, text).isoformat())
        if asked.type is QuestionType.FILE:
            return self._attached(cell, text)
        _check_length(text, asked.longest or LONGEST_TEXT)
        return self._answer(cell, text=text)

    def _figure_or_words(self, cell: Cell, text: str) -> Answer:
        try:
            figure = _figure(cell.question, text)
        except Refused:
            _check_length(text, LONGEST_TEXT)
            return self._answer(cell, code=OTHER, text=text)
        return self._answer(cell, number=_in_limits(cell.question, figure))

    def _attached(self, cell: Cell, text: str) -> Answer:
        found = _ATTACHED.fullmatch(text)
        if not found:
            raise Refused(_("{answer} is no attached file").format(answer=told(text)), _("attach the file first"))
        return self._answer(cell, code=found[1], text=found[2])

    def _chosen(self, cell: Cell, given: Sequence[str], own_words: str, choices: Sequence[Choice]) -> list[Answer]:
        asked, codes = cell.question, self._codes[id(cell.question)]
        on_offer = {choice.code for choice in choices}
        chosen: dict[str, str | None] = {}
        words = [own_words] if own_words else []
        for text in given:
            code = text if text in on_offer else codes.get(fold(text))
            if code in on_offer and code is not None:
                chosen[code] = None
            elif asked.other:
                chosen[OTHER] = None
                words += [text] if fold(text) != OTHER else []
            else:
                raise Refused(
                    _("{answer} is not one of the choices").format(answer=told(text)),
                    _("choose one of {choices}").format(choices=_offer(choices)),
                )
        if words:
            chosen[OTHER] = OWN_WORDS_JOINED.join(dict.fromkeys(words))
            _check_length(chosen[OTHER] or "", asked.longest or LONGEST_TEXT)
        if len(chosen) + max(0, len(words) - 1) > 1 and asked.type not in _SEVERAL:
            raise Refused(_("more than one answer was given"), _("give one"))
        if asked.type is QuestionType.RANKING:
            return [self._answer(cell, row=code, number=float(rank)) for rank, code in enumerate(chosen, 1)]
        return [self._answer(cell, code=code, text=text) for code, text in chosen.items()]


def _code_of(choices: Sequence[Choice]) -> Mapping[str, str]:
    """Label in any language, folded → code. A label that two choices share leads nowhere."""
    codes: dict[str, str] = {}
    for choice in choices:
        for label in {fold(choice.code), *map(fold, choice.label.values())}:
            codes[label] = "" if codes.get(label, choice.code) != choice.code else choice.code
    return {label: code for label, code in codes.items() if code}


def _offer(choices: Sequence[Choice], most: int = 8) -> str:
    labels = [choice.label_in() for choice in choices[:most]]
    return ", ".join(labels) + (" …" if len(choices) > most else "")


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Refused(
            ngettext("the text has {n} character", "the text has {n} characters", len(text)).format(n=number(len(text))),
            _("shorten it to {longest}").format(longest=number(longest)),
        )


def _figure(question: Question, text: str) -> float:
    """The number in `text`, which may name the unit."""
    for unit in sorted(question.unit.values(), key=len, reverse=True):
        if unit and fold(text).endswith(fold(unit)):
            text = text.strip()[: -len(unit)]
            break
    value = read_number(text, integer=question.integer)
    if question.integer and value != int(value):
        raise Refused(_("{answer} is not a whole number").format(answer=told(text)), _("round it"))
    return value


def _in_limits(question: Question, value: float) -> float:
    lowest = 0.0 if question.type is QuestionType.ALLOCATION else question.minimum
    if lowest is not None and value < lowest:
        raise Refused(_("{value} is less than {limit}").format(value=number(value), limit=number(lowest)), _("check the figure"))
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
