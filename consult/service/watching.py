"""Noticing that something in the consultation changed, whoever changed it."""

from __future__ import annotations

from collections.abc import Hashable

from consult.service import defining
from consult.service.consultation import SETTINGS, Consultation
from consult.service.survey_files import stamps


def state(consultation: Consultation) -> Hashable:
    """A value that is another one after a different process wrote to the database, a survey, a list or consultation.yaml.

    What was written over the same connection does not change it (SQLite's `PRAGMA data_version`).
    """
    version = consultation.database.one("PRAGMA data_version")
    lists = sorted((consultation.folder / "lists").glob("*.csv"))
    return version, stamps((consultation.folder / SETTINGS, *defining.files(consultation), *lists))
