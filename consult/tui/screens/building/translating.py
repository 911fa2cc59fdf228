"""The texts of a survey beside their translations."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.service.building import Building, Translated, Translation
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.building.translating_parts import Lines, Target, hint_drawn, line_drawn, source_drawn
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import FormHeader


class TranslatingScreen(ConsultScreen[str]):
    """All texts in two languages; gives back the place where the person stood."""

    CSS_PATH = "translating.tcss"
    ABOUT = N_(
        "Every text of the survey beside its translation. What is missing is marked; Enter takes one and goes on to the next."
        " Where a text changed after it was published and its translation did not, △ asks to check it again: change it, or press"
        " F7 if it is right as it is."
    )
    FIELD_KEYS = (
        ("Enter", N_("take the translation and go to the next text")),
        ("Alt+Enter", N_("a new line in the translation")),
    )
    ACTIONS = (
        Action("type", "enter", N_("translate"), N_("Translate the text with the bar")),
        Action("next_missing", "n", N_("next"), N_("Go to the next text that is missing or to be checked")),
        Action("other_language", "f6", N_("next language"), N_("Translate into the next language"), first=True),
        Action("confirm", "f7", N_("is right"), N_("The translation is right as it is; once more takes that back"), first=True),
        Action("leave", "escape", N_("back"), N_("Back to the builder")),
        Action("undo", "ctrl+z", N_("undo"), N_("Undo"), in_bar=False, first=True),
        Action("save", "ctrl+s", N_("save"), N_("Save the survey file"), in_bar=False, first=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("right", "type", show=False)]

    def __init__(self, building: Building, kept: Callable[[], None], *, stale: bool = False):
        super().__init__()
        self.building, self.kept, self.stale_first = building, kept, stale
        wanted = [one.language for one in building.to_translate if one.stale or not stale]
        self.language = next(iter(wanted), building.languages[1])
        self.now: Translated = building.translations(self.language)

    def compose(self) -> ComposeResult:
        """Head, all texts, the one with the bar in both languages, keys."""
        yield FormHeader()
        yield Lines()
        with Horizontal(id="both"):
            with VerticalScroll(id="source", can_focus=False):
                yield Static(markup=False)
            yield Target(highlight_cursor_line=False, show_line_numbers=False, tab_behavior="focus")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Stands on the first text that is missing or to be checked."""
        self.query_one(Lines).focus()
        self._read()
        doubted = [at for at, line in enumerate(self.now.lines) if line.stale]
        if self.stale_first and doubted:
            self._stand(doubted[0])
        else:
            self._to_open(here=True)

    @spoken
    def _read(self) -> None:
        self.now = self.building.translations(self.language)
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self._draw_lines()
        there, total = self.now.there, len(self.now.lines)
        first = self.building.languages[0].upper()
        title = _("Translations: {source} → {target}").format(source=first, target=self.language.upper())
        progress = _("{done} of {total} texts").format(done=there, total=total)
        share = f"{100 * there // total if total else 100} %"
        self.query_one(FormHeader).write(title, self.building.name, there, total, progress)
        self.query_one(FormHeader).write_saved(share)
        self.query_one("#source").border_title = first
        self._draw_one()

    def _draw_lines(self) -> None:
        choices = self.query_one(Lines)
        at = choices.highlighted
        half = max(10, (self.size.width - 17) // 2)
        choices.set_options(Option(line_drawn(line, half)) for line in self.now.lines)
        choices.highlighted = at if at is not None and at < len(self.now.lines) else 0 if self.now.lines else None

    def on_resize(self) -> None:
        """Half of the width for each language."""
        self.call_after_refresh(self._draw_lines)

    @property
    def line(self) -> Translation | None:
        """The text with the bar."""
        at = self.query_one(Lines).highlighted
        return self.now.lines[at] if at is not None and at < len(self.now.lines) else None

    def _draw_one(self) -> None:
        line, target = self.line, self.query_one(Target)
        if not target.taken and not target.shows(line, self.language):
            return  # what was typed could not be taken
        self.query_one("#source Static", Static).update(source_drawn(line) if line else plain(""))
        target.show(line, self.language)
        target.border_title = plain(f"{self.language.upper()} · {line.what}" if line else self.language.upper(), one_line=True)
        target.border_subtitle = hint_drawn(line)
        target.set_class(line is not None and line.stale, "-stale")

    @spoken
    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The text with the bar is seen whole below; what was typed of another one is taken."""
        event.stop()
        if not self.query_one(Target).shows(self.line, self.language):
            self._take()
        self._draw_one()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click translates."""
        event.stop()
        self.action_type()

    # Translating

    def action_type(self) -> None:
        """Goes into the translation."""
        target = self.query_one(Target)
        target.focus()
        target.move_cursor(target.document.end)

    @spoken
    def _take(self) -> bool:
        """Writes what was typed."""
        target = self.query_one(Target)
        if target.line is None or target.taken:
            return True
        try:
            self.building.translate(target.line, target.text.strip(), target.language)
        except ConsultError as error:
            self.notify(" ".join(map(sentence, error.problems[:2])), severity="error", markup=False)
            return False
        target.took()
        self.now = self.building.translations(self.language)
        self.kept()
        self.tell()
        return True

    def on_target_taken(self) -> None:
        """Takes it; the next one can be typed: one that is missing, or, where none is, the one below."""
        line = self.line
        if line is None or not self._take():
            return
        choices = self.query_one(Lines)
        if self._to_open(here=False):
            self.call_after_refresh(self.action_type)
        elif not line.open and (choices.highlighted or 0) + 1 < len(self.now.lines):
            self._stand((choices.highlighted or 0) + 1)
            self.call_after_refresh(self.action_type)
        else:
            choices.focus()

    def on_lines_typed(self, event: Lines.Typed) -> None:
        """What was typed in the list goes into the translation."""
        target = self.query_one(Target)
        if self.line is None:
            return
        if self.focused is not target:
            self.set_focus(target)
            target.move_cursor(target.document.end)
        target._forward_event(event.event)

    def on_target_left(self) -> None:
        """Takes it; back to the list."""
        if self._take():
            self.query_one(Lines).focus()

    def _stand(self, at: int) -> None:
        self.query_one(Lines).highlighted = at
        self._draw_one()

    @spoken
    def _to_open(self, *, here: bool, stale: bool = False) -> bool:
        """Stands on the next text that is missing or to be checked, or only to be checked if `stale`; False where none is.

        With `here` the one with the bar counts too.
        """
        at, count = self.query_one(Lines).highlighted or 0, len(self.now.lines)
        order = [(at + step) % count for step in range(0 if here else 1, count + (0 if here else 1))]
        wanted = [line.stale or (line.missing and not stale) for line in self.now.lines]
        found = next((place for place in order if wanted[place] and (here or place != at)), None)
        if found is not None:
            self._stand(found)
        return found is not None

    @spoken
    def action_next_missing(self) -> None:
        """Goes to the text that is missing or to be checked, the one with the bar or the next, and begins to translate it."""
        if not self._to_open(here=True):
            self.notify(_("Nothing is missing in this language."), timeout=2)
            return
        self.action_type()

    @spoken
    def action_confirm(self) -> None:
        """Notes that the translation is right though the text changed, and goes on; or takes that back."""
        if not self._take() or (line := self.line) is None:
            return
        try:
            done = self.building.confirm(line, self.language)
        except ConsultError as error:
            self.notify(" ".join(map(sentence, error.problems[:2])), severity="error", markup=False)
            return
        if not done:
            self.notify(_("Nothing is to be confirmed here: only what is marked with △."), timeout=3)
            return
        self._read()
        if line.stale:
            self._to_open(here=True, stale=any(one.stale for one in self.now.lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The next language has a key where there are several to translate into."""
        return action != "other_language" or len(self.building.languages) > 2

    def action_other_language(self) -> None:
        """The next language but the first."""
        others = self.building.languages[1:]
        if not self._take():
            return
        self.language = others[(others.index(self.language) + 1) % len(others)]
        self._read()
        self._to_open(here=True, stale=self.stale_first and any(line.stale for line in self.now.lines))

    @spoken
    def action_undo(self) -> None:
        """Takes the last edit back; in the box first what was typed there."""
        target = self.query_one(Target)
        if not target.taken:
            target.undo()
            return
        if self.building.can_undo:
            self.building.undo()
            self.kept()
        if self.language not in self.building.languages:
            self.dismiss("")
            return
        self._read()

    @spoken
    def action_save(self) -> None:
        """Takes what was typed and saves the survey; where the file changed meanwhile the builder asks what to do."""
        if not self._take():
            return
        try:
            self.building.save()
        except ConsultError as error:
            self.notify(" ".join(map(sentence, error.problems[:2])), severity="error", markup=False)
            return
        self.kept()
        self.notify(_("Saved: {file}").format(file=self.building.path.name), markup=False, timeout=2)

    def keep(self) -> None:
        """Takes what was typed, and keeps it in the draft."""
        self._take()
        self.kept()

    def way_out(self) -> Callable[[], object] | None:
        """Back to the builder where what was typed could not be taken."""
        return None if self.query_one(Target).taken else self.action_leave

    def action_leave(self) -> None:
        """Back to the builder."""
        if self._take():
            self.dismiss(self.line.place if self.line else "")
