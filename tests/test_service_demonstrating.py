"""The example consultation is what it promises: invented, large enough, and said to be so on every page."""

import shutil
import subprocess

import pytest

from consult.service import demonstrating
from consult.service.consultation import open_consultation
from consult.service.reports.results import results
from consult.store import responses


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "example"
    made = demonstrating.demonstrate(folder, step=lambda name: lambda done, total: None)
    return made


def test_it_has_three_surveys_three_hundred_responses_and_reports_in_both_languages(demo):
    assert demo.surveys == 3 and demo.responses >= 300 and demo.themes >= 9
    assert {path.name for path in demo.files} == {"report-lv.html", "report-lv.pdf", "report-en.html", "report-en.pdf"}
    assert all(path.is_file() for path in demo.files)


def test_at_least_150_answers_are_in_own_words_and_differ(demo):
    with open_consultation(demo.folder) as opened:
        texts = {
            answer.text
            for survey in ("providers-discussion", "seminar-poll", "municipal-data-call")
            for response in responses.responses(opened.database, survey)
            for answer in response.answers
            if answer.text and not answer.code and len(answer.text) > 12
        }
    assert len(texts) >= 150


def test_every_page_says_that_it_is_invented(demo):
    page = (demo.folder / "reports" / "report-lv.html").read_text("utf-8")
    assert "Izdomāts paraugs" in page
    pdf = demo.folder / "reports" / "report-lv.pdf"
    try:
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    pages = text.split("\f")[:-1]
    assert len(pages) > 10 and all("Izdomāts paraugs" in one for one in pages)


def test_the_surveys_stand_in_the_order_of_the_consultation_file(demo):
    with open_consultation(demo.folder) as opened:
        assert [survey.id for survey in results(opened, "lv").surveys] == list(opened.settings.surveys)


def test_a_browser_shows_the_page_and_has_nothing_to_complain_of(demo, tmp_path):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("Chromium is not installed")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    logging = ["--enable-logging=stderr", "--v=0", f"--user-data-dir={tmp_path}", "--dump-dom"]
    page = (demo.folder / "reports" / "report-lv.html").as_uri()
    shown = subprocess.run([chromium, *flags, *logging, page], capture_output=True, text=True, timeout=60)
    assert "Rīgas plānošanas reģiona" in shown.stdout and shown.stdout.count("<svg") > 20
    assert "CONSOLE" not in shown.stderr
