"""Planned questions to questions: texts, limits and logic, with what cannot be said noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consult.formats.our_expressions import literal
from consult.formats.xlsform.from_xpath import translate_tree
from consult.formats.xlsform.headers import MEDIA
from consult.formats.xlsform.kobo import kobo_block
from consult.formats.xlsform.limits import Limits, exclusive_in, take_limits
from consult.formats.xlsform.own_building import own_built
from consult.formats.xlsform.planned import Planned
from consult.formats.xlsform.ranges import is_whole, range_limits
from consult.formats.xlsform.row_telling import ALWAYS, NEVER, RowTelling, both
from consult.formats.xlsform.scope import Target
from consult.formats.xlsform.xpath import Tree, Untranslatable, parse
from consult.i18n import N_, _, quoted
from consult.model.expression_words import LONGEST
from consult.model.question import Check, Choice, Question, QuestionType

_LEFT_OUT = {
    "default": N_("What the form fills in beforehand (“default”) was left out."),
    "calculation": N_("What the form calculates into an answer (“calculation”) was left out."),
    "required_message": N_("Messages on required answers (“required_message”) were left out."),
    "image": N_("Pictures, sounds and films beside questions were left out."),
    "audio": N_("Pictures, sounds and films beside questions were left out."),
    "video": N_("Pictures, sounds and films beside questions were left out."),
}
_MULTILINE = 5
_MOST_INSTANCES = 50


@dataclass(slots=True)
class Builder:
    """Builds questions from what is planned."""

    telling: RowTelling
    integers: frozenset[str] = frozenset({"integer"})

    def question(self, planned: Planned, targets: Mapping[Planned, Target], inside: str = "") -> Question:
        """The question that `planned` becomes; `inside` is the code of the repeat that it is a field of."""
        if planned.own:
            return own_built(planned.own, self.telling)
        node, row, code = planned.node, planned.node.row, planned.code
        itself = targets.get(planned)
        silent = planned.type in (QuestionType.NOTE, QuestionType.COMPUTED)
        limits, checks, exclusive = self._constraint(planned, itself, inside) if not silent else (Limits(), (), frozenset())
        question = Question(
            code=code,
            type=planned.type,
            label=self.telling.label(row, node.name or code, inside),
            hint=self.telling.hint(row, inside),
            required=not silent and (bool(planned.places) or self._required(planned)),
            choices=_with_exclusive(planned.offer.choices, exclusive) if planned.offer else (),
            rows=self._rows(planned),
            parts=tuple(self.question(one, targets, code) for one in planned.inside) if planned.has_parts else (),
            other=planned.other,
            minimum=limits.minimum,
            maximum=limits.maximum,
            earliest=limits.earliest,
            latest=limits.latest,
            integer=node.kind.word in self.integers or (node.kind.word == "range" and is_whole(row)),
            lines=_MULTILINE if planned.type is QuestionType.TEXT and node.appears("multiline") else 3,
            longest=limits.longest,
            least=limits.least or planned.places,
            most=limits.most or self._most(planned),
            show_if=self.condition(planned, inside),
            choices_if=self._filter(planned, inside),
            checks=checks,
            compute=self.computed(planned) if planned.type is QuestionType.COMPUTED else "",
        )
        self._note_rest(planned)
        return question

    def condition(self, planned: Planned, inside: str) -> str:
        """The conditions of the question and of the groups around it, joined by `and`."""
        nodes = [*planned.groups, planned.node]
        if planned.type is QuestionType.MATRIX and not kobo_block(planned.node):
            nodes.append(planned.inside[0].node)
        told = [self.telling.shown(node, planned.code, inside) for node in nodes]
        joined = both(*dict.fromkeys(told))
        if len(joined) > LONGEST:
            self.telling.lost(planned.node.row, "relevant", planned.node.row.text("relevant"), planned.code, "…")
            return ""
        return joined

    def computed(self, planned: Planned) -> str:
        """The value of a computed question; an empty text where it cannot be said."""
        row = planned.node.row
        xpath = row.logic("calculation")
        if not xpath:
            self.telling.note(row, _("{name} computes nothing; its value is empty.").format(name=quoted(planned.node.name)))
            return literal("")
        return self.telling.said(row, "calculation", xpath, planned.code, "") or literal("")

    def _required(self, planned: Planned) -> bool:
        by_row = planned.type is QuestionType.MATRIX and not kobo_block(planned.node)
        nodes = [one.node for one in planned.inside] if by_row else [planned.node]
        words = {node.row.logic("required").lower() for node in nodes}
        if len(words) > 1:
            self.telling.note(planned.node.row, _("Only some rows of the grid are required; none of them is here."))
            return False
        word = words.pop() if words else ""
        if word not in ALWAYS | NEVER:
            self.telling.lost(planned.node.row, "required", planned.node.row.text("required"), planned.code)
        return word in ALWAYS

    def _filter(self, planned: Planned, inside: str) -> str:
        xpath = planned.node.row.logic("choice_filter")
        if not xpath or planned.type not in (QuestionType.SINGLE, QuestionType.MULTI, QuestionType.RANKING):
            return ""
        return self.telling.said(planned.node.row, "choice_filter", xpath, planned.code, inside, choosing=True)

    def _constraint(
        self, planned: Planned, itself: Target | None, inside: str
    ) -> tuple[Limits, tuple[Check, ...], frozenset[str]]:
        """Limits, checks and the choices that exclude all others, from the constraint."""
        limits, row = range_limits(planned.node, self.telling.findings, self.telling.sheet), planned.node.row
        xpath = row.logic("constraint")
        if not xpath or planned.has_parts or planned.type is QuestionType.MATRIX:
            return limits, (), frozenset()
        try:
            integer = planned.node.kind.word in self.integers
            left = take_limits(parse(xpath), planned.type, integer, limits)
            alone, left = _alone(left, planned)
            must = [translate_tree(tree, self.telling.scope, itself) for tree in left]
        except Untranslatable as reason:
            self.telling.lost(row, "constraint", row.text("constraint"), planned.code, reason.what)
            return range_limits(planned.node, self.telling.findings, self.telling.sheet), (), frozenset()
        self._keep_sense(limits, planned)
        say = self.telling.texts(row, "constraint_message", inside)
        if say and not must:
            for text in say.values():
                self.telling.findings.remark(planned.code, "constraint_message", text)
        return limits, (Check(both(*must), say),) if must else (), alone

    def _keep_sense(self, limits: Limits, planned: Planned) -> None:
        """Limits that contradict each other or go beyond the choices would make the question unanswerable."""
        offered = len(planned.offer.choices) + planned.other if planned.offer else 0
        for low, high in (("minimum", "maximum"), ("earliest", "latest"), ("least", "most")):
            least, most = getattr(limits, low), getattr(limits, high)
            beyond = low == "least" and max(least or 0, most or 0) > offered
            if (least is not None and most is not None and least > most) or beyond:
                setattr(limits, low, None)
                setattr(limits, high, None)
                self.telling.lost(planned.node.row, "constraint", planned.node.row.text("constraint"), planned.code)

    def _rows(self, planned: Planned) -> tuple[Choice, ...]:
        if planned.rows:
            return planned.rows.choices
        if planned.type is not QuestionType.MATRIX:
            return ()
        for one in planned.inside if kobo_block(planned.node) else ():
            if one.node.row.logic("relevant").lower() not in ALWAYS | NEVER:
                self.telling.lost(one.node.row, "relevant", one.node.row.text("relevant"), planned.code)
        return tuple(self.telling.row(one) for one in planned.inside)

    def _most(self, planned: Planned) -> int | None:
        """How often a repeat may be answered, how many places of a ranking may be filled; None where all."""
        if planned.places and planned.offer:
            return planned.places if planned.places < len(planned.offer.choices) else None
        return self._instances(planned) if planned.type is QuestionType.REPEAT else None

    def _instances(self, planned: Planned) -> int | None:
        xpath = planned.node.row.logic("repeat_count")
        if not xpath:
            return None
        if xpath.replace(".0", "").isdecimal() and 1 <= float(xpath) <= _MOST_INSTANCES:
            return int(float(xpath))
        self.telling.lost(planned.node.row, "repeat_count", planned.node.row.text("repeat_count"), planned.code)
        return None

    def _note_rest(self, planned: Planned) -> None:
        row = planned.node.row
        for column, text in planned.lost:
            self.telling.findings.remark(planned.code, column, text)
        for column, told in _LEFT_OUT.items():
            if row.text(column) and not (column == "calculation" and planned.type is QuestionType.COMPUTED):
                self.telling.note(row, _(told))
                if column not in MEDIA:
                    self.telling.findings.remark(planned.code, column, row.text(column))


def _alone(trees: list[Tree], planned: Planned) -> tuple[frozenset[str], list[Tree]]:
    """The codes of choices that exclude all others, and the conditions that say something else."""
    if planned.type is not QuestionType.MULTI or planned.offer is None:
        return frozenset(), trees
    codes = planned.offer.codes
    named = [exclusive_in(tree) for tree in trees]
    left = [tree for tree, name in zip(trees, named, strict=True) if name not in codes]
    return frozenset(codes[name] for name in named if name in codes), left


def _with_exclusive(choices: tuple[Choice, ...], codes: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(replace(choice, exclusive=choice.exclusive or choice.code in codes) for choice in choices)
