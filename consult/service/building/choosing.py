"""Changing what questions offer: choices, points, rows and sides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consult.errors import NotFoundError, SurveyError
from consult.formats.survey_editing import offers
from consult.formats.survey_editing.codes import code_of
from consult.formats.survey_editing.keys import FLAGS
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.rendering import Value
from consult.formats.survey_editing.scalars import Word, word
from consult.formats.survey_editing.splices import remove_key, set_key
from consult.formats.survey_editing.survey_text import Spot, SurveyText
from consult.formats.survey_editing.wordings import set_texts
from consult.i18n import _, quoted
from consult.model.question import OTHER
from consult.model.typed_values import without_marks
from consult.service.building import renames, typed
from consult.service.building.renaming import recoded
from consult.service.building.seen import ChoiceLine
from consult.service.building.steps import Steps

Label = str | Mapping[str, str]


class Choosing(Steps):
    """Changes to what is on offer. `of` is `choices`, `rows` or `sides`; a place may be a list, „list:NAME”."""

    def choices(self, place: str, of: str = "choices") -> tuple[ChoiceLine, ...]:
        """What is on offer at a place."""
        return self._view.choices(self._spot(place, "question", "part", "list"), of)

    def add_choice(self, place: str, label: Label, after: str = "", of: str = "choices", code: str = "") -> str:
        """Puts a choice behind the one of the code `after`, or at the end; returns its code, made of the label by default."""
        spot = self._own(place, of)
        taken = {line.code for line in self._view.choices(spot, of)}
        labels = typed.texts(label, "", self.languages)
        code = self._new_code(spot, of, code, labels, taken)
        at = self._at(spot, of, after) + 1 if after else None
        values = [*self._points_kept(spot, of), offers.choice_value(code, labels)]
        now = offers.add_choices(self._now, spot, of, values, at)
        self.edit(now, _("New choice {label}: {place}").format(label=quoted(code), place=self._label(spot)), place)
        return code

    def _new_code(self, spot: Spot, of: str, code: str, labels: Mapping[str, str], taken: set[str]) -> str:
        past = self._past_choices(spot)
        if code:
            self._refuse_choice(spot, code, taken)
            return code
        label = next((labels[language] for language in ("en", *self.languages) if labels.get(language)), "")
        return code_of(label, taken | past, {"choices": "choice"}.get(of, of.removesuffix("s")))

    def _points_kept(self, spot: Spot, of: str) -> list[Value]:
        """The points from a number to a number that choices may not take the place of: those with names, or published ones."""
        found = offers.offer_of(self._now, spot, of)
        if not found.numbered or found.part is not None or not ("labels" in spot.part.mapping or self._past_choices(spot)):
            return []
        return [value_of(line) for line in self._view.choices(spot, of)]

    def _past_choices(self, spot: Spot) -> set[str]:
        places = [spot.place] if spot.kind != "list" else [one.place for one, _of in offers.used_by(self._now, spot.code)]
        before = [renames.origin(self._now, self.past, place) for place in places]
        return {code for place in before if place for code in self.past.choices(place)}

    def _refuse_choice(self, spot: Spot, code: str, taken: set[str]) -> None:
        alike = {without_marks(one) for one in taken}
        if not code.strip() or code == OTHER or without_marks(code) in alike or len(code) > 60 or not code.isprintable():
            told = _("the code {code} is missing, stands twice or is reserved").format(code=quoted(code))
            raise SurveyError(told, _("give every choice a code of its own"), place=spot.place)

    def _own(self, place: str, of: str) -> Spot:
        """The place where the choices can be changed; raises SurveyError where they are those of a list."""
        spot = self._spot(place, "question", "part", "list")
        found = offers.offer_of(self._now, spot, of)
        if found.file or (found.list_name and spot.kind != "list"):
            raise SurveyError(
                _("the choices are those of the list {list}").format(list=quoted(found.list_name)),
                _("change the file {file}").format(file=found.file)
                if found.file
                else _("change the list, or take the choices out of it"),
                place=place,
            )
        return spot

    def _at(self, spot: Spot, of: str, code: str) -> int:
        found = offers.offer_of(self._now, spot, of)
        if found.numbered and found.part is None:
            raise SurveyError(
                _("the points run from a number to a number"),
                _("change these numbers, or the names of the points"),
                place=spot.place,
            )
        for n, line in enumerate(self._view.choices(spot, of)):
            if line.code == code:
                return n
        raise NotFoundError(_("there is no choice {code}").format(code=quoted(code)), place=spot.place)

    def _part(self, spot: Spot, of: str, code: str) -> Part:
        found = offers.offer_of(self._now, spot, of).part
        if found is None:
            raise NotFoundError(_("there is no choice {code}").format(code=quoted(code)), place=spot.place)
        return found.sequence[self._at(spot, of, code)]

    def set_choice(self, place: str, code: str, key: str, value: object, language: str = "", of: str = "choices") -> str:
        """Changes the label or code of a choice, whether it is apart, exclusive or closed, or an attribute; gives its code."""
        spot = self._own(place, of)
        part = self._part(spot, of, code)
        told = _("Change of the choice {label}: {place}").format(label=quoted(code), place=self._label(spot))
        if key == "code":
            return self._recode(spot, of, code, typed.text(value), told)
        self.edit(self._with(part, key, value, language), told, place)
        return code

    def _with(self, part: Part, key: str, value: object, language: str) -> SurveyText:
        now, order = self._now, offers.in_order_of_choice(part, self.languages)
        if key == "label" and part.get("label") is None:
            for of, text in typed.texts(value, language, self.languages).items():
                if text != part.text_of(of):
                    change = set_key(now.text, part, of, text, order) if text else remove_key(now.text, part, of)
                    now = now.changed([change])
                    part = _same(now, part)
            return now
        if key == "label":
            wanted = typed.texts(value, language, self.languages)
            return now.changed(set_texts(now.text, part, key, wanted, self.languages, order))
        if key in FLAGS:
            on = typed.text(value).lower() in ("yes", "true", "1", "on", "jā")
            if on == (part.text_of(key).lower() in ("yes", "true", "1", "on", "jā")):
                return now
            return now.changed([set_key(now.text, part, key, Word("yes"), order) if on else remove_key(now.text, part, key)])
        if not re.fullmatch(r"[a-z_][a-z0-9_]{2,39}", key):
            raise SurveyError(_("{key} is no name of an attribute").format(key=quoted(key)), _("write small letters, as region"))
        text = typed.text(value)
        if text == part.text_of(key):
            return now
        return now.changed([set_key(now.text, part, key, text, order) if text else remove_key(now.text, part, key)])

    def _recode(self, spot: Spot, of: str, old: str, new: str, told: str) -> str:
        if new == old:
            return old
        self._refuse_choice(spot, new, {line.code for line in self._view.choices(spot, of)} - {old})
        uses = offers.used_by(self._now, spot.code) if spot.kind == "list" else [(spot, of)]
        published = [(one.place, renames.choice_origin(self._now, self.past, one.place, old)) for one, _of in uses]
        if new in self._past_choices(spot) and not any(before == new for _place, before in published):
            told = _("an earlier version used the code {code} for something else").format(code=quoted(new))
            raise SurveyError(told, _("choose another one: old answers would be taken for answers to this"), place=spot.place)
        part = self._part(spot, of, old)
        changes = {change.start: change for one, use in uses for change in recoded(self._now, one, use, old, new)}
        value = Word(new) if word(new) == new and not new.isdecimal() else new
        now = self._now.changed([set_key(self.text, part, "code", value), *changes.values()])
        for place, before in published:
            if before:
                asked = renames.origin(self._now, self.past, place).replace("/", ".")
                now = renames.after_recode(now, self.past, place.replace("/", "."), asked, before, new)
        self.edit(now, told, spot.place)
        return new

    def move_choice(self, place: str, code: str, by: int, of: str = "choices") -> None:
        """Moves a choice up (-1) or down (1), so far as it goes."""
        spot, now = self._own(place, of), self._now
        at = self._at(spot, of, code)
        for _n in range(min(abs(by), 10_000)):
            moved = offers.move_choice(now, now.spots[place], of, at, 1 if by > 0 else -1)
            if moved is now:
                break
            now, at = moved, at + (1 if by > 0 else -1)
        self.edit(now, _("Move of the choice {label}: {place}").format(label=quoted(code), place=self._label(spot)), place)

    def delete_choice(self, place: str, code: str, of: str = "choices") -> bool:
        """Takes a choice away. One that was published is closed instead, for old answers still have it: then False."""
        spot = self._own(place, of)
        uses = [one for one, _of in offers.used_by(self._now, spot.code)] if spot.kind == "list" else [spot]
        if any(renames.choice_origin(self._now, self.past, one.place, code) for one in uses):
            self.set_choice(place, code, "closed", True, of=of)
            return False
        now = offers.remove_choice(self._now, spot, of, self._at(spot, of, code))
        self.edit(now, _("Delete the choice {label}: {place}").format(label=quoted(code), place=self._label(spot)), place)
        return True

    def paste_choices(self, place: str, text: str, of: str = "choices", language: str = "") -> tuple[str, ...]:
        """Puts a choice at the end for every line: a label, CODE and label with a tab between, labels by tabs; gives their codes.

        The first column is taken for codes where there is one more than the survey has languages, or where all of it looks so.
        """
        spot = self._own(place, of)
        taken = {line.code for line in self._view.choices(spot, of)}
        values: list[Value] = []
        codes = []
        for code, labels in typed.pasted(text, self.languages, language):
            if code:
                self._refuse_choice(spot, code, taken)
            code = code or self._new_code(spot, of, "", labels, taken)
            values.append(offers.choice_value(code, labels))
            taken.add(code)
            codes.append(code)
        if values:
            now = offers.add_choices(self._now, spot, of, [*self._points_kept(spot, of), *values])
            self.edit(now, _("Choices pasted: {place}").format(place=self._label(spot)), place)
        return tuple(codes)

    def _set_choices(self, spot: Spot, of: str, lines: tuple[ChoiceLine, ...]) -> None:
        if lines == self._view.choices(spot, of):
            return
        self._own(spot.place, of)
        key = offers.offer_of(self._now, spot, of).key
        now = offers.replace_offer(self._now, spot, of, {key: [value_of(line) for line in lines]})
        self.edit(now, _("Choices pasted: {place}").format(place=self._label(spot)), spot.place)


def _same(now: SurveyText, part: Part) -> Part:
    """The mapping that began where `part` did."""
    assert now.root is not None
    return next(one for one in now.root.walk() if one.start == part.start and one.mapping)


def value_of(line: ChoiceLine) -> Value:
    """The choice as it is written into a file."""
    flags = [flag for flag, on in zip(FLAGS, (line.apart, line.exclusive, line.closed), strict=True) if on]
    return offers.choice_value(line.code, line.labels, flags, line.attributes)
