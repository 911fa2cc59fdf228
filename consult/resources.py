"""Where the ready surveys and the report templates are found.

In a checkout they are the top-level folders `surveys/` and `reports/`; in an installed wheel they lie in `consult/_shipped/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The shipped folder `surveys` or `reports`; raises FileNotFoundError when the installation lacks it."""
    for candidate in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{name}/ is missing from this installation of Consult")


def surveys() -> Path:
    """The folder of ready surveys, one folder each."""
    return folder("surveys")


def reports() -> Path:
    """The folder with `templates/` for reports."""
    return folder("reports")
