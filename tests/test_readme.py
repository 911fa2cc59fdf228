"""The README and the other documents say what is so: their commands run, their examples are read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from consult.formats import consultation_yaml, mapping_yaml, survey_yaml
from consult.model.expression_functions import FUNCTIONS
from consult.model.question import QuestionType

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def test_the_commands_of_the_readme_run_one_after_another(tmp_path):
    command = shutil.which("consult", path=str(Path(sys.executable).parent))
    assert command, "the program is not installed beside this Python"
    here = tmp_path
    for line in "".join(blocks(README, "console")).splitlines():
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line.removeprefix("$ "))]
        if words[0] == "cd":
            here = (here / words[1]).resolve()
            continue
        assert words[0] == "consult"
        if "people.csv" in words:
            (here / "people.csv").write_text("".join(blocks(README, "csv")), "utf-8")
        done = subprocess.run([command, *words[1:]], cwd=here, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, (line, done.stderr)
        assert "Traceback" not in done.stderr
    assert (tmp_path / "seminar" / "reports" / "report-en.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "talks" / "reports" / "report-lv.html").stat().st_size > 50_000


def test_the_commands_in_the_readme_are_what_help_says():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import commands
    finally:
        sys.path.pop(0)
    assert commands.with_reference(README) == README, "run `make commands`"


def test_every_command_has_help():
    from consult.cli.commands import consult

    def walk(command, path):
        assert command.help, path
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or parameter.help or "--help" in parameter.opts, (path, parameter.name)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                walk(command.get_command(context, name), [*path, name])

    walk(consult, ["consult"])


def test_links_and_pictures_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target


def document(name):
    return blocks((ROOT / "docs" / name).read_text("utf-8"), "yaml")


def test_the_surveys_of_the_documents_are_sound_and_show_every_type():
    lists = (ROOT / "surveys" / "municipal-data-call",)
    surveys = [survey_yaml.read(text, "surveys.md", lists) for text in document("surveys.md") if text.startswith("consult:")]
    told = (ROOT / "docs" / "surveys.md").read_text("utf-8")
    assert len(surveys) == 2 and all(f"`{kind.value}`" in told for kind in QuestionType)


def test_the_functions_of_the_language_are_all_told():
    told = (ROOT / "docs" / "surveys.md").read_text("utf-8")
    assert all(f"`{name}`" in told for name in FUNCTIONS)


def test_the_migrations_of_the_documents_are_read():
    (lines,) = [text for text in document("surveys.md") if text.startswith("migrations:")]
    head = "consult: 1\nsurvey: s\ntitle: T\npages: [{questions: [{code: q, type: text, ask: A}]}]\n"
    assert len(survey_yaml.read(head + lines, "surveys.md").migrations) == 5


def test_the_other_files_of_the_documents_are_read():
    mapping, consultation = document("files.md")
    survey = survey_yaml.read(document("surveys.md")[0], "surveys.md")
    named = {column.question for column in mapping_yaml.read(mapping, "mapping").columns if column.question}
    assert named <= {question.code for question in survey.questions}
    assert consultation_yaml.read(consultation, "consultation").surveys == (survey.id,)


@pytest.mark.parametrize("path", sorted((ROOT / "surveys").glob("*/survey.yaml")), ids=lambda path: path.parent.name)
def test_every_ready_survey_has_a_line_of_readme(path):
    assert (path.parent / "README.md").read_text("utf-8").strip()
