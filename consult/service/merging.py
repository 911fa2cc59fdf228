"""Two consultations that were held on two laptops to one: the union of what was said."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import ConsultError, UsageError
from consult.i18n import _, quoted
from consult.model.survey import Identity
from consult.service import defining
from consult.service.consultation import DATABASE, Consultation, log
from consult.service.history import definition, history, late
from consult.store import differences, merging, other_database, people, surveys
from consult.store.files import write_whole

__all__ = ["Apart", "Behind", "Conflict", "Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both have, but not the same; a person decides about it."""

    kind: str
    survey: str
    here: str
    """The id, code or hash in this consultation."""
    there: str
    """The id, code or hash in the other one."""
    said: str
    """What it is about, in a sentence."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Answers to an older question that are none to the newer one of the same code."""

    survey: str
    question: str
    """The code under which they are kept apart."""
    label: str
    versions: tuple[int, ...]
    """The versions that asked it so."""
    responses: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or would do."""

    added: Mapping[str, int]
    """versions, people, imports, responses, attachments, revisions, reviews, second_entries, invitations → how many."""
    already_there: int
    """Responses that both had."""
    conflicts: tuple[Conflict, ...]
    written: bool
    apart: tuple[Apart, ...] = ()
    """What came, or turned out to be, from before a question got another meaning."""
    files: tuple[Path, ...] = ()
    """Survey files that were written, or would be: the newest version of each survey that had none in this folder."""
    behind: tuple[Behind, ...] = ()
    """Survey files of this folder that say something else than the newest version, which came over."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A survey file that is not what was published last; it was left as it is."""

    survey: str
    version: int
    """The newest version, which came from the other consultation."""
    file: Path


class _NotKept(Exception):
    """Ends a transaction whose changes are not to stay."""


def merge(consultation: Consultation, other: Path, *, skip_conflicts: bool = False, dry_run: bool = False) -> Merged:
    """Adds what the database `other` (or the consultation in that folder) has and this one has not; done twice, it adds nothing.

    Survey versions, responses with revisions and reviews, attachments, people and invitations come over, all in one
    transaction; themes and drafts do not. A survey that has no file in this folder gets one with its newest version; no file is
    written over. Where both have something, but not the same, nothing is written; with
    `skip_conflicts` the rest is, and what is here stays as it is. Raises ConsultationError where `other` is no such database, and
    where a survey file cannot be written: what was said is kept then, and the merge can be repeated.
    """
    path = other / DATABASE if other.is_dir() else other
    if path.exists() and path.samefile(consultation.database.path):
        raise UsageError(_("this is the database of this consultation itself"), _("name the other one"), place=str(other))
    db = consultation.database
    found: tuple[Conflict, ...] = ()
    added: dict[str, int] = {}
    apart: tuple[Apart, ...] = ()
    known = 0
    published: dict[Path, str] = {}
    behind: tuple[Behind, ...] = ()
    with other_database.attached(db, path):
        try:
            with db.atomic():
                found = tuple(_told(difference) for difference in differences.differences(db))
                known = differences.already_there(db)
                if found and not skip_conflicts:
                    raise _NotKept
                versions = {name: _newest(consultation, name) for name in surveys.names(db)}
                before = {(one.survey, one.question): one.responses for one in _apart(consultation)}
                added = merging.add(db, _anonymous(consultation))
                apart = tuple(_beyond(_apart(consultation), before)) if any(added.values()) else ()
                published = _without_file(consultation)
                behind = tuple(_behind(consultation, versions))
                if dry_run:
                    raise _NotKept
                if any(added.values()):
                    log(consultation, "merge", path.name, {"added": added, "conflicts": len(found)})
        except _NotKept:
            return Merged(added, known, found, False, apart, tuple(published), behind)
    people.empty_journal(db)
    for file, text in published.items():
        write_whole(file, text, new=True)
    return Merged(added, known, found, True, apart, tuple(published), behind)


def _newest(consultation: Consultation, survey: str) -> int:
    found = surveys.latest(consultation.database, survey)
    return found.version if found else 0


def _without_file(consultation: Consultation) -> dict[Path, str]:
    """Where the file of each survey of the other database would be that has none here → the text of its newest version."""
    found = {}
    for name in differences.surveys_there(consultation.database):
        newest = surveys.latest(consultation.database, name)
        if newest and definition(newest).id == name and not os.path.lexists(defining.path_of(consultation, name)):
            found[defining.path_of(consultation, name)] = newest.definition
    return found


def _behind(consultation: Consultation, before: Mapping[str, int]) -> Iterator[Behind]:
    """The files of surveys that got a newer version now, and say something else than it does."""
    for name in surveys.names(consultation.database):
        newest, path = surveys.latest(consultation.database, name), defining.path_of(consultation, name)
        if newest and newest.version > before.get(name, 0) and path.is_file() and not _says(path, newest):
            yield Behind(name, newest.version, path)


def _says(path: Path, published: surveys.Published) -> bool:
    """Whether the survey file says what was published."""
    try:
        return replace(defining.read_file(path), version=published.version) == definition(published)
    except ConsultError:
        return False


def _apart(consultation: Consultation) -> Iterator[Apart]:
    """All answers that are kept apart now."""
    for survey in surveys.names(consultation.database):
        found = history(consultation, survey, whole=True)
        for code, n in sorted(late(consultation, found).items()):
            question = found.survey.question(code)
            if question and n:
                yield Apart(survey, code, question.label_in(), found.asked(code), n)


def _beyond(now: Iterable[Apart], before: Mapping[tuple[str, str], int]) -> Iterator[Apart]:
    for one in now:
        more = one.responses - before.get((one.survey, one.question), 0)
        if more > 0:
            yield replace(one, responses=more)


def _anonymous(consultation: Consultation) -> set[str]:
    """The surveys that nobody may follow the order of answers to, those of the other database among them."""
    found = dict(differences.definitions(consultation.database))
    published = {survey: surveys.Published(survey, 1, text, "", "") for survey, text in found.items()}
    return {survey for survey, one in published.items() if definition(one).identity is Identity.ANONYMOUS}


def _told(difference: differences.Difference) -> Conflict:
    kind, survey, here, there, detail = (
        difference.kind, difference.survey, difference.here, difference.there, difference.detail
    )  # fmt: skip
    sentences = {
        "version": _("version {version} of the survey {survey} is {there} there and {here} here"),
        "person": _("the person {there} is written down otherwise there"),
        "response": _("the response {there} has another content there"),
        "source_key": _("{detail} was answered otherwise there: {there} there, {here} here"),
        "respondent": _("{detail} answered there as well: {there} there, {here} here"),
        "receipt": _("the receipt {detail} was given there as well: {there} there, {here} here"),
        "paper": _("the paper form {detail} was typed there as well: {there} there, {here} here"),
        "second_entry": _("the paper form {detail} was typed a second time here and there"),
        "revision": _("the response {there} was corrected otherwise there"),
        "review": _("the response {there} was reviewed otherwise there"),
        "invitation": _("{there} was invited there as well, with another link"),
        "attachment": _("the attachment {there} is damaged there"),
    }
    short = {"here": here[:12], "there": there[:12]} if kind == "version" else {"here": here, "there": there}
    said = sentences[kind].format(survey=quoted(survey), version=detail, detail=quoted(detail), **short)
    return Conflict(kind, survey, here, there, said)
