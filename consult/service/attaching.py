"""Files that respondents attach: kept under their hash with the answers, and written out again."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import AnswerError, Problem
from consult.formats.file_bytes import TooLarge, bytes_of
from consult.i18n import _, quoted
from consult.model.question import QuestionType
from consult.model.response import Answer, Raw, Review
from consult.model.survey import Survey
from consult.model.typed_values import normalise
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.progress import Progress
from consult.store import attachments, responses
from consult.store.files import write_whole
from consult.system_faults import reason

LARGEST = 20_000_000
_UNSAFE = re.compile(r"[^\w. \-()]")
_ATTACHED = re.compile(r"([0-9a-f]{64}) ")


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """What became of the files that respondents attached."""

    files: tuple[Path, ...]
    """Where they were written to."""
    absent: int
    """Files that answers speak of and whose content is not here, as after an import of answers alone."""


def attach(consultation: Consultation, path: Path | str) -> str:
    """Keeps the file at `path` and returns what a file question takes for it: its SHA-256 and its name.

    Raises AnswerError where it cannot be read, is no file or is larger than 20 MB.
    """
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    with consultation.database.atomic():
        attachments.add(consultation.database, sha256, content)
    return f"{sha256} {normalise(Path(path).name)}"


def _content(path: Path | str) -> bytes:
    try:
        return bytes_of(Path(path).expanduser(), LARGEST)
    except TooLarge:
        raise AnswerError(_("the file is larger than 20 MB"), _("attach a smaller one"), place=str(path)) from None
    except (OSError, RuntimeError, ValueError) as error:  # also the home of nobody, and signs that no name has
        told = reason(error if isinstance(error, OSError) else FileNotFoundError(errno.ENOENT, ""))
        raise AnswerError(
            _("the file cannot be read ({reason})").format(reason=told), _("check its name"), place=str(path)
        ) from None


def refuse_absent(consultation: Consultation, survey: Survey, answers: Sequence[Answer]) -> None:
    """Raises AnswerError where an answer speaks of a file that was never attached here."""
    asked = {question.code for question in survey.questions if question.type is QuestionType.FILE}
    absent = [
        Problem(answer.question, _("the file {name} is not here").format(name=quoted(answer.text or "")), _("attach it again"))
        for answer in answers
        if answer.question in asked and answer.code and not attachments.is_there(consultation.database, answer.code)
    ]
    if absent:
        raise AnswerError(problems=absent)


def mentioned(raw: Raw) -> set[str]:
    """The hashes of the files that the fields of a form speak of."""
    texts = (value for value in raw.values() if isinstance(value, str))
    return {found[1] for found in map(_ATTACHED.match, texts) if found}


def drop_unused(consultation: Consultation, hashes: Iterable[str]) -> None:
    """Deletes those of the files that no answer and no draft speaks of; call it inside a transaction."""
    attachments.drop_unused(consultation.database, hashes)


def write_out(consultation: Consultation, survey: str, folder: Path, progress: Progress | None = None) -> WrittenOut:
    """Writes the files attached to the responses that count into `folder`, one folder for each response.

    Names are as they were given, but for signs that file systems give a meaning to. Raises NotFoundError where the survey was
    never published, ConsultationError where a file is there already or cannot be written.
    """
    past = history(consultation, survey)
    asked = {question.code for question in past.survey.questions if question.type is QuestionType.FILE}
    given = [
        (response.id, answer.question, answer.code, answer.text or "")
        for response in map(past.current, responses.responses(consultation.database, survey))
        if response.review is not Review.EXCLUDED
        for answer in response.answers
        if answer.question in asked and answer.code
    ]
    written = []
    for at, (id_, question, sha256, name) in enumerate(given, 1):
        content = attachments.content(consultation.database, sha256)
        if content is not None:
            path = folder / id_ / f"{question}-{_safe(name)}"
            write_whole(path, content, new=True)
            written.append(path)
        if progress:
            progress(at, len(given))
    return WrittenOut(tuple(written), len(given) - len(written))


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name)[-120:].strip(". ") or "file"
