"""What a report is made of. One list of blocks is rendered to HTML and to PDF; all text in them is plain text in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from consult.charts import Drawing

Align = Literal["left", "right"]
Level = Literal[2, 3, 4, 5]

SHADES = 5
"""How many shades a cell can have; 0 is none."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The head of the report: what it is, of whom, and a few facts as pairs of name and value."""

    organiser: str
    title: str
    subtitle: str
    notice: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 (chapter), 3, 4 (question) or 5 (a part of it, which the contents leave out).

    `anchor` is unique and made of ASCII letters, digits and hyphens.
    """

    level: Level
    text: str
    anchor: str
    above: str = ""
    """A word or two over the heading, such as “Question 4”."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A `lead` is set larger, a `base` tells of n, a `hint` and a `flag` are set apart."""

    text: str
    style: Literal["plain", "lead", "base", "hint", "flag"] = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few figures that a reader should remember, each with what it counts."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say: the figure, the sentence, its n, and where to read more."""

    figure: str
    text: str
    base: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The strongest findings."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents, made from the headings by whoever renders."""

    title: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points under each other, numbered or not."""

    points: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows. The first cell of a row is its head. `folded` tables open on a click on screen and stand open in print."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alignments: tuple[Align, ...]
    folded: bool = True
    last: tuple[tuple[str, ...], ...] = ()
    """Rows under a rule: the n, what was left blank."""
    shades: tuple[tuple[int, ...], ...] = ()
    """How dark the cells of `rows` are, 0 to SHADES; such tables are read like a map, the largest figures first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption; `label` is “Figure 4”, `caption` tells what it shows and its n."""

    drawing: Drawing
    label: str
    caption: str
    narrow: Drawing | None = None
    """The same for the width of a phone, where it can be drawn so narrow."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of open answers."""

    label: str
    figure: str
    keywords: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of one question."""

    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Answers as they were written, with a line that says what they are."""

    title: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, such as a fingerprint; values are set in a fixed width where `code` is true."""

    pairs: tuple[tuple[str, str], ...]
    code: bool = False


Block = TitleBlock | Heading | Paragraph | KeyFigures | Findings | Contents | Listing | Table | Figure | Themes | Quotes | Facts


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be rendered."""

    title: str
    organiser: str
    language: str
    notice: str
    data_until: datetime | None
    tool: str
    fingerprint: str
    blocks: tuple[Block, ...]
