"""What became of earlier questions and choices, as survey files write it under „migrations:”."""

from __future__ import annotations

from consult.formats.yaml_text import Node, Reading
from consult.i18n import _
from consult.model.survey import Migration

_KEYS = ("rename", "recode", "merge", "retire", "reworded")


def read_migrations(reading: Reading, node: Node | None) -> tuple[Migration, ...]:
    """The entries of the list in `node`; faults go to `reading`."""
    return tuple(_migration(reading, child) for child in reading.sequence(node, "migrations"))


def _migration(reading: Reading, node: Node) -> Migration:
    keys = reading.mapping(node, _KEYS, _("a migration"))
    if len(keys) != 1:
        reading.problem(
            node.line, _("a migration does one thing"), _("write one of {keys} to each “- ”").format(keys=", ".join(_KEYS))
        )
    recode = reading.mapping(keys.get("recode"), what="recode")
    merge = reading.mapping(keys.get("merge"), what="merge")
    return Migration(
        rename=_texts(reading, keys.get("rename"), "rename"),
        recode={question: _texts(reading, child, question) for question, child in recode.items()},
        merge={into: _words(reading, child, into) for into, child in merge.items()},
        retire=_words(reading, keys.get("retire"), "retire"),
        reworded=_words(reading, keys.get("reworded"), "reworded"),
    )


def _texts(reading: Reading, node: Node | None, key: str) -> dict[str, str]:
    return {old: reading.text(new, key) for old, new in reading.mapping(node, what=key).items()}


def _words(reading: Reading, node: Node | None, key: str) -> tuple[str, ...]:
    """A list of words, or one word alone."""
    if node is not None and isinstance(node.value, str):
        return (reading.text(node, key),)
    return tuple(reading.text(child, key) for child in reading.sequence(node, key))


def tree(migration: Migration) -> dict[str, object]:
    """The entry as a mapping to write."""
    written: dict[str, object] = {
        "rename": dict(migration.rename),
        "recode": {question: dict(codes) for question, codes in migration.recode.items()},
        "merge": {into: list(codes) for into, codes in migration.merge.items()},
        "retire": list(migration.retire),
        "reworded": list(migration.reworded),
    }
    return {key: value for key, value in written.items() if value}
