"""How the command line speaks: data on standard output, talk and progress on standard error, typed text as text."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from consult.i18n import ngettext, number
from consult.model.visible_text import visible


def tell(text: str = "") -> None:
    """Writes a line of data."""
    click.echo(visible(text))


def say(text: str = "") -> None:
    """Writes a line of talk, unless -q was given."""
    if not _quiet():
        click.echo(visible(text), err=True)


def tell_json(value: object) -> None:
    """Writes `value` (dataclasses, lists, mappings) as JSON."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def tell_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes rows in columns under a header; numbers to the right."""
    lines = [[visible(str(cell), one_line=True) for cell in row] for row in rows]
    widths = [max(len(line[at]) for line in [list(header), *lines]) for at in range(len(header))]
    numeric = [
        bool(lines) and all(line[at].replace("\N{NO-BREAK SPACE}", "").isdigit() for line in lines) for at in range(len(header))
    ]
    for line in ([*header], ["─" * width for width in widths], *lines):
        cells = [
            cell.rjust(width) if right else cell.ljust(width) for cell, width, right in zip(line, widths, numeric, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def counted(responses: int, excluded: int) -> str:
    """How many responses count, and how many more do not."""
    if not excluded:
        return str(responses)
    told = ngettext("{n} (+{excluded} excluded)", "{n} (+{excluded} excluded)", excluded)
    return told.format(n=number(responses), excluded=number(excluded))


def steps(name: str) -> Callable[[int, int], None]:
    """Tells of a step: a line that counts up on a terminal, one plain line elsewhere."""
    moving = sys.stderr.isatty() and not _quiet()
    if not moving:
        say(f"{name} …")

    def progress(done: int, total: int) -> None:
        if moving:
            end = "\n" if done >= total else ""
            count = f" {done}/{total}" if total > 1 else ""
            click.echo(f"\r\033[K{visible(name)} …{count}{end}", err=True, nl=False)

    progress(0, 0) if not moving else click.echo(f"\r{visible(name)} …", err=True, nl=False)
    return progress


def on_a_terminal() -> bool:
    """Whether people sit at both ends and the terminal can draw screens."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _quiet() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().params.get("quiet"))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(child) for child in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
