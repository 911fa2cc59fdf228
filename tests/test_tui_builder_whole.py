"""A page with every type of the providers' questionnaire, made from nothing with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from tui_builder import Builder, built

NEED = "1\tNav vajadzības\tNo need\n2\tNeliela vajadzība\tSome need\n3\tLiela vajadzība\tGreat need"


async def add(builder: Builder, type_: str, ask: str) -> None:
    """Adds a question of a type with its wording; the focus is on its hint."""
    if not builder.tree.has_focus:
        await builder.press("escape")
    await builder.press("a", *type_, "enter", *("space" if letter == " " else letter for letter in ask), "enter")


async def tabs(builder: Builder, key: str) -> None:
    """Goes on with Tab until the property has the focus."""
    for _time in range(20):
        if builder.key == key:
            return
        await builder.press("tab")
    raise AssertionError(f"{key} not among {[*builder.sheet.rows]}")


async def paste(builder: Builder, text: str) -> None:
    """Pastes into the field with the focus."""
    builder.app.focused.post_message(Paste(text))
    await builder.rest()


async def test_the_questions_of_the_providers_questionnaire(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "several", "Kuri trūkst?")
        await tabs(builder, "choices")
        await paste(builder, "Aprūpe mājās\nDienas centrs\nAtelpas brīdis")
        await tabs(builder, "max")
        await builder.press("2")
        await add(builder, "rows", "Cik pieejami?")
        await tabs(builder, "choices")
        await paste(builder, NEED)
        await tabs(builder, "rows")
        await paste(builder, "Aprūpe mājās\nDienas centrs")
        await tabs(builder, "rows_if")
        await builder.press("enter", "down", "enter")
        await add(builder, "scale", "Cik viegli?")
        await tabs(builder, "from")
        await builder.press("1", "tab", "1", "0", "tab")
        await tabs(builder, "labels")
        await builder.press(*"Viegli", "down", *"Grūti", "enter")
        await tabs(builder, "no_opinion")
        await builder.press(*"Nezinu")
        survey = builder.building.survey
        assert survey is not None and not builder.building.problems
        shortage, supply, finding = survey.questions
        assert shortage.most == 2 and len(shortage.choices) == 3
        assert supply.rows_if == "row in kuri_trukst" and supply.choices[2].label == {"lv": "Liela vajadzība", "en": "Great need"}
        builder.sheet.commit()
        await builder.rest()
        finding = builder.building.survey.questions[2]
        labels = {choice.code: choice.label.get("lv") for choice in finding.choices}
        assert labels["1"] == "Viegli" and labels["10"] == "Grūti" and "Nezinu" in labels.values()


async def test_numbers_texts_and_a_group_that_is_asked_several_times(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "num", "Cik gadu?")
        await tabs(builder, "max")
        await builder.press("6", "0", "tab", "space", "tab", *"gadi")
        await add(builder, "own", "Ko uzlabot?")
        await tabs(builder, "lines")
        await builder.press("6", "tab", *"3000")
        await add(builder, "group", "Kādus jaunus?")
        await tabs(builder, "fields")
        await builder.press("enter", *"own", "enter", *"Nosaukums", "enter")
        assert builder.place == "kadus_jaunus/nosaukums"
        await builder.press("escape", "a", *"several", "enter", *"Kam", "enter")
        await tabs(builder, "choices")
        await paste(builder, "Senioriem\nBērniem")
        await builder.press("escape", "ctrl+s")
        building = builder.building
        survey = building.survey
        assert survey is not None and not building.problems, building.problems
        years, improve, new = survey.questions
        assert (years.maximum, years.integer, years.unit) == (60, True, {"lv": "gadi"})
        assert (improve.lines, improve.longest) == (6, 3000)
        assert [(part.code, part.type.value) for part in new.parts] == [("nosaukums", "text"), ("kam", "multi")]
        assert building.path.read_text(encoding="utf-8") == building.text
