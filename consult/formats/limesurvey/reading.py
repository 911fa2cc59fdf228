"""A survey of LimeSurvey, in either of its file formats, to a Survey."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from consult.errors import SurveyError
from consult.formats.file_bytes import TooLarge, bytes_of
from consult.formats.limesurvey import lss, tsv
from consult.formats.limesurvey.converting import convert_all
from consult.formats.limesurvey.making import Making
from consult.formats.limesurvey.settings import identity_of, languages_of, survey_name
from consult.formats.limesurvey.settling import INTRO, hang_remarks, settled
from consult.formats.limesurvey.source import Source
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.system_faults import reason

_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class LimeSurvey:
    """A survey that was read, and what is to be told of it."""

    survey: Survey
    notes: tuple[str, ...]
    """What changed on the way, a sentence each."""
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a question → the original texts that could not be translated."""
    rename: Mapping[str, str] = field(default_factory=dict)
    """Code here → code in LimeSurvey, where they differ: questions as `q`; choices, rows and columns as `q.code`."""


def read(path: Path, survey_id: str = "") -> LimeSurvey:
    """The survey in the file at `path`, called `survey_id` or after the file. Raises SurveyError, or TableError for no text."""
    try:
        content = bytes_of(path, _LARGEST)
    except TooLarge:
        raise SurveyError(
            _("the file is larger than any survey"), _("export the survey structure, without the answers"), place=path.name
        ) from None
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
    return read_content(content, path.name, survey_id)


def read_content(content: bytes, name: str, survey_id: str = "") -> LimeSurvey:
    """The survey in `content`; `name` is the file as people know it. Raises as `read` does."""
    if content.startswith(b"PK\x03\x04"):
        raise SurveyError(
            _("this is an archive, not a survey"), _("unpack it; the survey is the file that ends in .lss"), place=name
        )
    return _converted(lss.read(content, name) if is_xml(content) else tsv.read(content, name), survey_id)


def is_xml(content: bytes) -> bool:
    """Whether the file begins as XML does, in whichever encoding."""
    return bool(re.match(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", content[:200]))


def _converted(source: Source, survey_id: str) -> LimeSurvey:
    making = Making(languages_of(source))
    for theirs, ours in making.languages.items():
        if theirs != ours:
            making.notes.add(_("the language {theirs} is called {ours} here").format(theirs=quoted(theirs), ours=quoted(ours)))
    name = survey_id or survey_name(source)
    title = making.label(source.texts.get("surveyls_title", {}), name)
    making.seen.append(INTRO)
    intro = making.texts(source.texts.get("surveyls_welcometext", {}), INTRO, lines=True)
    intro = intro or making.texts(source.texts.get("surveyls_description", {}), INTRO, lines=True)
    pages = convert_all(source, making)
    if not any(page.questions for page in pages):
        raise SurveyError(_("the survey asks nothing"), _("export it again, with its questions"), place=source.name)
    _note_settings(source, making)
    survey = settled(Survey(
        id=name, languages=tuple(making.languages.values()), title=title, intro=intro, pages=pages,
        identity=identity_of(source.settings),
    ), making)  # fmt: skip
    hang_remarks(survey, making)
    remarks = {code: tuple(dict.fromkeys(told)) for code, told in making.remarks.items()}
    return LimeSurvey(survey, tuple(making.notes.told()), remarks, making.rename)


def _note_settings(source: Source, making: Making) -> None:
    for setting, told in (
        ("surveyls_endtext", _("the text at the end has no place in a survey file and is left out")),
        ("surveyls_policy_notice", _("the privacy notice has no place in a survey file: put it into “intro”")),
    ):
        if making.texts(source.texts.get(setting, {})):
            making.notes.add(told)
    if source.quotas:
        making.notes.add(_("quotas are left out"))
