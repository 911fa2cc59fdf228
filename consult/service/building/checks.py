"""Changing the checks of a question one by one."""

from __future__ import annotations

from consult.errors import NotFoundError, SurveyError
from consult.formats.survey_editing import keys
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import insert, remove_key, set_key, swap
from consult.formats.survey_editing.structure import take_away
from consult.formats.survey_editing.survey_text import Spot
from consult.formats.survey_editing.wordings import set_texts
from consult.i18n import _, quoted
from consult.service.building import typed
from consult.service.building.choosing import Label
from consult.service.building.seen import CheckLine
from consult.service.building.setting import check_value
from consult.service.building.steps import Steps


class Checking(Steps):
    """Changes to checks; `at` counts them from 0."""

    def add_check(self, place: str, must: str = "", say: Label = "", level: str = "error") -> int:
        """Puts a check at the end; returns which it is."""
        spot = self._spot(place, "question", "part")
        texts = {of: text for of, text in typed.texts(say, "", self.languages).items() if text}
        value = check_value(CheckLine(" ".join(typed.text(must).split("\n")), texts, _level(level)))
        found = spot.part.get("check")
        n = len(found.sequence) if found else 0
        if found is not None and found.sequence:
            change = insert(self.text, found, n, value)
        else:
            change = set_key(self.text, spot.part, "check", [value], keys.QUESTION)
        self.edit(self._now.changed([change]), _("New check: {place}").format(place=self._label(spot)), place)
        return n

    def set_check(self, place: str, at: int, key: str, value: object, language: str = "") -> None:
        """Changes the `must`, the `say` or the `level` of a check."""
        spot, part = self._check_at(place, at)
        if key == "say":
            wanted = typed.texts(value, language, self.languages)
            changes = set_texts(self.text, part, "say", wanted, self.languages, keys.CHECK)
        elif key == "level":
            level = _level(typed.text(value))
            now = part.text_of("level") or "error"
            gone = [remove_key(self.text, part, "level")] if "level" in part.mapping else []
            changes = (
                [] if level == now else gone if level == "error" else [set_key(self.text, part, "level", Word(level), keys.CHECK)]
            )
        elif key == "must":
            must = " ".join(typed.text(value).split("\n"))
            same = must == " ".join(part.text_of("must").split("\n"))
            changes = [] if same else [set_key(self.text, part, "must", must, keys.CHECK)]
        else:
            raise NotFoundError(_("{what} has no {key}").format(what=_("a check"), key=quoted(key)), place=place)
        self.edit(self._now.changed(changes), _("Change of a check: {place}").format(place=self._label(spot)), place)

    def delete_check(self, place: str, at: int) -> None:
        """Takes a check away."""
        spot, _part = self._check_at(place, at)
        now = self._now.changed([take_away(self._now, spot.part, "check", at)])
        self.edit(now, _("Delete a check: {place}").format(place=self._label(spot)), place)

    def move_check(self, place: str, at: int, by: int) -> int:
        """Moves a check; returns which it is then."""
        spot, _part = self._check_at(place, at)
        found, to = spot.part.mapping["check"], at + by
        if not 0 <= to < len(found.sequence) or not by:
            return at
        now = self._now
        for n in range(at, to, 1 if by > 0 else -1):
            now = now.changed(swap(now.text, now.spots[place].part.mapping["check"], n, n + (1 if by > 0 else -1)))
        self.edit(now, _("Move of a check: {place}").format(place=self._label(spot)), place)
        return to

    def _check_at(self, place: str, at: int) -> tuple[Spot, Part]:
        spot = self._spot(place, "question", "part")
        found = spot.part.get("check")
        if found is None or not 0 <= at < len(found.sequence):
            raise NotFoundError(_("there is no such check"), place=place)
        return spot, found.sequence[at]


def _level(level: str) -> str:
    if level not in ("error", "warn"):
        raise SurveyError(
            _("{word} is not known here").format(word=quoted(level)), _("use one of {roles}").format(roles="error, warn")
        )
    return level
