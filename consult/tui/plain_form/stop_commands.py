"""What the commands do that belong to one stop: back, skip, clear, the same again, as last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.i18n import _, ngettext
from consult.model.typed_values import Refused
from consult.tui.plain_form import told_back, wording
from consult.tui.plain_form.commands import Command, Typed
from consult.tui.plain_form.reading import blank, same_for_the_rest
from consult.tui.plain_form.stops import Stop, stops
from consult.tui.taking_over import left_to_take

if TYPE_CHECKING:
    from consult.tui.plain_form.stop_asking import StopAsking


class StopCommands:
    """Obeys at the stops of the form that `asking` asks at."""

    def __init__(self, asking: StopAsking):
        self.form, self.asking = asking.form, asking

    def obey(self, stop: Stop, typed: Typed) -> None:
        """Does what `typed` says."""
        form = self.form
        match typed.command:
            case Command.BACK:
                self._back(stop)
            case Command.SKIP:
                self._skip(stop)
            case Command.CLEAR:
                self._clear(stop)
            case Command.CHOICES:
                form.say(*(wording.choices(form.sheet, stop, form.language) or [_("There are no choices here.")]))
            case Command.SAME:
                self._same(stop)
            case Command.LAST:
                self._fill_as_last_time(stop)
            case Command.GO:
                self.asking.heading = ""
                form.go_to_number(typed.rest)
            case Command.SEND:
                form.at = ""

    def _skip(self, stop: Stop) -> None:
        """Leaves a stop for later; where its question as a whole was found wrong, all of it."""
        self.asking.problems.put_off.add(stop.question.code)
        self.asking.open(stop)
        rest = [one for one in stops(self.form.sheet) if one.question is stop.question]
        self.form.advance(rest[-1] if rest and self.asking.problems.whole == stop.question.code else stop)

    def _clear(self, stop: Stop) -> None:
        """Takes an answer back; own words go with the choice that they stand beside."""
        self.asking.told = ""
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
            self.asking.refuse(refused)
            return
        form.put(values)
        filled = [one for one in stops(form.sheet) if one.name in values]
        for one in filled:
            words = told_back.understood(form.sheet, one, form.language)
            form.say(f"{wording.place(form.sheet, one, form.language)}. {words}".rstrip())
        self.asking.go_on(filled[-1])

    def _fill_as_last_time(self, stop: Stop) -> None:
        values = left_to_take(self.form.sheet, stop.question)
        if not values:
            self.form.say(_("Nothing to fill as last time: what was typed stays."))
            return
        self.form.put(values)
        n = len(values)
        self.form.say(ngettext("{n} field filled as last time.", "{n} fields filled as last time.", n).format(n=n))
        self.asking.told = ""
