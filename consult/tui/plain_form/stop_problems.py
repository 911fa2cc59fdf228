"""What is wrong with an answer, or worth a second look, told below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consult.errors import Problem
from consult.i18n import _
from consult.tui.faults import doubts, faults, sentence
from consult.tui.goals import spent_points
from consult.tui.plain_form.commands import Command, written
from consult.tui.plain_form.stops import Stop, stops
from consult.tui.telling import place_in_words

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm

_MOST = 3
"""Problems of one question that are told at once."""


class StopProblems:
    """Tells the problems at the stops of `form`."""

    def __init__(self, form: PlainForm):
        self.form = form
        self.put_off: set[str] = set()
        """The questions of which something was left for later."""
        self.whole = ""
        """The question that was told to be wrong as a whole, and not in one of its places."""
        self._told_to_skip: set[str] = set()
        """The questions at which it was told how to leave them for later."""
        self._doubted: set[tuple[str, str]] = set()
        """Place and fault of what was asked about: that is done once."""

    def told(self, stop: Stop) -> bool:
        """Tells what is wrong at `stop`, and stands there, or what is worth a second look; returns whether there was any."""
        form, self.whole = self.form, ""
        wrong = [problem for problem in faults(form.session, form.sheet) if self._concerns(problem, stop)]
        if wrong:
            self._tell(stop, wrong[:_MOST])
            if stop.question.code not in self._told_to_skip:
                self._told_to_skip.add(stop.question.code)
                form.say(_("{skip} leaves it for later.").format(skip=written(Command.SKIP)))
            form.stand(wrong[0].place)
            self.whole = wrong[0].place if wrong[0].place == stop.question.code else ""
            return True
        found = [problem for problem in doubts(form.session, form.sheet) if self._concerns(problem, stop)]
        new = [problem for problem in found if (problem.place, problem.fault) not in self._doubted]
        if new:
            self._doubted |= {(problem.place, problem.fault) for problem in new}
            self._tell(stop, new)
            form.say(_("Enter keeps it as it is."))
        return bool(new)

    def adds_up_wrongly(self, stop: Stop) -> bool:
        """Whether at the last field of an allocation it is about to be told that the points do not add up."""
        form, question = self.form, stop.question
        names = [one.name for one in stops(form.sheet) if one.question is question]
        spent = spent_points(form.sheet, question) if question.total is not None else None
        return names[-1:] == [stop.name] and spent != question.total and question.code not in self.put_off

    def _tell(self, stop: Stop, found: Iterable[Problem]) -> None:
        form = self.form
        for problem in found:
            cell = form.sheet.cell_at(problem.place) if problem.place != stop.name else None
            where = place_in_words(form.sheet, stop.question, cell, form.language) if cell else ""
            form.say(f"{where}: {sentence(problem)}" if where else sentence(problem))

    def _concerns(self, problem: Problem, stop: Stop) -> bool:
        """Whether `problem` is to be told now: at its own field, and of the whole question behind its last field."""
        question, sheet = stop.question, self.form.sheet
        if sheet.question_at(problem.place) is not question:
            return False
        last = [one.name for one in stops(sheet) if one.question is question][-1:]
        if last == [stop.name] and question.code not in self.put_off:
            return True
        if problem.place != stop.name or stop.cell is None:
            return False
        if stop.name != sheet.cells(question)[0].name or stop.name in sheet.refused(question):
            return True
        # What the first field stands for together with all others is told behind the last.
        return stop.cell.question.required and not any(sheet.codes(stop.name))
