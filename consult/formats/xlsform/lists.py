"""The sheet of choices of an XLSForm that is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consult.formats.xlsform.codes import unused
from consult.formats.xlsform.headers import KNOWN
from consult.formats.xlsform.names import form_name
from consult.formats.xlsform.own_words import CHOICE
from consult.formats.xlsform.pipes import label_text
from consult.i18n import _, using
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Survey

OPEN = "consult_closed = 'no'"
"""The filter that hides choices which are no longer on offer."""


class FormLists:
    """Gives every list of choices a name, and choices names that a form allows."""

    def __init__(self, survey: Survey, languages: Mapping[str, str]):
        self._languages = languages
        self._lists: dict[str, str] = {}
        self._taken: set[str] = set()
        self.rows: list[dict[str, str]] = []
        self.names: dict[str, Mapping[str, str]] = {}
        """Code of a question, or `question.part` → code of a choice → its name in the form."""
        for question in survey.questions:
            for key, one in _choosing(question):
                if one.choices:
                    self.list_of(one.choices, key.replace(".", "_"), one.other)
                    self.names[key] = _form_names(one.choices, one.other)

    def list_of(self, choices: Sequence[Choice], wanted: str, other: bool = False) -> str:
        """The name of the list with these choices; the list is written when it is first asked for."""
        key = repr((tuple(choices), other))
        if key not in self._lists:
            name = unused(form_name(wanted), self._taken)
            self._taken.add(name)
            self._lists[key] = name
            self.rows += self._rows(name, tuple(choices), other)
        return self._lists[key]

    def _rows(self, name: str, choices: tuple[Choice, ...], other: bool) -> Iterator[dict[str, str]]:
        names = _form_names(choices, other)
        closing = any(choice.closed for choice in choices)
        for choice in choices:
            code = names[choice.code]
            flags = {"apart": choice.apart, "exclusive": choice.exclusive, "closed": choice.closed}
            yield (
                {"list_name": name, "name": code}
                | self._labels(choice.label or {next(iter(self._languages)): choice.code})
                | {attribute_column(key): text for key, text in choice.attributes.items()}
                | ({"consult_code": choice.code} if code != choice.code else {})
                | {f"consult_{flag}": "yes" for flag, on in flags.items() if on}
                | ({"consult_closed": "no"} if closing and not choice.closed else {})
            )
        if other:
            yield (
                {"list_name": name, "name": CHOICE}
                | ({"consult_closed": "no"} if closing else {})
                | self._labels(other_label(self._languages))
            )

    def _labels(self, label: Mapping[str, str]) -> dict[str, str]:
        return {f"label::{name}": label_text(label.get(code, "")) for code, name in self._languages.items()}


def other_label(languages: Mapping[str, str]) -> dict[str, str]:
    """What the choice of own words is called."""
    label = {}
    for language in languages:
        with using(language):
            label[language] = _("Other")
    return label


def attribute_column(attribute: str) -> str:
    """A column for an attribute that no column of the form can be taken for."""
    return f"{attribute}_" if attribute.lower() in KNOWN or attribute.startswith("consult_") else attribute


def _form_names(choices: tuple[Choice, ...], other: bool) -> dict[str, str]:
    """Code → a name without spaces that no other choice has; where own words are taken, „other” is theirs."""
    taken = {CHOICE} if other else set()
    names: dict[str, str] = {}
    for choice in choices:
        wanted = "_".join(choice.code.split()) if choice.code.split() != [choice.code] else choice.code
        names[choice.code] = unused(wanted or "choice", taken)
        taken.add(names[choice.code])
    return names


def _choosing(question: Question) -> Iterator[tuple[str, Question]]:
    if question.type is not QuestionType.ALLOCATION:
        yield question.code, question
    yield from ((f"{question.code}.{part.code}", part) for part in question.parts)
