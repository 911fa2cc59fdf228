"""Themes: finding what open answers have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consult.errors import NotFoundError, TableError
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, log, new_id, now_utc
from consult.service.open_questions import OpenQuestion, matches, open_questions, spoken, texts
from consult.service.progress import Progress
from consult.store import themes
from consult.system_faults import reason

if TYPE_CHECKING:
    from consult.analysis.themes import ThemeModel


LARGEST_BACKGROUND = 200_000_000
"""The most bytes of a text file that teaches words."""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in the list."""

    survey: str
    question: str
    id: str
    label: str
    keywords: tuple[str, ...]
    answers: int
    responses: int
    """How many responses the answers are from: fewer where a repeat has several from one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What looking for themes in one question gave."""

    survey: str
    question: str
    """Its code; for a field of a repeat both codes with a dot between them, as `plans.text`."""
    answers: int
    responses: int
    """How many responses the answers are from."""
    themes: int
    enough: bool
    """False where there were too few different answers to group."""
    stability: float | None


def find(
    consultation: Consultation,
    survey_id: str = "",
    question_code: str = "",
    *,
    n_themes: int | None = None,
    background: Sequence[str] = (),
    random_state: int = 0,
    progress: Progress | None = None,
) -> list[Found]:
    """Looks for themes in the open questions of all surveys, of one survey, or in one question; keeps what it finds.

    In a repeat every time that it was answered is an answer of its own; `question_code` is then as `plans.text`, or the code of
    the repeat for all its text fields. Which words go together is learnt from all open answers and wordings of the consultation,
    and from `background`: further text in the language of the answers, such as the draft programme.
    Raises NotFoundError where there is no such survey or open question.
    """
    wanted = list(_questions(consultation, survey_id, question_code))
    said = spoken(consultation)
    found = []
    for at, (survey, question) in enumerate(wanted):
        if progress:
            progress(at, len(wanted))
        around = [text for place, texts_there in said.items() if place != (survey.id, question.code) for text in texts_there]
        found.append(_find_in(consultation, survey, question, n_themes, [*around, *background], random_state))
    if progress:
        progress(len(wanted), len(wanted))
    return found


def read_background(paths: Sequence[Path]) -> list[str]:
    """The paragraphs of some text files; raises TableError where one cannot be read."""
    paragraphs: list[str] = []
    for path in paths:
        try:
            text, _encoding = decode(bytes_of(path, LARGEST_BACKGROUND), path.name)
        except OSError as error:
            raise TableError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
        paragraphs.extend(line.strip() for line in text.splitlines() if line.strip())
    return paragraphs


def _questions(consultation: Consultation, survey_id: str, question_code: str) -> list[tuple[Survey, OpenQuestion]]:
    names = [survey_id] if survey_id else defining.published(consultation)
    surveys = [defining.current(consultation, name) for name in names]
    found = [(survey, asked) for survey in surveys for asked in open_questions(survey)]
    if question_code:
        chosen = [(survey, asked) for survey, asked in found if question_code in (asked.code, asked.question.code)]
        if not chosen:
            raise NotFoundError(
                _("there is no open question {code}").format(code=quoted(question_code)),
                _("use one of {names}").format(names=", ".join(dict.fromkeys(asked.code for _survey, asked in found)) or "–"),
            )
        return chosen
    return found


def _find_in(
    consultation: Consultation,
    survey: Survey,
    question: OpenQuestion,
    n_themes: int | None,
    background: Sequence[str],
    random_state: int,
) -> Found:
    from consult.analysis.privacy import mask_personal
    from consult.analysis.themes import ThemeModel

    answers = texts(consultation, survey.id, question)
    model = ThemeModel(n_themes=n_themes, random_state=random_state, background=tuple(background), question=question.wording)
    model.fit([mask_personal(text, " ") for _place, text in answers])
    ids = [new_id() for _theme in model.themes_]
    found = [
        themes.Theme(id_, theme.label, tuple(theme.keywords), tuple(answers[at][0] for at in theme.representatives))
        for id_, theme in zip(ids, model.themes_, strict=True)
    ]
    matched = [
        themes.Match(place, ids[label], float(confidence))
        for (place, _text), label, confidence in zip(answers, model.labels_, model.confidence_, strict=True)
        if label >= 0
    ]
    stability = None if model.stability_ is None else float(model.stability_)
    parameters = {
        "n_themes": n_themes,
        "random_state": random_state,
        "background_texts": len(background),
        "weak": bool(model.weak_),
        "distinct": _distinct(model),
    }
    run = themes.Run(survey.id, question.code, parameters, stability, now_utc())
    with consultation.database.atomic():
        themes.replace(consultation.database, run, found, matched)
        log(consultation, "find themes", f"survey {survey.id}, question {question.code}", {**parameters, "themes": len(found)})
    given = len({response for (response, _instance), _text in answers})
    return Found(survey.id, question.code, len(answers), given, len(found), bool(model.enough_), stability)


def _distinct(model: ThemeModel) -> int:
    """How many different answers a fitted model was shown, near-identical ones counted once."""
    from consult.analysis.themes import NON_ANSWER

    telling = sum(int(label) != NON_ANSWER for label in model.labels_)
    return telling - sum(len(group) - 1 for group in model.groups_)


def listing(consultation: Consultation, survey_id: str = "", question_code: str = "") -> list[ThemeLine]:
    """The themes found so far, of all surveys, one survey or one question."""
    lines = []
    for survey, question in _questions(consultation, survey_id, question_code):
        run = themes.run(consultation.database, survey.id, question.code)
        places = defaultdict(list)
        for match in matches(consultation, run) if run else ():
            places[match.theme].append(match.place)
        for theme in themes.themes(consultation.database, survey.id, question.code):
            own = places[theme.id]
            given = len({response for response, _instance in own})
            lines.append(ThemeLine(survey.id, question.code, theme.id, theme.label, theme.keywords, len(own), given))
    return lines


def answers_of(consultation: Consultation, theme_id: str, question_code: str = "") -> tuple[ThemeLine, list[str]]:
    """A theme, by its id or the beginning of its label, and the answers in it, surest first; with `question_code` of it alone.

    Raises NotFoundError.
    """
    lines = listing(consultation, question_code=question_code)
    chosen = [line for line in lines if line.id == theme_id or line.label.casefold().startswith(theme_id.casefold())]
    if len(chosen) != 1:
        fault = _("there is no theme {name}") if not chosen else _("several themes begin with {name}")
        raise NotFoundError(fault.format(name=quoted(theme_id)), _("see “consult themes list”"))
    line = chosen[0]
    run = themes.run(consultation.database, line.survey, line.question)
    standing = [match for match in matches(consultation, run) if match.theme == line.id] if run else []
    _survey, question = _questions(consultation, line.survey, line.question)[0]
    given = dict(texts(consultation, line.survey, question))
    surest = sorted(standing, key=lambda match: -match.confidence)
    return line, [given[match.place] for match in surest if match.place in given]
