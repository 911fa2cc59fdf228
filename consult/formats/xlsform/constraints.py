"""The constraint of a question as an XLSForm writes it: limits and checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.formats.xlsform.form_paths import Place, quoted_text
from consult.formats.xlsform.to_xpath import Translator
from consult.formats.xlsform.xpath import Untranslatable
from consult.model.question import Level, Question, QuestionType, Texts


@dataclass(frozen=True, slots=True)
class Told:
    """A constraint, what to say where it does not hold, and what was lost: expression and the part that stopped it."""

    constraint: str = ""
    message: Texts = field(default_factory=dict)
    lost: tuple[tuple[str, str], ...] = ()


def constraint_of(question: Question, translator: Translator, place: Place, key: str) -> Told:
    """Limits and checks joined by `and`. Warnings are lost: a constraint always forbids."""
    told = list(_limits(question))
    lost: list[tuple[str, str]] = []
    message: dict[str, str] = {}
    for check in question.checks:
        if check.level is Level.WARN:
            lost.append((check.must, Level.WARN.value))
            continue
        try:
            xpath = translator.constraint(check.must, place)
        except Untranslatable as reason:
            lost.append((check.must, reason.what))
            continue
        told.append(f"({xpath})" if " or " in xpath else xpath)
        for language, text in check.say.items():
            message[language] = "\n".join(filter(None, (message.get(language), text)))
    try:
        told += [
            _alone(translator.codes.get(key, {}).get(choice.code, choice.code)) for choice in question.choices if choice.exclusive
        ]
    except Untranslatable as reason:
        lost.append(("exclusive", reason.what))
    return Told(" and ".join(told), message, tuple(lost))


def _alone(name: str) -> str:
    return f"not(selected(., {quoted_text(name)}) and count-selected(.) > 1)"


def _limits(question: Question) -> Iterator[str]:
    if question.type is QuestionType.NUMBER:
        yield from (
            f". {sign} {_figure(limit)}"
            for sign, limit in ((">=", question.minimum), ("<=", question.maximum))
            if limit is not None
        )
    elif question.type is QuestionType.DATE:
        yield from (f". {sign} date('{day}')" for sign, day in ((">=", question.earliest), ("<=", question.latest)) if day)
    elif question.type is QuestionType.MULTI:
        yield from (
            f"count-selected(.) {sign} {count}" for sign, count in ((">=", question.least), ("<=", question.most)) if count
        )
    elif question.type is QuestionType.TEXT and question.longest:
        yield f"string-length(.) <= {question.longest}"


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:f}".rstrip("0")
