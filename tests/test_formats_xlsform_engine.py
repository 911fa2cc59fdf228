"""Logic that goes out as XPath means there what it means here: compared with what an engine of ODK said, see `xlsform_engine`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from xlsform_engine import CHECKS, CONDITIONS, RECORDED, cases, cell, cells, surveys

from consult.model import logic
from consult.model.expressions import holds

SAID: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))


def scope(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answers.items()}


def test_the_recorded_logic_is_what_is_written_today() -> None:
    asked = surveys()
    assert not any(logic.faults(survey) for survey in asked.values())
    written = dict(zip(CONDITIONS, cells(asked[""], [f"q{at}" for at in range(len(CONDITIONS))]), strict=True))
    assert {told: said["xpath"] for told, said in SAID["conditions"].items()} == written
    assert {told: said["xpath"] for told, said in SAID["checks"].items()} == {told: cell(asked[told], "n") for told in CHECKS}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_holds_in_the_form_where_it_holds_here(condition: str) -> None:
    here = "".join("01"[holds(condition, scope(answers)) is True] for answers in cases())
    assert here == SAID["conditions"][condition]["true"]


@pytest.mark.parametrize("check", CHECKS)
def test_a_form_refuses_just_the_answers_that_are_refused_here(check: str) -> None:
    answered = [at for at, answers in enumerate(cases()) if answers["n"] is not None]
    here = "".join("01"[holds(check, scope(answers)) is not False] for answers in cases())
    there = SAID["checks"][check]["true"]
    assert [here[at] for at in answered] == [there[at] for at in answered]
