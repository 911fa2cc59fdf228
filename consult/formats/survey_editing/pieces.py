"""A survey file read piece by piece, so that after a change only the question that changed is read anew.

A piece is what stands before the pages, the head of a page, a question, the rest of a page, or what follows the pages. A piece
that is well-formed alone and holds exactly one value at its own indentation is so in its file too; where pieces cannot be told
apart, the whole file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from consult.formats.survey_editing.located import NotPlainError, Part, compose, shifted

_ROW = re.compile(r"^( *)([^ #\r\n][^\n]*)", re.MULTILINE)
_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029\ufeff]")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_PAGES = re.compile(r"pages:\s*(#.*)?")
_QUESTIONS = re.compile(r"questions:\s*(#.*)?")


def located(text: str) -> Part:
    """The values of a survey file with their places; raises NotPlainError."""
    if _TAB.search(text):
        raise NotPlainError
    if not _OTHER_BREAKS.search(text):
        try:
            return _Assembly(text).root()
        except (NotPlainError, _WholeError):
            pass
    root = compose(text)
    if root.style != "block" or not isinstance(root.value, dict):
        raise NotPlainError
    return root


@lru_cache(maxsize=1024)
def _composed(text: str, at: int, lines: int) -> Part:
    """The values of a piece that begins at an offset, after so many lines: what stands before a change stays as it was."""
    return shifted(compose(text), at, lines)


class _WholeError(ValueError):
    """The pieces of a file cannot be told apart."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is neither empty nor a comment."""

    start: int
    indent: int
    text: str

    @property
    def dashed(self) -> bool:
        return self.text == "-" or self.text.startswith("- ")

    @property
    def inner(self) -> int:
        """The column of what follows the dash."""
        return self.indent + len(self.text) - len(self.text[1:].lstrip(" "))


class _Assembly:
    """The values of a file put together from those of its pieces."""

    def __init__(self, text: str):
        self._text = text
        self._rows = [_Row(found.start(), len(found[1]), found[2].rstrip("\r")) for found in _ROW.finditer(text)]
        self._lines: dict[int, int] = {}
        self._counted = (0, 0)

    def root(self) -> Part:
        rows = self._rows
        at = next((n for n, row in enumerate(rows) if row.indent == 0 and _PAGES.fullmatch(row.text)), None)
        if at is None or at + 1 >= len(rows) or not rows[at + 1].dashed:
            raise _WholeError
        first = rows[at + 1]
        last = at + 1
        while last < len(rows) and (rows[last].indent > 0 or (first.indent == 0 and rows[last].dashed)):
            last += 1
        top = self._mapping(0, first.start, 0)
        pages = list(self._pages(at + 1, last))
        seq = self._list(pages, first)
        rest = self._mapping(self._start(last), len(self._text), 0) if last < len(rows) else Part({}, 1)
        return _merged(top, "pages", seq, rest)

    def _start(self, row: int) -> int:
        return self._rows[row].start if row < len(self._rows) else len(self._text)

    def _line(self, offset: int) -> int:
        """The line of an offset, from 1; asked in rising order."""
        before, lines = self._counted
        if offset < before:
            before, lines = 0, 0
        lines += self._text.count("\n", before, offset)
        self._counted = (offset, lines)
        return lines + 1

    def _piece(self, start: int, end: int, indent: int) -> Part:
        found = _composed(self._text[start:end], start, self._line(start) - 1)
        if found.style != "block" or found.indent != indent:
            raise _WholeError
        return found

    def _mapping(self, start: int, end: int, indent: int) -> Part:
        found = self._piece(start, end, indent)
        if not isinstance(found.value, dict):
            raise _WholeError
        return found

    def _one(self, start: int, end: int, indent: int) -> Part:
        """The only value of a list."""
        found = self._piece(start, end, indent)
        if len(found.sequence) != 1:
            raise _WholeError
        return found.sequence[0]

    def _dashed(self, first: int, last: int, indent: int) -> Iterator[tuple[int, int]]:
        """From which to which row each value of a list goes."""
        starts = []
        for n in range(first, last):
            if self._rows[n].indent < indent or (self._rows[n].indent == indent and not self._rows[n].dashed):
                raise _WholeError
            if self._rows[n].indent == indent:
                starts.append(n)
        yield from zip(starts, [*starts[1:], last], strict=True)

    def _list(self, values: list[Part], first: _Row) -> Part:
        indent = first.indent
        line, start = self._line(first.start), first.start + indent
        return Part([*values], line, indent + 1, start=start, end=values[-1].end, indent=indent, style="block")

    def _pages(self, first: int, last: int) -> Iterator[Part]:
        for start, end in self._dashed(first, last, self._rows[first].indent):
            yield self._page(start, end)

    def _page(self, first: int, last: int) -> Part:
        rows, head = self._rows, self._rows[first]
        key = next(
            (n for n in range(first + 1, last) if rows[n].indent == head.inner and _QUESTIONS.fullmatch(rows[n].text)), None
        )
        begins = key + 1 if key is not None else last
        if begins >= last or not rows[begins].dashed or rows[begins].indent < head.inner:
            return self._one(head.start, self._start(last), head.indent)
        indent = rows[begins].indent
        ends = begins
        while ends < last and (rows[ends].indent > indent or (rows[ends].indent == indent and rows[ends].dashed)):
            ends += 1
        page = self._one(head.start, rows[begins].start, head.indent)
        found = [self._one(rows[a].start, self._start(b), indent) for a, b in self._dashed(begins, ends, indent)]
        seq = self._list(found, rows[begins])
        rest = self._mapping(rows[ends].start, self._start(last), head.inner) if ends < last else Part({}, 1)
        return _merged(page, "questions", seq, rest)


def _merged(top: Part, key: str, value: Part, rest: Part) -> Part:
    """A mapping with `value` under its last key, and the keys of `rest` behind."""
    if set(top.mapping) & set(rest.mapping) or [*top.mapping][-1:] != [key]:
        raise _WholeError
    end = rest.end if rest.mapping else value.end
    return replace(top, value={**top.mapping, key: value, **rest.mapping}, end=end, keys={**top.keys, **rest.keys})
