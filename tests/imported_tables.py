"""A table of answers that is imported, what is told of it, and what is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consult.errors import ConsultError
from consult.model.response import Answer
from consult.service.consultation import Consultation
from consult.store import responses

TABLE = """Pašvaldība;Pakalpojumi;Vajadzība [Jūsu pašvaldībā];Vajadzība [Reģionā];Klienti;Kopš;Priekšlikums
Rīga;Aprūpe mājās, Pirts;Liela;Nav viedokļa;1 200;5.3.2026;Vairāk autobusu
Jūrmala;;Nav;;-;;=SUM(A1)
"""


def said(call: Callable[[], object]) -> list[str]:
    """The faults that are told."""
    with pytest.raises(ConsultError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def stored(consultation: Consultation) -> list[tuple[Answer, ...]]:
    """The answers of each response to the survey `needs`."""
    return [response.answers for response in responses.responses(consultation.database, "needs")]


def facts(consultation: Consultation) -> list[set[tuple[object, ...]]]:
    """The answers of each response to the survey with every type, those that have a value."""
    return [
        {(a.question, a.row, a.column, a.instance, a.code, a.number, a.text) for a in response.answers if a.missing is None}
        for response in responses.responses(consultation.database, "whole")
    ]
