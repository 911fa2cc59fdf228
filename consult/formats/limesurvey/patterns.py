"""Regular expressions as PHP writes them, between delimiters, to patterns that a whole answer must fit; and back."""

from __future__ import annotations

import re

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.i18n import _, quoted
from consult.model.expression_patterns import PatternFault, read

_DELIMITED = re.compile(r"\s*([/#~!@%|])(.*)\1([a-zA-Z]*)\s*", re.DOTALL)
_PLAIN_FLAGS = set("u")


def pattern_of(theirs: str) -> str:
    """The pattern of `matches()` that means the same; raises NotTranslated where there is none.

    PHP looks for the pattern anywhere in the answer, `matches` wants all of it: what is not anchored gets `.*`.
    """
    parts = _DELIMITED.fullmatch(theirs)
    if parts is None or not set(parts.group(3)) <= _PLAIN_FLAGS:
        raise NotTranslated(_("the pattern {pattern} has no counterpart").format(pattern=quoted(theirs)))
    mark, body = parts.group(1), parts.group(2)
    body = body.replace("\\" + mark, mark)
    start, end = body.startswith("^"), bool(re.search(r"(?<!\\)(?:\\\\)*\$$", body))
    inside = body[start : -1 if end else None]
    if not _grouped(inside):
        # An anchor would hold for the first or last alternative only.
        inside = f"(?:{inside})" if not start and not end else "(?"
    pattern = ("" if start else ".*") + inside + ("" if end else ".*")
    try:
        read(pattern)
    except PatternFault:
        raise NotTranslated(_("the pattern {pattern} has no counterpart").format(pattern=quoted(theirs))) from None
    return pattern


def _grouped(inside: str) -> bool:
    """Whether every alternative stands inside brackets, so that an anchor before and behind holds for all of them."""
    depth = 0
    for token in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", inside, re.DOTALL):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "|" and depth == 0:
            return False
    return True


def their_pattern(ours: str) -> str:
    """The pattern of `matches()` as PHP writes it."""
    body = re.sub(r"(?<!\\)/", r"\\/", ours)
    return f"/^{body}$/" if _grouped(ours) else f"/^(?:{body})$/"
