"""All answers before they are sent: read, put right, sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consult.errors import ConsultError, DraftChangedError, Problem
from consult.i18n import _
from consult.model.question import yes_or_no
from consult.model.typed_values import Refused
from consult.tui.faults import doubts, faults, sentence
from consult.tui.plain_form import told_back
from consult.tui.plain_form.commands import Command, Typed, written
from consult.tui.plain_form.picking import picked
from consult.tui.plain_form.which_answers import of_two_windows
from consult.tui.telling import place_in_words

if TYPE_CHECKING:
    from consult.tui.plain_form.form import PlainForm


class Summary:
    """Where the answers of `form` are looked over."""

    def __init__(self, form: PlainForm):
        self.form = form

    def ask(self) -> str:
        """Tells all answers, then reads what to do until the form stands at a question again, or is sent.

        Returns the receipt code; empty where the person goes back.
        """
        form = self.form
        form.sheet.show_all()
        form.keep()
        self._tell()
        while not form.at:
            wrong = faults(form.session, form.sheet)
            typed = form.line(self._tell)
            meant = self._meant(typed.strip(), wrong) if isinstance(typed, str) else typed
            match meant.command:
                case Command.SEND:
                    receipt = self._send()
                    if receipt:
                        return receipt
                case Command.GO if meant.rest:
                    form.go_to_number(meant.rest)
                case Command.GO if wrong and form.stand(wrong[0].place):
                    pass
                case Command.BACK:
                    form.stand_at_the_last()
                case _:
                    self._tell_ways(bool(wrong))
        form.returning = True
        return ""

    def _meant(self, line: str, wrong: Iterable[Problem]) -> Typed:
        """What an answer means here: yes sends, a number goes to its question, Enter to the first that is wrong."""
        if line.isdigit() or (not line and wrong):
            return Typed(Command.GO, line)
        yes, no = yes_or_no(("lv", "en", "ru"))
        try:
            sends = bool(line) and picked(line, [(yes, _("Yes")), (no, _("No"))]) == yes.code
        except Refused:
            sends = False
        return Typed(Command.SEND if sends and not line.isdigit() else Command.SKIP)

    def _tell(self) -> None:
        form = self.form
        form.say("", _("Check your answers"), *told_back.answers(form.sheet, form.language), "")
        wrong, doubtful = faults(form.session, form.sheet), doubts(form.session, form.sheet)
        for found, words in ((wrong, _("To put right before sending:")), (doubtful, _("Worth a second look; it may stay:"))):
            if found:
                form.say(words, *map(self._pointing, found))
        self._tell_ways(bool(wrong))

    def _pointing(self, problem: Problem) -> str:
        """A problem behind the number of its question and its place there."""
        sheet = self.form.sheet
        question, cell = sheet.question_at(problem.place), sheet.cell_at(problem.place)
        if question is None or question not in sheet.questions:
            return sentence(problem)
        where = place_in_words(sheet, question, cell, self.form.language) if cell else ""
        return f"{sheet.questions.index(question) + 1}. " + ": ".join(filter(None, (where, sentence(problem))))

    def _tell_ways(self, wrong: bool) -> None:
        leave = written(Command.LEAVE)
        if wrong:
            told = _("Type the number of a question to change it, press Enter for the first to put right, or leave with {leave}.")
        else:
            told = _("Type {send} to send, the number of a question to change it, or {leave} to leave; what was typed is kept.")
        self.form.say(told.format(send=written(Command.SEND), leave=leave))

    def _send(self) -> str:
        form = self.form
        wrong = faults(form.session, form.sheet)
        if wrong:
            form.say(_("To put right before sending:"), *map(self._pointing, wrong))
            self._tell_ways(True)
            return ""
        try:
            return form.session.submit(form.sheet.sent)
        except DraftChangedError:
            of_two_windows(form)
            self._tell()
            return ""
        except ConsultError as error:
            form.say(*map(self._pointing, error.problems))
            return ""
