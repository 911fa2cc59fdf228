"""One stop of the form: what is told there, and what becomes of the line that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.errors import ConsultError, Problem
from consult.i18n import _, ngettext
from consult.model.question import QuestionType, yes_or_no
from consult.model.typed_values import Refused
from consult.tui.faults import sentence
from consult.tui.plain_form import commands, told_back, wording
from consult.tui.plain_form.commands import Command, Typed, command_in
from consult.tui.plain_form.picking import picked
from consult.tui.plain_form.reading import blank, path_in, same_for_the_rest, values_of
from consult.tui.plain_form.stop_problems import StopProblems
from consult.tui.plain_form.stops import Stop, stops
from consult.tui.taking_over import left_to_take

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm


class StopAsking:
    """Asks at the stops of `form`."""

    def __init__(self, form: PlainForm):
        self.form = form
        self._told = ""
        """The stop that was told last."""
        self._heading = ""
        """The question whose heading was told last."""
        self._explained: set[str] = set()
        """The kinds of field of that question whose choices were told."""
        self._problems = StopProblems(form)

    def ask(self, stop: Stop) -> None:
        """Tells what is asked at `stop`, unless that was just done, and takes one line."""
        if self._told != stop.name:
            self._tell(stop)
        takes_paths = stop.question.type is QuestionType.FILE
        typed = self.form.line(lambda: self._tell(stop, anew=True), paths=takes_paths)
        if isinstance(typed, Typed):
            self._obey(stop, typed)
        elif stop.cell is None:
            self._ask_another(stop, typed)
        else:
            self._take(stop, typed)
        if self.form.at != stop.name:
            self._told = ""
        if not self.form.at:
            self._heading = ""

    def _tell(self, stop: Stop, *, anew: bool = False) -> None:
        form, question = self.form, stop.question
        if anew or self._heading != question.code:
            form.places.page_of(question)
            form.say("", *wording.heading(form.sheet, question, form.language))
            self._heading, self._explained = question.code, set()
        kind = stop.cell.question.code if stop.cell else ""
        form.say(*wording.asking(form.sheet, stop, form.language, full=kind not in self._explained))
        self._told = stop.name
        self._explained.add(kind)

    # Answers

    def _take(self, stop: Stop, line: str) -> None:
        """Takes a line as the answer, tells how it was understood, and goes on where nothing is wrong with it."""
        form = self.form
        if not line.strip():
            self._open(stop)
            self._go_on(stop)
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
            self._refuse(refused)
        except ConsultError as error:
            form.say(*map(sentence, error.problems))
        else:
            words = told_back.understood(form.sheet, stop, form.language)
            form.say(*([words] if words else []))
            self._go_on(stop)

    def _refuse(self, refused: Refused) -> None:
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
            self._open(stop)
        return True

    def _open(self, stop: Stop) -> None:
        """What was asked and not answered is blank from now on."""
        self.form.put({name: value for name, value in blank(stop).items() if name not in self.form.sheet.raw})

    def _ask_another(self, stop: Stop, line: str) -> None:
        """Opens the next instance of a repeat, or goes on."""
        form, (yes, no) = self.form, yes_or_no(("lv", "en", "ru"))
        try:
            more = bool(line.strip()) and picked(line, [(yes, _("Yes")), (no, _("No"))]) == yes.code
        except Refused as refused:
            self._refuse(refused)
            return
        if not more:
            self._go_on(stop)
            return
        following = [cell for cell in stop.question.cells if cell.instance == stop.instance + 1]
        for cell in following:
            form.put(blank(Stop(stop.question, cell)))
        self._explained.clear()
        form.at = next((one.name for one in stops(form.sheet) if one.cell in following), "")

    def _go_on(self, stop: Stop) -> None:
        """Goes to the next stop, unless something here is wrong or worth a second look."""
        if not self._problems.told(stop):
            self.form.advance(stop)

    # Commands

    def _obey(self, stop: Stop, typed: Typed) -> None:
        form = self.form
        match typed.command:
            case Command.BACK:
                self._back(stop)
            case Command.SKIP:
                self._problems.put_off.add(stop.question.code)
                self._open(stop)
                form.advance(stop)
            case Command.CLEAR:
                self._clear(stop)
            case Command.CHOICES:
                form.say(*(wording.choices(form.sheet, stop, form.language) or [_("There are no choices here.")]))
            case Command.SAME:
                self._same(stop)
            case Command.LAST:
                self._fill_as_last_time(stop)
            case Command.GO:
                self._heading = ""
                form.go_to_number(typed.rest)
            case Command.SEND:
                form.at = ""

    def _clear(self, stop: Stop) -> None:
        """Takes an answer back; own words go with the choice that they stand beside."""
        self._told = ""
        if stop.cell is not None:
            self.form.put(blank(stop))
            self.form.say(_("The answer is taken back."))
            self.form.at = stop.cell.name

    def _back(self, stop: Stop) -> None:
        names = [one.name for one in stops(self.form.sheet)]
        at = names.index(stop.name)
        if at:
            self.form.at = names[at - 1]
        else:
            self.form.say(_("This is the first question."))

    def _same(self, stop: Stop) -> None:
        form = self.form
        try:
            values = same_for_the_rest(form.sheet, stop)
        except Refused as refused:
            self._refuse(refused)
            return
        form.put(values)
        filled = [one for one in stops(form.sheet) if one.name in values]
        for one in filled:
            words = told_back.understood(form.sheet, one, form.language)
            form.say(f"{wording.place(form.sheet, one, form.language)}. {words}".rstrip())
        self._go_on(filled[-1])

    def _fill_as_last_time(self, stop: Stop) -> None:
        values = left_to_take(self.form.sheet, stop.question)
        if not values:
            self.form.say(_("Nothing to fill as last time: what was typed stays."))
            return
        self.form.put(values)
        n = len(values)
        self.form.say(ngettext("{n} field filled as last time.", "{n} fields filled as last time.", n).format(n=n))
        self._told = ""


def _takes_lines(stop: Stop) -> bool:
    """Whether an answer may have several lines."""
    cell = stop.cell
    return cell is not None and not stop.words and cell.question.type is QuestionType.TEXT and cell.question.lines > 1
