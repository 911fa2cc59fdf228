"""consultation.yaml to Settings and back."""

from __future__ import annotations

import io

from consult.errors import ConsultationError
from consult.formats import stages_yaml
from consult.formats.yaml_text import Node, Reading
from consult.i18n import _
from consult.model.consultation import Settings
from consult.model.stage import Stage

FORMAT = "1"
_MOST_SIGNS = 10_000
_KEYS = (
    "consult", "title", "organiser", "aims", "languages", "opens", "closes", "contact", "notice", "surveys", "stages",
    "deadlines",
)  # fmt: skip


def read(text: str, name: str) -> Settings:
    """The settings written in `text`; raises ConsultationError with every fault as `file:line: …`."""
    reading = Reading(name)
    tree = reading.tree(text, _MOST_SIGNS)
    top = reading.mapping(tree, _KEYS, _("the consultation file"))
    if tree is not None and reading.text(top.get("consult"), "consult") != FORMAT:
        reading.problem(
            tree.line, _("this is not a consultation file of format {format}").format(format=FORMAT), f"consult: {FORMAT}"
        )
    languages = _languages(reading, top)
    settings = Settings(
        title=reading.texts(top.get("title"), languages, "title"),
        languages=languages,
        organiser=reading.texts(top.get("organiser"), languages, "organiser"),
        aims=tuple(reading.texts(node, languages, "aims") for node in reading.sequence(top.get("aims"), "aims")),
        opens=reading.day(top.get("opens"), "opens"),
        closes=reading.day(top.get("closes"), "closes"),
        contact=reading.text(top.get("contact"), "contact"),
        notice=reading.texts(top.get("notice"), languages, "notice"),
        surveys=tuple(reading.text(node, "surveys") for node in reading.sequence(top.get("surveys"), "surveys")),
        stages=stages_yaml.read_stages(reading, top.get("stages"), languages),
        deadlines=stages_yaml.read_deadlines(reading, top.get("deadlines"), languages),
    )
    if tree is not None and not any(settings.title.values()):
        reading.problem(tree.line, _("the consultation has no title"), "title: {lv: …}")
    if reading.problems:
        raise ConsultationError(problems=reading.told())
    return settings


def stages_as_written(text: str, name: str) -> list[Stage | None]:
    """The stages in the order in which they stand in `text`; None for one with faults. Other faults are not told."""
    reading = Reading(name)
    top = reading.mapping(reading.tree(text, _MOST_SIGNS), _KEYS, _("the consultation file"))
    return stages_yaml.stages_as_written(reading, top.get("stages"), _languages(reading, top))


def _languages(reading: Reading, top: dict[str, Node]) -> tuple[str, ...]:
    named = tuple(reading.text(node, "languages") for node in reading.sequence(top.get("languages"), "languages"))
    return named or ("lv", "en")


def write(settings: Settings) -> str:
    """The settings as a file that `read` reads to equal Settings."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree: dict[str, object] = {"consult": int(FORMAT), "title": dict(settings.title), "languages": list(settings.languages)}
    if settings.organiser:
        tree["organiser"] = dict(settings.organiser)
    if settings.aims:
        tree["aims"] = [dict(aim) for aim in settings.aims]
    days = {"opens": settings.opens, "closes": settings.closes}
    tree |= {name: day.isoformat() for name, day in days.items() if day}
    if settings.contact:
        tree["contact"] = settings.contact
    if settings.notice:
        tree["notice"] = dict(settings.notice)
    if settings.surveys:
        tree["surveys"] = list(settings.surveys)
    if settings.stages:
        tree["stages"] = [stages_yaml.stage_tree(stage) for stage in settings.stages]
    if settings.deadlines:
        tree["deadlines"] = stages_yaml.deadlines_tree(settings.deadlines)
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()
