"""Changing the properties of a place."""

from __future__ import annotations

from collections.abc import Mapping

from consult.errors import NotFoundError, SurveyError
from consult.formats.survey_editing import keys
from consult.formats.survey_editing.languages import with_languages
from consult.formats.survey_editing.rendering import Value
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import Splice, remove_key, set_key
from consult.formats.survey_editing.survey_text import Spot, SurveyText
from consult.formats.survey_editing.wordings import set_texts
from consult.i18n import _, quoted
from consult.model.question import QuestionType
from consult.service.building import no_opinion, typed
from consult.service.building.listing import Listing
from consult.service.building.properties import View
from consult.service.building.renaming import Renaming
from consult.service.building.seen import CheckLine, Property
from consult.service.building.seen import PropertyKind as Kind
from consult.service.building.words import Wanted, wanted


class Setting(Listing, Renaming):
    """Changes to single properties."""

    def values(self, place: str) -> tuple[Property, ...]:
        """The properties at a place, in the order in which a person thinks. Raises NotFoundError."""
        return self._view.values(self._spot(place), self._reading())

    def set(self, place: str, key: str, value: object, language: str = "") -> str:
        """Gives one property a value, as its kind says; an empty one takes it out. Returns the place, which a code changes.

        Raises SurveyError for what can never be right, and NotFoundError; then nothing has changed.
        """
        spot = self._spot(place)
        known = self._known(spot, key)
        if known.kind is Kind.CODE:
            return self.rename_code(place, typed.code(key, value))
        if key == "type":
            return self.set_type(place, typed.text(value))
        if known.kind in (Kind.CHOICES, Kind.ROWS):
            self._set_choices(spot, key, typed.choice_lines(value))
        elif known.kind is Kind.LIST_NAME:
            self._set_list(spot, typed.text(value))
        elif known.kind is Kind.PARTS:
            self._refuse_parts(spot, key, value, known)
        elif key == "languages":
            self._set_languages(typed.plain(key, value, known, ()))
        else:
            self._edit_key(spot, key, self._changed(spot, key, known, value, language), known)
        return place

    def _known(self, spot: Spot, key: str) -> Wanted:
        if spot.kind == "list" and key == "choices":
            return wanted("question", "single", "choices")
        try:
            return wanted(spot.kind, spot.type, key)
        except KeyError:
            raise NotFoundError(
                _("{what} has no {key}").format(what=self._label(spot), key=quoted(key)), place=spot.place
            ) from None

    def _refuse_parts(self, spot: Spot, key: str, value: object, known: Wanted) -> None:
        if value != self._view.value(spot, key, known):
            raise SurveyError(_("columns and fields are added and moved one by one"), place=spot.place)

    def _set_languages(self, value: object) -> None:
        wanted_languages = value if isinstance(value, tuple) else ()
        gone = [quoted(one) for one in self.languages if one not in wanted_languages]
        if wanted_languages == self.languages:
            return
        if self.languages[0] not in wanted_languages:
            raise SurveyError(_("the survey is written in this language"), _("put another one first"))
        told = _("Without the language {language}").format(language=", ".join(gone)) if gone else ""
        name = _("Change of {name}: {place}").format(name=_("Languages"), place=_("the survey"))
        self.edit(with_languages(self._now, wanted_languages), told or name, "")

    def _edit_key(self, spot: Spot, key: str, splices: list[Splice], known: Wanted) -> None:
        told = _("Change of {name}: {place}").format(name=_(known.name), place=self._label(spot))
        self.edit(self._now.changed(splices), told, spot.place)

    def _changed(self, spot: Spot, key: str, known: Wanted, value: object, language: str) -> list[Splice]:
        if known.kind is Kind.TEXTS:
            wanted_texts = typed.texts(value, language, self.languages)
            if key == no_opinion.KEY:
                wanted_texts = no_opinion.worded(spot.part.get(key), wanted_texts, self.languages)
            return set_texts(self.text, spot.part, key, wanted_texts, self.languages, keys.order(spot.kind))
        if known.kind is Kind.POINTS:
            return self._points(spot, key, value)
        if known.kind is Kind.CHECKS:
            return self._checks(spot, key, value)
        options = self._view.options(spot, key, known)
        return written(self._now, self._view, spot, key, known, typed.plain(key, value, known, options))

    def _points(self, spot: Spot, key: str, value: object) -> list[Splice]:
        if not isinstance(value, Mapping):
            raise SurveyError(_("these are no names of points"), place=spot.place)
        now = {point: typed.texts(texts, "", self.languages) for point, texts in value.items()}
        now = {str(point): {of: text for of, text in texts.items() if text} for point, texts in now.items()}
        now = {point: texts for point, texts in now.items() if texts}
        if now == self._view.value(spot, key, wanted(spot.kind, spot.type, key)):
            return []
        if not now:
            return [remove_key(self.text, spot.part, key)]
        return [set_key(self.text, spot.part, key, now, keys.QUESTION)]

    def _checks(self, spot: Spot, key: str, value: object) -> list[Splice]:
        lines = typed.check_lines(value)
        if lines == self._view.value(spot, key, wanted(spot.kind, spot.type, key)):
            return []
        if not lines:
            return [remove_key(self.text, spot.part, key)]
        return [set_key(self.text, spot.part, key, [check_value(line) for line in lines], keys.QUESTION)]

    def set_type(self, place: str, type_: str) -> str:
        """Makes it a question of another type; what that does not take goes, what it needs comes. Raises SurveyError."""
        spot = self._spot(place, "question", "part")
        options = [word for word, _name in self._view.options(spot, "type", wanted(spot.kind, spot.type, "type"))]
        if type_ not in options:
            raise SurveyError(
                _("{type} is not a type of question").format(type=quoted(type_)),
                _("use one of {types}").format(types=", ".join(options)),
                place=place,
            )
        if type_ == spot.type:
            return place
        told = _("Change of {name}: {place}").format(name=_("Type"), place=self._label(spot))
        self.edit(retyped(self._now, spot, type_), told, place)
        return place


def check_value(line: CheckLine) -> dict[str, Value]:
    """A check to be written."""
    tree: dict[str, Value] = {"must": line.must}
    if line.level != "error":
        tree["level"] = Word(line.level)
    if line.say:
        tree["say"] = dict(line.say)
    return tree


def written(now: SurveyText, view: View, spot: Spot, key: str, known: Wanted, value: object) -> list[Splice]:
    """The change that gives a property of words, figures or yes and no a value."""
    if value == view.value(spot, key, known):
        return []
    default = known.choices[0][0] if known.kind is Kind.ONE_OF else key == "publish" if known.kind is Kind.YES_NO else None
    if value in ("", ()) or (default is not None and value == default):
        return [remove_key(now.text, spot.part, key)] if key in spot.part.mapping else []
    order = keys.order(spot.kind)
    if isinstance(value, bool):
        return [set_key(now.text, spot.part, key, Word("yes" if value else "no"), order)]
    if isinstance(value, tuple):
        return [set_key(now.text, spot.part, key, [Word(word) for word in value], order)]
    quiet = known.kind in (Kind.NUMBER, Kind.ONE_OF)
    return [set_key(now.text, spot.part, key, Word(value) if quiet else str(value), order)]


_NEEDED: Mapping[str, Mapping[str, str]] = {
    "scale": {"from": "1", "to": "5"}, "allocation": {"total": "100"},
}  # fmt: skip


def needed(type_: str) -> dict[str, Word]:
    """What a new question of a type starts with, so that it can be answered at once."""
    return {key: Word(value) for key, value in _NEEDED.get(type_, {}).items()}


def retyped(now: SurveyText, spot: Spot, type_: str) -> SurveyText:
    """The text with a question of another type."""
    place, before = spot.place, spot.type
    now = now.changed([set_key(now.text, spot.part, "type", Word(type_), keys.QUESTION)])
    counted = {QuestionType.MULTI, QuestionType.RANKING, QuestionType.REPEAT}
    other_limits = before != type_ and ({before, type_} & ({"date"} | {kind.value for kind in counted}))
    allowed = keys.allowed(type_)
    for key in [*now.spots[place].part.mapping]:
        if key not in allowed or (other_limits and key in ("min", "max")):
            now = now.changed([remove_key(now.text, now.spots[place].part, key)])
    offering = {"list", "choices", "from"} & set(now.spots[place].part.mapping)
    for key, value in needed(type_).items():
        part = now.spots[place].part
        if key not in part.mapping and not (offering and type_ == "scale"):
            now = now.changed([set_key(now.text, part, key, value, keys.QUESTION)])
    return now
