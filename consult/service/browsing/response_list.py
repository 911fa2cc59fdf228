"""The responses of a survey as a list to look through: sorted, filtered, searched, and renewed when others add to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from consult.i18n import _, sort_key, text_in
from consult.model.flag import Flag, Sign
from consult.model.question import Role
from consult.model.response import Channel, Review
from consult.model.survey import Identity
from consult.service.browsing.listed_details import ListedDetails
from consult.service.browsing.listed_groups import ListedGroups
from consult.service.browsing.listed_responses import Detail, Listed, Order
from consult.service.browsing.listed_texts import ListedTexts
from consult.service.browsing.response_filter import Facet, Filter, Names, read_filter
from consult.service.collecting import channel_name
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.reviewing import sign_name, state_name
from consult.store import people, response_list, responses
from consult.store.response_list import Head

__all__ = ["DUPLICATE", "Detail", "Listed", "Order", "ResponseList", "neighbours"]

DUPLICATE = "duplicate"
"""Every sign that one response may be another once more."""
_TWICE = (Sign.SAME_RESPONDENT, Sign.SAME_ANSWERS, Sign.SAME_TEXT, Sign.NEAR_TEXT)
_CHANNELS = {channel.value: channel for channel in Channel}
_STATES = {state.value: state for state in Review}


class ResponseList:
    """The responses to one published survey. Raises NotFoundError where it was never published.

    With `first`, only the newest are read, of whole days and about so many, and `refresh` reads the others.
    """

    def __init__(self, consultation: Consultation, survey: str, *, first: int = 0):
        self._consultation, self._survey = consultation, survey
        self.all: dict[str, Listed] = {}
        """Id → response."""
        self.signs: dict[str, set[Sign]] = {}
        """Id → what is suspicious; empty until `note` was told."""
        self._looked: object = None
        self._texts = ListedTexts(consultation.database)
        self._groups = ListedGroups(consultation.database)
        self._details = ListedDetails(consultation.database)
        newest = response_list.newest(consultation.database, survey, first) if first else []
        if newest:
            self._read(newest)
        else:
            self.refresh()

    def refresh(self) -> bool:
        """Reads what came, went or was changed since; tells whether anything did."""
        database = self._consultation.database
        state = response_list.state(database, self._survey)
        if state == self._looked:
            return False
        self._looked = state
        self._read(response_list.heads(database, self._survey))
        return True

    @property
    def whole(self) -> bool:
        """Whether all responses were read."""
        return self._looked is not None

    def _read(self, heads: Sequence[Head]) -> None:
        self._past = history(self._consultation, self._survey)
        self.anonymous = self._past.survey.identity is Identity.ANONYMOUS
        self._people = {} if self.anonymous else people.people(self._consultation.database)
        self._groups.read(self._survey, self._past, heads)
        self.all = {head.id: self._listed(head) for head in heads}
        self._names: dict[str, Names] = {}
        self._sorted: dict[tuple[str, Order, bool], list[Listed]] = {}

    def _listed(self, head: Head) -> Listed:
        when = datetime.fromisoformat(head.submitted_at) if head.submitted_at else None
        order, respondent = head.id, head.respondent or ""
        if self.anonymous:
            when = when and when.replace(hour=0, minute=0, second=0, microsecond=0)
            order, respondent = hashlib.sha256(head.id.encode()).hexdigest(), ""
        group, area = self._groups.of(head.number)
        person = self._people.get(respondent)
        return Listed(
            head.id, head.number, head.version, _CHANNELS[head.channel], when, head.wave, respondent,
            _STATES[head.review or Review.RECEIVED.value], head.revision,
            group or (person.group if person else ""), area or (person.area if person else ""), order,
            head.batch, head.paper_number,
        )  # fmt: skip

    # Names, in the language that is asked for

    def names(self, language: str) -> Names:
        """Facet → code → name, of what the responses have, for the filter line and the columns."""
        if language not in self._names:
            self._names[language] = {
                Facet.GROUP: self._role_names(Role.GROUP, language, {line.group for line in self.all.values()}),
                Facet.AREA: self._role_names(Role.AREA, language, {line.area for line in self.all.values()}),
                Facet.CHANNEL: {channel.value: channel_name(channel) for channel in Channel},
                Facet.STATE: {state.value: state_name(state) for state in Review},
                Facet.WAVE: {wave: wave for wave in sorted({line.wave for line in self.all.values()} - {""}, key=sort_key)},
                Facet.FLAG: {DUPLICATE: _("duplicate"), **{sign.value: sign_name(sign) for sign in Sign}},
                Facet.VERSION: {str(survey.version): str(survey.version) for survey in self._past.versions},
            }
        return self._names[language]

    def _role_names(self, role: Role, language: str, given: set[str]) -> Mapping[str, str]:
        questions = [question for question in self._past.survey.questions if question.role is role]
        labels = {c.code: text_in(c.label, language) or c.code for q in questions for c in q.choices}
        found = {code: labels.get(code, code) for code in given if code}
        return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))

    # Seeking

    def find(
        self, line: str = "", language: str = "", order: Order = Order.WHEN, *, descending: bool = True
    ) -> tuple[list[Listed], Filter]:
        """The responses that `line` asks for, sorted, and how the line was understood."""
        names = self.names(language)
        sought = read_filter(line, names)
        found = [*self._in_order(order, language, descending)]
        for condition in sought.conditions:
            holds, not_ = self._test(condition.facet, condition.codes), condition.not_
            found = [one for one in found if holds(one) is not not_]
        if sought.words:
            self.fold(len(self.all))
        for word in sought.words:
            found = [*self._texts.having(word, found, names)]
        return found, sought

    def _test(self, facet: Facet, codes: frozenset[str]) -> Callable[[Listed], bool]:
        match facet:
            case Facet.FLAG:
                signs = {*codes, *(_TWICE if DUPLICATE in codes else ())}
                return lambda one: not signs.isdisjoint(self.signs.get(one.id, ()))
            case Facet.STATE:
                return lambda one: one.review in codes
            case Facet.VERSION:
                return lambda one: str(one.version) in codes
        value = attrgetter(facet.value)
        return lambda one: value(one) in codes

    def _in_order(self, order: Order, language: str, descending: bool) -> list[Listed]:
        if (language, order, descending) not in self._sorted:
            found = sorted(self.all.values(), key=attrgetter("order"))
            found.sort(key=self._key(order, self.names(language)), reverse=descending)
            self._sorted[language, order, descending] = found
        return self._sorted[language, order, descending]

    def _key(self, order: Order, names: Names) -> Callable[[Listed], Any]:
        match order:
            case Order.WHEN:
                return lambda one: one.when or datetime.min
            case Order.STATE:
                states = {state: at for at, state in enumerate(Review)}
                return lambda one: states[one.review]
            case Order.CHANNEL:
                channels = {channel: at for at, channel in enumerate(Channel)}
                return lambda one: channels[one.channel]
            case Order.ANSWERED:
                details = self._details.of(self.all.values(), self._past, None)
                return lambda one: (details[one.id].answered, details[one.id].partly)
            case Order.WAVE:
                waves = {wave: at for at, wave in enumerate(names[Facet.WAVE], 1)}
                return lambda one: waves.get(one.wave, 0)
        facet = Facet(order.value)
        places = {code: at for at, code in enumerate(names[facet], 1)}
        return lambda one: places.get(one.group if facet is Facet.GROUP else one.area, 0)

    def of_receipt(self, code: str) -> str:
        """The id of the response whose holder tells this receipt code; empty where there is none."""
        found = responses.response(self._consultation.database, code) if len(code.strip()) >= 8 else None
        return found.id if found and found.id in self.all and found.id != code.strip().lower() else ""

    def fold(self, most: int) -> bool:
        """Makes at most so many more responses ready to be searched; tells whether all are."""
        return self._texts.fold(self.all.values(), self._past, most)

    # Of those in sight

    def details(self, some: Iterable[Listed], language: str = "") -> dict[str, Detail]:
        """Id → how far each of `some` is answered, and what it says, in `language`."""
        return self._details.of(some, self._past, language)

    @property
    def years(self) -> set[int]:
        """The years in which responses were given."""
        return {one.when.year for one in self.all.values() if one.when}

    def states(self) -> Counter[Review]:
        """How many responses stand so."""
        return Counter(one.review for one in self.all.values())

    def hidden_order(self, flags: Iterable[Flag]) -> list[Flag]:
        """The flags by sign, those of many responses first; of an anonymous survey nothing tells what came before what."""
        signs, places = [*Sign], {id_: one.order for id_, one in self.all.items()}

        def order(ids: Iterable[str]) -> tuple[str, ...]:
            return tuple(sorted(ids, key=lambda id_: places.get(id_, id_)))

        told = [replace(flag, responses=order(flag.responses)) if self.anonymous else flag for flag in flags]
        return sorted(told, key=lambda flag: (signs.index(flag.sign), -len(flag.responses), order(flag.responses[:1])))

    def note(self, flags: Iterable[Flag]) -> None:
        """Notes what `reviewing.duplicates` found."""
        self.signs = {}
        for flag in flags:
            for id_ in flag.responses:
                self.signs.setdefault(id_, set()).add(flag.sign)


def neighbours(found: Sequence[Listed], id_: str, fallback: int) -> int:
    """Where the response stands in the list now, else the place nearest to `fallback`."""
    places = {one.id: at for at, one in enumerate(found)}
    return places.get(id_, max(0, min(fallback, len(found) - 1)))
