"""A survey file being changed: its states, one for each step, forward and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from consult.errors import ConsultError, NotFoundError, SurveyError
from consult.formats.survey_editing.survey_text import Spot, SurveyText
from consult.i18n import _, current, quoted
from consult.model.survey import Survey
from consult.service.building import reading
from consult.service.building.past import Past
from consult.service.building.properties import View
from consult.service.building.seen import BuildingProblem
from consult.service.consultation import Consultation

_MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Step:
    """A state of the file, what was done to come to it, and where."""

    text: str
    told: str = ""
    place: str = ""


class Steps:
    """The states of one file. Every change goes through `edit` and can be taken back."""

    def __init__(self, consultation: Consultation, name: str, path: Path, text: str):
        self.consultation = consultation
        self.name = name
        self.path = path
        self.last_place = ""
        """The place that the last change, undo or redo was about."""
        self._step, self._now = Step(text), SurveyText.of(text)
        self._before: list[Step] = []
        self._after: list[Step] = []
        self._read: tuple[SurveyText, str, reading.Reading] | None = None
        """What was read of a text, in the words of a language."""
        self._readable: Survey | None = None
        self._past: Past | None = None

    @property
    def text(self) -> str:
        """The file as it would be saved."""
        return self._now.text

    @property
    def readable(self) -> bool:
        """False where the text is no YAML that can be changed step by step: only `replace_text` and undo are left."""
        return self._now.root is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the survey; the first is the one that it is written in."""
        return self._now.languages

    @property
    def survey(self) -> Survey | None:
        """The last state that could be read as a survey; None where none could yet."""
        self._reading()
        return self._readable

    @property
    def problems(self) -> tuple[BuildingProblem, ...]:
        """All that stands between the text and a survey that can be asked."""
        return self._reading().problems

    @property
    def past(self) -> Past:
        """What was published of this survey."""
        if self._past is None:
            self._past = Past.of(self.consultation, self.name)
        return self._past

    def _reading(self) -> reading.Reading:
        if self._read is None or self._read[0] is not self._now or self._read[1] != current():
            found = reading.read(self._now, self.path)
            self._read = self._now, current(), found
            self._readable = found.survey or self._readable
        return self._read[2]

    @property
    def _view(self) -> View:
        return View(self._now, self.path, self.past)

    def _spot(self, place: str, *kinds: str) -> Spot:
        """The spot of a place; raises NotFoundError where it is not there, or of another kind."""
        if self._now.root is None:
            problem = self.problems[0].problem if self.problems else None
            raise SurveyError(
                _("the file cannot be changed step by step"),
                problem.fault if problem else "",
                place=problem.place if problem else "",
            )
        spot = self._now.spots.get(place)
        if spot is None or (kinds and spot.kind not in kinds):
            raise NotFoundError(_("there is no place {place} in the survey").format(place=quoted(place)), place=place)
        return spot

    def edit(self, now: SurveyText, told: str, place: str) -> None:
        """Makes `now` the state of the file, as one step; what changes nothing is no step."""
        if now.text == self.text:
            return
        if now.root is None and self.readable:
            raise SurveyError(_("this cannot be written into the file"), _("change its text instead"), place=place)
        self._go_on(Step(now.text, told, place), now)

    def _go_on(self, step: Step, now: SurveyText) -> None:
        self._reading()  # so that the last state that could be read is known
        self._before = [*self._before[-_MOST_STEPS:], self._step]
        self._after, self._step, self._now, self.last_place = [], step, now, step.place

    def replace_text(self, text: str) -> None:
        """Takes a whole new text, as one step."""
        self.edit_text(SurveyText.of(text), _("Change of the text"))

    def edit_text(self, now: SurveyText, told: str) -> None:
        """As `edit`, but the new text may be no YAML."""
        if now.text != self.text:
            self._go_on(Step(now.text, told), now)

    def text_after(self, edits: Iterable[Callable[[Self], object]]) -> str:
        """The text as these edits would leave it; those that cannot be done are left out. Nothing changes."""
        states = self._step, self._now, self._before, self._after, self.last_place, self._read, self._readable
        try:
            for edit in edits:
                with suppress(ConsultError):
                    edit(self)
            return self.text
        finally:
            self._step, self._now, self._before, self._after, self.last_place, self._read, self._readable = states

    def join(self, place: str) -> None:
        """Makes the last step one with the step before it, where that was about `place`: what follows from it is no step."""
        if self._before[1:] and self._before[-1].place == place:
            self._step = replace(self._step, told=self._before.pop().told)

    @property
    def can_undo(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._step.told if self._before else ""

    @property
    def can_redo(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._after[-1].told if self._after else ""

    def undo(self) -> bool:
        """Takes the last step back; False where there is none."""
        if not self._before:
            return False
        self._after.append(self._step)
        self._go(self._before.pop(), self._step.place)
        return True

    def redo(self) -> bool:
        """Does again what was taken back; False where nothing was."""
        if not self._after:
            return False
        self._before.append(self._step)
        step = self._after.pop()
        self._go(step, step.place)
        return True

    def _go(self, step: Step, place: str) -> None:
        self._step, self._now = step, SurveyText.of(step.text)
        while place and place not in self._now.spots:
            place = place.rpartition("/")[0]
        self.last_place = place

    def _label(self, spot: Spot) -> str:
        """How a place is called in what can be undone."""
        return quoted(spot.code) if spot.code else _("the survey")
