"""A spreadsheet that nobody prepared: from the table to a report, and nothing half-made on the way."""

import os
import signal
import subprocess
import sys
import time

import pytest

from consult.errors import ConsultError
from consult.service import defining, summarising, survey_list, theming
from consult.service.consultation import open_consultation
from consult.service.reports.results import results

PLACES = ["Rīga", "Ogre", "Cēsis", "Jūrmala"]
WISHES = [
    "Vairāk autobusu uz pilsētas centru", "Autobuss uz ciemu brauc pārāk reti", "Vajag autobusu arī vēlu vakarā",
    "Bez autobusa uz dienas centru nevar nokļūt", "Autobusa biļete pensionāram ir dārga", "Autobuss nepietur pie poliklīnikas",
    "Rindas pie ārsta ir ļoti garas", "Pie ārsta jāgaida trīs mēneši", "Garas rindas uz rehabilitāciju", 
    "Rinda uz asistentu nekustas",    "Gaidu rindā jau otro gadu", "Rindas pie speciālistiem kļūst garākas",
    "Aprūpe mājās vajadzīga arī brīvdienās", "Mājas aprūpes darbinieku trūkst", "Aprūpētājs mājās ir tikai divas stundas",
    "Mammai vajag aprūpi mājās naktī", "Aprūpe mājās nav pieejama laukos", "Par aprūpi mājās jāmaksā pārāk daudz",
    "Informāciju grūti atrast internetā", "Nav skaidrs, kur vērsties pēc informācijas", "Trūkst informācijas par pakalpojumiem",
    "Informācija ir sarežģītā valodā", "Vajag informāciju avīzē un bibliotēkā", "Informāciju dod tikai pa telefonu",
]  # fmt: skip


def quiet(_name):
    return lambda _done, _total: None


@pytest.fixture
def wishes(table):
    lines = ["Laika zīmogs;Pašvaldība;Vērtējums;Kanāli;E-pasts;Ko vajadzētu mainīt?"]
    for n in range(48):
        text = WISHES[n % 24] + (", zvaniet 29123456" if n == 0 else "")
        channels = ["Tālrunis, E-pasts", "E-pasts", "Klātiene", "Klātiene, Tālrunis"][n % 4]
        lines.append(f"2026-03-{n % 28 + 1:02} 10:00:00;{PLACES[n % 4]};{n % 5 + 1};{channels};a{n}@b.lv;{text}")
    return table("\n".join(lines), "vēlmes 2026.csv", "windows-1257")


def test_a_table_becomes_a_consultation_with_themes_and_a_report(wishes, tmp_path):
    made = summarising.summarise(wishes, tmp_path / "out", language="lv", step=quiet)
    assert {guess.header: guess.kind for guess in made.guesses} == {
        "Laika zīmogs": "time", "Pašvaldība": "single", "Vērtējums": "scale", "Kanāli": "multi", "E-pasts": "contact",
        "Ko vajadzētu mainīt?": "text",
    }  # fmt: skip
    assert made.responses == 48
    assert made.survey_file.is_file() and made.mapping_file.is_file()
    assert [path.suffix for path in made.built.files] == [".html", ".pdf"] and all(path.is_file() for path in made.built.files)
    with open_consultation(tmp_path / "out") as opened:
        assert survey_list.listing(opened)[0].responses == 48
        lines = theming.listing(opened)
        assert len(lines) >= 2 and sum(line.responses for line in lines) <= 48
        survey = results(opened, "lv").surveys[0]
        assert survey.turnout.about[0].label == "Pašvaldība"
    page = made.built.files[0].read_text("utf-8")
    assert "29123456" not in page and "@b.lv" not in page


def test_the_files_it_wrote_can_be_corrected_and_used(wishes, tmp_path, consult):
    made = summarising.summarise(wishes, tmp_path / "out", language="en", step=quiet)
    text = made.survey_file.read_text("utf-8").replace('"Vērtējums"', '"Cik labi?"')
    made.survey_file.write_text(text, "utf-8")
    assert consult("survey", "check", at=tmp_path / "out").exit_code == 0
    refused = consult("survey", "publish", made.survey)
    assert refused.exit_code == 1 and "reworded" in refused.stderr  # the answers were given to the old wording
    (code,) = [
        question.code for question in defining.read_file(made.survey_file).questions if question.label_in("en") == "Cik labi?"
    ]
    made.survey_file.write_text(f"{text}migrations:\n  - reworded: [{code}]\n", "utf-8")
    assert consult("survey", "publish", made.survey).exit_code == 0
    again = consult("responses", "import", str(wishes))
    assert "Nothing to add, 48 were there already" in again.output
    with open_consultation(tmp_path / "out") as opened:
        labels = {question.label for page in results(opened, "lv").surveys[0].pages for question in page.questions}
    assert "Cik labi?" in labels


@pytest.mark.parametrize("where", ["used", "file.txt/out"])
def test_a_place_in_use_or_not_to_be_written_is_told_before_anything_is_made(wishes, tmp_path, where):
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").write_text("mine")
    (tmp_path / "file.txt").write_text("no folder")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConsultError):
        summarising.summarise(wishes, tmp_path / where, language="en", step=quiet)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("text", ["", "a;b\n", "a;a\n1;2\n", "a;b\n1;2;3\n"])
def test_a_faulty_table_leaves_nothing_behind(table, tmp_path, text):
    path = table(text)
    with pytest.raises(ConsultError):
        summarising.summarise(path, tmp_path / "out", language="en", step=quiet)
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent another way on Windows")
def test_ctrl_c_in_the_middle_leaves_nothing_behind(wishes, tmp_path):
    started = subprocess.Popen(
        [sys.executable, "-m", "consult", "summarise", str(wishes), "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where the tests run in the background
    )  # fmt: skip
    while "Finding" not in started.stderr.readline():
        assert started.poll() is None
    time.sleep(0.3)
    started.send_signal(signal.SIGINT)
    _out, err = started.communicate(timeout=30)
    assert started.returncode in (1, -signal.SIGINT)
    assert "Traceback" not in err
    assert sorted(tmp_path.iterdir()) == [wishes]


@pytest.mark.parametrize("few", [1, 2, 5])
def test_a_handful_of_rows_still_gives_a_report(table, tmp_path, few):
    rows = "\n".join(f"Rīga;{wish}" for wish in WISHES[:few])
    made = summarising.summarise(table(f"Vieta;Ko mainīt?\n{rows}"), tmp_path / "out", language="en", step=quiet)
    assert made.responses == few
    assert all(not found.enough for found in made.themes)


def test_hostile_text_is_text_everywhere(table, tmp_path, consult):
    hostile = [
        '<script>alert("x")</script>',
        "=cmd|'/C calc'!A0",
        "{{ 7*7 }} skaitļi",
        "\x1b]0;owned\x07",
        "[red]x[/red]",
        "\u202eterces",
        "💥 'a'",
    ]
    rows = "\n".join('"' + (f"{text} {n}").replace('"', '""') + f'";{n}' for n, text in enumerate(hostile))
    made = summarising.summarise(table(f"Text;Nr\n{rows}"), tmp_path / "out", language="en", step=quiet)
    page = made.built.files[0].read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page and "{{ 7*7 }}" in page
    assert "\x1b" not in page and "\u202e" not in page
    shown = consult("themes", "list", at=tmp_path / "out").output
    assert "\x1b" not in shown and "\u202e" not in shown


def test_a_guess_is_corrected_in_the_files_and_summarised_again(wishes, tmp_path, consult):
    made = summarising.summarise(wishes, tmp_path / "out", language="en", step=quiet)
    survey = made.survey_file.read_text("utf-8").replace('"Vērtējums"', '"Cik labi?"')
    made.survey_file.write_text(survey, "utf-8")
    mapping = made.mapping_file.read_text("utf-8")
    line = next(line for line in mapping.splitlines() if "Kanāli" in line)
    made.mapping_file.write_text(
        mapping.replace(line, '  - {column: "Kanāli", role: ignore}').replace("guessed: yes\n", ""), "utf-8"
    )
    done = consult(
        "summarise", wishes, "--survey", made.survey_file, "--mapping", made.mapping_file, "-o", tmp_path / "again", at=tmp_path
    )
    assert done.exit_code == 0, done.output
    with open_consultation(tmp_path / "again") as opened:
        found = results(opened, "lv").surveys[0]
    answered = {question.label: question.result.n for page in found.pages for question in page.questions}
    assert answered["Cik labi?"] == 48 and answered["Kanāli"] == 0
    assert not any("read off the table" in note for note in found.notes)


def test_the_same_file_by_another_mapping_is_not_said_to_be_there_already(wishes, tmp_path, consult):
    made = summarising.summarise(wishes, tmp_path / "out", language="en", step=quiet)
    mapping = made.mapping_file.read_text("utf-8")
    line = next(line for line in mapping.splitlines() if "Kanāli" in line)
    made.mapping_file.write_text(mapping.replace(line, '  - {column: "Kanāli", role: ignore}'), "utf-8")
    done = consult("responses", "import", wishes, at=tmp_path / "out")
    assert done.exit_code == 1 and "came in before by another mapping" in done.stderr and "--mapping" in done.stderr


def test_the_same_table_read_twice_has_the_same_fingerprint(wishes, tmp_path):
    prints = set()
    for name in ("one", "two"):
        summarising.summarise(wishes, tmp_path / name, language="en", step=quiet)
        with open_consultation(tmp_path / name) as opened:
            prints.add(results(opened, "en").fingerprint)
    assert len(prints) == 1


def test_what_a_killed_run_left_behind_is_swept_away(wishes, tmp_path):
    left = tmp_path / ".out-999999999-abc"
    (left / "out").mkdir(parents=True)
    summarising.summarise(wishes, tmp_path / "out", language="en", step=quiet)
    assert not left.exists()


def test_the_folder_one_stands_in_can_be_named_by_a_dot(wishes, tmp_path, consult):
    (tmp_path / "here").mkdir()
    assert consult("summarise", wishes, "-o", ".", at=tmp_path / "here").exit_code == 0
    assert (tmp_path / "here" / "reports" / "report-en.html").is_file()


def test_a_corrected_mapping_keeps_how_the_table_is_laid_out(table, tmp_path, consult):
    path = table("a;a\nRīga;x\nOgre;y\n")
    assert consult("summarise", path, "--number-duplicates", "-o", "one", at=tmp_path).exit_code == 0
    survey, mapping = tmp_path / "one" / "surveys" / "answers.yaml", tmp_path / "one" / "mappings" / "answers.yaml"
    again = consult("summarise", path, "--survey", survey, "--mapping", mapping, "-o", "two")
    assert again.exit_code == 0, again.output
    assert (tmp_path / "two" / "mappings" / "answers.yaml").read_text("utf-8") == mapping.read_text("utf-8")
