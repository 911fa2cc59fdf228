"""The signs of responses, one cell wide: how they stand, how they came, how far a question was answered."""

from __future__ import annotations

from consult.model.response import Channel, Review
from consult.service.told_answers import Standing

STATES: dict[Review, tuple[str, str]] = {
    Review.RECEIVED: ("○", "$text-muted"),
    Review.EDITED: ("◐", "$accent"),
    Review.HAS_ISSUES: ("△", "$warning"),
    Review.APPROVED: ("✓", "$success"),
    Review.EXCLUDED: ("×", "$error"),
}
"""Sign and colour of how a response stands."""

CHANNELS: dict[Channel, str] = {
    Channel.TERMINAL: "›",
    Channel.WEB: "@",
    Channel.PAPER: "¶",
    Channel.HANDS: "#",
    Channel.IMPORT: "↓",
}
"""Sign of the way in which a response came."""

STANDINGS: dict[Standing, tuple[str, str]] = {
    Standing.ANSWERED: ("✓", "$success"),
    Standing.PARTLY: ("◐", "$accent"),
    Standing.REASON: ("?", "$warning"),
    Standing.BLANK: ("○", "$text-muted"),
    Standing.NOT_REACHED: ("–", "$text-muted"),
    Standing.NOT_ASKED: ("·", "$text-muted"),
}
"""Sign and colour of how far a question was answered."""
