"""The group and the area of the responses of a list, as their answers tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.model.question import OTHER, Role
from consult.model.response import Answer
from consult.model.versions.history import History
from consult.store import response_list
from consult.store.database import Database
from consult.store.response_list import Head

_FEW = 1000
"""New responses that are asked for one by one; of more the whole survey is read, which is faster."""
_Told = tuple[int, str, str, str | None]
"""Version, question, code and text of an answer."""


class ListedGroups:
    """Reads group and area of each response once; of a corrected one anew."""

    def __init__(self, database: Database):
        self._database = database
        self._kept: dict[int, tuple[int, str, str]] = {}  # number → revision, group, area

    def read(self, survey: str, past: History, heads: Sequence[Head]) -> None:
        """Reads those of `heads` that are not known yet."""
        kept = self._kept
        new = {head.number: head for head in heads if head.number not in kept or kept[head.number][0] != head.revision}
        roles = {q.code: q.role for q in past.survey.questions if q.role in (Role.GROUP, Role.AREA)}
        asked = dict.fromkeys(old for code in roles for _version, old in past.places(code))
        found: dict[Role, dict[int, str]] = {Role.GROUP: {}, Role.AREA: {}}
        meant: dict[_Told, tuple[Role, str] | None] = {}
        numbers = [*new] if len(new) <= _FEW else None
        for number, question, code, text in response_list.chosen(self._database, survey, [*asked], numbers) if new else ():
            if number not in new:
                continue  # it came after the heads were read
            told = new[number].version, question, code, text
            if told not in meant:
                meant[told] = _meant(past, told, roles)
            value = meant[told]
            if value:
                found[value[0]].setdefault(number, value[1])
        groups, areas = found[Role.GROUP], found[Role.AREA]
        kept |= {number: (head.revision, groups.get(number, ""), areas.get(number, "")) for number, head in new.items()}

    def of(self, number: int) -> tuple[str, str]:
        """Group and area of the response of this number: codes of choices, or own words; empty where they are not known."""
        return self._kept[number][1:]


def _meant(past: History, told: _Told, roles: Mapping[str, Role]) -> tuple[Role, str] | None:
    """What an answer to any version says, as the newest version means it."""
    version, question, code, text = told
    for answer in past.current_answers(version, (Answer(question, code=code or None, text=text),)):
        value = answer.code if answer.code and not (answer.code == OTHER and answer.text) else answer.text
        if answer.question in roles and value:
            return roles[answer.question], value
    return None
