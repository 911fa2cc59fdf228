"""What is asked where a form of the same number was sent already, perhaps from another window: is it the same paper?"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from consult.i18n import _, ngettext, number
from consult.model.paper import TypedForm
from consult.tui import clerk_words
from consult.tui.clerk_form import ClerkForm
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked

MOST = 3
"""Fields that differ of which the words are told."""


def about_taken(there: TypedForm, differing: Sequence[str], form: ClerkForm, following: str, language: str) -> Asked:
    """Asks whether the form typed now is the paper that is `there`; `differing` are the fields in which the two are not alike."""
    who = _("No. {number} of this batch was sent at {time} by {name}.")
    told = who.format(number=there.number, time=there.at[11:16] or "–", name=there.typed_by)
    same = _("The same paper: No. {number} is opened, with what you typed here; sending it again corrects it.")
    other = _("Another paper: it is sent as No. {number}; write that on it.").format(number=following)
    lines = [(Content("△ "), plain(told, one_line=True)), _alike(differing, form, language), (Content(""), Content(""))]
    lines += [(Content("· "), plain(words)) for words in (same.format(number=there.number), other)]
    ways = {"same": _("The same paper"), "other": _("Another: No. {number}").format(number=following)}
    if differing:  # who presses Enter without looking up loses nothing
        ways = dict(reversed(ways.items()))
    return Asked(_("No. {number} was typed in already").format(number=there.number), lines, ways | {"stay": _("Go on")})


def _alike(differing: Sequence[str], form: ClerkForm, language: str) -> tuple[Content, Content]:
    if not differing:
        return Content("= "), plain(_("Here stands the same as there."))
    n = len(differing)
    named = [form.named[name] for name in differing if name in form.named][:MOST]
    fields = "; ".join(f"{field.number} {clerk_words.label(form, field, language)}" for field in named)
    told = ngettext("{n} field differs: {fields}", "{n} fields differ: {fields}", n).format(n=number(n), fields=fields)
    return Content("≠ "), plain(told + (" …" if n > len(named) else ""), one_line=True)
