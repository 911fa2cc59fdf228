"""The settings of an XLSForm: how the form is called, and in which language it opens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from consult.formats.xlsform.sheets import Row, Sheets
from consult.model.survey import Identity

OWN_SURVEY = "consult_survey"
"""The setting by which a form that Consult wrote is known."""

_NO_ROW = Row(0, {})


def settings_row(sheets: Sheets) -> Row:
    """The row of settings; one without cells where there is none."""
    sheet = sheets.get("settings")
    return sheet.rows[0] if sheet and sheet.rows else _NO_ROW


def survey_id(asked: str, settings: Row, path: Path) -> str:
    """A name for the survey: the one asked for, else the id of the form, its title or the name of the file."""
    for name in (asked, settings.text(OWN_SURVEY), settings.text("form_id"), settings.text("form_title"), path.stem):
        plain = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_")[:60].rstrip("-_")
        if plain:
            return plain
    return "survey"


def own_languages(settings: Row) -> tuple[str, ...]:
    """The languages of a form that Consult wrote, in their order; none of any other."""
    codes = settings.text("consult_languages").split() if settings.text(OWN_SURVEY) else []
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)?", code)))


def own_identity(settings: Row) -> Identity:
    """What Consult wrote of the promise to respondents."""
    word = settings.text("consult_identity")
    return Identity(word) if word in list(Identity) else Identity.ANONYMOUS


def own_change(settings: Row) -> float | None:
    """From which change of a figure on respondents are asked about it, where Consult wrote it."""
    try:
        change = float(settings.text("consult_change"))
    except ValueError:
        return None
    return change if 0 < change < 1e9 else None


def titles(settings: Row, languages: tuple[str, ...], fallback: str) -> Mapping[str, str]:
    """The title of the form; for the other languages of a form that Consult wrote, those that it wrote."""
    first = settings.text("form_title") or settings.text("form_id") or fallback
    own = {language: settings.text(f"consult_title_{language}") for language in languages}
    found = {language: text for language, text in own.items() if text}
    return {languages[0]: found.get(languages[0]) or first} | found
