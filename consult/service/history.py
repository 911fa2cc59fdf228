"""Reads the published versions of a survey, each alone and all as one history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from consult.errors import NotFoundError
from consult.formats import survey_yaml
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.service.consultation import Consultation
from consult.store import question_codes, surveys

if TYPE_CHECKING:
    from consult.model.versions.history import History


def definition(version: surveys.Published) -> Survey:
    """The frozen text as a Survey; read once."""
    text = version.definition
    if version.tree:
        from consult.formats import yaml_trees

        text = yaml_trees.with_tree(text, version.tree)
    return _read(text, version.survey, version.version)


@lru_cache(maxsize=128)
def _read(text: str, name: str, version: int) -> Survey:
    return replace(survey_yaml.read(text, f"{name} v{version}", published=True), version=version)


def history(consultation: Consultation, survey: str, *, whole: bool = False) -> History:
    """The history of a published survey; raises NotFoundError where it was never published.

    Questions kept `apart` are in its survey only where they have answers, unless the `whole` is asked for.
    """
    published = surveys.versions(consultation.database, survey)
    if not published:
        raise NotFoundError(
            _("there is no published survey {name}").format(name=quoted(survey)),
            _("publish it with “consult survey publish {name}”").format(name=survey),
        )
    found = _history(tuple(published))
    if whole or not found.apart:
        return found
    answered = late(consultation, found)
    return replace(found, survey=_without(found.survey, {code for code in found.apart if not answered[code]}))


def late(consultation: Consultation, found: History) -> Counter[str]:
    """Code of a question that is kept apart → how many responses have answers to it."""
    places = {code: found.places(code) for code in found.apart}
    return question_codes.responses_to(consultation.database, found.latest.id, places) if places else Counter()


def _without(survey: Survey, codes: Collection[str]) -> Survey:
    pages = (replace(page, questions=tuple(one for one in page.questions if one.code not in codes)) for page in survey.pages)
    return replace(survey, pages=tuple(pages))


@lru_cache(maxsize=32)
def _history(published: tuple[surveys.Published, ...]) -> History:
    from consult.model.versions.history import history_of

    return history_of(tuple(map(definition, published)))
