"""A paper form on the screen of a clerk, without the screen."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from ready_answers import ATTACHED, SURVEYS, answers_to

from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Page
from consult.service.consultation import today
from consult.service.paper.paper_forms import PaperForm
from consult.tui.clerk_form import ClerkForm


@pytest.mark.parametrize("name", SURVEYS)
def test_a_form_that_is_opened_and_sent_without_a_key_says_what_it_said(name):
    survey = SURVEYS[name]
    paper = PaperForm(survey)
    for seed in range(5):
        answers = paper.answers(answers_to(survey, random.Random(seed), today(), attached=ATTACHED), {})
        form = ClerkForm(survey, paper.fields(answers))
        assert set(paper.answers(form.sent, {})) == set(answers)


def test_what_was_refused_is_no_choice_in_the_draft_either_though_a_code_is_written_so():
    choices = tuple(Choice(code, {"en": f"Place {code}"}) for code in ("a", "7"))
    question = Question("place", QuestionType.SINGLE, {"en": "Where?"}, choices=choices)
    survey = replace(SURVEYS["residents-needs"], pages=(Page("all", {}, questions=(question,)),))
    form = ClerkForm(survey)
    form.begin()
    form.type("7", "en")
    again = ClerkForm(survey, form.kept)
    assert (again.value("place"), again.unread["place"].typed) == ("", "7")
