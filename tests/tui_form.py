"""A survey with every type of question, a session that keeps it in memory, and a form to type in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import StringIO
from typing import Any

from rich.console import Console
from textual.pilot import Pilot

from consult.errors import AnswerError, ConsultationError, Problem
from consult.model.checking import check
from consult.model.previous import Previous
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Raw
from consult.model.survey import Page, Survey
from consult.tui.answer_app import AnswerApp
from consult.tui.screens.form.answering import AnsweringScreen
from consult.tui.widgets.question_panel import QuestionPanel

HOSTILE = "[b]bold[/b] [/x] [@click=app.quit]go[/] \x1b]0;title\x07 \x9b31m \u202eabc"


def both(lv: str, en: str) -> dict[str, str]:
    """A text in the two languages of the survey."""
    return {"lv": lv, "en": en}


def choices(**labels: tuple[str, str]) -> tuple[Choice, ...]:
    """Choices by code."""
    return tuple(Choice(code, both(*texts)) for code, texts in labels.items())


AREAS = [
    "Ādažu",
    "Alūksnes",
    "Balvu",
    "Cēsu",
    "Dobeles",
    "Gulbenes",
    "Ķekavas",
    "Limbažu",
    "Ogres",
    "Rīgas",
    "Siguldas",
    "Valkas",
]
POINTS = (
    Choice("1", both("nav", "none")),
    Choice("2", both("daļēji", "partly")),
    Choice("3", both("ir", "enough")),
    Choice("na", both("nezinu", "don't know"), apart=True),
)
SERVICES = tuple(Choice(f"s{n}", both(f"Pakalpojums {n}", f"Service {n}")) for n in range(1, 23))

SURVEY = Survey(
    "needs",
    ("lv", "en"),
    both("Vajadzību aptauja", "Survey of needs [IMPORTANT]"),
    (
        Page(
            "who",
            both("Par jums", "About you"),
            (
                Question(
                    "group",
                    QuestionType.SINGLE,
                    both("Ko jūs pārstāvat?", "Whom do you speak for? [/b]"),
                    required=True,
                    choices=choices(
                        mun=("pašvaldību", "a municipality"), ngo=("biedrību", "an NGO [TODO]"), res=("sevi", "myself")
                    ),
                    other=True,
                ),
                Question(
                    "area",
                    QuestionType.SINGLE,
                    both("Kur jūs dzīvojat?", "Where do you live?"),
                    choices=tuple(Choice(f"a{n}", {"lv": f"{name} novads"}) for n, name in enumerate(AREAS)),
                ),
                Question("clients", QuestionType.NUMBER, both("Cik klientu?", "How many clients?"), integer=True, minimum=0),
                Question("since", QuestionType.DATE, both("Kopš kura datuma?", "Since when?")),
            ),
        ),
        Page(
            "services",
            both("Pakalpojumi", "Services"),
            (
                Question("avail", QuestionType.MATRIX, both("Cik pieejami?", "How available?"), choices=POINTS, rows=SERVICES),
                Question(
                    "likely",
                    QuestionType.SCALE,
                    both("Cik iespējams?", "How likely?"),
                    choices=tuple(Choice(str(n), {"lv": str(n)}) for n in range(11)),
                ),
                Question(
                    "lacking",
                    QuestionType.MULTI,
                    both("Kā trūkst?", "What is lacking?"),
                    choices=choices(money=("naudas", "money"), staff=("cilvēku", "staff")),
                    other=True,
                ),
                Question("name", QuestionType.TEXT, both("Nosaukums", "Name"), lines=1),
                Question("proposal", QuestionType.TEXT, both("Ko mainīt?", "What to change?"), lines=3, longest=50),
            ),
        ),
    ),
)

FILLED = {"group": "ngo", "area": "a6", "clients": "daudz", "avail.s1": "2", "likely": "7", "lacking": ["staff"]}


class FakeSession:
    """Keeps the draft in memory and counts what is asked of it."""

    survey = SURVEY

    def __init__(
        self,
        draft: Mapping[str, str | list[str]] | None = None,
        survey: Survey | None = None,
        previous: Previous | None = None,
        prefill: bool = False,
    ):
        self.survey = survey or self.survey
        self.previous, self.prefilled = previous or Previous(self.survey), prefill
        self.kept: dict[str, Any] = dict(draft or {})
        self.keeps = 0
        self.sent: dict[str, Any] | None = None
        self.discarded = False
        self.refuses: ConsultationError | AnswerError | None = None

    def draft(self) -> dict[str, str | list[str]]:
        """What was kept, or what was answered in the wave before."""
        return dict(self.previous.raw) if self.prefilled else dict(self.kept)

    def keep(self, raw: Raw) -> None:
        """Keeps or refuses."""
        if self.refuses:
            raise self.refuses
        self.keeps += 1
        self.kept = {name: value if isinstance(value, str) else [*value] for name, value in raw.items()}

    def discard(self) -> None:
        """Forgets."""
        self.discarded, self.kept, self.prefilled = True, {}, False

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """The real check."""
        return check(self.survey, raw).problems

    def warnings(self, raw: Raw) -> tuple[Problem, ...]:
        """The real warnings."""
        return check(self.survey, raw).warnings

    def attach(self, path: str) -> str:
        """Attaches anything but what is called missing."""
        if "missing" in path:
            raise AnswerError("there is no such file", "check the path")
        return f"{'0' * 64} {path.rpartition('/')[2]}"

    def submit(self, raw: Raw) -> str:
        """Stores or refuses."""
        if self.refuses:
            raise self.refuses
        self.sent = dict(raw)
        return "K7QX-3M2P"


class Form:
    """A running form: its session, its app, and keys to press."""

    def __init__(self, session: FakeSession, app: AnswerApp, pilot: Pilot[str]):
        self.session, self.app, self.pilot = session, app, pilot

    async def press(self, *keys: str) -> None:
        """Types keys faster than anybody can, and lets the app come to rest."""
        for key in keys:
            self.app.simulate_key(key)
        await asyncio.sleep(0)
        while self.app.is_running and not self.app.keys_done:
            await asyncio.sleep(0.002)
        await self.pilot.pause()

    @property
    def raw(self) -> dict[str, Any]:
        """What stands in the fields."""
        return next(s for s in self.app.screen_stack if isinstance(s, AnsweringScreen)).sheet.raw

    @property
    def at(self) -> str:
        """The code of the question that has the focus."""
        focused = self.app.focused
        panel = next((node for node in focused.ancestors if isinstance(node, QuestionPanel)), None) if focused else None
        return panel.question.code if panel else ""

    def seen(self) -> str:
        """The screen as text, line by line."""
        console = Console(width=self.app.size.width, record=True, file=StringIO())
        console.print(self.app.screen._compositor)
        return console.export_text()


@asynccontextmanager
async def opened(
    draft: Mapping[str, str | list[str]] | None = None,
    language: str = "en",
    size: tuple[int, int] = (80, 24),
    survey: Survey | None = None,
    previous: Previous | None = None,
    prefill: bool = False,
) -> AsyncIterator[Form]:
    """A form on a terminal of 80 by 24."""
    session = FakeSession(draft, survey, previous, prefill)
    app = AnswerApp(session, language)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Form(session, app, pilot)
