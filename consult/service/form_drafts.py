"""What clerks typed of paper forms and did not send yet. A draft also holds the number, so that no two clerks type under one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service import moving_drafts
from consult.service.consultation import Consultation, now_utc
from consult.store import papers, responses

_HELD = timedelta(days=1)
"""How long a number is held under which nothing was typed."""
_NOTE = "#unclear:"  # no field begins so


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was kept; fields of an older version of the survey have moved to where they are now."""

    raw: dict[str, str | list[str]]
    unclear: dict[str, str]
    dropped: dict[str, str | list[str]]
    """What the survey asks no more."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one clerk in one batch. Call what writes inside a transaction."""

    consultation: Consultation
    survey: Survey
    kind: str
    """`paper`, `correct` or `second`."""
    batch: str
    by: str

    def holder(self, number: str) -> str:
        """Whose draft it is, in the words of the store."""
        return f"{self.kind}:" + json.dumps([self.batch, self.by, number], ensure_ascii=False)

    def own(self) -> list[str]:
        """The numbers of the clerk's own drafts: those with something in them first, the newest first."""
        mine = [(bool(raw), at, number) for by, number, raw, at in self._all() if by == self.by]
        return [number for _filled, _at, number in sorted(mine, reverse=True)]

    def of_others(self) -> set[str]:
        """The numbers under which others are typing, or began to within a day."""
        since = (datetime.now(UTC) - _HELD).isoformat(" ", "milliseconds")
        return {number for by, number, raw, at in self._all() if by != self.by and (raw or at > since)}

    def _all(self) -> list[tuple[str, str, dict[str, object], str]]:
        found = []
        for holder, raw, at in papers.drafts(self.consultation.database, self.survey.id, f"{self.kind}:"):
            batch, by, number = json.loads(holder.removeprefix(f"{self.kind}:"))
            if batch == self.batch:
                found.append((by, number, json.loads(raw), at))
        return found

    def read(self, number: str) -> Draft:
        """What was typed under `number`."""
        kept = responses.draft(self.consultation.database, self.survey.id, self.holder(number))
        notes = {name.removeprefix(_NOTE): str(note) for name, note in kept.items() if name.startswith(_NOTE)}
        typed = {name: value for name, value in kept.items() if not name.startswith(_NOTE)}
        raw, dropped = moving_drafts.moved(self.consultation, self.survey, typed)
        known = {cell.name for question in self.survey.questions for cell in question.cells}
        return Draft(raw, {field: note for field, note in notes.items() if field in known}, dropped)

    def keep(self, number: str, raw: Raw, unclear: Mapping[str, str]) -> None:
        """Keeps what was typed so far; nothing at all only holds the number."""
        kept = {**raw, **{_NOTE + field: note for field, note in unclear.items()}}
        responses.keep_draft(self.consultation.database, self.survey.id, self.holder(number), kept, now_utc())

    def drop(self, number: str) -> None:
        """Forgets what was typed under `number`, and gives it back."""
        responses.drop_draft(self.consultation.database, self.survey.id, self.holder(number))

    def drop_empty(self, number: str) -> None:
        """Gives `number` back where nothing was typed under it."""
        found = self.read(number)
        if not (any(found.raw.values()) or found.unclear or found.dropped):
            self.drop(number)
