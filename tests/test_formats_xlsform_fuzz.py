"""Whatever a workbook holds, it becomes a survey or is refused with a place."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsform_making import save

from consult.errors import SurveyError
from consult.formats import survey_writing, survey_yaml
from consult.formats.xlsform import read
from consult.model import logic

FORM = Path(__file__).parent / "data" / "xlsform" / "onaio__battery_life.xlsx"

_CELL = st.one_of(
    st.sampled_from(
        ["", "text", "integer", "select_one l", "select_multiple l", "rank l", "begin group", "end group", "begin repeat",
         "end repeat", "note", "calculate", "acknowledge", "a", "b", "${a} = 'x'", ". > 3", "yes", "table-list", "label",
         "list-nolabel", "count-selected(.) > 2", "x", "other", "${b}", "1", "begin_score", "select_one l or_other", "{", "}}",
         "page", "matrix", "table", "own words", '{"seal": "00000000"}', "likert", "false"]
    ),
    st.text(max_size=8),
)  # fmt: skip
_HEADER = ["type", "name", "label", "relevant", "constraint", "appearance", "calculation", "choice_filter", "consult:type",
           "consult:code", "consult:more", "label::French (fr)"]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_CELL, min_size=len(_HEADER), max_size=len(_HEADER)), min_size=1, max_size=10), st.booleans())
def test_any_sheet_is_read_or_refused(tmp_path: Path, rows: list[list[str]], own: bool) -> None:
    choices = [["list_name", "name", "label"], ["l", "x", "X"], ["l", "other", "Other"], ["l", "y", "Y"]]
    asked = [["consult_survey", "consult_languages"], ["a", "en fr" if own else ""]]
    path = tmp_path / "random.xlsx"
    try:
        save(path, {"survey": [_HEADER, *rows], "choices": choices, "settings": asked})
    except xlsxwriter.exceptions.XlsxWriterException:
        return
    try:
        survey = read(path).survey
    except SurveyError as refusal:
        assert all(problem.place for problem in refusal.problems)
        return
    assert logic.faults(survey) == []
    assert survey_yaml.read(survey_writing.write(survey), "x.yaml").questions == survey.questions


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", FORM.read_bytes()]), st.data())
def test_any_bytes_are_read_or_refused(tmp_path: Path, noise: bytes, start: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(start)))
    path = tmp_path / "bytes.xlsx"
    path.write_bytes(start[:at] + noise + start[at + len(noise) :])
    try:
        assert read(path).survey.questions
    except SurveyError as refusal:
        assert "bytes.xlsx" in str(refusal)
