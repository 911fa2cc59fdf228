"""A question, or a part of one, in two versions, with what the migrations say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.i18n import _, current
from consult.model.question import Question, Texts
from consult.model.versions.change import Change, Kind, became, said, unless_same_meaning
from consult.model.versions.migration_steps import CHOICES, ROWS, Fate
from consult.model.versions.rewording import Names, same_wording


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared."""

    old: Question
    new: Question
    fate: Fate
    """What becomes of the question, or of the one that the part belongs to."""
    names: Names
    part: str = ""
    """The code in the older version of the column or field; empty for the question itself."""

    @property
    def place(self) -> str:
        """`question` or `question.part`, by the codes of the newer version."""
        return f"{self.fate.code}.{self.new.code}" if self.part else self.fate.code

    def codes(self, place: str) -> Mapping[str, str]:
        """Old code → new code of what stands at `place` of the question or part."""
        return self.fate.codes.get(f"parts.{self.part}" if self.part and place == CHOICES else place, {})

    @property
    def walked(self) -> Names:
        """The names as the conditions and checks of the question or part use them."""
        renamed = self.fate.renamed(f"parts.{self.part}" if self.part else CHOICES)
        return self.names.walking(renamed, self.fate.renamed(ROWS))

    def reworded(self, code: str = "") -> bool:
        """Whether a migration says that the question, part, or the choice of this old code means the same."""
        keys = {code, *(now for codes in self.fate.codes.values() for old, now in codes.items() if code and old == code)}
        if self.part:
            parts = {self.part, self.new.code}
            keys = {f"{part}.{key}" if key else part for part in parts for key in keys}
        return bool(keys & self.fate.reworded)

    def free(self, told: str, code: str = "") -> Change:
        """A change that touches no answer."""
        return self._change(Kind.FREE, told, code)

    def compatible(self, told: str, code: str = "") -> Change:
        """A change that lets more be answered."""
        return self._change(Kind.COMPATIBLE, told, code)

    def meaning(self, told: str, code: str = "", *, way_out: str = "", covered: bool | None = None) -> Change:
        """A change of meaning; unless told otherwise, `reworded` covers it."""
        place = f"{self.place}.{code}" if code else self.place
        return Change(
            place, Kind.MEANING, told, self.fate.question.code, self.reworded(code) if covered is None else covered,
            way_out or unless_same_meaning(place, self.fate.code),
        )  # fmt: skip

    def _change(self, kind: Kind, told: str, code: str) -> Change:
        return Change(f"{self.place}.{code}" if code else self.place, kind, told, self.fate.question.code)

    def wordings(self, what: str, old: Texts, new: Texts, code: str = "") -> Iterator[Change]:
        """The changes of a text that carries meaning: one for the wording, one for every language that came or went."""
        old, new = ({language: text for language, text in texts.items() if text} for texts in (old, new))
        shared = [language for language in old if language in new]
        reworded = [language for language in shared if not same_wording(old[language], new[language], self.names)]
        if reworded or (not shared and (old or new)):
            first = _read_first(reworded) if reworded else ""
            before, after = (texts.get(first) or next(iter(texts.values()), "") for texts in (old, new))
            yield self.meaning(became(what, said(before) if before else "", said(after) if after else ""), code)
            return
        same = ({language: texts[language] for language in shared} for texts in (old, new))
        for told in texts_changed(what, *same):
            yield self.free(told, code)
        yield from self._translations(old, new, code)

    def _translations(self, old: Texts, new: Texts, code: str) -> Iterator[Change]:
        for language, text in new.items():
            if language not in old:
                yield self.free(_("translated into {language}: {text}").format(language=language, text=said(text)), code)
        for language, text in old.items():
            if language not in new:
                yield self.free(_("no longer in {language}: {text}").format(language=language, text=said(text)), code)


def texts_changed(what: str, old: Texts, new: Texts) -> Iterator[str]:
    """The sentence on a text that carries no meaning, if it changed: in the reader's language, and in which others too."""
    changed = [language for language in dict.fromkeys([*old, *new]) if old.get(language, "") != new.get(language, "")]
    if not changed:
        return
    first = _read_first(changed)
    before, after = old.get(first, ""), new.get(first, "")
    told = became(what, said(before) if before else "", said(after) if after else "")
    others = ", ".join(language.upper() for language in changed if language != first)
    yield _("{told}; changed in {languages} too").format(told=told, languages=others) if others else told


def _read_first(languages: Sequence[str]) -> str:
    """The language of these that a reader is told: the own one, else the first."""
    return current() if current() in languages else languages[0]
