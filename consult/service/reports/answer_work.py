"""What people did with the answers after they were given: corrections, paper forms and their second typing, open questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from consult.analysis.privacy import mask_personal
from consult.i18n import N_, _, using
from consult.model.response import Response, Review
from consult.model.results import AnswerWork, PaperWork
from consult.model.typed_values import fold
from consult.service.consultation import Consultation
from consult.service.paper.double_entry import agreement
from consult.store import papers, people, responses

_OWN_REASONS = (N_("double entry"),)
"""Reasons that the program writes, in the language of whoever worked with it."""
_LANGUAGES = ("en", "lv")
_MASK = "[…]"


def answer_work(consultation: Consultation, survey: str, given: Sequence[Response]) -> AnswerWork:
    """Of all responses `given` to a survey; those that were excluded count among the paper forms alone."""
    counted = [response for response in given if response.review is not Review.EXCLUDED]
    corrected = [response.id for response in counted if response.revision]
    sheets = [response for response in given if response.paper]
    return AnswerWork(
        corrected=len(corrected),
        reasons=_reasons(consultation, corrected, _clerks(sheets)) if corrected else (),
        unclear=sum(len(papers.unclear(consultation.database, one.id)) for one in counted if one.paper),
        issues=sum(response.review is Review.HAS_ISSUES for response in counted),
        paper=_paper(consultation, survey, len(sheets)) if sheets else None,
    )


def _paper(consultation: Consultation, survey: str, forms: int) -> PaperWork:
    told = agreement(consultation, survey)
    return PaperWork(forms, told.forms, told.rate.compared, told.rate.alike, told.decided, told.open)


def _clerks(sheets: Iterable[Response]) -> set[str]:
    return {response.paper.typed_by for response in sheets if response.paper}


def _reasons(consultation: Consultation, corrected: Sequence[str], clerks: set[str]) -> tuple[tuple[str, int], ...]:
    """Why responses were corrected: reason → in how many of them; reasons that differ in capitals and spaces are one."""
    revisions = {id_: responses.revisions(consultation.database, id_) for id_ in corrected}
    names = clerks | {one.actor for own in revisions.values() for one in own}
    names |= {person.name for person in people.people(consultation.database).values()}
    hidden = _pattern(names)
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for own in revisions.values():
        reasons = [_printed(one.reason, hidden) for one in own]
        for reason in reasons:
            words.setdefault(fold(reason), reason)
        counts.update({fold(reason) for reason in reasons})
    return tuple(sorted(((words[key], count) for key, count in counts.items()), key=lambda pair: (-pair[1], pair[0])))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """The names of those who worked with the answers or are in the register, as whole words, the longest first."""
    known = sorted({" ".join(name.split()) for name in names if len(name.strip()) > 2}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, known)) + r")(?!\w)", re.IGNORECASE) if known else None


def _printed(reason: str, hidden: re.Pattern[str] | None) -> str:
    """A reason fit to be printed: those of the program in the language of the report, names and details masked."""
    text = " ".join(reason.split())
    for own in _OWN_REASONS:
        if text in _in_all_languages(own):
            return _(own)
    text = hidden.sub(_MASK, text) if hidden else text
    return mask_personal(text, _MASK)


def _in_all_languages(message: str) -> set[str]:
    found = {message}
    for language in _LANGUAGES:
        with using(language):
            found.add(_(message))
    return found
