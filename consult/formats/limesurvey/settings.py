"""What the settings of a survey of LimeSurvey say: its name, its languages, and what it tells of respondents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePath

from consult.formats.limesurvey.source import Source
from consult.model.survey import Identity

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")


def languages_of(source: Source) -> dict[str, str]:
    """The languages as LimeSurvey calls them → as survey files do; the first is the one that it was written in."""
    found: dict[str, str] = {}
    for theirs in source.languages:
        code = theirs.replace("_", "-")
        first, _dash, rest = code.partition("-")
        ours = code if _LANGUAGE.fullmatch(code) else "-".join(filter(None, (first.lower(), re.sub(r"[^A-Za-z0-9]", "", rest))))
        if _LANGUAGE.fullmatch(ours) and ours not in found.values():
            found[theirs] = ours
    return found or {(source.languages or ["en"])[0]: "en"}


def survey_name(source: Source) -> str:
    """A name for the survey: that of its file, in small letters, digits and hyphens."""
    stem = unicodedata.normalize("NFKD", PurePath(source.name).stem.lower()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60].strip("-")
    return name or "survey"


def identity_of(settings: Mapping[str, str]) -> Identity:
    """Responses carry the code of the one who was invited only where LimeSurvey kept both together."""
    invited = settings.get("usetokens", "").strip() == "Y"
    return Identity.TOKEN if invited and settings.get("anonymized", "").strip() == "N" else Identity.ANONYMOUS
