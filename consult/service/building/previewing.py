"""What a form shows of a survey that is not finished: every question that can be read, without logic that cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consult.formats.choices_yaml import ChoicesReader
from consult.formats.question_yaml import QuestionReader
from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of
from consult.formats.yaml_text import Reading
from consult.model import logic
from consult.model.question import Question
from consult.model.survey import Page, Survey
from consult.service.building.reading import folders_of


def question_of(now: SurveyText, spot: Spot, path: Path) -> Question | None:
    """The question at a place, or None where it cannot be read; its logic was not looked at."""
    reading = Reading(path.name)
    choices = ChoicesReader(reading, now.languages, folders_of(path))
    if now.root is None:
        return None
    choices.read_lists(now.root.get("lists"))
    del reading.problems[:]
    question = QuestionReader(reading, now.languages, choices).question(spot.part)
    return None if reading.problems else question


def salvaged(now: SurveyText, path: Path, name: str) -> Survey | None:
    """The survey of all questions that can be read; None where there are none."""
    pages = []
    for page in (spot for spot in now.spots.values() if spot.kind == "page"):
        spots = [
            one for one in now.spots.values() if one.kind == "question" and one.inside == page.place and "#" not in one.place
        ]
        questions = tuple(found for spot in spots if (found := question_of(now, spot, path)))
        if questions:
            show_if = " ".join(page.part.text_of("show_if").split("\n"))
            pages.append(Page(page.code, texts_of(page.part.get("title"), now.languages), questions, show_if))
    if not pages or now.root is None:
        return None
    title = texts_of(now.root.get("title"), now.languages) or {now.languages[0]: name}
    return without_faulty_logic(Survey(name, now.languages, title, tuple(pages), texts_of(now.root.get("intro"), now.languages)))


def alone(now: SurveyText, spot: Spot, path: Path, name: str) -> Survey | None:
    """A survey of one question alone, without any logic."""
    question = question_of(now, spot, path)
    return Survey(name, now.languages, {now.languages[0]: name}, (Page("page", {}, (_plain(question),)),)) if question else None


def _plain(question: Question) -> Question:
    parts = tuple(_plain(part) for part in question.parts)
    return replace(question, show_if="", choices_if="", rows_if="", checks=(), parts=parts, compute=question.compute and "0")


def without_faulty_logic(survey: Survey) -> Survey:
    """The survey without the logic of places where something is wrong with it."""
    places = {fault.place for fault in logic.faults(survey)}
    if not places:
        return survey
    pages = []
    for page in survey.pages:
        questions = (
            _plain(one) if any(place.partition(".")[0] == one.code for place in places) else one for one in page.questions
        )
        pages.append(replace(page, questions=tuple(questions), show_if="" if page.code in places else page.show_if))
    return replace(survey, pages=tuple(pages))
