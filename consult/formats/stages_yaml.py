"""The stages and deadlines of consultation.yaml, to the model and back."""

from __future__ import annotations

from datetime import date

from consult.formats.yaml_text import Node, Reading
from consult.i18n import _, quoted
from consult.model.stage import DUTIES, PROFILES, Deadlines, Stage, StageKind

_STAGE_KEYS = ("stage", "title", "opens", "closes", "on", "done")
_DEADLINE_KEYS = ("notice", "open", "report", "source")
_KINDS = tuple(kind.value for kind in StageKind)


def read_stages(reading: Reading, node: Node | None, languages: tuple[str, ...]) -> tuple[Stage, ...]:
    """The stages in the order of their first days; faults are noted in `reading`."""
    read = stages_as_written(reading, node, languages)
    return tuple(sorted((stage for stage in read if stage), key=lambda stage: (stage.first, stage.last)))


def stages_as_written(reading: Reading, node: Node | None, languages: tuple[str, ...]) -> list[Stage | None]:
    """The stages in the order in which they stand in the file; None for one with faults, which are noted in `reading`."""
    return [_stage(reading, child, languages) for child in reading.sequence(node, "stages")]


def _stage(reading: Reading, node: Node, languages: tuple[str, ...]) -> Stage | None:
    keys = reading.mapping(node, _STAGE_KEYS, _("a stage"))
    kind = reading.text(keys.get("stage"), "stage")
    if kind not in _KINDS:
        line = keys["stage"].line if "stage" in keys else node.line
        fault = _("there is no stage {kind}").format(kind=quoted(kind)) if kind else _("the stage has no kind")
        reading.problem(line, fault, _("use one of {names}").format(names=", ".join(_KINDS)))
        return None
    on = reading.day(keys.get("on"), "on")
    opens, closes = (reading.day(keys.get(key), key) or on for key in ("opens", "closes"))
    title = reading.texts(keys.get("title"), languages, "title")
    stage = Stage(StageKind(kind), opens, closes, title, reading.day(keys.get("done"), "done"))
    return stage if _is_sound(reading, keys, node, stage) else None


def _is_sound(reading: Reading, keys: dict[str, Node], node: Node, stage: Stage) -> bool:
    """Notes what is wrong with the days."""
    if not (stage.opens or stage.closes):
        if not keys.keys() & {"opens", "closes", "on"}:  # else the day itself was faulty, and that is noted
            reading.problem(node.line, _("the stage has no day"), "opens: 2026-10-01, closes: 2026-10-31")
        return False
    if "on" in keys and keys.keys() & {"opens", "closes"}:
        reading.problem(
            keys["on"].line, _("“on” stands for the one day of a stage"), _("leave out “on”, or “opens” and “closes”")
        )
        return False
    if stage.opens and stage.closes and stage.closes < stage.opens:
        reading.problem(keys["closes"].line, _("the stage closes before it opens"), _("put the days the right way round"))
        return False
    if stage.done and stage.kind not in DUTIES:
        names = ", ".join(DUTIES)
        reading.problem(keys["done"].line, _("“done” is for the stages {names}").format(names=names), _("leave it out"))
        return False
    return True


def read_deadlines(reading: Reading, node: Node | None, languages: tuple[str, ...]) -> Deadlines | None:
    """A known profile by its name, or own numbers of days; faults are noted in `reading`."""
    if node is None:
        return None
    if isinstance(node.value, str):
        if node.value.strip() not in PROFILES:
            reading.problem(
                node.line, _("there are no deadlines {name}").format(name=quoted(node.value.strip())),
                _("use one of {names}").format(names=", ".join(PROFILES)) + ", {notice: 14, open: 30, report: 30}",
            )  # fmt: skip
        return PROFILES.get(node.value.strip())
    keys = reading.mapping(node, _DEADLINE_KEYS, quoted("deadlines"))
    return Deadlines(
        reading.texts(keys.get("source"), languages, "source"),
        notice=_days(reading, keys, "notice"),
        open=_days(reading, keys, "open"),
        report=_days(reading, keys, "report"),
    )


def _days(reading: Reading, keys: dict[str, Node], key: str) -> int | None:
    days = reading.whole(keys.get(key), key)
    if days is not None and days < 0:
        reading.problem(keys[key].line, _("{key} must not be negative").format(key=quoted(key)), _("write it as 14"))
    return days


def stage_tree(stage: Stage) -> dict[str, object]:
    """A stage as it stands in the file."""
    tree: dict[str, object] = {"stage": stage.kind.value}
    if stage.title:
        tree["title"] = dict(stage.title)
    if stage.opens == stage.closes:
        days: dict[str, date | None] = {"on": stage.opens}
    else:
        days = {"opens": stage.opens, "closes": stage.closes}
    return tree | {key: day.isoformat() for key, day in (days | {"done": stage.done}).items() if day}


def deadlines_tree(deadlines: Deadlines) -> str | dict[str, object]:
    """Deadlines as they stand in the file: the name of the profile, or the numbers."""
    for name, profile in PROFILES.items():
        if deadlines == profile:
            return name
    days = {"notice": deadlines.notice, "open": deadlines.open, "report": deadlines.report}
    tree: dict[str, object] = {key: value for key, value in days.items() if value is not None}
    return tree | ({"source": dict(deadlines.source)} if deadlines.source else {})
