"""The differences between two versions of a survey, each with how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consult.i18n import _, quoted
from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey
from consult.model.versions.change import Change, Kind, became, rename_or_retire, said
from consult.model.versions.choice_changes import choice_changes, likely
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate
from consult.model.versions.question_changes import part_changes, question_changes
from consult.model.versions.question_pair import Pair, texts_changed
from consult.model.versions.rewording import Names

__all__ = ["Change", "Kind", "compare"]


def compare(old: Survey, new: Survey) -> tuple[Change, ...]:
    """All that differs; nothing where both say the same. The migrations that `new` adds tell which questions belong together.

    A change of kind MEANING is `covered` where one of them says what became of the old answers.
    """
    return tuple(_Comparison(old, new).changes())


class _Comparison:
    def __init__(self, old: Survey, new: Survey):
        self.old, self.new = _with_page_conditions(old), _with_page_conditions(new)
        self.pages_of_old, self.pages_of_new = old.pages, new.pages
        self.fates = resolved(old, new).fates
        self.names = _names(tuple(self.fates.values()))
        self.kept = {fate.code for fate in self.fates.values() if fate.ending is not Ending.RETIRED}

    def changes(self) -> Iterator[Change]:
        yield from self._survey()
        yield from self._pages()
        for fate in self.fates.values():
            yield from self._question(fate)
        for question in self.new.questions:
            if question.code in self.fates and self.fates[question.code].code != question.code:
                yield self._reused(self.fates[question.code])
            elif question.code not in self.kept:
                yield _new_question(question)
        yield from self._order()

    def _survey(self) -> Iterator[Change]:
        old, new = self.old, self.new
        for place, what in (("title", _("the title")), ("intro", _("the introduction"))):
            for told in texts_changed(what, getattr(old, place), getattr(new, place)):
                yield Change(place, Kind.FREE, told)
        for language in new.languages:
            if language not in old.languages:
                yield Change("languages", Kind.FREE, _("the survey is in {language} too now").format(language=quoted(language)))
        for language in old.languages:
            if language not in new.languages:
                yield Change("languages", Kind.FREE, _("the survey is no longer in {language}").format(language=quoted(language)))
        if sorted(old.languages) == sorted(new.languages) and old.languages != new.languages:
            yield Change("languages", Kind.FREE, _("the languages stand in another order"))
        if old.change != new.change:
            share = [quoted(str(value)) if value is not None else "" for value in (old.change, new.change)]
            yield Change("change", Kind.FREE, became(_("the share from which a changed figure is asked about"), *share))
        if old.identity is not new.identity:
            yield Change(
                "identity", Kind.MEANING, became(_("what is told of who answered"), quoted(old.identity), quoted(new.identity)),
                way_out=_("it was promised to respondents: put {line} back, or give the survey a new name").format(
                    line=quoted(f"identity: {old.identity}")
                ),
                never=True,
            )  # fmt: skip

    def _pages(self) -> Iterator[Change]:
        old = {page.code: page for page in self.pages_of_old}
        new = {page.code: page for page in self.pages_of_new}
        for code, page in new.items():
            if code not in old:
                yield Change(f"page {code}", Kind.FREE, _("new page"))
                continue
            for told in texts_changed(_("the title"), old[code].title, page.title):
                yield Change(f"page {code}", Kind.FREE, told)
        for code in old:
            if code not in new:
                yield Change(f"page {code}", Kind.FREE, _("the page is gone"))
        shared = [code for code in old if code in new]
        if shared != [code for code in new if code in old]:
            yield Change("pages", Kind.FREE, _("the pages stand in another order"))

    def _question(self, fate: Fate) -> Iterator[Change]:
        question, now = fate.question, self.new.question(fate.code)
        label = said(question.label_in())
        if fate.ending is Ending.RETIRED:
            told = _("the question {label} is asked no more").format(label=label)
            yield Change(question.code, Kind.MEANING, told, question.code, covered=True)
        elif now is None:
            yield self._gone(question)
        elif fate.ending is Ending.MERGED:
            yield from self._merged(fate, now)
        else:
            if fate.ending is Ending.RENAMED:
                told = _("the question {label} has the code {code} now").format(label=label, code=quoted(fate.code))
                yield Change(question.code, Kind.MEANING, told, question.code, covered=True)
            yield from question_changes(Pair(self._asked(question), now, fate, self.names))

    def _asked(self, question: Question) -> Question:
        return self.old.question(question.code) or question

    def _gone(self, question: Question) -> Change:
        told = _("the question {label} is gone").format(label=said(question.label_in()))
        if question.type is QuestionType.NOTE:
            return Change(question.code, Kind.FREE, told, question.code)
        fresh = [new for new in self.new.questions if new.code not in self.kept and new.type is question.type]
        guess = likely(question.label_in(), [(new.code, new.label_in()) for new in fresh])
        return Change(question.code, Kind.MEANING, told, question.code, way_out=rename_or_retire(question.code, guess))

    def _merged(self, fate: Fate, now: Question) -> Iterator[Change]:
        label, into = said(fate.question.label_in()), said(now.label_in())
        told = _("the answers to {label} belong to {into} now").format(label=label, into=into)
        yield Change(fate.question.code, Kind.MEANING, told, fate.question.code, covered=True)
        pair = Pair(fate.question, now, fate, self.names)
        if fate.question.type is now.type or now.choices:
            yield from choice_changes(pair, taken_over=True)
            yield from part_changes(pair, taken_over=True)

    def _reused(self, fate: Fate) -> Change:
        told = _("the code {code} was given up and belongs to another question now").format(code=quoted(fate.question.code))
        return Change(
            fate.question.code, Kind.MEANING, told, fate.question.code, way_out=_("give that question a code of its own")
        )

    def _order(self) -> Iterator[Change]:
        old = [fate.code for fate in self.fates.values() if fate.ending in (Ending.KEPT, Ending.RENAMED)]
        new = [question.code for question in self.new.questions]
        if [code for code in old if code in new] != [code for code in new if code in old]:
            yield Change("pages", Kind.FREE, _("the questions stand in another order"))
        before = {self.fates[question.code].code: page.code for page in self.pages_of_old for question in page.questions}
        for page in self.pages_of_new:
            for question in page.questions:
                if before.get(question.code, page.code) != page.code:
                    told = _("the question stands on the page {page} now").format(page=quoted(page.code))
                    yield Change(question.code, Kind.FREE, told, question.code)


def _new_question(question: Question) -> Change:
    label = said(question.label_in())
    if question.type is QuestionType.NOTE:
        return Change(question.code, Kind.FREE, _("new note {label}").format(label=label))
    told = _("new question {label}, to be answered") if question.required else _("new question {label}")
    return Change(question.code, Kind.COMPATIBLE, told.format(label=label))


def _names(fates: Iterable[Fate]) -> Names:
    questions, parts, steps, choices = {}, {}, {}, {}
    for fate in fates:
        asked = fate.question
        if asked.code != fate.code:
            questions[asked.code] = fate.code
        if asked.parts:
            parts[asked.code] = fate.codes[PARTS]
        first = CHOICES if asked.type is QuestionType.ALLOCATION else ROWS
        steps[asked.code] = fate.renamed(first), fate.renamed(SIDES)
        choices[asked.code] = fate.renamed(CHOICES)
        choices |= {f"{asked.code}.{part.code}": fate.renamed(f"parts.{part.code}") for part in asked.parts}
    return Names(questions, parts, steps, choices)


def _with_page_conditions(survey: Survey) -> Survey:
    """The survey with the condition of every page in its questions: there it decides who was asked."""
    return replace(survey, pages=tuple(_with_condition(page) for page in survey.pages))


def _with_condition(page: Page) -> Page:
    if not page.show_if:
        return page
    questions = tuple(
        replace(question, show_if=f"({page.show_if}) and ({question.show_if})" if question.show_if else page.show_if)
        for question in page.questions
    )
    return replace(page, questions=questions, show_if="")
