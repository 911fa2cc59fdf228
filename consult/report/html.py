"""A report as one HTML file: no script, no request, style and drawings inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from consult import i18n, resources
from consult.errors import ReportError
from consult.i18n import _
from consult.model.visible_text import shortened
from consult.report.blocks import Heading, Report

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

TEMPLATE = "report.html"
_SHORT = 120


def render(report: Report, templates: Path | None = None) -> str:
    """The whole page. Templates in the folder `templates` stand before the shipped ones of the same name.

    Raises ReportError where a template is faulty.
    """
    from jinja2 import TemplateError

    with i18n.using(report.language):
        try:
            return _environment(templates).get_template(TEMPLATE).render(**_context(report))
        except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError) as error:
            raise ReportError(
                _("The template cannot be used: {reason}").format(reason=str(error) or type(error).__name__),
                _("Compare it with the shipped one, or remove it from the folder of templates"),
                place=_place(error),
            ) from error


def _environment(templates: Path | None) -> SandboxedEnvironment:
    """Templates see the report and nothing else: no files but templates, no attributes of Python."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folders = [folder for folder in (templates, resources.reports() / "templates") if folder]
    return SandboxedEnvironment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _context(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "blocks": [(type(block).__name__, block) for block in report.blocks],
        "headings": [block for block in report.blocks if isinstance(block, Heading)],
        "short": _shortened,
        "words": {
            "contents": _("Contents"),
            "skip": _("Skip to the contents"),
            "keywords": _("Words"),
            "notice": _("Notice"),
        },
    }


def _shortened(text: str) -> str:
    return shortened(text, _SHORT)


def _place(error: Exception) -> str:
    """File and line of a faulty template, as far as they are known."""
    name = getattr(error, "filename", None) or getattr(error, "name", None) or TEMPLATE
    line = getattr(error, "lineno", None)
    return f"{Path(str(name)).name}:{line}" if line else Path(str(name)).name
