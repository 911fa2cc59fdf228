"""Responses as JSON lines: one response a line, every answer exactly as it was given to its version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from consult.model.response import Answer, Response


def lines(responses: Iterable[Response], *, named: bool) -> Iterator[str]:
    """A line each; `respondent` only where `named`. What is empty is left out of answers."""
    for response in responses:
        told: dict[str, object] = {
            "response": response.id,
            "survey": response.survey,
            "version": response.version,
            "wave": response.wave,
            "channel": response.channel.value,
            "submitted_at": response.submitted_at.isoformat(" ", "seconds") if response.submitted_at else None,
            "review": response.review.value,
        }
        if named:
            told["respondent"] = response.respondent
        told |= {"seconds": response.seconds, "source_key": response.source_key}
        if response.paper:
            told["paper"] = {"batch": response.paper.batch, "number": response.paper.number, "typed_by": response.paper.typed_by}
        told["answers"] = [_answer(answer) for answer in response.answers]
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _answer(answer: Answer) -> dict[str, object]:
    told: dict[str, object] = {"question": answer.question}
    for name in ("row", "column", "instance", "code"):
        if value := getattr(answer, name):
            told[name] = value
    if answer.number is not None:
        told["number"] = int(answer.number) if answer.number.is_integer() and abs(answer.number) < 2**53 else answer.number
    if answer.text is not None:
        told["text"] = answer.text
    if answer.missing:
        told["missing"] = answer.missing.value
    return told
