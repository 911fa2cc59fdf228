"""What is asked changes while a person answers: questions, pages, choices, wordings; doubts; drafts."""

from __future__ import annotations

from tui_form import opened
from tui_types import PLANS

from consult.tui.screens.form.page_stack import PageStack
from consult.tui.screens.form.receipt import ReceiptScreen
from consult.tui.screens.form.review import ReviewScreen

FULL = {
    "runs": "yes",
    "groups": ["old"],
    "main": "s3",
    "budget": "1200",
    "since": "not_known",
    "clients.s1.y2025": "5",
    "clients.s1.enough": "no",
    "first": ["s5", "s2"],
    "money.s1": "60",
    "money.s2": "40",
    "need.s1.here": "c",
    "plans.1.name": "Centrs",
    "plans.2.name": "Otrs",
    "plans.2.cost": "not_applicable",
    "paper": f"{'a' * 64} plāns [b].pdf",
}


async def test_questions_come_and_go_and_progress_counts_only_what_is_asked() -> None:
    async with opened(survey=PLANS) as form:
        assert "0 of 8 answered" in form.seen() and "Whom do you help?" not in form.seen()
        await form.press("y")
        assert "Whom do you help?" in form.seen() and "1 of 10 answered" in form.seen()
        await form.press("tab", "2")
        assert "2 of 11 answered" in form.seen()
        await form.press("up", "up", "n")
        assert "Whom do you help?" not in form.seen() and "1 of 8 answered" in form.seen()
        await form.press("y")
        assert form.raw["groups"] == ["young"] and "3 ○" in form.seen(), "what was answered is back"


async def test_choices_are_filtered_by_earlier_answers() -> None:
    async with opened(survey=PLANS) as form:
        await form.press("y")
        await form.press("tab", "2")
        await form.press("tab")
        seen = form.seen()
        assert "Respite care" in seen and "Home care" not in seen
        await form.press("2")
        assert form.raw["main"] == "s4"
        await form.press("shift+tab", "1", "2")
        await form.press("ctrl+s")
        assert form.raw["groups"] == ["old"]
        assert form.session.problems(form.app.screen.sheet.sent) == ()  # type: ignore[attr-defined]
        assert form.raw["main"] == "s4", "the choice that is no longer on offer stays in the draft"


async def test_earlier_answers_stand_in_wordings_as_text() -> None:
    async with opened({"runs": "yes", "groups": ["old"], "main": "s3"}, survey=PLANS) as form:
        await form.press("enter")
        assert "From now on about: Group home [/b]" in form.seen()
        await form.press("ctrl+l")
        assert "Turpmāk par: Grupu dzīvoklis [/b]" in form.seen()


async def test_a_computed_figure_is_live() -> None:
    async with opened({"runs": "no"}, survey=PLANS, size=(80, 40)) as form:
        await form.press("enter")
        await form.press(*"1200")
        assert "= 100 euros" in form.seen()


async def test_pages_with_nothing_to_ask_are_passed() -> None:
    async with opened(survey=PLANS) as form:
        await form.press("n")
        assert "Page 1 of 3" in form.seen()
        await form.press("pagedown")
        assert form.app.screen.query_one(PageStack).at == 2
        await form.press("pageup")
        assert form.app.screen.query_one(PageStack).at == 0
        await form.press("y", "pagedown")
        assert form.at == "clients" and "Page 2 of 4" in form.seen()


async def test_the_review_lists_only_what_is_asked() -> None:
    async with opened({"runs": "yes", "groups": ["old"], "clients.s1.y2025": "5"}, survey=PLANS) as form:
        await form.press("enter")
        await form.press("pageup", "shift+tab", "shift+tab", "n")
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, ReviewScreen)
        codes = [line.question.code for line in form.app.screen.lines]
        assert codes == ["runs", "budget", "since", "monthly", "first", "money", "need", "plans", "paper"]
        assert form.raw["clients.s1.y2025"] == "5"


async def test_a_doubt_is_told_beside_the_field_and_in_the_review_and_does_not_stop() -> None:
    async with opened({"runs": "no", "since": "2020-01-01"}, survey=PLANS, size=(80, 40)) as form:
        await form.press("enter")
        await form.press(*"2000000", "tab")
        assert "△ That is over a million." in form.seen()
        await form.press("ctrl+s")
        assert "1 figure to look at once more" in form.seen() and "Send all the same" in form.seen()
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, ReceiptScreen)


async def test_a_draft_brings_everything_back_in_both_languages() -> None:
    async with opened(FULL, survey=PLANS, size=(80, 90)) as form:
        await form.press("enter", "ctrl+l", "ctrl+s")
        seen = form.seen()
        for told in (
            "Seniori",
            "Grupu dzīvoklis",
            "1200 eiro",
            "nav zināms",
            "100 eiro",
            "Aprūpe mājās: 2025. gads: 5; Pietiek? Nē",
            "1. Zupas virtuve",
            "2. Dienas centrs bērniem un jauniešiem",
            "Aprūpe mājās: 60 punkti",
            "Aprūpe mājās: pašvaldībā: ļoti",
            "1. Nosaukums: Centrs",
            "2. Nosaukums: Otrs; Izmaksas: neattiecas",
            "plāns [b].pdf",
        ):
            assert told in seen, told
        await form.press("escape")
        assert {name: form.raw[name] for name in FULL} == FULL
        assert form.session.kept["plans.2.cost"] == "not_applicable"


async def test_sending_takes_everything_along() -> None:
    async with opened(FULL, survey=PLANS) as form:
        await form.press("enter", "ctrl+s", "ctrl+s")
        assert isinstance(form.app.screen, ReceiptScreen)
        sent = form.session.sent or {}
        assert {name: sent[name] for name in FULL} == FULL
        assert "plans.3.name" not in sent
