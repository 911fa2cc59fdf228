"""What is read in the responses of a list, folded, so that it can be sought with every keystroke."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from consult.model.typed_values import Refused, read_number
from consult.model.versions.history import History
from consult.service.browsing.listed_labels import ListedLabels
from consult.service.browsing.listed_responses import Listed
from consult.service.browsing.response_filter import Facet, Names, folded
from consult.store import response_list
from consult.store.database import Database

_PART_OF_ID = 6
"""The fewest letters that may mean a part of an id; fewer stand in ids by chance."""
_SHOWN_DECIMALS = 2
"""So many are shown of a figure, and so it is sought."""
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")


class _Read(NamedTuple):
    """What a response says."""

    revision: int
    text: str
    """What was typed, folded."""
    labels: tuple[int, ...]
    figures: tuple[float, ...]
    """As they are, and as they are shown."""


class ListedTexts:
    """Reads and folds what each response says once; of a corrected one anew."""

    def __init__(self, database: Database):
        self._database = database
        self._kept: dict[int, _Read] = {}
        self._labels = ListedLabels()

    def fold(self, lines: Collection[Listed], past: History, most: int) -> bool:
        """Makes at most so many more of `lines` ready to be searched; tells whether all are."""
        kept = self._kept
        new = [one for one in lines if one.number not in kept or kept[one.number].revision != one.revision]
        some = {one.number: one for one in new[:most]}
        typed: dict[int, list[str]] = {
            number: [one.respondent, f"{one.batch} {one.paper_number}"] for number, one in some.items()
        }
        labels: dict[int, dict[int, None]] = {number: {} for number in some}
        figures: dict[int, dict[float, None]] = {number: {} for number in some}
        for answer in response_list.sought(self._database, some):
            label = self._labels.number(past, some[answer.response].version, answer)
            if label is not None:
                labels[answer.response][label] = None
            elif answer.figure is not None:
                figures[answer.response] |= {answer.figure: None, round(answer.figure, _SHOWN_DECIMALS): None}
            if answer.text:
                typed[answer.response].append(answer.text)
        for number, texts in typed.items():
            said = folded("\n".join(texts)), tuple(labels[number]), tuple(figures[number])
            kept[number] = _Read(some[number].revision, *said)
        return len(new) <= most

    def having(self, word: str, lines: Iterable[Listed], names: Names) -> Iterator[Listed]:
        """Those of `lines` that say the folded `word`: in a text, a label, the name of their group or area, their id.

        A figure is meant as a whole: 7 does not find 17.
        """
        groups, areas = _having(word, names[Facet.GROUP]), _having(word, names[Facet.AREA])
        labels, figures = self._labels.having(word), _figures(word)
        kept, is_long = self._kept, len(word) >= _PART_OF_ID
        for one in lines:
            read = kept[one.number]
            if (
                word in read.text
                or (labels and not labels.isdisjoint(read.labels))
                or (figures and not figures.isdisjoint(read.figures))
                or one.group in groups
                or one.area in areas
                or (is_long and word in one.id)
            ):
                yield one


def _having(word: str, names: Mapping[str, str]) -> set[str]:
    return {code for code, name in names.items() if word in folded(name)}


def _figures(word: str) -> set[float]:
    """The figures that `word` may be: „1,234” is a thousand to some and a fraction to others."""
    readings = [word, re.sub("[.,]", "", word)] if _THOUSANDS.fullmatch(word) else [word]
    found = set()
    for reading in readings:
        try:
            found.add(read_number(reading))
        except Refused:
            continue
    return found
