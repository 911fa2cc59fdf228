"""What can be typed next in an expression, or behind a brace in a wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult.formats.survey_editing.survey_text import Spot, texts_of
from consult.i18n import N_, _, text_in
from consult.model.expression_functions import FUNCTIONS
from consult.model.typed_values import without_marks
from consult.service.building.properties import View
from consult.service.building.seen import ChoiceLine, Completion

_STEPS = r"(?:\.\w+|\[['\"][^'\"\]]*['\"]\]|\[\w+\])*"
_COMPARED = re.compile(
    rf"(?P<path>[a-z]\w*{_STEPS})\s*(?:==|!=|not in|in|contains)\s*(?:[\[(]\s*(?:(?:'[^']*'|\"[^\"]*\")\s*,\s*)*)?"
    r"(?P<typed>['\"][^'\"]*|)$"
)
_PATH = re.compile(rf"(?P<path>[a-z]\w*{_STEPS})\.(?P<typed>\w*)$")
_WORD = re.compile(r"(?P<typed>\w*)$")
_BRACE = re.compile(r"(?<!\{)\{(?P<typed>[\w.]*)$")
_MOST = 60
_SIGNS = (
    ("and", N_("both hold")), ("or", N_("at least one of them holds")),
    ("not", N_("the opposite holds")), ("in", N_("is one of")),
)  # fmt: skip
MEANINGS = {
    "sum": N_("all of them together; blanks are left out"), "total": N_("all figures of a table together"),
    "count": N_("how many were answered"), "min": N_("the smallest of them"), "max": N_("the largest of them"),
    "len": N_("how many, or how many letters"), "abs": N_("the figure without its sign"),
    "round": N_("rounded to so many digits"),
    "floor": N_("rounded down"), "ceil": N_("rounded up"), "int": N_("without what stands behind the point"),
    "number": N_("a text as a figure"), "text": N_("a figure as a text"), "blank": N_("whether it was left blank"),
    "answered": N_("whether it was answered"), "contains": N_("whether it holds the word or was chosen"),
    "starts_with": N_("whether it begins so"),
    "ends_with": N_("whether it ends so"), "matches": N_("whether it looks like the pattern"),
    "lower": N_("in small letters"), "join": N_("several in one line"), "label": N_("what was chosen, in words"),
    "today": N_("the day of answering"), "year": N_("the year of a date"), "days": N_("how many days between two dates"),
    "if_": N_("one where it holds, the other where not"), "concat": N_("texts one after the other"),
    "coalesce": N_("the first of them that was answered"),
}  # fmt: skip
WORDINGS = frozenset({"ask", "hint", "say", "title", "intro"})


@dataclass(frozen=True)
class Completing:
    """What is known at one place of a survey."""

    view: View
    spot: Spot
    key: str

    def of(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """What fits before the cursor, codes that begin so first, then wordings that have the word."""
        before = text[: max(0, cursor)]
        if self.key in WORDINGS:
            found = _BRACE.search(before)
            if found is None:
                return ()
            inner = _PATH.search(found["typed"])
            offered = self._below(inner["path"]) if inner else self._questions()
            return _fitting(offered, inner["typed"] if inner else found["typed"], cursor)
        compared = _COMPARED.search(before)
        if compared and (compared["typed"] or before.endswith((" ", "=", "[", "(", ","))):
            choices = [*self._choices(compared["path"])]
            if choices:
                return _fitting(choices, compared["typed"].strip("'\""), cursor, width=len(compared["typed"]))
        path = _PATH.search(before)
        if path:
            return _fitting(self._below(path["path"]), path["typed"], cursor)
        if before.count("'") % 2 or before.count('"') % 2:
            return ()
        word = _WORD.search(before)
        return _fitting(self._words(), word["typed"] if word else "", cursor)

    def _questions(self) -> Iterator[Completion]:
        """The questions that are answered before this place; in a check those of its page too, and its own parts."""
        spots, now = self.view.now.spots, self.view.now
        own = spots.get(self.spot.inside) if self.spot.kind == "part" else self.spot
        for spot in spots.values():
            if (
                spot.kind == "question"
                and own is not None
                and (spot.place == own.place or (own.kind == "page" and spot.inside == own.place))
            ):
                break
            if spot.kind == "question" and spot.type != "note" and spot.code:
                yield _named(now.languages, spot, "question")
        if self.key != "check" and self.spot.kind != "part":
            return
        for spot in spots.values():
            inner = own is not None and spot.kind == "part" and spot.inside == own.place
            beside = self.key == "check" and own is not None and spot.kind == "question" and spot.inside == own.inside
            if spot.code and (
                (inner and (self.key == "check" or spot.at < self.spot.at)) or (beside and not self._before(spot, own))
            ):
                yield _named(now.languages, spot, "part" if inner else "question")

    @staticmethod
    def _before(spot: Spot, own: Spot | None) -> bool:
        return own is not None and spot.at < own.at

    def _words(self) -> Iterator[Completion]:
        if self.key == "rows_if" or (self.spot.kind == "part" and self.key in ("show_if", "choices_if", "check")):
            yield Completion("row", 0, _("the row that is asked about"), "word")
        if self.key == "choices_if":
            yield Completion("choice", 0, _("the choice that is offered"), "word")
        yield from self._questions()
        for name, function in FUNCTIONS.items():
            yield Completion(f"{name}(", 0, ": ".join((function.usage, _(MEANINGS[name]))), "function")
        for sign, meaning in _SIGNS:
            yield Completion(sign, 0, _(meaning), "word")

    def _asked(self, path: str) -> tuple[Spot | None, list[str]]:
        first, *steps = re.findall(r"\w+", path)
        spots = self.view.now.spots
        inside = self.spot.inside if self.spot.kind == "part" else self.spot.place
        return spots.get(f"{inside}/{first}") or spots.get(first), steps

    def _below(self, path: str) -> Iterator[Completion]:
        """What may follow a path: rows, sides, columns, fields, the choices of an allocation."""
        if path in ("row", "choice"):
            lines = self.view.choices(self.spot, "rows" if path == "row" else "choices")
            yield from (
                Completion(name, 0, "", "word") for name in dict.fromkeys(name for line in lines for name in line.attributes)
            )
            return
        spot, steps = self._asked(path)
        if spot is None or len(steps) > 1:
            return
        parts = [one for one in self.view.now.spots.values() if one.kind == "part" and one.inside == spot.place]
        yield from (_named(self.view.now.languages, one, "part") for one in parts)
        of = "sides" if steps and spot.type == "matrix" else "choices" if spot.type == "allocation" else "rows"
        if not steps or of == "sides":
            yield from self._lines(self.view.choices(spot, of), "row")

    def _choices(self, path: str) -> Iterator[Completion]:
        """The choices that answers at a path may be, in quotation marks."""
        if path in ("row", "choice"):
            lines = self.view.choices(self.spot, "rows" if path == "row" else "choices")
        else:
            spot, steps = self._asked(path)
            if spot is None:
                return
            part = self.view.now.spots.get(f"{spot.place}/{steps[-1]}") if steps else None
            asked = part or spot
            if asked.type == "yesno":
                yield from (Completion(f"'{code}'", 0, name, "choice") for code, name in (("yes", _("Yes")), ("no", _("No"))))
                return
            lines = self.view.choices(asked, "choices")
        for one in self._lines(lines, "choice"):
            yield Completion(f"'{one.text}'", 0, one.meaning, "choice")

    def _lines(self, lines: Iterable[ChoiceLine], kind: str) -> Iterator[Completion]:
        first = self.view.now.languages[0]
        yield from (Completion(line.code, 0, text_in(line.labels, first), kind) for line in lines)


def _named(languages: tuple[str, ...], spot: Spot, kind: str) -> Completion:
    return Completion(spot.code, 0, text_in(texts_of(spot.part.get("ask"), languages), languages[0]), kind)


def _fitting(offered: Iterable[Completion], typed: str, cursor: int, width: int | None = None) -> tuple[Completion, ...]:
    wanted, start = without_marks(typed), cursor - (len(typed) if width is None else width)
    begins, has = [], []
    for one in dict.fromkeys(offered):
        found = Completion(one.text, start, one.meaning, one.kind)
        if without_marks(one.text.strip("'")).startswith(wanted):
            begins.append(found)
        elif wanted and one.kind != "function" and wanted in without_marks(one.meaning):
            has.append(found)
    return tuple((*begins, *has)[:_MOST])
