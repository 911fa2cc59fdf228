"""Why a figure is missing, in words."""

from __future__ import annotations

from consult.i18n import current
from consult.model.response import Missing
from consult.model.typed_values import fold

_LABELS = {
    Missing.NOT_KNOWN: {"lv": "nav zināms", "en": "not known", "ru": "неизвестно"},
    Missing.NOT_APPLICABLE: {"lv": "neattiecas", "en": "not applicable", "ru": "не применимо"},
    Missing.REFUSED: {"lv": "atteikts", "en": "refused", "ru": "отказ"},
}
_REASONS = {fold(word): reason for reason, labels in _LABELS.items() for word in (reason.value, *labels.values())}


def reason_label(reason: Missing, language: str = "") -> str:
    """The reason in `language`, in English where it is not known here; its code for the reasons that nobody types."""
    labels = _LABELS.get(reason, {})
    return labels.get(language or current()) or labels.get("en", reason.value)


def reason_in(text: str) -> Missing | None:
    """The missing reason that `text` names, by its code or its label in any language."""
    return _REASONS.get(fold(text))
