"""Stages put into the text of a consultation.yaml, changed there and taken out; the rest of the text stays to the character."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from consult.errors import ConsultationError
from consult.formats import consultation_yaml
from consult.formats.survey_editing.located import NotPlainError, Part, compose
from consult.formats.survey_editing.rendering import Value
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import Splice, insert, remove, remove_key, set_key, spliced
from consult.i18n import _
from consult.model.stage import Stage

Change = Callable[[str, Part], Splice | None]
"""Makes a change of a text and its values; None where nothing is to be changed."""

_ON = Word("on")
_ORDER = ("stage", "title", "opens", "closes", _ON, "done")


def with_stage(text: str, name: str, stage: Stage) -> str:
    """The text of the file `name` with one more stage. Raises ConsultationError where the text has faults."""

    def added(now: str, top: Part) -> Splice:
        found = top.get("stages")
        if found is not None and found.sequence:
            return insert(now, found, len(found.sequence), _written(stage))
        return set_key(now, top, "stages", [_written(stage)])

    return _changed(text, name, added)


def with_changed_stage(text: str, name: str, old: Stage, new: Stage) -> str:
    """The text with `new` in place of `old`. Raises ConsultationError where it has faults, or no such stage any more."""
    at, wanted = _place(text, name, old), _written(new)
    for key in _ORDER:

        def changed(now: str, top: Part, key: str = key) -> Splice | None:
            stage = top.mapping["stages"].sequence[at]
            if key not in wanted:
                return remove_key(now, stage, key) if stage.get(key) is not None else None
            return None if _says(stage.get(key), wanted[key]) else set_key(now, stage, key, wanted[key], _ORDER)

        text = _spliced(text, changed)
    return _sound(text, name)


def without_stage(text: str, name: str, old: Stage) -> str:
    """The text without `old`. Raises ConsultationError where it has faults, or no such stage any more."""
    at = _place(text, name, old)

    def removed(now: str, top: Part) -> Splice:
        stages = top.mapping["stages"]
        return remove(now, stages, at) if len(stages.sequence) > 1 else remove_key(now, top, "stages")

    return _changed(text, name, removed)


def _changed(text: str, name: str, change: Change) -> str:
    _sound(text, name)
    return _sound(_spliced(text, change), name)


def _spliced(text: str, change: Change) -> str:
    try:
        splice = change(text, compose(text))
    except NotPlainError:
        raise ConsultationError(
            _("the file is written in a way that cannot be changed here"), _("change it in a text editor")
        ) from None
    return spliced(text, [splice]) if splice else text


def _sound(text: str, name: str) -> str:
    """The same text; raises ConsultationError where it has faults."""
    consultation_yaml.read(text, name)
    return text


def _place(text: str, name: str, old: Stage) -> int:
    """Where in the list a stage stands."""
    try:
        return consultation_yaml.stages_as_written(text, name).index(old)
    except ValueError:
        raise ConsultationError(
            _("the stage was changed or taken away meanwhile"), _("look at the stages again"), place=name
        ) from None


def _written(stage: Stage) -> dict[str, Value]:
    """A stage as it is written: days without quotation marks."""
    tree: dict[str, Value] = {"stage": Word(stage.kind.value)}
    if stage.title:
        tree["title"] = dict(stage.title)
    if stage.opens == stage.closes:
        days: dict[str, date | None] = {_ON: stage.opens, "done": stage.done}
    else:
        days = {"opens": stage.opens, "closes": stage.closes, "done": stage.done}
    return tree | {key: Word(day.isoformat()) for key, day in days.items() if day}


def _says(part: Part | None, value: Value) -> bool:
    """Whether that stands there already."""
    if part is None:
        return False
    if isinstance(value, dict):
        return {key: child.text for key, child in part.mapping.items()} == value
    return part.text == value
