"""Makes the pictures of the terminal app, from the example consultation: `make screenshots`, or `docs/tour.py NAME` for one.

The same clock, account and ids in every run: a picture changes only where the screen did.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consult import i18n
from consult.service import defining, sessions
from consult.service.building import open_building
from consult.service.consultation import Consultation, open_consultation
from consult.service.demonstrating import demonstrate
from consult.service.kiosk import KioskKey, open_kiosk
from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch
from consult.tui.answer_app import AnswerApp
from consult.tui.app import ConsultApp
from consult.tui.builder_app import BuilderApp
from consult.tui.clerk_app import ClerkApp, SecondApp
from consult.tui.consultation_app import ConsultationApp
from consult.tui.kiosk_app import KioskApp

IMAGES = Path(__file__).resolve().parent / "images"
sys.path.insert(0, str(IMAGES.parent.parent / "tests"))
from looks import Seen, Step, bare, stopped, walk  # noqa: E402

MOMENT = datetime(2026, 5, 15, 10, 0, tzinfo=UTC)
SMALL, WIDE = (80, 24), (120, 32)

PROVIDERS, RESIDENTS = "providers-discussion", "residents-needs"
FIRST = {
    "municipality": "0002000",
    "age": "from65",
    "uses": "yes",
    "used": ["home"],
    "satisfied": "3",
    "cares": "no",
    "unmet": "no",
}
SECOND = {**FIRST, "age": "from80", "used": ["home", "alarm"], "satisfied": "2", "own_words": "Paldies par aprūpi."}


@dataclass(frozen=True)
class Picture:
    """One picture: the app that has the screen, and the way to it."""

    name: str
    title: str
    opens: Callable[[Consultation], ConsultApp]
    steps: tuple[Step, ...]
    size: tuple[int, int] = SMALL
    theme: str = "consult-dark"


def _whole(language: str) -> Callable[[Consultation], ConsultApp]:
    return lambda consultation: ConsultationApp(consultation, language)


def _builder(consultation: Consultation) -> ConsultApp:
    return BuilderApp(consultation, open_building(consultation, RESIDENTS), "en")


def _form(consultation: Consultation) -> ConsultApp:
    session = sessions.open_session(consultation, PROVIDERS)
    session.discard()  # what the picture before typed
    return AnswerApp(session, "lv")


def _clerk(consultation: Consultation) -> ConsultApp:
    return ClerkApp(open_batch(consultation, RESIDENTS, "Ādaži", "Anna"), "lv")


def _second(consultation: Consultation) -> ConsultApp:
    return SecondApp(open_second(consultation, RESIDENTS, "Ādaži", "Berta"), "en")


def _kiosk(consultation: Consultation) -> ConsultApp:
    return KioskApp(open_kiosk(consultation, RESIDENTS), KioskKey("1234"), "lv", 120)


PICTURES = (
    Picture("overview", "consult", _whole("lv"), (Seen("Kas atbildēja"),), WIDE),
    Picture("survey", "consult", _whole("en"), (Seen("Surveys"), "enter", Seen("This survey"))),
    Picture(
        "builder",
        "consult survey edit",
        _builder,
        (Seen("municipality"), "f6", *["down"] * 4, Seen("What help did you receive?")),
        WIDE,
    ),
    Picture("translations", "consult survey edit", _builder, (Seen("municipality"), "t", Seen("EN"), *["down"] * 3)),
    Picture("form", "consult answer", _form, (Seen("Par Jums"), "2", "enter", "j", "ū", "enter", "pagedown", "3", "4")),
    Picture(
        "review", "consult answer", _form, (Seen("Par Jums"), "2", "enter", "j", "ū", "enter", "pagedown", "3", "4", "ctrl+s")
    ),
    Picture("clerk", "consult answer --clerk", _clerk, (Seen("Ādaži"), *"ād", "enter", "4", "1")),
    Picture("differences", "consult answer --second", _second, (Seen("No."), "f7", Seen("Differences"), "1")),
    Picture("kiosk", "consult answer --kiosk", _kiosk, (Seen("Latvie"),)),
    Picture("responses", "consult", _whole("lv"), (Seen("Kas atbildēja"), "enter", Seen("Šī aptauja"), "r", Seen("218")), WIDE),
    Picture("palette", "consult", _whole("en"), (Seen("Surveys"), "ctrl+p", "o", "p", "e"), SMALL, "consult-light"),
)


def main(names: list[str]) -> None:
    """Writes images/terminal/NAME.svg, all or those that are named."""
    (IMAGES / "terminal").mkdir(parents=True, exist_ok=True)
    with _example() as consultation:
        for picture in PICTURES:
            if not names or picture.name in names:
                path = IMAGES / "terminal" / f"{picture.name}.svg"
                path.write_text(draw(picture, consultation), "utf-8")


@contextmanager
def _example() -> Iterator[Consultation]:
    """The example consultation, with two paper forms typed twice in a survey for residents."""
    with tempfile.TemporaryDirectory() as temporary, stopped(MOMENT) as clock, i18n.using("en"):
        os.chdir(temporary)
        demonstrate(Path(temporary) / "programme", step=lambda name: lambda done, total: None, languages=())
        with open_consultation(Path("programme")) as consultation:
            defining.take_ready_survey(consultation, RESIDENTS)
            defining.publish(consultation, defining.read_file(defining.path_of(consultation, RESIDENTS)))
            batch = open_batch(consultation, RESIDENTS, "Ādaži", "Anna")
            for raw in (FIRST, FIRST):
                clock.pass_by(2)
                batch.send(raw)
            batch.close()
            second = open_second(consultation, RESIDENTS, "Ādaži", "Berta")
            second.send(SECOND)
            second.close()
            yield consultation
        os.chdir(IMAGES)


def draw(picture: Picture, consultation: Consultation) -> str:
    """The screen as SVG that fetches nothing."""
    return asyncio.run(_drawn(picture, picture.opens(consultation)))


async def _drawn(picture: Picture, app: Any) -> str:
    app.theme = picture.theme
    async with app.run_test(size=picture.size) as pilot:
        await walk(pilot, picture.steps)
        return bare(app.export_screenshot(title=picture.title))


if __name__ == "__main__":
    main(sys.argv[1:])
