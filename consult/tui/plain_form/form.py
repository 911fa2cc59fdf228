"""The form line by line: what is read, what can be asked for anywhere, and where the person stands."""

from __future__ import annotations

from collections.abc import Callable

from consult import i18n
from consult.errors import ConsultError, DraftChangedError
from consult.i18n import _, ngettext
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.answering_session import AnsweringSession
from consult.tui.faults import sentence
from consult.tui.plain_form import commands, told_back, wording
from consult.tui.plain_form.commands import Command, Typed, command_in, written
from consult.tui.plain_form.console import Console, EndOfInput
from consult.tui.plain_form.place_telling import PlaceTeller
from consult.tui.plain_form.reading import Values
from consult.tui.plain_form.stop_asking import StopAsking
from consult.tui.plain_form.stops import Stop, nearest, stops, stops_behind
from consult.tui.plain_form.summary import Summary
from consult.tui.plain_form.which_answers import go_on_with, of_two_windows


class Left(Exception):
    """The person leaves."""


class PlainForm:
    """Fills one survey. `run()` gives the receipt code, or None where the person left and the draft is kept."""

    def __init__(self, session: AnsweringSession, console: Console, language: str):
        self.session, self.console = session, console
        self.languages = tuple(dict.fromkeys((*session.survey.languages, *i18n.LANGUAGES)))
        self.language = language if language in self.languages else self.languages[0]
        self.sheet = AnswerSheet(session.survey, previous=session.previous)
        self.at = ""
        """The name of the stop; empty where the answers are looked over."""
        self.returning = False
        """Whether the answers were looked over already: then only what was not asked yet is asked behind a changed answer."""
        self.pending: Typed | None = None
        """A command that was typed where only an answer was read."""
        self.places = PlaceTeller(self)
        self._stops = StopAsking(self)
        self._summary = Summary(self)
        self._fault = ""

    def run(self) -> str | None:
        """Asks until the answers are sent, the person leaves, or there is no more to read."""
        with i18n.using(self.language):
            try:
                self._begin()
                while True:
                    stop = self.stop()
                    if stop is not None:
                        self._stops.ask(stop)
                    elif receipt := self._summary.ask():
                        return receipt
            except Left:
                pass
            except (EndOfInput, KeyboardInterrupt):
                self.say()
            self._tell_kept()
        return None

    def leave(self) -> None:
        """Ends the form; what was typed is kept."""
        raise Left

    # Lines

    def say(self, *lines: str) -> None:
        """Writes `lines`, or an empty one."""
        for line in lines or ("",):
            self.console.say(line)

    def line(self, again: Callable[[], None], *, paths: bool = False) -> str | Typed:
        """The answer that is typed next, or a command that only the caller can obey; `again` tells anew what is asked.

        With `paths`, a slash may also begin the path of a file.
        """
        while True:
            typed: str | Typed = self.pending or self.console.ask()
            self.pending = None
            if isinstance(typed, str):
                found = command_in(typed, self.languages)
                if found is None or (paths and found.command is Command.UNKNOWN):
                    return commands.answer_in(typed)
                typed = found
            if not self._obeyed(typed, again):
                return typed

    def _obeyed(self, typed: Typed, again: Callable[[], None]) -> bool:
        """Obeys what can be asked for anywhere; returns whether it was that."""
        match typed.command:
            case Command.HELP:
                self.say(*commands.told(self.languages, before=bool(self.session.previous)))
            case Command.LIST:
                self.say(*told_back.answers(self.sheet, self.language))
            case Command.WHERE:
                self.places.where()
            case Command.LANGUAGE:
                self.language = typed.rest
                i18n.activate(typed.rest)
                again()
            case Command.AGAIN:
                again()
            case Command.LEAVE:
                self.leave()
            case Command.UNKNOWN:
                told = _(
                    "There is no command {command}. {help} tells them; an answer that begins with a slash is typed with two."
                )
                self.say(told.format(command=f"/{typed.word}", help=written(Command.HELP)))
            case _:
                return False
        return True

    # Keeping

    def put(self, values: Values) -> None:
        """Puts answers on the sheet and keeps the draft at once."""
        if values:
            self.sheet.put(values)
            self.keep()

    def keep(self) -> None:
        """Saves the draft."""
        self.on_disk(lambda: self.session.keep(self.sheet.raw))

    def on_disk(self, step: Callable[[], None]) -> None:
        """Does `step` with the draft; a fault is told once and does not stop the person."""
        before, self._fault = self._fault, ""
        try:
            step()
        except DraftChangedError as error:
            self._fault = " ".join(map(sentence, error.problems))  # nothing typed here is kept until the choice is made
            of_two_windows(self)
            self._fault = ""
        except ConsultError as error:
            self._fault = " ".join(map(sentence, error.problems))
            if self._fault != before:
                self.say(_("not saved: {fault}").format(fault=self._fault))
        else:
            if before:
                self.say(_("Saved again."))

    def _tell_kept(self) -> None:
        n = self.sheet.answered
        if n and not self._fault:
            self.say(ngettext("{n} answer is kept.", "{n} answers are kept.", n).format(n=n))

    # Where the person stands

    def _begin(self) -> None:
        survey = self.session.survey
        intro = self.sheet.asked.text(survey.intro, self.language)
        self.say(survey.title_in(self.language), *([intro] if intro else []))
        self.say(_("{help} tells what can be typed.").format(help=written(Command.HELP)))
        found: list[AnswerSheet] = []
        self.on_disk(lambda: found.append(AnswerSheet(survey, self.session.draft(), self.session.previous)))
        if found and found[0].answered and go_on_with(self, found[0]) and self.session.prefilled:
            self.keep()
            self._stand_at_first([*stops(self.sheet)])
        else:
            every = [*stops(self.sheet)]
            self._stand_at_first([stop for stop in every if self.sheet.state(stop.question) is not State.DONE])

    def _stand_at_first(self, unanswered: list[Stop]) -> None:
        """Stands at the first of the stops without an answer; at the end where all have one."""
        first = unanswered[0] if unanswered else None
        if first is None or not self.sheet.answered:
            self.places.passed(-1, first)
        self.at = first.name if first else ""

    def stop(self) -> Stop | None:
        """The stop where the person stands; None where the answers are looked over."""
        found = nearest(self.sheet, self.at) if self.at else None
        self.at = found.name if found else ""
        return found

    def stand(self, place: str) -> bool:
        """Stands at the field called `place`, or at the first stop of its question; returns whether there is one."""
        question = self.sheet.question_at(place)
        every = [*stops(self.sheet)]
        found = [stop for stop in every if stop.name == place] or [stop for stop in every if stop.question is question]
        if found:
            self.at = found[0].name
        return bool(found)

    def stand_at_the_last(self) -> None:
        """Stands at the last stop, if there is one."""
        self.at = next((stop.name for stop in reversed([*stops(self.sheet)])), "")

    def go_to_number(self, text: str) -> None:
        """Stands at the question of this number, or says that there is none."""
        questions = self.sheet.questions
        n = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        if not 1 <= n <= len(questions):
            self.say(_("There are questions 1 to {n}.").format(n=len(questions)))
        elif not self.stand(questions[n - 1].code):
            self.say(*wording.told_only(self.sheet, questions[n - 1], self.language))

    def advance(self, stop: Stop) -> None:
        """Stands at the stop after this one, and tells what lies between."""
        behind = stops_behind(self.sheet, stop)
        if self.returning:
            asked = self.sheet.raw
            behind = [one for one in behind if one.question is stop.question or (one.cell and one.name not in asked)]
        following = behind[0] if behind else None
        if not self.returning and (following is None or following.question is not stop.question):
            self.places.passed(self.session.survey.questions.index(stop.question), following)
        self.at = following.name if following else ""
