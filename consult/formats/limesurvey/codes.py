"""Codes of Consult made from those of LimeSurvey, and the other way round; each of its own."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from consult.model.question import OTHER
from consult.model.typed_values import without_marks

LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_SUBQUESTION = 20, 5, 20
_LONGEST = 40
# Names that expressions, or LimeSurvey itself, use for something else.
_OURS = frozenset({*keyword.kwlist, "row", "choice", "true", "false", "none", "self", "this"})
_THEIRS = frozenset("lang sid savedid token qid gid sgq self that this and or eq ne lt le gt ge naok".split())
_THEIR_SUBQUESTIONS = frozenset("time other comment othercomment".split())


class Codes:
    """Gives codes that were not given before; LimeSurvey does not tell capitals from small letters, so neither does this."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {code.lower() for code in reserved}

    def free(self, code: str, longest: int) -> str:
        """`code`, or where it is taken the same with a number behind, never longer than `longest`."""
        free, n = code[:longest], 2
        while free.lower() in self._taken:
            free, n = f"{code[: longest - len(str(n))]}{n}", n + 1
        self._taken.add(free.lower())
        return free


def question_code(theirs: str, codes: Codes) -> str:
    """The code of Consult for the code of a question of LimeSurvey: small letters, digits and _."""
    code = re.sub(r"[^a-z0-9]+", "_", theirs.lower()).strip("_") or "q"
    if not code[0].isalpha() or code in _OURS:
        code = f"q_{code}"
    return codes.free(code, _LONGEST)


def choice_code(theirs: str, taken: set[str]) -> str:
    """The code of Consult for an answer or subquestion: as it is, unless it is reserved, missing or much like one in `taken`."""
    code = "".join(letter for letter in theirs if letter.isprintable()).strip() or "A"
    free, n = (f"{code}1" if without_marks(code) == OTHER else code), 2
    while without_marks(free) in taken:
        free, n = f"{code}_{n}", n + 1
    taken.add(without_marks(free))
    return free


def part_code(theirs: str, codes: Codes) -> str:
    """The code of a column of a table: as that of a question."""
    return question_code(theirs, codes)


def their_question(ours: str, codes: Codes) -> str:
    """The code that LimeSurvey takes for a question: at most 20 letters and digits, beginning with a letter."""
    code = re.sub(r"[^A-Za-z0-9]", "", ours) or "Q"
    if not code[0].isalpha() or code.lower() in _THEIRS:
        code = f"q{code}"
    return codes.free(code, LONGEST_QUESTION)


def their_choices(ours: Iterable[str], longest: int) -> dict[str, str]:
    """Code of Consult → the code that LimeSurvey takes for a subquestion or, five signs at most, an answer.

    What fits as it is stays as it is.
    """
    wanted = list(dict.fromkeys(ours))
    found = {code: code for code in _unlike_each_other(wanted) if _fits(code, longest)}
    codes = Codes([*found.values(), *_THEIR_SUBQUESTIONS])
    for at, code in enumerate(wanted, 1):
        if code not in found:
            plain = re.sub(r"[^A-Za-z0-9]", "", code)
            found[code] = codes.free(plain or f"A{at}", longest)
    return {code: found[code] for code in wanted}


def _fits(code: str, longest: int) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9]+", code)) and len(code) <= longest and code.lower() not in _THEIR_SUBQUESTIONS


def _unlike_each_other(codes: Iterable[str]) -> list[str]:
    """The first of all codes that differ in capitals only."""
    return list({code.lower(): code for code in reversed(list(codes))}.values())
