"""How the screens of the terminal app look: on small and wide terminals, dark and light.

What was meant to change is looked at and taken over with `pytest tests/test_tui_looks.py --snapshot-update`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from looks import Seen, Step, StoppedClock, stopped, walk
from rich.console import Console
from small_consultation import make
from textual.pilot import Pilot
from tui_form import FILLED, FakeSession
from tui_types import SHORT

from consult import i18n
from consult.service import sessions
from consult.service.building import open_building
from consult.service.consultation import Consultation, open_consultation
from consult.service.kiosk import KioskKey, open_kiosk
from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch
from consult.tui.answer_app import AnswerApp
from consult.tui.app import ConsultApp
from consult.tui.builder_app import BuilderApp
from consult.tui.clerk_app import ClerkApp, SecondApp
from consult.tui.consultation_app import ConsultationApp
from consult.tui.kiosk_app import KioskApp

Opens = Callable[[Consultation], ConsultApp]

SMALL, WIDE = (80, 24), (120, 40)
BOTH = ((SMALL, "dark"), (WIDE, "light"))
ALL = (*BOTH, (SMALL, "light"), (WIDE, "dark"))


@dataclass(frozen=True)
class Look:
    """A screen: the app that has it, and the way to it."""

    name: str
    opens: Opens
    steps: tuple[Step, ...] = ()
    seen_as: tuple[tuple[tuple[int, int], str], ...] = BOTH


def whole(consultation: Consultation) -> ConsultApp:
    return ConsultationApp(consultation, "en")


def form(consultation: Consultation) -> ConsultApp:
    return AnswerApp(sessions.open_session(consultation, "needs"), "en")


def builder(consultation: Consultation) -> ConsultApp:
    return BuilderApp(consultation, open_building(consultation, "seminar"), "en")


def clerk(consultation: Consultation) -> ConsultApp:
    return ClerkApp(open_batch(consultation, "needs", "A", "Anna"), "en")


def second_clerk(consultation: Consultation) -> ConsultApp:
    return SecondApp(open_second(consultation, "needs", "A", "Berta"), "en")


def kiosk(consultation: Consultation) -> ConsultApp:
    clock = [0.0]
    app = KioskApp(open_kiosk(consultation, "needs"), KioskKey("1234"), "en", 120, lambda: clock[0])
    app.seconds = clock  # type: ignore[attr-defined]
    return app


def minutes_later(app: Any) -> Any:
    """Lets the person at the kiosk be away for so long that it counts down."""
    app.seconds[0] += 125
    return app.tick()


OVERVIEW = Seen("Lately")
SURVEY = (OVERVIEW, "enter", Seen("This survey"))
RESPONSES = (*SURVEY, "r", Seen("of 7"))
SERVICES = ("1", "down", "1", "pagedown", Seen("How great is the need?"))
TYPED = (Seen("No. 3"), "1", "2", "enter", "3")

LOOKS = (
    Look("overview", whole, (OVERVIEW,), ALL),
    Look("survey", whole, SURVEY),
    Look("builder", builder, (Seen("How useful"), "down", Seen("Would you come again?"))),
    Look("builder, editor", builder, (Seen("How useful"), "enter")),
    Look("translations", builder, (Seen("How useful"), "t", Seen("missing"))),
    Look("publishing", builder, (Seen("How useful"), "P", Seen("ublish"))),
    Look("form", form, (Seen("Your municipality"), "2"), ALL),
    Look("form, table", form, (Seen("Your municipality"), *SERVICES, "3", "2", "0", "tab", "4", "0", "tab", "1", "2")),
    Look("review", form, (Seen("Your municipality"), *SERVICES, "3", "ctrl+s", Seen("Check your answers"))),
    Look("clerk", clerk, TYPED),
    Look("differences", second_clerk, (Seen("No. 2"), "f7", Seen("Differences"), "1")),
    Look("kiosk", kiosk, (Seen("Latvie"),)),
    Look("kiosk, countdown", kiosk, (Seen("Latvie"), "1", Seen("Your municipality"), "1", minutes_later)),
    Look("responses", whole, RESPONSES),
    Look("response", whole, (*RESPONSES, "enter", Seen("municipality"))),
    Look("duplicates", whole, (*RESPONSES, "D", Seen("sign"))),
    Look("comparing", whole, (*RESPONSES, "D", Seen("sign"), "enter", Seen("Compare"))),
    Look("palette", whole, (OVERVIEW, "ctrl+p", *"sur")),
    Look("help", whole, (OVERVIEW, "f1")),
    Look("jumping", whole, (OVERVIEW, "ctrl+o")),
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small consultation, made once."""
    with stopped() as clock, i18n.using("en"):
        return make(tmp_path_factory.mktemp("looks") / "programme", clock)


@pytest.fixture(autouse=True)
def named_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rich names the parts of a picture after all that stands in it, also after what nobody sees; here they have one name."""
    drawn = Console.export_svg
    monkeypatch.setattr(Console, "export_svg", lambda console, **given: drawn(console, **{**given, "unique_id": "terminal"}))


@pytest.fixture
def clock() -> Iterator[StoppedClock]:
    """The afternoon of the same day."""
    with stopped() as clock:
        clock.pass_by(330)
        yield clock


@pytest.fixture
def small(template: Path, clock: StoppedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Consultation]:
    """A copy of it, open."""
    shutil.copytree(template, tmp_path / "programme")
    monkeypatch.chdir(tmp_path)
    with open_consultation(Path("programme")) as consultation:
        yield consultation


@pytest.mark.parametrize(
    ("look", "size", "theme"),
    [
        pytest.param(look, size, theme, id=f"{look.name} {size[0]}x{size[1]} {theme}")
        for look in LOOKS
        for size, theme in look.seen_as
    ],
)
def test_screens(snap_compare: Any, small: Consultation, look: Look, size: tuple[int, int], theme: str) -> None:
    app = look.opens(small)
    app.theme = f"consult-{theme}"

    async def then(pilot: Pilot[Any]) -> None:
        await walk(pilot, look.steps)

    assert snap_compare(app, terminal_size=size, run_before=then)


def test_a_page_of_the_form_with_faults_looks_well(snap_compare: Any, clock: StoppedClock) -> None:
    async def then(pilot: Pilot[Any]) -> None:
        await walk(pilot, ("enter", "ctrl+s"))

    assert snap_compare(AnswerApp(FakeSession(FILLED), "en"), terminal_size=SMALL, run_before=then)


def test_table_ranking_and_allocation_look_well_together(snap_compare: Any, clock: StoppedClock) -> None:
    keys = [*"12", "tab", *"15", "tab", "question_mark", "ctrl+end", "enter", "2", "1", "tab", *"60", "down", *"70"]

    async def then(pilot: Pilot[Any]) -> None:
        await walk(pilot, keys)

    assert snap_compare(AnswerApp(FakeSession(survey=SHORT), "en"), terminal_size=SMALL, run_before=then)
