"""Consult: the public discussion of a programme, from questionnaire to published report."""

__version__ = "0.1.0"
