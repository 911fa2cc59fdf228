"""Invitations: who gets one, and the files that hand out the tokens. What becomes of a token is in `redeeming`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlsplit

from consult.errors import ConsultationError, NotFoundError, UsageError
from consult.formats.invitation_sheet import LONGEST, Card, Sheet
from consult.i18n import _, day, ngettext, number, quoted, text_in
from consult.model.person import Contact, Invitation, Person
from consult.model.survey import Identity, Survey
from consult.model.typed_values import normalise
from consult.service import defining
from consult.service.consultation import Consultation, log, today
from consult.service.progress import Progress
from consult.service.register import invitation_files
from consult.service.register import people as register
from consult.service.register.redeeming import new_token, token_hash
from consult.store import people


@dataclass(frozen=True, slots=True)
class Invited:
    """What inviting did."""

    new: int
    again: int
    """Those whose earlier token is void now."""
    waiting: int
    """Invited before and not yet answered; left as they are."""
    answered: int
    files: tuple[Path, ...]
    until: date | None = None
    """The last day to answer, as the sheets tell it."""
    contact: str = ""
    """Whom to ask, as the sheets tell it."""


def invite(
    consultation: Consultation,
    survey_id: str,
    *,
    wave: str = "",
    group: str = "",
    area: str = "",
    output: Path | None = None,
    url: str = "",
    again: bool = False,
    language: str = "",
    until: date | None = None,
    contact: str = "",
    progress: Progress | None = None,
) -> Invited:
    """Makes a token for everybody of the register, or of a group or area, who has none for this survey and wave.

    With `again`, those who have not answered get a new one and the old is void. The tokens are written to `output` (a .csv,
    .html or .pdf file, or a folder; invitations/ if not given) and nowhere else: tokens and files are kept together, or
    neither is. Links begin with `url`; without it cards show the token alone. The last day to answer and whom to ask are those
    of consultation.yaml where `until` and `contact` say nothing; a day that has passed is told on no sheet. Raises
    NotFoundError, UsageError and, where a file is there already or cannot be written, ConsultationError.
    """
    survey = defining.current(consultation, survey_id)
    until, contact = _last_day(consultation, until), _whom_to_ask(consultation, contact)
    wave, base = normalise(wave), _base(url)
    paths = invitation_files.paths(consultation.folder, output, f"{survey.id}-{wave}" if wave else survey.id)
    chosen, counts = _chosen(consultation, survey, wave, register.listing(consultation, group=group, area=area), again)
    if not chosen:
        return Invited(0, 0, counts.waiting, counts.answered, ())
    tokens = {person.code: new_token() for person in chosen}
    sheet = replace(_sheet(consultation, survey, wave, chosen, tokens, base, language), until=until, contact=contact)
    contents = {path: invitation_files.content(path, sheet, progress) for path in paths}
    hashes = [Invitation(token_hash(survey.id, tokens[person.code]), survey.id, wave, person.code) for person in chosen]
    with invitation_files.taken_back_on_fault() as written, consultation.database.atomic():
        everybody = register.listing(consultation, group=group, area=area)
        if _chosen(consultation, survey, wave, everybody, again) != (chosen, counts):
            raise ConsultationError(_("somebody answered or was invited meanwhile"), _("try again"))
        people.invite(consultation.database, hashes)
        log(consultation, "invite", f"survey {survey.id}", {"wave": wave, "new": counts.new, "again": counts.again})
        invitation_files.write(consultation.folder, contents, written)
    return replace(counts, files=tuple(written), until=until, contact=contact)


def _whom_to_ask(consultation: Consultation, contact: str) -> str:
    """`contact`, or that of consultation.yaml; raises UsageError where a card would cut it, for half a number helps nobody."""
    asked = contact.strip() or consultation.settings.contact
    if len(asked) > LONGEST:
        raise UsageError(
            ngettext(
                "the contact has {n} character, and a sheet has room for {most}",
                "the contact has {n} characters, and a sheet has room for {most}",
                len(asked),
            ).format(n=number(len(asked)), most=number(LONGEST)),
            _("give a shorter one with --contact"),
        )
    return asked


def _last_day(consultation: Consultation, until: date | None) -> date | None:
    """The last day to answer that is still ahead; raises UsageError where `until` names one that has passed."""
    if until and until < today():
        raise UsageError(_("{day} has passed already").format(day=day(until)), _("name a day that is still ahead"))
    closes = consultation.settings.closes
    return until or (closes if closes and closes >= today() else None)


def _chosen(
    consultation: Consultation, survey: Survey, wave: str, everybody: Sequence[Person], again: bool
) -> tuple[list[Person], Invited]:
    """Who gets a token now, and the counts; raises NotFoundError where the register is empty."""
    if not everybody:
        raise NotFoundError(_("the register has nobody"), _("fill it with “consult people import FILE”"))
    invited = {invitation.person: invitation for invitation in people.invitations(consultation.database, survey.id, wave)}
    done = people.answered(consultation.database, survey.id, wave) | {code for code, held in invited.items() if held.used}
    new = [person for person in everybody if person.code not in invited and person.code not in done]
    open_ = [person for person in everybody if person.code in invited and person.code not in done]
    answered = sum(person.code in done for person in everybody)
    if again:
        return new + open_, Invited(len(new), len(open_), 0, answered, ())
    return new, Invited(len(new), 0, len(open_), answered, ())


def _sheet(
    consultation: Consultation,
    survey: Survey,
    wave: str,
    chosen: Sequence[Person],
    tokens: dict[str, str],
    base: str,
    language: str,
) -> Sheet:
    reached = people.contacts(consultation.database)
    cards = [
        Card(
            person.code, person.organisation, person.name, reached.get(person.code, Contact()).email, tokens[person.code],
            link(base, survey.id, tokens[person.code]) if base else "",
        )
        for person in chosen
    ]  # fmt: skip
    settings = consultation.settings
    language = language or survey.languages[0]
    return Sheet(
        text_in(settings.title, language), survey.title_in(language), wave, cards, language,
        survey.identity is Identity.ANONYMOUS,
    )  # fmt: skip


def link(base: str, survey: str, token: str) -> str:
    """The address of a survey for the one who holds the token: BASE/SURVEY/TOKEN."""
    return f"{base.rstrip('/')}/{quote(survey)}/{quote(token)}"


def _base(url: str) -> str:
    """`url` as the beginning of links; raises UsageError where it is none."""
    try:
        parts = urlsplit(url)
        sound = not url or (parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query + parts.fragment)
    except ValueError:
        sound = False
    if not sound or len(url) > 200:
        raise UsageError(
            _("{url} is not the address of a web page").format(url=quoted(url[:60])), _("write it as https://example.org")
        )
    return url
