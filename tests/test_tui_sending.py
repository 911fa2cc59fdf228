"""The way of the answers: checked, reviewed, sent."""

from __future__ import annotations

from tui_form import HOSTILE, SURVEY, opened

from consult.errors import AnswerError
from consult.tui.screens.form.receipt import ReceiptScreen
from consult.tui.screens.form.review import ReviewScreen


async def test_a_wrong_answer_is_told_beside_the_field_once_it_is_left() -> None:
    async with opened() as form:
        await form.press("tab", "tab", *"daudz")
        assert "not a number" not in form.seen()
        await form.press("tab")
        assert "! “daudz” is not a number" in form.seen()
        await form.press("up", *["backspace"] * 5, "5")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press()
        assert "not a number" not in form.seen()


async def test_a_required_question_is_marked_but_not_called_wrong_before_sending() -> None:
    async with opened() as form:
        assert "Whom do you speak for? [/b] *" in form.seen()
        await form.press("tab")
        assert "required" not in form.seen()


async def test_sending_goes_to_the_first_thing_that_is_wrong() -> None:
    async with opened() as form:
        await form.press("pagedown", "ctrl+s")
        assert isinstance(form.app.screen, ReviewScreen)
        assert "1 thing to put right" in form.seen()
        await form.press("ctrl+s")
        assert form.session.sent is None
        assert form.at == "group"
        assert "! An answer is required" in form.seen()


async def test_other_without_words_is_told_in_words() -> None:
    async with opened() as form:
        await form.press("4", "ctrl+s")
        assert "Own words are missing" in form.seen()
        await form.press("enter", *"mēs", "ctrl+s", "enter")
        assert form.session.sent is not None
        assert (form.session.sent["group"], form.session.sent["group.other"]) == ("other", "mēs")


async def test_enter_on_a_line_of_the_review_goes_back_to_the_question() -> None:
    async with opened() as form:
        await form.press("1", "ctrl+s", "up", "enter")
        assert form.at == "proposal"


async def test_sending_gives_the_receipt_and_ends() -> None:
    async with opened() as form:
        await form.press("2", "ctrl+s", "ctrl+s")
        assert isinstance(form.app.screen, ReceiptScreen)
        assert "K7QX-3M2P" in form.seen()
        keeps = form.session.keeps
        await form.press("ctrl+l")
        await form.press("enter")
        assert form.app.return_value == "K7QX-3M2P"
        assert form.session.keeps == keeps, "nothing is kept as a draft after sending"
    blank = {name for name, value in (form.session.sent or {}).items() if value in ("", [])}
    every = {name for question in SURVEY.questions for name in question.fields}
    assert set(form.session.sent or {}) == every
    assert blank == every - {"group"}
    assert (form.session.sent or {})["lacking"] == []


async def test_a_refusal_of_the_service_is_told_and_nothing_is_lost() -> None:
    async with opened() as form:
        await form.press("2", "ctrl+s")
        form.session.refuses = AnswerError("this survey was closed", "ask the organiser")
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, ReviewScreen)
        assert "This survey was closed. Ask the organiser." in form.seen()
        form.session.refuses = None
        await form.press("escape")
        assert form.raw["group"] == "ngo"


async def test_the_review_shows_answers_as_text() -> None:
    draft = {"group": "other", "group.other": HOSTILE, "avail.s1": "na", "proposal": "pirmā\notrā"}
    async with opened(draft, size=(80, 60)) as form:
        await form.press("enter", "ctrl+s")
        seen = form.seen()
        assert "Other: [b]bold[/b] [/x] [@click=app.quit]go[/] ␛]0;title␇ \N{REPLACEMENT CHARACTER}31m" in seen
        assert "Service 1: don't know" in seen and "otrā" in seen
