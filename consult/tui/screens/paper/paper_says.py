"""What the paper says where neither of two typings is right: how it is asked for, and what the line typed then means."""

from __future__ import annotations

from consult.errors import ConsultError
from consult.i18n import _
from consult.model.clerk_keys import NoFit
from consult.model.double_entry import Difference, OnPaper
from consult.model.question import OTHER
from consult.model.survey import Survey
from consult.tui.clerk_form import ClerkForm
from consult.tui.screens.one_line import LineAsked


def about_paper(survey: Survey, here: Difference, language: str) -> LineAsked:
    """Asks for the value of one field, with the keys of its choices."""
    form = _standing_at(survey, here)
    told = [here.label]
    if form.field is not None and form.field.chooses:
        offer = form.offer(form.field, language)
        told.append("  ".join(f"{offer.keys.get(code, '')} {label}" for code, label in offer.labels.items()))
        if OTHER in offer.labels:
            told.append(_("Own words stand behind a colon: {key}: words").format(key=offer.keys.get(OTHER, "")))
    return LineAsked(_("What does the paper say?"), "\n".join((*told, _("An empty line means: blank."))))


def paper_of(survey: Survey, here: Difference, line: str, language: str) -> OnPaper:
    """What was typed, as a form takes it; raises ConsultError where it does not fit."""
    form = _standing_at(survey, here)
    if form.field is None or not line:
        return ""
    words = ""
    if form.field.chooses and form.field.asks.other:
        line, _colon, words = line.partition(":")
    outcome = form.read(line, language, ended=True)
    if isinstance(outcome, NoFit):
        raise ConsultError(outcome.fault, outcome.way_out)
    return {here.field: outcome.value, f"{here.field}.{OTHER}": words.strip()} if words.strip() else outcome.value


def _standing_at(survey: Survey, here: Difference) -> ClerkForm:
    form = ClerkForm(survey)
    form.at = here.field
    return form
