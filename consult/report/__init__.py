"""Results to blocks to a page that can be read, printed and checked."""

from consult.report.composing import compose

__all__ = ["compose"]
