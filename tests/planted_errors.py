"""Twenty paper forms, and the errors that two clerks make when they type them."""

import random
import unicodedata
from dataclasses import replace
from datetime import date

from ready_answers import SURVEYS, answers_to

from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Page

TODAY = date(2026, 3, 5)
POINTS = tuple(Choice(str(n), {"lv": str(n), "en": str(n)}) for n in range(1, 6))
ROWS = tuple(Choice(code, {"lv": code, "en": code.title()}) for code in ("bus", "shop", "doctor", "bank", "post"))
MORE = Page(
    "more",
    {"lv": "Vēl", "en": "More"},
    questions=(
        Question(
            "household", QuestionType.NUMBER, {"lv": "Cik Jūs esat?", "en": "Household"}, minimum=1, maximum=99, integer=True
        ),
        Question("near", QuestionType.MATRIX, {"lv": "Cik tuvu tas ir?", "en": "How near is it?"}, choices=POINTS, rows=ROWS),
    ),
)
NEEDS = SURVEYS["residents-needs"]
PAPER = replace(NEEDS, pages=(*NEEDS.pages, MORE))
"""The ready survey of residents with a figure and a matrix more."""


def blank_or(typed, survey):
    """What stands on a paper: a blank where nothing is written."""
    return {name: typed.get(name, "") for question in survey.questions for name in question.fields}


def sheets():
    """Twenty filled papers, by number; some fields are set, so that errors can be planted there."""
    chance = random.Random(20)
    papers = {str(n): blank_or(answers_to(PAPER, chance, TODAY), PAPER) for n in range(1, 21)}
    shifted = {f"near.{row.code}": point for row, point in zip(ROWS, "12345", strict=True)}
    papers["2"] |= {"age": "from30"}
    papers["3"] |= {"household": "12"}
    papers["4"] |= {"own_words": "Vajag autobusu.\nUn zvanu pogu.", "obstacles": ["queue", "price"]}
    papers["5"] |= {"age": "from50"}
    papers["7"] |= {"municipality": NEEDS.question("municipality").choices[0].code, "municipality.other": ""}
    papers["9"] |= {"own_words": "First line.\nSecond line.\nThird line.", "household": "3"}
    papers["11"] |= shifted
    papers["13"] |= {"obstacles": ["queue", "price", "staff"], "obstacles.other": ""}
    papers["15"] |= {"household": "4"}
    papers["16"] |= {"wanted": ["home"], "wanted.other": "A bath"}
    return papers


OF_SECOND = {
    "3": {"household": "21"},
    "5": {"age": ""},
    "7": {"municipality": NEEDS.question("municipality").choices[1].code},
    "9": {"own_words": "First line.\nThird line."},
    "11": {"near.bus": "", "near.shop": "1", "near.doctor": "2", "near.bank": "3", "near.post": "4"},
    "13": {"obstacles": ["queue", "staff"]},
    "15": {"household": "9"},
    "16": {"wanted.other": "a bath"},
}
OF_FIRST = {"2": {"age": "from65"}, "9": {"household": "5"}, "15": {"household": "7"}}
SAME = {"4": {"own_words": unicodedata.normalize("NFD", "  Vajag  autobusu. Un\tzvanu pogu.\n"), "obstacles": ["price", "queue"]}}
"""What is written otherwise and says the same."""
PLANTED = {
    (n, field.removesuffix(".other")) for errors in (OF_FIRST, OF_SECOND) for n, typed in errors.items() for field in typed
}
