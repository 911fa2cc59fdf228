"""What differs between two versions of one question, and what that does to the answers that it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from consult.i18n import _, quoted
from consult.i18n import number as in_digits
from consult.model.question import MOST_INSTANCES, Level, Question, QuestionType
from consult.model.versions.change import Change, became, only_new_code, recode_or_retire, said
from consult.model.versions.choice_changes import choice_changes, likely, sides_came_or_went
from consult.model.versions.migration_steps import PARTS
from consult.model.versions.question_pair import Pair, texts_changed
from consult.model.versions.rewording import same_expression


def question_changes(pair: Pair) -> Iterator[Change]:
    """Everything that differs, first what weighs most."""
    old, new = pair.old, pair.new
    if old.type is not new.type:
        told = _("the type changed from {old} to {new}").format(old=old.type, new=new.type)
        yield pair.meaning(told, way_out=only_new_code(pair.fate.code), covered=False)
        return
    if old.type is QuestionType.NOTE:
        yield from _note_changes(pair)
        return
    yield from pair.wordings(_("the wording"), old.label, new.label)
    yield from map(pair.free, texts_changed(_("the hint"), old.hint, new.hint))
    if sides_came_or_went(old, new):
        told = _("the rows of the matrix have sides now") if new.sides else _("the rows of the matrix have no sides now")
        yield pair.meaning(told, way_out=only_new_code(pair.fate.code), covered=False)
    else:
        yield from choice_changes(pair)
    yield from _flags(pair)
    yield from _limits(pair)
    yield from _settings(pair)
    yield from _conditions(pair)
    yield from _checks(pair)
    yield from part_changes(pair)


def _note_changes(pair: Pair) -> Iterator[Change]:
    """Nobody answers a note, so nothing of it can change what an answer means."""
    yield from map(pair.free, texts_changed(_("the text"), pair.old.label, pair.new.label))
    if replace(pair.old, label={}, code="") != replace(pair.new, label={}, code=""):
        yield pair.free(_("when the note is shown, or how it looks, changed"))


def part_changes(pair: Pair, *, taken_over: bool = False) -> Iterator[Change]:
    """The changes of the columns of a table or the fields of a repeat."""
    codes = pair.codes(PARTS)
    kept = {codes.get(part.code, part.code) for part in pair.old.parts}
    fresh = [part for part in pair.new.parts if part.code not in kept]
    for part in pair.old.parts:
        now = pair.new.part(codes.get(part.code, part.code))
        if now is None:
            guess = likely(part.label_in(), [(new.code, new.label_in()) for new in fresh if new.type is part.type])
            told = _part_told(pair, _("the column {label} is gone"), _("the field {label} is gone"), part)
            covered = part.code in pair.fate.retired
            yield pair.meaning(told, part.code, way_out=recode_or_retire(pair.fate.code, part.code, guess), covered=covered)
            continue
        if now.code != part.code:
            told = _("{old} counts as {new} from now on").format(old=said(part.label_in()), new=said(now.label_in()))
            yield pair.meaning(told, part.code, covered=True)
        inner = Pair(part, now, pair.fate, pair.names.inside(pair.fate.question.code), part.code)
        yield from question_changes(inner)
    if taken_over:
        return
    for part in fresh:
        yield pair.compatible(_part_told(pair, _("new column {label}"), _("new field {label}"), part), part.code)
    shared = [part.code for part in pair.old.parts if part.code in kept and pair.new.part(part.code)]
    if shared != [part.code for part in pair.new.parts if part.code in shared]:
        table = pair.new.type is QuestionType.TABLE
        yield pair.free(_("the columns stand in another order") if table else _("the fields stand in another order"))


def _part_told(pair: Pair, column: str, field: str, part: Question) -> str:
    return (column if pair.new.type is QuestionType.TABLE else field).format(label=said(part.label_in()))


def _flags(pair: Pair) -> Iterator[Change]:
    """Settings that are on or off: (name, told where it is on now, told where it is off now, does on ask for more)."""
    for name, on, off, strict in (
        ("required", _("an answer is required now"), _("an answer is no longer required"), True),
        ("integer", _("only whole numbers are taken now"), _("fractions are taken too now"), True),
        ("other", _("answers in own words are taken now"), _("answers in own words are no longer taken"), False),
    ):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old != new:
            yield pair.meaning(on if new else off) if new is strict else pair.compatible(on if new else off)
    if pair.old.diverging != pair.new.diverging:
        runs = _("the scale runs from against to for now, its middle means neither")
        yield pair.meaning(runs if pair.new.diverging else _("the middle of the scale no longer means neither"))
    if pair.new.publish and not pair.old.publish:
        yield pair.meaning(_("the answers were for the organiser's eyes and would stand in reports"))
    elif pair.old.publish and not pair.new.publish:
        yield pair.free(_("the answers stand in no report now"))


def _limits(pair: Pair) -> Iterator[Change]:
    """Limits: narrower ones change the meaning, wider ones do not."""
    most = MOST_INSTANCES if pair.old.type is QuestionType.REPEAT else None
    for name, what, upper, without in (
        ("minimum", _("the smallest value allowed"), False, None),
        ("maximum", _("the largest value allowed"), True, None),
        ("earliest", _("the earliest date"), False, None),
        ("latest", _("the latest date"), True, None),
        ("longest", _("the most characters allowed"), True, None),
        ("least", _("the fewest that are taken"), False, None),
        ("most", _("the most that are taken"), True, most),
    ):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old == new:
            continue
        told = became(what, _limit(old), _limit(new))
        yield pair.meaning(told) if _narrower(old or without, new or without, upper) else pair.compatible(told)


def _narrower(old: float | date | None, new: float | date | None, upper: bool) -> bool:
    if new is None or old is None:
        return new is not None
    return new < old if upper else new > old  # type: ignore[operator]


def _limit(value: float | date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else in_digits(value)


def _settings(pair: Pair) -> Iterator[Change]:
    old, new = pair.old, pair.new
    yield from pair.wordings(_("the unit"), old.unit, new.unit)
    if old.total != new.total:
        told = became(_("the total of the points"), _limit(old.total), _limit(new.total))
        yield pair.meaning(told, way_out=only_new_code(pair.fate.code), covered=False)
    for reason in old.reasons:
        if reason not in new.reasons:
            yield pair.meaning(_("the missing reason {reason} is no longer taken").format(reason=quoted(reason.value)))
    for reason in new.reasons:
        if reason not in old.reasons:
            yield pair.compatible(_("the missing reason {reason} is taken now").format(reason=quoted(reason.value)))
    if old.reasons != new.reasons and set(old.reasons) == set(new.reasons):
        yield pair.free(_("the missing reasons stand in another order"))
    if old.role is not new.role:
        yield pair.free(became(_("the role"), old.role and quoted(old.role), new.role and quoted(new.role)))
    if old.lines != new.lines:
        yield pair.free(became(_("the number of lines shown"), in_digits(old.lines), in_digits(new.lines)))
    if (old.row_totals, old.column_totals) != (new.row_totals, new.column_totals):
        yield pair.free(_("other sums are shown beside and below the table"))


def _conditions(pair: Pair) -> Iterator[Change]:
    names = pair.walked
    for name, what in (
        ("show_if", _("the condition for asking it")),
        ("choices_if", _("the filter of the choices")),
        ("rows_if", _("the filter of the rows")),
        ("compute", _("the formula")),
    ):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if not same_expression(old, new, names):
            yield pair.meaning(became(what, old and said(old), new and said(new)))


def _checks(pair: Pair) -> Iterator[Change]:
    """A check is the same where its expression is; a stricter one changes what could be answered."""
    left, names = list(pair.new.checks), pair.walked
    for old in pair.old.checks:
        new = next((check for check in left if same_expression(old.must, check.must, names)), None)
        if new is None:
            yield pair.compatible(_("no longer checked: {check}").format(check=said(old.must)))
            continue
        left.remove(new)
        if old.level is not new.level:
            strict = new.level is Level.ERROR
            told = _("must hold now: {check}") if strict else _("only warned of now: {check}")
            told = told.format(check=said(new.must))
            yield pair.meaning(told) if strict else pair.compatible(told)
        yield from map(pair.free, texts_changed(_("the message of the check"), old.say, new.say))
    for check in left:
        if check.level is Level.WARN:
            yield pair.compatible(_("a new check that warns: {check}").format(check=said(check.must)))
        else:
            yield pair.meaning(_("a new check: {check}").format(check=said(check.must)))
