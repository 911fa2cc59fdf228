"""What is told of publishing a survey: what changes, what is in the way, and the ways out of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from textual.content import Content

from consult.errors import Problem
from consult.i18n import NN_, _, ngettext, number
from consult.model.versions.changes import Change
from consult.service.building import Translated, WayOut
from consult.service.versioning import Plan
from consult.tui.faults import sentence
from consult.tui.plain_text import plain

_KINDS = (
    (
        "meaning", "○", "$text-muted", False,
        NN_("{n} change of meaning: nobody has answered that yet", "{n} changes of meaning: nobody has answered those yet"),
    ),
    ("meaning", "✓", "$success", True, NN_("{n} change of meaning, settled", "{n} changes of meaning, settled")),
    ("compatible", "+", "$accent", False, NN_("{n} compatible change", "{n} compatible changes")),
    ("free", "○", "$text-muted", False, NN_("{n} free change", "{n} free changes")),
)  # fmt: skip
"""Kind, sign, its style, whether it is settled, how many."""
Line = tuple[Content, Content]
_NOTHING = (Content(""), Content(""))


@dataclass
class Told:
    """What publishing would do, as it is known now."""

    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    open: tuple[Change, ...] = ()
    """The changes of meaning that want a word."""
    at: int = 0
    """The one of them that is being settled."""
    ways: Sequence[WayOut] = field(default_factory=tuple)
    """How it may be settled."""
    to_translate: Sequence[Translated] = field(default_factory=tuple)
    """The languages in which texts are missing or to be checked."""
    published: int = 0
    """The version that was published; 0 before."""

    def lines(self) -> Iterator[Line]:
        """All of it, a lead and a body for each line."""
        if self.published:
            words = _("Published as version {n}. It can be answered now.").format(n=self.published)
            yield plain("✓ ", "bold $success"), plain(words, "bold")
            return
        yield from self._in_the_way()
        yield from self._to_settle()
        if self.plan is None or not self.plan.unchanged:
            yield from _translations(self.to_translate)
        if self.plan is not None and self.plan.unchanged:
            words = _("Nothing changed since version {n}: there is nothing to publish.")
            yield plain("✓ ", "bold $success"), plain(words.format(n=self.plan.before))
        elif self.plan is not None:
            yield from _version(self.plan)
            yield from _changes([one for one in self.plan.changes if one not in self.open])

    @property
    def languages_first(self) -> bool:
        """Whether the first thing in the way is a translation."""
        return self.plan is not None and not self.open and all(_of_translation(self.plan, one) for one in self.problems)

    def _in_the_way(self) -> Iterator[Line]:
        asked = {(one.place, one.told) for one in self.open}
        others = [one for one in self.problems if (one.place.partition(": ")[2], one.fault) not in asked]
        if not others:
            return
        words = ngettext("{n} thing is in the way", "{n} things are in the way", len(others)).format(n=len(others))
        yield plain("! ", "bold $error"), plain(words, "bold $error")
        for problem in others:
            yield plain("    "), plain(self._in_keys(problem))
        yield _NOTHING

    def _in_keys(self, problem: Problem) -> str:
        """A problem with its place, and the keys that lead out of it."""
        if self.plan and _of_translation(self.plan, problem):
            way_out = _("press t, then translate it anew, or press F7 there if it is right as it is")
            return sentence(replace(problem, way_out=way_out))
        told = f"{problem.place}: {sentence(problem)}" if problem.place else sentence(problem)
        return " ".join((told, _("F12 in the builder shows the file."))) if ": migrations" in problem.place else told

    def _to_settle(self) -> Iterator[Line]:
        if not self.open:
            return
        n = len(self.open)
        words = ngettext(
            "{n} change needs your decision first: people have answered the question as it was",
            "{n} changes need your decision first: people have answered the questions as they were",
            n,
        )
        yield plain("! ", "bold $error"), plain(words.format(n=n), "bold $error")
        for at, change in enumerate(self.open):
            here = at == self.at
            body = Content.assemble(plain(f"{change.place}: ", "$text-muted"), plain(change.told, "bold" if here else ""))
            yield plain("  › " if here else "    ", "bold $accent"), body
            if here:
                yield from self._ways()
        yield _NOTHING

    def _ways(self) -> Iterator[Line]:
        for key, way in enumerate(self.ways, 1):
            yield plain(f"      {key} ", "bold $accent"), plain(way.told)
        if not self.ways:
            yield plain("      "), plain(_("go back with Esc and undo it, or make a new survey"), "$text-muted")


def _of_translation(plan: Plan, problem: Problem) -> bool:
    return any(one.other and problem.place.endswith(f": {one.place}") for one in plan.stale)


def _translations(languages: Sequence[Translated]) -> Iterator[Line]:
    """What is missing and what is to be checked, by language, with the key that leads there."""
    for one in languages:
        of = {"language": one.language.upper(), "total": number(len(one.lines))}
        if one.missing:
            told = ngettext(
                "{language}: {n} text is missing of {total}; t leads there",
                "{language}: {n} texts are missing of {total}; t leads there",
                one.missing,
            )
            yield plain("! ", "bold $warning"), plain(told.format(n=number(one.missing), **of))
        if one.stale:
            told = ngettext(
                "{language}: {n} translation is to be checked, its text has changed; t leads there",
                "{language}: {n} translations are to be checked, their texts have changed; t leads there",
                one.stale,
            )
            yield plain("△ ", "bold $warning"), plain(told.format(n=number(one.stale), **of))
    if languages:
        yield _NOTHING


def _version(plan: Plan) -> Iterator[Line]:
    words = _("It would be version {n}.").format(n=plan.version)
    if plan.before:
        words += " " + (_responses(plan) if plan.responses else _("Nobody has answered yet, so every change is free."))
    else:
        words = _("It would be the first version: from then on it can be answered.")
    yield plain("▸ ", "bold $accent"), plain(words, "bold")
    if not plan.before:
        yield plain("  "), plain(_("From then on its questions are frozen; a change makes a new version."))
        yield plain("  "), plain(_("Whether answers are anonymous, by code or named can never be changed after that."))
    touched = sum(counted.answers for counted in plan.migrations)
    if touched:
        told = ngettext("What was settled is about {n} answer.", "What was settled is about {n} answers.", touched)
        yield plain("  → "), plain(told.format(n=number(touched)))


def _responses(plan: Plan) -> str:
    counted = plan.responses - plan.excluded
    told = ngettext("So far there is {n} response.", "So far there are {n} responses.", counted).format(n=number(counted))
    left_out = ngettext("{n} more was excluded.", "{n} more were excluded.", plan.excluded).format(n=number(plan.excluded))
    return f"{told} {left_out}" if plan.excluded else told


def _changes(told: Sequence[Change]) -> Iterator[Line]:
    for kind, sign, style, settled, forms in _KINDS:
        changes = [change for change in told if change.kind.value == kind and change.covered == settled]
        if changes:
            yield _NOTHING
            yield plain(f"{sign} ", f"bold {style}"), plain(ngettext(*forms, len(changes)).format(n=len(changes)), "bold")
        for change in changes:
            yield plain("    "), Content.assemble(plain(f"{change.place}: ", "$text-muted"), plain(change.told))
