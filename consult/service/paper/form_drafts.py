"""What clerks typed of paper forms and did not send yet, and the desk at which they type.

A draft also holds the number, so that no two clerks type under one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.errors import Problem
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service import moving_drafts
from consult.service.consultation import Consultation, now_utc
from consult.service.paper.paper_forms import PaperForm
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
        """Keeps what was typed so far, beside what the survey asks no more; nothing at all only holds the number."""
        self._write(number, {**self.read(number).dropped, **raw}, unclear)

    def hold(self, number: str, carried: Draft | None = None) -> None:
        """Holds `number` before others: with what was typed under it, or with what was `carried` there from another one."""
        found = carried or self.read(number)
        self._write(number, {**found.dropped, **found.raw}, found.unclear)

    def _write(self, number: str, raw: Raw, unclear: Mapping[str, str]) -> None:
        kept = {**raw, **{_NOTE + field: note for field, note in unclear.items()}}
        responses.keep_draft(self.consultation.database, self.survey.id, self.holder(number), kept, now_utc())

    def drop(self, number: str) -> None:
        """Forgets what was typed under `number`, and gives it back."""
        responses.drop_draft(self.consultation.database, self.survey.id, self.holder(number))

    def is_empty(self, number: str) -> bool:
        """Whether nothing was typed under `number`; it may be held all the same."""
        found = self.read(number)
        return not (any(found.raw.values()) or found.unclear or found.dropped)

    def drop_empty(self, number: str) -> None:
        """Gives `number` back where nothing was typed under it."""
        if self.is_empty(number):
            self.drop(number)


class PaperDesk:
    """Where a clerk types the forms of a batch, one after another: the form that is typed now, what keeps it and looks at it."""

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str, kind: str):
        self.survey, self.batch, self.by = survey, batch, by
        self._consultation = consultation
        self._form = PaperForm(survey)
        self._drafts = Drafts(consultation, survey, kind, batch, by)
        self._number = ""
        """Of the form that is typed now; empty where there is none."""

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed of the form earlier and not sent; empty where there is nothing."""
        return self._drafts.read(self._number).raw if self._number else {}

    def draft_unclear(self) -> dict[str, str]:
        """Field → note of the draft."""
        return self._drafts.read(self._number).unclear if self._number else {}

    def keep(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> None:
        """Keeps what was typed so far."""
        if self._number:
            with self._consultation.database.atomic():
                self._drafts.keep(self._number, raw, unclear or {})

    def check(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """What cannot be stored, by field (`Problem.place`): to be corrected or marked unclear. Paper may break the rest."""
        return self._form.problems(raw, unclear or {})

    def warnings(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """What the form would not let pass, by field: worth a look at the paper; never in the way of sending it."""
        return self._form.warnings(raw, unclear or {})

    def close(self) -> None:
        """Gives the number back where nothing was typed; what was typed stays as a draft."""
        if self._number:
            with self._consultation.database.atomic():
                self._drafts.drop_empty(self._number)
