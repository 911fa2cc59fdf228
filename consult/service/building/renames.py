"""The migrations that an edit needs: a published question that gets another code, or is asked no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.scalars import Word, word
from consult.formats.survey_editing.splices import Splice, remove, remove_key, set_key
from consult.formats.survey_editing.structure import add_lines
from consult.formats.survey_editing.survey_text import SurveyText
from consult.model.survey import Migration
from consult.model.versions.migration_lines import line
from consult.service.building.past import Past


def _lines(now: SurveyText) -> list[Part]:
    found = now.root.get("migrations") if now.root else None
    return found.sequence if found else []


def _known(past: Past) -> int:
    """How many lines of migrations the last version had: they stay as they are."""
    return len(past.last.migrations) if past.last else 0


def origin(now: SurveyText, past: Past, place: str) -> str:
    """The place that a question or part had in the last published version; empty where it is new."""
    if past.last is None:
        return ""
    code, slash, part = place.partition("/")
    fresh = _lines(now)[_known(past) :]
    renamed = {new.text: old for one in fresh if (found := one.get("rename")) for old, new in found.mapping.items()}
    gone = {old for old in renamed.values()}
    before = renamed.get(code, "" if code in gone else code)
    if past.question(before) is None:
        return ""
    if not slash:
        return before
    recoded = _recoded(fresh, before) | _recoded(fresh, code)
    old = next((old for old, new in recoded.items() if new == part), part)
    return f"{before}/{old}" if past.question(f"{before}/{old}") else ""


def _recoded(lines: list[Part], question: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in lines:
        recode = one.get("recode")
        codes = recode.get(question) if recode else None
        found |= {old: new.text for old, new in codes.mapping.items()} if codes else {}
    return found


def add_line(now: SurveyText, migration: Migration) -> SurveyText:
    """Puts a migration at the end of „migrations:”."""
    assert now.root is not None
    found, made = now.root.get("migrations"), line(migration)
    if found is not None and found.sequence and found.flow:
        made = "{" + made[2:] + "}"
    at = len(found.sequence) if found else 0
    return now.changed([add_lines(now, now.root, "migrations", at, made + "\n", 0)])


def after_rename(now: SurveyText, past: Past, old: str, new: str) -> SurveyText:
    """Notes that the question published under `old` has the code `new` now; nothing where it is `old` again.

    Lines that are not published yet follow one another: those behind a rename call the question as that leaves it.
    """
    for n, one in enumerate(_lines(now)):
        found = one.get("rename")
        if n >= _known(past) and found is not None and old in found.mapping:
            now = now.changed(_called(_lines(now)[n + 1 :], found.mapping[old].text, new))
            found = _lines(now)[n].mapping["rename"]
            if new != old:
                return now.changed([set_key(now.text, found, old, Word(new))])
            return _without(now, n) if len(found.mapping) == 1 else now.changed([remove_key(now.text, found, old)])
    return now if new == old else add_line(now, Migration(rename={old: new}))


def _called(lines: list[Part], old: str, new: str) -> Iterator[Splice]:
    """The changes to lines that call a question `old`."""
    for one in lines:
        for key in ("recode", "merge"):
            found = one.get(key)
            for code, (start, end) in found.keys.items() if found else ():
                if code.partition(".")[0] == old:
                    yield Splice(start, end, new + code[len(old) :])
        named = [child for key in ("retire", "reworded", "merge") if key in one.mapping for child in one.mapping[key].walk()]
        for child in named:
            if isinstance(child.value, str) and child.text.partition(".")[0] == old:
                yield Splice(child.start, child.end, new + child.text[len(old) :])


def after_recode(now: SurveyText, past: Past, question: str, before: str, old: str, new: str) -> SurveyText:
    """Notes that a published choice, row or part of `question` (published under `before`) has another code now."""
    for n, one in enumerate(_lines(now)):
        recode = one.get("recode")
        codes = {key: child for key in (question, before) if recode and (child := recode.get(key)) and old in child.mapping}
        key, found = next(iter(codes.items()), ("", None))
        if n >= _known(past) and recode is not None and found is not None:
            if new != old:
                return now.changed([set_key(now.text, found, old, Word(new) if word(new) == new else new)])
            if len(found.mapping) > 1:
                return now.changed([remove_key(now.text, found, old)])
            return _without(now, n) if len(recode.mapping) == 1 else now.changed([remove_key(now.text, recode, key)])
    return now if new == old else add_line(now, Migration(recode={question: {old: new}}))


def after_delete(now: SurveyText, past: Past, old: str, place: str) -> SurveyText:
    """Notes that what was published at the place `old`, and is at `place` now, is asked no more."""
    if "/" in old:
        return add_line(now, Migration(retire=(f"{place.partition('/')[0]}.{old.partition('/')[2]}",)))
    return add_line(after_rename(now, past, old, old), Migration(retire=(old,)))


def choice_origin(now: SurveyText, past: Past, place: str, code: str) -> str:
    """The code that a choice, row or side had in the last published version; empty where it is new."""
    before = origin(now, past, place)
    question = past.question(before) if before else None
    if question is None:
        return ""
    fresh = _lines(now)[_known(past) :]
    recoded = _recoded(fresh, before.replace("/", ".")) | _recoded(fresh, place.replace("/", "."))
    old = next((old for old, new in recoded.items() if new == code), code)
    known = {choice.code for choice in (*question.choices, *question.rows, *question.sides)}
    return old if old in known else ""


def _without(now: SurveyText, at: int) -> SurveyText:
    assert now.root is not None
    found = now.root.mapping["migrations"]
    if len(found.sequence) == 1:
        return now.changed([remove_key(now.text, now.root, "migrations")])
    return now.changed([remove(now.text, found, at)])


def renames(now: SurveyText) -> Mapping[str, str]:
    """Every code that a migration gave up → what it became."""
    return {old: new.text for one in _lines(now) if (found := one.get("rename")) for old, new in found.mapping.items()}
