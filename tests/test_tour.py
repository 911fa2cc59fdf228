"""The tour of the terminal app says what is so: its pictures are there, and the keys that it names do something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consult.tui.actions import shown
from consult.tui.app import ConsultApp
from consult.tui.screens.browsing.responses import ResponsesScreen
from consult.tui.screens.building.builder import BuilderScreen
from consult.tui.screens.building.translating import TranslatingScreen
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen
from consult.tui.screens.form.answering import AnsweringScreen
from consult.tui.screens.form.kiosk import StartScreen
from consult.tui.screens.form.review import ReviewScreen
from consult.tui.screens.paper.clerk import ClerkScreen
from consult.tui.screens.paper.differences import DifferencesScreen

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TOUR = (ROOT / "docs" / "terminal.md").read_text("utf-8")
PICTURES = [(page, name) for page in PAGES for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text("utf-8"))]

SCREENS = {
    "Overview": OverviewScreen,
    "One survey": SurveyScreen,
    "Making a survey": BuilderScreen,
    "Translations": TranslatingScreen,
    "Answering": AnsweringScreen,
    "Review": ReviewScreen,
    "Paper forms": ClerkScreen,
    "Double entry": DifferencesScreen,
    "Kiosk": StartScreen,
    "Responses": ResponsesScreen,
}


def keys_named(part: str, start: str = "Keys") -> list[str]:
    """The keys of the paragraph that begins with `start`."""
    told = re.search(rf"^{start}: (.*?)(?:\n\n|\Z)", part, re.M | re.S)
    return re.findall(r"`([^`]+)`", told.group(1)) if told else []


def keys_of(screen: type) -> set[str]:
    """The keys that a screen or an app takes, as the tour writes them."""
    taken = [action.keys for action in getattr(screen, "ACTIONS", ())]
    taken += [getattr(binding, "key", "") for binding in screen.__dict__.get("BINDINGS", ())]
    named = (shown(key) for keys in taken for key in keys.split(",") if key)
    return {key.replace("^", "Ctrl+").replace("⇧", "Shift+") for key in named}


def parts() -> dict[str, str]:
    """Heading → what stands under it."""
    found = re.split(r"^## (.*)$", TOUR, flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize(("page", "name"), PICTURES, ids=[f"{page.name}: {name}" for page, name in PICTURES])
def test_a_picture_is_there_and_fetches_nothing(page: Path, name: str) -> None:
    path = page.parent / name
    assert path.is_file(), "run `make screenshots`"
    if path.suffix == ".svg":
        addresses = set(re.findall(r"https?://[^\s\"')<]+", path.read_text("utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}


def test_no_picture_of_the_tour_is_left_over() -> None:
    named = {(page.parent / name).resolve() for page, name in PICTURES}
    assert {path.resolve() for path in (ROOT / "docs" / "images").rglob("*.*")} <= named


def test_every_part_of_the_tour_has_a_screen_and_every_screen_a_part() -> None:
    assert [*parts()] == [*SCREENS]


@pytest.mark.parametrize("heading", SCREENS)
def test_the_keys_of_a_screen_are_those_that_it_takes(heading: str) -> None:
    named = keys_named(parts()[heading])
    assert named
    assert [key for key in named if key not in keys_of(SCREENS[heading])] == []


def test_the_keys_that_work_everywhere_are_those_of_the_app() -> None:
    named = keys_named(TOUR, "Everywhere")
    assert {*named} == keys_of(ConsultApp) - {"?"}
