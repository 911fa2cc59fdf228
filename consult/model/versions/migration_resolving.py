"""Lays the migrations of a version upon the version before: what each of them moves, and which fit neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.errors import Problem
from consult.i18n import _, quoted
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.survey import Migration, Survey
from consult.model.versions.migration_lines import added, line
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate, Resolved, Step, found_in, places_of


def resolved(before: Survey, after: Survey) -> Resolved:
    """What the migrations of `after` that `before` has not do to the questions and answers of `before`."""
    found = _Resolving(before, after)
    for at, migration in enumerate(found.migrations):
        found.take(at, migration)
    found.refuse_missing_targets()
    return Resolved(found.migrations, tuple(found.steps), {fate.question.code: fate for fate in found.fates}, tuple(found.faults))


class _Resolving:
    """Goes through the migrations in their order; every fate has the codes of the moment."""

    def __init__(self, before: Survey, after: Survey):
        self.after = after
        self.migrations = added(before.migrations, after.migrations)
        self.fates = [Fate(question, question.code, codes=places_of(question)) for question in before.questions]
        self.steps: list[Step] = []
        self.faults: list[Problem] = []
        self._at, self._line = 0, ""

    def take(self, at: int, migration: Migration) -> None:
        self._at, self._line = at, line(migration)
        self._rename(migration.rename)
        for code, codes in migration.recode.items():
            self._recode(code, codes)
        for into, sources in migration.merge.items():
            self._merge(into, sources)
        for code in migration.retire:
            self._retire(code)
        for code in migration.reworded:
            self._reword(code)

    def _fault(self, fault: str, way_out: str) -> None:
        self.faults.append(Problem(self._line, fault, way_out))

    def _unknown(self, code: str) -> None:
        self._fault(
            _("the version before has no question {code}").format(code=quoted(code)), _("correct the code, or take the line out")
        )

    def _living(self, *codes: str) -> list[Fate]:
        return [fate for fate in self.fates if fate.code in codes and fate.ending is not Ending.RETIRED]

    def _finally(self, code: str) -> str:
        """The code that the later migrations give to the question that is called `code` now."""
        for migration in self.migrations[self._at + 1 :]:
            code = migration.rename.get(code, code)
            code = next((into for into, sources in migration.merge.items() if code in sources), code)
        return code

    def _final(self, code: str) -> Question | None:
        return self.after.question(self._finally(code))

    def _rename(self, codes: Mapping[str, str]) -> None:
        moving = {old: self._living(old) for old in codes}
        for old, new in codes.items():
            if not moving[old]:
                self._unknown(old)
                continue
            if self._living(new) and new not in codes:
                self._fault(
                    _("there is a question {code} already").format(code=quoted(new)),
                    _("write {line} to put both together").format(line=quoted(line(Migration(merge={new: (old, new)})))),
                )
            question = self._final(new) or moving[old][0].question
            self.steps.append(Step(self._at, (old,), new, question))
        for old, new in codes.items():
            for fate in moving[old]:
                fate.code, fate.ending = new, Ending.RENAMED

    def _merge(self, into: str, sources: Sequence[str]) -> None:
        final = self._final(into)
        if final is None:
            self._fault(_("there is no question {code}").format(code=quoted(into)), _("add it, or correct its code"))
            return
        for code in sources:
            if code == into:
                continue
            fates = self._living(code)
            if not fates:
                self._unknown(code)
            for fate in fates:
                self._refuse_other_type(fate.question, final)
        taking = tuple(dict.fromkeys([*sources, *(fate.code for fate in self._living(into))]))
        for fate in self._living(*sources):
            if fate.code != into:
                fate.code, fate.ending = into, Ending.MERGED
        self.steps.append(Step(self._at, taking, into, final))

    def _refuse_other_type(self, old: Question, new: Question) -> None:
        several = new.type is QuestionType.MULTI and old.type in (QuestionType.SINGLE, QuestionType.YESNO)
        if old.type is not new.type and not several:
            self._fault(
                _("{old} is of type {old_type}, {new} of type {new_type}: their answers cannot be put together").format(
                    old=quoted(old.code), old_type=old.type, new=quoted(new.code), new_type=new.type
                ),
                _("write {line} instead").format(line=quoted(line(Migration(retire=(old.code,))))),
            )

    def _recode(self, key: str, codes: Mapping[str, str]) -> None:
        code, _dot, part = key.partition(".")
        fates = self._living(code)
        if not fates:
            self._unknown(code)
            return
        final = self._final(code)
        by_place: dict[str, dict[str, str]] = {}
        moves: list[tuple[dict[str, str], str, str]] = []
        for old, new in codes.items():
            hits = [
                (place, now, original)
                for fate in fates
                for place, now in _searched(fate, part)
                for original, current in now.items()
                if current == old and _gone(final, place, old)
            ]
            if old == OTHER:
                self._fault(_("own words cannot become a choice"), _("take {code} out of the line").format(code=quoted(OTHER)))
            elif not hits:
                self._fault(
                    _("there is nothing with the code {code} in {question} that is gone now").format(
                        code=quoted(old), question=quoted(key)
                    ),
                    _("take the choice out of the question, or the line out of the migrations"),
                )
            for place, now, original in hits:
                by_place.setdefault(place, {})[old] = new
                moves.append((now, original, new))
        for now, original, new in moves:
            now[original] = new
        self._recode_steps(final or fates[0].question, code, by_place)

    def _recode_steps(self, question: Question, code: str, by_place: Mapping[str, Mapping[str, str]]) -> None:
        ranked = question.type in (QuestionType.RANKING, QuestionType.ALLOCATION)
        codes = by_place.get(CHOICES, {})
        rows = {**by_place.get(ROWS, {}), **(codes if ranked else {})}
        columns = {**by_place.get(SIDES, {}), **by_place.get(PARTS, {})}
        if codes or rows or columns:
            self.steps.append(Step(self._at, (code,), code, question, {} if ranked else codes, rows, columns))
        for place, replaced in by_place.items():
            if place.startswith("parts."):
                part = place.removeprefix("parts.")
                self.steps.append(Step(self._at, (code,), code, question, replaced, part=part))

    def _retire(self, key: str) -> None:
        code, _dot, rest = key.partition(".")
        fates = [fate for fate in self._living(code) if not rest or rest in _codes_of(fate)]
        if not fates:
            self._unknown(key)
        for fate in fates:
            if rest:
                fate.retired.add(rest)
            elif self.after.question(fate.code):
                self._fault(
                    _("the question {code} is retired and still asked").format(code=quoted(code)),
                    _("take the question out, or the line out of the migrations"),
                )
            else:
                fate.ending = Ending.RETIRED

    def _reword(self, key: str) -> None:
        code, _dot, rest = key.partition(".")
        fates = [fate for fate in self.fates if code in (fate.code, fate.question.code, self._finally(fate.code))]
        fates = [fate for fate in fates if not rest or rest in _codes_of(fate)]
        if not fates:
            self._unknown(key)
        for fate in fates:
            fate.reworded.add(rest)

    def refuse_missing_targets(self) -> None:
        """Every code that something was recoded to must be there."""
        for fate in self.fates:
            final = self.after.question(fate.code)
            for place, codes in fate.codes.items() if final else ():
                for old, new in codes.items():
                    if old != new and not _offers(final, _now_place(fate, place), new):
                        self.faults.append(
                            Problem(
                                line(Migration(recode={fate.code: {old: new}})),
                                _("there is no {code} in {question}").format(code=quoted(new), question=quoted(fate.code)),
                                _("add it, or correct its code"),
                            )
                        )


def _searched(fate: Fate, part: str) -> list[tuple[str, dict[str, str]]]:
    """The places that a recode of the question, or of one part of it, looks in."""
    if not part:
        return [(place, fate.codes[place]) for place in (CHOICES, ROWS, SIDES, PARTS)]
    originals = [original for original, current in fate.codes[PARTS].items() if part in (original, current)]
    return [(f"parts.{fate.now(PARTS, original)}", fate.codes[f"parts.{original}"]) for original in originals]


def _codes_of(fate: Fate) -> set[str]:
    """What may stand after the dot in `question.code`: codes of the version before and those they have by now."""
    found: set[str] = set()
    for place, codes in fate.codes.items():
        part = place.removeprefix("parts.") if place.startswith("parts.") else ""
        prefixes = {f"{part}.", f"{fate.now(PARTS, part)}."} if part else {""}
        found |= {prefix + code for prefix in prefixes for code in (*codes, *codes.values())}
    return found


def _now_place(fate: Fate, place: str) -> str:
    return f"parts.{fate.now(PARTS, place.removeprefix('parts.'))}" if place.startswith("parts.") else place


def _gone(question: Question | None, place: str, code: str) -> bool:
    found = found_in(question, place, code) if question else None
    return found is None or (isinstance(found, Choice) and found.closed)


def _offers(question: Question | None, place: str, code: str) -> bool:
    if question is None or (place == CHOICES and code == OTHER and question.other):
        return True
    return found_in(question, place, code) is not None
