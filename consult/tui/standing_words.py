"""The overview as doors: what stands on each line. Words are in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from consult.i18n import _, ngettext, number
from consult.service.events import EventLine
from consult.service.overview import Overview
from consult.service.stage_words import PeriodStanding, Schedule, StageStanding
from consult.service.survey_standing import OpenStanding, Part, SurveyStanding
from consult.tui.plain_text import plain
from consult.tui.widgets.breakdown import Counted
from consult.tui.widgets.door_line import Door
from consult.tui.widgets.form_header import bar

STAGES, NEW, QUESTIONS, EVENTS = "stages", "new", "questions", "events"
"""The names of doors that lead to one place; those of surveys and questions are `survey NAME` and `question NAME CODE`."""

_STAGE_GLYPHS = {
    "ahead": ("○ ", "$text-muted"), "open": ("▸ ", "bold $accent"), "over": ("✓ ", "$success"), "overdue": ("! ", "bold $error"),
}  # fmt: skip
_STAGE_STYLES = {"ahead": "", "open": "bold $accent", "over": "$text-muted", "overdue": "bold $error"}
_SHORT_BAR = 12


def stage_doors(schedule: Schedule) -> list[Door]:
    """One door a stage; where there is none, one that leads to writing them."""
    if not schedule.stages:
        words = plain(_("No stages are written yet"), "$text-muted")
        return [Door(STAGES, [(words, plain(_("Enter writes them"), "$text-muted"))], Content.styled("○ ", "$text-muted"))]
    width = max(len(stage.told) for stage in schedule.stages)
    return [Door(STAGES, [_stage_row(stage, width)], stage_glyph(stage)) for stage in schedule.stages]


def stage_glyph(stage: StageStanding) -> Content:
    """How a stage stands."""
    return Content.styled(*_STAGE_GLYPHS[stage.standing])


def _stage_row(stage: StageStanding, width: int) -> tuple[Content, Content]:
    title = plain(stage.title, "bold" if stage.standing == "open" else "", one_line=True)
    told = plain(f"{stage.told:>{width}}", _STAGE_STYLES[stage.standing])
    return title, plain(f"{stage.dates}  ", "$text-muted") + told


def period_lines(periods: Iterable[PeriodStanding]) -> Content:
    """The times between stages, one a line."""
    return Content("\n").join(
        plain(f"✓ {one.told}", "$text-muted") if one.kept else plain(f"! {one.told}", "$error") for one in periods
    )


def survey_doors(surveys: Sequence[SurveyStanding]) -> list[Door]:
    """One door a survey."""
    return [
        Door(f"survey {survey.id}", [_title_row(survey), (_facts(survey), _share(survey))], state_glyph(survey), whole=True)
        for survey in surveys
    ]


def state_glyph(survey: SurveyStanding) -> Content:
    """How a survey stands: published, changed since, not published, faulty."""
    if not survey.version:
        return Content.styled("○ ", "$text-muted")
    if survey.faulty:
        return Content.styled("! ", "bold $error")
    return Content.styled("◐ ", "$warning") if survey.changed else Content.styled("✓ ", "$success")


def _title_row(survey: SurveyStanding) -> tuple[Content, Content]:
    figures = responses_told(survey.responses) if survey.version else _("not published")
    return plain(survey.title, "bold", one_line=True), plain(figures, "" if survey.version else "$text-muted")


def responses_told(n: int) -> str:
    """A number of responses in words."""
    return ngettext("{n} response", "{n} responses", n).format(n=number(n))


def _facts(survey: SurveyStanding) -> Content:
    told = [*facts(survey), *([_("an unfinished form waits")] if survey.unfinished else [])]
    return plain(" · ".join(told), "$error" if survey.faulty and survey.version else "$text-muted", one_line=True)


def facts(survey: SurveyStanding, *, channels: bool = True) -> Iterator[str]:
    """What else is to be known of a survey, in a few words each; several channels only where they are not told elsewhere."""
    if survey.faulty:
        yield _("the file has faults") if survey.version else _("not finished yet")
    if survey.version:
        told = _("version {n}, the file is newer") if survey.changed else _("version {n}")
        yield told.format(n=survey.version)
    elif survey.questions:
        yield ngettext("{n} question", "{n} questions", survey.questions).format(n=number(survey.questions))
    if survey.wave:
        yield _("wave {wave}").format(wave=survey.wave)
    if survey.today and survey.today < survey.responses:
        yield _("today +{n}").format(n=number(survey.today))
    if survey.excluded:
        yield ngettext("{n} excluded", "{n} excluded", survey.excluded).format(n=number(survey.excluded))
    if len(survey.channels) == 1:
        yield survey.channels[0].label
    elif survey.channels and channels:
        yield ", ".join(f"{part.label} {number(part.responses)}" for part in survey.channels)


def _share(survey: SurveyStanding) -> Content:
    """Those who answered of those who were invited."""
    if not survey.invited:
        return Content("")
    told = _("{answered} of {invited}").format(answered=number(survey.answered), invited=number(survey.invited))
    return bar(survey.answered, survey.invited, _SHORT_BAR) + plain(f"  {told}")


def first_steps() -> list[Door]:
    """What to do where there is no survey yet."""
    return [Door(NEW, [(plain(_("Make the first survey, from a ready one or from nothing"), "bold"), plain("n", "bold $accent"))],
                 Content.styled("▸ ", "bold $accent"))]  # fmt: skip


def steps_after() -> Content:
    """What comes after the first survey."""
    steps = (
        _("Publish it: answers can come; what you change later becomes a new version"),
        _("Collect: answer here, type in paper, import tables"),
    )
    return Content("\n").join(plain(f"{n}. {step}", "$text-muted") for n, step in enumerate(steps, 2))


def question_doors(overview: Overview, most: int = 4) -> list[Door]:
    """The open questions that wait for themes, and one door to all."""
    waiting = overview.to_theme
    doors = [question_door(one) for one in waiting[:most]]
    total = len(overview.open_questions)
    if waiting:
        left = ngettext("All open questions ({n})", "All open questions ({n})", total).format(n=number(total))
        return [*doors, Door(QUESTIONS, [(plain(left, "$text-muted"), Content(""))], Content("  "))]
    if not total:
        words = _("No answers in own words yet")
        return [Door(QUESTIONS, [(plain(words, "$text-muted"), Content(""))], Content.styled("○ ", "$text-muted"))]
    left = ngettext("{n} open question was looked through", "All {n} open questions were looked through", total)
    themes = sum(one.themes for one in overview.open_questions)
    right = ngettext("{n} theme", "{n} themes", themes).format(n=number(themes))
    return [Door(QUESTIONS, [(plain(left.format(n=number(total))), plain(right))], Content.styled("✓ ", "$success"))]


def question_door(one: OpenStanding) -> Door:
    """An open question with its answers and themes."""
    figures = [ngettext("{n} answer", "{n} answers", one.answers).format(n=number(one.answers))]
    if one.looked:
        figures.append(ngettext("{n} theme", "{n} themes", one.themes).format(n=number(one.themes)))
        if one.later:
            figures.append(ngettext("{n} new", "{n} new", one.later).format(n=number(one.later)))
    glyph = ("○ ", "$warning") if not one.looked else ("◐ ", "$warning") if one.later else ("✓ ", "$success")
    row = plain(one.label, one_line=True), plain(" · ".join(figures), "$text-muted")
    return Door(f"question {one.survey} {one.question}", [row], Content.styled(*glyph))


def event_doors(events: Sequence[EventLine], most: int = 5) -> list[Door]:
    """The last events; each leads to the whole list."""
    shown = events[:most]
    width = max((len(event.when) for event in shown), default=0)
    return [Door(EVENTS, [event_row(event, width)]) for event in shown]


def event_row(event: EventLine, width: int) -> tuple[Content, Content]:
    """When, what, and who."""
    left = plain(f"{event.when:<{width}}  ", "$text-muted") + plain(event.told, one_line=True)
    return left, plain(event.who, "$text-muted", one_line=True)


def counted(survey: SurveyStanding, *, channels: bool = True) -> list[Counted]:
    """Who answered a survey, by group, by area and by channel."""
    found = [Counted(one.label, one.parts) for one in survey.breakdowns]
    if channels and survey.channels:
        found.append(Counted(_("In which way"), tuple(Part(one.code, one.label, one.responses) for one in survey.channels)))
    return found
