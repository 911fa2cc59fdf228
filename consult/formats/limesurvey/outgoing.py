"""What every question needs while a survey becomes one of LimeSurvey: codes, texts, names, and what is to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consult.formats.limesurvey.codes import LONGEST_ANSWER, LONGEST_SUBQUESTION, Codes, their_choices, their_question
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.notes import Notes
from consult.formats.limesurvey.plain_text import cleaned, html_of
from consult.formats.limesurvey.relevance_writing import Writer
from consult.formats.limesurvey.source import SourceChoice, SourceQuestion
from consult.formats.limesurvey.their_names import TheirNames
from consult.i18n import _, quoted, text_in
from consult.model.expression_syntax import steps_of
from consult.model.expressions import parse
from consult.model.piping import piped, references
from consult.model.question import Choice, Question, Texts


@dataclass(slots=True)
class Outgoing:
    """The survey so far."""

    languages: Sequence[str]
    codes: Codes = field(default_factory=Codes)
    names: TheirNames = field(default_factory=TheirNames)
    rename: dict[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    def code(self, wanted: str, ours: str = "") -> str:
        """A code for a question of LimeSurvey; where it is for our question `ours`, a change is written down."""
        code = their_question(wanted, self.codes)
        if ours and code != ours:
            self.rename[ours] = code
        return code

    def choice_codes(self, question: Question, answers: Iterable[Choice], others: Iterable[Choice] = ()) -> dict[str, str]:
        """Our code → theirs, for what becomes answers and for what becomes subquestions."""
        found = their_choices((choice.code for choice in answers), LONGEST_ANSWER)
        further = their_choices((choice.code for choice in others if choice.code not in found), LONGEST_SUBQUESTION)
        taken = Codes(found.values())
        found |= {ours: taken.free(theirs, LONGEST_SUBQUESTION) for ours, theirs in further.items()}
        self.rename.update({f"{question.code}.{ours}": theirs for ours, theirs in found.items() if ours != theirs})
        return found

    def html(self, texts: Texts, owner: str = "") -> dict[str, str]:
        """The texts as HTML in every language, the first one where one is missing. With `owner`, answers are piped."""
        found = {}
        for language in self.languages:
            text = cleaned(texts.get(language) or text_in(texts, self.languages[0]))
            found[language] = self._piped(text, owner) if owner else html_of(text)
        return found if any(found.values()) else {}

    def _piped(self, text: str, owner: str) -> str:
        asked = references(text)
        marked = html_of(piped(text, {reference: f"\x02{at}\x03" for at, reference in enumerate(asked)}))
        for at, reference in enumerate(asked):
            marked = marked.replace(f"\x02{at}\x03", self._variable(reference, owner))
        return marked

    def _variable(self, reference: str, owner: str) -> str:
        steps = steps_of(parse(reference).tree)
        place = self.names.find(tuple(step for step in steps if isinstance(step, str)))
        if place is None or place.several or place.taken:
            self.notes.add(_("an earlier answer in its text has no counterpart, so … stands there"), owner)
            return "…"
        return "{" + place.names[0] + (".shown" if place.labelled else "") + "}"

    def choices(self, offered: Iterable[Choice], codes: Mapping[str, str], question: str) -> list[SourceChoice]:
        """Answers or subquestions; what is no longer on offer is left out."""
        found = []
        for choice in offered:
            if choice.closed:
                self.notes.add(_("choices that are no longer on offer are left out"), question)
            else:
                found.append(SourceChoice(codes[choice.code], texts=self.html(choice.label)))
        return found

    def condition(self, expression: str, code: str) -> str:
        """A condition in their language; „1”, always, and a note where it cannot be said."""
        if not expression:
            return "1"
        try:
            return Writer(self.names).condition(expression)
        except NotTranslated as reason:
            self.notes.add(
                _("the condition {expression} has no counterpart, so it is always asked ({reason})").format(
                    expression=quoted(expression), reason=reason
                ),
                code,
            )
            return "1"

    def question(self, code: str, kind: str, question: Question) -> SourceQuestion:
        """A question of LimeSurvey with all that does not depend on its type."""
        return SourceQuestion(
            code=code, type=kind, place="", texts=self.html(question.label, question.code),
            helps=self.html(question.hint, question.code), mandatory="Y" if question.required else "",
        )  # fmt: skip


def number(value: float) -> str:
    """A number as LimeSurvey writes it."""
    return str(int(value)) if value == int(value) else repr(value)


def set_attributes(source: SourceQuestion, **values: object) -> None:
    """Sets the attributes that have a value; a mapping is one by language, True is 1."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            source.attributes[name] = dict(value)
        elif value is not None and value is not False and value != "":
            source.attributes[name] = {"": number(value) if isinstance(value, int | float) else str(value)}
