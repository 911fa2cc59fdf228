"""Deciding where two typings of a paper form differ, and telling how often they agree."""

from __future__ import annotations

from consult.errors import AnswerError, NotFoundError
from consult.i18n import _, quoted
from consult.model.double_entry import Agreement, Difference, OnPaper, Take, by_field
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, actor, log, now_utc
from consult.service.paper.compared_typings import TypedTwice, agreement_of, typed_twice
from consult.service.paper.paper_forms import PaperForm, revise
from consult.store import papers, responses, second_entries
from consult.store.second_entries import Resolution


def differences(consultation: Consultation, survey: str, batch: str | None = None) -> tuple[Difference, ...]:
    """Open and decided differences of a batch (of all batches where it is None), by form and in the order of the survey."""
    asked = defining.current(consultation, survey)
    refuse_unknown(consultation, asked, batch)
    return told_of(typed_twice(consultation, asked, batch))


def agreement(consultation: Consultation, survey: str, batch: str | None = None) -> Agreement:
    """How the two typings of the forms of a batch (of all where it is None) agree, before anything was decided."""
    asked = defining.current(consultation, survey)
    refuse_unknown(consultation, asked, batch)
    piles = papers.batches(consultation.database, survey) if batch is None else [batch]
    once = sum(len(second_entries.waiting(consultation.database, survey, pile)) for pile in piles)
    return agreement_of(asked, batch or "", typed_twice(consultation, asked, batch), once)


def resolve(
    consultation: Consultation, survey: str, batch: str, number: str, field: str, take: Take, value: OnPaper = "",
    *, by: str = "",
) -> Difference:  # fmt: skip
    """Decides a difference for the first or the second typing, or for `value` as it is typed from the paper.

    Deciding it anew takes the place of what was decided. When the last open difference of a form is decided, the response gets
    one revision, where it says something else by then. Raises NotFoundError where there is no such difference, AnswerError where
    `value` does not fit.
    """
    if take not in ("first", "second", "other"):
        raise AnswerError(_("{take} is no way to decide").format(take=quoted(take)), "first, second, other")
    return _decide(consultation, survey, batch, number, field, take, value if take == "other" else "", by or actor())


def undo(consultation: Consultation, survey: str, batch: str, number: str, field: str, *, by: str = "") -> Difference:
    """Opens a difference again. A response that was revised stays so until it is decided anew."""
    return _decide(consultation, survey, batch, number, field, "", "", by or actor())


def _decide(
    consultation: Consultation, survey: str, batch: str, number: str, field: str, take: str, value: OnPaper, by: str
) -> Difference:
    asked = defining.current(consultation, survey)
    if take == "other" and (problems := PaperForm(asked).problems(by_field(field, value), {})):
        raise AnswerError(problems=problems)
    with consultation.database.atomic():
        found = _differing(consultation, asked, batch, number, field)
        resolution = Resolution(take, value, now_utc(), by)
        second_entries.resolve(consultation.database, found.entry.id, field, resolution)
        told: dict[str, object] = {"survey": survey, "by": by, "field": field, "taken": take}
        log(consultation, "decide difference", f"response {found.response.id}", told)
        decided = _differing(consultation, asked, batch, number, field)
        if not decided.is_open:
            _settle(consultation, decided, by)
    return next(one for one in decided.differences() if one.field == field)


def _differing(consultation: Consultation, survey: Survey, batch: str, number: str, field: str) -> TypedTwice:
    found = typed_twice(consultation, survey, batch, number)
    if not found or field not in found[0].fields:
        raise NotFoundError(
            _("the form {number} has no difference at {field}").format(number=quoted(number), field=quoted(field)),
            _("look at the differences of the batch"),
        )
    return found[0]


def _settle(consultation: Consultation, form: TypedTwice, by: str) -> None:
    """One revision with all that was decided of a form. What was corrected elsewhere after its decision stays as it is."""
    db, response = consultation.database, form.response.id
    unclear = papers.unclear(db, response)
    marked = {
        "first": papers.unclear(db, response, form.entry.revision),
        "second": second_entries.unclear(db, form.entry.id),
    }
    raw = form.form.fields(form.now)
    corrected = max((revision.at for revision in responses.revisions(db, response)), default="")
    for field, resolution in form.resolutions.items():
        if field in form.fields and (resolution.at >= corrected or form.still_first(field)):
            raw |= form.decided(field)
            unclear.pop(field, None)
            if note := marked.get(resolution.taken, {}).get(field):
                unclear[field] = note
    revise(consultation, form.form, form.response, raw, unclear, by, _("double entry"))


def told_of(forms: list[TypedTwice]) -> tuple[Difference, ...]:
    """The differences of several forms."""
    return tuple(difference for form in forms for difference in form.differences())


def refuse_unknown(consultation: Consultation, survey: Survey, batch: str | None) -> None:
    """Raises NotFoundError where the batch has no forms, or where there are none at all and no batch is named."""
    known = papers.batches(consultation.database, survey.id)
    if known if batch is None else batch in known:
        return
    if not known:
        raise NotFoundError(
            _("no paper forms of this survey were typed in"),
            _("type them with “consult answer {name} --clerk”").format(name=survey.id),
        )
    raise NotFoundError(
        _("there is no batch {batch}").format(batch=quoted(batch or "")),
        _("use one of {names}").format(names=", ".join(quoted(name) for name in known)),
    )
