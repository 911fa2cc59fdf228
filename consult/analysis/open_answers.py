"""Open answers before anyone has looked for themes in them: how many, and a few examples."""

from __future__ import annotations

from collections.abc import Sequence

from consult.analysis.absences import Answers, absences
from consult.analysis.privacy import mask_personal
from consult.model.summaries import TextSummary
from consult.model.typed_values import fold


def written(answers: Answers, most: int = 6) -> TextSummary:
    """What was written, with at most `most` examples."""
    from consult.analysis.text import is_non_answer

    texts = [answer.text for given in answers for answer in given if answer.text]
    blank, missing = absences(given for given in answers if not any(answer.text for answer in given))
    telling = [text for text in texts if not is_non_answer(text)]
    silent = len(texts) - len(telling)
    return TextSummary(
        n=len(texts), blank=blank, unthemed=len(telling), non_answers=silent, distinct=len(set(map(fold, telling))),
        examples=tuple(map(quote, few(telling, most))), missing=missing,
    )  # fmt: skip


def few(texts: Sequence[str], most: int = 12) -> list[str]:
    """A few answers, spread evenly over all, each once."""
    once = list(dict.fromkeys(texts))
    step = max(1, -(-len(once) // most))
    return once[::step]


def quote(text: str) -> str:
    """An answer fit to be printed: on one line, with personal details masked."""
    return mask_personal(" ".join(text.split()), "[…]")
