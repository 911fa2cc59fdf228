"""The words of the dialogs of the form."""

from __future__ import annotations

from textual.content import Content

from consult.i18n import _
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked


def about_draft(draft: AnswerSheet) -> Asked:
    """Whether to go on with what was typed earlier."""
    words = _("Answers from earlier are kept ({done}/{total}).")
    total = len(draft.questions)
    return Asked(
        _("Go on?"),
        [(Content(""), plain(words.format(done=draft.answered, total=total)))],
        {"continue": _("Continue"), "anew": _("Start anew"), "leave": _("Leave")},
    )


def about_leaving(sheet: AnswerSheet, fault: str) -> Asked:
    """Whether to leave the form."""
    if fault:
        words = plain("! " + _("The answers could not be kept: {fault}").format(fault=fault), "$error")
    else:
        words = plain(
            _("The answers are kept on this computer. They are not sent yet: open the survey again to go on and send them.")
        )
    return Asked(_("Leave the survey?"), [(Content(""), words)], {"leave": _("Leave"), "stay": _("Stay")})


def about_removing(instance: int) -> Asked:
    """Whether to remove one instance of a repeat and the answers in it."""
    words = plain(_("The answers in number {n} will be gone.").format(n=instance))
    return Asked(_("Remove?"), [(Content(""), words)], {"remove": _("Remove"), "stay": _("Keep")})


def for_help() -> Asked:
    """All keys of the form."""
    keys = [
        ("1 2 3 …", _("take an answer; in a table also go to the next row")),
        (_("Space"), _("take or tick the answer with the arrow")),
        (_("letters"), _("search in a long list")),
        ("↑ ↓", _("move; at the end go to the next question")),
        ("← →", _("move the point in a table; in a sheet of figures go across")),
        ("Backspace", _("take an answer back")),
        ("?", _("not known, not applicable, refused: in place of a figure")),
        ("Alt+↑ Alt+↓", _("move a choice up or down in a ranking")),
        ("F2 =", _("edit a figure; give it all that is left")),
        ("F8", _("remove one of several")),
        ("Enter Tab ⇧Tab", _("next and previous question")),
        ("PgDn PgUp", _("next and previous page; also ^N and ^P")),
        ("^S", _("review and send")),
        ("^L ^T", _("language; dark or light colours")),
        ("Esc ^Q", _("leave; what was typed is kept")),
    ]
    width = max(len(key) for key, _does in keys) + 2
    lines = [(Content.styled(f"{key:<{width}}", "bold $accent"), plain(does)) for key, does in keys]
    return Asked(_("Keys"), lines, {"close": _("Close")})
