"""One stop of the form: what is told there, and what becomes of the line that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.errors import ConsultError, Problem
from consult.i18n import _
from consult.model.question import CLOSED, QuestionType, yes_or_no
from consult.model.typed_values import Refused
from consult.tui.answer_sheet import SEVERAL
from consult.tui.faults import sentence
from consult.tui.plain_form import commands, how_far, told_back, what_to_type, wording
from consult.tui.plain_form.commands import Command, Typed, command_in
from consult.tui.plain_form.picking import picked
from consult.tui.plain_form.reading import blank, path_in, values_of
from consult.tui.plain_form.stop_commands import StopCommands
from consult.tui.plain_form.stop_problems import StopProblems
from consult.tui.plain_form.stops import Stop, stops

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm


ONE_CHOICE = CLOSED - SEVERAL - {QuestionType.MATRIX}

TOLD_HOW_TO_CHOOSE = 2
"""Questions of which one choice is taken at which it is told how one is typed; who asks hears it at the others as well."""


class StopAsking:
    """Asks at the stops of `form`."""

    def __init__(self, form: PlainForm):
        self.form = form
        self.told = ""
        """The stop that was told last."""
        self.heading = ""
        """The question whose heading was told last."""
        self._explained: set[str] = set()
        """What can be typed into fields of that question, as it was told."""
        self._ranked = ""
        """The ranking at which it was told last how to go on."""
        self._choices_asked = 0
        """How many questions of which one choice is taken were told."""
        self._rest_told = False
        """Whether the rest of an allocation was told with the last answer."""
        self.problems = StopProblems(form)
        self._commands = StopCommands(self)

    def ask(self, stop: Stop) -> None:
        """Tells what is asked at `stop`, unless that was just done, and takes one line."""
        if self.told != stop.name:
            self._tell(stop)
        takes_paths = stop.question.type is QuestionType.FILE
        typed = self.form.line(lambda: self._tell(stop, anew=True), paths=takes_paths)
        if isinstance(typed, Typed):
            self._commands.obey(stop, typed)
        elif stop.cell is None:
            self._ask_another(stop, typed)
        else:
            self._take(stop, typed)
        if self.form.at != stop.name:
            self.told = ""
        if not self.form.at:
            self.heading = ""

    def _tell(self, stop: Stop, *, anew: bool = False) -> None:
        form, question = self.form, stop.question
        if anew or self.heading != question.code:
            form.places.page_of(question)
            form.say("", *wording.heading(form.sheet, question, form.language))
            if self.heading != question.code:
                self.problems.put_off.discard(question.code)  # whoever comes back to it wants to answer it
            self.heading, self._explained = question.code, set()
            self._choices_asked += question.type in ONE_CHOICE
        how = "\n".join(what_to_type.how(form.sheet, stop.cell, form.language, known=False)) if stop.cell else ""
        full, with_rest = how not in self._explained, anew or not self._rest_told
        known = not anew and self._choices_asked > TOLD_HOW_TO_CHOOSE
        form.say(*wording.asking(form.sheet, stop, form.language, full=full, known=known, with_rest=with_rest))
        self._rest_told = False
        self.told = stop.name
        self._explained.add(how)

    # Answers

    def _take(self, stop: Stop, line: str) -> None:
        """Takes a line as the answer, tells how it was understood, and goes on where nothing is wrong with it."""
        form = self.form
        if not line.strip():
            self.open(stop)
            self.go_on(stop)
            return
        try:
            if stop.question.type is QuestionType.FILE:
                form.put({stop.name: form.session.attach(path_in(line))})
            elif _takes_lines(stop):
                if not self._take_lines(stop, line):
                    return
            else:
                form.put(values_of(form.sheet, stop, line, form.language))
        except Refused as refused:
            self.refuse(refused)
        except ConsultError as error:
            form.say(*map(sentence, error.problems))
        else:
            words = told_back.understood(form.sheet, stop, form.language)
            rest = [] if self.problems.adds_up_wrongly(stop) else [*how_far.rest(form.sheet, stop.question)]
            self._rest_told = bool(rest)
            self._say(" ".join(map(wording.as_sentence, (words, *rest))) if words and rest else words)
            more = how_far.more_to_rank(form.sheet, stop.question)
            if words and more:
                form.say(how_far.how_to_rank_on(more, known=self._ranked == stop.name))
                self._ranked = stop.name
            else:
                self.go_on(stop)

    def _say(self, words: str) -> None:
        if words:
            self.form.say(words)

    def refuse(self, refused: Refused) -> None:
        """Tells why a line means nothing here."""
        self.form.say(sentence(Problem("", refused.fault, refused.way_out)))

    def _take_lines(self, stop: Stop, line: str) -> bool:
        """Reads a text of several lines; each is kept. Returns whether it was ended, and not left by a command."""
        form, lines = self.form, list[str]()
        while line.strip() != ".":
            lines.append(line)
            form.put({stop.name: "\n".join(lines).rstrip()})
            typed = form.console.ask("")
            if not typed.strip() and not form.console.more_waits():
                break
            command = command_in(typed, form.languages)
            if command is not None and command.command is not Command.UNKNOWN:
                form.pending = command
                return False
            line = commands.answer_in(typed)
        if not lines:
            self.open(stop)
        return True

    def open(self, stop: Stop) -> None:
        """What was asked and not answered is blank from now on."""
        self.form.put({name: value for name, value in blank(stop).items() if name not in self.form.sheet.raw})

    def _ask_another(self, stop: Stop, line: str) -> None:
        """Opens the next instance of a repeat, or goes on."""
        form, (yes, no) = self.form, yes_or_no(("lv", "en", "ru"))
        try:
            more = bool(line.strip()) and picked(line, [(yes, _("Yes")), (no, _("No"))]) == yes.code
        except Refused as refused:
            self.refuse(refused)
            return
        if not more:
            self.go_on(stop)
            return
        following = [cell for cell in stop.question.cells if cell.instance == stop.instance + 1]
        for cell in following:
            form.put(blank(Stop(stop.question, cell)))
        self._explained.clear()
        form.at = next((one.name for one in stops(form.sheet) if one.cell in following), "")

    def go_on(self, stop: Stop) -> None:
        """Goes to the next stop, unless something here is wrong or worth a second look."""
        if self.problems.told(stop):
            self._rest_told = bool(self.problems.whole)  # what is wrong with the sum was just said
        else:
            for words in how_far.sums(self.form.sheet, stop, self.form.language):
                self.form.say(words)
            self.form.advance(stop)


def _takes_lines(stop: Stop) -> bool:
    """Whether an answer may have several lines."""
    cell = stop.cell
    return cell is not None and not stop.words and cell.question.type is QuestionType.TEXT and cell.question.lines > 1
