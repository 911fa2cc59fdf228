"""What differs between two versions of the choices, points, rows or sides of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consult.i18n import _, ngettext
from consult.model.question import Choice, Question, QuestionType
from consult.model.versions.change import Change, close_or_recode, said, unless_same_meaning
from consult.model.versions.migration_steps import CHOICES, ROWS, SIDES
from consult.model.versions.question_pair import Pair
from consult.model.versions.rewording import same_wording

_LIKELY = 0.6  # how alike two wordings must be to be proposed as one; a proposal only, so a miss costs nothing


def choice_changes(pair: Pair, *, taken_over: bool = False) -> Iterator[Change]:
    """The changes of all that is on offer; with `taken_over`, only what stands against taking the answers over."""
    for place in (CHOICES, ROWS, SIDES):
        old, new = getattr(pair.old, place), getattr(pair.new, place)
        if old or new:
            yield from _Offer(pair, place, old, new, taken_over).changes()


def likely(wanted: str, offered: Sequence[tuple[str, str]]) -> str:
    """The code whose label is most like `wanted`, or nothing where none is alike; `offered` holds code and label."""
    ranked = sorted(((SequenceMatcher(None, wanted.casefold(), label.casefold()).ratio(), code) for code, label in offered))
    return ranked[-1][1] if ranked and ranked[-1][0] >= _LIKELY else ""


@dataclass(frozen=True, slots=True)
class _Offer:
    pair: Pair
    place: str
    old: tuple[Choice, ...]
    new: tuple[Choice, ...]
    taken_over: bool

    @property
    def _is_scale(self) -> bool:
        return self.place == CHOICES and self.pair.new.type in (QuestionType.SCALE, QuestionType.MATRIX)

    def changes(self) -> Iterator[Change]:
        codes = self.pair.codes(self.place)
        known = {choice.code: choice for choice in self.new}
        fresh = [choice for choice in self.new if choice.code not in {codes.get(old.code, old.code) for old in self.old}]
        for choice in self.old:
            code = codes.get(choice.code, choice.code)
            if code != choice.code:
                yield self._recoded(choice, known.get(code))
            elif code in known:
                yield from self._kept(choice, known[code])
            elif not self._own_words_stand(code):
                yield self._gone(choice, fresh)
        if not self.taken_over:
            yield from self._new(fresh)
            yield from self._order()
            yield from self._attributes(known)

    def _own_words_stand(self, code: str) -> bool:
        return self.place == CHOICES and self.pair.new.other and code == "other"

    def _recoded(self, old: Choice, new: Choice | None) -> Change:
        label = said(new.label_in()) if new else self.pair.codes(self.place)[old.code]
        told = _("{old} counts as {new} from now on").format(old=said(old.label_in()), new=label)
        return self.pair.meaning(told, old.code, covered=True)

    def _gone(self, choice: Choice, fresh: Sequence[Choice]) -> Change:
        told = {
            CHOICES: _("the choice {label} is gone"), ROWS: _("the row {label} is gone"), SIDES: _("the side {label} is gone"),
        }[self.place].format(label=said(choice.label_in()))  # fmt: skip
        guess = likely(choice.label_in(), [(new.code, new.label_in()) for new in fresh])
        key = f"{self.pair.part}.{choice.code}" if self.pair.part else choice.code
        covered = key in self.pair.fate.retired
        return self.pair.meaning(told, choice.code, way_out=close_or_recode(self.pair.place, choice.code, guess), covered=covered)

    def _kept(self, old: Choice, new: Choice) -> Iterator[Change]:
        yield from self.pair.wordings(_("the wording"), old.label, new.label, old.code)
        if self.taken_over:
            return
        if old.closed != new.closed:
            told = _("{label} is no longer on offer") if new.closed else _("{label} is on offer again")
            yield self.pair.compatible(told.format(label=said(new.label_in())), new.code)
        if old.apart != new.apart:
            told = (
                _("{label} no longer counts as a point of the scale")
                if new.apart
                else _("{label} counts as a point of the scale")
            )
            yield self.pair.meaning(told.format(label=said(new.label_in())), new.code)
        if new.exclusive and not old.exclusive:
            told = _("nothing else may be chosen beside {label} now").format(label=said(new.label_in()))
            yield self.pair.meaning(told, new.code)
        if old.exclusive and not new.exclusive:
            told = _("others may be chosen beside {label} now").format(label=said(new.label_in()))
            yield self.pair.compatible(told, new.code)

    def _new(self, fresh: Sequence[Choice]) -> Iterator[Change]:
        for choice in fresh:
            told = {
                CHOICES: _("new choice {label}"), ROWS: _("new row {label}"), SIDES: _("new side {label}"),
            }[self.place].format(label=said(choice.label_in()))  # fmt: skip
            if self._is_scale and not choice.apart and self.old:
                told = _("new point of the scale: {label}").format(label=said(choice.label_in()))
                way_out = unless_same_meaning(self.pair.place, self.pair.fate.code)
                yield self.pair.meaning(told, choice.code, way_out=way_out, covered=self.pair.reworded())
            else:
                yield self.pair.compatible(told, choice.code)

    def _order(self) -> Iterator[Change]:
        shared = {choice.code for choice in self.old} & {choice.code for choice in self.new}
        old, new = (
            [choice.code for choice in offered if choice.code in shared and not (self._is_scale and choice.apart)]
            for offered in (self.old, self.new)
        )
        if old == new or sorted(old) != sorted(new):
            return
        if self._is_scale:
            yield self.pair.meaning(_("the points of the scale stand in another order"))
        else:
            told = {
                CHOICES: _("the choices stand in another order"), ROWS: _("the rows stand in another order"),
                SIDES: _("the sides stand in another order"),
            }[self.place]  # fmt: skip
            yield self.pair.free(told)

    def _attributes(self, known: dict[str, Choice]) -> Iterator[Change]:
        changed = [old for old in self.old if old.code in known and dict(old.attributes) != dict(known[old.code].attributes)]
        if not changed:
            return
        told = ngettext(
            "a further column of the list changed for {n} choice",
            "a further column of the list changed for {n} choices",
            len(changed),
        ).format(n=len(changed))
        filtered = self.pair.new.rows_if if self.place == ROWS else self.pair.new.choices_if
        yield self.pair.meaning(told) if filtered else self.pair.free(told)


def reads_alike(old: Choice, new: Choice) -> bool:
    """Whether two choices say the same in a language that both have, or have no language in common but the same code."""
    shared = [language for language in old.label if language in new.label]
    return all(same_wording(old.label[language], new.label[language]) for language in shared) and bool(shared)


def sides_came_or_went(old: Question, new: Question) -> bool:
    """Whether a matrix asks every row once in one version and several times in the other: then no cell is the same."""
    return bool(old.sides) != bool(new.sides)
