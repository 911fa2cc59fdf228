"""A form that is being filled: its draft on disk, and what came of checking it last."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.errors import DraftChangedError
from consult.i18n import _, current
from consult.model.checking import Checked, Checker
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service.consultation import Consultation, now_utc
from consult.store import drafts as stored_drafts


@dataclass(slots=True, eq=False, repr=False)
class KeptDraft:
    """What `holder` typed into the form of a survey and did not send. Two windows with one draft never overwrite each other."""

    consultation: Consultation
    survey: Survey
    holder: str
    dropped: dict[str, str | list[str]] = field(init=False, default_factory=dict)
    """What was typed to what the survey asks no more, by field; it stays in the draft."""
    _known: Raw = field(init=False, default_factory=dict)
    """The draft as it was last read or kept here."""

    def read(self) -> dict[str, str | list[str]]:
        """What was typed earlier, under the fields that the survey has; sets `dropped`."""
        kept = self._known = self._on_disk()
        self.dropped = {}
        if not kept:
            return {}
        from consult.service import moving_drafts  # most people begin without a draft

        typed, self.dropped = moving_drafts.moved(self.consultation, self.survey, kept)
        return typed

    def keep(self, raw: Raw) -> None:
        """Keeps what was typed so far; no fields at all are no draft. Raises DraftChangedError as `refuse_changed` does."""
        typed = _plain({**self.dropped, **raw})
        database = self.consultation.database
        with database.atomic():
            self.refuse_changed()
            if typed:
                stored_drafts.keep(database, self.survey.id, self.holder, typed, now_utc())
            else:
                stored_drafts.drop(database, self.survey.id, self.holder)
        self._known = typed

    def refuse_changed(self) -> None:
        """Raises DraftChangedError where the draft was changed elsewhere since it was read or kept here."""
        if self._on_disk() != self._known:
            raise DraftChangedError(
                _("the same answers were changed in another window"), _("choose which of the two to go on with")
            )

    def discard(self, attached: set[str]) -> None:
        """Forgets what was typed, and those files of it and of `attached` that nothing else speaks of.

        What another window kept meanwhile stays.
        """
        from consult.service import attaching

        with self.consultation.database.atomic():
            files = self.forget() if self._on_disk() == self._known else set()
            attaching.drop_unused(self.consultation, files | attached)
        self.dropped, self._known = {}, {}

    def forget(self) -> set[str]:
        """Takes the draft away, whoever kept it; returns the hashes of the files that it spoke of. Call it in a transaction."""
        from consult.service import attaching  # it loads much, and only who sends or discards wants it

        files = attaching.mentioned(self._on_disk())
        stored_drafts.drop(self.consultation.database, self.survey.id, self.holder)
        return files

    def _on_disk(self) -> dict[str, str | list[str]]:
        return stored_drafts.read(self.consultation.database, self.survey.id, self.holder)


class LastCheck:
    """Checks answers. A form asks for problems and for warnings of the same answers, so what came of the last ones is kept."""

    def __init__(self, checker: Checker):
        self._checker = checker
        self._last: tuple[Raw, str, Checked] | None = None
        """What was checked last, in which language, and what came of it."""

    def check(self, raw: Raw) -> Checked:
        """What came of checking `raw`."""
        if self._last is None or self._last[:2] != (raw, current()):
            self._last = _plain(raw), current(), self._checker.check(raw)
        return self._last[2]


def _plain(raw: Raw) -> dict[str, str | list[str]]:
    """A copy that what is typed next does not change."""
    return {name: value if isinstance(value, str) else [*value] for name, value in raw.items()}
