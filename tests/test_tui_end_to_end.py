"""The terminal app in real terminals, as processes of their own: killed while somebody types, watched while others write."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tmux_pane import Pane

from consult.service.consultation import Consultation, actor, open_consultation
from consult.service.paper.paper_entry import open_batch
from consult.store import drafts as stored_drafts
from consult.store import responses

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on this system"),
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed"),
]

Opens = Callable[..., Pane]
LAST_SECOND = 1.0


@pytest.fixture
def opens(folder: Path) -> Iterator[Opens]:
    """Opens `consult …` in the folder of the consultation."""
    panes: list[Pane] = []

    def open_pane(*arguments: str) -> Pane:
        panes.append(Pane(folder, *arguments))
        return panes[-1]

    yield open_pane
    for pane in panes:
        pane.close()


def kept(folder: Path, read: Callable[[Consultation], Any]) -> Any:
    """What stands in the database."""
    with open_consultation(folder) as opened:
        return read(opened)


def stored(folder: Path) -> list[dict[str, str]]:
    """Question → answer of every response."""
    listed = kept(folder, lambda opened: list(responses.responses(opened.database, "needs")))
    return [{answer.question: answer.code or answer.text for answer in response.answers} for response in listed]


def type_on(pane: Pane, seconds: float) -> None:
    """Goes on typing."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pane.type("x")
        time.sleep(0.05)


def test_a_form_killed_while_somebody_types_loses_at_most_the_last_second(folder: Path, opens: Opens) -> None:
    form = opens("answer", "needs")
    form.wait("Municipality")
    form.press("1", "Enter")
    form.wait("1 of 6 answered")
    form.press("PageDown")
    form.wait("Check your answers")
    form.press("BTab", "Enter")  # the last question
    form.wait("Page 1 of 1")
    form.type("Autobusi arī vakaros")
    form.wait("Autobusi arī vakaros")
    type_on(form, LAST_SECOND)
    form.kill()
    draft = kept(folder, lambda opened: stored_drafts.read(opened.database, "needs", actor()))
    assert draft["area"] == "0010000" and draft["proposal"].startswith("Autobusi arī vakaros")

    again = opens("answer", "needs")
    again.wait("Continue")
    again.press("Enter")
    again.wait("2 of 6 answered")
    again.press("C-s")
    again.wait("Check your answers", "6 ✓ Proposal")
    again.press("C-s")
    again.wait("Receipt")
    again.press("Enter")
    again.wait_end()
    assert [one["area"] for one in stored(folder)] == ["0010000"]
    assert kept(folder, lambda opened: stored_drafts.read(opened.database, "needs", actor())) == {}


def test_a_clerk_killed_in_a_form_goes_on_in_the_same_field_of_the_same_form(folder: Path, opens: Opens) -> None:
    clerk = opens("answer", "needs", "--clerk", "--batch", "A", "--by", "Anna")
    clerk.wait("No. 1")
    clerk.type("1")  # area
    clerk.press("C-s")
    clerk.wait("No. 2")
    clerk.type("2")
    clerk.press("Enter")  # no services
    clerk.type("21")  # both rows of the matrix
    clerk.wait("Clients")
    time.sleep(LAST_SECOND)
    clerk.kill()

    again = opens("answer", "needs", "--clerk", "--batch", "A", "--by", "Anna")
    again.wait("No. 2", "Jūrmala", "Great")
    again.type("40")
    again.press("Enter", "C-s")
    again.wait("No. 3")
    again.press("Escape")
    again.wait_end()
    typed = kept(folder, lambda opened: [(one.number, one.answered) for one in open_batch(opened, "needs", "A", "reader").typed])
    assert typed == [("1", 1), ("2", 4)]
    assert sorted(one["area"] for one in stored(folder)) == ["0004000", "0010000"]


def test_the_overview_follows_while_another_process_imports(folder: Path, opens: Opens, table: Callable[..., Path]) -> None:
    overview = opens()
    overview.wait("Programme", "Needs", "0 responses")
    rows = "".join(f"a{n};{n}\n" for n in range(250))
    command = [sys.executable, "-m", "consult", "responses", "import", str(table(f"ID;Klienti\n{rows}"))]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    overview.wait("250 responses", "Imported 250 responses", seconds=3)
    overview.press("q")
    overview.wait_end()
