"""Giving questions, parts, pages and choices other codes, everywhere at once."""

from __future__ import annotations

from consult.errors import SurveyError
from consult.formats.survey_editing import keys, renaming
from consult.formats.survey_editing.codes import code_of
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import Splice, set_key
from consult.formats.survey_editing.survey_text import Spot, SurveyText, parts_of
from consult.i18n import _, quoted
from consult.service.building import renames, typed
from consult.service.building.steps import Steps


class Renaming(Steps):
    """Changes to codes."""

    def rename_code(self, place: str, code: str) -> str:
        """Gives a page, question, column or field another code, also where logic and wordings name it; returns its new place.

        Where a published question gets another code, the file says so under „migrations:”. Raises SurveyError for a code that
        is none, that is taken, or that an earlier version used for something else.
        """
        spot = self._spot(place, "page", "question", "part")
        code = typed.code("code", code)
        if code == spot.code:
            return place
        before = renames.origin(self._now, self.past, place) if spot.kind != "page" else ""
        self._refuse_taken(spot, code, before)
        now = self._now.changed(renamed(self._now, spot, code))
        if before and spot.kind == "question":
            now = renames.after_rename(now, self.past, before, code)
        elif before:
            question, _slash, part = before.partition("/")
            now = renames.after_recode(now, self.past, self._spot(spot.inside).code, question, part, code)
        new = {"page": f"page:{code}", "question": code, "part": f"{spot.inside}/{code}"}[spot.kind]
        self.edit(now, _("New code: {old} is {new}").format(old=self._label(spot), new=quoted(code)), new)
        return new

    def _refuse_taken(self, spot: Spot, code: str, before: str) -> None:
        likes = [one for one in self._now.spots.values() if one.kind == spot.kind]
        full = f"{spot.inside}/{code}" if spot.kind == "part" else code
        taken = {one.code for one in likes if spot.kind != "part" or one.inside == spot.inside}
        if code in taken or (spot.kind == "part" and code in ("row", "choice")):
            raise SurveyError(_("the code {code} is taken").format(code=quoted(code)), _("choose another one"), place=spot.place)
        if spot.kind != "page" and full in self.past.codes and full != before:
            raise SurveyError(
                _("an earlier version used the code {code} for something else").format(code=quoted(code)),
                _("choose another one: old answers would be taken for answers to this"),
                place=spot.place,
            )

    def proposed_code(self, text: str, place: str = "") -> str:
        """A free code made of a wording: for a question, or, with the place of a question, for a column or field of it.

        It is never one that any version used.
        """
        if place:
            inside = {one.code for one in self._now.spots.values() if one.inside == place and one.kind == "part"}
            past = {code.partition("/")[2] for code in self.past.codes if code.startswith(f"{place}/")}
            return code_of(text, inside | past, "part")
        return code_of(text, self._taken(), "question")

    def _taken(self) -> set[str]:
        gave_up = set(renames.renames(self._now))
        return self._now.names_used() | {code for code in self.past.codes if "/" not in code} | gave_up

    def used_by(self, place: str) -> tuple[str, ...]:
        """The places whose logic or wording names the question; its own does not count."""
        spot = self._spot(place, "question", "part")
        name = spot.code if spot.kind == "question" else self._spot(spot.inside).code
        found = []
        for one in self._now.spots.values():
            if one.kind not in ("page", "question") or one.place in (place, spot.inside):
                continue
            part = without_questions(one)
            seen: list[str] = []
            [*renaming.in_part(self.text, part, _noting(seen))]
            paths = {name for expression in seen for name in renaming.names_in(expression)}
            if name in paths:
                found.append(one.place)
        return tuple(found)


def _noting(seen: list[str]) -> renaming.Changed:
    def changed(expression: str) -> str:
        seen.append(expression)
        return expression

    return changed


def without_questions(spot: Spot) -> Part:
    """A page without its questions; any other place as it is."""
    from dataclasses import replace

    if spot.kind != "page":
        return spot.part
    return replace(spot.part, value={key: child for key, child in spot.part.mapping.items() if key != "questions"})


def renamed(now: SurveyText, spot: Spot, code: str) -> list[Splice]:
    """The changes that give a place another code, also where logic and wordings name it."""
    key = "page" if spot.kind == "page" else "code"
    own = set_key(now.text, spot.part, key, Word(code), keys.order(spot.kind))
    if spot.kind == "page" or not spot.code or "#" in spot.place or now.root is None:
        return [own]
    if spot.kind == "question":
        return [own, *renaming.in_part(now.text, now.root, renaming.names({spot.code: code}), _shadowed(now, spot.code))]
    question = now.spots[spot.inside]
    elsewhere = renaming.steps(question.code, spot.code, code, last=True)
    inner = _both(elsewhere, renaming.names({spot.code: code}))
    found = {splice.start: splice for splice in renaming.in_part(now.text, now.root, elsewhere)}
    for part in _inner(question.part):
        found |= {splice.start: splice for splice in renaming.in_part(now.text, part, inner)}
    return [own, *found.values()]


def _both(first: renaming.Changed, second: renaming.Changed) -> renaming.Changed:
    return lambda expression: second(first(expression))


def _inner(question: Part) -> list[Part]:
    """The checks and parts of a question: there its parts are known by their bare codes."""
    checks, parts = question.get("check"), parts_of(question)
    return [*(checks.sequence if checks else ()), *(parts.sequence if parts else ())]


def _shadowed(now: SurveyText, code: str) -> frozenset[int]:
    """Where a part of another question has the code, and the bare code means that part."""
    inside = {one.inside for one in now.spots.values() if one.kind == "part" and one.code == code}
    return frozenset(part.start for place in inside for part in _inner(now.spots[place].part))


def recoded(now: SurveyText, spot: Spot, of: str, old: str, new: str) -> list[Splice]:
    """The changes to logic and wordings where a choice (or a row) of a question gets another code."""
    if now.root is None or not spot.code or "#" in spot.place:
        return []
    name = spot.code if spot.kind == "question" else now.spots[spot.inside].code
    if of == "choices":
        everywhere = renaming.literals(frozenset({name}), old, new)
        own = renaming.literals(frozenset({name, spot.code, "choice"}), old, new)
        steps = renaming.steps(name, old, new, last=False) if spot.type == "allocation" else everywhere
    else:
        everywhere = steps = renaming.steps(name, old, new, last=of == "sides")
        own = renaming.literals(frozenset({"row"}), old, new)
    found = {splice.start: splice for splice in renaming.in_part(now.text, now.root, _both(everywhere, steps))}
    for splice in renaming.in_part(now.text, spot.part, _both(_both(everywhere, steps), own)):
        found[splice.start] = splice
    return [*found.values()]
