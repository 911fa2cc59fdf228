"""Short paper forms that are alike: a doubt where one sheet was perhaps typed twice, and none where people just agree."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from consult.analysis.quality import flags
from consult.model.flag import Sign
from consult.model.paper import Paper
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Channel, Response
from consult.model.survey import Page, Survey

YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
POINTS = tuple(Choice(str(n), {"en": str(n)}) for n in range(1, 6))
Given = Sequence[str | float | None]


def survey(*questions: QuestionType) -> Survey:
    """A survey of these questions, called a, b, …"""
    offered = {QuestionType.YESNO: YES_NO, QuestionType.SCALE: POINTS}
    made = [
        Question(code, type_, {"en": code}, choices=offered.get(type_, ()))
        for code, type_ in zip("abcdefghij", questions, strict=False)
    ]
    return Survey("short", ("en",), {"en": "Short"}, (Page("all", {}, tuple(made)),))


def form(n: int, given: Given, batch: str = "Cēsis", by: str = "Anna", wave: str = "") -> Response:
    answers = tuple(
        Answer(code, number=value) if isinstance(value, float) else Answer(code, code=value)
        for code, value in zip("abcdefghij", given, strict=False)
        if value is not None
    )
    paper = Paper(batch, str(n), by)
    return Response(f"{batch}{n}", "short", 1, Channel.PAPER, None, answers, wave=wave, paper=paper)


def doubted(asked: Survey, forms: Sequence[Response]) -> list[tuple[str, ...]]:
    return [flag.responses for flag in flags(asked, forms) if flag.sign is Sign.SAME_ANSWERS]


SCALES = survey(*[QuestionType.SCALE] * 6)
THREE = survey(*[QuestionType.YESNO] * 3)


def mixed(n: int, asked: Survey = SCALES, seed: int = 1) -> list[Given]:
    """So many forms answered by chance."""
    chosen = Random(seed)
    return [[chosen.choice(question.choices).code for question in asked.questions] for _form in range(n)]


def test_a_sheet_typed_twice_is_doubted() -> None:
    given = mixed(20)
    given[7] = given[6]
    assert doubted(SCALES, [form(n, one) for n, one in enumerate(given, 1)]) == [("Cēsis7", "Cēsis8")]


def test_two_forms_are_doubted_though_there_are_no_others() -> None:
    assert doubted(SCALES, [form(9, "123454"), form(10, "123454")]) == [("Cēsis9", "Cēsis10")]


def test_the_same_form_in_another_pile_by_another_clerk_or_further_on_is_no_doubt() -> None:
    given = mixed(20)
    assert doubted(SCALES, [form(1, given[0]), form(2, given[0], batch="Valka")]) == []
    assert doubted(SCALES, [form(1, given[0]), form(2, given[0], by="Ilze")]) == []
    assert doubted(SCALES, [form(1, given[0]), form(2, given[0], wave="2026")]) == []
    given[9] = given[6]
    assert doubted(SCALES, [form(n, one) for n, one in enumerate(given, 1)]) == []


def test_three_yes_or_no_questions_are_answered_alike_by_chance() -> None:
    for seed in range(20):
        forms = [form(n, one) for n, one in enumerate(mixed(100, THREE, seed), 1)]
        assert doubted(THREE, forms) == []
    assert doubted(THREE, [form(1, ["yes"] * 3), form(2, ["yes"] * 3)]) == []


def test_what_most_people_say_is_no_doubt() -> None:
    chosen = Random(3)
    given = ["555555" if chosen.random() < 0.4 else one for one in mixed(60)]
    assert doubted(SCALES, [form(n, one) for n, one in enumerate(given, 1)]) == []


def test_answers_that_go_together_are_no_doubt() -> None:
    chosen = Random(4)
    given = [chosen.choice(["111111", "333333", "555555"]) for _form in range(60)]
    assert doubted(SCALES, [form(n, one) for n, one in enumerate(given, 1)]) == []


def test_chance_alone_raises_few_doubts() -> None:
    """Of forms with four points that people like more or less, at most one pair in a hundred."""
    asked, chosen, found, pairs = survey(*[QuestionType.SCALE] * 4), Random(5), 0, 0
    for _pile in range(40):
        given = [chosen.choices("12345", (1, 2, 3, 6, 8), k=4) for _form in range(25)]
        found += len(doubted(asked, [form(n, one) for n, one in enumerate(given, 1)]))
        pairs += 24
    assert found <= pairs / 100


def test_figures_count_and_blank_forms_do_not() -> None:
    asked = survey(*[QuestionType.NUMBER] * 3)
    assert doubted(asked, [form(1, [12.0, 5.0, 7.0]), form(2, [12.0, 5.0, 7.0]), form(3, [1.0, 5.0, 7.0])])
    assert doubted(asked, [form(1, []), form(2, []), form(3, [12.0])]) == []


def test_three_in_a_row_are_one_doubt_and_what_is_known_already_is_told_once() -> None:
    given = mixed(12)
    given[3] = given[4] = given[2]
    assert doubted(SCALES, [form(n, one) for n, one in enumerate(given, 1)]) == [("Cēsis3", "Cēsis4", "Cēsis5")]
    letter = Answer("a", text="Mūsu novadā ļoti vajadzīgs dienas centrs senioriem un bērniem.")
    twice = [Response(str(n), "short", 1, Channel.PAPER, None, (letter,), paper=Paper("", str(n), "Anna")) for n in (1, 2)]
    assert doubted(survey(QuestionType.TEXT), twice) == [("1", "2")]
