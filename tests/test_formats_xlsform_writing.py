"""Surveys to XLSForms: pyxform takes them, and they are read back as they were."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from consult.formats.xlsform import read, write
from consult.model import logic
from consult.model.question import Check, Choice, Level, Question, QuestionType, Role, yes_or_no
from consult.model.response import Missing
from consult.model.survey import Identity, Migration, Page, Survey

T = QuestionType


ALONE = "not(selected(., 'none') and count-selected(.) > 1)"


def both(lv: str, en: str = "") -> dict[str, str]:
    return {"lv": lv} | ({"en": en} if en else {})


SERVICES = tuple(
    Choice(code, both(lv, en), attributes={"region": region})
    for code, lv, en, region in (
        ("home", "Aprūpe mājās", "Home care", "north"),
        ("day", "Dienas centrs", "Day centre", "south"),
        ("crisis", "Krīzes centrs", "Crisis centre", "north"),
    )
)
POINTS = (
    Choice("1", both("Slikti", "Bad")),
    Choice("2", both("Labi", "Good")),
    Choice("na", both("Nezinu", "No idea"), apart=True),
)
NONE = Choice("none", both("Nevienu", "None"), exclusive=True, attributes={"region": "north"})
FIGURES = (
    Question("y2026", T.NUMBER, both("2026"), minimum=0, integer=True),
    Question(
        "y2027", T.NUMBER, both("2027"), minimum=0, checks=(Check("y2027 <= y2026 * 3", both("Par daudz", "Too many")),),
        show_if="y2026 > 0",
    ),
    Question("note", T.SINGLE, both("Vai?"), choices=SERVICES),
)  # fmt: skip
ABOUT = (
    Question("kind", T.SINGLE, both("Kas Jūs esat?", "Who are you?"), both("Viens", "One"), required=True, other=True,
             role=Role.GROUP,
             choices=(Choice("a b", both("Pašvaldība")), Choice("ngo", both("NVO")), Choice("old", both("x"), closed=True))),
    Question("urgent", T.YESNO, both("Steidzami?"), choices=yes_or_no(("lv", "en"))),
    Question("offered", T.MULTI, both("Ko sniedzat?"), choices=(*SERVICES, NONE), least=1, most=3,
             choices_if='choice.region == "north" or kind == "a b"'),
    Question("n", T.NUMBER, both("Cik?", "How many?"), minimum=0, maximum=100, integer=True, unit=both("cilvēki"),
             reasons=(Missing.NOT_KNOWN,), checks=(Check("n % 2 == 0", both("Pāra skaits")), Check("n > 1", {}, Level.WARN))),
    Question("when", T.DATE, both("Kad?"), earliest=date(2026, 1, 1), latest=date(2026, 12, 31)),
    Question("money", T.NUMBER, both("Nauda"), other=True, show_if='urgent == "yes" and n > 3'),
    Question("doc", T.FILE, both("Dokuments")),
)  # fmt: skip
MORE = (
    Question("told", T.NOTE, both("Jūs teicāt {n} un {{iekavas}}", "You said {n}")),
    Question("why", T.TEXT, both("Kāpēc?"), lines=6, longest=500, publish=False),
    Question("mood", T.SCALE, both("Kā?"), choices=POINTS, diverging=True),
    Question("top", T.RANKING, both("Svarīgākie"), choices=SERVICES, most=2, choices_if="choice in offered"),
    Question("split", T.ALLOCATION, both("Sadaliet"), choices=SERVICES, total=100, unit=both("%"), integer=True),
    Question("need", T.MATRIX, both("Vajadzība"), choices=POINTS, rows=SERVICES, required=True, rows_if="row in offered"),
    Question("pair", T.MATRIX, both("Divpusēji"), choices=POINTS, rows=SERVICES,
             sides=(Choice("here", both("Šeit")), Choice("01", both("Tur")))),
    Question("clients", T.TABLE, both("Klienti"), rows=SERVICES, parts=FIGURES, row_totals=True, rows_if='row.region == "north"',
             checks=(Check("sum(clients.y2026) <= 1000", both("Kopā"), Level.WARN),)),
    Question("plans", T.REPEAT, both("Plāni"), least=1, most=5, parts=(
        Question("name", T.TEXT, both("Nosaukums")),
        Question("cost", T.NUMBER, both("Cena"), checks=(Check("cost < 1000 or name == \"x\"", both("Dārgi")),)),
        Question("tags", T.MULTI, both("Birkas"), choices=SERVICES, other=True))),
    Question("sum26", T.COMPUTED, both("Kopā"), compute="sum(clients.y2026) + clients.home.y2027 + sum(plans.cost)"),
    Question("last", T.TEXT, both("Vēl?"), show_if='need.home == "1" and split.home > 20 and pair.day["01"] in ["1", "2"]'),
)  # fmt: skip
RICH = Survey(
    "needs-2026",
    ("lv", "en"),
    both("Vajadzības", "Needs"),
    (Page("who", both("Par Jums"), ABOUT), Page("more", {}, MORE, 'kind != "ngo"')),
    intro=both("Sveiki!", "Hello!"),
    identity=Identity.TOKEN,
    change=0.25,
)


def again(survey: Survey, folder: Path) -> Survey:
    path = folder / "written.xlsx"
    path.write_bytes(write(survey).content)
    return read(path).survey


def xform(survey: Survey, folder: Path) -> str:
    """What pyxform makes of the form."""
    from pyxform.xls2xform import convert

    path = folder / "given.xlsx"
    path.write_bytes(write(survey).content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(convert(str(path), validate=False).xform)


def rows_of(survey: Survey, folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "rows.xlsx"
    path.write_bytes(write(survey).content)
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("survey").to_python()
    named = [{str(column): str(cell) for column, cell in zip(header, row, strict=True)} for row in rows]
    return {row["name"]: row for row in named if row["name"]}


def test_the_survey_of_these_tests_is_sound() -> None:
    assert logic.faults(RICH) == [] and {question.type for question in RICH.questions} == set(T)


def test_a_survey_is_read_back_as_it_was(tmp_path: Path) -> None:
    assert again(RICH, tmp_path) == RICH


def test_pyxform_takes_every_type_of_question(tmp_path: Path) -> None:
    told = xform(RICH, tmp_path)
    assert '<translation lang="Latviešu (lv)" default="true()">' in told
    for name in ("need_home", "pair_day_01", "clients_crisis_y2027", "split_day", "kind_other", "sum26"):
        assert f"<{name}/>" in told


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        (
            "offered",
            "constraint",
            "count-selected(.) >= 1 and count-selected(.) <= 3 and not(selected(., 'none') and count-selected(.) > 1)",
        ),
        ("offered", "choice_filter", "(region = 'north') or (${kind} = 'a_b')"),
        ("kind", "choice_filter", "consult_closed = 'no'"),
        ("n", "constraint", ". >= 0 and . <= 100 and (. mod 2) = 0"),
        ("when", "constraint", ". >= date('2026-01-01') and . <= date('2026-12-31')"),
        ("money", "relevant", "(${urgent} = 'yes') and (${n} > 3)"),
        ("top", "choice_filter", "selected(${offered}, name)"),
        ("need_home", "relevant", "selected(${offered}, 'home')"),
        ("clients_day_y2027", "constraint", ". >= 0 and not(. > (${clients_day_y2026} * 3))"),
        ("clients_day_y2027", "relevant", "${clients_day_y2026} > 0"),
        ("split_crisis", "constraint", ". >= 0 and coalesce(${split_home}, 0) + coalesce(${split_day}, 0) + . = 100"),
        ("split_crisis", "required", "${split_home} != '' or ${split_day} != ''"),
        ("cost", "constraint", "((. < 1000) or (${name} = 'x'))"),
        (
            "last",
            "relevant",
            "(${need_home} = '1') and (${split_home} > 20) and ((${pair_day_01} = '1' or ${pair_day_01} = '2'))",
        ),
        ("told", "label::Latviešu (lv)", "Jūs teicāt ${n} un {iekavas}"),
        ("n", "hint::Latviešu (lv)", "cilvēki"),
        ("kind_other", "label::English (en)", "Other"),
    ],
)
def test_logic_is_said_in_xpath(tmp_path: Path, name: str, column: str, expected: str) -> None:
    assert rows_of(RICH, tmp_path)[name][column] == expected


def test_what_a_form_cannot_say_is_told() -> None:
    told = "\n".join(write(replace(RICH, migrations=(Migration(retire=("x",)),))).notes)
    for said in ("top:", "plans:", "why: its answers", "n: reasons", "sums of rows", "“n > 1”", "migrations"):
        assert said in told


def test_a_translated_form_keeps_its_tables_and_takes_the_new_texts(tmp_path: Path) -> None:
    survey = _edited(tmp_path, {"Cik?": "Cik daudz?", "Too many": "Far too many", "Aprūpe mājās": "Mājas aprūpe"})
    assert survey.question("n").label["lv"] == "Cik daudz?"  # type: ignore[union-attr]
    clients = survey.question("clients")
    assert clients is not None and clients.type is T.TABLE and clients.rows[0].label["lv"] == "Mājas aprūpe"
    assert clients.parts[1].checks[0].say["en"] == "Far too many"
    assert survey.question("money") == RICH.question("money")


def test_changed_logic_is_read_anew(tmp_path: Path) -> None:
    survey = _edited(
        tmp_path, {"(${urgent} = 'yes') and (${n} > 3)": "${n} > 5", ". >= 0 and . <= 100 and (. mod 2) = 0": ". <= 50"}
    )
    money, n = survey.question("money"), survey.question("n")
    assert money is not None and money.show_if == "n > 5"
    assert n is not None and (n.minimum, n.maximum, n.checks, n.integer) == (None, 50, (), True)


def _edited(folder: Path, changes: dict[str, str]) -> Survey:
    """The rich survey, written, changed by hand in a spreadsheet, and read."""
    source, target = folder / "before.xlsx", folder / "after.xlsx"
    source.write_bytes(write(RICH).content)
    book = CalamineWorkbook.from_path(source)
    with xlsxwriter.Workbook(target) as workbook:
        for title in book.sheet_names:
            sheet = workbook.add_worksheet(title)
            for at, row in enumerate(book.get_sheet_by_name(title).to_python()):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, changes.get(str(cell), str(cell)))
    return read(target).survey


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    typed = '=1+1 \'a\' "b" <b>c</b> & 🙂 =HYPERLINK("http://x")'
    survey = Survey(
        "a", ("lv",), both(typed), (Page("p", {}, (Question("q", T.SINGLE, both(typed), choices=(Choice("c", both(typed)),)),)),)
    )
    assert again(survey, tmp_path) == survey
    assert "=HYPERLINK" in xform(survey, tmp_path)
    sheet = CalamineWorkbook.from_path(tmp_path / "given.xlsx").get_sheet_by_name("survey")
    assert typed in [cell for row in sheet.to_python() for cell in row]


def test_names_of_a_form_are_unique_where_codes_meet(tmp_path: Path) -> None:
    fields = (Question("a", T.TEXT, both("1")), Question("b", T.MULTI, both("2"), choices=SERVICES, other=True))
    questions = (
        Question("a", T.SINGLE, both("3"), choices=SERVICES, other=True),
        Question("a_other", T.TEXT, both("4")),
        Question("b", T.REPEAT, both("5"), most=2, parts=fields),
        Question("b_other", T.TABLE, both("6"), rows=SERVICES, parts=fields[:1]),
        Question("meta", T.NUMBER, both("7"), other=True),
        Question("intro", T.TEXT, both("8"), show_if="meta > 2"),
    )
    survey = Survey("x", ("lv", "en"), both("X"), (Page("a", {}, questions[:3]), Page("b", {}, questions[3:])), intro=both("Hi"))
    assert logic.faults(survey) == []
    assert "<a_other_2/>" in xform(survey, tmp_path)
    assert again(survey, tmp_path) == survey


_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"], exclude_characters="{}$")
_TEXT = (
    st.text(_LETTERS, min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
    .map(lambda text: unicodedata.normalize("NFC", text))
)
_CODE = st.from_regex(re.compile(r"[a-z][a-z0-9_]{0,12}", re.ASCII), fullmatch=True).filter(
    lambda code: code not in ("and", "or", "not", "in", "if", "else", "row", "choice")
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(_CODE, min_size=3, max_size=3, unique=True),
    st.lists(_TEXT, min_size=6, max_size=6),
    st.lists(_TEXT.filter(lambda text: text != "other"), min_size=2, max_size=4, unique=True),
)
@example(["meta", "intro", "name"], ["'", '"', "=1+1", "🙂", "\\", "]]>"], ["a b", "a_b", "A B"])
@example(["other", "page", "p"], ["$(", "$", "#", "@x", "+1", "-1"], ["Other", "1", "01"])
def test_any_labels_and_codes_come_back(tmp_path: Path, codes: list[str], texts: list[str], choices: list[str]) -> None:
    offered = tuple(Choice(code, both(texts[0], texts[1])) for code in choices)
    questions = (
        Question(codes[0], T.SINGLE, both(texts[2], texts[3]), both(texts[4]), choices=offered, other=True),
        Question(codes[1], T.TABLE, both(texts[5]), rows=offered, parts=(Question(codes[0], T.TEXT, both(texts[0])),)),
        Question(codes[2], T.MULTI, both(texts[1]), choices=offered, show_if=f"answered({codes[0]})"),
    )
    survey = Survey("any", ("lv", "en"), both(texts[0]), (Page("p", both(texts[1]), questions),))
    assert again(survey, tmp_path) == survey
