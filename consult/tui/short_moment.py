"""A moment that takes little room, as a list or a line of history writes it."""

from __future__ import annotations

from datetime import datetime, time

from consult.service.stage_words import short_day


def short_moment(when: datetime, *, year: bool = True, clock: bool = True) -> str:
    """„16.04.2026. 14:05”, “16 Apr 2026 14:05”; midnight means that only the day is known, so it has no time."""
    told = short_day(when.date(), beside=None if year else when.date())
    if not clock or when.time() == time():
        return told
    return f"{told} {when:%H:%M}"
