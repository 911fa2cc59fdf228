"""What happened in a consultation lately: the audit log in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from consult.i18n import _, ngettext, number, quoted
from consult.model.response import Channel, Review
from consult.service.collecting import channel_name
from consult.service.consultation import Consultation, today
from consult.service.reviewing import state_name
from consult.service.stage_words import short_day
from consult.store import audit
from consult.store.audit import Event


@dataclass(frozen=True, slots=True)
class EventLine:
    """One thing that happened, or several of a kind one after the other."""

    at: str
    """The moment of the last by the clock on the wall, as ISO text."""
    when: str
    """The time where it was today, else the day."""
    who: str
    verb: str
    survey: str
    """Empty where it was about no survey."""
    n: int
    """How many lines of the log it stands for."""
    told: str


def events(consultation: Consultation, titles: Mapping[str, str], limit: int = 1000) -> list[EventLine]:
    """The last events, newest first, of the last `limit` lines of the audit log; `titles` are those of surveys by name."""
    return [_line(run, titles) for run in _runs(audit.newest(consultation.database, limit))]


def _runs(found: Iterable[Event]) -> Iterator[list[Event]]:
    """Events that belong together and stand side by side."""
    run: list[Event] = []
    for event in found:
        if run and _kind(event) != _kind(run[0]):
            yield run
            run = []
        run.append(event)
    if run:
        yield run


def _kind(event: Event) -> tuple[object, ...]:
    """What events have in common that are told as one; of most kinds every event is told alone."""
    same = (event.verb, _who(event), _moment(event).date())
    match event.verb:
        case "submit":
            return *same, event.detail.get("survey"), event.detail.get("channel")
        case "review":
            return *same, event.detail.get("state"), event.detail.get("reason")
        case "correct":
            return *same, event.detail.get("survey"), event.detail.get("reason")
        case "type again" | "decide difference":
            return *same, event.detail.get("survey"), bool(event.detail.get("taken"))
        case "find themes":
            return *same, _survey(event)
        case "build report":
            return same
    return *same, event.at, event.subject


def _who(event: Event) -> str:
    """Who did it: the name that was given, else the account."""
    return str(event.detail.get("by") or event.actor)


def _moment(event: Event) -> datetime:
    return datetime.fromisoformat(event.at).astimezone()


def _survey(event: Event) -> str:
    named = event.detail.get("survey")
    if isinstance(named, str):
        return named
    first = event.subject.partition(",")[0]
    return first.removeprefix("survey ") if first.startswith("survey ") else ""


def _line(run: list[Event], titles: Mapping[str, str]) -> EventLine:
    first, survey = run[0], _survey(run[0])
    moment = _moment(first)
    told = _told(run, quoted(titles.get(survey) or survey) if survey else "")
    return EventLine(
        moment.replace(tzinfo=None).isoformat(" ", "seconds"), when(moment), _who(first), first.verb, survey, len(run), told
    )


def when(moment: datetime, day: date | None = None) -> str:
    """The time where it is of `day` (today, if none is named), else the date."""
    ago = ((day or today()) - moment.date()).days
    if ago == 0:
        return f"{moment:%H:%M}"  # with a dot it would read as a day in Latvian
    return _("yesterday") if ago == 1 else short_day(moment.date())


def _told(run: list[Event], survey: str) -> str:
    event, n = run[0], len(run)
    detail = event.detail
    match event.verb:
        case "create":
            return _("Made the consultation") if event.subject == "consultation" else _("Made an empty database")
        case "publish":
            return _("Published {survey}, version {version}").format(survey=survey, version=detail.get("version", "?"))
        case "submit":
            told = ngettext("{n} response to {survey}, {channel}", "{n} responses to {survey}, {channel}", n)
            return told.format(n=number(n), survey=survey, channel=_channel(detail.get("channel")))
        case "import":
            return _imported(detail, survey)
        case "review":
            return _reviewed(detail, n)
        case "correct":
            told, reason = _corrected(n, survey), str(detail.get("reason") or "")
            return f"{told}: {reason}" if reason else told
        case "type again":
            told = ngettext("Typed {n} paper form a second time, {survey}", "Typed {n} paper forms a second time, {survey}", n)
            return told.format(n=number(n), survey=survey)
        case "decide difference":
            return _decided(n, survey, again=not detail.get("taken"))
        case "merge":
            added = _count(detail.get("added"))
            told = ngettext("Took over {n} response from {file}", "Took over {n} responses from {file}", added)
            return told.format(n=number(added), file=event.subject)
        case "invite":
            invited = _count(detail.get("new")) + _count(detail.get("again"))
            told = ngettext("Invited {n} person to {survey}", "Invited {n} people to {survey}", invited)
            return told.format(n=number(invited), survey=survey)
        case "import people":
            return _registered(detail)
        case "remove person":
            return _("Took a person out of the register")
        case "find themes":
            found = sum(_count(one.detail.get("themes")) for one in run)
            if not found:
                return _("Found no themes in {survey}").format(survey=survey)
            return ngettext("Found {n} theme in {survey}", "Found {n} themes in {survey}", found).format(
                n=number(found), survey=survey
            )
        case "build report":
            return _("Built the report: {files}").format(files=", ".join(dict.fromkeys(_files(run))))
    return f"{event.verb}: {event.subject}"


def _imported(detail: Mapping[str, object], survey: str) -> str:
    added, updated = _count(detail.get("added")), _count(detail.get("updated"))
    told = []
    if added or not updated:
        one = ngettext("Imported {n} response to {survey}", "Imported {n} responses to {survey}", added)
        told.append(one.format(n=number(added), survey=survey))
    if updated:
        told.append(_corrected(updated, survey))
    return f"{'; '.join(told)} ({detail.get('table', '?')})"


def _decided(n: int, survey: str, *, again: bool) -> str:
    """Differences of two typings that were settled, or opened again."""
    if again:
        told = ngettext("Opened {n} difference of the two typings again, {survey}",
                        "Opened {n} differences of the two typings again, {survey}", n)  # fmt: skip
    else:
        told = ngettext(
            "Settled {n} difference of the two typings, {survey}", "Settled {n} differences of the two typings, {survey}", n
        )
    return told.format(n=number(n), survey=survey)


def _corrected(n: int, survey: str) -> str:
    if not survey:
        return ngettext("Corrected {n} response", "Corrected {n} responses", n).format(n=number(n))
    told = ngettext("Corrected {n} response to {survey}", "Corrected {n} responses to {survey}", n)
    return told.format(n=number(n), survey=survey)


def _reviewed(detail: Mapping[str, object], n: int) -> str:
    state, reason = str(detail.get("state", "")), str(detail.get("reason") or "")
    if state == Review.EXCLUDED:
        told = ngettext("Excluded {n} response", "Excluded {n} responses", n).format(n=number(n))
    else:
        told = ngettext("Marked {n} response as {state}", "Marked {n} responses as {state}", n)
        told = told.format(n=number(n), state=quoted(state_name(Review(state)) if state in [*Review] else state))
    return f"{told}: {reason}" if reason else told


def _registered(detail: Mapping[str, object]) -> str:
    added, updated = _count(detail.get("added")), _count(detail.get("updated"))
    told = []
    if added or not updated:
        told.append(ngettext("Added {n} person to the register", "Added {n} people to the register", added))
    if updated:
        told.append(ngettext("Changed {n} person of the register", "Changed {n} people of the register", updated))
    counts = [number(added)] * bool(added or not updated) + [number(updated)] * bool(updated)
    return "; ".join(one.format(n=n) for one, n in zip(told, counts, strict=True))


def _files(run: Iterable[Event]) -> Iterator[str]:
    for event in reversed([*run]):
        files = event.detail.get("files")
        yield from map(str, files) if isinstance(files, list) else ()


def _channel(name: object) -> str:
    return channel_name(str(name)) if name in [*Channel] else str(name or "?")


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
