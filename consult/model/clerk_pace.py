"""How fast paper forms are typed in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

BREAK = timedelta(minutes=15)
"""A pause longer than this is no typing."""
ENOUGH_FORMS, ENOUGH_TIME = 10, timedelta(minutes=10)
"""From either of them on, a pace is told."""


def forms_per_hour(sent: Sequence[datetime]) -> float | None:
    """Forms an hour, from the moments at which one clerk sent them, in order.

    None before ten were sent or ten minutes were spent typing, breaks aside: fewer tell nothing yet.
    """
    gaps = [after - before for before, after in itertools.pairwise(sent)]
    typing = [gap for gap in gaps if timedelta(0) < gap <= BREAK]
    spent = sum(typing, timedelta(0))
    told = len(sent) >= ENOUGH_FORMS or spent >= ENOUGH_TIME
    return len(typing) * 3600 / spent.total_seconds() if spent and told else None
