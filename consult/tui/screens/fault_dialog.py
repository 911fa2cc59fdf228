"""A fault told in the middle of the screen."""

from __future__ import annotations

from textual.content import Content

from consult.errors import ConsultError
from consult.i18n import _, ngettext, number
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog

_MOST = 8


def fault_dialog(error: ConsultError, ways: dict[str, str] | None = None) -> Dialog:
    """A dialog that tells the problems of `error`; Esc takes the last of `ways`, name in code → English message."""
    return Dialog(lambda: _asked(error, ways or {}))


def _asked(error: ConsultError, ways: dict[str, str]) -> Asked:
    lines: list[tuple[Content, Content]] = []
    for problem in error.problems[:_MOST]:
        place = plain(f"{problem.place}: " if problem.place else "", "$text-muted")
        lines.append((Content.styled("! ", "bold $error"), place + plain(sentence(problem))))
    if more := len(error.problems) - _MOST:
        if more > 0:
            told = ngettext("and {n} more", "and {n} more", more).format(n=number(more))
            lines.append((Content("  "), plain(told, "$text-muted")))
    return Asked(_("That cannot be done now"), lines, {name: _(words) for name, words in ways.items()} | {"close": _("Close")})
