"""Ways out of a change of meaning, in words and ready to be taken: the same meaning, a new code, put back, another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from consult.errors import ConsultError, SurveyError
from consult.formats.survey_editing import keys
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import set_key
from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of
from consult.formats.survey_editing.wordings import set_texts
from consult.i18n import _, current, quoted
from consult.model.question import Question
from consult.model.survey import Migration, Survey
from consult.model.versions.change import Change, Kind, said
from consult.model.versions.changes import compare
from consult.model.versions.migration_resolving import resolved
from consult.service.building import renames
from consult.service.building.reading import read
from consult.service.building.renaming import Renaming, renamed
from consult.service.versioning import Plan

_Candidate = tuple[str, Callable[[], SurveyText]]
"""What a way out says, and what makes the file after it."""
_MOST_LIKE = 4
"""How many new questions or choices are offered as what a missing one became."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to settle a change of meaning."""

    told: str
    """What it says of the answers that there are, in the reader's language, without a closing full stop."""
    now: SurveyText
    """The file after it."""


def in_the_way(plan: Plan) -> tuple[Change, ...]:
    """The changes of meaning for which a plan cannot be published: each wants a word on what became of the answers."""
    told = {(problem.place.partition(": ")[2], problem.fault) for problem in plan.problems}
    return tuple(change for change in plan.changes if change.kind is Kind.MEANING and (change.place, change.told) in told)


class Settling(Renaming):
    """Settles changes of meaning."""

    def ways_out(self, change: Change) -> tuple[WayOut, ...]:
        """What may be said of a change of meaning since the last version; only what really settles it."""
        last = self.past.last
        if last is None or self.problems or self.survey is None:
            return ()
        before = _open(last, self.survey)
        found = []
        for told, make in self._candidates(change, last):
            try:
                now = make()
            except ConsultError:
                continue
            survey = read(now, self.path).survey
            if survey is not None and _settles(change, before, last, survey):
                found.append(WayOut(told, now))
        return tuple(found)

    def settle(self, change: Change, way: WayOut) -> None:
        """Takes a way out. Raises SurveyError where it is none any more."""
        now = next((one.now for one in self.ways_out(change) if one.told == way.told), None)
        if now is None:
            raise SurveyError(_("the survey changed meanwhile"), _("look at the changes once more"), place=change.place)
        self.edit(now, _("Decision on the change: {place}").format(place=quoted(change.place)), change.place.partition(".")[0])

    def _candidates(self, change: Change, last: Survey) -> Iterator[_Candidate]:
        code, _dot, rest = change.place.partition(".")
        spot = self._now.spots.get(code)
        asked = last.question(change.question)
        if change.place == "identity":
            told = _("put it back: {was}").format(was=quoted(last.identity))
            yield told, lambda: self._put_identity(last)
        if asked is None:
            return
        if spot is None or spot.kind != "question":
            yield from self._gone_question(asked, last)
            return
        inner = self._now.spots.get(f"{code}/{rest.partition('.')[0]}") if rest else None
        yield (
            _("it means the same as before: old and new answers count together"),
            lambda: self._speaking_of(reworded=(change.place,)),
        )
        yield from self._asked_anew(spot, inner, asked)
        yield from self._gone_inside(spot, rest, asked)
        yield from self._put_back(inner or spot, asked)

    def _speaking_of(self, **says: object) -> SurveyText:
        return renames.add_line(self._now, Migration(**says))  # type: ignore[arg-type]

    def _put_identity(self, last: Survey) -> SurveyText:
        root = self._spot("").part
        return self._now.changed([set_key(self.text, root, "identity", Word(last.identity), keys.order("survey"))])

    def _asked_anew(self, spot: Spot, inner: Spot | None, asked: Question) -> Iterator[_Candidate]:
        if inner is not None:
            code = self.proposed_code(inner.code, spot.place)
            told = _("it asks something else now: it becomes a new part with the code {code}, old answers stay apart")
            yield told.format(code=quoted(code)), lambda: self._parted(inner, code)
        fresh = self.proposed_code(spot.code)
        told = _("it asks something else now: it becomes a new question with the code {code}, old answers stay apart")
        yield told.format(code=quoted(fresh)), lambda: self._parted(spot, fresh, asked.code)

    def _parted(self, spot: Spot, code: str, published: str = "") -> SurveyText:
        """The file in which what stands at `spot` has a new code, and what was published is asked no more."""
        retired = published or renames.origin(self._now, self.past, spot.place).replace("/", ".") or spot.place.replace("/", ".")
        now = self._now.changed(renamed(self._now, spot, code))
        if spot.kind == "question":
            now = renames.after_rename(now, self.past, published, published)
        return renames.add_line(now, Migration(retire=(retired,)))

    def _gone_question(self, asked: Question, last: Survey) -> Iterator[_Candidate]:
        known = {question.code for question in last.questions}
        survey = self.survey
        fresh = [one for one in (survey.questions if survey else ()) if one.code not in known and one.type is asked.type]
        for one in fresh[:_MOST_LIKE]:
            told = _("it is {label} now, under another code: the answers go with it").format(label=said(one.label_in()))
            yield told, lambda one=one: renames.after_rename(self._now, self.past, asked.code, one.code)  # type: ignore[misc]
        yield _("it is asked no more: its answers stay as they are"), lambda: self._speaking_of(retire=(asked.code,))

    def _gone_inside(self, spot: Spot, rest: str, asked: Question) -> Iterator[_Candidate]:
        old = {choice.code: choice for choice in (*asked.choices, *asked.rows, *asked.sides)}
        now = self.survey.question(spot.code) if self.survey else None
        if rest in old and now is not None:
            offered = (*now.choices, *now.rows, *now.sides)
            fresh = [one for one in offered if one.code not in old]
            for choice in fresh[:_MOST_LIKE] if rest not in {one.code for one in offered} else ():
                told = _("{label} takes its place: old answers count there").format(label=said(choice.label_in()))
                yield told, lambda choice=choice: self._speaking_of(recode={spot.code: {rest: choice.code}})  # type: ignore[misc]
        if asked.part(rest) is not None:
            yield (
                _("it is asked no more: its answers stay as they are"),
                lambda: self._speaking_of(retire=(f"{spot.code}.{rest}",)),
            )

    def _put_back(self, spot: Spot, asked: Question) -> Iterator[_Candidate]:
        origin = renames.origin(self._now, self.past, spot.place)
        published = self.past.question(origin) if origin else asked
        label = spot.part.get("ask")
        if published is not None and label is not None:
            now = texts_of(label, self.languages)
            changed = [one for one in self.languages if now.get(one) != published.label.get(one)]
            language = current() if current() in changed or not changed else changed[0]  # that in which the change is told
            told = _("put the wording back: {words}").format(words=said(published.label_in(language)))
            wanted = {language: published.label.get(language, "") for language in self.languages}
            yield (
                told,
                lambda: self._now.changed(set_texts(self.text, spot.part, "ask", wanted, self.languages, keys.order(spot.kind))),
            )


def _open(last: Survey, survey: Survey) -> frozenset[Change]:
    """The changes of meaning that nothing speaks of."""
    return frozenset(one for one in compare(last, survey) if one.kind is Kind.MEANING and not one.covered)


def _settles(change: Change, before: frozenset[Change], last: Survey, survey: Survey) -> bool:
    """Whether `survey` leaves that change open no more and opens no other at its question.

    Where the question is another one now, so are the conditions that name it: those may be asked about next.
    """
    if resolved(last, survey).faults:
        return False
    told = {(one.place, one.told) for one in before}
    after = _open(last, survey)
    left = any((one.place, one.told) == (change.place, change.told) for one in after)
    return not left and not any(one.question == change.question and (one.place, one.told) not in told for one in after)
