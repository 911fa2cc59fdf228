"""consult responses correct: a response gets other answers, and the reason stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, tell, tell_json
from consult.errors import AnswerError, UsageError
from consult.i18n import _, number

if TYPE_CHECKING:
    from consult.service.reading_over import Change


@click.command("correct", help=_("Correct answers of a response; what it said before is kept, with the reason."))
@click.argument("response", metavar="ID|CODE")
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help=_("A field and its answer; empty leaves it blank."))
@click.option("--reason", default="", help=_("Why; it stands with the correction."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@json_option
def correct(response: str, given: tuple[str, ...], reason: str, dry_run: bool, as_json: bool) -> None:
    """Stores a correction, or shows it."""
    from consult.service import revising

    fields = [_pair(one) for one in given]
    if not fields:
        raise UsageError(_("nothing is to be corrected"), _("name fields with --set FIELD=VALUE"))
    with here() as consultation:
        session = revising.open_revision(consultation, response)
        raw = revising.with_fields(session, fields)
        if dry_run:
            problems = session.problems(raw)
            if problems:
                raise AnswerError(problems=problems)
            done = revising.Corrected(session.response.id, 0, session.changes(raw))
        else:
            done = session.correct(raw, reason)
    if as_json:
        tell_json(done)
        return
    for change in done.changes:
        tell(_line(change))
    if not done.changes:
        say(_("Nothing was changed."))
    elif dry_run:
        say(_("Nothing was stored; leave --dry-run out to store it."))
    else:
        say(_("Stored as correction {n}.").format(n=number(done.revision)))


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise UsageError(_("--set wants a field and its answer"), _("write it as FIELD=VALUE"), place=given)
    return name.strip(), value.strip()


def _line(change: Change) -> str:
    where = f"{change.label} ({change.place})" if change.place else change.label
    return f"{where}: {change.old or '–'} → {change.new or '–'}"
