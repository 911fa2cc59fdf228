"""A ranking: choices put in order; those that have a rank stand above the others."""

from __future__ import annotations

from time import monotonic

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size

from consult.i18n import _
from consult.model.question import Choice, Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import visible
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.choice_keys import keys_for, searchable
from consult.tui.widgets.grid_layout import wrapped_head
from consult.tui.widgets.sheet_field import SheetField
from consult.tui.widgets.words import has_keys

MOST_LINES = 12
"""Lines that are seen at once."""

LEAD = 8
"""Cells of arrow, rank and key."""

SAME_WORD_WITHIN = 1.2
"""Seconds in which letters typed one after the other search for one word."""


class RankingList(SheetField, can_focus=True):
    """The choices of a ranking, of which each can be given the next rank, moved, and taken out again."""

    DEFAULT_CSS = """
    RankingList { height: auto; width: 1fr; }
    """

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__(question, sheet)
        self.current = ""
        self._moved = False
        self._top = 0
        self._word, self._word_at = "", 0.0

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("number or Space ranks · Alt+↑↓ moves")

    @property
    def labels(self) -> dict[str, str]:
        """The choices on offer by code, with the words shown."""
        return {
            choice.code: visible(label, one_line=True) for choice, label in self.sheet.choices(self.question, language_of(self))
        }

    @property
    def ranked(self) -> list[str]:
        """The codes that have a rank, from the first on."""
        labels = self.labels
        return [code for code in self.sheet.codes(self.question.code) if code in labels]

    @property
    def order(self) -> list[str]:
        """All codes as they are seen: those with a rank, then the others."""
        ranked = self.ranked
        return [*ranked, *(code for code in self.labels if code not in ranked)]

    @property
    def most(self) -> int:
        """The last rank there is."""
        return min(self.question.most or len(self.labels), len(self.labels))

    # Drawing

    def _lines(self, width: int) -> list[tuple[str, Content]]:
        """The lines with the code that each belongs to."""
        ranked, labels, keys = self.ranked, self.labels, self._keys()
        room, lines = max(8, width - LEAD), []
        for code in self.order:
            if ranked and code == next((other for other in self.order if other not in ranked), None):
                lines.append(("", Content.styled("   " + "─" * min(24, width - 3), "$quiet-border")))
            rank = ranked.index(code) + 1 if code in ranked else 0
            here = has_keys(self) and code == self.current
            first, *others = wrapped_head(labels[code], room, 4)
            line = Content.assemble(
                ("›" if here else " ", "bold $accent"),
                (f"{rank:>2}. " if rank else "  · ", "bold $accent" if rank else "$text-muted"),
                (f"{keys.get(code, ''):>2} ", "$text-muted"),
                (first, "bold" if rank else ""),
            )
            lines += [(code, part) for part in (line, *(Content(" " * LEAD + other) for other in others))]
        ground = "on $panel"
        return [(code, self._padded(line, width).stylize_before(ground) if code == self._here else line) for code, line in lines]

    @property
    def _here(self) -> str:
        return self.current if has_keys(self) and self.current else "\0"

    def _padded(self, line: Content, width: int) -> Content:
        return line + Content(" " * max(0, width - cell_len(line.plain)))

    def _keys(self) -> dict[str, str]:
        return keys_for([Choice(code, {}) for code in self.labels])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, up to `MOST_LINES`."""
        # Ranks may put one line between those that have one and the others: it is kept free from the beginning.
        lines = sum(len(wrapped_head(label, max(8, width - LEAD), 4)) for label in self.labels.values())
        return min(MOST_LINES, lines + 1)

    def render(self) -> Content:
        """The lines that are seen."""
        lines = [line for _code, line in self._lines(self.content_size.width)]
        self._top = max(0, min(self._top, len(lines) - MOST_LINES))
        return Content("\n").join(lines[self._top : self._top + MOST_LINES])

    def _stand(self, code: str) -> None:
        self.current = code
        codes = [owner for owner, _line in self._lines(max(20, self.content_size.width))]
        places = [place for place, owner in enumerate(codes) if owner == code]
        if places:
            self._top = max(min(self._top, places[0]), places[-1] + 1 - MOST_LINES)
        self.refresh()

    def on_focus(self) -> None:
        """Shows where the keys go."""
        self._moved = False
        if self.current not in self.labels:
            self.current = next(iter(self.order), "")
        self._stand(self.current)

    def on_blur(self) -> None:
        """Shows that the keys go elsewhere."""
        self.refresh()

    def tell(self) -> None:
        """Draws all words in the language of the app, and the choices on offer now."""
        if self.current not in self.labels:
            self.current = next(iter(self.order), "")
        self.refresh(layout=True)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Moves, ranks, searches."""
        if self.labels and self._handle(event.key, event.character or ""):
            event.stop()
            event.prevent_default()

    def _handle(self, key: str, character: str) -> bool:
        order = self.order
        at = order.index(self.current) if self.current in order else 0
        match key:
            case "up" | "down":
                self._step(at + (-1 if key == "up" else 1))
            case "alt+up" | "shift+up" | "alt+down" | "shift+down":
                self._shift(-1 if key.endswith("up") else 1)
            case "home" | "end":
                self._stand(order[0 if key == "home" else -1])
            case "enter" if self._moved and self.current not in self.ranked and len(self.ranked) < self.most:
                self.toggle(self.current)
            case "enter":
                self.post_message(GoOn(turn_page=True))
            case "space":
                self.toggle(self.current)
            case "backspace" | "delete":
                self._set(
                    [code for code in self.ranked if code != self.current] if self.current in self.ranked else self.ranked[:-1]
                )
            case _:
                return self._press(character)
        return True

    def _step(self, to: int) -> None:
        order = self.order
        if to < 0:
            self.post_message(GoBack())
        elif to >= len(order):
            self.post_message(GoOn())
        else:
            self._moved = True
            self._stand(order[to])

    def _press(self, character: str) -> bool:
        code = next((code for code, key in self._keys().items() if key == character), "")
        if code:
            self.toggle(code, stay=True)
        elif character.isalpha():
            self._search(character)
        return bool(code) or character.isalpha()

    def _search(self, letter: str) -> None:
        """Stands on the next choice whose words hold what was typed."""
        now = monotonic()
        self._word = self._word + letter if now - self._word_at < SAME_WORD_WITHIN else letter
        self._word_at = now
        wanted, labels = searchable(self._word), self.labels
        found = [code for code in self.order if wanted in searchable(labels[code])]
        found.sort(key=lambda code: not searchable(labels[code]).startswith(wanted))
        if found:
            self._moved = True
            self._stand(found[0])

    def toggle(self, code: str, *, stay: bool = False) -> None:
        """Gives `code` the next rank, or takes its rank away; goes to the next choice without one unless it is to `stay`."""
        ranked, order = self.ranked, self.order
        if code in ranked:
            self._set([other for other in ranked if other != code])
        elif len(ranked) < self.most:
            others = order[order.index(code) + 1 :]
            self._set([*ranked, code])
            if not stay or code == self.current:
                self._stand(next(iter(others), code))

    def _shift(self, by: int) -> None:
        """Moves the choice with the arrow one rank up or down."""
        ranked = self.ranked
        if self.current in ranked:
            at = ranked.index(self.current)
            to = min(len(ranked) - 1, max(0, at + by))
            ranked.insert(to, ranked.pop(at))
            self._set(ranked)

    def _set(self, codes: list[str]) -> None:
        if codes != self.sheet.codes(self.question.code):
            self.put({self.question.code: codes})
        self._stand(self.current)

    def on_click(self, event: events.Click) -> None:
        """Ranks the choice that was clicked, or takes its rank away."""
        event.stop()
        self.focus()
        lines = self._lines(self.content_size.width)
        place = event.y + self._top
        if place < len(lines) and lines[place][0]:
            self.toggle(lines[place][0], stay=True)
            self._stand(lines[place][0])
