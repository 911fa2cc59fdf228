"""The words of one field of a paper form: what it is, what was typed, what that means."""

from __future__ import annotations

from datetime import date

from consult.i18n import _, day, text_in
from consult.model.missing_reasons import reason_in, reason_label
from consult.model.question import QuestionType
from consult.tui.answer_sheet import label_of
from consult.tui.clerk_fields import Field
from consult.tui.clerk_form import ClerkForm
from consult.tui.plain_text import visible
from consult.tui.telling import place_in_words
from consult.tui.widgets.limits import limits, reasons_in_words


def label(form: ClerkForm, field: Field, language: str) -> str:
    """The question, or where in it the field lies."""
    if field.own_words:
        return "↳ " + _("in own words")
    where = place_in_words(form.sheet, field.question, field.cell, language)
    return visible(where or form.sheet.asked.label(field.question, language), one_line=True)


def wording(form: ClerkForm, field: Field, language: str) -> str:
    """The question in full, with the place in it."""
    asked = form.sheet.asked.label(field.question, language)
    where = place_in_words(form.sheet, field.question, field.cell, language)
    own = _("in own words") if field.own_words else ""
    return visible(" · ".join(filter(None, (asked, where, own))), one_line=True)


def typed(form: ClerkForm, field: Field, language: str) -> str:
    """The keys or figures that stand for what is in the field; empty for text, which is its own meaning."""
    unread = form.unread.get(field.name)
    if unread:
        return visible(unread.typed, one_line=True)
    if field.is_text:
        return ""
    if field.chooses:
        keys = form.offer(field, language).keys
        return " ".join(keys.get(code, code) for code in form.sheet.codes(field.name))
    text = form.sheet.text(field.name)
    if field.asks.reasons and reason_in(text) in field.asks.reasons and text:
        return "?"
    if field.asks.type is QuestionType.DATE:
        return _short_date(text)
    return visible(text, one_line=True)


def meaning(form: ClerkForm, field: Field, language: str) -> str:
    """What stands in the field, in words."""
    text = form.sheet.text(field.name)
    if field.is_text:
        return visible(text, one_line=True)
    if field.chooses:
        labels = form.offer(field, language).labels
        told = (labels.get(code) or label_of(field.asks, code, language) for code in form.sheet.codes(field.name))
        return visible("; ".join(told), one_line=True)
    reason = reason_in(text) if field.asks.reasons else None
    if reason is not None:
        return reason_label(reason, language)
    if field.asks.type is QuestionType.DATE and text:
        try:
            return day(date.fromisoformat(text))
        except ValueError:
            return ""
    return text_in(field.asks.unit, language) if text else ""


def _short_date(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d.%m.%y}"
    except ValueError:
        return visible(text, one_line=True)


def how(form: ClerkForm, field: Field, language: str) -> str:
    """How the field is typed, in a few words."""
    asks = field.asks
    reasons = reasons_in_words(asks, language) if not field.own_words else ""
    if field.is_text:
        return _("Enter ends · ^J new line")
    match asks.type:
        case QuestionType.MULTI:
            most = _("at most {n}").format(n=asks.most) if asks.most else ""
            parts = (_("several keys, Enter ends"), most)
        case QuestionType.RANKING:
            parts = (_("keys in the order of the ranks, Enter ends"), "")
        case QuestionType.DATE:
            parts = (_("050326 or 5.3.26, Enter ends"), limits(asks, language))
        case QuestionType.NUMBER | QuestionType.ALLOCATION:
            parts = (_("Enter ends"), limits(asks, language))
        case _ if form.offer(field, language).long:
            parts = (_("all digits, or letters of the label"), "")
        case _:
            parts = (_("one key, or first letters"), "")
    return visible(" · ".join(filter(None, (*parts, reasons, _allocated(form, field)))), one_line=True)


def _allocated(form: ClerkForm, field: Field) -> str:
    """The sum of an allocation so far."""
    if field.asks.type is not QuestionType.ALLOCATION or field.asks.total is None:
        return ""
    figures = (form.sheet.text(cell.name).replace(",", ".") for cell in field.question.cells)
    given = sum(float(figure) for figure in figures if figure.replace(".", "", 1).isdecimal())
    return _("{given} of {total}").format(given=f"{given:g}", total=f"{field.asks.total:g}")
