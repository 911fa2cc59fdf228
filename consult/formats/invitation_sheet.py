"""Invitations as files: a table for mail merge, and sheets of cards with QR codes to print and cut. They hold the tokens."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from consult import i18n
from consult.i18n import _
from consult.model.visible_text import shortened, visible

COLUMNS = ("code", "organisation", "name", "email", "token", "link")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 90
"""The most characters of a line that a card has room for."""


Progress = Callable[[int, int], None]
"""Called with how many cards are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Card:
    """One invitation as it is handed out. The link is empty where answers are not collected on a web page."""

    code: str
    organisation: str
    name: str
    email: str
    token: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cards of one survey, with what stands on all of them, in one language."""

    consultation: str
    survey: str
    wave: str
    cards: Sequence[Card]
    language: str
    anonymous: bool = False
    contact: str = ""
    until: date | None = None
    """The last day to answer."""


def to_csv(sheet: Sheet) -> str:
    """The cards as CSV with a byte order mark, so that spreadsheets read the letters; formulas are made text."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(getattr(card, column)) for column in COLUMNS] for card in sheet.cards)
    return out.getvalue()


def _guarded(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_html(sheet: Sheet, progress: Progress | None = None) -> str:
    """The cards as one page without script or request: six to a sheet of A4, with lines to cut along."""
    with i18n.using(sheet.language):
        title = escape(plain(f"{sheet.survey} {sheet.wave}".strip()))
        cards = "\n".join(_card(sheet, card) for card in told(sheet.cards, progress))
        return _PAGE.format(language=escape(sheet.language, quote=True), title=title, style=_STYLE, cards=cards)


def told(cards: Sequence[Card], progress: Progress | None) -> Iterator[Card]:
    """The cards one after another, with word of how many are done: drawing a code takes some milliseconds."""
    for at, card in enumerate(cards, 1):
        yield card
        if progress and (at % 20 == 0 or at == len(cards)):
            progress(at, len(cards))


def _card(sheet: Sheet, card: Card) -> str:
    who = [plain(text) for text in (card.organisation, card.name) if text] or [plain(card.code)]
    lines = [
        f'<p class="what">{escape(plain(text))}</p>'
        for text in dict.fromkeys((sheet.consultation, f"{sheet.survey} {sheet.wave}".strip()))
        if text
    ]
    picture, link = "", ""
    if card.link:
        name = escape(_("QR code"), quote=True)
        picture = f'<div class="qr" role="img" aria-label="{name}">{qr_drawing(card.link)}</div>'
        link = f'<p class="link">{escape(visible(card.link)).replace("/", "/<wbr>")}</p>'
    return (
        f'<article class="card">{"".join(lines)}<h2>{escape(who[0])}</h2>'
        + (f'<p class="who">{escape(who[1])}</p>' if who[1:] else "")
        + f'<div class="way">{picture}<div class="words"><p class="token">{escape(card.token)}</p>'
        + "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(sheet, bool(card.link)))
        + f"{link}</div></div>"
        + "".join(f'<p class="ask">{escape(sentence)}</p>' for sentence in help_sentences(sheet))
        + "</article>"
    )


def sentences(sheet: Sheet, with_link: bool) -> list[str]:
    """What a card tells of its use, in the current language."""
    said = [_("Scan the code or open the link.") if with_link else _("Type this code where you are asked for it.")]
    said.append(_("It can be used once."))
    if sheet.anonymous:
        said.append(_("Your answers are kept without it: nobody can tell whose they are."))
    return said


def help_sentences(sheet: Sheet) -> list[str]:
    """Until when to answer and whom to ask, in the current language; what is not known is not told."""
    said = []
    if sheet.until:
        said.append(_("Please answer by {day}.").format(day=i18n.deadline(sheet.until)))
    if sheet.contact:
        said.append(_("Questions: {contact}").format(contact=plain(sheet.contact)))
    return said


def plain(text: str) -> str:
    """Typed text for one line of a card: shortened, control characters shown as marks."""
    return shortened(visible(text, one_line=True), LONGEST)


def qr_drawing(link: str) -> str:
    """The link as a drawing; level M still reads with a fold across the card."""
    import segno

    return str(segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=4, lineclass=None, svgclass=None))


_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{cards}
</main>
</body>
</html>
"""
_STYLE = """
@page { size: A4; margin: 0 }
* { box-sizing: border-box }
body { margin: 0; color: #1b1f24; background: #fff; font: 9.5pt/1.35 "DejaVu Sans", Verdana, sans-serif }
main { width: 210mm; margin: 0 auto; display: grid; grid-template-columns: 105mm 105mm; grid-auto-rows: 99mm }
.card { height: 99mm; padding: 6mm 7mm; overflow: hidden; display: flex; flex-direction: column;
  border: 0.2mm dashed #8b949e; border-width: 0 0.2mm 0.2mm 0; break-inside: avoid }
.card:nth-child(6n) { break-after: page }
p, h2 { margin: 0; overflow-wrap: anywhere }
.what { color: #59636e; font-size: 7.5pt; max-height: 2.7em; overflow: hidden }
h2 { font-size: 11pt; line-height: 1.25; margin-top: 1.5mm; max-height: 3.75em; overflow: hidden }
.way { display: flex; gap: 4mm; margin-top: auto; align-items: flex-end }
.qr { flex: none; width: 33mm; height: 33mm }
.qr svg { width: 100%; height: 100%; display: block }
.words { flex: 1; min-width: 0; font-size: 7.5pt }
.token { font: 700 12pt/1.4 "DejaVu Sans Mono", Consolas, monospace; white-space: nowrap; letter-spacing: 0 }
.ask { font-size: 8pt; margin-top: 1.5mm }
.link { color: #59636e; font-size: 6.5pt; margin-top: 1mm }
@media screen and (max-width: 210mm) { main { grid-template-columns: 1fr; width: 100% } }
"""
