"""Questions of Consult as questions of LimeSurvey, by type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from consult.formats.limesurvey.choices_writing import one_choice, several, titled, yes_or_no
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.outgoing import Outgoing, set_attributes
from consult.formats.limesurvey.relevance_writing import Writer
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.limesurvey.their_names import TheirPlace
from consult.i18n import _, ngettext
from consult.model.question import OTHER, Question, QuestionType

Writing = Callable[[Question, str, Outgoing], list[SourceQuestion]]
"""Makes of a question, and of its code in LimeSurvey, what stands for it there, the main one first."""

INSTANCES = 5
"""How often a repeat is written where the survey sets no limit."""


def figure(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Number: N; own words beside it become a short text of their own."""
    source = out.question(code, "N", question)
    set_attributes(
        source, min_num_value_n=question.minimum, max_num_value_n=question.maximum, num_value_int_only=question.integer,
        suffix=out.html(question.unit),
    )  # fmt: skip
    out.names.add((question.code,), TheirPlace((code,)))
    if not question.other:
        return [source]
    words = out.question(out.code(f"{code}own", f"{question.code}.{OTHER}"), "S", replace(question, required=False))
    source.mandatory = ""
    out.notes.add(_("own words beside the number became a question of their own, and neither is required"), question.code)
    return [source, words]


def own_words(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Text: S for one line, T for up to five, U for more."""
    kind, usual = ("S", 1) if question.lines == 1 else ("T", 3) if question.lines <= 5 else ("U", 10)
    source = out.question(code, kind, question)
    set_attributes(
        source, maximum_chars=question.longest, display_rows=question.lines if question.lines != usual else None
    )  # fmt: skip
    out.names.add((question.code,), TheirPlace((code,)))
    return [source]


def day(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Date: D."""
    source = out.question(code, "D", question)
    first, last = (day.isoformat() if day else "" for day in (question.earliest, question.latest))
    set_attributes(source, date_min=first, date_max=last, date_format="yyyy-mm-dd")
    out.names.add((question.code,), TheirPlace((code,)))
    return [source]


def file(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """File: |."""
    source = out.question(code, "|", question)
    set_attributes(source, max_num_of_files=1, min_num_of_files=1 if question.required else None)
    return [source]


def note(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Note: X."""
    return [out.question(code, "X", question)]


def computed(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Computed: * with its equation; left out where that cannot be said."""
    try:
        value = Writer(out.names).value(question.compute)
    except NotTranslated as reason:
        out.notes.add(
            _("the value {expression} has no counterpart, so the question is left out ({reason})").format(
                expression=question.compute, reason=reason
            ),
            question.code,
        )
        return []
    source = out.question(code, "*", question)
    set_attributes(source, equation="{" + value + "}")
    out.names.add((question.code,), TheirPlace((code,)))
    return [source]


def repeat(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Repeat: its fields as questions, several times over; each time is asked where the one before was answered."""
    times = min(question.most or INSTANCES, question.instances)
    found: list[SourceQuestion] = []
    before: list[str] = []
    names: dict[tuple[str, ...], TheirPlace] = {}
    for n in range(1, times + 1):
        asked = f"count({', '.join(f'{name}.NAOK' for name in before)}) > 0" if before else "1"
        before = []
        for part in question.parts:
            ours = f"{question.code}.{n}.{part.code}"
            own = out.code(f"{code}{n}{part.code}", ours)
            one = titled(part, dict.fromkeys(part.label, str(n)), out)
            one = replace(one, code=ours, required=part.required and (n <= (question.least or 1)), show_if="")
            written = PLAIN[part.type](one, own, out)
            place = out.names.find((ours,))
            if place:
                names[(str(n), part.code)] = place
                before.extend(place.names)
            found += [replace(source, relevance=asked) for source in written]
    out.names.add_cells(question.code, names)
    told = ngettext("can be answered up to {n} time there", "can be answered up to {n} times there", times)
    out.notes.add(told.format(n=times), question.code)
    return found


PLAIN: Mapping[QuestionType, Writing] = {
    QuestionType.SINGLE: one_choice, QuestionType.SCALE: one_choice, QuestionType.YESNO: yes_or_no, QuestionType.MULTI: several,
    QuestionType.NUMBER: figure, QuestionType.TEXT: own_words, QuestionType.DATE: day,
}  # fmt: skip
"""The types that may be fields of a repeat."""
