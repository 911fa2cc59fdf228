"""What only Consult writes into an XLSForm: a question in full, and a seal that tells whether its logic was changed since."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date

from consult.model.question import Check, Level, Question, QuestionType, Role
from consult.model.response import Missing
from consult.model.typed_values import normalise

TYPE, CODE, MORE = "consult:type", "consult:code", "consult:more"
OWN_WORDS, ROW, SIDE, PART, PAGE, INTRO = "own words", "row", "side", "part", "page", "intro"
"""The types of rows that are no question of their own."""

SEALED = ("type", "name", "required", "relevant", "constraint", "calculation", "choice_filter", "repeat_count", "appearance")
"""The columns that the seal covers: texts may be changed and translated without breaking it."""
_ELSEWHERE = frozenset({"code", "type", "label", "hint", "choices", "rows", "sides", "parts"})
"""Fields that the form itself says, or other rows of it."""


def packed(question: Question) -> dict[str, object]:
    """What the columns of a form cannot say of a question: every field that is not as usual, as JSON knows it."""
    told: dict[str, object] = {}
    for field in fields(question):
        value = getattr(question, field.name)
        usual = field.default if field.default is not MISSING else {}
        if field.name not in _ELSEWHERE and value != usual:
            told[field.name] = _plain(value)
    return told


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [
            {"must": one.must, "say": dict(one.say), "level": one.level.value} if isinstance(one, Check) else str(one)
            for one in value
        ]
    return value


def sealed(more: Mapping[str, object], rows: Iterable[Mapping[str, str]]) -> str:
    """The text of the column `consult:more`."""
    return json.dumps({**more, "seal": seal(rows)}, ensure_ascii=False, sort_keys=True)


def seal(rows: Iterable[Mapping[str, str]]) -> str:
    """A short sum of all that is logic in `rows`."""
    kept = [row for row in rows if not row.get("type", "").startswith("end") and row.get(TYPE) != OWN_WORDS]
    text = "\x1e".join("\x1f".join(normalise(row.get(column, "")) for column in SEALED) for row in kept)
    return f"{zlib.crc32(text.encode()):08x}"


def unpacked(more: str) -> dict[str, object]:
    """The mapping in a cell of `consult:more`; empty where somebody spoilt it."""
    try:
        found = json.loads(more) if more else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def restored(more: Mapping[str, object]) -> dict[str, object]:
    """The fields of a question that `packed` told. Raises ValueError where a value is none that such a field may have."""
    told: dict[str, object] = {}
    for field in fields(Question):
        if field.name in _ELSEWHERE or field.name not in more:
            continue
        told[field.name] = _restored(field.name, more[field.name])
    return told


def _restored(name: str, value: object) -> object:
    try:
        if name == "checks":
            return tuple(_check(one) for one in _sequence(value))
        if name == "reasons":
            return tuple(Missing(str(one)) for one in _sequence(value))
        if name == "role":
            return Role(str(value))
        if name in ("earliest", "latest"):
            return date.fromisoformat(str(value))
    except (KeyError, TypeError) as error:
        raise ValueError(name) from error
    kind = _KINDS.get(name, str)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(name)
    return value


_KINDS: Mapping[str, type | tuple[type, ...]] = (
    dict.fromkeys(("required", "other", "diverging", "integer", "row_totals", "column_totals", "publish"), bool)
    | dict.fromkeys(("minimum", "maximum", "total"), (int, float))
    | dict.fromkeys(("lines", "longest", "least", "most"), int)
    | {"unit": dict}
)


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError("list")
    return value


def _check(value: object) -> Check:
    if not isinstance(value, dict) or not isinstance(value["say"], dict):
        raise ValueError("check")
    say = {str(language): str(text) for language, text in value["say"].items()}
    return Check(str(value["must"]), say, Level(value["level"]))


def kind_in(word: str) -> QuestionType | None:
    """The type of question that a cell of `consult:type` names, if it does."""
    return QuestionType(word) if word in list(QuestionType) else None
