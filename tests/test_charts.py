"""Drawings: what is in them, in which order, and that no text harms them."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results_fixture import (
    HOSTILE,
    agreement,
    bars,
    consultation,
    dates,
    figures,
    matrix,
    spread,
    themes,
)
from whole_results import whole_result

from consult import i18n
from consult.charts import draw, style, to_png
from consult.charts.lettering import clean, width_of, wrapped
from consult.model.distributions import Distribution, PairedRow, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankedChoice, RankingResult
from consult.model.question_results import Change, FigureCell, FiguresTable, RepeatResult, Result, TableColumn
from consult.model.summaries import Bin, DateSummary, FileCount, NumberSummary, TextSummary

LARGER = {question.code: question.result for page in whole_result("lv").surveys[0].pages for question in page.questions}
SERVICES = consultation().surveys[0].pages[0].questions[0].result
EVERY: dict[str, Result] = {
    "bars": SERVICES,
    "scale": agreement("", (3, 9, 14, 41, 30), 5),
    "matrix": matrix(22),
    "sequential": matrix(3, diverging=False),
    "figures": figures(),
    "one value": NumberSummary(3, 0, 7, 7, 7, 7, 7, 7, 21, (Bin(7, 7, 3),)),
    "dates": dates(),
    "months": DateSummary(
        176, 1, None, None, spread([f"{n}. mēnesis" for n in range(60)], [n % 7 for n in range(60)], ordered=True)
    ),
    "themes": themes(),
    "forty": spread([f"Izvēle {n}" for n in range(40)], range(40)),
    "huge": spread(("A", "B"), (123_456_789, 1)),
    "long": spread(("vārds " * 40, "ļ" * 5000), (3, 30)),
    "yes and no": LARGER["provides"],
    "ranking": LARGER["top"],
    "allocation": LARGER["budget"],
    "sides": LARGER["need"],
    "years": LARGER["clients"],
    "sums": LARGER["manner"],
}


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def drawn(result: Result) -> str:
    drawing = draw(result)
    assert drawing
    return drawing.svg


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_is_the_same_bytes_every_time(name: str) -> None:
    assert draw(EVERY[name], title="T") == draw(EVERY[name], title="T")


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_has_no_ids_no_style_rules_and_no_address(name: str) -> None:
    svg = drawn(EVERY[name])
    assert not re.search(r"\bid=|<style|<script|href|url\(|<!--|<metadata", svg)
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("name", EVERY)
def test_no_text_leaves_the_paper(name: str) -> None:
    assert_inside(drawn(EVERY[name]))


def assert_inside(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    width, height = map(float, (root.attrib["viewBox"].split()[2:]))
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        looks = dict(part.split(": ") for part in element.attrib["style"].split("; "))
        wide = width_of(element.text or "", float(looks["font-size"][:-2])) / style.POINT
        left = float(element.attrib["x"]) - {"start": 0, "middle": wide / 2, "end": wide}[looks["text-anchor"]]
        assert left >= -0.5, element.text
        assert left + wide <= width + 0.5, element.text
        assert 0 < float(element.attrib["y"]) <= height


@pytest.mark.parametrize("name", EVERY)
def test_on_the_width_of_a_phone_no_text_leaves_the_paper_either(name: str) -> None:
    result = EVERY[name]
    if isinstance(result, Distribution | ScaleTable) and result.diverging:
        pytest.skip("two sides of a line need the whole width")
    drawing = draw(result, width_mm=86)
    assert drawing
    assert_inside(drawing.svg)


@pytest.mark.parametrize("name", EVERY)
def test_the_alternative_tells_n(name: str) -> None:
    drawing = draw(EVERY[name], title="Ko vajag?")
    assert drawing and "n = " in drawing.alternative and "Ko vajag?" in drawing.alternative


def test_bars_stand_by_count_with_other_last_and_value_beside() -> None:
    said = texts(drawn(Distribution("q", "", bars(("B", "A"), (10, 30)), 40, 2)))
    assert said == ["A", "30 (75%)", "B", "10 (25%)", "n = 40"]
    said = texts(drawn(SERVICES))
    assert said.index("Cits") > said.index("Mobilā brigāde") > said.index("Aprūpe mājās")


def test_an_ordered_question_keeps_its_order() -> None:
    assert texts(drawn(spread(("janvāris", "februāris"), (10, 30), ordered=True)))[0] == "janvāris"


def test_no_opinion_is_last_and_grey() -> None:
    svg = drawn(Distribution("q", "", bars(("Jā", "Nē"), (10, 12), apart="Nav viedokļa", apart_count=40), 62, 0))
    assert texts(svg)[-3:] == ["Nav viedokļa", "40 (65%)", "n = 62"]
    assert style.NEUTRAL in svg


def test_under_ten_answers_there_are_no_percentages() -> None:
    assert not any("%" in text for text in texts(drawn(spread(("Jā", "Nē"), (5, 2)))))
    assert not any("%" in text for text in texts(drawn(agreement("", (1, 2, 1, 2, 1)))))


def test_beyond_fifteen_bars_the_rest_is_summed() -> None:
    said = texts(drawn(spread([f"Izvēle {n}" for n in range(40)], range(40))))
    assert "25 more answers" in said
    assert sum(text.startswith("Izvēle") for text in said) == 15
    assert f"{sum(range(25))} (38%)" in said


def test_the_sum_of_a_multiple_question_has_no_share() -> None:
    many = Distribution("q", "", bars([f"Izvēle {n}" for n in range(20)], [5] * 20, 30), 30, 0, multiple=True)
    assert "25" in texts(drawn(many))


def test_a_scale_writes_percentages_of_six_and_more_and_keeps_neutral_apart() -> None:
    svg = drawn(agreement("", (3, 9, 14, 41, 30), 5))
    said = texts(svg)
    assert {"9%", "14%", "40%", "29%", "5%", "102"} <= set(said)
    assert "3%" not in said
    assert style.DIVERGING_MIDDLE in svg


def test_a_row_that_nobody_answered_has_its_n() -> None:
    said = texts(drawn(ScaleTable((agreement("Viens", (9, 9, 9, 9, 9)), agreement("Tukšs", (0, 0, 0, 0, 0))), True)))
    assert "Tukšs" in said and "0" in said


def test_the_median_is_named() -> None:
    assert "median 480\N{NO-BREAK SPACE}EUR" in texts(drawn(figures()))


def test_sides_stand_as_marks_with_their_shares_their_distance_and_both_bases() -> None:
    sides = (agreement("", (10, 10, 0, 20, 10)), agreement("", (5, 5, 0, 10, 20)))
    table = PairedTable(("Šeit", "Reģionā"), (PairedRow("r", "Aprūpe", sides, 1, 2, 3),))
    said = texts(drawn(table))
    assert said[:2] == ["Šeit", "Reģionā"]
    assert {"60%", "75%", "+15", "50/40"} <= set(said)


def test_sides_with_few_answers_have_counts_and_no_distance() -> None:
    sides = (agreement("", (1, 1, 0, 2, 1)), agreement("", (0, 0, 0, 4, 2)))
    said = texts(drawn(PairedTable(("Šeit", "Reģionā"), (PairedRow("r", "Aprūpe", sides),))))
    assert {"3 of 5", "6 of 6"} <= set(said) and not any("%" in text or text.startswith("+") for text in said)


def test_years_stand_by_their_last_figure_with_change_and_n() -> None:
    changes = (Change("a", "Aprūpe", 4, 10, 8), Change("b", "Centrs", 3, 0, 12), Change("c", "Neviens", 0, 0, 0))
    columns = tuple(TableColumn(f"y{year}", str(year), "", FigureCell(4, 10, 3)) for year in (2026, 2027))
    said = texts(drawn(FiguresTable(columns, (), 4, 0, years=True, changes=changes)))
    assert said == ["2026", "2027", "Change", "n", "Centrs", "0", "12", "+12", "3", "Aprūpe", "10", "8", "\N{MINUS SIGN}2", "4"]


def test_a_ranking_has_its_mean_points_and_says_what_the_most_is() -> None:
    choices = (RankedChoice("a", "Aprūpe", 10, 8, 1.2, 28), RankedChoice("b", "Centrs", 4, 2, 2.5, 9))
    said = texts(drawn(RankingResult(choices, 10, 2, 3)))
    assert said == ["Aprūpe", "2.8", "Centrs", "0.9", "n = 10 · mean points; the most is 3"]


@pytest.mark.parametrize(
    "nothing",
    [
        RankingResult((), 0, 3, 5),
        AllocationResult((), 0, 3),
        PairedTable(("a", "b"), ()),
        FiguresTable((), (), 0, 4),
        RepeatResult(3, 0, 4, ()),
        FileCount(3, 0),
        spread(("Jā", "Nē"), (0, 0)),
        Distribution("q", "", (), 0, 5),
        ScaleTable(()),
        ScaleTable((agreement("a", (0, 0, 0, 0, 0)),)),
        NumberSummary(0, 3),
        TextSummary(4, 0),
        DateSummary(0, 1, None, None, spread((), ())),
    ],
)
def test_there_is_no_drawing_of_nothing(nothing: Result) -> None:
    assert draw(nothing) is None
    assert to_png(nothing) is None


def test_latvian_words_and_numbers() -> None:
    with i18n.using("lv"):
        assert "1\N{NO-BREAK SPACE}234 (100\N{NO-BREAK SPACE}%)" in texts(drawn(spread(("A",), (1234,))))


def test_a_share_that_rounds_to_nothing_says_so() -> None:
    assert "1 (<1%)" in texts(drawn(spread(("A", "B"), (999, 1))))


def test_what_people_typed_is_text() -> None:
    said = " ".join(texts(drawn(spread((HOSTILE, "$x$ & <b>"), (5, 30)))))
    assert "$x$ & <b>" in said
    assert "<script>alert(1)</script>" in said
    assert "{{ 7*7 }}" in said
    assert not set("\x00\x1b\x07\u202e\ud800") & set(said)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_drawing_that_is_well_formed(label: str) -> None:
    drawing = draw(spread((label, "b"), (3, 4)), title=label)
    assert drawing
    ElementTree.fromstring(drawing.svg)


@given(st.text(max_size=300), st.floats(10, 120))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    lines = wrapped(text, width, lines=4)
    assert 1 <= len(lines) <= 4
    assert all(width_of(line) <= width + 1e-6 for line in lines if len(line) > 1)


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs")), max_size=200))
@settings(max_examples=100, deadline=None)
def test_wrapping_loses_nothing_where_there_is_room(text: str) -> None:
    assert "".join("".join(wrapped(text, 60, lines=99)).split()) == "".join(clean(text).split())


def test_cleaning_keeps_lines_when_asked() -> None:
    assert clean(" a\tb \r\n\n\n\n c\x1b[1m", lines=True) == "a b\n\nc[1m"
    assert clean(" a\tb \r\n\n c\u202e\ud800\x00") == "a b c"


def test_a_png_is_a_png() -> None:
    picture = to_png(SERVICES, dots=60)
    assert picture and picture.startswith(b"\x89PNG") and picture == to_png(SERVICES, dots=60)


@pytest.mark.parametrize("steps", range(2, 12))
def test_a_scale_has_a_colour_for_each_point_and_ink_that_can_be_read(steps: int) -> None:
    for colours in (style.diverging(steps), style.ramp(style.SEQUENTIAL, steps)):
        assert len(colours) == len(set(colours)) == steps
        assert all(contrast(style.ink_on(colour), colour) >= 4 for colour in colours)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05

    return max(light(one), light(other)) / min(light(one), light(other))


def test_the_room_opens_without_matplotlib() -> None:
    heavy = {"matplotlib", "numpy", "jinja2", "typst", "babel"}
    code = f"import sys, consult.charts, consult.report.html, consult.report.pdf; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
