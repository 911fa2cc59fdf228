"""Answers of one question to a result, whatever its type. Counted anew from the answers each time."""

from __future__ import annotations

from collections import Counter
from functools import partial

from consult.analysis.absences import Answers, absences
from consult.analysis.allocation import allocation
from consult.analysis.distributions import distribution, in_own_words, paired_table, scale_table
from consult.analysis.figures_table import figures_table
from consult.analysis.open_answers import written
from consult.analysis.periods import date_summary
from consult.analysis.quantities import number_summary, quantile
from consult.analysis.ranking import ranking
from consult.analysis.repeats import repeated
from consult.model.distributions import Bar, Distribution
from consult.model.question import Question, QuestionType
from consult.model.question_results import Result
from consult.model.summaries import FileCount, NumberSummary

__all__ = ["Answers", "in_own_words", "quantile", "tally"]


def tally(question: Question, answers: Answers, language: str, other_label: str) -> Result:
    """The result of any question that can have answers, with labels in `language`; of an open one without themes.

    `answers` holds those of the responses that were asked it. Raises ValueError for a note, which asks nothing.
    """
    part = partial(_tally_part, language=language, other_label=other_label)
    match question.type:
        case QuestionType.NOTE:
            raise ValueError(question.code)
        case QuestionType.MATRIX if question.sides:
            return paired_table(question, answers, language)
        case QuestionType.MATRIX:
            return scale_table(question, answers, language)
        case QuestionType.NUMBER:
            return number_summary(question, answers, language)
        case QuestionType.DATE:
            return date_summary(question, answers, language)
        case QuestionType.TEXT:
            return written(answers)
        case QuestionType.RANKING:
            return ranking(question, answers, language)
        case QuestionType.ALLOCATION:
            return allocation(question, answers, language)
        case QuestionType.TABLE:
            return figures_table(question, answers, language, part)
        case QuestionType.REPEAT:
            return repeated(question, answers, language, part)
        case QuestionType.FILE:
            return _files(answers)
        case QuestionType.COMPUTED:
            return _computed(question, answers, language)
        case _:
            return distribution(question.code, question.label_in(language), question, answers, language, other_label)


def _tally_part(question: Question, answers: Answers, language: str, other_label: str) -> Result:
    return tally(question, answers, language, other_label)


def _files(answers: Answers) -> FileCount:
    """How many files; their names are not for publishing."""
    blank, missing = absences(given for given in answers if not any(answer.code for answer in given))
    return FileCount(len(answers) - blank - sum(missing.values()), blank, missing)


def _computed(question: Question, answers: Answers, language: str) -> Distribution | NumberSummary:
    """Computed figures as figures; computed texts counted like choices, the most frequent first."""
    texts = Counter(answer.text for given in answers for answer in given if answer.text)
    if not texts or any(answer.number is not None for given in answers for answer in given):
        return number_summary(question, answers, language)
    blank, missing = absences(given for given in answers if not any(answer.text for answer in given))
    counted = in_own_words(texts.elements())
    n = texts.total()
    bars = tuple(Bar(f"t{place}", text, count, count / n) for place, (text, count) in enumerate(counted, 1))
    return Distribution(question.code, question.label_in(language), bars, n, blank, missing=missing)
