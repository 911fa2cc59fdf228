"""The figures of a result as a table: everything that its drawing shows, and what it leaves out."""

from __future__ import annotations

from consult.charts.style import FEW
from consult.charts.wording import bin_text, counted, figure, share_text
from consult.i18n import _, day, number
from consult.model.distributions import Absences, Distribution, ScaleTable
from consult.model.question_results import Result
from consult.model.response import Missing
from consult.model.summaries import DateSummary, NumberSummary, TextSummary
from consult.model.visible_text import shortened
from consult.report.blocks import Align, Table
from consult.report.manuscript import plain
from consult.report.sentences import reason, summed

_NOTHING = "–"
_MOST_OWN_WORDS = 30
_LONGEST_HEADING = 100


def table_of(result: Result, title: str) -> Table | None:
    """The table that goes under the drawing of a result; None where there is none, or where `grids` makes it."""
    match result:
        case Distribution():
            return _spread(result, title) if result.bars else None
        case DateSummary():
            return _dates(result, title) if result.distribution.bars else None
        case ScaleTable():
            return _scale(result, title) if result.rows else None
        case NumberSummary():
            return _numbers(result, title) if result.n else None
        case TextSummary():
            return _themes(result, title) if result.themes else None
        case _:
            return None


def own_words(result: Result) -> Table | None:
    """The answers given in own words behind „other”, or instead of a figure; most frequent first, the rest summed up."""
    if not isinstance(result, Distribution | NumberSummary) or not result.others:
        return None
    rows = tuple((plain(text), number(count)) for text, count in result.others[:_MOST_OWN_WORDS])
    rest = sum(count for _text, count in result.others[_MOST_OWN_WORDS:])
    last = ((_("Further answers"), number(rest)),) if rest else ()
    title = _("Other, in own words") if isinstance(result, Distribution) else _("In words instead of a figure")
    return Table(title, (_("Answer"), _("Count")), rows, ("left", "right"), last=last)


def _share(count: int, n: int) -> str:
    return share_text(count / n) if n >= FEW else _NOTHING


def _counted(title: str, head: str, rows: tuple[tuple[str, int], ...], n: int, blank: int, missing: Absences) -> Table:
    return Table(
        title,
        (head, _("Count"), _("Share")),
        tuple((plain(label), number(count), _share(count, n)) for label, count in rows),
        ("left", "right", "right"),
        last=tuple((*pair, "") for pair in bases(n, blank, missing)),
    )


def bases(n: int, blank: int, missing: Absences) -> list[tuple[str, str]]:
    """The last rows of a table: n, what was left blank, what is missing for a reason."""
    told = [(_("Answered (n)"), number(n)), (_("Left blank"), number(blank))]
    return told + [(capital(reason(why)), number(count)) for why, count in missing.items()]


def right(columns: int) -> tuple[Align, ...]:
    """How a table stands that has a column of text and then `columns` of figures."""
    figures: list[Align] = ["right"] * columns
    return ("left", *figures)


def heading(label: str) -> str:
    """The label of a column: as short as a header must be, which stands again on every page."""
    return shortened(plain(label), _LONGEST_HEADING)


def capital(text: str) -> str:
    """The text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def _spread(result: Distribution, title: str) -> Table:
    bars = result.bars if result.ordered else sorted(result.bars, key=lambda bar: (bar.apart, -bar.count))
    rows = tuple((bar.label or bar.code, bar.count) for bar in bars)
    return _counted(title, _("Answer"), rows, result.n, result.blank, result.missing)


def _dates(result: DateSummary, title: str) -> Table:
    rows = tuple((bar.label, bar.count) for bar in result.distribution.bars)
    table = _counted(title, _("Period"), rows, result.n, result.blank, result.missing)
    ends = ((_("First date"), result.first), (_("Last date"), result.last))
    return Table(
        table.title,
        table.header,
        table.rows,
        table.alignments,
        last=(*table.last, *((name, day(value), "") for name, value in ends if value)),
    )


def _themes(result: TextSummary, title: str) -> Table:
    themes = sorted(result.themes, key=lambda theme: -theme.count)
    rows = [(theme.label or theme.id, theme.count) for theme in themes]
    rows += [(_("Fits no theme well"), result.unthemed), (_("Says nothing on the question"), result.non_answers)]
    rows += [(_("Came in after the themes were found"), result.later)] if result.later else []
    return _counted(title, _("Theme"), tuple(rows), result.n, result.blank, result.missing)


def _scale(result: ScaleTable, title: str) -> Table:
    missing = tuple(summed(row.missing for row in result.rows))
    labels: dict[str, str] = {}
    for row in result.rows:
        for bar in row.bars:
            labels.setdefault(bar.code, plain(bar.label) or bar.code)
    rows = []
    for row in result.rows:
        bars = {bar.code: bar for bar in row.bars}
        cells = [counted(bars[code].count, bars[code].share, row.n) if code in bars else _NOTHING for code in labels]
        rows.append((plain(row.label) or row.code, *cells, number(row.n), number(row.blank), *_of(row.missing, missing)))
    header = (_("Row"), *map(heading, labels.values()), "n", _("Left blank"), *(capital(reason(why)) for why in missing))
    return Table(title, header, tuple(rows), right(len(header) - 1))


def _of(missing: Absences, wanted: tuple[Missing, ...]) -> tuple[str, ...]:
    return tuple(number(missing.get(why, 0)) for why in wanted)


def _numbers(result: NumberSummary, title: str) -> Table:
    unit = plain(result.unit)
    ranges = any(one.low != one.high for one in result.bins)
    head = (_("From – to") if ranges else _("Value")) + (f" ({unit[:40]})" if unit else "")
    classes = tuple((bin_text(result, one), one.count) for one in result.bins)
    table = _counted(title, head, classes, result.n, result.blank, result.missing)
    measures = (
        (_("Lowest"), result.minimum),
        (_("Lower quartile"), result.lower_quartile),
        (_("Median"), result.median),
        (_("Upper quartile"), result.upper_quartile),
        (_("Highest"), result.maximum),
        *(() if result.years else ((_("Mean"), result.mean), (_("Sum"), result.total))),
    )
    last = (*table.last, *((name, figure(result, value), "") for name, value in measures))
    return Table(table.title, table.header, table.rows, table.alignments, last=last)
