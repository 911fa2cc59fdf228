"""Writes what `--help` says of every command into README.md. Run it after changing an option: `make commands`."""

from __future__ import annotations

from pathlib import Path

import click

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- commands -->\n", "<!-- /commands -->"


def reference() -> str:
    """The help of every command, in the order of the command line, as one Markdown block each."""
    from consult.cli.commands import consult

    parts: list[str] = []

    def add(command: click.Command, path: list[str]) -> None:
        with click.Context(command, info_name=" ".join(path), terminal_width=100, help_option_names=["-h", "--help"]) as context:
            parts.append(f"```text\n$ {' '.join(path)} --help\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                assert child
                add(child, [*path, name])

    add(consult, ["consult"])
    return "\n".join(parts)


def with_reference(text: str) -> str:
    """The text of the README with the reference put in its place."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}{reference()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_reference(README.read_text("utf-8")), "utf-8")
