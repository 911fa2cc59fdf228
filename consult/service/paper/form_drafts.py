"""What clerks typed of paper forms and did not send yet, and what they set for the forms to come.

A draft also holds the number, so that no two clerks type under one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service import moving_drafts
from consult.service.consultation import Consultation, now_utc
from consult.store import drafts as stored_drafts
from consult.store import papers

_HELD = timedelta(days=1)
"""How long a number is held under which nothing was typed."""
_AT_WORK = timedelta(minutes=15)
"""How long after the last keystroke a form counts as being typed in the window where it was begun."""
_MARK = "#"  # no field begins so
_NOTE, _OWN, _WINDOW, _PRINTED = f"{_MARK}unclear:", f"{_MARK}own", f"{_MARK}window", f"{_MARK}printed"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was kept; fields of an older version of the survey have moved to where they are now."""

    raw: dict[str, str | list[str]]
    unclear: dict[str, str]
    dropped: dict[str, str | list[str]]
    """What the survey asks no more."""
    own: bool = False
    """Whether the clerk set its number."""
    printed: int = 0
    """The version in which the clerk said that the papers are printed; 0 where nothing was said."""
    window: str = ""
    """Which of the clerk's windows kept it last; empty where that one was closed."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed; its number may be held all the same."""
        return not (any(self.raw.values()) or self.unclear or self.dropped)


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one clerk in one batch. Call what writes inside a transaction."""

    consultation: Consultation
    survey: Survey
    kind: str
    """`paper`, `correct` or `second`; `desk-paper` or `desk-second` of what holds for the forms to come."""
    batch: str
    by: str
    window: str = ""
    """Tells the windows of one clerk apart."""
    printed: int = 0
    """The version in which the papers are printed, where it is not the one that is answered now."""

    def holder(self, number: str) -> str:
        """Whose draft it is, in the words of the store."""
        return f"{self.kind}:" + json.dumps([self.batch, self.by, number], ensure_ascii=False)

    def own(self) -> list[str]:
        """The numbers of the clerk's own drafts: those with something in them first, the newest first."""
        mine = [(_is_typed(kept), at, number) for by, number, kept, at in self._all() if by == self.by]
        return [number for _filled, _at, number in sorted(mine, reverse=True)]

    def of_others(self) -> set[str]:
        """The numbers under which others are typing, or began to within a day; the clerk's other windows a while ago."""
        since, lately = (_moment_before(span) for span in (_HELD, _AT_WORK))
        found = set()
        for by, number, kept, at in self._all():
            if by != self.by:
                held = _is_typed(kept) or at > since
            else:
                held = kept.get(_WINDOW, self.window) != self.window and at > lately
            if held:
                found.add(number)
        return found

    def _all(self) -> list[tuple[str, str, dict[str, object], str]]:
        found = []
        for holder, raw, at in papers.drafts(self.consultation.database, self.survey.id, f"{self.kind}:"):
            batch, by, number = json.loads(holder.removeprefix(f"{self.kind}:"))
            if batch == self.batch:
                found.append((by, number, json.loads(raw), at))
        return found

    def read(self, number: str) -> Draft:
        """What was typed under `number`."""
        kept = stored_drafts.read(self.consultation.database, self.survey.id, self.holder(number))
        notes = {name.removeprefix(_NOTE): str(note) for name, note in kept.items() if name.startswith(_NOTE)}
        typed = {name: value for name, value in kept.items() if not name.startswith(_MARK)}
        raw, dropped = moving_drafts.moved(self.consultation, self.survey, typed)
        known = {cell.name for question in self.survey.questions for cell in question.cells}
        unclear = {field: note for field, note in notes.items() if field in known}
        return Draft(raw, unclear, dropped, _OWN in kept, int(str(kept.get(_PRINTED, 0))), str(kept.get(_WINDOW, "")))

    def keep(self, number: str, raw: Raw, unclear: Mapping[str, str]) -> bool:
        """Keeps what was typed so far, beside what the survey asks no more; nothing at all only holds the number.

        Returns whether another window of the clerk kept something under the same number since this one did.
        """
        found = self.read(number)
        self._write(number, {**found.dropped, **raw}, unclear, own=found.own)
        return found.window not in ("", self.window)

    def hold(self, number: str, carried: Draft | None = None, *, own: bool = False) -> None:
        """Holds `number` before others: with what was typed under it, or with what was `carried` there from another one.

        With `own` it is the clerk who set the number.
        """
        found = carried or self.read(number)
        self._write(number, {**found.dropped, **found.raw}, found.unclear, own=own)

    def _write(self, number: str, raw: Raw, unclear: Mapping[str, str], *, own: bool) -> None:
        marks = {_OWN: "yes" if own else "", _WINDOW: self.window, _PRINTED: str(self.printed or "")}
        notes = {_NOTE + field: note for field, note in unclear.items()}
        kept = {**raw, **notes, **{mark: said for mark, said in marks.items() if said}}
        stored_drafts.keep(self.consultation.database, self.survey.id, self.holder(number), kept, now_utc())

    def drop(self, number: str) -> None:
        """Forgets what was typed under `number`, and gives it back."""
        stored_drafts.drop(self.consultation.database, self.survey.id, self.holder(number))

    def is_empty(self, number: str) -> bool:
        """Whether nothing was typed under `number`; it may be held all the same."""
        return self.read(number).is_empty

    def leave(self, number: str) -> None:
        """Gives `number` back where nothing was typed under it; one that the clerk set is kept, and so is what was typed."""
        found = self.read(number)
        if found.is_empty and not found.own:
            self.drop(number)
        elif stored_drafts.read(self.consultation.database, self.survey.id, self.holder(number)):
            replace(self, window="").hold(number, found, own=found.own)


def _is_typed(kept: Mapping[str, object]) -> bool:
    """Whether there is more than marks."""
    return any(not name.startswith(_MARK) or name.startswith(_NOTE) for name in kept)


def _moment_before(span: timedelta) -> str:
    return (datetime.now(UTC) - span).isoformat(" ", "milliseconds")
