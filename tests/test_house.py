"""What keeps the house in order: layers, types, style, start-up, names, and a project that speaks only of itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consult.model.response import Channel
from consult.service import collecting, defining

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "consult").rglob("*.py"))


def run(*command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_down_only():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing():
    run("ruff", "check", "--no-cache", ".")


def test_ruff_would_format_nothing():
    run("ruff", "format", "--no-cache", "--check", ".")


def test_types_are_sound():
    run("mypy")


LOADED = """
import sys
sys.argv = ["consult", *{arguments!r}]
try:
    from consult.cli.main import main
    main()
except SystemExit:
    pass
print(*{{name.partition(".")[0] for name in sys.modules}} - set(sys.stdlib_module_names))
"""


def loaded(*arguments, at=None):
    """The top-level modules from outside the standard library that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=arguments)], cwd=at, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()) - {"__main__", "__mp_main__"}


def test_help_loads_click_and_the_standard_library_only():
    import_hooks = {"_distutils_hack", "coverage", "sitecustomize", "usercustomize"}
    assert {name for name in loaded("--help") if not name.startswith("__editable__")} - import_hooks == {"click", "consult"}


def test_listing_loads_no_heavy_library(folder):
    heavy = {"sklearn", "scipy", "matplotlib", "textual", "jinja2", "typst", "pandas"}
    assert not loaded("status", at=folder) & heavy
    assert not loaded("survey", "check", at=folder) & heavy


def test_building_a_report_loads_no_terminal_app(consultation, folder):
    survey = defining.current(consultation, "needs")
    collecting.submit(consultation, survey, {"clients": "5"}, channel=Channel.TERMINAL)
    found = loaded("report", "build", at=folder)
    assert "typst" in found and not found & {"textual", "rich"}
    assert (folder / "reports" / "report-en.pdf").is_file()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_lives_in_it_and_has_a_name_that_says_so_too(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert path.stem not in {"utils", "util", "helpers", "common", "misc", "core", "manager"}


def test_the_project_speaks_only_of_itself():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    if not tracked:
        pytest.skip("not a git checkout")
    foreign = re.compile(r"/(?:work|root)/|\.\./shared|/home/\w|pypi" + r"\.org|files\.pythonhosted|registry\.npm")
    found = []
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".mo", ".png", ".xlsx"} or not path.is_file() or path == Path(__file__):
            continue
        found += [f"{name}: {line[:100]}" for line in path.read_text("utf-8", "replace").splitlines() if foreign.search(line)]
    assert not found
