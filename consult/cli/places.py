"""Where commands work, and how their faults are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from consult import i18n
from consult.errors import ConsultError
from consult.i18n import _

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

F = TypeVar("F", bound=Callable[..., Any])


class Fault(click.ClickException):
    """A ConsultError as click shows it: one line a problem, on standard error."""

    def __init__(self, error: ConsultError):
        from consult.model.visible_text import visible

        super().__init__("\n".join(visible(str(problem), one_line=True) for problem in error.problems))
        self.exit_code = error.exit_code  # type: ignore[misc]
        self.many = len(error.problems) > 1

    def show(self, file: Any = None) -> None:
        """Writes the problems."""
        first = _("Error:")
        click.echo(f"{first}\n{self.message}" if self.many else f"{first} {self.message}", err=True)


class Root(click.Group):
    """Loads commands when they are asked for, and turns every ConsultError of any of them into a message and an exit code.

    `modules` tells in which module of `consult.cli` a command is; it is called there as on the command line.
    """

    def __init__(self, *given: Any, modules: Mapping[str, str], **named: Any):
        super().__init__(*given, **named)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded; None where there is none of this name."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = getattr(import_module(f"consult.cli.{self.modules[cmd_name]}"), cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; where there is none, the fault names those that are meant perhaps."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as fault:
            raise click.NoSuchCommand(fault.command_name, possibilities=self.modules, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except ConsultError as error:
            raise Fault(error) from error


def here(*, settings_later: bool = False) -> Consultation:
    """The consultation that the command works on; raises ConsultationError where there is none. See `open_consultation`."""
    from consult.service.consultation import open_consultation

    folder: Path | None = click.get_current_context().find_root().params.get("folder")
    return open_consultation(folder, settings_later=settings_later)


def language() -> str:
    """The language of messages, lv or en."""
    return i18n.current()


def json_option(command: F) -> F:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help=_("Write JSON."))(command)


def lang_option(command: F) -> F:
    """Adds --lang, the language of what is made."""
    option = click.option("--lang", "lang", type=click.Choice(i18n.LANGUAGES), help=_("Language of the report."))
    return option(command)


def layout_options(command: F) -> F:
    """Adds what can be said of how a table is laid out."""
    for option in (
        click.option("--number-duplicates", is_flag=True, help=_("Number columns of the same name instead of refusing them.")),
        click.option("--delimiter", help=_("What separates cells: a sign, or “tab”.")),
        click.option("--encoding", help=_("Encoding of the text, such as windows-1257.")),
        click.option("--header", type=click.IntRange(min=1), help=_("Row that names the columns.")),
        click.option("--sheet", help=_("Sheet of the workbook.")),
    ):
        command = option(command)
    return command


def layout(options: dict[str, Any]) -> Any:
    """The layout that the options of `layout_options` say; takes them out of `options`."""
    from consult.service.exchange.exchanging import Layout

    delimiter = options.pop("delimiter") or ""
    return Layout(
        sheet=options.pop("sheet") or "", header=options.pop("header") or 0,
        delimiter="\t" if delimiter.lower() == "tab" else delimiter[:1],
        encoding=options.pop("encoding") or "", number_duplicates=options.pop("number_duplicates"),
    )  # fmt: skip
