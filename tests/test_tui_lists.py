"""Rankings, repeats and files, and the simple questions with their limits, filled by keyboard."""

from __future__ import annotations

from tui_form import Form, opened
from tui_types import MONEY, PLANS, RANKING

from consult.model.survey import Page, Survey
from consult.tui.screens.dialogs import Dialog
from consult.tui.widgets.ranking_list import RankingList
from consult.tui.widgets.text_fields import LineField

ORDER = Survey("o", ("lv", "en"), {"lv": "S"}, (Page("p", {}, (RANKING, MONEY)),))
MORE = Survey("more", ("lv", "en"), {"lv": "Plāni"}, PLANS.pages[3:])
YOU = Survey("you", ("lv", "en"), {"lv": "Par jums"}, PLANS.pages[:1])


async def test_number_keys_give_the_next_rank_and_take_it_away() -> None:
    async with opened(survey=ORDER) as form:
        await form.press("3", "1", "5")
        assert form.raw["first"] == ["s3", "s1", "s5"]
        await form.press("2")
        assert form.raw["first"] == ["s3", "s1", "s5"], "there are only three ranks"
        await form.press("1", "2")
        assert form.raw["first"] == ["s3", "s5", "s2"]
        assert "3 of 3 ranked" in form.seen()


async def test_ranked_choices_move_up_and_down() -> None:
    async with opened(survey=ORDER) as form:
        await form.press("3", "1", "5", "home", "alt+down")
        assert form.raw["first"] == ["s1", "s3", "s5"]
        await form.press("shift+down", "shift+down", "alt+up")
        assert form.raw["first"] == ["s1", "s3", "s5"]
        lines = [line for line in form.seen().splitlines() if "1. " in line or "2. " in line]
        assert "Home care" in lines[0] and "Group home" in lines[1]
        await form.press("backspace")
        assert form.raw["first"] == ["s1", "s5"]


async def test_arrows_enter_letters_and_space_rank_too() -> None:
    async with opened(survey=ORDER) as form:
        await form.press("enter")
        assert form.at == "money", "passing with Enter ranks nothing"
        await form.press("up", "up", "down", "enter")
        assert form.raw["first"] == ["s2"]
        await form.press(*"soup", "space")
        assert form.raw["first"] == ["s2", "s5"]


async def test_the_mouse_ranks() -> None:
    async with opened(survey=ORDER) as form:
        await form.pilot.click(form.app.screen.query_one(RankingList), offset=(12, 2))
        assert form.raw["first"] == ["s3"]


async def test_instances_are_added_up_to_the_most_and_removed() -> None:
    async with opened(survey=MORE) as form:
        await form.press(*"viens", "tab", *"100", "tab", "1", "enter", "enter", *"divi", "tab", "?", "tab", "enter", "enter")
        assert form.raw["plans.1.name"] == "viens" and form.raw["plans.1.for"] == ["old"]
        assert form.raw["plans.2.cost"] == "not_known"
        await form.press(*"trīs")
        assert form.raw["plans.3.name"] == "trīs" and "Add another" not in form.seen()
        await form.press("f8")
        assert isinstance(form.app.screen, Dialog)
        await form.press("escape")
        assert form.raw["plans.3.name"] == "trīs"
        await form.press("shift+tab", "shift+tab", "f8", "enter")
        await form.press()
        assert form.raw["plans.2.name"] == "trīs" and "plans.3.name" not in form.raw
        assert form.raw["plans.1.name"] == "viens"


async def test_own_words_of_an_instance_are_asked_for() -> None:
    async with opened(survey=MORE) as form:
        await form.press("tab", "tab", "3")
        assert isinstance(form.app.focused, LineField)
        await form.press("ctrl+s")
        assert "Own words are missing" in form.seen()
        await form.press("enter", *"visiem", "ctrl+s")
        assert "For whom? Other: visiem" in form.seen()


async def test_the_only_instance_is_emptied() -> None:
    async with opened(survey=MORE) as form:
        await form.press(*"viens", "f8", "enter")
        await form.press()
        assert form.raw["plans.1.name"] == ""
        await form.press(*"cits")
        assert form.raw["plans.1.name"] == "cits"


async def to_file(form: Form) -> None:
    """Goes from the repeat to the file."""
    await form.press(*["tab"] * 4)
    assert form.at == "paper"


async def test_a_file_is_attached_on_enter_and_taken_back() -> None:
    async with opened(survey=MORE) as form:
        await to_file(form)
        await form.press(*"~/mans plāns.pdf", "enter")
        assert form.raw["paper"] == f"{'0' * 64} mans plāns.pdf"
        assert "✓ Attached: mans plāns.pdf" in form.seen()
        await form.press("backspace")
        assert form.raw["paper"] == ""


async def test_a_file_that_is_not_there_is_told_beside_the_field() -> None:
    async with opened(survey=MORE) as form:
        await to_file(form)
        await form.press(*"missing.pdf", "tab")
        assert "! There is no such file. Check the path." in form.seen()
        assert form.raw["paper"] == ""


async def test_a_path_that_was_only_typed_is_attached_before_the_review() -> None:
    async with opened(survey=MORE) as form:
        await to_file(form)
        await form.press(*"'plan.pdf'", "ctrl+s")
        assert form.raw["paper"].endswith(" plan.pdf")
        assert "plan.pdf" in form.seen()


async def test_yes_and_no_have_letters() -> None:
    async with opened(survey=YOU, language="lv") as form:
        await form.press("n")
        assert form.raw["runs"] == "no"
        await form.press("j")
        assert form.raw["runs"] == "yes"
        await form.press("ctrl+l", "n", "y", "2")
        assert form.raw["runs"] == "no"


async def test_an_exclusive_choice_clears_the_others_and_is_marked() -> None:
    async with opened({"runs": "yes", "groups": []}, survey=YOU) as form:
        await form.press("enter")
        assert form.at == "groups"
        await form.press("1", "2")
        assert "choose up to 2" in form.seen() and "○ No group · clears the others" in form.seen()
        await form.press("4")
        assert form.raw["groups"] == ["none"]
        await form.press("3")
        assert form.raw["groups"] == ["all"]


async def test_more_than_may_be_chosen_is_told() -> None:
    async with opened({"runs": "yes"}, survey=YOU, size=(80, 60)) as form:
        await form.press("enter")
        await form.press("1", "2", "3", "tab")
        assert "! 3 chosen" in form.seen() and "2 !" in form.seen()


async def test_a_reason_stands_in_place_of_a_figure_or_a_date() -> None:
    async with opened({"runs": "no"}, survey=YOU) as form:
        await form.press("enter")
        assert form.at == "budget"
        await form.press(*"12", "?")
        assert form.raw["budget"] == "not_known" and "— not known" in form.seen()
        await form.press("ctrl+l")
        assert "— nav zināms" in form.seen()
        await form.press("7")
        assert form.raw["budget"] == "7"
        await form.press("?", "?")
        assert form.raw["budget"] == "not_applicable"
        await form.press("backspace", "tab", "?")
        assert (form.raw["budget"], form.raw["since"]) == ("", "not_known")
