"""A whole response to read: answers by page, facts, reviews, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from consult.i18n import _, ngettext, number
from consult.service.reading_over import Change, ReadQuestion, Revised, WholeResponse
from consult.service.reviewing import state_name
from consult.service.told_answers import Standing, heading
from consult.tui.plain_text import plain
from consult.tui.response_glyphs import STANDINGS, STATES
from consult.tui.short_moment import short_moment
from consult.tui.widgets.hanging_lines import HangingLines, Line

_NONE = Content("")


class ResponseBody(HangingLines):
    """Shows one response; nothing where there is none."""

    def __init__(self, *, id: str | None = None):
        super().__init__(id=id)
        self.whole: WholeResponse | None = None
        self._corrections = 0

    def show(self, whole: WholeResponse | None) -> None:
        """Draws a response in the language that is spoken; from its beginning where it is another one than before."""
        another = whole is None or self.whole is None or whole.id != self.whole.id
        self.whole = whole
        lines = [*_lines(whole)] if whole else []
        self._corrections = next((at for at, (lead, _body) in enumerate(lines) if lead.plain == "↺ "), 0)
        self.write(lines)
        self.border_title, self.border_subtitle = _title(whole), _subtitle(whole)
        if another:
            self.scroll_to(y=0, animate=False, immediate=True)

    def to_corrections(self) -> bool:
        """Scrolls to what became of the response; False where nothing did."""
        if self._corrections:
            self.scroll_to(y=self.row_of(self._corrections), animate=False, immediate=True)
        return bool(self._corrections)


def _title(whole: WholeResponse | None) -> Content:
    if whole is None:
        return plain(_("Response"))
    glyph, _colour = STATES[whole.review]
    return plain(f"{glyph} {state_name(whole.review)}", one_line=True)


def _subtitle(whole: WholeResponse | None) -> str:
    if whole is None:
        return ""
    told = _("{done} of {total} answered").format(done=number(whole.answered), total=number(whole.asked))
    partly = ngettext("{n} more partly", "{n} more partly", whole.partly).format(n=number(whole.partly))
    return f"{told}, {partly}" if whole.partly else told


def _lines(whole: WholeResponse) -> Iterator[Line]:
    facts = Content("   ").join(
        Content.assemble(
            (f"{name}\N{NO-BREAK SPACE}", "$text-muted"), plain(value.replace(" ", "\N{NO-BREAK SPACE}"), one_line=True)
        )
        for name, value in whole.facts
    )
    yield _NONE, facts
    for look in whole.reviews[-1:]:
        if look.reason:  # how it stands is in the border
            glyph, colour = STATES[look.state]
            yield plain(f"{glyph} ", f"bold {colour}"), plain(look.reason, colour, one_line=True)
    for page in whole.pages:
        yield _NONE, _NONE
        if page.title:
            yield _NONE, plain(page.title, "bold $accent", one_line=True)
        for question in page.questions:
            yield from _question(question)
    if whole.revisions or len(whole.reviews) > 1:
        yield _NONE, _NONE
        yield plain("↺ ", "bold $accent"), plain(_("What became of it"), "bold $accent")
        yield from _became(whole)


def _question(question: ReadQuestion) -> Iterator[Line]:
    glyph, colour = STANDINGS[question.standing]
    lead = Content.assemble((f"{question.number or '':>3} ", "$text-muted"), (f"{glyph} ", colour))
    label = plain(question.label, "$text-muted", one_line=True)
    indent = Content(" " * 6)
    match question.standing:
        case Standing.NOT_ASKED:
            yield lead, label + plain(" — " + _("not asked"), "$text-muted italic")
            return
        case Standing.BLANK | Standing.NOT_REACHED if len(question.lines) > 1:
            words = _("left blank") if question.standing is Standing.BLANK else _("not reached")
            yield lead, label + plain(f" — {words}", "$text-muted italic")
            return
    yield lead, label
    for place, words in question.lines:
        missing = words.startswith("(") and question.standing is not Standing.ANSWERED
        said = plain(words, "$text-muted italic" if missing else "")
        name = f"{plain(heading(place), one_line=True).plain} " if place else ""
        yield indent, Content.assemble((name, "$text-muted"), said) if name else said


def _became(whole: WholeResponse) -> Iterator[Line]:
    """Reviews and corrections in the order in which they happened."""
    told: list[tuple[str, list[Line]]] = []
    for look in whole.reviews:
        glyph, colour = STATES[look.state]
        words = f"{_when(look.at, whole)}  {look.actor}  {state_name(look.state)}" + (f": {look.reason}" if look.reason else "")
        if look.state.value != "edited":
            told.append((look.at, [(plain(f"  {glyph} ", f"bold {colour}"), plain(words, one_line=True))]))
    told += ((revised.revision.at, [*_revised(revised, whole)]) for revised in whole.revisions)
    for _at, lines in sorted(told, key=lambda pair: pair[0]):
        yield from lines


def _revised(revised: Revised, whole: WholeResponse) -> Iterator[Line]:
    one = revised.revision
    words = _("correction {n}").format(n=number(one.number))
    yield plain("  ◐ ", "bold $accent"), plain(f"{_when(one.at, whole)}  {one.actor}  {words}: {one.reason}", one_line=True)
    for change in revised.changes:
        yield plain("      "), changed(change)


def changed(change: Change) -> Content:
    """What a correction changed in one place: question, old, new."""
    where = f"{change.label} ({change.place})" if change.place else change.label
    old = plain(change.old or "—", "$error strike", one_line=True) if change.old else plain("—", "$text-muted")
    new = plain(change.new or "—", "$success", one_line=True)
    return Content.assemble(plain(where, "$text-muted", one_line=True), "\n", old, plain(" → ", "$text-muted"), new)


def _when(at: str, whole: WholeResponse) -> str:
    """A moment of the log, by the clock on the wall; the day alone where no more may be told."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at[:10]
    return short_moment(local, clock=not whole.anonymous)
