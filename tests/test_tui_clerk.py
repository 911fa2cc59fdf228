"""A clerk types paper forms in."""

from __future__ import annotations

import shutil
import statistics
import time

import pytest
from clerk_desk import RESIDENTS, desk, publish, stored

from consult.tui.widgets.clerk_lines import ClerkLines

MATRIX = """\
consult: 1
survey: wide
languages: [en]
title: {en: "Wide"}
pages:
  - page: all
    questions:
      - code: need
        type: matrix
        ask: {en: "What is needed?"}
        rows: [ROWS]
        choices: [{code: "1", en: "No"}, {code: "2", en: "Some"}, {code: "3", en: "Much"}]
      - {code: born, type: date, max: "2026-01-01", ask: {en: "Born"}, missing: [not_known, refused]}
      - code: share
        type: allocation
        total: 100
        ask: {en: "Share out"}
        choices: [{code: a, en: "Care"}, {code: b, en: "Housing"}]
      - code: order
        type: ranking
        ask: {en: "Put in order"}
        choices: [{code: x, en: "First thing"}, {code: y, en: "Second thing"}, {code: z, en: "Third thing"}]
      - code: people
        type: repeat
        max: 4
        ask: {en: "Who lives there?"}
        fields:
          - {code: age, type: number, ask: {en: "Age"}}
          - {code: works, type: yesno, ask: {en: "Works"}}
""".replace("ROWS", ", ".join(f'{{code: r{n}, en: "Service {n}"}}' for n in range(1, 23)))

FORM = "1⏎2⏎12", "7", "050326⏎", "bus⏎"  # services 1 (home), need, clients, since, proposal


@pytest.fixture
def residents(consultation):
    shutil.copytree(RESIDENTS.parent / "lists", consultation.folder / "surveys" / "lists", dirs_exist_ok=True)
    shutil.copytree(RESIDENTS.parent / "lists", consultation.folder / "lists", dirs_exist_ok=True)
    publish(consultation, RESIDENTS.read_text("utf-8"), "residents-needs")
    return consultation


async def test_a_form_is_typed_and_sent_without_one_key_too_many(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "12⏎", "21", "40⏎", "050326⏎", "buses⏎", "⏎")
        assert "No. 1 saved" in clerk.seen() and "Form No. 2" in clerk.seen() and "1 form today" in clerk.seen()
        assert clerk.at == "area"
    found = stored(consultation)
    assert (found["area"], found["services"], found["need.here"], found["need.region"]) == ("0010000", ["home", "day"], "2", "1")
    assert (found["clients"], found["since"], found["proposal"]) == ("40", "2026-03-05", "buses")


async def test_keys_typed_ahead_fall_into_the_fields_that_they_were_meant_for(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("2", "3⏎", "word⏎", "10", "⏎", "⏎", "text⏎", "⏎", "1", "1⏎", "22")
        assert stored(consultation)["services.other"] == "word"
        assert clerk.raw["area"] == "0010000" and clerk.raw["need.region"] == "2" and clerk.at == "clients"


async def test_a_wrong_key_is_told_beside_the_field_and_the_keys_behind_it_stay_in_step(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("7", "1⏎", "21", "4x⏎", "⏎", "⏎")
        seen = clerk.seen()
        assert "“7” is not one of the choices" in seen and "“4x” is not a number" in seen
        assert (clerk.raw["need.here"], clerk.raw["need.region"], clerk.at) == ("2", "1", "")
        await clerk.type("⏎")
        assert clerk.at == "area" and "2 fields to put right" in clerk.seen()
        await clerk.type("1")
        await clerk.press("ctrl+s")
        assert clerk.at == "clients"
        await clerk.type("4")
        await clerk.press("ctrl+s")
        assert "No. 1 saved" in clerk.seen()


async def test_whoever_types_the_whole_label_spills_nothing_into_the_next_field(residents):
    async with desk(residents, "residents-needs") as clerk:
        await clerk.type("adazi municipality⏎")
        assert clerk.raw["municipality"] == "adazi" and clerk.at == "age"
        await clerk.type("1", "yes")
        assert clerk.raw["uses"] == "yes" and clerk.at == "used"


async def test_what_the_logic_does_not_ask_is_muted_and_skipped_but_can_be_typed(residents):
    async with desk(residents, "residents-needs") as clerk:
        await clerk.type("01", "1", "2")
        assert clerk.at == "why_not"
        await clerk.press("up", "up")
        assert clerk.at == "used"
        await clerk.type("01⏎")
        await clerk.press("ctrl+s")
    assert stored(residents, survey="residents-needs")["used"] == ["home"]


async def test_back_goes_to_the_field_before_and_delete_empties(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "2⏎", "2")
        await clerk.press("minus")
        assert clerk.at == "need.here"
        await clerk.press("minus", "delete")
        assert clerk.at == "services" and clerk.raw["services"] == []
        await clerk.press("ctrl+z")
        assert clerk.raw["services"] == ["day"]
        await clerk.press("ctrl+r")
        assert clerk.raw["services"] == []


async def test_enter_keeps_what_stands_in_a_field(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "1⏎", "21", "40⏎")
        await clerk.press("ctrl+home")
        await clerk.type("⏎⏎⏎⏎⏎")
        assert (clerk.raw["area"], clerk.raw["services"], clerk.raw["clients"], clerk.at) == ("0010000", ["home"], "40", "since")


async def test_a_matrix_of_22_rows_scrolls_with_its_question_above(consultation):
    publish(consultation, MATRIX, "wide")
    async with desk(consultation, "wide") as clerk:
        await clerk.type("1231231231231")
        seen = clerk.seen()
        assert clerk.at == "need.r14" and "Service 14" in seen and "Service 13" in seen and "Service 15" in seen
        assert "Service 2 " not in seen
        assert "What is needed?" in seen.splitlines()[3]
        lines = clerk.screen.query_one(ClerkLines)
        assert lines.content_size.height >= 8


async def test_dates_points_ranks_and_repeats(consultation):
    publish(consultation, MATRIX, "wide")
    async with desk(consultation, "wide", size=(120, 40)) as clerk:
        await clerk.type("1" * 22)
        assert clerk.at == "born"
        await clerk.type("010148⏎", "60⏎40⏎", "312")
        assert (clerk.raw["born"], clerk.raw["order"]) == ("1948-01-01", ["z", "x", "y"])
        assert clerk.at == "people.1.age"
        await clerk.type("34⏎y", "7⏎n", "⏎")
        assert clerk.at == ""
        await clerk.type("⏎")
        assert "No. 1 saved" in clerk.seen()
    found = stored(consultation, survey="wide")
    assert found["people.2.works"] == "no" and not found.get("people.3.age")


async def test_a_missing_reason_is_typed_with_a_question_mark(consultation):
    publish(consultation, MATRIX, "wide")
    async with desk(consultation, "wide", size=(120, 40)) as clerk:
        await clerk.press("ctrl+end", *["up"] * 6)
        assert clerk.at == "born"
        await clerk.type("??")
        assert "refused" in clerk.seen()
        await clerk.type("⏎")
        assert clerk.raw["born"] == "refused"


async def test_hostile_text_reaches_no_terminal(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "3⏎")
        clerk.screen.form.put("services.other", "\x1b]0;x\x07\u202eevil [bold]")
        clerk.screen.draw()
        await clerk.press("down")
        assert not set(clerk.seen()) & {"\x1b", "\x07", "\u202e"} and "[bold]" in clerk.seen()


async def test_on_a_wide_screen_how_a_field_is_typed_stands_right_under_its_choices(consultation):
    async with desk(consultation, size=(120, 40)) as clerk:
        lines = clerk.seen().splitlines()
        how = next(at for at, line in enumerate(lines) if "letters" in line)
        assert "2 Jūrmala" in lines[how - 2]
        await clerk.press("7")
        await clerk.press("up")
        lines = clerk.seen().splitlines()
        assert any("not one of the choices" in line for line in lines[how : how + 1])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_words_change_with_the_language(consultation, size):
    async with desk(consultation, size=size) as clerk:
        await clerk.type("1")
        await clerk.press("ctrl+l")
        assert "Pakalpojumi" in clerk.seen() and clerk.at == "services"


async def test_help_and_palette_know_the_screen(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f1")
        assert "eyes on the paper" in clerk.seen()
        await clerk.press("escape", "ctrl+p", *"unclear", "enter")
        assert "Why is the field unclear?" in clerk.seen()


async def test_a_form_of_residents_needs_takes_few_keys_and_each_is_drawn_at_once(residents):
    form = [
        "0",
        "3",
        "4",
        "1",
        "0",
        "1",
        "0",
        "3",
        "enter",
        "3",
        "1",
        "2",
        "1",
        "5",
        "enter",
        "1",
        *"bus",
        "enter",
        "0",
        "2",
        "enter",
    ]
    form += ["0", "1", "0", "4", "enter", "enter", "enter"]
    took = []
    async with desk(residents, "residents-needs") as clerk:
        await clerk.press("0", "ctrl+home")
        for key in form:
            begun = time.perf_counter()
            await clerk.press(key)
            took.append(time.perf_counter() - begun)
        assert "No. 1 saved" in clerk.seen()
    print(f"{len(form)} keys, median {statistics.median(took) * 1000:.1f} ms, form {sum(took):.2f} s")
    assert len(form) < 35 and statistics.median(took) < 0.25
