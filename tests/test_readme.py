"""The README and the other documents say what is so: their commands run, their examples are read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consult.formats import consultation_yaml, mapping_yaml, survey_yaml

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
        for name, child in getattr(command, "commands", {}).items():
            walk(child, [*path, name])

    walk(consult, ["consult"])


def test_links_and_pictures_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_the_examples_of_the_file_formats_are_read():
    survey, mapping, consultation = blocks((ROOT / "docs" / "files.md").read_text("utf-8"), "yaml")
    found = survey_yaml.read(survey, "survey")
    assert {question.type.value for question in found.questions} == {"single", "matrix", "scale", "number", "date", "text"}
    named = {column.question for column in mapping_yaml.read(mapping, "mapping").columns if column.question}
    assert named <= {question.code for question in found.questions}
    assert consultation_yaml.read(consultation, "consultation").surveys == (found.id,)


@pytest.mark.parametrize("path", sorted((ROOT / "surveys").glob("*/survey.yaml")), ids=lambda path: path.parent.name)
def test_every_ready_survey_has_a_line_of_readme(path):
    assert (path.parent / "README.md").read_text("utf-8").strip()
