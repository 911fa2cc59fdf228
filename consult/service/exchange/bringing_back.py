"""Responses back in from files that `exporting` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats import own_tables
from consult.i18n import _, quoted
from consult.model.gathered_problems import GatheredProblems
from consult.model.response import Response, Review
from consult.model.survey import Identity, Survey
from consult.model.versions.history import History
from consult.service.consultation import Consultation, actor, log, now_utc
from consult.service.history import history
from consult.service.progress import Progress
from consult.store import answer_rows, papers, responses, reviews
from consult.store.database import batches

__all__ = ["BroughtBack", "bring_back", "is_own"]

_MOST_PROBLEMS = 20
Placed = tuple[str, Response]
"""Where a response stands in the file, and the response."""


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came in from a file of ours."""

    added: int
    already_there: int


def is_own(path: Path) -> bool:
    """Whether `bring_back` can read the file: it begins as an export does."""
    return own_tables.is_own(path)


def bring_back(
    consultation: Consultation, path: Path, survey_id: str, *, dry_run: bool = False, progress: Progress | None = None
) -> BroughtBack:
    """Stores the responses of a file that `export` wrote, known by their ids: all of them, or none.

    Raises TableError, with each problem, where the file is faulty, where an id is there already with other answers, where a
    version was never published here, or where a respondent is not in the register or has answered already.
    """
    found = history(consultation, survey_id, whole=True)
    table = own_tables.read(path, found.survey, found.versions)
    incoming = _Incoming(consultation, found, table.raw)
    with consultation.database.atomic():
        done = 0
        for batch in batches(table.responses):
            incoming.take(batch, keep=not dry_run)
            done += len(batch)
            if progress:
                progress(done, 0)
        incoming.tell()
        if incoming.added and not dry_run:
            log(consultation, "import", f"survey {survey_id}", {"table": path.name, "own": True, "added": incoming.added})
    return BroughtBack(incoming.added, incoming.there)


class _Incoming:
    """Responses that come back, batch by batch."""

    def __init__(self, consultation: Consultation, found: History, raw: bool):
        self.consultation, self.found, self.raw = consultation, found, raw
        self.versions = {survey.version for survey in found.versions}
        self.added = self.there = 0
        self.problems = GatheredProblems(_MOST_PROBLEMS)
        self._seen: set[str] = set()

    def take(self, batch: Sequence[Placed], *, keep: bool) -> None:
        """Stores those that are new, and notes what is wrong with others."""
        known = answer_rows.by_id(self.consultation.database, [response.id for _place, response in batch])
        held = _Held(self.consultation, self.found.survey, [response for _place, response in batch])
        new = []
        for place, response in batch:
            if response.id in known and response.id not in self._seen:
                self._compare(place, response, known[response.id])
            elif self._fits(place, response, held):
                new.append(self._as_told(response))
            self._seen.add(response.id)
        self.added += len(new)
        if keep and not self.problems:
            self._store(new)

    def _store(self, new: Sequence[Response]) -> None:
        database, moment = self.consultation.database, now_utc()
        anonymous = self.found.survey.identity is Identity.ANONYMOUS
        responses.add(database, new, moment, shuffled=anonymous)
        looked = [(response.id, response.review) for response in new if response.review is not Review.RECEIVED]
        reviews.add_all(database, looked, _("as it was exported"), moment, actor())

    def _as_told(self, response: Response) -> Response:
        """A response whose answers are told in the codes of the newest version is one of that version."""
        if self.raw or not self.found.moves or response.version == self.found.latest.version:
            return response
        return replace(response, version=self.found.latest.version)

    def _compare(self, place: str, response: Response, known: Response) -> None:
        there = known if self.raw else self.found.current(known)
        if known.survey == response.survey and set(there.answers) == set(response.answers):
            self.there += 1
            return
        self._problem(
            place,
            _("the response {id} is there already with other answers").format(id=quoted(response.id)),
            _("take the row out; answers are corrected, not written over"),
        )

    def _fits(self, place: str, response: Response, held: _Held) -> bool:
        before = len(self.problems)
        if response.id in self._seen:
            self._problem(
                place, _("the response {id} stands in the file twice").format(id=quoted(response.id)), _("take one out")
            )
        if response.version not in self.versions:
            fault = _("version {version} of the survey was never published here").format(version=response.version)
            self._problem(place, fault, _("publish the same versions first"))
        for code in () if self.raw else self._not_asked_then(response):
            fault = _("version {version} did not ask {question}; under this code it asked something else").format(
                version=response.version, question=quoted(code)
            )
            self._problem(place, fault, _("export it once more from where it was answered, with the versions of here"))
        if response.respondent and response.respondent not in held.people:
            fault = _("the register has nobody with the code {code}").format(code=quoted(response.respondent))
            self._problem(place, fault, _("import the people first"))
        if held.is_taken(response):
            self._problem(
                place,
                _("the same respondent, paper form or row of a table came in before as another response"),
                _("take the row out"),
            )
        return len(self.problems) == before

    def _not_asked_then(self, response: Response) -> list[str]:
        """Questions that have the code of an older one with another meaning, and that came later than the response."""
        codes = dict.fromkeys(answer.question for answer in response.answers)
        then = {code for code in codes if self.found.newest_code(code, response.version) in self.found.apart - {code}}
        return [code for code in codes if code in then and response.version not in self.found.asked(code)]

    def _problem(self, place: str, fault: str, way_out: str) -> None:
        self.problems.add(Problem(place, fault, way_out))

    def tell(self) -> None:
        """Raises TableError where there were problems."""
        if self.problems:
            raise TableError(problems=self.problems.told())


class _Held:
    """What responses that are there already hold, of all that may be held once only."""

    def __init__(self, consultation: Consultation, survey: Survey, coming: Sequence[Response]):
        database = consultation.database
        keys = sorted({response.source_key for response in coming if response.source_key})
        codes = sorted({response.respondent for response in coming if response.respondent})
        self.people = answer_rows.people(database, codes) if codes else set()
        held = answer_rows.holders(database, survey.id, "source_key", keys) if keys else {}
        self._keys = {key for _wave, key in held}
        typed = any(response.paper for response in coming)
        self._sheets = papers.sheets(database, survey.id) if typed else set()
        self._respondents = set(answer_rows.holders(database, survey.id, "respondent", codes)) if codes else set()

    def is_taken(self, response: Response) -> bool:
        """Whether another response has the same source key or sheet of paper, or the same respondent in the same wave.

        From now on it has.
        """
        taken = response.source_key in self._keys or (response.wave, response.respondent) in self._respondents
        sheet = (response.paper.batch, response.paper.number) if response.paper else None
        taken = taken or sheet in self._sheets
        if sheet:
            self._sheets.add(sheet)
        if response.source_key:
            self._keys.add(response.source_key)
        if response.respondent:
            self._respondents.add((response.wave, response.respondent))
        return taken
