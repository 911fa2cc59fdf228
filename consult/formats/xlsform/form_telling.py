"""Texts and logic of a survey as the cells of an XLSForm that is written, with notes on what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.formats.xlsform.codes import unused
from consult.formats.xlsform.constraints import Told
from consult.formats.xlsform.form_paths import Place
from consult.formats.xlsform.lists import FormLists
from consult.formats.xlsform.names import Names
from consult.formats.xlsform.pipes import label_text, unpiped
from consult.formats.xlsform.to_xpath import Translator
from consult.formats.xlsform.xpath import Untranslatable
from consult.i18n import _, quoted, using
from consult.model.question import Choice, Question, QuestionType, Texts

Row = dict[str, str]
"""One row of the survey sheet: column → text."""


@dataclass(slots=True)
class Telling:
    """Makes cells; `notes` tells what they cannot say."""

    names: Names
    lists: FormLists
    translator: Translator
    languages: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    _further: set[str] = field(default_factory=set)

    def free_name(self, wanted: str) -> str:
        """A name that nothing in the form has yet."""
        name = unused(wanted, {*self.names.taken, *self._further})
        self._further.add(name)
        return name

    def said(self, expression: str, key: str, place: Place, walker: str = "row") -> str:
        """The XPath of a condition; empty with a note where there is none."""
        if not expression:
            return ""
        try:
            return self.translator.condition(expression, place, walker)
        except Untranslatable as reason:
            self.tell_lost(Told(lost=((expression, reason.what),)), key)
            return ""

    def computed(self, expression: str, key: str) -> str:
        """The XPath of a value; the empty text with a note where there is none."""
        try:
            return self.translator.value(expression, Place())
        except Untranslatable as reason:
            self.tell_lost(Told(lost=((expression, reason.what),)), key)
            return "''"

    def tell_lost(self, told: Told, key: str) -> None:
        """Notes the expressions that were lost."""
        for expression, reason in told.lost:
            self.notes.append(
                _("{code}: {expression} was left out, for {reason} cannot be said in an XLSForm.").format(
                    code=key, expression=quoted(expression), reason=quoted(reason)
                )
            )

    def tell_losses(self, question: Question) -> None:
        """Notes what an XLSForm has no means for."""
        several = question.type is QuestionType.RANKING and (question.least or question.most)
        losses = {
            _("{code}: all choices are ranked, not only the first ones."): bool(several),
            _("{code}: how often it may be repeated is not limited."): question.type is QuestionType.REPEAT,
            _("{code}: sums of rows and columns are not shown."): question.row_totals or question.column_totals,
            _("{code}: reasons for a missing figure cannot be given."): any(one.reasons for one in (question, *question.parts)),
            _("{code}: its answers are not kept from reports."): not question.publish,
            _("{code}: checks of the whole were left out."): bool(question.checks)
            and question.type in (QuestionType.MATRIX, QuestionType.TABLE, QuestionType.REPEAT, QuestionType.ALLOCATION),
        }
        self.notes += [told.format(code=question.code) for told, lost in losses.items() if lost]

    def sum_message(self, total: str) -> dict[str, str]:
        """What to say of points that do not add up to `total`."""
        told = {}
        for language in self.languages:
            with using(language):
                told[language] = _("Together this must be {total}.").format(total=total)
        return told

    def hint(self, question: Question) -> dict[str, str]:
        """The hint with the unit below it."""
        languages = [code for code in self.languages if question.hint.get(code) or question.unit.get(code)]
        return {code: "\n".join(filter(None, (question.hint.get(code), question.unit.get(code)))) for code in languages}

    def texts(self, column: str, texts: Texts) -> Row:
        """The cells of a column in all languages, answers named as the form does."""
        named = {".".join(path): name for path, name in self.names.names.items()}
        return {
            f"{column}::{name}": unpiped(texts.get(code, ""), named) for code, name in self.languages.items() if texts.get(code)
        }

    def label(self, choice: Choice) -> Row:
        """The label of a row, side or choice, in which no answer can be named."""
        label = choice.label or {next(iter(self.languages)): choice.code}
        return {f"label::{name}": label_text(label[code]) for code, name in self.languages.items() if label.get(code)}
