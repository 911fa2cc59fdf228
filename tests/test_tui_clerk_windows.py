"""A clerk who comes back, types in two windows, has papers of an older version, or a very small screen."""

from __future__ import annotations

import pytest
from clerk_desk import desk, stored
from test_paper_entry import CLOSED, RETIRED, WITHOUT_SINCE, published_anew

from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch
from consult.tui.widgets.clerk_lines import ClerkLines
from consult.tui.widgets.clerk_panel import ClerkPanel

SMALL = (60, 12)


def numbers(consultation):
    """The numbers of the forms of the batch “A”."""
    return [form.number for form in open_batch(consultation, "needs", "A", "reader").typed]


async def test_the_same_paper_typed_in_two_windows_is_noticed_and_opened(consultation):
    async with desk(consultation) as one, desk(consultation) as other:
        await one.type("1", "12⏎", "21", "40⏎")
        await other.type("1", "12⏎", "21", "41⏎")
        await one.press("ctrl+s")
        await other.press("ctrl+s")
        seen = other.seen()
        assert "No. 1 was typed in already" in seen and "by Anna" in seen and "1 field differs: 4 Clients" in seen
        assert all(way in seen for way in ("The same paper", "Another: No. 3", "Go on"))
        assert numbers(consultation) == ["1"]
        await other.press("right", "enter")
        assert other.screen.correcting == "1" and other.raw["clients"] == "41" and "Esc leaves it" in other.seen()
        await other.press("ctrl+s", "2")
        assert "No. 1 corrected" in other.seen()
    assert numbers(consultation) == ["1"] and stored(consultation)["clients"] == "41"


async def test_the_same_paper_without_a_difference_is_just_opened(consultation):
    async with desk(consultation) as one, desk(consultation) as other:
        for clerk in (one, other):
            await clerk.type("1", "1⏎")
            await clerk.press("ctrl+s")
        assert "the same as there" in other.seen()
        await other.press("enter")
        assert other.screen.correcting == "1" and "Correct it and send it" in other.seen()
        await other.press("escape")
        assert other.screen.correcting == "" and "Correct it" not in other.seen()
    assert open_batch(consultation, "needs", "A", "Anna").begun == ()


async def test_another_paper_gets_the_next_free_number_and_whoever_goes_on_loses_nothing(consultation):
    async with desk(consultation) as one, desk(consultation) as other:
        await one.type("1")
        await one.press("ctrl+s")
        await other.type("2")
        await other.press("ctrl+s", "escape")
        assert other.raw["area"] == "0004000" and "Form No. 1" in other.seen()
        await other.press("ctrl+s", "enter")
        assert "this form is No. 3 now, write it on the paper" in other.seen()
    assert numbers(consultation) == ["1", "3"]


async def test_two_windows_under_one_number_are_told_while_they_are_typed_in(consultation):
    async with desk(consultation) as one, desk(consultation) as other:
        await one.type("1")
        one.screen._keep_and_check()
        assert "in another window as well" in one.seen()
        await other.type("2")
        other.screen._keep_and_check()
        assert "in another window as well" in other.seen()
        await other.press("f2", "backspace", *"9", "enter")
        assert "Form No. 9" in other.seen() and other.raw["area"] == "0004000"
        await one.press("ctrl+s")
        await other.press("ctrl+s")
    assert numbers(consultation) == ["1", "9"] and stored(consultation)["area"] == "0010000"


async def test_what_is_pinned_and_the_number_that_was_set_are_there_again(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("2")
        await clerk.press("up", "f6", "f2", "backspace", *"17", "enter", "ctrl+s", "ctrl+q")
    async with desk(consultation) as clerk:
        assert "Form No. 18" in clerk.seen() and "1 field stays the same" in clerk.seen()
        assert clerk.raw["area"] == "0004000" and clerk.at == "services"
        await clerk.press("f2", "backspace", "backspace", *"40", "enter", "ctrl+home", "f6", "ctrl+q")
    async with desk(consultation) as clerk:
        assert "Form No. 40" in clerk.seen() and "stays the same" not in clerk.seen() and clerk.screen.pinned == set()


async def test_a_form_of_an_older_version_is_opened_as_it_was_printed(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "1⏎")
        await clerk.press("ctrl+s")
    published_anew(consultation, CLOSED, WITHOUT_SINCE, RETIRED)
    async with desk(consultation) as clerk:
        assert "Since" not in clerk.seen() and "F9 chooses another" in clerk.seen()
        await clerk.press("ctrl+b", "enter", "f9", "down")
        assert "version 1" in clerk.seen() and "Since" in clerk.seen() and "1 Home care" in clerk.seen()
        await clerk.type("12⏎")
        await clerk.press("ctrl+s", "1")
        assert "No. 1 corrected" in clerk.seen() and "version 1" not in clerk.seen()
    assert open_batch(consultation, "needs", "A", "x").reopen("1", 1)["services"] == ["day"]


async def test_papers_of_an_older_version_are_typed_as_they_are_printed(consultation):
    published_anew(consultation, CLOSED, WITHOUT_SINCE, RETIRED)
    async with desk(consultation) as clerk:
        await clerk.type("2")
        await clerk.press("f9", "down", "enter")
        assert "No. 1 · version 1" in clerk.seen() and clerk.raw["area"] == "0004000"
        await clerk.type("1⏎")
        await clerk.press("ctrl+s", "ctrl+q")
    assert open_batch(consultation, "needs", "A", "x").version_of("1") == 1
    async with desk(consultation) as clerk:
        assert "version 1" in clerk.seen()
    async with desk(consultation, by="Berta", second=True) as clerk:
        assert "version 1" in clerk.seen() and "Since" in clerk.seen()
        await clerk.type("2", "1⏎")
        await clerk.press("ctrl+s")
        assert clerk.screen.second.done == 1 and not clerk.screen.second.differences()


async def test_with_one_version_there_is_none_to_choose(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f9")
        assert clerk.app.screen is clerk.screen and all(action.does != "version" for action in clerk.screen.actions)


async def test_whoever_leaves_is_told_what_was_begun_and_not_sent(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1")
        await clerk.press("ctrl+s", "ctrl+b", "enter")
        await clerk.type("2")
        clerk.screen.keep()
        await clerk.press("ctrl+q", "enter")
    async with desk(consultation) as clerk:
        await clerk.type("2")
        await clerk.press("escape")
        told = " ".join(str(one) for one in clerk.app._exit_renderables)
        assert "No. 2 is begun and not sent" in told
    async with desk(consultation, by="Berta") as clerk:
        await clerk.press("escape")
        assert not clerk.app._exit_renderables


@pytest.mark.parametrize("language", ["en", "lv"])
async def test_a_very_small_screen_shows_fields_choices_and_what_is_wrong(consultation, language):
    async with desk(consultation, size=SMALL, language=language) as clerk:
        await clerk.type("1", "1⏎")
        lines, panel = clerk.screen.query_one(ClerkLines), clerk.screen.query_one(ClerkPanel)
        assert lines.content_size.height >= 2 and panel.content_size.height >= 5
        seen = clerk.seen()
        assert "3.1" in seen and all(key in seen for key in ("   1 ", "   2 ", "   0 "))
        await clerk.type("9")
        assert "„9”" in clerk.seen() or "“9”" in clerk.seen()


async def test_a_very_small_screen_shows_differences_and_their_agreement(consultation):
    batch = open_batch(consultation, "needs", "A", "Anna")
    for clients in ("1", "2"):
        batch.send({"clients": clients, "area": "0010000"})
    second = open_second(consultation, "needs", "A", "Berta")
    second.send({"clients": "7", "area": "0010000"})
    async with desk(consultation, by="Berta", second=True, size=SMALL) as clerk:
        await clerk.press("f7")
        assert "› 1   Clients" in clerk.seen() and "1 Anna" in clerk.seen() and "Open: 1 or 2" in clerk.seen()
        await clerk.press("f7", "pagedown")
        assert any(line.split()[1:5] == ["Clients", "0.0%", "0", "of"] for line in clerk.seen().splitlines())


async def test_a_line_that_is_asked_for_stays_in_view_on_a_very_small_screen(consultation):
    async with desk(consultation, size=SMALL) as clerk:
        await clerk.press("f4", *"smudged")
        assert "smudged" in clerk.seen() and "Why is the field unclear?" in clerk.seen()
        await clerk.press("down", "up", "enter")
        assert clerk.screen.form.unclear == {"area": "smudged"}
