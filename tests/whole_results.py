"""The whole survey with more services and more years, invented answers to it, and what comes of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from results_fixture import SERVICES, consultation, spread

from consult.analysis.tallies import tally
from consult.formats import survey_yaml
from consult.i18n import text_in, using
from consult.model.question import Choice, Question, QuestionType
from consult.model.question_results import QuestionResult
from consult.model.response import Answer, Missing
from consult.model.results import ConsultationResult, PageResult, SurveyResult, Turnout
from consult.model.survey import Page, Survey
from tests.whole_survey import WHOLE

T = QuestionType
YEARS = ("2026", "2027", "2028", "2029", "2030")
MORE_SERVICES = (
    "Atelpas brīdis", "Asistenta pakalpojums", "Drošības poga", "Psihologa konsultācijas", "Mediācija", "Vasaras nometnes",
    "Dienas centrs bērniem", "Dienas centrs senioriem", "Veļas mazgāšana", "Transports uz pakalpojumu", "Jauniešu māja",
)  # fmt: skip


ALL_SERVICES = tuple(Choice(f"c{n}", {"lv": name, "en": name}) for n, name in enumerate((*SERVICES, *MORE_SERVICES), 1))


def larger() -> Survey:
    """The whole survey with twenty-two services and five years; what asks the same way twice is left out."""
    whole = survey_yaml.read(WHOLE, "whole")
    asked = {question.code: question for question in whole.questions}
    clients, plans = asked["clients"], asked["plans"]
    years = tuple(replace(clients.parts[0], code=f"y{year}", label={"lv": year}) for year in YEARS)
    manner = (replace(asked["staff"], reasons=()), asked["provides"], asked["remarks"])
    first = (
        asked["hello"],
        asked["provides"],
        replace(asked["top"], label={"lv": "Pieci svarīgākie", "en": "The five most important"}, choices=ALL_SERVICES, most=5),
        replace(asked["budget"], choices=ALL_SERVICES[:8]),
        replace(asked["need"], rows=ALL_SERVICES),
    )
    second = (
        replace(clients, rows=ALL_SERVICES, parts=years),
        replace(clients, code="manner", label={"lv": "Kā?", "en": "In what manner?"}, rows=ALL_SERVICES[:6], parts=manner,
                row_totals=False, column_totals=False),
        asked["all_clients"],
        replace(plans, parts=tuple(part for part in plans.parts if part.type is not T.MULTI)),
        asked["attachment"],
        asked["staff"],
    )  # fmt: skip
    pages = (Page("opinions", whole.pages[2].title, first), Page("figures", whole.pages[1].title, second))
    return replace(whole, pages=pages, version=2)


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
    asked = [question for question in larger().questions if question.type is not T.NOTE]
    found = []
    for _n in range(responses):
        own = {question.code: answers(question, chance) for question in asked}
        found.append({code: cells for code, cells in own.items() if cells and (code != "top" or chance.random() < 0.7)})
    return found


@cache
def whole_result(language: str = "en", responses: int = 40) -> ConsultationResult:
    """A consultation with a result of every type, tallied from the answers."""
    whole, found = larger(), given(responses)
    with using(language):
        pages = tuple(
            PageResult(
                text_in(page.title, language),
                tuple(result(one, found, language) for one in page.questions if one.type is not T.NOTE),
            )
            for page in whole.pages
        )
        counted = SurveyResult(
            "whole", whole.title_in(language), text_in(whole.intro, language), 2, "ab" * 32, turnout(responses), pages
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
