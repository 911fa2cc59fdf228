"""The words of the dialogs of the form."""

from __future__ import annotations

from textual.content import Content

from consult.i18n import _
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.telling import told_previous

"""The keys of the fields of the form, and what they do."""


class CarefulDialog(Dialog):
    """A dialog that comes up while somebody types: it stands on the last way, which changes nothing."""

    AUTO_FOCUS = "#ways Button:last-child"


def about_draft(draft: AnswerSheet) -> Asked:
    """Whether to go on with what was typed earlier."""
    words = _("Answers from earlier are kept ({done}/{total}).")
    total = len(draft.questions)
    return Asked(
        _("Go on?"),
        [(Content(""), plain(words.format(done=draft.answered, total=total)))],
        {"continue": _("Continue"), "anew": _("Start anew"), "leave": _("Leave")},
    )


def about_previous(draft: AnswerSheet) -> Asked:
    """Whether to begin with what was answered in the wave before."""
    lines = [
        (Content(""), plain(one)) for one in (told_previous(draft), _("Look over each figure and change what is no longer true."))
    ]
    ways = {"continue": _("Begin with them"), "anew": _("Begin empty"), "leave": _("Leave")}
    return Asked(_("Last time's answers"), lines, ways)


def about_leaving(fault: str) -> Asked:
    """Whether to leave the form."""
    if fault:
        words = plain("! " + _("The answers could not be kept: {fault}").format(fault=fault), "$error")
    else:
        words = plain(
            _("The answers are kept on this computer. They are not sent yet: open the survey again to go on and send them.")
        )
    return Asked(_("Leave the survey?"), [(Content(""), words)], {"leave": _("Leave"), "stay": _("Stay")})


def about_changed() -> Asked:
    """Which answers to go on with where another window changed the same draft."""
    words = _(
        "The same answers were changed, sent or emptied in another window. Nothing was written over them; what you typed here "
        "since is only on this screen."
    )
    ways = {"theirs": _("Go on with those"), "mine": _("Keep mine instead"), "later": _("Decide later")}
    return Asked(_("Two windows"), [(plain("! ", "bold $warning"), plain(words))], ways)


def about_removing(instance: int) -> Asked:
    """Whether to remove one instance of a repeat and the answers in it."""
    words = plain(_("The answers in number {n} will be gone.").format(n=instance))
    return Asked(_("Remove?"), [(Content(""), words)], {"remove": _("Remove"), "stay": _("Keep")})
