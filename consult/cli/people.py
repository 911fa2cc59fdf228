"""consult people: the register, invitations, and who has not answered yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from consult import i18n
from consult.cli.people_invite import invite
from consult.cli.places import here, json_option, layout, layout_options
from consult.cli.speech import say, tell, tell_json, tell_table
from consult.i18n import _, ngettext, number, percent


@click.group(help=_("Respondents: their register with contacts, invitations (tokens, links, letters), who has not answered yet."))
def people() -> None:
    """The group."""


@people.command(
    "import",
    help=_(
        "Read the register from a table with the columns code, organisation, name, group, area, email, phone. "
        "People who are known are updated."
    ),
)
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only check and count."))
@json_option
@layout_options
def import_(table: Path, dry_run: bool, as_json: bool, **options: Any) -> None:
    """Imports people."""
    from consult.service.register import registering

    with here() as consultation:
        done = registering.import_people(consultation, table, layout=layout(options), dry_run=dry_run)
    if as_json:
        tell_json(done)
        return
    for change in done.added:
        tell(f"+ {change.code}  {change.organisation}")
    names = _field_names()
    for change in done.updated:
        tell(f"~ {change.code}  {change.organisation}: {', '.join(names[field] for field in change.fields)}")
    say(f"{done.how}.")
    for note in done.notes:
        say(f"{note}.")
    counts = [
        ngettext("{n} added", "{n} added", len(done.added)).format(n=number(len(done.added))),
        ngettext("{n} updated", "{n} updated", len(done.updated)).format(n=number(len(done.updated))),
        ngettext("{n} unchanged", "{n} unchanged", done.unchanged).format(n=number(done.unchanged)),
    ]
    said = ", ".join(counts)
    say(_("Only checked; it would be: {counts}.").format(counts=said) if dry_run else f"{said}.")


def _field_names() -> dict[str, str]:
    return {
        "organisation": _("organisation"), "name": _("name"), "group": _("group"), "area": _("area"), "email": _("e-mail"),
        "phone": _("phone"),
    }  # fmt: skip


@people.command("list", help=_("List the register."))
@click.option("--group", default="", help=_("Only this stakeholder group."))
@click.option("--area", default="", help=_("Only this area."))
@click.option("--contacts", is_flag=True, help=_("Show e-mail addresses and phone numbers too."))
@json_option
def list_(group: str, area: str, contacts: bool, as_json: bool) -> None:
    """Lists people."""
    from dataclasses import asdict

    from consult.service.register import people as register

    with here() as consultation:
        found = register.listing(consultation, group=group, area=area)
        reached = register.contacts(consultation) if contacts else {}
    if as_json:
        more = {person.code: asdict(reached.get(person.code, register.Contact())) for person in found} if contacts else {}
        tell_json([asdict(person) | more.get(person.code, {}) for person in found])
        return
    header = [_("Code"), _("Organisation"), _("Name"), _("Group"), _("Area")]
    rows = [[person.code, person.organisation, person.name, person.group, person.area] for person in found]
    if contacts:
        header += [_("E-mail"), _("Phone")]
        known = [reached.get(person.code, register.Contact()) for person in found]
        rows = [[*row, contact.email, contact.phone] for row, contact in zip(rows, known, strict=True)]
    tell_table(header, rows)


@people.command("remove", help=_("Take somebody out; of who has answered, name and contact go and the code stays."))
@click.argument("code")
def remove(code: str) -> None:
    """Removes a person."""
    from consult.service.register import people as register

    with here() as consultation:
        wholly = register.remove(consultation, code)
    say(_("Removed.") if wholly else _("Name and contact were removed; the code stays, for there are answers under it."))


@people.command("missing", help=_("Show who was invited and has not answered, and which areas and groups have no response yet."))
@click.argument("survey", required=False)
@click.option("--wave", help=_("Wave, such as 2026; the last one if not given."))
@click.option("--by", type=click.Choice(["group", "area"]), help=_("Count by this alone, and sort by it."))
@json_option
def missing(survey: str | None, wave: str | None, by: str | None, as_json: bool) -> None:
    """Tells who is missing."""
    from consult.service import defining
    from consult.service.register import reminding

    with here() as consultation:
        found = reminding.outstanding(consultation, survey or defining.sole_survey(consultation), wave)
    if as_json:
        tell_json(found)
        return
    if not found.invited and not found.silent:
        say(_("Nobody was invited to this survey, and it asks for no area or group; “consult people invite” invites."))
        return
    if found.wave:
        say(_("Wave: {wave}").format(wave=found.wave))
    if found.invited:
        _tell_people(found, by)
    for at, silent in enumerate([silent for silent in found.silent if by in (None, silent.role)]):
        _tell_silent(silent, apart=bool(at or found.invited))


def _tell_people(found: Any, by: str | None) -> None:
    share = percent(found.answered / found.invited)
    say(
        _("{answered} of {invited} have answered ({share}).").format(
            answered=number(found.answered), invited=number(found.invited), share=share
        )
    )
    people_ = sorted(found.people, key=lambda person: i18n.sort_key(getattr(person, by))) if by else found.people
    if people_:
        rows = [(person.code, person.organisation, person.group, person.area) for person in people_]
        tell_table((_("Code"), _("Organisation"), _("Group"), _("Area")), rows)
    for title, field, counts in ((_("Group"), "group", found.by_group), (_("Area"), "area", found.by_area)):
        if counts and by in (None, field):
            tell()
            rows = [(count.name or "–", count.invited, count.answered, percent(count.share)) for count in counts]
            tell_table((title, _("Invited"), _("Answered"), _("Share")), rows)


def _tell_silent(silent: Any, *, apart: bool) -> None:
    there = silent.asked - len(silent.missing)
    if apart:
        tell()
    tell(
        _("{question}: {n} of {total} have a response").format(question=silent.label, n=number(there), total=number(silent.asked))
    )
    for code, label in silent.missing:
        tell(f"  {label}  ({code})")


people.add_command(invite)
