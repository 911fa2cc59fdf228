"""What is said when a clerk leaves and something is not sent."""

from __future__ import annotations

from consult.i18n import _, ngettext
from consult.service.paper.paper_desk import PaperDesk


def left_told(desk: PaperDesk, corrections: tuple[str, ...] = ()) -> str:
    """Which forms were begun, and which `corrections`, and not sent; empty where nothing is left."""
    begun = desk.begun
    told = []
    if begun:
        words = ngettext(
            "No. {numbers} is begun and not sent: it is kept for when you come back.",
            "Begun and not sent: No. {numbers}; they are kept for when you come back.",
            len(begun),
        )
        told.append(words.format(numbers=", ".join(begun)))
    if corrections:
        told.append(_("Corrected but not sent: No. {numbers}.").format(numbers=", ".join(corrections)))
    return " ".join(told)
