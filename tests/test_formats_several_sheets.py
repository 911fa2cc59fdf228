"""Workbooks, folders and archives in which form tools write one table as several: header rows as the tools write them."""

import csv
import io
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import TableError
from consult.formats import mapping_yaml, survey_yaml
from consult.formats.dialects.answer_file import read_answer_file
from consult.formats.mapping_targets import NOT_ASKED
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.formats.tables.table import Layout
from consult.model.checking import Checker
from tests.whole_survey import WHOLE

SURVEY = survey_yaml.read(WHOLE, "every.yaml")

# As KoboToolbox writes them: form title as the first sheet, the name of the repeat as the next.
KOBO_META = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
             "_tags", "meta/rootUuid", "_index"]  # fmt: skip
REPEAT_META = ["_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid",
               "_submission__submission_time", "_submission__validation_status", "_submission__notes", "_submission__status",
               "_submission__submitted_by", "_submission___version__", "_submission__tags",
               "_submission_meta/rootUuid"]  # fmt: skip
# As ODK Central writes them.
ODK_META = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
            "DeviceID", "Edits", "FormVersion"]  # fmt: skip
EUSURVEY_META = ["Invitation Number", "Contribution Id", "User Name", "Creation Date", "Last Update", "Languages"]


def workbook(path, sheets):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return path


def response(n, index=None):
    return [n, f"u{n}", "2026-03-05T08:10:00", "", "", "submitted_via_web", "", "v1", "", f"r{n}", index or n]


def time_of(n, parent, main="Every type"):
    return [n, main, parent, parent, f"u{parent}", "2026-03-05T08:10:00", *[""] * 7]


def read(table, survey=SURVEY):
    mapping = mapping_yaml.read(mapping_yaml.write(propose(table, survey)), "m.yaml")
    assert [column.header for column in mapping.undecided()] == []
    rows = list(RowReader(table, mapping, survey).rows())
    checker = Checker(survey, insist=False)
    assert not [problem for row, problems in rows for problem in (*problems, *checker.check(row.raw).problems)]
    return [row.raw for row, _problems in rows]


def kobo(header, *rows, title="plans", main=None):
    main = main or [["about/area", *KOBO_META], ["0010000", *response(1)], ["0004000", *response(2)], ["0010000", *response(3)]]
    return {"Every type": main, title: [[*header, *REPEAT_META], *rows]}


def test_repeats_of_kobo_join_their_responses(tmp_path):
    header = ["opinions/plans/about", "opinions/plans/text", "opinions/plans/helpers", "opinions/plans/helpers/here",
              "opinions/plans/helpers/region"]  # fmt: skip
    rows = [["home", "Vairāk", "here", 1, 0, *time_of(1, 3)], ["day", "Labāk", "", "", "", *time_of(2, 1)],
            ["", "Ātrāk", "region", 0, 1, *time_of(3, 3)]]  # fmt: skip
    table = read_answer_file(workbook(tmp_path / "kobo.xlsx", kobo(header, *rows)))
    assert table.how.endswith("with the repeated answers in kobo.xlsx, sheet “plans”")
    first, second, third = read(table)
    assert first == {"area": "0010000", "plans.1.about": "day", "plans.1.text": "Labāk", "plans.1.helpers": []}
    assert second == {"area": "0004000"}
    assert third == {
        "area": "0010000", "plans.1.about": "home", "plans.1.text": "Vairāk", "plans.1.helpers": ["here"], "plans.2.about": "",
        "plans.2.text": "Ātrāk", "plans.2.helpers": ["region"],
    }  # fmt: skip


def test_headers_without_groups_rows_in_another_order_and_deleted_responses_do_no_harm(tmp_path):
    main = [["area", *KOBO_META], ["0010000", *response(3)], ["0004000", *response(1)]]
    sheets = kobo(["text"], ["Vairāk", *time_of(1, 3)], ["Labāk", *time_of(2, 1)], main=main)
    first, second = read(read_answer_file(workbook(tmp_path / "kobo.xlsx", sheets)))
    assert (first["plans.1.text"], second["plans.1.text"]) == ("Vairāk", "Labāk")


@pytest.mark.parametrize("title", ["Your proposals", "Your propos..."])
@pytest.mark.parametrize("group", ["", "Opinions/Your proposals/"])
def test_repeats_with_labels(tmp_path, title, group):
    sheets = kobo([f"{group}Proposal", f"{group}Where?/In the region"], ["Vairāk", "1", *time_of(1, 2)], title=title)
    assert read(read_answer_file(workbook(tmp_path / "kobo.xlsx", sheets)))[1] == {
        "area": "0004000", "plans.1.text": "Vairāk", "plans.1.helpers": ["region"],
    }  # fmt: skip


def test_faults_in_repeats_are_told_with_sheet_row_and_column(tmp_path):
    sheets = kobo(["about", "cost"], ["home", "5", *time_of(1, 1)], ["pirts", "daudz", *time_of(2, 3)])
    table = read_answer_file(workbook(tmp_path / "kobo.xlsx", sheets))
    reader, checker = RowReader(table, propose(table, SURVEY), SURVEY), Checker(SURVEY, insist=False)
    told = [reader.place(row.number, p.place) for row, _problems in reader.rows() for p in checker.check(row.raw).problems]
    assert told == [
        "kobo.xlsx, sheet “plans”, row 3, column A “plans[1]/about”", "kobo.xlsx, sheet “plans”, row 3, column B “plans[1]/cost”"
    ]  # fmt: skip


def test_a_repeat_that_belongs_to_no_response_is_told(tmp_path):
    sheets = kobo(["text"], ["Vairāk", *time_of(1, 3)], ["Labāk", *time_of(2, 7)])
    with pytest.raises(TableError) as caught:
        read_answer_file(workbook(tmp_path / "kobo.xlsx", sheets))
    assert [str(problem) for problem in caught.value.problems] == [
        "kobo.xlsx, sheet “plans”, row 3: the row of “plans” belongs to no response of the table: "
        "put the response back, or take this row out"
    ]


def test_of_many_repeats_that_belong_to_no_response_the_others_are_counted(tmp_path):
    rows = [["Labāk", *time_of(n, 7)] for n in range(1, 31)]
    with pytest.raises(TableError) as caught:
        read_answer_file(workbook(tmp_path / "kobo.xlsx", kobo(["text"], *rows)))
    assert len(caught.value.problems) == 21 and str(caught.value.problems[-1]) == "and 10 more problems"


def test_the_sheet_of_the_responses_is_read_alone_where_it_is_named_or_a_survey_is_read_off_it(tmp_path):
    many = [[f"Nr. {n}", *time_of(n, 1)] for n in range(1, 9)]
    path = workbook(tmp_path / "kobo.xlsx", kobo(["text"], *many))
    assert not [header for header in read_answer_file(path, Layout(sheet="Every type")).header if "text" in header]
    table = read_answer_file(path, repeats=False)
    assert len(table.rows) == 3 and table.notes == ("“plans” holds repeated answers and was left out.",)


def test_a_repeat_that_nobody_answered(tmp_path):
    assert read(read_answer_file(workbook(tmp_path / "kobo.xlsx", kobo(["text"]))))[0] == {"area": "0010000"}


def odk_files():
    main = [["SubmissionDate", "meta-instanceID", "about-area", "about-offered", "about-offered/home", "about-offered/day",
             "opinions-SET-OF-plans", *ODK_META]]  # fmt: skip
    for key in ("uuid:one", "uuid:two"):
        main.append(
            ["2026-03-05T08:10:00.000Z", key, "0010000", "home day", 1, 1, "", key, "5", "Anna", 0, 0, "", "", "", 0, "v1"]
        )
    repeat = [["about", "inner-text", "helpers", "helpers/here", "helpers/region", "PARENT_KEY", "KEY"]]
    repeat.append(["home", "Vairāk", "here", 1, 0, "uuid:two", "uuid:two/opinions/plans[1]"])
    repeat.append(["day", "Labāk", "", 0, 0, "uuid:two", "uuid:two/opinions/plans[2]"])
    return {"every.csv": main, "every-plans.csv": repeat}


def as_csv(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def odk_folder(tmp_path):
    for name, rows in odk_files().items():
        (tmp_path / name).write_text(as_csv(rows), "utf-8")
    return tmp_path / "every.csv"


def odk_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "every.csv.zip", "w") as archive:
        for name, rows in odk_files().items():
            archive.writestr(name, as_csv(rows))
    return tmp_path / "every.csv.zip"


@pytest.mark.parametrize("place", [odk_folder, odk_archive])
def test_repeats_of_odk_in_files_of_their_own(tmp_path, place):
    table = read_answer_file(place(tmp_path))
    first, second = read(table)
    assert first == {"area": "0010000", "offered": ["home", "day"]}
    assert second == {
        **first, "plans.1.about": "home", "plans.1.text": "Vairāk", "plans.1.helpers": ["here"], "plans.2.about": "day",
        "plans.2.text": "Labāk", "plans.2.helpers": [],
    }  # fmt: skip
    columns = {column.header: column for column in propose(table, SURVEY).columns}
    assert columns["SubmissionDate"].role == "time" and sum(column.role == "id" for column in columns.values()) == 1


def test_another_file_of_repeats_is_another_table(tmp_path):
    before = read_answer_file(odk_folder(tmp_path)).sha256
    (tmp_path / "every-plans.csv").write_text(
        (tmp_path / "every-plans.csv").read_text("utf-8").replace("Labāk", "Lēnāk"), "utf-8"
    )
    assert read_answer_file(tmp_path / "every.csv").sha256 != before


def test_a_file_of_repeats_alone_is_refused(tmp_path):
    odk_folder(tmp_path)
    with pytest.raises(TableError, match="these are the answers of a repeated group alone"):
        read_answer_file(tmp_path / "every-plans.csv")


def test_an_archive_without_one_table_of_responses_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "x\n1\n")
        archive.writestr("b.csv", "x\n1\n")
    with pytest.raises(TableError, match="the archive holds 2 tables"):
        read_answer_file(tmp_path / "two.zip")


def test_columns_of_eusurvey_go_on_from_sheet_to_sheet(tmp_path):
    above = [["Alias", "every"], ["Export Date", "2026-03-06"], []]
    later = ["Remarks", *EUSURVEY_META]
    answers = [["", "c-1", "", "2026-03-05 10:00:00", "2026-03-05 10:05:00", "EN"],
               ["", "c-2", "", "2026-03-05 11:00:00", "2026-03-05 11:05:00", "LV"]]  # fmt: skip
    path = workbook(tmp_path / "Content_Export.xlsx", {
        "Content": [*above, ["Municipality", "Which?"], ["Rīga", "Home care;Day centre"], ["Jūrmala", ""]],
        "Content1": [*above, later, ["Good", *answers[0]], ["x", *answers[1]]],
    })  # fmt: skip
    table = read_answer_file(path)
    reader = RowReader(table, propose(table, SURVEY), SURVEY)
    rows = [row for row, problems in reader.rows() if not problems]
    assert [row.raw for row in rows] == [
        {"area": "Rīga", "offered": ["Home care", "Day centre"], "remarks": "Good"},
        {"area": "Jūrmala", "offered": [], "remarks": "x"},
    ]
    assert [(row.key, str(row.submitted_at)) for row in rows] == [
        ("id:c-1", "2026-03-05 10:00:00"),
        ("id:c-2", "2026-03-05 11:00:00"),
    ]
    assert reader.place(6, "remarks") == "Content_Export.xlsx, sheet “Content1”, row 6, column A “Remarks”"
    assert reader.place(6, "area") == "Content_Export.xlsx, row 6, column A “Municipality”"


HEADER = ["area", *KOBO_META]


@settings(max_examples=25)
@given(st.lists(st.integers(1, 4), max_size=12), st.permutations([1, 2, 3]))
def test_every_time_comes_to_its_response(parents, order):
    """`parents` are the responses that the rows of the repeat belong to, `order` that of the responses."""
    with TemporaryDirectory() as folder:
        main = [HEADER, *(["0010000", *response(n)] for n in order)]
        rows = [[f"Nr. {n}", *time_of(n, parent)] for n, parent in enumerate(parents, 1)]
        path = workbook(Path(folder) / "kobo.xlsx", kobo(["text"], *rows, main=main))
        if 4 in parents:
            with pytest.raises(TableError) as caught:
                read_answer_file(path)
            assert len(caught.value.problems) == parents.count(4)
            return
        table = read_answer_file(path)
        at = [n for n, header in enumerate(table.header) if header.startswith("plans[")]
        found = [[row.cells[n] for n in at if row.cells[n] != NOT_ASKED] for row in table.rows]
    assert found == [[f"Nr. {n}" for n, parent in enumerate(parents, 1) if parent == one] for one in order]


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_archive_is_read_or_named(data):
    with TemporaryDirectory() as folder:
        path = odk_archive(Path(folder))
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(content)
        with suppress(TableError):
            assert read_answer_file(path).header
