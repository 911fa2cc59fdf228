"""The words of the dialogs of the survey builder, and what its lists offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from consult.i18n import N_, _, moment, ngettext, quoted, text_in
from consult.service.building import Building, Draft, LineKind, ListLine, OutlineLine, types
from consult.tui.actions import Action, shown
from consult.tui.plain_text import plain
from consult.tui.question_glyphs import glyph_of
from consult.tui.screens.dialogs import Asked
from consult.tui.screens.picker import Offer
from consult.tui.widgets.key_bar import Key

PAGE = ":page"
"""The value of the offer of a new page."""

OWN, SHARE, LIST_EDIT = ":own", ":share", ":edit"
"""The values of the offers beside the lists themselves."""

FIELD_KEYS = (
    ("Enter", N_("open a question; in a field go to the next one; in a list of choices add the next")),
    ("Alt+↑ Alt+↓", N_("move a page, question, column or choice")),
    ("F2", N_("the code of a choice; in a condition, how it is written")),
    ("F7", N_("no opinion, or none of these: a choice apart from the others, then one that goes with no other")),
    ("F8", N_("remove a choice")),
    ("F9", N_("use or make a list that several questions share")),
    (N_("Ctrl+Space"), N_("what can be typed next in a condition")),
    (N_("Paste"), N_("lines of a spreadsheet become choices")),
)
"""The keys of the fields of the builder, and what they do."""


_WHILE_TYPING = ("undo", "wording", "back")
"""Actions that stand in the key bar as well while a field is filled in."""


def keys_while_typing(told: Sequence[Key], actions: Sequence[Action]) -> list[Key]:
    """The keys `told` of which a field takes none: another key of the action, or none; then what a field wants beside them."""
    others = {action.key: next((key for key in action.keys.split(",") if len(key) > 1), "") for action in actions}
    found = [(others.get(key, key), label) for key, _shown, label in told]
    wanted = [(others[one.key], one.short) for one in actions if one.does in _WHILE_TYPING]
    return [(key, shown(key), label) for key, label in (*wanted, *found) if key]


def type_offers(*, part: bool = False, page: bool = True) -> list[Offer]:
    """The types of questions, and a page."""
    made = [Offer(line.type, line.name, line.help, glyph_of(line.type)) for line in types(part=part)]
    return (
        [*made, Offer(PAGE, _("Page"), _("What is asked together, under a title of its own"), "▸")] if page and not part else made
    )


def list_offers(lists: Iterable[ListLine], used: str, *, own: bool) -> list[Offer]:
    """Where choices may come from: the lists, the question itself, a new list made of its choices."""
    made = [Offer(OWN, _("own choices"), _("they belong to this question alone"))] if used else []
    if used:
        made.insert(
            0, Offer(LIST_EDIT, _("change the list"), _("{list}: for all questions that use it").format(list=quoted(used)))
        )
    elif own:
        made.append(Offer(SHARE, _("share these choices"), _("other questions can use them as well")))
    return [*made, *(Offer(line.name, line.name, _told(line), "≣") for line in lists)]


def place_offers(lines: Iterable[OutlineLine]) -> list[Offer]:
    """Every place of the survey: its wording and its code."""
    signs = {LineKind.SURVEY: "≡", LineKind.PAGE: "▸", LineKind.LIST: "≣"}
    return [Offer(line.place, line.label or line.code, line.code, signs.get(line.kind, glyph_of(line.type))) for line in lines]


def _told(line: ListLine) -> str:
    shown = ", ".join(text_in(texts) for texts in line.shown[:3])
    return f"{line.choices}: {shown}"


def about_draft(draft: Draft) -> Asked:
    """Whether to take up changes that were never saved."""
    words = _("Changes that were not saved are kept from {moment}.").format(moment=moment(draft.when))
    ways = {"restore": _("Go on with them"), "drop": _("Discard them"), "later": _("Decide later")}
    return Asked(_("Unsaved changes"), [(Content(""), plain(words))], ways)


def draft_words() -> str:
    """What becomes of changes that are not saved."""
    return _("The changes are not saved. As a draft they wait for you and nobody sees them.")


def about_leaving() -> Asked:
    """What to do with changes when leaving."""
    return Asked(
        _("Leave the builder?"),
        [(Content(""), plain(draft_words()))],
        {"save": _("Save and leave"), "draft": _("Leave, keep draft"), "stay": _("Stay")},
    )


def about_losing() -> Asked:
    """What to do with changes when leaving, where an earlier draft stands in the place that theirs would need."""
    words = _("The changes are not saved. No draft of them can be kept: an earlier draft waits for you to decide on it.")
    ways = {"save": _("Save and leave"), "lose": _("Leave without them"), "stay": _("Stay")}
    return Asked(_("Leave the builder?"), [(Content(""), plain(words))], ways)


def about_disk() -> Asked:
    """What to do where the file was changed elsewhere."""
    words = _("The file was changed elsewhere since it was opened, and there are changes here.")
    further = _("Undo brings back what is here now.")
    return Asked(
        _("The file changed"),
        [(Content(""), plain(words)), (Content(""), plain(further))],
        {"reload": _("Read it anew"), "over": _("Save over it"), "stay": _("Not now")},
    )


def saved_words(building: Building) -> str:
    """Whether the survey is saved, in words."""
    return _("saved") if not building.dirty else _("not saved · draft kept")


def problem_count(n: int) -> str:
    """How many problems there are."""
    return ngettext("{n} problem", "{n} problems", n).format(n=n)
