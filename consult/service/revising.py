"""Correcting a response: a form with its answers, and a revision with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.errors import AnswerError, NotFoundError, Problem, UsageError
from consult.i18n import _, number, quoted
from consult.model.previous import Previous
from consult.model.question import CLOSED, OTHER, Cell, QuestionType
from consult.model.response import Raw, Response
from consult.model.survey import Survey
from consult.model.versions.history import History
from consult.service import attaching
from consult.service.amending import Amendment
from consult.service.consultation import Consultation, actor, log, now_utc
from consult.service.drafts import KeptDraft
from consult.service.history import history
from consult.service.reading_over import Change
from consult.store import responses

_SEVERAL = (QuestionType.MULTI, QuestionType.RANKING)
"""Questions that take several choices in one field."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did."""

    id: str
    revision: int
    """Its number; 0 where nothing was changed and nothing stored."""
    changes: tuple[Change, ...]


@dataclass(slots=True)
class RevisionSession:
    """One person correcting one response; what was typed is kept apart from what respondents type."""

    consultation: Consultation
    response: Response
    found: History
    amendment: Amendment = field(init=False)
    previous: Previous = field(init=False)
    prefilled: bool = field(init=False, default=False)
    _draft: KeptDraft = field(init=False)
    _attached: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.amendment = Amendment(self.found, self.response)
        self.previous = Previous(self.survey)
        self._draft = KeptDraft(self.consultation, self.survey, self.holder)
        self.draft()

    @property
    def survey(self) -> Survey:
        """The version that was answered, with its questions and wordings."""
        return self.amendment.survey

    @property
    def holder(self) -> str:
        """Whose draft it is: of this correction of this response by this account, never a respondent's."""
        return f"revision:{self.response.id}:{self.response.revision}:{actor()}"

    @property
    def raw(self) -> dict[str, str | list[str]]:
        """The fields of the form as the response fills them now."""
        return dict(self.amendment.raw)

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed earlier and not stored; empty where there is nothing."""
        return self._draft.read()

    def keep(self, raw: Raw) -> None:
        """Keeps what was typed so far; nothing where it is what stands there.

        Raises DraftChangedError where another window of the same account changed it since it was read or kept here.
        """
        self._draft.keep(raw if self.differs(raw) else {})

    def differs(self, raw: Raw) -> bool:
        """Whether anything was typed that is not what stands there; also what does not fit and can change nothing yet."""
        return bool(self.problems(raw) or self.amendment.changes(raw))

    def discard(self) -> None:
        """Forgets what was typed, and the files that nothing else speaks of; what another window kept meanwhile stays."""
        self._draft.discard(self._attached)
        self._attached = set()

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """What stands in the way of storing `raw`, by field."""
        return self.amendment.check(raw).problems

    def warnings(self, raw: Raw) -> tuple[Problem, ...]:
        """What is worth a second look, by field."""
        return self.amendment.check(raw).warnings

    def changes(self, raw: Raw, language: str = "") -> tuple[Change, ...]:
        """What would be changed, in words."""
        return self.amendment.changes(raw, language)

    def attach(self, path: str) -> str:
        """Keeps a file and returns what a file question takes for it. Raises AnswerError."""
        value = attaching.attach(self.consultation, path)
        self._attached |= attaching.mentioned({"": value})
        return value

    def submit(self, raw: Raw, reason: str = "") -> str:
        """Stores the correction; returns the id of the response. See `correct`."""
        self.correct(raw, reason)
        return self.response.id

    def correct(self, raw: Raw, reason: str) -> Corrected:
        """Stores a revision and forgets the draft; nothing is stored where nothing was changed.

        Raises UsageError where nobody says why, AnswerError where something does not fit, or where somebody corrected it
        meanwhile, and DraftChangedError where another window of the same account did and did not store it; then nothing is
        stored and the draft stays.
        """
        database = self.consultation.database
        problems = self.problems(raw)
        if problems:
            raise AnswerError(problems=problems)
        self._draft.refuse_changed()
        changes = self.changes(raw)
        if not changes:
            self.discard()
            return Corrected(self.response.id, 0, ())
        reason = " ".join(reason.split())
        if not reason:
            raise UsageError(_("say why it is corrected: who reads the response will ask"), _("write the reason in one line"))
        kept = self.amendment.answers(raw)
        with database.atomic():
            self._refuse_moved_on()
            attaching.refuse_absent(self.consultation, self.survey, [one for one in kept if one not in self.response.answers])
            revision = responses.add_revision(database, self.response.id, kept, now_utc(), actor(), reason)
            detail: dict[str, object] = {
                "revision": revision,
                "reason": reason,
                "questions": [*{one.question: 0 for one in changes}],
            }
            log(self.consultation, "correct", f"response {self.response.id}", detail)
            attaching.drop_unused(self.consultation, self._draft.forget() | self._attached)
        return Corrected(self.response.id, revision, changes)

    def _refuse_moved_on(self) -> None:
        now = responses.response(self.consultation.database, self.response.id)
        if now is None or now.revision != self.response.revision:
            raise AnswerError(
                _("somebody corrected this response meanwhile, or took it out"), _("go back, read it as it is now and begin anew")
            )


def open_revision(consultation: Consultation, id_or_receipt: str) -> RevisionSession:
    """A session that corrects the response of this id or receipt code; raises NotFoundError."""
    response = responses.response(consultation.database, id_or_receipt.strip())
    if response is None:
        raise NotFoundError(_("there is no response {id}").format(id=quoted(id_or_receipt)), _("see “consult responses list”"))
    return RevisionSession(consultation, response, history(consultation, response.survey))


def with_fields(session: RevisionSession, given: Sequence[tuple[str, str]]) -> dict[str, str | list[str]]:
    """The fields of the response with others set, as a command line names them; a field named twice takes both.

    Raises AnswerError with a Problem for every field that the version which was answered has not.
    """
    known = {name: cell for question in session.survey.questions for cell in question.cells for name in cell.names}
    fault, way_out = _no_such_field(session)
    unknown = [Problem(name, fault, way_out) for name in dict.fromkeys(name for name, _value in given) if name not in known]
    if unknown:
        raise AnswerError(problems=unknown)
    raw, values = session.raw, dict[str, list[str]]()
    for name, value in given:
        values.setdefault(name, []).extend([value] if value else [])
    for name, some in values.items():
        cell = known[name]
        takes_several = cell.question.type in _SEVERAL and name == cell.name
        raw[name] = some if takes_several or len(some) > 1 else "".join(some)
        if name == cell.name and OTHER not in some and not takes_several:
            raw.pop(f"{name}.{OTHER}", None)  # own words went with the choice that stood there
        elif name != cell.name and cell.question.type in CLOSED and cell.name not in values:
            _tick_other(raw, cell, ticked=bool(some))
    return raw


def _no_such_field(session: RevisionSession) -> tuple[str, str]:
    if session.survey is session.found.latest:
        return _("this survey has no such field"), _("use the names of the columns of “consult responses export”")
    version = session.survey.version
    return (
        _("version {version}, which was answered, has no such field").format(version=number(version)),
        _("see “consult survey show {survey} --version {version}”").format(survey=session.survey.id, version=version),
    )


def _tick_other(raw: dict[str, str | list[str]], cell: Cell, *, ticked: bool) -> None:
    """The choice „other” goes with own words that are set or taken away."""
    if cell.question.type in _SEVERAL:
        taken = [code for code in raw.get(cell.name, ()) if code != OTHER]
        raw[cell.name] = [*taken, OTHER] if ticked else taken
    elif ticked:
        raw[cell.name] = OTHER
    elif raw.get(cell.name) == OTHER:
        raw[cell.name] = ""
