"""consult responses agreement: how two typings of the same paper forms agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, tell, tell_json, tell_table
from consult.i18n import _, ngettext, number

if TYPE_CHECKING:
    from consult.model.double_entry import Agreement, Rate


@click.command("agreement", help=_("How two typings of the same paper forms agree, by question and by pair of clerks."))
@click.argument("survey", required=False)
@click.option("--batch", help=_("Only the forms of this batch; of all batches if not given."))
@json_option
def agreement(survey: str | None, batch: str | None, as_json: bool) -> None:
    """Tells the agreement."""
    from consult.service import defining
    from consult.service.paper import double_entry

    with here() as consultation:
        found = double_entry.agreement(consultation, survey or defining.sole_survey(consultation), batch)
    if as_json:
        tell_json(_plain(found))
        return
    if not found.forms:
        say(_("No form was typed twice yet."))
        return
    for line in _summary(found):
        tell(line)
    tell()
    header = [_("Question"), _("Compared"), _("Alike"), _("Agreement"), _("With blanks"), _("Kappa")]
    tell_table(header, [(one.question, *_cells(one.rate), _kappa(one.kappa)) for one in found.questions])
    tell()
    header = [_("First"), _("Second"), _("Forms"), _("Compared"), _("Alike"), _("Agreement"), _("With blanks")]
    tell_table(header, [(one.first_by, one.second_by, number(one.forms), *_cells(one.rate)) for one in found.pairs])


def _summary(found: Agreement) -> Iterator[str]:
    """The agreement in sentences."""
    from consult.service.paper.double_entry import same_person_told, share_told

    forms = ngettext("{n} form was typed twice", "{n} forms were typed twice", found.forms).format(n=number(found.forms))
    once = ngettext("{n} form once so far", "{n} forms once so far", found.once).format(n=number(found.once))
    yield f"{forms}, {once}." if found.once else f"{forms}."
    rate = found.rate
    told = _("Alike: {alike} of {compared} fields that were filled ({share}); with the {blank} that both left blank: {all}.")
    yield told.format(
        alike=number(rate.alike), compared=number(rate.compared), share=share_told(rate.share), blank=number(rate.blank),
        all=share_told(rate.share_with_blanks),
    )  # fmt: skip
    told = _("Differences: {decided} decided, {open} open.")
    yield told.format(decided=number(found.decided), open=number(found.open))
    if found.same_person:
        yield same_person_told(found.same_person)


def _cells(rate: Rate) -> tuple[str, ...]:
    from consult.service.paper.double_entry import share_told

    return number(rate.compared), number(rate.alike), share_told(rate.share), share_told(rate.share_with_blanks)


def _kappa(kappa: float | None) -> str:
    return "–" if kappa is None else number(round(kappa, 2))


def _plain(found: Agreement) -> dict[str, Any]:
    """The agreement with its shares, for programs."""
    told = asdict(found)
    for rate, plain in (
        (found.rate, told["rate"]),
        *((one.rate, plain["rate"]) for one, plain in zip(found.questions, told["questions"], strict=True)),
        *((one.rate, plain["rate"]) for one, plain in zip(found.pairs, told["pairs"], strict=True)),
    ):
        plain |= {"share": rate.share, "share_with_blanks": rate.share_with_blanks}
    return told
