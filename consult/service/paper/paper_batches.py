"""The batches of a survey's paper forms: what was typed once, what twice, and where the two typings differ still."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from consult.service import defining
from consult.service.consultation import Consultation
from consult.service.paper.compared_typings import typed_twice
from consult.store import papers, second_entries


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """How the typing of one batch stands."""

    batch: str
    """Its name; may be empty."""
    waiting: int
    """Forms that have no second typing."""
    twice: int
    """Forms that were typed twice."""
    unsettled: int
    """Differences of the two typings that nobody decided."""


_last: tuple[tuple[object, ...], list[BatchStanding]] = ((), [])
"""What was found last, and the database, the survey and the state of which it is true."""


def batch_standings(consultation: Consultation, survey: str) -> list[BatchStanding]:
    """How each batch of a published survey stands, in the order of their names.

    A screen asks at every change of the database, whatever it was: only where it was one of these forms is anything compared.
    """
    global _last
    key = (consultation.database.path, survey, *second_entries.state(consultation.database, survey))
    if _last[0] != key:
        _last = key, _standings(consultation, survey)
    return list(_last[1])


def _standings(consultation: Consultation, survey: str) -> list[BatchStanding]:
    db = consultation.database
    twice = Counter(one.batch for one in second_entries.entries(db, survey))
    forms = typed_twice(consultation, defining.current(consultation, survey)) if twice else []
    unsettled: Counter[str] = Counter()
    for form in forms:
        unsettled[form.entry.batch] += sum(not form.taken(field) for field in form.fields)
    return [
        BatchStanding(batch, len(second_entries.waiting(db, survey, batch)), twice[batch], unsettled[batch])
        for batch in papers.batches(db, survey)
    ]
