"""The limits that a type brings with it: ranges and percentages."""

from __future__ import annotations

import re
from math import isfinite

from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.limits import Limits
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.sheets import Row
from consult.i18n import _

_PARAMETER = re.compile(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_USUAL = {"start": 0.0, "end": 10.0, "step": 1.0}


def range_limits(node: Node, findings: Findings, sheet: str) -> Limits:
    """The smallest and largest answer that the type of the row allows; none for most types."""
    if node.kind.word == "percentage":
        return Limits(minimum=0, maximum=100)
    if node.kind.word != "range":
        return Limits()
    found = _parameters(node.row)
    low, high = sorted((found["start"], found["end"]))
    if found["step"] != 1:
        told = _("The step of a range was left out; every number between its ends may be answered.")
        findings.note(sheet, node.row.number, told)
    return Limits(minimum=low, maximum=high)


def is_whole(row: Row) -> bool:
    """Whether a range goes from whole number to whole number."""
    return all(value.is_integer() for value in _parameters(row).values())


def _parameters(row: Row) -> dict[str, float]:
    given = {name.lower(): float(value) for name, value in _PARAMETER.findall(row.text("parameters"))}
    return _USUAL | {name: value for name, value in given.items() if isfinite(value)}
