"""What is typed is kept however the program ends: killed, told to end, the line dropped; and two windows write nothing over."""

import os
import signal
import time
from contextlib import contextmanager

import pytest
from terminal_form import Line
from tui_form import FakeSession, opened

from consult.errors import DraftChangedError
from consult.service.building import open_building
from consult.service.consultation import actor, open_consultation
from consult.service.paper.paper_entry import open_batch
from consult.service.sessions import open_session
from consult.store import drafts as stored_drafts
from consult.store import responses
from consult.tui.answer_app import AnswerApp
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.form.answering import AnsweringScreen

in_terminals = pytest.mark.skipif(os.name != "posix", reason="this system has no such terminals")


@contextmanager
def line(folder, *command, shows="Municipality"):
    form = Line(folder, *command)
    try:
        form.wait(shows)
        yield form
    finally:
        form.close()


def ended(run, end):
    if end == "hang up":
        run.drop()
        assert run.ended() in (128 + signal.SIGHUP, -signal.SIGHUP)
    else:
        run.signal(signal.SIGTERM)
        run.ended()


def draft(folder):
    with open_consultation(folder) as opened_again:
        return stored_drafts.read(opened_again.database, "needs", actor())


@in_terminals
@pytest.mark.parametrize("end", ["hang up", "terminate"])
def test_not_even_the_last_keystroke_is_lost_when_the_line_drops_or_the_machine_shuts_down(folder, end):
    with line(folder) as form:
        form.type("1\t\t\t\t\tzīme")
        form.wait("zīm")
        form.type("s un ē")
        form.wait("ē")
        ended(form, end)
    assert draft(folder)["proposal"] == "zīmes un ē"


@in_terminals
@pytest.mark.parametrize(
    ("keys", "shows", "last", "end"),
    [
        ("\r", "wording", "\x1b[F zīme", "terminate"),
        ("t", "Translations", "zīme", "hang up"),
        ("\x1b[24~", "Text of the file", "# zīme", "terminate"),
    ],
    ids=["a field", "a translation", "the text of the file"],
)
def test_nor_is_it_lost_in_the_survey_builder(folder, keys, shows, last, end):
    with line(folder, "survey", "edit", "needs", shows="saved") as builder:
        builder.type(keys)
        builder.wait(shows)
        builder.type(last)
        builder.wait("zīme")
        ended(builder, end)
    with open_consultation(folder) as opened_again:
        assert "zīme" in open_building(opened_again, "needs").draft_found.text


@in_terminals
def test_nor_when_paper_forms_are_typed(folder):
    with line(folder, "answer", "needs", "--clerk", "--batch", "A", "--by", "Anna", shows="Form No. 1") as clerk:
        clerk.type("2")
        clerk.wait("several keys")  # the field behind it
        ended(clerk, "hang up")
    with open_consultation(folder) as opened_again:
        assert open_batch(opened_again, "needs", "A", "Anna").draft()["area"] == "0004000"


@in_terminals
def test_a_kill_costs_at_most_the_last_second(folder):
    with line(folder) as form:
        form.type("1\t\t\t\t\tzīmes")
        form.wait("zīmes")
        time.sleep(1)
        form.signal(signal.SIGKILL)
        form.ended()
    assert draft(folder)["proposal"] == "zīmes"


def test_a_session_writes_nothing_over_what_another_kept(consultation):
    first, second = open_session(consultation, "needs"), open_session(consultation, "needs")
    first.keep({"area": "0010000"})
    with pytest.raises(DraftChangedError, match="another window"):
        second.keep({"area": "0020000"})
    assert stored_drafts.read(consultation.database, "needs", first.holder) == {"area": "0010000"}
    second.draft()
    second.keep({"area": "0020000"})
    with pytest.raises(DraftChangedError):
        first.submit({"area": "0010000"})
    assert not responses.count(consultation.database, "needs")


class TwoWindows(FakeSession):
    """A session whose draft another window changes."""

    read = None

    def draft(self):
        """What is kept, which is known from then on."""
        self.read = dict(self.kept)
        return super().draft()

    def keep(self, raw):
        """Refuses where the other window kept something else."""
        if self.read != self.kept:
            raise DraftChangedError("changed in another window")
        super().keep(raw)
        self.read = dict(self.kept)

    def other_window(self, **raw):
        """The other window keeps."""
        self.kept = raw


@pytest.mark.parametrize("whose", ["theirs", "mine"])
async def test_the_person_is_asked_whose_answers_to_go_on_with(whose):
    async with opened() as form:
        session = form.session
        session.__class__ = TwoWindows
        session.draft()
        session.other_window(group="ngo")
        await form.press("1")
        form.app.screen.keep()
        await form.pilot.pause()
        assert isinstance(form.app.screen, Dialog) and "another window" in form.seen()
        await form.press("enter")
        assert isinstance(form.app.screen, AnsweringScreen), "Enter that was meant for the form decides nothing"
        assert "not saved" in form.seen() and session.kept == {"group": "ngo"} and form.raw["group"] == "mun"
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, Dialog), "nothing is sent before it is decided"
        await form.press(*(["left"] if whose == "mine" else ["left", "left"]), "enter")
        assert form.raw["group"] == {"mine": "mun", "theirs": "ngo"}[whose] == session.kept["group"]
        assert form.at == "group" and "not saved" not in form.seen()
        await form.press("down", "enter")
        form.app.screen.keep()
        assert session.kept["group"] == form.raw["group"]


async def test_what_was_typed_is_kept_when_the_app_ends_by_itself():
    session = FakeSession()
    app = AnswerApp(session, "en")
    async with app.run_test() as pilot:
        await pilot.press("2")
    assert session.kept["group"] == "ngo"
