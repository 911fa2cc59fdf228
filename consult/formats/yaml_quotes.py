"""Texts in quotation marks for YAML that is written as a whole."""

from __future__ import annotations

from typing import Any


def quoted_scalar(text: str) -> Any:
    """The text as a scalar that ruamel.yaml writes in quotation marks: what people write may look like anything else."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text)
