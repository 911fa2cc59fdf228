"""The lists that several questions share: making one, using one, taking its choices back."""

from __future__ import annotations

import re

from consult import resources
from consult.errors import NotFoundError, SurveyError
from consult.formats.survey_editing import offers
from consult.formats.survey_editing.scalars import Word, word
from consult.formats.survey_editing.survey_text import Spot
from consult.i18n import _, quoted
from consult.service.building.choosing import Choosing, value_of
from consult.service.building.properties import list_file
from consult.service.building.seen import ListLine
from consult.store.files import write_whole

_LIST_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Listing(Choosing):
    """Changes to lists and to which questions use them."""

    def _set_list(self, spot: Spot, name: str) -> None:
        if name and name != spot.part.text_of("list"):
            self.use_list(spot.place, name)
        elif not name and spot.part.get("list") is not None:
            self.own_choices(spot.place)

    def share_choices(self, place: str, list_name: str, of: str = "choices") -> None:
        """Makes the choices of a question a list of this name, which other questions can use. Raises SurveyError."""
        self._spot(place, "question", "part")
        spot = self._own(place, of)
        lines = self._view.choices(spot, of)
        if not _LIST_NAME.fullmatch(list_name) or f"list:{list_name}" in self._now.spots:
            told = _("the name {name} is taken, or is none for a list").format(name=quoted(list_name))
            raise SurveyError(told, _("write it in small letters, digits and _"), place=place)
        if not lines:
            raise SurveyError(_("the question offers no choices"), _("add choices first"), place=place)
        now = offers.add_list(self._now, list_name, [value_of(line) for line in lines])
        now = offers.replace_offer(now, now.spots[place], of, {"list" if of == "choices" else of: Word(list_name)})
        self.edit(now, _("New list {list}").format(list=quoted(list_name)), place)

    def use_list(self, place: str, list_name: str, of: str = "choices") -> None:
        """Makes a question offer a list: one that the survey names, or a ready one of `lists`. Raises NotFoundError."""
        spot, now = self._spot(place, "question", "part"), self._now
        if f"list:{list_name}" not in now.spots:
            ready = next((line for line in self.lists() if line.name == list_name and line.ready), None)
            if ready is None:
                raise NotFoundError(_("there is no list {list}").format(list=quoted(list_name)), place=place)
            self._fetch(ready.file)
            now = offers.add_list(now, list_name, Word(ready.file) if word(ready.file) == ready.file else ready.file)
        now = offers.replace_offer(now, now.spots[spot.place], of, {"list" if of == "choices" else of: Word(list_name)})
        self.edit(now, _("Use of the list {list}: {place}").format(list=quoted(list_name), place=self._label(spot)), place)

    def own_choices(self, place: str, of: str = "choices") -> None:
        """Copies the choices of the list that a question uses into the question, where they can be changed alone."""
        spot = self._spot(place, "question", "part")
        lines = self._view.choices(spot, of)
        now = offers.replace_offer(self._now, spot, of, {of: [value_of(line) for line in lines]} if lines else {})
        self.edit(now, _("Own choices: {place}").format(place=self._label(spot)), place)

    def lists(self) -> tuple[ListLine, ...]:
        """The lists of the survey, then list files of the consultation and ready ones that it could use."""
        found = [self._list_line(spot) for spot in self._now.spots.values() if spot.kind == "list"]
        named = {line.file for line in found} | {line.name for line in found}
        files = [*(self.consultation.folder / "lists").glob("*.csv"), *resources.surveys().glob("*/lists/*.csv")]
        for path in sorted(files, key=lambda path: path.name):
            name, file = re.sub(r"\W", "_", path.stem.lower()), f"lists/{path.name}"
            if name not in named and file not in named and _LIST_NAME.fullmatch(name):
                named.add(name)
                choices = list_file(path, path.stat().st_mtime_ns, self.languages)
                if choices:
                    found.append(ListLine(name, tuple(one.label for one in choices[:5]), len(choices), file, ready=True))
        return tuple(found)

    def _list_line(self, spot: Spot) -> ListLine:
        choices = self._view.choices(spot, "choices")
        used = tuple(one.place for one, _of in offers.used_by(self._now, spot.code))
        file = offers.offer_of(self._now, spot, "choices").file
        return ListLine(spot.code, tuple(line.labels for line in choices[:5]), len(choices), file, used)

    def _fetch(self, file: str) -> None:
        """Copies a ready list file into the consultation, where it has none of that name."""
        there = self.consultation.folder / file
        source = next(iter(sorted(resources.surveys().glob(f"*/{file}"))), None)
        if not there.exists() and source is not None:
            write_whole(there, source.read_bytes(), new=True)
