"""Twenty forms are typed a second time at the screen, with errors; all are found, and put right with the paper in hand."""

from __future__ import annotations

import pytest
from clerk_desk import Desk, desk
from planted_errors import OF_FIRST, OF_SECOND, PAPER, PLANTED, SAME, TODAY, sheets
from textual.events import Paste

from consult.model.checking import Checker
from consult.model.clerk_keys import SEVERAL
from consult.model.question import OTHER
from consult.service import collecting, defining
from consult.service.paper.double_entry import differences
from consult.service.paper.paper_entry import open_batch
from consult.tui.clerk_fields import Field


@pytest.fixture
def residents(consultation):
    defining.publish(consultation, PAPER)
    return consultation


async def type_form(clerk: Desk, paper: dict[str, str | list[str]]) -> None:
    """Types a form as a clerk does who reads it from top to bottom, and sends it."""
    while clerk.at:
        field = clerk.screen.form.field
        value = paper.get(field.name, "")
        if field.chooses:
            await clerk.hit(*keys_of(clerk, field, value, paper))
        else:
            if value:
                clerk.app.post_message(Paste(value))
                await clerk.pilot.pause()
            await clerk.hit("enter")
    await clerk.press("enter")


def keys_of(clerk: Desk, field: Field, value: str | list[str], paper: dict[str, str | list[str]]) -> str | list[str]:
    """The keys that take the choices of a field; whoever wrote own words means “other”, ticked or not."""
    keys = clerk.screen.form.offer(field, "en").keys
    codes = [value] if isinstance(value, str) else value
    codes = [*dict.fromkeys([*filter(None, codes), *([OTHER] if paper.get(f"{field.name}.{OTHER}") else [])])]
    typed = "".join(keys[code] for code in codes)
    return typed if typed and field.asks.type not in SEVERAL else [*typed, "enter"]


async def test_all_errors_of_twenty_forms_are_found_and_put_right(residents):
    papers = sheets()
    first = open_batch(residents, PAPER.id, "A", "Anna")
    for n, paper in papers.items():
        first.send({**paper, **OF_FIRST.get(n, {})})
    first.close()
    async with desk(residents, PAPER.id, by="Bea", second=True) as clerk:
        for n, paper in papers.items():
            assert clerk.screen.number == n
            await type_form(clerk, {**paper, **OF_SECOND.get(n, {}), **SAME.get(n, {})})
        found = differences(residents, PAPER.id, "A")
        assert {(one.number, one.field) for one in found} == PLANTED
        assert f"{len(PLANTED)} differences are open" in clerk.seen()
        await clerk.press("escape")
    await put_right(residents, papers)
    read = Checker(PAPER, insist=False, today=TODAY)
    for form in open_batch(residents, PAPER.id, "A", "reader").typed:
        response = collecting.show(residents, form.id)[1]
        assert set(response.answers) == set(read.check(papers[form.number]).answers), form.number


async def put_right(consultation, papers):
    """Decides every difference with the paper in hand."""
    async with desk(consultation, PAPER.id, by="Bea", second=True) as clerk:
        for one in differences(consultation, PAPER.id, "A"):
            if one.number == "15":
                await clerk.press("o")
                clerk.app.screen.query_one("Line").value = papers["15"][one.field]
                await clerk.press("enter")
            else:
                await clerk.press("2" if one.field in OF_FIRST.get(one.number, {}) else "1")
        assert "All differences are decided" in clerk.seen()
        await clerk.press("escape")
        assert "Agreement of the two typings" in clerk.seen()
