"""What was typed in the responses of a list, folded, so that it can be sought with every keystroke."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from consult.service.browsing.listed_responses import Listed
from consult.service.browsing.response_filter import Facet, Names, folded
from consult.store import response_list
from consult.store.database import Database

_PART_OF_ID = 6
"""The fewest letters that may mean a part of an id; fewer stand in ids by chance."""


class ListedTexts:
    """Reads and folds the texts of each response once; of a corrected one anew."""

    def __init__(self, database: Database):
        self._database = database
        self._kept: dict[int, tuple[int, str]] = {}  # number → revision, folded text

    def fold(self, lines: Collection[Listed], most: int) -> bool:
        """Makes at most so many more of `lines` ready to be searched; tells whether all are."""
        kept = self._kept
        new = [one for one in lines if one.number not in kept or kept[one.number][0] != one.revision]
        some = {one.number: one for one in new[:most]}
        typed: dict[int, list[str]] = {
            number: [one.respondent, f"{one.batch} {one.paper_number}"] for number, one in some.items()
        }
        for number, text in response_list.texts(self._database, some):
            typed[number].append(text)
        kept |= {number: (some[number].revision, folded("\n".join(texts))) for number, texts in typed.items()}
        return len(new) <= most

    def having(self, word: str, lines: Iterable[Listed], names: Names) -> Iterator[Listed]:
        """Those of `lines` in which the folded `word` stands: in a text, in the name of their group or area, in their id."""
        groups, areas = _having(word, names[Facet.GROUP]), _having(word, names[Facet.AREA])
        kept, is_long = self._kept, len(word) >= _PART_OF_ID
        for one in lines:
            if word in kept[one.number][1] or one.group in groups or one.area in areas or (is_long and word in one.id):
                yield one


def _having(word: str, names: Mapping[str, str]) -> set[str]:
    return {code for code, name in names.items() if word in folded(name)}
