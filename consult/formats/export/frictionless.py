"""The description of a Frictionless data package: what the columns of its tables are."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from consult.formats.export import codebook, long
from consult.formats.export.guarding import NOT_ASKED, guard, guard_code
from consult.formats.export.variables import Kind, Variable, meta_columns
from consult.model.response import Channel, Missing, Review
from consult.model.survey import Survey

FILES = ("answers.csv", "answers-long.csv", "codebook.csv")
DESCRIPTION = "datapackage.json"
_MISSING = ["", NOT_ASKED, *(missing.value for missing in Missing)]
_META: dict[str, dict[str, object]] = {
    "response": {"type": "string", "constraints": {"required": True, "unique": True}},
    "survey": {"type": "string", "constraints": {"required": True}},
    "version": {"type": "integer", "constraints": {"required": True, "minimum": 1}},
    "wave": {"type": "string"},
    "channel": {"type": "string", "constraints": {"enum": [channel.value for channel in Channel]}},
    "submitted_at": {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    "review": {"type": "string", "constraints": {"enum": [review.value for review in Review]}},
    "respondent": {"type": "string"},
    "seconds": {"type": "integer"},
    "source_key": {"type": "string"},
    "paper_batch": {"type": "string"},
    "paper_number": {"type": "string"},
}
_TYPES = {
    Kind.NUMBER: "number", Kind.RANK: "integer", Kind.CHOSEN: "integer", Kind.DATE: "date", Kind.COMPUTED: "any",
    Kind.UNKNOWN: "any",
}  # fmt: skip


def describe(
    folder: Path, survey: Survey, variables: Sequence[Variable], versions: Sequence[Survey], *, paper: bool = False
) -> str:
    """The text of datapackage.json for the tables in `folder`. Limits are told where all `versions` set the same."""
    fields: list[dict[str, object]] = [{"name": name, **_META[name]} for name in meta_columns(survey, paper=paper)]
    fields += [_field(variable, survey, versions) for variable in variables]
    answers = {"fields": fields, "missingValues": _MISSING, "primaryKey": ["response"]}
    reference = {"resource": "answers", "fields": ["response"]}
    lines = {
        "fields": [{"name": name, "type": _long_type(name)} for name in long.HEADER],
        "missingValues": [""],
        "foreignKeys": [{"fields": ["response"], "reference": reference}],
    }
    book = {
        "fields": [{"name": name, "type": "string"} for name in codebook.header(survey)],
        "missingValues": [""],
        "primaryKey": ["variable"],
    }
    package = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", survey.id.lower()).strip("-") or "survey",
        "title": survey.title_in(survey.languages[0]),
        "version": str(survey.version),
        "resources": [_resource(folder / name, schema) for name, schema in zip(FILES, (answers, lines, book), strict=True)],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(path: Path, schema: object) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": path.stem, "path": path.name, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": path.stat().st_size, "hash": f"sha256:{digest}", "schema": schema,
    }  # fmt: skip


def _long_type(name: str) -> str:
    return {"version": "integer", "instance": "integer", "number": "number"}.get(name, "string")


def _field(variable: Variable, survey: Survey, versions: Sequence[Survey]) -> dict[str, object]:
    language = survey.languages[0]
    field: dict[str, object] = {"name": variable.name, "title": codebook.wording(variable, language)}
    field["type"] = _TYPES.get(variable.kind, "string")
    choices = codebook.choices_of(variable)
    if variable.kind is Kind.CODE and choices:
        field["constraints"] = {"enum": [guard_code(choice.code) for choice in choices]}
    elif variable.kind is Kind.CHOSEN:
        field["constraints"] = {"enum": [0, 1]}
    elif variable.kind is Kind.NUMBER and variable.question and _never_changed(variable, versions):
        field |= _figures(variable)
    if variable.question and variable.question.hint.get(language):
        field["description"] = guard(variable.question.hint[language], formulas=False)
    return field


def _figures(variable: Variable) -> dict[str, object]:
    asked = variable.asked
    assert asked
    limits = {"minimum": asked.minimum, "maximum": asked.maximum}
    told: dict[str, object] = {name: value for name, value in limits.items() if value is not None}
    kind: dict[str, object] = {"type": "integer"} if asked.integer else {}
    if asked.integer:
        told = {name: int(value) for name, value in told.items() if isinstance(value, float) and value.is_integer()}
    return kind | ({"constraints": told} if told else {})


def _never_changed(variable: Variable, versions: Sequence[Survey]) -> bool:
    """Whether the question is the same in every version that has it: answers keep within the limits of their own version."""
    assert variable.question
    found = [survey.question(variable.question.code) for survey in versions]
    first = next((question for question in found if question), None)
    if first is None:
        return False

    def limits(one: object) -> list[tuple[object, ...]]:
        asked = [one, *getattr(one, "parts", ())]
        return [
            (getattr(q, "code", ""), getattr(q, "integer", 0), getattr(q, "minimum", 0), getattr(q, "maximum", 0)) for q in asked
        ]

    return all(question is None or limits(question) == limits(first) for question in found)
