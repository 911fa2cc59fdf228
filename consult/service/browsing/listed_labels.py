"""What answers that nobody typed are called: choices, days and reasons, in every language in which they may be read."""

from __future__ import annotations

from consult.i18n import LANGUAGES, using
from consult.model.question import Question, QuestionType
from consult.model.response import REASONS, Answer, Missing
from consult.model.survey import Survey
from consult.model.versions.history import History
from consult.service import told_answers
from consult.service.browsing.response_filter import folded
from consult.service.shown_wording import shown
from consult.store.response_list import Sought

_REASONS = frozenset(reason.value for reason in REASONS)


class ListedLabels:
    """Numbers what is called the same, so that it is folded and sought once however many have answered so."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str, str, str], int] = {}
        self._folded: list[str] = []
        self._forms: dict[int, Survey] = {}
        self._asked: dict[tuple[int, str, str], Question | None] = {}

    def number(self, past: History, version: int, one: Sought) -> int | None:
        """The number of what an answer to this version is called; None where it is only what was typed."""
        asked = self._question(past, version, one)
        chosen = _chosen(asked, one) if asked else ""
        if not asked or not chosen:
            return None
        key = version, one.question, one.column, chosen
        if key not in self._numbers:
            self._numbers[key] = len(self._folded)
            self._folded.append(_label(asked, one, self._forms[version]))
        return self._numbers[key]

    def having(self, word: str) -> set[int]:
        """The numbers of what has the folded `word` in a name of it."""
        return {at for at, label in enumerate(self._folded) if word in label}

    def _question(self, past: History, version: int, one: Sought) -> Question | None:
        place = version, one.question, one.column
        if place not in self._asked:
            if version not in self._forms:
                self._forms[version] = shown(past.version(version))
            question = self._forms[version].question(one.question)
            self._asked[place] = question and (question.part(one.column) or question)
        return self._asked[place]


def _chosen(asked: Question, one: Sought) -> str:
    """Reason, code or day of the answer; empty where it has none of them."""
    if one.missing:
        return one.missing if one.missing in _REASONS else ""
    if asked.type is QuestionType.RANKING:
        return one.row
    if asked.type is QuestionType.DATE:
        return one.text or ""
    return "" if asked.type is QuestionType.FILE else one.code


def _label(asked: Question, one: Sought, survey: Survey) -> str:
    """What it is called in every language, folded, one below the other."""
    ranked = asked.type is QuestionType.RANKING and not one.missing
    missing = Missing(one.missing) if one.missing else None
    answer = Answer(one.question, code=one.code or None, text=None if one.code else one.text, missing=missing)
    found: dict[str, None] = {}
    for language in dict.fromkeys((*LANGUAGES, *survey.languages)):
        with using(language):
            words = (
                told_answers.name_of(asked, one.row, language) if ranked else told_answers.told_answer(asked, answer, language)
            )
        found[folded(words)] = None
    return "\n".join(found)
