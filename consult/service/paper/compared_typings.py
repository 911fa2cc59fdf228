"""The two typings of the forms of a batch beside each other: their differences, and how often they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.model.double_entry import Agreement, Difference, PairAgreement, QuestionAgreement, Rate, by_field
from consult.model.paper import in_order
from consult.model.previous import Previous
from consult.model.question import Cell, Question, QuestionType
from consult.model.response import Answer, Response
from consult.model.survey import Survey
from consult.model.typed_twice import (
    CLOSED_QUESTIONS,
    Typing,
    cells_of,
    differing,
    kappa,
    rate_of,
    together,
    typing_of,
)
from consult.service import told_answers
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.paper.paper_forms import PaperForm
from consult.store import responses, second_entries
from consult.store.second_entries import Entry, Resolution

Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class TypedTwice:
    """A form and its two typings, in the codes of the newest version of the survey."""

    form: PaperForm
    entry: Entry
    response: Response
    """As it is stored now."""
    first: tuple[Answer, ...]
    second: tuple[Answer, ...]
    now: tuple[Answer, ...]
    resolutions: Mapping[str, Resolution]

    @property
    def survey(self) -> Survey:
        """The newest version."""
        return self.form.survey

    @cached_property
    def typings(self) -> tuple[Typing, Typing]:
        """What the two say."""
        return typing_of(self.survey, self.first), typing_of(self.survey, self.second)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, in the order of the survey."""
        differ = set(differing(*self.typings))
        return tuple(cell.name for question in self.survey.questions for cell in question.cells if cell.name in differ)

    @cached_property
    def raw(self) -> tuple[Fields, Fields]:
        """Both typings as fields of a form."""
        return self.form.fields(self.first), self.form.fields(self.second)

    @cached_property
    def _words(self) -> tuple[Previous, Previous]:
        return Previous(self.survey, answers=self.first), Previous(self.survey, answers=self.second)

    def taken(self, field: str) -> str:
        """What was decided of a difference; `corrected` where the response says something else by now without a decision."""
        if field in self.resolutions:
            return self.resolutions[field].taken
        return "" if self.still_first(field) else "corrected"

    def still_first(self, field: str) -> bool:
        """Whether the response says what the first typing said."""
        return self._typing_now.get(field) == self.typings[0].get(field)

    @cached_property
    def _typing_now(self) -> Typing:
        return typing_of(self.survey, self.now)

    @property
    def is_open(self) -> bool:
        """Whether a difference waits for its decision."""
        return any(not self.taken(field) for field in self.fields)

    def decided(self, field: str) -> Fields:
        """The fields of the cell as they were decided."""
        found = self.resolutions[field]
        names = next(cell.names for question in self.survey.questions for cell in question.cells if cell.name == field)
        typed = dict(zip(("first", "second"), self.raw, strict=True))
        chosen = typed[found.taken] if found.taken in typed else by_field(field, found.value)
        return {name: chosen.get(name, "") for name in names}

    def differences(self) -> Iterator[Difference]:
        """The differences, open and decided."""
        for question in self.survey.questions:
            for cell in question.cells:
                if cell.name in self.fields:
                    yield self._difference(question, cell)

    def _difference(self, question: Question, cell: Cell) -> Difference:
        first, second = (words.words(cell.name) for words in self._words)
        decision = self.resolutions.get(cell.name)
        shown = [raw.get(cell.name) or raw.get(cell.names[-1], "") for raw in self.raw]
        taken = self.taken(cell.name)
        return Difference(
            self.entry.number, cell.name, question.code, label_of(question, cell), first, second, shown[0], shown[1],
            self.entry.first_by, self.entry.second_by, taken, self._value(cell, taken),
            decision.actor if decision and taken else "", decision.at if decision and taken else "", self.entry.batch,
            _place_of(question, cell),
        )  # fmt: skip

    def _value(self, cell: Cell, taken: str) -> str:
        """What was decided, in words."""
        if taken == "corrected":
            return Previous(self.survey, answers=self.now).words(cell.name)
        if taken == "other":
            answers = self.form.answers(self.decided(cell.name), {})
            return Previous(self.survey, answers=answers).words(cell.name)
        return {"first": self._words[0], "second": self._words[1]}[taken].words(cell.name) if taken else ""


def label_of(question: Question, cell: Cell) -> str:
    """The question, and where in it the cell stands, in words."""
    return " – ".join(filter(None, (question.label_in(), _place_of(question, cell))))


def _place_of(question: Question, cell: Cell) -> str:
    return told_answers.place_name(question, (cell.row, cell.column, cell.instance), "")


def typed_twice(
    consultation: Consultation, survey: Survey, batch: str | None = None, number: str | None = None
) -> list[TypedTwice]:
    """The forms of a batch (of all where it is None) that were typed twice, by their numbers; only `number` where it is given."""
    db, past, form = consultation.database, history(consultation, survey.id), PaperForm(survey)
    entries = [one for one in second_entries.entries(db, survey.id, batch) if number in (None, one.number)]
    entries.sort(key=lambda one: (one.batch, in_order(one.number)))
    decided = second_entries.resolutions(db, [one.id for one in entries])
    found = []
    for entry in entries:
        response = responses.response(db, entry.response)
        assert response
        first = past.current_answers(response.version, responses.answers_of(db, entry.response, entry.revision))
        second = past.current_answers(entry.version, second_entries.answers(db, entry.id))
        now = past.current(response).answers
        found.append(TypedTwice(form, entry, response, first, second, now, decided[entry.id]))
    return found


def agreement_of(survey: Survey, batch: str, forms: Sequence[TypedTwice], once: int) -> Agreement:
    """How the two typings of `forms` agree; `once` is how many more wait for their second typing."""
    rates: dict[str, list[Rate]] = defaultdict(list)
    of_form: list[Rate] = []
    for form in forms:
        cells = {question.code: cells_of(question, *form.typings) for question in survey.questions}
        told = {code: rate_of([cell.name for cell in here], *form.typings) for code, here in cells.items()}
        for code, rate in told.items():
            rates[code].append(rate)
        of_form.append(together(told.values()))
    fields = [form.taken(field) for form in forms for field in form.fields]
    questions = [
        QuestionAgreement(question.code, question.label_in(), together(rates[question.code]), _kappa(question, forms))
        for question in survey.questions
        if question.cells and question.type is not QuestionType.COMPUTED
    ]
    return Agreement(
        survey.id, batch, len(forms), once, together(of_form), sum(not taken for taken in fields), sum(map(bool, fields)),
        tuple(questions), _pairs(forms, of_form), sum(form.entry.first_by == form.entry.second_by for form in forms),
    )  # fmt: skip


def _pairs(forms: Sequence[TypedTwice], rates: Sequence[Rate]) -> tuple[PairAgreement, ...]:
    by_pair: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for form, rate in zip(forms, rates, strict=True):
        by_pair[form.entry.first_by, form.entry.second_by].append(rate)
    return tuple(PairAgreement(*pair, len(here), together(here)) for pair, here in sorted(by_pair.items()))


def _kappa(question: Question, forms: Sequence[TypedTwice]) -> float | None:
    """Of a closed question, over the fields in which at least one typed something; the rows of a matrix together."""
    if question.type not in CLOSED_QUESTIONS:
        return None
    pairs: list[tuple[Hashable, Hashable]] = []
    for form in forms:
        first, second = form.typings
        pairs += [(first.get(c.name), second.get(c.name)) for c in question.cells if c.name in first or c.name in second]
    return kappa(pairs)
