"""The wheel holds everything: installed elsewhere, the program works from any folder."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_works_from_another_folder(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("consult_toolkit-*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = next(
        path for path in (tmp_path / "env" / "bin" / "python", tmp_path / "env" / "Scripts" / "python.exe") if path.exists()
    )
    target = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)], check=True
    )
    # The libraries of this environment, without the checkout that it was installed from.
    libraries = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    code = (
        f"import sys; sys.path[:0] = [{str(target)!r}]; sys.path.append({str(libraries)!r});"
        "import consult; from consult.cli.main import main; main()"
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PATH": os.environ["PATH"], "CONSULT_LANG": "lv", "HOME": str(elsewhere)}
    done = subprocess.run(
        [str(python), "-c", code, "demo", "paraugs"], cwd=elsewhere, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "paraugs" / "reports" / "report-lv.html").is_file()
    table = elsewhere / "paraugs" / "documents" / "seminar-poll.csv"
    done = subprocess.run(
        [str(python), "-c", code, "summarise", str(table), "-o", "apkopots"],
        cwd=elsewhere, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where = subprocess.run(
        [str(python), "-c", code.replace("main()", "print(consult.__file__)")], capture_output=True, text=True, check=True
    )
    assert str(target) in where.stdout
