"""Which answers to go on with: those typed earlier, those of last time, or those of another window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consult.errors import Problem
from consult.i18n import _
from consult.model.question import Choice
from consult.model.typed_values import Refused
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.faults import sentence
from consult.tui.plain_form.commands import Typed
from consult.tui.plain_form.picking import line_of, numbers, picked
from consult.tui.telling import told_previous

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm

Ask = Callable[[], tuple[str, dict[str, str]]]
"""Makes, in the language that is spoken, what is asked and the ways: name in code → words."""


def go_on_with(form: PlainForm, draft: AnswerSheet) -> bool:
    """Whether the person goes on with `draft`; otherwise it is forgotten. Who leaves keeps it."""
    form.sheet = draft
    way = _way(form, lambda: _about_previous(draft) if form.session.prefilled else _about_draft(draft))
    if way == "leave":
        form.leave()
    if way == "anew":
        form.sheet = AnswerSheet(form.session.survey, previous=form.session.previous)
        form.on_disk(form.session.discard)
    return way == "continue"


def of_two_windows(form: PlainForm) -> None:
    """Lets the person choose between their answers and those that another window kept since."""
    if _way(form, _about_windows) == "mine":
        form.session.draft()  # whoever has read the other answers may write over them
        form.keep()
    else:
        form.sheet = AnswerSheet(form.session.survey, form.session.draft(), form.session.previous)


def _way(form: PlainForm, ask: Ask) -> str:
    """The name of the way that is typed; Enter takes the first."""

    def tell() -> None:
        heading, ways = ask()
        offered = _offered(ways)
        form.say("", heading, *(line_of(choice.code, words, numbers(offered)) for choice, words in offered))

    tell()
    while True:
        typed = form.line(tell)
        if isinstance(typed, Typed):
            tell()
            continue
        ways = ask()[1]
        try:
            return picked(typed, _offered(ways)) if typed.strip() else next(iter(ways))
        except Refused as refused:
            form.say(sentence(Problem("", refused.fault, refused.way_out)))


def _offered(ways: dict[str, str]) -> list[tuple[Choice, str]]:
    return [(Choice(name, {}), words) for name, words in ways.items()]


def _about_draft(draft: AnswerSheet) -> tuple[str, dict[str, str]]:
    words = _("Answers from earlier are kept ({done}/{total}).").format(done=draft.answered, total=len(draft.questions))
    return words, {"continue": _("Continue"), "anew": _("Start anew"), "leave": _("Leave")}


def _about_previous(draft: AnswerSheet) -> tuple[str, dict[str, str]]:
    return told_previous(draft), {"continue": _("Begin with them"), "anew": _("Begin empty"), "leave": _("Leave")}


def _about_windows() -> tuple[str, dict[str, str]]:
    words = _("The same answers were changed in another window. Nothing was written over them.")
    return words, {"theirs": _("Go on with those"), "mine": _("Keep mine instead")}
