"""Themes: finding what open answers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consult.errors import NotFoundError, TableError
from consult.formats.encoding import decode
from consult.i18n import _, quoted
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, log, new_id, now_utc
from consult.service.progress import Progress
from consult.store import responses, themes

if TYPE_CHECKING:
    from consult.analysis.themes import ThemeModel


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in the list."""

    survey: str
    question: str
    id: str
    label: str
    keywords: tuple[str, ...]
    responses: int


@dataclass(frozen=True, slots=True)
class Found:
    """What looking for themes in one question gave."""

    survey: str
    question: str
    answers: int
    themes: int
    enough: bool
    """False where there were too few different answers to group."""
    stability: float | None


def open_questions(survey: Survey) -> list[Question]:
    """The questions answered in own words."""
    return [question for question in survey.questions if question.type is QuestionType.TEXT]


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

    Which words go together is learnt from all open answers and wordings of the consultation, and from `background`: further
    text in the language of the answers, such as the draft programme.
    Raises NotFoundError where there is no such survey or open question.
    """
    wanted = list(_questions(consultation, survey_id, question_code))
    spoken = _spoken(consultation)
    found = []
    for at, (survey, question) in enumerate(wanted):
        if progress:
            progress(at, len(wanted))
        around = [text for place, texts_there in spoken.items() if place != (survey.id, question.code) for text in texts_there]
        found.append(_find_in(consultation, survey, question, n_themes, [*around, *background], random_state))
    if progress:
        progress(len(wanted), len(wanted))
    return found


def read_background(paths: Sequence[Path]) -> list[str]:
    """The paragraphs of some text files; raises TableError where one cannot be read."""
    paragraphs: list[str] = []
    for path in paths:
        try:
            text, _encoding = decode(path.read_bytes(), path.name)
        except OSError as error:
            raise TableError(_("the file cannot be read ({reason})").format(reason=error.strerror), place=str(path)) from None
        paragraphs.extend(line.strip() for line in text.splitlines() if line.strip())
    return paragraphs


def _questions(consultation: Consultation, survey_id: str, question_code: str) -> list[tuple[Survey, Question]]:
    names = [survey_id] if survey_id else defining.published(consultation)
    found = [(survey, q) for name in names for survey in [defining.current(consultation, name)] for q in open_questions(survey)]
    if question_code:
        chosen = [(survey, question) for survey, question in found if question.code == question_code]
        if not chosen:
            raise NotFoundError(
                _("there is no open question {code}").format(code=quoted(question_code)),
                _("use one of {names}").format(names=", ".join(question.code for _survey, question in found) or "–"),
            )
        return chosen
    return found


def _spoken(consultation: Consultation) -> dict[tuple[str, str], list[str]]:
    """Survey and question → its open answers, personal details masked; and under an empty code the wordings of the survey."""
    from consult.analysis.privacy import mask_personal

    spoken: dict[tuple[str, str], list[str]] = {}
    for name in defining.published(consultation):
        survey = defining.current(consultation, name)
        for question in open_questions(survey):
            answers = responses.texts(consultation.database, name, question.code)
            spoken[name, question.code] = [mask_personal(text, " ") for _id, text in answers]
        spoken[name, ""] = [
            text
            for question in survey.questions
            for texts_ in (question.label, question.hint, *(choice.label for choice in (*question.choices, *question.rows)))
            for text in [texts_.get(survey.languages[0], "")]
            if text
        ]
    return spoken


def _find_in(
    consultation: Consultation,
    survey: Survey,
    question: Question,
    n_themes: int | None,
    background: Sequence[str],
    random_state: int,
) -> Found:
    from consult.analysis.privacy import mask_personal
    from consult.analysis.themes import ThemeModel

    answers = responses.texts(consultation.database, survey.id, question.code)
    wording = " ".join(question.label.values())
    model = ThemeModel(n_themes=n_themes, random_state=random_state, background=tuple(background), question=wording)
    model.fit([mask_personal(text, " ") for _id, text in answers])
    ids = [new_id() for _theme in model.themes_]
    found = [
        themes.Theme(id_, theme.label, tuple(theme.keywords), tuple(answers[at][0] for at in theme.representatives))
        for id_, theme in zip(ids, model.themes_, strict=True)
    ]
    matches = [
        themes.Match(response, ids[label], float(confidence))
        for (response, _text), label, confidence in zip(answers, model.labels_, model.confidence_, strict=True)
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
        themes.replace(consultation.database, run, found, matches)
        log(consultation, "find themes", f"survey {survey.id}, question {question.code}", {**parameters, "themes": len(found)})
    return Found(survey.id, question.code, len(answers), len(found), bool(model.enough_), stability)


def _distinct(model: ThemeModel) -> int:
    """How many different answers a fitted model was shown, near-identical ones counted once."""
    from consult.analysis.themes import NON_ANSWER

    telling = sum(int(label) != NON_ANSWER for label in model.labels_)
    return telling - sum(len(group) - 1 for group in model.groups_)


def listing(consultation: Consultation, survey_id: str = "", question_code: str = "") -> list[ThemeLine]:
    """The themes found so far, of all surveys, one survey or one question."""
    lines = []
    for survey, question in _questions(consultation, survey_id, question_code):
        matches = themes.matches(consultation.database, survey.id, question.code)
        for theme in themes.themes(consultation.database, survey.id, question.code):
            count = sum(match.theme == theme.id for match in matches)
            lines.append(ThemeLine(survey.id, question.code, theme.id, theme.label, theme.keywords, count))
    return lines


def answers_of(consultation: Consultation, theme_id: str) -> tuple[ThemeLine, list[str]]:
    """A theme, by its id or the beginning of its label, and the answers in it, surest first. Raises NotFoundError."""
    lines = listing(consultation)
    chosen = [line for line in lines if line.id == theme_id or line.label.casefold().startswith(theme_id.casefold())]
    if len(chosen) != 1:
        fault = _("there is no theme {name}") if not chosen else _("several themes begin with {name}")
        raise NotFoundError(fault.format(name=quoted(theme_id)), _("see „consult themes list”"))
    line = chosen[0]
    matches = sorted(
        (match for match in themes.matches(consultation.database, line.survey, line.question) if match.theme == line.id),
        key=lambda match: -match.confidence,
    )
    by_response = dict(responses.texts(consultation.database, line.survey, line.question))
    return line, [by_response[match.response] for match in matches]
