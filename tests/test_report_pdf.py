"""The PDF: the same bytes every time, and no text that stops the typesetter."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from results_fixture import HOSTILE, consultation, hostile, spread, with_question

from consult.errors import ReportError
from consult.report import compose, pdf

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")


def text_of(content: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return run.stdout.decode()


@pytest.fixture(scope="module")
def whole() -> pdf.Pdf:
    return pdf.render(compose(consultation(notice="All of this is invented")))


def test_a_report_becomes_a_tagged_pdf(whole: pdf.Pdf) -> None:
    assert whole.content.startswith(b"%PDF-1.")
    assert whole.notes == ()
    assert b"pdfuaid" in whole.content and b"/Lang" in whole.content


def test_the_same_report_gives_the_same_bytes(whole: pdf.Pdf) -> None:
    assert pdf.render(compose(consultation(notice="All of this is invented"))) == whole


def test_the_date_in_the_file_is_of_the_answers(monkeypatch: pytest.MonkeyPatch, whole: pdf.Pdf) -> None:
    assert b"2026-03-03T14:05:00" in whole.content
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert b"1970-01-02T00:00:00" in pdf.render(compose(consultation(surveys=()))).content


@pytest.mark.parametrize("moment", [None, datetime(2026, 3, 3, 14, 5), datetime(1960, 1, 1)])
def test_any_moment_will_do(moment: datetime | None) -> None:
    assert pdf.render(compose(consultation(surveys=(), data_until=moment))).content.startswith(b"%PDF")


@needs_pdftotext
def test_pages_have_notice_number_and_text(whole: pdf.Pdf) -> None:
    pages = text_of(whole.content).split("\f")[:-1]
    assert len(pages) > 8
    assert all("All of this is invented" in page for page in pages)
    assert all(page.rstrip().endswith(str(number)) for number, page in enumerate(pages[1:], 2))
    text = "\n".join(pages)
    for piece in ("Contents", "Aprūpe mājās", "61 (64%)", "n = 95 of 102 asked; 7 left it blank", "Figure 10.", "Transports uz"):
        assert piece in text


@needs_pdftotext
def test_the_contents_have_page_numbers(whole: pdf.Pdf) -> None:
    contents = next(page for page in text_of(whole.content).split("\f") if "Contents" in page)
    line = next(line for line in contents.splitlines() if "Method and limits" in line)
    assert int(line.split()[-1]) > 5


@needs_pdftotext
def test_what_people_typed_is_text() -> None:
    text = text_of(pdf.render(compose(hostile())).content)
    for piece in ("<script>alert(1)</script>", "{{ 7*7 }}", "$x$", '#read("/etc/passwd")', "*b* _i_", "&amp;", "]]>"):
        assert piece in HOSTILE and piece in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "text",
    [
        "中文 한국어 日本語",
        "שלום مرحبا",
        "👩‍👩‍👧 🇱🇻 👍🏿",
        "\ue000\U0010fffd",
        "a\u0301\u0302\u0303" * 40,
        "\u200b\u200d\ufe0f\u00ad",
        "x" * 40_000,
        "ā " * 10_000,
        "\x00\x1b]52;c;x\x07\ud800\ufffe\uffff",
        "\u2028\u2029\u0085",
    ],
)
def test_no_text_stops_the_typesetter(text: str) -> None:
    whole = with_question(spread((text, "b"), (20, 20)), label=text)
    made = pdf.render(compose(whole))
    assert made.content.startswith(b"%PDF")


def test_characters_that_no_font_has_are_told_of() -> None:
    # An unassigned plane-16 private character: no font can be expected to have it, except as a box.
    made = pdf.render(compose(consultation(surveys=(), title="Programma \U0010fffd")))
    assert made.content.startswith(b"%PDF")
    assert any("U+10FFFD" in note for note in made.notes)


def test_an_own_template_is_used(tmp_path: Path) -> None:
    (tmp_path / "report.typ").write_text('#set document(title: "T")\nOwn page', encoding="utf-8")
    made = pdf.render(compose(consultation(surveys=())), templates=tmp_path)
    assert made.content.startswith(b"%PDF")


def test_a_folder_without_the_template_changes_nothing(tmp_path: Path) -> None:
    report = compose(consultation(surveys=()))
    assert pdf.render(report, templates=tmp_path) == pdf.render(report)


@pytest.mark.parametrize("template", ["#nothing", '#read("/etc/passwd")', '#read("../../../../etc/passwd")', "#{"])
def test_a_faulty_template_is_told_of(tmp_path: Path, template: str) -> None:
    (tmp_path / "report.typ").write_text(template, encoding="utf-8")
    with pytest.raises(ReportError) as told:
        pdf.render(compose(consultation(surveys=())), templates=tmp_path)
    assert told.value.problems[0].place == "report.typ"


def test_an_empty_consultation_becomes_a_pdf() -> None:
    assert pdf.render(compose(consultation(surveys=(), aims=(), data_until=None))).notes == ()
