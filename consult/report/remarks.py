"""Remarks under a figure: what not all who were asked could choose, and what some were asked in other words."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, ngettext, number, quoted
from consult.model.question_results import EarlierWording, PartlyOffered, QuestionResult
from consult.model.results import ConsultationResult
from consult.report.blocks import Listing
from consult.report.manuscript import Manuscript, plain
from consult.report.sentences import short


def remarks(question: QuestionResult) -> Iterator[str]:
    """A sentence for every choice that was not on offer in all versions, and for every wording that changed."""
    for choice in question.offered:
        yield _offer(choice)
    for wording in question.earlier:
        yield _earlier(wording)


def _offer(choice: PartlyOffered) -> str:
    """“Meals” was on offer from version 2: 2 of the 7 could choose it."""
    told = _when(choice)
    if choice.could is None:
        return f"{told}."
    could = ngettext("{n} of the {all} could choose it", "{n} of the {all} could choose it", choice.could)
    return f"{told}: {could.format(n=number(choice.could), all=number(choice.asked))}."


def _when(choice: PartlyOffered) -> str:
    name, versions, all_ = quoted(short(choice.label)), choice.versions, choice.asked_in
    if versions == all_[-len(versions) :]:
        return _("{name} was on offer from version {n}").format(name=name, n=versions[0])
    if versions == all_[: len(versions)]:
        return _("{name} was on offer until version {n}").format(name=name, n=versions[-1])
    return _("{name} was on offer in versions {versions} alone").format(name=name, versions=", ".join(map(str, versions)))


def _earlier(wording: EarlierWording) -> str:
    if wording.choice:
        text = ngettext(
            "{n} of the {all} was shown {name} in an earlier wording; it stands in the chapter on method.",
            "{n} of the {all} were shown {name} in an earlier wording; it stands in the chapter on method.",
            wording.shown,
        )
    else:
        text = ngettext(
            "{n} of the {all} was asked in an earlier wording; it stands in the chapter on method.",
            "{n} of the {all} were asked in an earlier wording; it stands in the chapter on method.",
            wording.shown,
        )
    return text.format(n=number(wording.shown), all=number(wording.asked), name=quoted(short(wording.now)))


def write_wordings(manuscript: Manuscript, result: ConsultationResult) -> None:
    """The earlier wordings of all questions, word for word, for the chapter on method."""
    told = tuple(words for question in _asked(result) for words in earlier_words(question))
    if told:
        manuscript.heading(3, _("Wordings that changed"), "method-wordings")
        manuscript.add(Listing(told))


def _asked(result: ConsultationResult) -> Iterator[QuestionResult]:
    """All questions, those about the respondents of a survey first."""
    for survey in result.surveys:
        yield from survey.turnout.about
        yield from survey.questions


def earlier_words(question: QuestionResult) -> Iterator[str]:
    """“What would help?” – in version 1 (5 responses): “What do you need?”."""
    label = quoted(short(question.label))
    for wording in question.earlier:
        now = f"{label}: {quoted(plain(wording.now))}" if wording.choice else label
        for version, was, responses in wording.was:
            text = ngettext(
                "{now} – in version {version} ({n} response): {was}",
                "{now} – in version {version} ({n} responses): {was}",
                responses,
            )
            yield text.format(now=now, version=version, n=number(responses), was=quoted(plain(was)))
