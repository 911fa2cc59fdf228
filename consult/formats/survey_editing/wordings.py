"""Changing texts that stand in several languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.splices import Splice, remove_key, set_key
from consult.formats.survey_editing.survey_text import texts_of


def set_texts(
    text: str, owner: Part, key: str, wanted: Mapping[str, str], languages: tuple[str, ...], order: Sequence[str]
) -> list[Splice]:
    """Gives the text under `key` the wordings `wanted`, language → text; an empty one goes, those not named stay."""
    old = owner.get(key)
    now = texts_of(old, languages)
    wanted = {language: wording.strip() for language, wording in wanted.items()}
    changes = {language: wording for language, wording in wanted.items() if wording != now.get(language, "")}
    if not changes:
        return []
    whole = {language: wording for language in _languages(languages, changes) if (wording := (now | changes).get(language, ""))}
    if not whole:
        return [remove_key(text, owner, key)] if old is not None else []
    if old is None or isinstance(old.value, list) or not (old.mapping or old.text):
        return [set_key(text, owner, key, whole, order)]
    if isinstance(old.value, str):
        if [*whole] == [languages[0]]:
            return [set_key(text, owner, key, whole[languages[0]], order)]
        return [set_key(text, owner, key, whole, order)]
    return _in_mapping(text, old, changes, languages)


def _languages(languages: tuple[str, ...], further: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*languages, *further)))


def _in_mapping(text: str, owner: Part, changes: Mapping[str, str], languages: Sequence[str]) -> list[Splice]:
    gone = [language for language, wording in changes.items() if not wording and language in owner.mapping]
    if len(gone) > 1 or (gone and any(language not in owner.mapping for language in changes)):
        # taking several out of one mapping would meet at their commas: it is written anew
        return [Splice(owner.start, owner.end, _anew(text, owner, changes))]
    splices = [remove_key(text, owner, language) for language in gone]
    fresh = [language for language, wording in changes.items() if wording and language not in owner.mapping]
    if len(fresh) > 1:
        return [Splice(owner.start, owner.end, _anew(text, owner, changes))]
    return splices + [set_key(text, owner, language, wording, languages) for language, wording in changes.items() if wording]


def _anew(text: str, owner: Part, changes: Mapping[str, str]) -> str:
    from consult.formats.survey_editing.rendering import entry, flow

    kept = {key: child.text for key, child in owner.mapping.items()} | dict(changes)
    kept = {key: wording for key, wording in kept.items() if wording}
    if owner.flow:
        return flow(kept)
    return ("\n" + " " * owner.indent).join(entry(key, wording, owner.indent) for key, wording in kept.items())
