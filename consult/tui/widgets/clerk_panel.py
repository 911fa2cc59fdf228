"""The field that is typed now: its wording, its choices with their keys, how it is typed, and the place to type."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from consult.i18n import _, ngettext, number
from consult.model.visible_text import visible
from consult.tui import clerk_words
from consult.tui.cell_fitting import fitted
from consult.tui.clerk_fields import Field
from consult.tui.clerk_form import ClerkForm
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_entry import ClerkEntry
from consult.tui.widgets.words import redraw

MANY = 10
"""Choices from which the panel of a narrow screen is a line higher, so that two columns hold them."""
HOW = 4
"""Lines of a wide screen for how a field is typed, below its choices."""


class ClerkPanel(Vertical):
    """Shows one field of a form and holds the place to type."""

    _title = ""

    def compose(self) -> ComposeResult:
        """Wording, choices, and the place to type."""
        yield Static(id="wording", markup=False)
        with Horizontal(id="typing"):
            yield Static(id="lead", markup=False)
            yield ClerkEntry()
        yield Static(id="choices", markup=False)
        yield Static(id="how", markup=False)

    @spoken
    def draw(self, form: ClerkForm, typed: str = "", fitting: Sequence[str] = ()) -> None:
        """Draws the field where the clerk stands; `fitting` are the choices that what was `typed` may still become."""
        field, language = form.field, language_of(self)
        wording, choices, how = (self.query_one(f"#{name}", Static) for name in ("wording", "choices", "how"))
        asked = clerk_words.wording(form, field, language) if field else _("The form is at its end.")
        self._entitle(field, asked)
        redraw(wording, plain(" ".join(filter(None, (field.number if field else "", asked))), "bold"))
        keys = plain("" if field and field.is_text else typed, "bold", one_line=True)
        cursor = Content("") if field and field.is_text else Content.styled(" ", "reverse")
        redraw(self.query_one("#lead", Static), Content.styled("› ", "bold $accent") + keys + cursor)
        self.set_class(bool(field and field.is_text), "-text")
        self.set_class(bool(field and field.chooses and len(form.offer(field, language).labels) > MANY), "-many")
        if field is None:
            redraw(choices, self._to_do(form))
            redraw(how, plain(""))
            self._make_room(Content(""))
            return
        told, offered = self._how(form, field, language), self._choices(form, field, language, fitting)
        if self.screen.has_class("-wide"):  # the words stand right under the choices, however many these are
            redraw(choices, Content("\n\n").join(part for part in (offered, told) if part.plain))
        else:
            redraw(choices, offered)
            redraw(how, told)
        self._make_room(told)

    def _make_room(self, told: Content) -> None:
        """A fault that is longer than a line is shown in full: the panel grows by as many lines."""
        lines = len(told.wrap(max(20, self.content_size.width))) if told.plain[:1] in ("!", "△") else 1
        self.set_class(lines == 2, "-two")
        self.set_class(lines > 2, "-three")

    @staticmethod
    def _how(form: ClerkForm, field: Field, language: str) -> Content:
        """What is wrong or doubtful in the field, what is wrong in the one that was typed just now, or how it is typed."""
        problem, doubt = form.problem(field.name), form.doubts.get(field.name)
        before = form.problem(form.came_from)
        if problem:
            return plain("! " + sentence(problem), "$error", one_line=True)
        if doubt:
            return plain("△ " + sentence(doubt), "$warning", one_line=True)
        if before:
            where = form.named[form.came_from].number
            return plain(" ".join(filter(None, ("!", where, sentence(before)))), "$error", one_line=True)
        return plain(clerk_words.how(form, field, language), "$text-muted", one_line=True)

    @spoken
    def tell_done(self, heading: str, lines: Sequence[Content]) -> None:
        """Draws that there is no form to type, and what is to be done now."""
        self._title = heading
        self.border_title = plain(heading, one_line=True)
        redraw(self.query_one("#choices", Static), Content("\n").join(lines))
        redraw(self.query_one("#how", Static), plain(""))

    def _entitle(self, field: Field | None, asked: str) -> None:
        number = field.number if field and field.number else "▸"
        wide = self.screen.has_class("-wide")
        title = plain(number.partition(".")[0] if wide else f"{number} {asked}", one_line=True)
        if title.plain != self._title:  # a title draws the whole panel anew
            self._title, self.border_title = title.plain, title

    def _to_do(self, form: ClerkForm) -> Content:
        """What is wrong or worth a second look, before the form is sent."""
        lines = [
            plain(f"! {form.named[name].number}  {sentence(problem)}", "$error", one_line=True)
            for name in form.faulty
            if (problem := form.problem(name))
        ]
        lines += [
            plain(f"△ {form.named[name].number}  {sentence(d)}", "$warning", one_line=True) for name, d in form.doubts.items()
        ]
        height = max(2, self.query_one("#choices").size.height)
        if len(lines) > height:
            n = len(lines) - height + 1
            lines[height - 1 :] = [plain(ngettext("… and {n} more", "… and {n} more", n).format(n=number(n)), "$text-muted")]
        return Content("\n").join(lines) if lines else plain(_("Nothing is in the way."), "$text-muted")

    def _choices(self, form: ClerkForm, field: Field, language: str, fitting: Sequence[str]) -> Content:
        if not field.chooses:
            return plain("")
        offer, taken = form.offer(field, language), form.sheet.codes(field.name)
        width, height = self.query_one("#choices").content_size or self.content_size  # what is not seen yet has no size
        if self.screen.has_class("-wide"):
            height -= HOW
        elif self.screen.has_class("-low"):
            height = 3
        else:
            height = 6 if len(offer.labels) > MANY else 5
        width, height = max(20, width), max(1, height)
        lead = max(map(len, offer.keys.values()), default=1) + 3
        columns = -(-len(offer.labels) // height)
        longest = max((cell_len(label) for label in offer.labels.values()), default=0) + lead + 2
        room = max(12, width // columns) if columns > 1 else width
        if longest * columns < width:
            room = max(longest, 12)
        drawn = [
            self._choice(code, offer.labels[code], offer.keys.get(code, ""), room, lead, code in taken, fitting)
            for code in offer.labels
        ]
        per = -(-len(drawn) // columns)
        rows = [Content("").join(drawn[at::per]) for at in range(per)]
        return Content("\n").join(rows)

    def _choice(self, code: str, label: str, key: str, room: int, lead: int, taken: bool, fitting: Sequence[str]) -> Content:
        style = "bold" if taken else "$text-muted" if fitting and code not in fitting else ""
        glyph = "● " if taken else "  "
        words = fitted(visible(label, one_line=True), room - lead - 1)
        return Content.assemble(
            (glyph, "bold $accent"),
            (f"{key:>{lead - 3}} ", "bold $accent" if style != "$text-muted" else style),
            (words, style),
            " ",
        )
