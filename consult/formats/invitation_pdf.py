"""The sheet of invitations as PDF, set by Typst. What people typed reaches the typesetter as data, never as markup."""

from __future__ import annotations

import json
from pathlib import Path

from consult import i18n
from consult.formats.invitation_sheet import Progress, Sheet, help_sentences, plain, qr_drawing, sentences, told

_TEMPLATE = """\
#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: sheet.title)
#set text(font: ("DejaVu Sans", "Libertinus Serif"), size: 9.5pt, fill: rgb("#1b1f24"), lang: sheet.language, hyphenate: false)
#set page(paper: "a4", margin: 0mm)
#set par(leading: 0.5em, spacing: 0.6em, justify: false)
#let muted = rgb("#59636e")
#let card(it) = block(width: 105mm, height: 99mm, clip: true, inset: (x: 7mm, y: 6mm),
  stroke: (right: 0.2mm + rgb("#8b949e"), bottom: (paint: rgb("#8b949e"), thickness: 0.2mm, dash: "dashed")), {
  for line in it.what { block(height: auto, text(size: 7.5pt, fill: muted, line)) }
  block(above: 2.5mm, text(size: 11pt, weight: 700, it.who.at(0)))
  if it.who.len() > 1 { block(it.who.at(1)) }
  v(1fr)
  grid(columns: (if it.qr == "" { 0mm } else { 33mm }, 1fr), column-gutter: if it.qr == "" { 0mm } else { 4mm }, align: bottom,
    if it.qr != "" { image(bytes(it.qr), format: "svg", width: 33mm, alt: it.link) },
    {
      block(text(font: "DejaVu Sans Mono", size: 12pt, weight: 700, it.token))
      set text(size: 7.5pt)
      for line in it.sentences { block(line) }
      text(size: 6.5pt, fill: muted, it.link)
    })
  for line in sheet.ask { block(above: 2mm, text(size: 8pt, line)) }
})
#grid(columns: (105mm, 105mm), ..sheet.cards.map(card))
"""


def to_pdf(sheet: Sheet, fonts: Path, progress: Progress | None = None) -> bytes:
    """The cards on A4, six to a page, with lines to cut along; `fonts` is a folder that has DejaVu Sans."""
    import typst

    with i18n.using(sheet.language):
        content = typst.compile(
            _TEMPLATE.encode(), font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]), format="pdf",
            sys_inputs={"sheet": json.dumps(_as_data(sheet, progress), ensure_ascii=False)},
        )  # fmt: skip
    assert isinstance(content, bytes)
    return content


def _as_data(sheet: Sheet, progress: Progress | None) -> dict[str, object]:
    survey = f"{sheet.survey} {sheet.wave}".strip()
    return {
        "title": plain(survey),
        "language": sheet.language,
        "ask": help_sentences(sheet),
        "cards": [
            {
                "what": [plain(text) for text in dict.fromkeys((sheet.consultation, survey)) if text],
                "who": [plain(text) for text in (card.organisation, card.name) if text] or [card.code],
                "token": card.token,
                "link": card.link.replace("/", "/\N{ZERO WIDTH SPACE}"),
                "qr": qr_drawing(card.link) if card.link else "",
                "sentences": sentences(sheet, bool(card.link)),
            }
            for card in told(sheet.cards, progress)
        ],
    }
