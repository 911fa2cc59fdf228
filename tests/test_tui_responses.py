"""The screens of responses: found, read, marked, corrected, compared, all by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input
from tui_form import HOSTILE, Form

from consult.errors import ConsultationError
from consult.model.flag import Sign
from consult.model.response import Channel, Review
from consult.service import collecting, defining, reviewing, sessions, watching
from consult.service.consultation import Consultation, open_consultation
from consult.service.exchange import exchanging
from consult.tui import app
from consult.tui.app import ConsultApp
from consult.tui.consultation_app import ConsultationApp
from consult.tui.screens.browsing.comparing import ComparingScreen
from consult.tui.screens.browsing.duplicates import DuplicatesScreen
from consult.tui.screens.browsing.response import ResponseScreen
from consult.tui.screens.browsing.responses import ResponsesScreen
from consult.tui.screens.browsing.revising import ChangesScreen, CorrectingScreen
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.widgets.key_bar import KeyBar
from consult.tui.widgets.long_list import LongList

LONG = "Autobuss no pagasta uz novada centru iet tikai divas reizes nedēļā, un tas nav pietiekami."


class ResponsesApp(ConsultApp):
    """Opens the responses of one survey."""

    CSS_PATH = Path(app.__file__).with_name("app.tcss")

    def __init__(self, consultation: Consultation, language: str):
        super().__init__(language, consultation.settings.languages)
        self.consultation = consultation
        self.seen = watching.state(consultation)

    def on_mount(self) -> None:
        self.push_screen(ResponsesScreen(self.consultation, "needs"))

    def look(self) -> None:
        """What the app of the consultation does twice a second."""
        state = watching.state(self.consultation)
        if state != self.seen and isinstance(self.screen, ConsultScreen):
            self.seen = state
            self.screen.renew()


@asynccontextmanager
async def opened(consultation: Consultation, language: str = "en", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Form]:
    running = ResponsesApp(consultation, language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        yield Form(None, running, pilot)  # type: ignore[arg-type]


MAPPING = """\
consult: 1
survey: needs
columns:
  - {column: when, role: time}
  - {column: area, question: area}
  - {column: proposal, question: proposal}
"""


def give(consultation: Consultation, *raws: dict[str, Any], channel: Channel = Channel.WEB) -> list[str]:
    survey = defining.current(consultation, "needs")
    receipts = [collecting.submit(consultation, survey, raw, channel=channel) for raw in raws]
    return [collecting.show(consultation, receipt)[1].id for receipt in receipts]


@pytest.fixture
def ids(consultation: Consultation) -> list[str]:
    return [
        *give(consultation, {"area": "0010000", "proposal": "Vairāk ĀRSTU", "clients": "5"}, {"area": "0004000", "clients": ""}),
        *give(consultation, {"area": "0004000", "proposal": "autobuss", "services": ["home"]}, channel=Channel.PAPER),
    ]


def stands(consultation: Consultation, id_: str) -> Review:
    return collecting.show(consultation, id_)[1].review


def here(form: Form) -> str:
    return form.app.screen.here.id  # type: ignore[attr-defined]


def told(form: Form) -> list[str]:
    return [toast.message for toast in form.app._notifications]


# The list


async def test_the_list_tells_how_many_there_are_and_where_they_came_from(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        seen = form.seen()
        assert "3 of 3" in seen and "Jūrmala" in seen and "Vairāk ĀRSTU" in seen and "1 all 3" in seen
        assert "2/2" in seen or "1/2" in seen
        assert "Esc back" in seen


async def test_of_many_responses_the_newest_are_shown_before_all_are_read(consultation: Consultation) -> None:
    rows = "\n".join(f"2026-{1 + n // 28:02}-{1 + n % 28:02},0010000,Vairāk autobusu {n}" for n in range(260))
    table = consultation.folder / "answers.csv"
    table.write_text(f"when,area,proposal\n{rows}\n", "utf-8")
    (consultation.folder / "mappings" / "needs.yaml").write_text(MAPPING, "utf-8")
    exchanging.import_table(consultation, table, "needs")
    screen = ResponsesScreen(consultation, "needs")
    assert not screen.responses.whole and 200 <= len(screen.responses.all) < 260
    running = ResponsesApp(consultation, "en")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        assert "260 of 260" in Form(None, running, pilot).seen()  # type: ignore[arg-type]


async def test_ticked_responses_are_compared_side_by_side(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("space", "equals_sign")
        assert told(form)[-1].startswith("Tick the responses") and isinstance(form.app.screen, ResponsesScreen)
        await form.press("space", "equals_sign")
        assert isinstance(form.app.screen, ComparingScreen) and len(form.app.screen.ids) == 2


async def test_words_and_conditions_find_with_every_keystroke(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("slash", *"arstu")
        assert "1 of 3" in form.seen() and here(form) == ids[0]
        await form.press("enter", "escape")
        assert "3 of 3" in form.seen()
        await form.press("slash", *"area:jūr")
        assert "2 of 3" in form.seen()
        await form.press("right")
        assert "area:jūrmala" in form.seen()
        await form.press(*" channel:nowhere")
        assert "no channel is called" in form.seen() and "0 of 3" in form.seen()


async def test_one_key_shows_one_state(consultation: Consultation, ids: list[str]) -> None:
    reviewing.review(consultation, ids[:1], Review.EXCLUDED, "a test")
    async with opened(consultation) as form:
        await form.press("6")
        assert "1 of 3" in form.seen() and "state:excluded" in form.seen() and here(form) == ids[0]
        await form.press("3")
        assert "0 of 3" in form.seen() and "Nothing fits" in form.seen()
        await form.press("1")
        assert "3 of 3" in form.seen()


async def test_a_key_sorts_by_the_next_column(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        assert "When▼" in form.seen()
        await form.press("S")
        assert "When▲" in form.seen()
        await form.press("s", "s")
        assert "Area▲" in form.seen()
        codes = [one.area for one in form.app.screen.found]  # type: ignore[attr-defined]
        assert codes == ["0004000", "0004000", "0010000"]


async def test_nobody_answered_yet(consultation: Consultation) -> None:
    async with opened(consultation) as form:
        assert "Nobody has answered yet" in form.seen()
        await form.press("enter", "m", "x", "c", "space", "a", "down", "ctrl+z")
        assert isinstance(form.app.screen, ResponsesScreen)


async def test_what_people_typed_is_text(consultation: Consultation) -> None:
    give(consultation, {"proposal": HOSTILE, "services.other": HOSTILE})
    async with opened(consultation, size=(120, 40)) as form:
        seen = form.seen()
        assert "[b]bold[/b]" in seen and "\x1b]" not in seen and "\x9b" not in seen and "\u202e" not in seen
        await form.press("slash", *"[b]")
        assert "1 of 1" in form.seen()


async def test_another_process_adds_a_response_and_place_and_filter_stay(
    consultation: Consultation, ids: list[str], folder: Path
) -> None:
    async with opened(consultation) as form:
        await form.press("slash", *"area:jurmala", "enter", "down")
        before = here(form)
        with open_consultation(folder) as other:
            give(other, {"area": "0004000", "proposal": "jauns"}, {"area": "0010000"})
        form.app.look()  # type: ignore[attr-defined]
        await form.pilot.pause()
        assert "3 of 5" in form.seen() and here(form) == before


async def test_words_change_with_the_language(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        assert "Riga" in form.seen() or "Rīga" in form.seen()
        await form.press("slash", *"area:rīga", "enter", "ctrl+l")
        assert "Rīga" in form.seen() and "palīdzība" in form.seen()


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_the_keys_fit(consultation: Consultation, ids: list[str], language: str) -> None:
    async with opened(consultation, language) as form:
        for _screen in range(2):
            bar = form.app.screen.query_one(KeyBar)
            assert len(bar.seen) >= 6 and bar.render().cell_length <= 78
            await form.press("enter")


class Numbers(ConsultScreen[None]):
    """A long list of numbers that notes which of its lines were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[int] = []

    def compose(self) -> ComposeResult:
        yield LongList(self.line)

    def on_mount(self) -> None:
        self.query_one(LongList).show(10_000)
        self.query_one(LongList).focus()

    def line(self, at: int, _width: int) -> Content:
        self.made.append(at)
        return Content(f"line {at}")


async def test_of_a_long_list_only_the_lines_in_sight_are_made(consultation: Consultation) -> None:
    async with opened(consultation) as form:
        screen = Numbers()
        await form.app.push_screen(screen)
        await form.press("end")
        assert "line 9999" in form.seen() and "line 9970" not in form.seen()
        await form.press("pageup", "pageup", "home", "down")
        assert "line 1" in form.seen() and len(set(screen.made)) < 150
        assert screen.query_one(LongList).at == 1


# Reading


async def test_enter_reads_and_the_arrows_turn(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        order = [one.id for one in form.app.screen.found]  # type: ignore[attr-defined]
        await form.press("enter")
        assert isinstance(form.app.screen, ResponseScreen)
        seen = form.seen()
        assert "1 of 3" in seen and "Municipality" in seen and "Submitted" in seen
        await form.press("n", "right", "p")
        assert "2 of 3" in form.seen()
        await form.press("escape")
        assert here(form) == order[1]


async def test_blank_and_not_asked_are_told_apart(consultation: Consultation) -> None:
    give(consultation, {"clients": "", "area": "0010000"})
    async with opened(consultation) as form:
        await form.press("enter")
        seen = form.seen()
        assert "(left blank)" in seen and "Proposal — not asked" in seen


async def test_a_wide_terminal_reads_beside_the_list(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation, size=(120, 40)) as form:
        order = [one.id for one in form.app.screen.found]  # type: ignore[attr-defined]
        await form.press("slash", *"arstu", "enter")
        assert form.seen().count("Vairāk ĀRSTU") >= 1 and "Submitted" in form.seen()
        await form.press("escape", "end", "enter")
        assert isinstance(form.app.screen, ResponsesScreen) and not form.app.screen.rows.has_focus
        await form.press("escape")
        assert form.app.screen.rows.has_focus and here(form) == order[-1]
        await form.pilot.resize_terminal(80, 24)
        await form.pilot.pause()
        assert "Submitted" not in form.seen()


# Marking and excluding


async def test_a_response_is_approved_and_that_is_taken_back(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("slash", *"arstu", "enter", "m", "enter")
        assert stands(consultation, ids[0]) is Review.APPROVED and "4 ✓ approved 1" in form.seen()
        await form.press("ctrl+z")
        assert stands(consultation, ids[0]) is Review.RECEIVED
        await form.press("ctrl+r")
        assert stands(consultation, ids[0]) is Review.APPROVED
        await form.press("ctrl+r")
        assert told(form)[-1] == "Nothing to set again."


async def test_several_are_excluded_with_one_reason_and_taken_back(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("space", "space", "x", "enter")
        assert "Write a word or two" in form.seen()
        await form.press(*"test data", "enter")
        excluded = [id_ for id_ in ids if stands(consultation, id_) is Review.EXCLUDED]
        assert len(excluded) == 2 and "6 × excluded 2" in form.seen()
        assert {look.reason for id_ in excluded for look in reviewing.reviews_of(consultation, id_)} == {"test data"}
        await form.press("6", "a", "x", "enter")
        assert all(stands(consultation, id_) is Review.RECEIVED for id_ in ids)


async def test_a_proposed_reason_is_gone_on_from_and_its_spaces_are_joined(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.app.push_screen(ComparingScreen(consultation, ids[:2], Sign.SAME_ANSWERS))
        await form.pilot.pause()
        await form.press("x")
        proposed = form.app.screen.query_one(Input).value
        assert proposed
        await form.press(*"  see  mail", "enter")
        assert [look.reason for look in reviewing.reviews_of(consultation, ids[1])] == [f"{proposed} see mail"]


async def test_issues_want_a_reason_too_and_esc_marks_nothing(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("enter", "m", "right", "enter", "escape")
        assert all(stands(consultation, id_) is Review.RECEIVED for id_ in ids)
        await form.press("m", "right", "enter", *"page 2 is torn", "enter")
        assert "△ page 2 is torn" in form.seen() and form.seen().count("has issues") == 1, "the border tells how it stands"


# Correcting


async def correcting(form: Form) -> CorrectingScreen:
    await form.press("slash", *"arstu", "enter", "c")
    assert isinstance(form.app.screen, CorrectingScreen)
    return form.app.screen


async def test_a_correction_shows_what_it_changes_and_wants_a_reason(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        screen = await correcting(form)
        assert "Correction" in form.seen() and screen.sheet.raw["clients"] == "5"
        await form.press("tab", "tab", "tab", "end", "2", "ctrl+s")
        assert isinstance(form.app.screen, ChangesScreen) and "5 → 52" in form.seen()
        await form.press("enter")
        assert "Say why it is corrected" in form.seen()
        await form.press(*"typing mistake", "enter")
        assert isinstance(form.app.screen, ResponsesScreen) and "5 ◐ edited 1" in form.seen()
        await form.press("enter", "r")
        assert "typing mistake" in form.seen() and "5 → 52" in form.seen()


async def test_a_correction_is_never_told_to_be_saved_before_it_is_stored(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        screen = await correcting(form)
        screen.keep()
        await form.press()
        assert "saved" not in form.seen() and "not stored yet" not in form.seen()
        await form.press("tab", "tab", "tab", "end", "2")
        screen.keep()
        await form.press()
        assert "not stored yet" in form.seen() and "✓ saved" not in form.seen()


async def test_the_list_counts_whole_answers_and_tells_half_ones(consultation: Consultation) -> None:
    give(consultation, {"area": "0010000", "need.here": "2", "need.region": "", "clients": "5"})
    async with opened(consultation) as form:
        assert "2/3◐" in form.seen()
        await form.press("enter")
        assert "2 of 3 answered, 1 more partly" in form.seen()


async def test_a_correction_that_changes_nothing_leaves_at_once(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await correcting(form)
        await form.press("pagedown")
        assert "Nothing was changed" in form.seen()
        await form.press("escape", "escape")
        assert isinstance(form.app.screen, ResponsesScreen) and not reviewing.revisions_of(consultation, ids[0])


async def test_a_correction_is_kept_until_the_person_comes_back(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await correcting(form)
        await form.press("tab", "tab", "tab", "end", "2", "escape", "enter")
        assert isinstance(form.app.screen, ResponsesScreen)
        assert sessions.open_session(consultation, "needs").draft() == {}, "no respondent sees it"
        await form.press("c")
        assert "Answers from earlier are kept" in form.seen()
        await form.press("enter", "ctrl+s")
        assert "5 → 52" in form.seen()


async def test_a_value_that_does_not_fit_is_shown_where_it_stands(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await correcting(form)
        await form.press("tab", "tab", "tab", "end", *"x", "ctrl+s")
        assert isinstance(form.app.screen, CorrectingScreen) and form.app.screen.query_one("Input")
        assert not reviewing.revisions_of(consultation, ids[0])


async def test_own_words_are_ticked_in_a_correction(consultation: Consultation) -> None:
    give(consultation, {"services": ["other"], "services.other": "Rīga"})
    async with opened(consultation) as form:
        await form.press("c")
        screen = form.app.screen
        assert isinstance(screen, CorrectingScreen) and "1 of 6 answered" in form.seen()
        assert screen.sheet.raw["services"] == ["other"] and "Rīga" in form.seen()


async def test_a_correction_shows_the_form_that_the_person_had(consultation: Consultation, ids: list[str]) -> None:
    text = (consultation.folder / "surveys" / "needs.yaml").read_text("utf-8")
    text = text.replace(
        "      - {code: since,", "      - {code: staff, type: number, ask: {lv: Darbinieki, en: Staff}}\n      - {code: since,"
    )
    (consultation.folder / "surveys" / "needs.yaml").write_text(text, "utf-8")
    defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "needs.yaml"))
    async with opened(consultation, size=(80, 50)) as form:
        await correcting(form)
        assert "Correction · Version 1 · Needs" in form.seen() and "Clients" in form.seen()
        assert "Staff" not in form.seen()
        await form.press("tab", "tab", "tab", "end", "2", "ctrl+s")
        assert "Version 1" in form.seen() and "5 → 52" in form.seen()


# Duplicates


@pytest.fixture
def twice(consultation: Consultation) -> Iterator[list[str]]:
    yield give(consultation, {"proposal": LONG, "clients": "1"}, {"proposal": LONG, "clients": "2"}, {"clients": "3"})


async def looked(form: Form) -> None:
    await form.app.workers.wait_for_complete()
    await form.pilot.pause()


async def until(form: Form, holds: Callable[[], bool]) -> None:
    """Waits for what another thread does."""
    for _n in range(400):
        if holds():
            return
        await form.pilot.pause(0.01)
    raise AssertionError(form.seen())


async def test_duplicates_are_compared_and_one_is_excluded(consultation: Consultation, twice: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("D")
        await looked(form)
        form.app.screen.tell()  # type: ignore[attr-defined]
        assert isinstance(form.app.screen, DuplicatesScreen)
        await form.pilot.pause()
        assert "same text" in form.seen() and "2 responses" in form.seen()
        await form.press("enter")
        assert isinstance(form.app.screen, ComparingScreen)
        await form.press("o")
        seen = form.seen()
        assert "≠ " in seen and "Clients" in seen and "Proposal" not in seen and "1 place differs of 2" in seen
        await form.press("x")
        assert "the same text as …" in form.seen()
        await form.press("enter")
        excluded = [id_ for id_ in twice if stands(consultation, id_) is Review.EXCLUDED]
        assert len(excluded) == 1 and "excluded" in form.seen()
        await form.press("escape")
        assert "✓ same text" in form.seen()


async def test_suspicious_responses_are_a_condition(consultation: Consultation, twice: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("slash", *"flag:duplicate")
        await looked(form)
        assert "2 of 3" in form.seen()
        await form.press("enter", "escape")
        assert form.seen().count("!○") + form.seen().count("! ○") == 2


async def test_nothing_suspicious(consultation: Consultation, ids: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("D")
        await looked(form)
        form.app.screen.tell()  # type: ignore[attr-defined]
        await form.pilot.pause()
        assert "Nothing suspicious was found" in form.seen()
        await form.press("enter", "f5", "escape")
        assert isinstance(form.app.screen, ResponsesScreen)


async def test_a_sign_in_one_response_alone_is_read(consultation: Consultation, folder: Path) -> None:
    survey = defining.current(consultation, "needs")
    for n in range(12):
        collecting.submit(consultation, survey, {"clients": str(n)}, channel=Channel.WEB, seconds=3 if n == 5 else 300)
    async with opened(consultation) as form:
        await form.press("D")
        await looked(form)
        form.app.screen.tell()  # type: ignore[attr-defined]
        await form.press("enter")
        assert isinstance(form.app.screen, ResponseScreen) and "1 of 1" in form.seen() and "Clients" in form.seen()


async def test_the_bar_is_seen_without_colours(
    consultation: Consultation, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(consultation) as form:
        rows = form.app.screen.query_one("#list", LongList)
        reversed_ = [any(style and style.reverse for _text, style, _control in rows.render_line(y)) for y in range(1, 4)]
        assert reversed_ == [True, False, False]


async def test_what_was_excluded_while_comparing_is_excluded_in_the_list(consultation: Consultation, twice: list[str]) -> None:
    async with opened(consultation) as form:
        await form.press("D")
        await until(form, lambda: "same text" in form.seen())
        await form.press("enter", "x", "enter", "escape", "escape")
        assert isinstance(form.app.screen, ResponsesScreen) and "6 × excluded 1" in form.seen()
        assert sum(one.review is Review.EXCLUDED for one in form.app.screen.found) == 1


async def test_a_search_for_duplicates_that_fails_does_not_say_that_there_are_none(
    consultation: Consultation, twice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise ConsultationError("the disk does not work", "make room")

    monkeypatch.setattr(reviewing, "duplicates", fail)
    async with opened(consultation) as form:
        await form.press("D")
        await looked(form)
        form.app.screen.tell()  # type: ignore[attr-defined]
        await form.pilot.pause()
        assert "Nothing suspicious" not in form.seen() and "F5 looks again" in form.seen()
        assert "disk does not work" in told(form)[-1].lower()


async def test_a_search_for_duplicates_tells_how_far_it_is_and_esc_stops_it(
    consultation: Consultation, twice: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Event()

    def endless(*_given: object, progress: Callable[[int, int], None], **_more: object) -> None:
        try:
            while True:
                progress(42, 100)
                sleep(0.005)
        finally:
            ended.set()

    monkeypatch.setattr(reviewing, "duplicates", endless)
    async with opened(consultation) as form:
        await form.press("slash", *"flag:dup", "enter")
        await until(form, lambda: "42 %" in form.seen())
        await form.press("escape")
        assert "42 %" not in form.seen() and isinstance(form.app.screen, ResponsesScreen)
        await until(form, ended.is_set)
        ended.clear()
        await form.press("D")
        await until(form, lambda: "42 %" in form.seen())
        await form.press("escape")
        await until(form, ended.is_set)
        assert isinstance(form.app.screen, ResponsesScreen)


async def test_ctrl_q_in_a_correction_keeps_what_was_typed_at_once(consultation: Consultation, ids: list[str]) -> None:
    running = ConsultationApp(consultation, "en")
    async with running.run_test(size=(80, 24)) as pilot:
        form = Form(None, running, pilot)  # type: ignore[arg-type]
        await running.push_screen(ResponsesScreen(consultation, "needs"))
        await correcting(form)
        session = form.app.screen.session
        await form.press("tab", "tab", "tab", "end", "2", "ctrl+q")
        assert session.draft()["clients"] == "52"
        await form.press("enter")
        assert session.draft()["clients"] == "52"


async def test_ctrl_q_while_a_reason_is_typed_keeps_the_correction(consultation: Consultation, ids: list[str]) -> None:
    running = ConsultationApp(consultation, "en")
    async with running.run_test(size=(80, 24)) as pilot:
        form = Form(None, running, pilot)  # type: ignore[arg-type]
        await running.push_screen(ResponsesScreen(consultation, "needs"))
        session = (await correcting(form)).session
        await form.press("tab", "tab", "tab", "end", "2", "ctrl+s", *"typing", "ctrl+q")
        assert session.draft()["clients"] == "52"


async def test_what_does_not_fit_where_nothing_stood_is_kept_as_well(consultation: Consultation) -> None:
    give(consultation, {"area": "0010000"})
    async with opened(consultation) as form:
        await form.press("c")
        session = form.app.screen.session  # type: ignore[attr-defined]
        await form.press("tab", "tab", "tab", *"about 5", "escape")
        assert "Leave the correction?" in form.seen()
        await form.press("enter")
        assert session.draft()["clients"] == "about 5"


@pytest.mark.parametrize("keys", [["slash", *"arstu", "enter"], ["enter"], ["D"]], ids=["filter", "one response", "duplicates"])
async def test_ctrl_q_ends_the_program_from_every_screen(consultation: Consultation, ids: list[str], keys: list[str]) -> None:
    running = ConsultationApp(consultation, "en")
    async with running.run_test(size=(80, 24)) as pilot:
        form = Form(None, running, pilot)  # type: ignore[arg-type]
        await running.push_screen(ResponsesScreen(consultation, "needs"))
        await form.press(*keys, "ctrl+q")
        assert running._exit


async def test_of_very_many_responses_the_first_are_compared_and_that_is_told(consultation: Consultation) -> None:
    several = give(consultation, *({"proposal": LONG, "clients": str(n)} for n in range(45)))
    async with opened(consultation) as form:
        await form.app.push_screen(ComparingScreen(consultation, several))
        await form.pilot.pause()
        assert "the first 40 of 45" in form.seen()
