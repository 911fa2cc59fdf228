"""How many responses named each choice of a question, counted by the database, under the codes of today."""

from __future__ import annotations

from collections import Counter

from consult.model.response import Answer
from consult.model.versions.history import History
from consult.service.consultation import Consultation
from consult.store import standings


def choices_named(consultation: Consultation, past: History, wave: str, question: str) -> Counter[str]:
    """Choice → responses of one wave that took it; excluded responses are left out, renamed and recoded choices go together."""
    codes = {question, *past.former_codes(question)}
    counts: Counter[str] = Counter()
    for version, asked, code, n in standings.named(consultation.database, past.latest.id, wave, codes):
        for answer in past.current_answers(version, (Answer(asked, code=code),)):
            if answer.question == question and answer.code:
                counts[answer.code] += n
    return counts
