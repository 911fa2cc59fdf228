"""One question in a report: its wording, what the figures say, the drawing, the tables, and the questions that it is made of."""

from __future__ import annotations

from consult.charts.wording import counted
from consult.i18n import _
from consult.model.question_results import FiguresTable, QuestionResult, RepeatResult, Result
from consult.model.summaries import TextSummary
from consult.report.blocks import Level, Quotes, Theme, Themes
from consult.report.findings import summary
from consult.report.grids import tables_of
from consult.report.manuscript import Manuscript, plain, quote
from consult.report.remarks import remarks
from consult.report.sentences import based_on, caption, counts, few, kind
from consult.report.tables import own_words


def parts_of(result: Result) -> tuple[QuestionResult, ...]:
    """The questions that a result is made of: the fields of a repeat, the columns of a table that are no numbers."""
    match result:
        case RepeatResult():
            return result.fields
        case FiguresTable():
            return result.others
        case _:
            return ()


def drawings_of(question: QuestionResult) -> int:
    """How many results of a question are offered for drawing."""
    return 1 + sum(drawings_of(part) for part in parts_of(question.result))


def write_question(manuscript: Manuscript, question: QuestionResult, target: str, above: str, level: Level = 4) -> None:
    """Wording, base, what the figures say, drawing, tables; for open questions the themes with quotes; then the parts."""
    since = _("asked since version {n}").format(n=question.since) if question.since else ""
    over = [above, kind(question.type), _("required") if question.required else "", since]
    manuscript.heading(level, question.label or question.code, target, " · ".join(filter(None, over)))
    manuscript.paragraph(question.hint, "hint")
    manuscript.paragraph(summary(question.result), "lead")
    manuscript.paragraph(few(question.result), "flag")
    if not counts(question.result)[0]:
        manuscript.paragraph(_("Nobody answered this question."))
    write_figures(manuscript, question)
    if isinstance(question.result, TextSummary):
        _write_texts(manuscript, question.result, too_few=level == 4 or question.result.responses > 0)
    name = _("Column") if isinstance(question.result, FiguresTable) else ""
    for part in parts_of(question.result):
        write_question(manuscript, part, f"{target}-{part.code}", name, 5)


def write_figures(manuscript: Manuscript, question: QuestionResult) -> None:
    """The drawing, which tells its n in its caption; where there is none, the n alone; then the tables."""
    result = question.result
    label = manuscript.figure(result, question.label, caption(question))
    if not label:
        manuscript.paragraph(based_on(question), "base")
    for remark in remarks(question):
        manuscript.paragraph(remark, "base")
    if not counts(result)[0]:
        return
    title = _("Table for {figure}").format(figure=label) if label else _("Table of figures")
    manuscript.add(*tables_of(result, title))
    words = own_words(result)
    if words:
        manuscript.add(words)


def _write_texts(manuscript: Manuscript, result: TextSummary, *, too_few: bool) -> None:
    """Themes with quotes, or examples; `too_few` says that themes were looked for and there were too few answers."""
    manuscript.paragraph(result.note, "hint")
    if result.themes:
        ordered = sorted(result.themes, key=lambda theme: -theme.count)
        manuscript.add(
            Themes(
                tuple(
                    Theme(
                        plain(theme.label) or theme.id,
                        counted(theme.count, theme.count / result.n if result.n else 0, result.n),
                        ", ".join(plain(word) for word in theme.keywords),
                        tuple(quote(text) for text in theme.quotes if quote(text)),
                    )
                    for theme in ordered
                )
            )
        )
    examples = tuple(quote(text) for text in result.examples if quote(text))
    if examples:
        looked = too_few and not result.note
        title = _("Too few answers to look for themes; as written:") if looked else _("Some of the answers, as they were written")
        manuscript.add(Quotes(title, examples))
