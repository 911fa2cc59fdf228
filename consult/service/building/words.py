"""What types of questions, places and properties are called, and what they do: the words of the builder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult.i18n import N_, _
from consult.model.question import PART_TYPES, QuestionType
from consult.service.building.seen import PropertyKind as Kind


@dataclass(frozen=True, slots=True)
class QuestionTypeLine:
    """A type of question as people choose it: its word in the file, what it is called, what it is for."""

    type: str
    name: str
    help: str


_TYPES: Mapping[str, tuple[str, str]] = {
    "single": (N_("One choice"), N_("One of several choices; an answer in own words may be allowed")),
    "multi": (N_("Several choices"), N_("As many of the choices as apply")),
    "text": (N_("Own words"), N_("A line or a few paragraphs; themes are found in these answers")),
    "scale": (N_("Scale"), N_("One point from low to high, such as 1 to 10 or from disagree to agree")),
    "matrix": (N_("Scale for several rows"), N_("The same scale for every row, such as the need for each service")),
    "number": (N_("Number"), N_("A figure, with limits and a unit")),
    "yesno": (N_("Yes or no"), N_("Yes or no, and nothing else")),
    "date": (N_("Date"), N_("A day, with limits")),
    "ranking": (N_("Ranking"), N_("Choices put in order, or only the most important few")),
    "allocation": (N_("Points to share out"), N_("Points, such as 100, shared out over the choices")),
    "table": (N_("Table of figures"), N_("A figure or word for each row and column, such as clients by service and year")),
    "repeat": (N_("Group asked several times"), N_("The same few questions once for each proposal, person or place")),
    "computed": (N_("Computed figure"), N_("Nobody answers it: it is worked out of earlier answers, such as a sum")),
    "note": (N_("Text to read"), N_("It asks nothing: an explanation between questions")),
    "file": (N_("File"), N_("One file that the respondent attaches")),
}


def types(*, part: bool = False) -> tuple[QuestionTypeLine, ...]:
    """All types of questions, the most used first; with `part` those that a column or field may have."""
    known = [type_ for type_ in _TYPES if not part or QuestionType(type_) in PART_TYPES]
    return tuple(QuestionTypeLine(type_, _(_TYPES[type_][0]), _(_TYPES[type_][1])) for type_ in known)


def type_name(type_: str) -> str:
    """What a type is called; the word itself where it is none."""
    return _(_TYPES[type_][0]) if type_ in _TYPES else type_


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property as it is known in general: its words are English messages."""

    kind: Kind
    name: str
    help: str = ""
    rare: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    """Of a number: whether it is a whole one of at least 1."""


IDENTITIES = (
    ("anonymous", N_("Nobody can tell who answered")),
    ("token", N_("The organiser knows who answered; reports name nobody")),
    ("named", N_("Reports may name the organisation")),
)
_ROLES = (
    ("", N_("Nothing")), ("group", N_("The stakeholder group")), ("area", N_("The municipality or area")),
    ("organisation", N_("The organisation")),
)  # fmt: skip
LEVELS = (("error", N_("The answers cannot be sent")), ("warn", N_("It is told once and may be kept")))
_REASONS = (("not_known", N_("Not known")), ("not_applicable", N_("Not applicable")), ("refused", N_("Refused")))
_TOTALS = (("rows", N_("Beside the rows")), ("columns", N_("Below the columns")))

SURVEY: Mapping[str, Wanted] = {
    "title": Wanted(Kind.TEXTS, N_("Title"), N_("What stands above every page")),
    "intro": Wanted(Kind.TEXTS, N_("Introduction"), N_("Who asks, what for, how long it takes, what becomes of the answers")),
    "languages": Wanted(Kind.SEVERAL, N_("Languages"), N_("The first is the one that the survey is written in")),
    "identity": Wanted(
        Kind.ONE_OF, N_("Who answered"), N_("It is promised to respondents: once published it never changes"), choices=IDENTITIES
    ),
    "change": Wanted(
        Kind.NUMBER, N_("Ask about changed figures from"),
        N_("0.25 asks again about a figure that differs by a quarter from the last wave"), rare=True,
    ),
}  # fmt: skip
PAGE: Mapping[str, Wanted] = {
    "title": Wanted(Kind.TEXTS, N_("Title"), N_("What stands above the questions of the page")),
    "show_if": Wanted(Kind.EXPRESSION, N_("Shown if"), N_("Empty: always; otherwise a condition on earlier answers")),
    "page": Wanted(Kind.CODE, N_("Code"), N_("What the page is called in the file"), rare=True),
}
QUESTION: Mapping[str, Wanted] = {
    "ask": Wanted(Kind.TEXTS, N_("Question"), N_("The wording; {code} in it stands for an earlier answer")),
    "hint": Wanted(Kind.TEXTS, N_("Hint"), N_("A line below the question that helps to answer it")),
    "type": Wanted(Kind.ONE_OF, N_("Type"), N_("How it is answered")),
    "list": Wanted(Kind.LIST_NAME, N_("Shared list"), N_("Choices that several questions use, such as the municipalities")),
    "choices": Wanted(Kind.CHOICES, N_("Choices"), N_("What is on offer; the points of a scale run from low to high")),
    "rows": Wanted(Kind.ROWS, N_("Rows"), N_("What is asked about one after the other")),
    "sides": Wanted(
        Kind.ROWS, N_("Sides"), N_("Every row is asked once for each side, as for the municipality and the region"), rare=True
    ),
    "columns": Wanted(Kind.PARTS, N_("Columns"), N_("What is asked for in every row")),
    "fields": Wanted(Kind.PARTS, N_("Fields"), N_("The questions that are asked each time")),
    "from": Wanted(Kind.NUMBER, N_("From"), N_("The lowest point of a scale of numbers")),
    "to": Wanted(Kind.NUMBER, N_("To"), N_("The highest point of a scale of numbers")),
    "labels": Wanted(Kind.POINTS, N_("Names of points"), N_("What the ends of the scale mean")),
    "no_opinion": Wanted(Kind.TEXTS, N_("No opinion"), N_("A way out beside the scale; it is no point of it")),
    "diverging": Wanted(Kind.YES_NO, N_("From against to for"), N_("The middle of the scale means neither"), rare=True),
    "other": Wanted(Kind.YES_NO, N_("Own answer"), N_("Takes an answer in own words as well")),
    "min": Wanted(Kind.NUMBER, N_("Smallest"), N_("Smaller figures are refused")),
    "max": Wanted(Kind.NUMBER, N_("Largest"), N_("Larger figures are refused")),
    "total": Wanted(Kind.NUMBER, N_("Points in all"), N_("What the points must add up to, such as 100")),
    "integer": Wanted(Kind.YES_NO, N_("Whole numbers only"), N_("Figures with decimals are refused")),
    "unit": Wanted(Kind.TEXTS, N_("Unit"), N_("What is counted: persons, hours, euro")),
    "missing": Wanted(
        Kind.SEVERAL, N_("Instead of a figure"), N_("Reasons that may stand in its place; a blank is never zero"),
        rare=True, choices=_REASONS,
    ),
    "lines": Wanted(Kind.NUMBER, N_("Lines"), N_("How tall the field is; 3 if empty"), whole=True),
    "max_chars": Wanted(Kind.NUMBER, N_("Longest answer"), N_("In characters"), whole=True),
    "totals": Wanted(Kind.SEVERAL, N_("Sums"), N_("Shown while the table is filled in"), choices=_TOTALS),
    "value": Wanted(Kind.EXPRESSION, N_("Value"), N_("How it is worked out, as sum(clients.y2027)")),
    "required": Wanted(Kind.YES_NO, N_("Must be answered"), N_("The answers cannot be sent without it")),
    "show_if": Wanted(Kind.EXPRESSION, N_("Asked if"), N_("Empty: always; otherwise a condition on earlier answers")),
    "choices_if": Wanted(
        Kind.EXPRESSION, N_("Choice offered if"), N_("A condition on each choice, as choice in services"), rare=True
    ),
    "rows_if": Wanted(Kind.EXPRESSION, N_("Row asked if"), N_("A condition on each row, as row in services")),
    "check": Wanted(Kind.CHECKS, N_("Checks"), N_("What must hold of the answer, and what to say where it does not")),
    "role": Wanted(Kind.ONE_OF, N_("Tells of the respondent"), N_("For the chapter on who answered"), rare=True, choices=_ROLES),
    "publish": Wanted(Kind.YES_NO, N_("May stand in reports"), N_("No: the answers are for the organiser alone"), rare=True),
    "code": Wanted(Kind.CODE, N_("Code"), N_("Its name in tables and conditions; never used again for something else")),
}  # fmt: skip
_COUNTS = {
    "multi": (
        Wanted(Kind.NUMBER, N_("At least so many"), N_("The fewest choices that an answer may have"), whole=True),
        Wanted(Kind.NUMBER, N_("At most so many"), N_("The most choices that an answer may have"), whole=True),
    ),
    "ranking": (
        Wanted(Kind.NUMBER, N_("At least so many"), N_("The fewest choices to put in order"), whole=True),
        Wanted(
            Kind.NUMBER, N_("Only the first"), N_("3 asks for the three most important; empty: all are put in order"), whole=True
        ),
    ),
    "repeat": (
        Wanted(Kind.NUMBER, N_("At least so many times"), N_("How often it must be answered"), whole=True),
        Wanted(Kind.NUMBER, N_("At most so many times"), N_("How often it can be answered; 10 if empty"), whole=True),
    ),
    "date": (
        Wanted(Kind.DAY, N_("Earliest day"), N_("Written 2026-03-05; earlier days are refused")),
        Wanted(Kind.DAY, N_("Latest day"), N_("Written 2026-03-05; later days are refused")),
    ),
}


def wanted(kind: str, type_: str, key: str) -> Wanted:
    """What is known of a property at a place of this kind (`survey`, `page`, `question`, `part`)."""
    if kind == "survey":
        return SURVEY[key]
    if kind == "page":
        return PAGE[key]
    if key in ("min", "max") and type_ in _COUNTS:
        return _COUNTS[type_][key == "max"]
    return QUESTION[key]
