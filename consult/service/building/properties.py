"""The properties of one place of a survey that is being built: what they are, and what they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from consult.formats.list_csv import read_list
from consult.formats.survey_editing import keys, offers
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of
from consult.i18n import _
from consult.model.question import Choice
from consult.service.building import no_opinion
from consult.service.building.past import Past
from consult.service.building.reading import Reading, folders_of
from consult.service.building.renames import choice_origin
from consult.service.building.seen import CheckLine, ChoiceLine, Property
from consult.service.building.seen import PropertyKind as Kind
from consult.service.building.words import PAGE, QUESTION, SURVEY, Wanted, types, wanted

YES = frozenset({"yes", "true", "on", "1", "jā"})


@dataclass(frozen=True)
class View:
    """A state of the file with all that it is seen by."""

    now: SurveyText
    path: Path
    past: Past

    def values(self, spot: Spot, reading: Reading) -> tuple[Property, ...]:
        """The properties of a place in the order in which a person thinks."""
        return tuple(self._property(spot, key, reading) for key in _keys(spot))

    def _property(self, spot: Spot, key: str, reading: Reading) -> Property:
        known = Wanted(Kind.CHOICES, QUESTION["choices"].name) if spot.kind == "list" else wanted(spot.kind, spot.type, key)
        part = None if spot.kind == "list" else spot.part.get(key)
        return Property(
            key=key,
            kind=known.kind,
            name=_(known.name),
            value=self.value(spot, key, known),
            written=spot.kind == "list" or part is not None,
            help=_(known.help),
            choices=self.options(spot, key, known),
            rare=known.rare,
            list_name=offers.offer_of(self.now, spot, key).list_name if known.kind in (Kind.CHOICES, Kind.ROWS) else "",
            problems=tuple(one.problem for one in reading.problems if (one.place, one.key) == (spot.place, key)),
        )

    def options(self, spot: Spot, key: str, known: Wanted) -> tuple[tuple[str, str], ...]:
        """What may be chosen for a property: word of the file, and what it is called."""
        if key == "type":
            return tuple((line.type, line.name) for line in types(part=spot.kind == "part"))
        if known.kind is Kind.LIST_NAME:
            lists = self.now.root.get("lists") if self.now.root else None
            return tuple((name, name) for name in (lists.mapping if lists else ()))
        return tuple((word, _(name)) for word, name in known.choices)

    def value(self, spot: Spot, key: str, known: Wanted) -> object:
        """What a property is now, in the shape that its kind has."""
        part = spot.part.get(key)
        match known.kind:
            case Kind.TEXTS if key == no_opinion.KEY:
                return no_opinion.wording(part, self.now.languages)
            case Kind.TEXTS:
                return texts_of(part, self.now.languages)
            case Kind.YES_NO:
                return part.text.lower() in YES if part is not None else key == "publish"
            case Kind.SEVERAL:
                return _words(part)
            case Kind.CHOICES | Kind.ROWS:
                return self.choices(spot, key)
            case Kind.PARTS:
                return tuple(one.place for one in self.now.spots.values() if one.inside == spot.place and one.kind == "part")
            case Kind.CHECKS:
                return tuple(self._check(child) for child in part.sequence) if part else ()
            case Kind.POINTS:
                points = part.mapping.items() if part else ()
                return {point: texts_of(child, self.now.languages) for point, child in points}
            case Kind.ONE_OF if key != "type":
                return part.text if part else known.choices[0][0]
            case Kind.LIST_NAME:
                return part.text if part else ""
            case Kind.CODE:
                return spot.code
            case Kind.EXPRESSION:
                return " ".join(part.text.split("\n")) if part else ""
        return part.text if part else ""

    def _check(self, part: Part) -> CheckLine:
        must = " ".join(part.text_of("must").split("\n"))
        return CheckLine(must, texts_of(part.get("say"), self.now.languages), part.text_of("level") or "error")

    def choices(self, spot: Spot, of: str) -> tuple[ChoiceLine, ...]:
        """What a place offers: its own, those of its list, or the points between two numbers."""
        found = offers.offer_of(self.now, spot, of)
        if found.file:
            return tuple(map(_line, self._file(found.file)))
        if found.part is None:
            return self._points(spot) if found.numbered else ()
        published = spot.kind in ("question", "part")
        return tuple(self._choice(one, spot if published else None) for one in found.part.sequence)

    def _choice(self, part: Part, spot: Spot | None) -> ChoiceLine:
        languages = self.now.languages
        further = {key: child.text for key, child in part.mapping.items() if key not in keys.choice_order(languages)}
        code = part.text_of("code")
        apart, exclusive, closed = (part.text_of(flag).lower() in YES for flag in keys.FLAGS)
        published = spot is not None and bool(choice_origin(self.now, self.past, spot.place, code))
        return ChoiceLine(code, offers.labels_of(part, languages), apart, exclusive, closed, further, published)

    def _points(self, spot: Spot) -> tuple[ChoiceLine, ...]:
        low, high = spot.part.text_of("from"), spot.part.text_of("to")
        if not (low.lstrip("-").isdecimal() and high.lstrip("-").isdecimal()) or not 0 < int(high) - int(low) <= 100:
            return ()
        labels = spot.part.get("labels")
        first = self.now.languages[0]
        found = (
            (str(n), texts_of(labels.get(str(n)) if labels else None, self.now.languages)) for n in range(int(low), int(high) + 1)
        )
        return tuple(ChoiceLine(point, texts or {first: point}) for point, texts in found)

    def _file(self, name: str) -> tuple[Choice, ...]:
        path = next((folder / name for folder in folders_of(self.path) if (folder / name).is_file()), None)
        return list_file(path, path.stat().st_mtime_ns, self.now.languages) if path else ()


@lru_cache(maxsize=64)
def list_file(path: Path, moment: int, languages: tuple[str, ...]) -> tuple[Choice, ...]:
    """The choices of a list file as it was at a moment."""
    return read_list(path, languages).choices


def _line(choice: Choice) -> ChoiceLine:
    return ChoiceLine(choice.code, choice.label, choice.apart, choice.exclusive, choice.closed, choice.attributes)


def _words(part: Part | None) -> tuple[str, ...]:
    if part is None:
        return ()
    return tuple(child.text for child in part.sequence) if isinstance(part.value, list) else (part.text,)


def _keys(spot: Spot) -> Iterator[str]:
    if spot.kind in ("survey", "page"):
        yield from SURVEY if spot.kind == "survey" else PAGE
    elif spot.kind == "list":
        yield "choices"
    else:
        own = keys.allowed(spot.type)
        numbered = "from" in spot.part.mapping or not ("list" in spot.part.mapping or "choices" in spot.part.mapping)
        for key in QUESTION:
            if key in own and (numbered or key not in ("from", "to", "labels")):
                yield key
