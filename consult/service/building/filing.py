"""The file of a survey that is being built: saving it, noticing that somebody else did, and a draft that outlives a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from consult.errors import ConsultationError
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.formats.survey_editing.survey_text import SurveyText
from consult.i18n import _
from consult.service.building.steps import Steps
from consult.service.consultation import Consultation
from consult.store.files import write_whole
from consult.system_faults import reason

_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes that were never saved, as they were last kept."""

    text: str
    when: datetime
    """By the clock on the wall."""


class Filing(Steps):
    """One survey file and its draft."""

    def __init__(self, consultation: Consultation, name: str, path: Path, text: str, saved: bytes | None):
        super().__init__(consultation, name, path, text)
        self._saved = saved
        """The file as it was when it was last read or written; None where there was none."""
        self._saved_text = text if saved is not None else ""
        self._kept = ""
        self._draft = _read_draft(self._draft_path)
        if self._draft and self._draft.text == text:
            self.drop_draft()

    @property
    def dirty(self) -> bool:
        """Whether the text differs from the file."""
        return self._saved is None or self.text != self._saved_text

    def changed_on_disk(self) -> bool:
        """Whether the file is another one than was read or written last."""
        return _content(self.path) != self._saved

    def save(self, *, over: bool = False) -> None:
        """Writes the text to its file, whole or not at all, and drops the draft; an earlier one that nobody looked at stays.

        Raises ConsultationError where somebody else changed the file, unless it may be written `over`.
        """
        if not over and self.changed_on_disk():
            raise ConsultationError(
                _("the file was changed elsewhere since it was opened"),
                _("read it anew and lose these changes, or save over it"),
                place=str(self.path),
            )
        content = self.text.encode("utf-8", "surrogateescape")
        write_whole(self.path, content)
        self._saved, self._saved_text = content, self.text
        if self._draft is None:
            self.drop_draft()

    def reload(self) -> None:
        """Takes the file as it is now; what was changed here can be had back with undo. Raises ConsultationError."""
        content = _content(self.path)
        if content is None:
            raise ConsultationError(_("the file is gone"), _("save it to have it back"), place=str(self.path))
        text, _encoding = decode(content, self.path.name)
        self.edit_text(SurveyText.of(text), _("Reading the file anew"))
        self._saved, self._saved_text = content, text

    @property
    def _draft_path(self) -> Path:
        return self.path.with_name(f".{self.path.name}.draft")

    @property
    def draft_found(self) -> Draft | None:
        """Changes of an earlier time that were never saved; None where there are none, or they were taken up or dropped."""
        return self._draft

    def keep_draft(self, typing: Sequence[Callable[[Self], object]] = ()) -> None:
        """Keeps the text beside the file, in case the program ends before it is saved; quick where nothing changed.

        Edits that are still being typed (`typing`) stand in the draft, but are no step yet. An earlier draft that nobody looked
        at yet is not written over.
        """
        text = self.text_after(typing) if typing else self.text
        if self._draft is not None or text == self._kept:
            return
        changed = self._saved is None or text != self._saved_text
        if changed and (self._saved is not None or self._before or typing):
            write_whole(self._draft_path, text)
        else:
            self._draft_path.unlink(missing_ok=True)
        self._kept = text

    def restore(self) -> None:
        """Takes up the draft that was found, as a step that can be undone."""
        if self._draft:
            text, self._draft = self._draft.text, None
            self.edit_text(SurveyText.of(text), _("Taking up unsaved changes"))

    def drop_draft(self) -> None:
        """Throws the draft away."""
        self._draft, self._kept = None, ""
        self._draft_path.unlink(missing_ok=True)


def _read_draft(path: Path) -> Draft | None:
    content = _content(path)
    if content is None:
        return None
    return Draft(content.decode("utf-8", "replace"), datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0))


def _content(path: Path) -> bytes | None:
    try:
        return bytes_of(path, _LARGEST) if path.is_file() else None
    except OSError as error:
        raise ConsultationError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
