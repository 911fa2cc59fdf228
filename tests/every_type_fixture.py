"""A survey with a question of every type in Latvian and English, invented answers to it, and what comes of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from results_fixture import SERVICES, consultation, spread

from consult.analysis.tallies import tally
from consult.i18n import text_in, using
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import REASONS, Answer, Missing
from consult.model.results import ConsultationResult, PageResult, QuestionResult, SurveyResult, Turnout
from consult.model.survey import Page, Survey

T = QuestionType
YEARS = ("2026", "2027", "2028", "2029", "2030")
MORE_SERVICES = (
    "Atelpas brīdis", "Asistenta pakalpojums", "Drošības poga", "Psihologa konsultācijas", "Mediācija", "Vasaras nometnes",
    "Dienas centrs bērniem", "Dienas centrs senioriem", "Veļas mazgāšana", "Transports uz pakalpojumu", "Jauniešu māja",
)  # fmt: skip


def both(lv: str, en: str) -> Mapping[str, str]:
    return {"lv": lv, "en": en}


def choices(*labels: tuple[str, str] | str, apart: str = "") -> tuple[Choice, ...]:
    """Choices c1, c2, … with labels; the one of code `apart` is „no opinion”."""
    pairs = [(label, label) if isinstance(label, str) else label for label in labels]
    return tuple(Choice(f"c{n}", both(*pair), apart=f"c{n}" == apart) for n, pair in enumerate(pairs, 1))


ALL_SERVICES = choices(*SERVICES, *MORE_SERVICES)
NEED = choices(
    ("Nav vajadzības", "No need"),
    ("Maza", "Small"),
    ("Vidēja", "Medium"),
    ("Liela", "Great"),
    ("Nezinu", "Do not know"),
    apart="c5",
)
YES_NO = (Choice("yes", both("Jā", "Yes")), Choice("no", both("Nē", "No")))
SIDES = (Choice("here", both("Jūsu pašvaldībā", "In your municipality")), Choice("region", both("Reģionā", "In the region")))


def survey() -> Survey:
    """The questionnaire."""
    years = tuple(
        Question(f"y{year}", T.NUMBER, both(year, year), unit=both("klienti", "clients"), reasons=REASONS) for year in YEARS
    )
    plan = (
        Question("staff", T.NUMBER, both("Darbinieki", "Staff"), unit=both("slodzes", "posts")),
        Question("own", T.YESNO, both("Sniedz paši", "Provided by ourselves"), choices=YES_NO),
        Question("how", T.TEXT, both("Kas traucē", "What stands in the way")),
    )
    proposal = (
        Question("about", T.SINGLE, both("Par kuru pakalpojumu", "About which service"), choices=ALL_SERVICES[:5]),
        Question("text", T.TEXT, both("Priekšlikums", "Proposal")),
        Question("cost", T.NUMBER, both("Izmaksas gadā", "Yearly cost"), unit=both("eiro", "euros"), reasons=REASONS),
    )
    first = (
        Question("note", T.NOTE, both("Atbildiet par savu pašvaldību.", "Answer for your municipality.")),
        Question(
            "office",
            T.YESNO,
            both("Vai Jūsu pašvaldībā ir sociālais dienests?", "Is there a social service office?"),
            choices=YES_NO,
        ),
        Question(
            "top5",
            T.RANKING,
            both("Sakārtojiet piecus svarīgākos pakalpojumus", "Rank the five most important services"),
            choices=ALL_SERVICES,
            most=5,
        ),
        Question(
            "budget",
            T.ALLOCATION,
            both("Sadaliet 100 % budžeta", "Divide 100% of the budget"),
            choices=ALL_SERVICES[:8],
            total=100,
            unit=both("%", "%"),
            reasons=REASONS,
        ),
        Question(
            "need",
            T.MATRIX,
            both("Cik liela ir vajadzība?", "How great is the need?"),
            rows=ALL_SERVICES,
            choices=NEED,
            sides=SIDES,
        ),
    )
    second = (
        Question("clients", T.TABLE, both("Klientu skaita prognoze", "Forecast of clients"), rows=ALL_SERVICES, parts=years,
                 row_totals=True, column_totals=True),
        Question("plan", T.TABLE, both("Kā pakalpojums tiek sniegts?", "How is the service provided?"), rows=ALL_SERVICES[:6],
                 parts=plan),
        Question("growth", T.COMPUTED, both("Klientu pieaugums līdz 2030. gadam", "Growth of clients until 2030"),
                 unit=both("klienti", "clients")),
        Question("proposals", T.REPEAT, both("Jūsu priekšlikumi", "Your proposals"), parts=proposal, most=3),
        Question("letter", T.FILE, both("Pievienojiet vēstuli", "Attach a letter")),
        Question("cost", T.NUMBER, both("Cik maksā viena klienta aprūpe mēnesī?", "What does the care of one client cost?"),
                 unit=both("eiro", "euros"), reasons=REASONS),
    )  # fmt: skip
    title = both("Pašvaldību aptauja par pakalpojumiem", "Survey of municipalities on services")
    pages = (
        Page("needs", both("Vajadzības", "Needs"), first),
        Page("figures", both("Skaitļi un priekšlikumi", "Figures and proposals"), second),
    )
    return Survey("all", ("lv", "en"), title, pages, both("Izdomāta aptauja.", "An invented survey."), version=2)


def answers(question: Question, chance: random.Random) -> list[Answer]:
    """What one respondent might answer; blank now and then."""
    if chance.random() < 0.06 and question.type is not T.COMPUTED:
        return [Answer(question.code, missing=Missing.BLANK)]
    return list(_answers(question, chance))


def _answers(question: Question, chance: random.Random) -> Iterator[Answer]:
    code = question.code
    match question.type:
        case T.RANKING:
            liked = sorted(question.choices, key=lambda one: chance.random() * (1 + int(one.code[1:]) % 7))
            for rank, choice in enumerate(liked[: chance.choice((3, 5, 5))], 1):
                yield Answer(code, choice.code, number=rank)
        case T.ALLOCATION:
            left = 100
            for choice in question.choices:
                given = chance.choice((0, 10, 20, 40)) if left >= 40 else left
                left -= given
                yield Answer(code, choice.code, number=given) if given else Answer(code, choice.code, missing=Missing.BLANK)
        case T.REPEAT:
            for instance in range(1, chance.randint(1, 3) + 1):
                for part in question.parts:
                    yield _cell(replace(part), code, "", part.code, instance, chance)
        case T.FILE:
            yield Answer(code, code="ab" * 32, text="Slepena vēstule.pdf")
        case T.COMPUTED:
            if chance.random() < 0.8:
                yield Answer(code, number=chance.randint(-20, 140))
        case _:
            for cell in question.cells:
                yield _cell(cell.question, code, cell.row, cell.column, 0, chance)


def _cell(part: Question, code: str, row: str, column: str, instance: int, chance: random.Random) -> Answer:
    if chance.random() < 0.08:
        why = chance.choice((Missing.BLANK, *part.reasons))
        return Answer(code, row, missing=why, column=column, instance=instance)
    if part.choices:
        high = len(part.choices) - 1 - (column == "here")
        chosen = part.choices[max(0, min(high, round(chance.gauss(2 + (column == "region") * 0.7, 1.1))))]
        return Answer(code, row, code=chosen.code, column=column, instance=instance)
    if part.type is T.NUMBER:
        size = 1 + int(row[1:] or 1) % 9 if row else 20
        year = int(column[1:]) - 2025 if column.startswith("y2") else 1
        return Answer(code, row, number=chance.randint(1, 12) * size + year * size, column=column, instance=instance)
    words = chance.choice(("Trūkst cilvēku", "Nav telpu pilsētas centrā", "Zvaniet 29123456", "nav", "Autobuss iet reti"))
    return Answer(code, row, text=words, column=column, instance=instance)


def given(responses: int = 40, seed: int = 7) -> list[dict[str, list[Answer]]]:
    """Code of a question → its answers, for every response; the ranking is asked of most only."""
    chance = random.Random(seed)
    asked = [question for question in survey().questions if question.type is not T.NOTE]
    found = []
    for _n in range(responses):
        own = {question.code: answers(question, chance) for question in asked}
        found.append({code: cells for code, cells in own.items() if cells and (code != "top5" or chance.random() < 0.7)})
    return found


@cache
def every_type(language: str = "en", responses: int = 40) -> ConsultationResult:
    """A consultation with a result of every type, tallied from the answers."""
    whole, found = survey(), given(responses)
    with using(language):
        pages = tuple(
            PageResult(
                text_in(page.title, language),
                tuple(result(one, found, language) for one in page.questions if one.type is not T.NOTE),
            )
            for page in whole.pages
        )
        counted = SurveyResult(
            "all", whole.title_in(language), text_in(whole.intro, language), 2, "ab" * 32, turnout(responses), pages
        )
    return replace(consultation(language), surveys=(counted,))


def result(question: Question, found: list[dict[str, list[Answer]]], language: str) -> QuestionResult:
    """What came of one question."""
    cells = [own[question.code] for own in found if question.code in own]
    told = tally(question, cells, language, "?")
    since = 2 if question.code == "budget" else 0
    return QuestionResult(
        question.code, question.label_in(language), "", question.type.value, question.required, told, len(cells), len(found),
        since,
    )  # fmt: skip


def turnout(responses: int) -> Turnout:
    """Who answered: some were excluded, in two waves and two versions."""
    half = responses // 2
    return Turnout(
        responses, datetime(2026, 2, 1, 8, 0, tzinfo=UTC), datetime(2026, 3, 3, 14, 5, tzinfo=UTC),
        spread(("Web",), (responses,), blank=0),
        excluded=(("Atbildēts divreiz", 3), ("", 1)),
        waves=spread(("2026-1", "2026-2"), (half, responses - half), blank=0, ordered=True),
        versions=spread(("1. versija", "2. versija"), (half, responses - half), blank=0, ordered=True),
    )  # fmt: skip
