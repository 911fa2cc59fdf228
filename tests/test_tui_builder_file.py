"""The survey builder and its file: drafts, saving, what others change, faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from textual.widgets import TextArea
from tui_builder import Builder, add, built, consultation_in

from consult.service.building import open_building
from consult.service.consultation import open_consultation
from consult.service.ready_building import begin_from


async def test_what_is_typed_is_kept_in_a_draft_and_offered_again(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("ctrl+s")
        await builder.type(" Tagad?")
        await builder.pilot.wait_for_scheduled_animations()
        builder.sheet.commit()
        await builder.rest()
        builder.screen.keep()
        consultation = builder.building.consultation
        again = open_building(consultation, "needs")
        assert "Vai der?" in again.text and "Tagad" not in again.text
    consultation = open_consultation(consultation.folder)
    async with built(tmp_path, open_building(consultation, "needs")) as builder:
        assert await builder.sees("Unsaved changes")
        await builder.press("enter")
        assert await builder.sees("Tagad" in builder.building.text and "Tagad")


async def test_saving_writes_the_file_and_leaving_asks_before(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "escape")
        assert await builder.sees("Leave the builder?")
        await builder.press("escape", "ctrl+s")
        assert "vai_der" in builder.building.path.read_text(encoding="utf-8")
        assert await builder.sees("✓ saved")


async def test_a_file_that_was_changed_elsewhere_is_never_written_over_unasked(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("ctrl+s")
        path = builder.building.path
        path.write_text(path.read_text(encoding="utf-8").replace("Vai der?", "Vai labi?"), encoding="utf-8")
        builder.screen.renew()
        await builder.rest()
        assert await builder.sees("Vai labi?") and builder.key
        await builder.press("escape", "c")
        path.write_text(path.read_text(encoding="utf-8").replace("Vai labi?", "Kas cits?"), encoding="utf-8")
        await builder.press("ctrl+s")
        assert await builder.sees("The file changed") and "Kas cits?" in path.read_text(encoding="utf-8")


async def test_a_fault_is_shown_where_it_is_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik?")
        await builder.to_field("max")
        await builder.type("daudz")
        await builder.press("enter", "up")
        seen = builder.seen()
        assert "is no number" in seen and "daudz" in seen


async def test_a_file_that_is_no_yaml_is_opened_as_text_and_can_be_mended(tmp_path: Path) -> None:
    consultation = consultation_in(tmp_path)
    path = consultation.folder / "surveys" / "broken.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("consult: 1\n  survey: [broken\n", encoding="utf-8")
    async with built(tmp_path, open_building(consultation, "broken")) as builder:
        assert await builder.sees("Text of the file", "survey: [broken")
        area = builder.app.screen.query_one(TextArea)
        area.load_text("consult: 1\nsurvey: broken\nlanguages: [lv]\ntitle: Labots\npages:\n  - page: viena\n")
        await builder.press("escape")
        assert await builder.sees("Labots", "no title")


async def test_a_new_survey_may_begin_as_a_copy_of_a_ready_one(tmp_path: Path) -> None:
    consultation = consultation_in(tmp_path)
    building = begin_from(consultation, "mine", "providers-discussion", "Mana aptauja")
    assert building.survey is not None and building.survey.id == "mine" and not building.problems
    assert not building.path.exists() and (consultation.folder / "lists" / "services.csv").exists()
    async with built(tmp_path, building) as builder:
        assert await builder.sees("Mana aptauja", "19 of 19 ready")


def test_the_builder_wants_a_terminal(consult: Callable[..., Result]) -> None:
    assert "needs a terminal" in consult("survey", "new", "x").output


async def test_a_choice_that_is_being_typed_is_in_the_draft_and_no_step_yet(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        await builder.to_field("choices")
        await builder.type("Te, kur es")
        before = builder.building.text
        builder.screen._keep_typed()
        draft = builder.building.path.with_name(f".{builder.building.path.name}.draft").read_text(encoding="utf-8")
        assert "Te, kur es" in draft and builder.building.text == before and "Te, kur" not in before
        await builder.press("enter")
        assert [choice.label["lv"] for choice in builder.building.survey.questions[0].choices] == ["Te, kur es"]


async def test_letters_typed_while_the_question_gets_its_code_are_not_lost(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await builder.press("a", *"own", "enter", *"Kas?", "enter", *"Īsi")
        assert builder.place == "kas"
        builder.sheet.commit()
        await builder.rest()
        assert builder.building.survey.questions[0].hint == {"lv": "Īsi"}


def draft_of(builder: Builder) -> str:
    """What is kept beside the file."""
    draft = open_building(builder.building.consultation, "needs").draft_found
    return draft.text if draft else ""


async def test_ctrl_q_keeps_what_is_typed_as_a_draft_and_says_so(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("ctrl+s")
        await builder.to_field("ask")
        await builder.press("end")
        await builder.type(" Tagad")
        await builder.press("ctrl+q")
        assert not builder.app.is_running and "Vai der? Tagad" in draft_of(builder)
        assert "As a draft they wait for you" in str(builder.app._exit_renderables)


async def test_ctrl_q_in_the_text_of_the_file_keeps_what_was_typed(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "ctrl+s", "f12", "ctrl+end")
        await builder.type("# Piezīme")
        await builder.press("ctrl+q")
        assert not builder.app.is_running and "# Piezīme" in draft_of(builder)


async def test_ctrl_q_with_nothing_unsaved_leaves_no_draft(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "ctrl+s", "f12", "ctrl+q")
        assert not builder.app.is_running and not draft_of(builder) and not builder.app._exit_renderables


async def test_ctrl_q_asks_where_an_earlier_draft_stands_in_the_way(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "ctrl+s", "c", "ctrl+q")
    consultation = open_consultation(builder.building.consultation.folder)
    async with built(tmp_path, open_building(consultation, "needs")) as builder:
        assert await builder.sees("Unsaved changes")
        await builder.press("escape")
        await builder.to_field("ask")
        await builder.press("end")
        await builder.type(" Tagad")
        await builder.press("ctrl+q")
        assert await builder.sees("No draft of", "Leave without them") and builder.app.is_running
        await builder.press("enter")
        await builder.rest()
        assert not builder.app.is_running and "Vai der? Tagad" in builder.building.path.read_text("utf-8")
        assert draft_of(builder), "the earlier draft still waits"


async def test_saving_takes_along_what_is_being_typed(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.to_field("ask")
        await builder.press("end")
        await builder.type(" Tagad")
        await builder.press("ctrl+s")
        assert await builder.sees("✓ saved") and "Vai der? Tagad" in builder.building.path.read_text("utf-8")
