"""Checks, and conditions of rows and choices, as LimeSurvey says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.outgoing import Outgoing
from consult.formats.limesurvey.patterns import their_pattern
from consult.formats.limesurvey.relevance_writing import Writer
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.limesurvey.their_names import TheirPlace
from consult.i18n import _, quoted
from consult.model.expressions import parse
from consult.model.question import Check, Choice, Level, Question, QuestionType
from consult.model.values import chosen_of


def add_checks(question: Question, source: SourceQuestion, out: Outgoing) -> None:
    """Writes the checks of a question into the one of LimeSurvey; what has no counterpart is noted."""
    said: dict[str, list[str]] = {"em_validation_q": [], "em_validation_sq": []}
    for check in question.checks:
        if check.level is Level.WARN:
            out.notes.add(_("warnings are left out, for there every check stops the sending"), question.code)
            continue
        pattern = _pattern(question, check)
        if pattern and len(question.checks) == 1:
            source.validation = pattern
            continue
        try:
            attribute, expression = _said(question, check, out)
        except NotTranslated as reason:
            told = _("the check {expression} has no counterpart ({reason})")
            out.notes.add(told.format(expression=quoted(check.must), reason=reason), question.code)
            continue
        said[attribute].append(expression)
        tip = out.html(check.say, question.code)
        for language, text in tip.items():
            texts = source.attributes.setdefault(f"{attribute}_tip", {})
            texts[language] = " ".join(filter(None, (texts.get(language, ""), text)))
    for attribute, expressions in said.items():
        if expressions:
            parts = expressions if len(expressions) == 1 else [f"({expression})" for expression in expressions]
            source.attributes[attribute] = {"": " and ".join(parts)}


def _pattern(question: Question, check: Check) -> str:
    """The pattern that the whole answer must fit, where the check says nothing else."""
    before, after = f"matches({question.code}, '", "')"
    if check.say or question.type is not QuestionType.TEXT or not (check.must.startswith(before) and check.must.endswith(after)):
        return ""
    body = check.must[len(before) : -len(after)]
    return "" if "'" in body or "\\\\" in body else their_pattern(body)


def _said(question: Question, check: Check, out: Outgoing) -> tuple[str, str]:
    """The attribute and the expression. A check that names columns is said of every row."""
    columns = {part.code for part in question.parts} & parse(check.must).names
    if question.type is not QuestionType.TABLE or not columns:
        return "em_validation_q", _guarded(check.must, Writer(out.names), out.names.find((question.code,)))
    if len(question.parts) == 1 and parse(check.must).names == columns:
        this = TheirPlace(("this",))
        return "em_validation_sq", _guarded(check.must, Writer(out.names, beside={question.parts[0].code: this}), this)
    rows = []
    for row in question.rows:
        cells = {part.code: out.names.find((question.code, row.code, part.code)) for part in question.parts}
        beside = {code: place for code, place in cells.items() if place}
        if beside:
            rows.append(_guarded(check.must, Writer(out.names, {"row": chosen_of(row)}, beside), None))
    return "em_validation_q", " and ".join(f"({row})" for row in rows)


def _guarded(must: str, writer: Writer, own: TheirPlace | None) -> str:
    """The expression, which also holds where an answer that it needs is blank, as it does for us."""
    said = writer.condition(must)
    if parse(must).asks_for_blank:
        return said
    blanks = [f"is_empty({name})" for name in writer.ordered]
    if own and (own.several or own.taken):
        blanks.insert(0, f"count({', '.join(f'{name}.NAOK' for name in own.names)}) == 0")
    elif own:
        blanks.insert(0, f"is_empty({own.names[0]}.NAOK)")
    guards = list(dict.fromkeys(blanks))
    return " or ".join([*guards, f"({said})"]) if guards else said


def add_filters(question: Question, source: SourceQuestion, out: Outgoing) -> None:
    """Writes which rows or choices are on offer: as a filter by another question, or as a condition of every row."""
    expression = question.rows_if or question.choices_if
    if not expression:
        return
    walker, offered = ("row", question.rows) if question.rows_if else ("choice", question.choices)
    by_number = [choice for choice in offered if not choice.closed]
    other = _filter(expression, walker, question, out)
    if other:
        name, asked = other
        source.attributes[name] = {"": asked}
        return
    subquestions = [one for one in source.subquestions if one.scale == 0]
    try:
        if not subquestions:
            raise NotTranslated(_("answers cannot be filtered there"))
        for choice, subquestion in zip(by_number, subquestions, strict=True):
            subquestion.relevance = Writer(out.names, {walker: chosen_of(choice)}).condition(expression)
    except NotTranslated as reason:
        for subquestion in subquestions:
            subquestion.relevance = ""
        told = _("the condition {expression} has no counterpart, so all of it is always asked for ({reason})")
        out.notes.add(told.format(expression=quoted(expression), reason=reason), question.code)


def _filter(expression: str, walker: str, question: Question, out: Outgoing) -> tuple[str, str] | None:
    """The attribute and the question for „row in services”, where the codes are the same in both."""
    for sign, name in (("not in", "array_filter_exclude"), ("in", "array_filter")):
        before = f"{walker} {sign} "
        if not expression.startswith(before) or question.type is QuestionType.RANKING:
            continue
        place = out.names.find((expression.removeprefix(before),))
        if place and place.taken:
            base = {variable.removesuffix(f"_{code}") for code, variable in _variables(place).items()}
            own = _own_codes(question, walker, out)
            shared = {ours: theirs for ours, theirs in own.items() if ours in place.taken}
            if len(base) == 1 and all(place.taken[ours].endswith(f"_{theirs}") for ours, theirs in shared.items()):
                return name, base.pop()
    return None


def _variables(place: TheirPlace) -> dict[str, str]:
    """Code in LimeSurvey → variable, of a question with several choices."""
    return {variable.rpartition("_")[2]: variable for variable in place.taken.values()}


def _own_codes(question: Question, walker: str, out: Outgoing) -> Mapping[str, str]:
    offered: Sequence[Choice] = question.rows if walker == "row" else question.choices
    return {choice.code: out.rename.get(f"{question.code}.{choice.code}", choice.code) for choice in offered}
