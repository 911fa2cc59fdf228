"""The desk of a clerk: a paper form on the screen, the field that is typed beside it, all of it kept and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widgets import Static

from consult.errors import ConsultError, Problem
from consult.i18n import _
from consult.tui.clerk_fields import Standing, Stored
from consult.tui.clerk_form import ClerkForm
from consult.tui.clerk_session import Typing
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_entry import ClerkEntry
from consult.tui.widgets.clerk_head import ClerkHead
from consult.tui.widgets.clerk_lines import ClerkLines
from consult.tui.widgets.clerk_panel import ClerkPanel

KEPT_WITHIN = 0.4
"""Seconds after a keystroke until the draft is saved."""

WIDE = 104
"""Cells from which the choices stand beside the form."""

LOW = 18
"""Lines below which there is no room for frames."""

Done = TypeVar("Done")


class FormDesk(ConsultScreen[None]):
    """Shows one paper form, saves it soon after every keystroke, and says what is wrong in it."""

    CSS_PATH = "form_desk.tcss"

    def __init__(self, typing: Typing):
        super().__init__()
        self.typing = typing
        self.form = ClerkForm(typing.survey, typing.draft(), typing.draft_unclear())
        self.last: dict[str, Stored] = {**typing.pinned()}
        """What was sent last, by field."""
        self.pinned = set(self.last)
        """The fields that stay the same from form to form."""
        self._typing = ""
        self._fitting: Sequence[str] = ()
        self._keeping: Timer | None = None
        self._fault = self._form_title = self._progress = ""
        self._passing = False
        self._past: list[Standing] = []
        self._undone: list[Standing] = []

    def compose(self) -> ComposeResult:
        """Head, form, the field that is typed, news, keys."""
        yield ClerkHead()
        with Horizontal(id="desk"):
            with Horizontal(id="paper"):
                yield ClerkLines(self.form)
            yield ClerkPanel(id="field")
        yield Static(id="news", markup=False)
        yield self.key_bar()

    def on_resize(self, event: events.Resize) -> None:
        """Puts the choices beside the form where there is room."""
        self._lay_out(event.size)
        self.call_after_refresh(self.draw)

    def _lay_out(self, size: Size) -> None:
        wide = size.width >= WIDE
        self.set_class(wide, "-wide")
        self.set_class(size.height < LOW and not wide, "-low")

    def on_screen_resume(self) -> None:
        """The keys go where typing happens."""
        self.query_one(ClerkEntry).focus()

    # Keeping and checking

    def _changed(self) -> None:
        """Saves the draft soon. The first of several keystrokes sets the time, so that steady typing is saved as well."""
        if self._keeping is None:
            self._keeping = self.set_timer(KEPT_WITHIN, self._keep_and_check)

    @spoken
    def _keep_and_check(self) -> None:
        self.keep()
        self.check()
        self.draw()
        if self.typing.elsewhere:
            told = _("No. {number} is typed in another window as well. F2 takes another number.")
            self._tell_news(plain("△ " + told.format(number=self.number), "bold $warning", one_line=True))

    @spoken
    def keep(self) -> None:
        """Saves what was typed."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
            self.on_disk(self.keep_draft)

    def keep_draft(self) -> None:
        """Keeps what stands on the screen where it is found again."""
        self.typing.keep(self.form.kept, self.form.unclear)

    @spoken
    def on_disk(self, step: Callable[[], Done]) -> Done | None:
        """Does `step`; a fault is shown in the head and does not stop the clerk."""
        try:
            done = step()
        except ConsultError as error:
            self._fault = " ".join(map(sentence, error.problems))
            return None
        self._fault = ""
        return done

    @spoken
    def check(self) -> None:
        """Finds what is wrong or doubtful in the fields that were left."""
        form = self.form
        version = form.survey.version
        form.found = self._placed(self.typing.check(form.sent, form.unclear, version))
        doubts = self._placed(self.typing.warnings(form.sent, form.unclear, version))
        form.doubts = {name: problem for name, problem in doubts.items() if not form.at or name in form.left}

    def _placed(self, found: Sequence[Problem]) -> dict[str, Problem]:
        """Problems by the field that they are shown at; a question's at its first field."""
        placed: dict[str, Problem] = {}
        for problem in found:
            field = self.form.named.get(problem.place) or next(
                (one for one in self.form.all if one.question.code == problem.place.partition(".")[0]), None
            )
            if field is not None and (field.name != self.form.at or not self._typing):
                placed.setdefault(field.name, problem)
        return placed

    # Words

    def _say(self, words: str, *, fine: bool = True) -> None:
        self._tell_news(plain(("" if fine else "! ") + words, "$text-muted" if fine else "$error", one_line=True), passing=True)

    def _tell_news(self, news: Content, *, passing: bool = False) -> None:
        """Shows `news` above the keys; what is `passing` goes with the next key."""
        self._write_news(news, passing=passing)

    def _write_news(self, news: Content, *, passing: bool = False) -> None:
        self._passing = passing
        self.query_one("#news", Static).update(Content(" ") + news, layout=False)

    @spoken
    def draw(self) -> None:
        """Draws the form and the field where the clerk stands."""
        self.query_one(ClerkLines).draw(self.form, self._typing, frozenset(self.pinned))
        self.query_one(ClerkPanel).draw(self.form, self._typing, self._fitting)
        self.tell_head()

    @property
    def number(self) -> str:
        """The number of the form on the screen."""
        raise NotImplementedError

    def place(self) -> str:
        """What stands in the head below the title."""
        form = self.form
        names = [field.name for field in form.fields]
        at = names.index(form.at) + 1 if form.at in names else len(names)
        batch = _("batch {batch}").format(batch=self.typing.batch) if self.typing.batch else ""
        number = _("No. {number}").format(number=self.number)
        return " · ".join(filter(None, (batch, number, self.printed, self.typing.by, f"{at}/{len(names)}")))

    @property
    def printed(self) -> str:
        """The version in which the form is printed, in words; empty where it is the one that is answered now."""
        version = self.form.survey.version
        return "" if version == self.typing.newest.version else _("version {version}").format(version=version)

    def progress(self) -> str:
        """How many forms are done, in words."""
        raise NotImplementedError

    @spoken
    def tell_head(self) -> None:
        """Draws survey, batch, number, who types, how many forms, and whether all is kept."""
        form, survey = self.form, self.form.survey
        paper = self.query_one("#paper")
        form_title = _("Form No. {number}").format(number=self.number)
        if form_title != self._form_title:  # a title draws the whole panel anew
            self._form_title, paper.border_title = form_title, plain(form_title, one_line=True)
        head = self.query_one(ClerkHead)
        head.tell(survey.title_in(language_of(self)), self.place(), self._progress)
        if self._fault:
            head.write_saved("! " + _("not saved: {fault}").format(fault=self._fault), fine=False)
        else:
            head.write_saved("…" if self._keeping is not None else "✓ " + _("saved") if form.answered else "")

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self._progress = self.progress()
        self.check()
        self.draw()
