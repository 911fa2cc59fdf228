"""The last look at a survey that was read: what its logic cannot stand is taken out and remarked beside the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from consult.formats.limesurvey.making import Making
from consult.formats.our_expressions import in_braces_twice
from consult.formats.sound_logic import sound
from consult.i18n import _, quoted
from consult.model import logic
from consult.model.expressions import ExpressionFault, parse
from consult.model.logic import LogicFault
from consult.model.question import Check, Question, Texts
from consult.model.survey import Page, Survey

INTRO = "intro:"
"""What the intro is called where remarks are kept."""


def settled(survey: Survey, making: Making) -> Survey:
    """The survey without the expressions that its own logic refuses, each remarked."""

    def without(now: Survey, faults: Sequence[LogicFault]) -> Survey:
        found = {(fault.place.partition(".")[0], fault.key): fault.fault for fault in faults}
        found |= _equations_that_go_with(found, now)
        pages = (_settled_page(page, found, making, now) for page in now.pages)
        intro = _literal(now.intro) if (now.id, "intro") in found else now.intro
        return replace(now, pages=tuple(page for page in pages if page.questions), intro=intro)

    return sound(survey, without)


_Faults = dict[tuple[str, str], str]


def _equations_that_go_with(found: _Faults, survey: Survey) -> _Faults:
    """The faults of the equations that name one that goes; found at once, for a file may hold thousands one behind the other."""
    gone = {code for code, key in found if key == "value"}
    hanging: _Faults = {}
    for question in survey.questions if gone else ():
        try:
            lost = sorted(gone & parse(question.compute).names) if question.compute and question.code not in gone else []
        except ExpressionFault:
            continue
        if lost:
            gone.add(question.code)
            hanging[question.code, "value"] = _("there is no question {name}").format(name=quoted(lost[0]))
    return hanging


def _settled_page(page: Page, found: _Faults, making: Making, survey: Survey) -> Page:
    owner = f"page:{page.code}"
    if (page.code, "show_if") in found:
        _remark(making, owner, _("condition of the page"), page.show_if, found[page.code, "show_if"])
        page = replace(page, show_if="")
    if (page.code, "title") in found:
        page = replace(page, title=_literal(page.title))
    questions = (_settled_question(question, found, making, survey) for question in page.questions)
    return replace(page, questions=tuple(question for question in questions if question))


def _settled_question(question: Question, found: _Faults, making: Making, survey: Survey) -> Question | None:
    code = question.code
    if (code, "value") in found:
        _remark(making, code, _("equation"), question.compute, found[code, "value"])
        making.notes.add(_("an equation that has no counterpart is left out"), code)
        return None
    for key, said in (("show_if", question.show_if), ("choices_if", question.choices_if), ("rows_if", question.rows_if)):
        if (code, key) in found and said:
            _remark(making, code, _("condition"), said, found[code, key])
            question = replace(question, **{key: ""})  # type: ignore[arg-type]
    if (code, "check") in found:
        question = _without_faulty_checks(question, found[code, "check"], making, survey)
    for key, change in _WORDINGS.items():
        if (code, key) in found:
            question = change(question)
    return question


def _without_faulty_checks(question: Question, fault: str, making: Making, survey: Survey) -> Question:
    kept: list[Check] = []
    for check in question.checks:
        if len(question.checks) > 1 and not _is_faulty(replace(question, checks=(check,)), survey):
            kept.append(check)
        else:
            _remark(making, question.code, _("check"), check.must, fault)
    return replace(question, checks=tuple(kept))


def _is_faulty(question: Question, survey: Survey) -> bool:
    pages = tuple(
        replace(page, questions=tuple(question if one.code == question.code else one for one in page.questions))
        for page in survey.pages
    )
    return any(
        (fault.place, fault.key) == (question.code, "check") for fault in logic.faults(replace(survey, pages=pages))
    )  # fmt: skip


def _literal(texts: Texts) -> Texts:
    """The texts with nothing piped."""
    return {language: in_braces_twice(text.replace("{{", "{").replace("}}", "}")) for language, text in texts.items()}


def _says(question: Question) -> Question:
    return replace(question, checks=tuple(replace(check, say=_literal(check.say)) for check in question.checks))


def _asks(question: Question) -> Question:
    parts = tuple(replace(part, label=_literal(part.label)) for part in question.parts)
    return replace(question, label=_literal(question.label), parts=parts)


_WORDINGS: dict[str, Callable[[Question], Question]] = {
    "ask": _asks,
    "hint": lambda question: replace(question, hint=_literal(question.hint)),
    "say": _says,
}


def _remark(making: Making, owner: str, what: str, said: str, fault: str) -> None:
    making.remark(owner, what, making.originals.get(said, said), fault)


def hang_remarks(survey: Survey, making: Making) -> None:
    """Remarks of what was left out, of pages and of the intro go to the question that is asked next, else to the last one."""
    asked = {question.code for question in survey.questions}
    order = list(dict.fromkeys([*making.seen, *(question.code for question in survey.questions)]))
    waiting: list[str] = []
    last = survey.questions[-1].code
    for code in order:
        if code not in asked:
            waiting += making.remarks.pop(code, [])
        elif waiting:
            making.remarks[code] = [*waiting, *making.remarks.get(code, [])]
            waiting = []
    waiting += [told for code in list(making.remarks) if code not in asked for told in making.remarks.pop(code)]
    if waiting:
        making.remarks.setdefault(last, []).extend(waiting)
