"""Adding, copying, moving and taking away pages, questions, columns and fields."""

from __future__ import annotations

from consult.errors import SurveyError
from consult.formats.survey_editing import renaming, structure
from consult.formats.survey_editing.codes import code_of, free
from consult.formats.survey_editing.rendering import Value
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import set_key
from consult.formats.survey_editing.survey_text import Spot, SurveyText, parts_of
from consult.i18n import _, quoted
from consult.model.question import MADE_OF_PARTS, QuestionType
from consult.service.building import renames, typed
from consult.service.building.choosing import Label
from consult.service.building.setting import Setting, needed
from consult.service.building.words import type_name, types


class Arranging(Setting):
    """Changes to what the survey is made of."""

    def add_page(self, after: str = "", title: Label = "", code: str = "") -> str:
        """Puts a page behind the one at `after` (or the one that holds it), or at the end; returns its place."""
        self._spot("")
        at = self._around(after, "page").at + 1 if after else 10_000
        titles = {language: text for language, text in typed.texts(title, "", self.languages).items() if text}
        code = typed.code("page", code) if code else code_of(_english(titles, self.languages), self._now.names_used(), "page")
        if f"page:{code}" in self._now.spots:
            raise SurveyError(_("the code {code} is taken").format(code=quoted(code)), _("choose another one"))
        tree: dict[str, Value] = {"page": Word(code)}
        if titles:
            tree["title"] = titles
        assert self._now.root is not None
        now = structure.add(self._now, self._now.root, "pages", at, tree)
        self.edit(now, _("New page {label}").format(label=quoted(code)), f"page:{code}")
        return f"page:{code}"

    def _around(self, place: str, kind: str) -> Spot:
        """The place itself, or what holds it, of this kind."""
        spot = self._spot(place)
        while spot.kind != kind and spot.place:
            spot = self._spot(spot.inside)
        return self._spot(spot.place, kind)

    def add_question(self, type: str, after: str = "", code: str = "", ask: Label = "") -> str:
        """Puts a question behind the one at `after`, first on the page at `after`, or at the end; returns its place.

        Its code is made of the wording where none is given, and never one that any version used. Raises SurveyError.
        """
        self._spot("")
        texts = {language: text for language, text in typed.texts(ask, "", self.languages).items() if text}
        if type not in [line.type for line in types()]:
            raise SurveyError(_("{type} is not a type of question").format(type=quoted(type)))
        if code:
            typed.code("code", code)
            self._refuse_taken(Spot(after, "question", self._spot("").part), code, "")
        code = code or self.proposed_code(_english(texts, self.languages) or type)
        now, page, at = self._target(after)
        tree: dict[str, Value] = {"code": Word(code), "type": Word(type), **needed(type)}
        if texts:
            tree["ask"] = texts
        now = structure.add(now, now.spots[page].part, "questions", at, tree)
        self.edit(now, _("New question {label} ({type})").format(label=quoted(code), type=type_name(type)), code)
        return code

    def _target(self, after: str) -> tuple[SurveyText, str, int]:
        """Where a question goes: the text (with a page, if there was none), the place of the page, and which it is there."""
        now = self._now
        pages = [spot for spot in now.spots.values() if spot.kind == "page"]
        if not pages:
            assert now.root is not None
            now = structure.add(now, now.root, "pages", 0, {"page": Word(free("page1", now.names_used()))})
            return now, next(spot.place for spot in now.spots.values() if spot.kind == "page"), 0
        if not after:
            return now, pages[-1].place, 10_000
        spot = self._spot(after)
        if spot.kind == "page":
            return now, spot.place, 0
        question = self._around(after, "question")
        return now, question.inside, question.at + 1

    def add_part(self, place: str, type: str, ask: Label = "", after: str = "", code: str = "") -> str:
        """Puts a column into a table, a field into a repeat, behind the one at `after` or at the end; returns its place."""
        question = self._spot(place, "question")
        if question.type not in [kind.value for kind in MADE_OF_PARTS]:
            raise SurveyError(_("only a table has columns, only a repeat has fields"), _("change its type first"), place=place)
        if type not in [line.type for line in types(part=True)]:
            raise SurveyError(_("a part of a question cannot be of type {type}").format(type=quoted(type)), place=place)
        texts = {language: text for language, text in typed.texts(ask, "", self.languages).items() if text}
        if code:
            typed.code("code", code)
            self._refuse_taken(Spot(f"{place}/{code}", "part", question.part, inside=place), code, "")
        code = code or self.proposed_code(_english(texts, self.languages), place)
        key = "columns" if question.type == QuestionType.TABLE else "fields"
        at = self._spot(after, "part").at + 1 if after else 10_000
        tree: dict[str, Value] = {"code": Word(code), "type": Word(type), **needed(type)}
        if texts:
            tree["ask"] = texts
        now = structure.add(self._now, question.part, key, at, tree)
        self.edit(now, _("New part {label}: {place}").format(label=quoted(code), place=self._label(question)), f"{place}/{code}")
        return f"{place}/{code}"

    def duplicate(self, place: str) -> str:
        """Puts a copy behind a page, question or part, with codes of its own, and returns its place."""
        spot = self._spot(place, "page", "question", "part")
        now = structure.duplicate(self._now, spot)
        copy = next(one for one in now.spots.values() if (one.kind, one.inside, one.at) == (spot.kind, spot.inside, spot.at + 1))
        taken = self._taken() | {one.code for one in now.spots.values() if one.kind != "part"}
        if spot.kind == "part":
            taken = {one.code for one in now.spots.values() if one.inside == spot.inside}
            taken |= {code.partition("/")[2] for code in self.past.codes if code.startswith(f"{spot.inside}/")}
        code = free(spot.code or "question", taken)
        now = _named(now, copy, code)
        new = {"page": f"page:{code}", "question": code, "part": f"{spot.inside}/{code}"}[spot.kind]
        if spot.kind == "page":
            now = self._fresh_codes(now, new, taken | {code})
        self.edit(now, _("Copy of {place}").format(place=self._label(spot)), new)
        return new

    def _fresh_codes(self, now: SurveyText, page: str, taken: set[str]) -> SurveyText:
        """Gives the questions of a copied page codes of their own, also where they name each other."""
        codes: dict[str, str] = {}
        for spot in [one for one in now.spots.values() if one.inside == page and one.code]:
            codes[spot.code] = free(spot.code, taken)
            taken.add(codes[spot.code])
        now = now.changed(renaming.in_part(now.text, now.spots[page].part, renaming.names(codes)))
        for at in range(len(codes)):
            spot = next(one for one in now.spots.values() if one.inside == page and one.kind == "question" and one.at == at)
            if spot.code in codes:
                now = _named(now, spot, codes[spot.code])
        return now

    def delete(self, place: str) -> None:
        """Takes a page with its questions, a question, a part or a list away.

        For what was published a line under „migrations:” says that it is asked no more; its answers stay.
        """
        spot = self._spot(place, "page", "question", "part", "list")
        inside = [one for one in self._now.spots.values() if one.kind == "question" and place in (one.place, one.inside)]
        gone = [spot] if spot.kind == "part" else inside if spot.kind != "list" else []
        before = [(renames.origin(self._now, self.past, one.place), one.place) for one in gone if one.type != "note"]
        now = structure.delete(self._now, spot)
        for old, where in before:
            if old:
                now = renames.after_delete(now, self.past, old, where)
        told = {"page": _("Delete the page {place}"), "list": _("Delete the list {place}")}
        self.edit(now, told.get(spot.kind, _("Delete the question {place}")).format(place=self._label(spot)), spot.inside)

    def move(self, place: str, by: int) -> str:
        """Moves a page, question or part up (-1) or down (1), so far as it goes; a question walks over the borders of pages."""
        spot = self._spot(place, "page", "question", "part")
        now = self._now
        for _n in range(min(abs(by), 10_000)):
            moved = structure.move(now, now.spots[place], 1 if by > 0 else -1)
            if moved is now or place not in moved.spots:
                break
            now = moved
        self.edit(now, _("Move of {place}").format(place=self._label(spot)), place)
        return place


def _english(texts: dict[str, str], languages: tuple[str, ...]) -> str:
    """The wording that a code is made of: English makes the best codes."""
    return next((texts[language] for language in ("en", *languages) if texts.get(language)), "")


def _named(now: SurveyText, spot: Spot, code: str) -> SurveyText:
    """Gives a copy a code of its own, also where its own checks and wordings name it."""
    key = "page" if spot.kind == "page" else "code"
    parts = parts_of(spot.part)
    shadowed = any(part.text_of("code") == spot.code for part in (parts.sequence if parts else ()))
    codes = {spot.code: code} if spot.code and spot.kind != "page" and not shadowed else {}
    own = renaming.in_part(now.text, spot.part, renaming.names(codes))
    return now.changed([set_key(now.text, spot.part, key, Word(code), (key,)), *own])
