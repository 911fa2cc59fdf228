"""The batches of a survey's paper forms: what was typed once, what twice, and where the two typings differ still."""

from __future__ import annotations

from dataclasses import dataclass

from consult.service.consultation import Consultation
from consult.service.differing_typings import differences
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


def batch_standings(consultation: Consultation, survey: str) -> list[BatchStanding]:
    """How each batch of a published survey stands, in the order of their names."""
    db = consultation.database
    found = []
    for batch in papers.batches(db, survey):
        twice = len(second_entries.entries(db, survey, batch))
        open_ones = [one for one in differences(consultation, survey, batch) if not one.taken] if twice else []
        found.append(BatchStanding(batch, len(second_entries.waiting(db, survey, batch)), twice, len(open_ones)))
    return found
