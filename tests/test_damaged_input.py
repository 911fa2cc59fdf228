"""Every reader takes whatever it is given: it reads it, or tells one of the faults that it foresees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from conftest import NEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_making import BOOK, GOOD_LINE, SHEET, STRINGS, TWO_ROWS, XLS, csv, ods, with_parts, workbook

from consult.errors import ConsultError
from consult.formats import consultation_yaml, mapping_yaml, survey_yaml
from consult.formats.dialects.json_lines import read_json_lines
from consult.formats.limesurvey.vv import read_vv
from consult.formats.list_csv import read_list
from consult.formats.people_table import read_people
from consult.formats.tables.table import table_of

fuzzed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SEEDS = {
    "xlsx": workbook(), "ods": ods(TWO_ROWS), "xls": XLS.read_bytes(), "csv": csv(GOOD_LINE, 'Rīga,"5",""'),
    "jsonl": b'{"area": "x", "clients": [1, null, {"a": 2}]}\n{"area": "y"}\n',
    "vv": b"id\tsubmitdate\tq1\nid\tsubmitdate\tq1\n1\t2026-01-01\tx{tab}\n",
}  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A sound file with bytes changed, cut out and put in."""
    content = bytearray(draw(st.sampled_from(seeds)))
    for _n in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.integers(0, 9)) == 0 else content)


@st.composite
def damaged_text(draw: st.DrawFn, text: str, signs: str = ":{}[]-,&*!|>%@'\"#? \n\0\u0101") -> str:
    """A sound text with signs changed."""
    changed = list(text)
    for _n in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(changed)))
        changed[at : at + draw(st.integers(0, 12))] = draw(st.text(signs, max_size=6))
    return "".join(changed)


def read_or_told(call: Callable[[], object]) -> None:
    try:
        call()
    except ConsultError as error:
        assert all(problem.fault for problem in error.problems)


@fuzzed
@given(damaged([SEEDS["xlsx"], SEEDS["ods"], SEEDS["xls"], SEEDS["csv"]]))
def test_any_damage_to_a_table(content):
    read_or_told(lambda: table_of(content, "t"))


@fuzzed
@given(damaged([SEEDS["xlsx"]]), st.sampled_from([SHEET, STRINGS, BOOK]), st.data())
def test_any_damage_inside_a_workbook(_content, part, data):
    inside = zipfile.ZipFile(io.BytesIO(SEEDS["xlsx"])).read(part)
    read_or_told(lambda: table_of(with_parts(SEEDS["xlsx"], {part: lambda _sound: data.draw(damaged([inside]))}), "t"))


@fuzzed
@given(damaged_text(TWO_ROWS, "<>/\"=' 0123456789table:"))
def test_any_damage_inside_an_ods_file(rows):
    read_or_told(lambda: table_of(ods(rows), "t"))


@fuzzed
@given(damaged_text(NEEDS))
def test_any_damage_to_a_survey(text):
    read_or_told(lambda: survey_yaml.read(text, "s"))


@fuzzed
@given(damaged_text("consult: 1\ntitle: {lv: A, en: B}\naims:\n- {lv: C}\nopens: 2026-01-01\nsurveys: [needs]\n"))
def test_any_damage_to_a_consultation(text):
    read_or_told(lambda: consultation_yaml.read(text, "c"))


@fuzzed
@given(damaged_text("consult: 1\nsurvey: needs\nheader: 1\ncolumns:\n- {column: a, question: need, row: here, split: '; '}\n"))
def test_any_damage_to_a_mapping(text):
    read_or_told(lambda: mapping_yaml.read(text, "m"))


@fuzzed
@given(damaged([SEEDS["csv"], b"code,label_lv,region\na,A,1\nb,\xc4\x81,2\n", b"kods,e-pasts\n1,a@b.lv\n", SEEDS["xlsx"]]))
def test_any_damage_to_a_list_or_register(tmp_path, content):
    path = tmp_path / "l.csv"
    path.write_bytes(content)
    found = read_list(path, ("lv",))
    assert all(problem.fault for problem in found.problems) and len({one.code for one in found.choices}) == len(found.choices)
    read_or_told(lambda: read_people(path))


@fuzzed
@given(damaged([SEEDS["jsonl"]]))
def test_any_damage_to_json_lines(tmp_path, content):
    path = tmp_path / "j.jsonl"
    path.write_bytes(content)
    read_or_told(lambda: read_json_lines(path))


@fuzzed
@given(damaged([SEEDS["vv"]]))
def test_any_damage_to_a_vv_file(content):
    read_or_told(lambda: read_vv(content, "v"))
