"""The translations of a survey that is being built: what is missing, what is to be looked over, what a person found right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.formats.survey_editing.survey_text import SurveyText
from consult.i18n import current
from consult.model.survey import Survey
from consult.model.versions.stale_translations import Stale, stale
from consult.service import confirmed_texts
from consult.service.building.filing import Filing
from consult.service.building.seen import Translated, Translation
from consult.service.building.translating import translated
from consult.service.confirmed_texts import Pair


class LookingOver(Filing):
    """Translations as they stand beside the last published version."""

    _confirmed: frozenset[Pair] | None = None
    _compared: tuple[Survey, Survey, Mapping[Pair, Stale]] | None = None
    _told: tuple[SurveyText, Mapping[Pair, Stale], frozenset[Pair], str, dict[str, Translated]] | None = None

    def translations(self, language: str) -> Translated:
        """All texts beside their translations to a language, in the order of the survey."""
        now, doubted, fine, reads = self._now, self._stale(), self.confirmed, current()
        if self._told is None or self._told[0] is not now or self._told[1:4] != (doubted, fine, reads):
            self._told = now, doubted, fine, reads, {}
        known = self._told[4]
        if language not in known:
            known[language] = translated(now, language, doubted, fine)
        return known[language]

    @property
    def to_translate(self) -> tuple[Translated, ...]:
        """The translations in which something is missing or to be looked over, in the order of the languages."""
        every = (self.translations(language) for language in self.languages[1:])
        return tuple(one for one in every if one.missing or one.stale)

    @property
    def confirmed(self) -> frozenset[Pair]:
        """The translations that a person found right though the text that they translate changed."""
        if self._confirmed is None:
            self._confirmed = confirmed_texts.confirmed(self.path)
        return self._confirmed

    def confirm(self, line: Translation, language: str) -> bool:
        """Notes that a translation is right as it is, or takes that back; False where nobody doubts it.

        It is kept beside the file until the survey is published. Raises ConsultationError.
        """
        pair = (language, line.source, line.text)
        if not (line.stale or line.confirmed):
            return False
        fine = self.confirmed - {pair} if line.confirmed else self.confirmed | {pair}
        confirmed_texts.keep(self.path, fine)
        self._confirmed = fine
        return True

    def forget_confirmed(self) -> None:
        """Forgets what was confirmed: it is published."""
        confirmed_texts.keep(self.path, ())
        self._confirmed = frozenset()

    def unlooked(self) -> tuple[Stale, ...]:
        """The translations to be looked over."""
        return tuple(one for pair, one in self._stale().items() if pair not in self.confirmed)

    def _stale(self) -> Mapping[Pair, Stale]:
        last, survey = self.past.last, self.survey
        if last is None or survey is None:
            return MappingProxyType({})
        if self._compared is None or self._compared[0] is not last or self._compared[1] is not survey:
            self._compared = last, survey, {one.pair: one for one in stale(last, survey)}
        return self._compared[2]
