"""A sheet of paper measured in millimetres from its top left corner, on which bars and text are put; the only matplotlib."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from consult.charts.lettering import clean
from consult.charts.style import FAMILY, HAIRLINE, LETTERS, PAPER, POINT, TEXT, line_height

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "consult",
    "font.sans-serif": [FAMILY],
    "text.usetex": False,
    "path.simplify": False,
}
_CAPITALS = 0.73
"""The height of capitals in ems, to centre a line on a bar."""


class Canvas:
    """Paper of `width` by `height` millimetres."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width = width
        self.height = height
        self._figure: Figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor=PAPER)

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle; nothing is drawn where it would have no width or height."""
        from matplotlib.patches import Rectangle

        if width <= 0 or height <= 0:
            return
        place = (left / self.width, 1 - (top + height) / self.height)
        size = (width / self.width, height / self.height)
        self._figure.add_artist(
            Rectangle(place, *size, facecolor=colour, linewidth=0, transform=self._figure.transFigure), clip=False
        )

    def dot(self, middle: float, height: float, across: float, colour: str, *, hollow: bool = False) -> None:
        """A disc around a point, `across` millimetres wide; a ring where it is `hollow`."""
        from matplotlib.patches import Ellipse

        weight = 0.55 if hollow else 0.0
        size = ((across - weight) / self.width, (across - weight) / self.height)
        disc = Ellipse(
            (middle / self.width, 1 - height / self.height), *size, facecolor=PAPER if hollow else colour, edgecolor=colour,
            linewidth=weight / POINT, transform=self._figure.transFigure,
        )  # fmt: skip
        self._figure.add_artist(disc, clip=False)

    def rule(self, left: float, top: float, length: float, colour: str = HAIRLINE, weight: float = 0.2) -> None:
        """An upright line of `length` millimetres."""
        self.bar(left - weight / 2, top, weight, length, colour)

    def line(
        self,
        left: float,
        middle: float,
        text: str,
        size: float = LETTERS,
        colour: str = TEXT,
        align: Literal["left", "center", "right"] = "left",
        bold: bool = False,
    ) -> None:
        """One line of text whose capitals are centred on the height `middle`. `$` is a character like others."""
        from matplotlib.font_manager import FontProperties

        text = clean(text)
        if not text:
            return
        baseline = middle + _CAPITALS * size * POINT / 2
        font = FontProperties(family=[FAMILY, "sans-serif"], size=size, weight="bold" if bold else "normal")
        where = (left / self.width, 1 - baseline / self.height)
        self._figure.text(*where, text, color=colour, ha=align, va="baseline", fontproperties=font, parse_math=False)

    def lines(self, left: float, middle: float, texts: Sequence[str], size: float = LETTERS, **looks: Any) -> None:
        """Several lines of text, together centred on the height `middle`."""
        step = line_height(size)
        top = middle - step * (len(texts) - 1) / 2
        for place, text in enumerate(texts):
            self.line(left, top + step * place, text, size, **looks)

    def svg(self) -> str:
        """The drawing as an SVG element: text stays text, no ids, no metadata, the same bytes every time."""
        root = ElementTree.fromstring(self._saved("svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))))
        for part in root.findall(f"{{{_SVG}}}defs") + root.findall(f"{{{_SVG}}}metadata"):
            root.remove(part)
        root.set("font-family", f"'{FAMILY}', sans-serif")
        for element in root.iter():
            _lighten(element)
        ElementTree.register_namespace("", _SVG)
        return ElementTree.tostring(root, encoding="unicode")

    def png(self, dots: int = 200) -> bytes:
        """The drawing as PNG with `dots` per inch."""
        return self._saved("png", dpi=dots, metadata={"Software": None})

    def _saved(self, form: str, **options: Any) -> bytes:
        import matplotlib

        stream = io.BytesIO()
        with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
            # A glyph that this font lacks is drawn by the reader's own fonts, which matplotlib cannot know.
            warnings.simplefilter("ignore", UserWarning)
            self._figure.savefig(stream, format=form, **options)
        return stream.getvalue()


def _lighten(element: ElementTree.Element) -> None:
    """Take away what is the same on all elements, and ids, which must not repeat where many drawings share a page."""
    element.attrib.pop("id", None)
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if "style" in element.attrib:
        parts = [part for part in element.attrib["style"].split("; ") if not part.startswith("font-family:")]
        element.set("style", "; ".join(parts))
    if "d" in element.attrib:
        element.set("d", " ".join(element.attrib["d"].split()))
    element.tail = None
    if element.tag != f"{{{_SVG}}}text":
        element.text = None
