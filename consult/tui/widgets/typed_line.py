"""A line of text while it is typed into a cell of a grid: letters, the place where the next one goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class TypedLine:
    """What stands in a cell that is being typed into.

    With `cursor` None the next letter goes to the end and the arrows leave the cell; else they move the cursor.
    """

    text: str
    before: str
    """What stood in the cell before, for Esc."""
    cursor: int | None = None

    @property
    def place(self) -> int:
        """Where the next letter goes."""
        return len(self.text) if self.cursor is None else self.cursor

    def insert(self, letters: str) -> None:
        """Types `letters`."""
        at = self.place
        self.text = self.text[:at] + letters + self.text[at:]
        self._stand(at + len(letters))

    def erase(self, *, behind: bool = False) -> None:
        """Takes the letter before the cursor away, or the one `behind` it."""
        at = self.place + (1 if behind else 0)
        if 0 < at <= len(self.text):
            self.text = self.text[: at - 1] + self.text[at:]
            self._stand(at - 1)

    def move(self, key: str) -> None:
        """Moves the cursor: left, right, home, end."""
        at = {"left": self.place - 1, "right": self.place + 1, "home": 0, "end": len(self.text)}[key]
        self.cursor = min(len(self.text), max(0, at))

    def _stand(self, at: int) -> None:
        if self.cursor is not None:
            self.cursor = at

    def shown(self, width: int) -> tuple[str, str, str]:
        """What is seen of the line in `width` cells: before the cursor, the letter under it, behind it."""
        text, at = f"{self.text} ", self.place
        start = max(0, at - width + 1)
        return text[start:at], text[at], text[at + 1 : start + width]
