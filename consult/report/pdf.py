"""A report as PDF, set by Typst. Text reaches the typesetter as data, never as markup."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from consult import i18n, resources
from consult.charts.fonts import shipped_fonts
from consult.errors import ReportError
from consult.i18n import _
from consult.model.visible_text import shortened
from consult.report.blocks import Block, Heading, Report

TEMPLATE = "report.typ"
_STANDARD = "ua-1"
_RUN = 28
"""Characters without a space after which a line may break all the same."""
_SHORT = 100
_BOX = "□"
_HASH = re.compile(r"[0-9a-f]{64}")  # copied from the page to be compared: nothing may stand inside it
_UNBROKEN = re.compile(rf"[^\s\u200b]{{{_RUN}}}(?=[^\s\u200b]{{6}})")
_NO_FONT = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A rendered report and what the reader of it should be told, a sentence each."""

    content: bytes
    notes: tuple[str, ...] = ()


def render(report: Report, templates: Path | None = None) -> Pdf:
    """The whole report on A4 pages, tagged for screen readers as PDF/UA-1 where that can be done.

    Where the fonts of this computer lack a character, a box stands in its place and a note says so; where the standard cannot
    be kept for another reason, the PDF is made without it and a note says that.
    Raises ReportError where the template is faulty. The same report gives the same bytes.
    """
    with i18n.using(report.language):
        letter = _Letter(_folder(templates), _as_data(report), _timestamp(report))
        try:
            return Pdf(letter.set([_STANDARD]))
        except _fault() as error:
            marks = _lacking(str(getattr(error, "diagnostic", error)))
        try:
            if marks:
                return Pdf(letter.set([_STANDARD], east_asian=True))
        except _fault() as error:
            marks = _lacking(str(getattr(error, "diagnostic", error)))
        letter = replace(letter, report=_boxed(letter.report, marks))
        notes = (_told(marks),) if marks else ()
        try:
            return Pdf(letter.set([_STANDARD], last_resort=True), notes)
        except _fault():
            notes = (*notes, _("The PDF is tagged, but not in the strict form for screen readers (PDF/UA-1)"))
        try:
            return Pdf(letter.set([], last_resort=True), notes)
        except _fault() as error:
            raise ReportError(
                _("The PDF cannot be set: {reason}").format(reason=str(error).strip() or _("the typesetter gave no reason")),
                _("Compare the template with the shipped one, or remove it from the folder of templates"),
                place=TEMPLATE,
            ) from error


@dataclass(frozen=True, slots=True)
class _Letter:
    """What goes to the typesetter."""

    folder: Path
    report: dict[str, Any]
    timestamp: int

    def set(self, standards: list[Any], *, east_asian: bool = False, last_resort: bool = False) -> bytes:
        """The pages; with `last_resort` a box stands where no other font has a character.

        The font of Chinese, Japanese and Korean is large and is read only where `east_asian` asks for it, or as a last resort.
        """
        import typst

        with _fonts(last_resort) as fonts:
            content = typst.compile(
                self.folder / TEMPLATE,
                root=self.folder,
                font_paths=[fonts, *(_east_asian_fonts() if east_asian or last_resort else ())],
                sys_inputs={"report": json.dumps(self.report, ensure_ascii=False)},
                format="pdf",
                pdf_standards=standards,
                timestamp=self.timestamp,
            )
        if not isinstance(content, bytes):
            raise ReportError(_("The PDF cannot be set: {reason}").format(reason=_("the typesetter gave no reason")))
        return content


def _folder(templates: Path | None) -> Path:
    """The folder whose template is used; the typesetter reads no file outside it."""
    if templates and (templates / TEMPLATE).is_file():
        return templates.resolve()
    return resources.reports() / "templates"


def _fault() -> type[Exception]:
    from typst import TypstError

    return TypstError


@contextmanager
def _fonts(last_resort: bool) -> Iterator[Path]:
    """A folder with the font that the drawings are measured in; those of the system are found by the typesetter.

    Only what is wanted is copied there: the typesetter takes all fonts of a folder, and the font of last resort, which has a
    box for every character, must not stand in for better ones.
    """
    shipped = shipped_fonts()
    wanted = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"] + (["LastResortHE-Regular.ttf"] if last_resort else [])
    with TemporaryDirectory(prefix="consult-fonts-") as folder:
        for name in wanted:
            if (shipped / name).is_file():
                shutil.copyfile(shipped / name, Path(folder) / name)
        yield Path(folder)


def _east_asian_fonts() -> list[Path]:
    """The folder of the Noto font for Chinese, Japanese and Korean, which not every computer has of its own."""
    from importlib.util import find_spec

    found = find_spec("noto_cjk_sans_otc")
    return [Path(found.origin).parent] if found and found.origin else []


def _timestamp(report: Report) -> int:
    """Seconds since 1970 that go into the file: SOURCE_DATE_EPOCH, else the moment of the latest response."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if asked.isascii() and asked.isdigit():
        return int(asked)
    if report.data_until is None:
        return 0
    from datetime import UTC

    moment = report.data_until
    return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()))


def _as_data(report: Report) -> dict[str, Any]:
    shown = {field: getattr(report, field) for field in ("title", "organiser", "language", "notice", "tool")}
    words = {"page": _("Page"), "keywords": _("Words")}
    questions = sum(isinstance(block, Heading) and block.level == 4 for block in report.blocks)
    blocks = [_breakable(_block_data(block)) for block in report.blocks]
    return {**{name: _breakable(text) for name, text in shown.items()}, "words": words, "questions": questions, "blocks": blocks}


def _block_data(block: Block) -> dict[str, Any]:
    data = {"kind": type(block).__name__, **asdict(block)}
    data.pop("narrow", None)
    if isinstance(block, Heading):
        data["short"] = shortened(block.text, _SHORT)
    return data


def _breakable(data: Any) -> Any:
    """The same data with a place to break in every long run of letters, so that none leaves the page; drawings untouched."""
    if isinstance(data, str):
        return data if _HASH.fullmatch(data) else _UNBROKEN.sub(lambda run: run.group() + "\u200b", data)
    if isinstance(data, dict):
        return {key: value if key in {"svg", "alternative", "anchor"} else _breakable(value) for key, value in data.items()}
    return [_breakable(part) for part in data] if isinstance(data, list | tuple) else data


def _lacking(fault: str) -> tuple[str, ...]:
    """The characters that the typesetter says no font has; it writes some of them as `\\u{200d}`. All fonts have ASCII."""
    texts = (_CODE.sub(lambda code: chr(int(code[1], 16)), text) for text in _NO_FONT.findall(fault))
    return tuple(sorted({mark for text in texts for mark in text if not mark.isascii()}))


def _told(marks: tuple[str, ...]) -> str:
    """The note on characters that no font has."""
    named = [mark if mark.isprintable() else f"U+{ord(mark):04X}" for mark in marks[:20]]
    note = _("No font on this computer has these characters; boxes stand in their place: {characters}")
    return note.format(characters=" ".join(named) + (" …" if len(marks) > 20 else ""))


def _boxed(data: dict[str, Any], marks: tuple[str, ...]) -> dict[str, Any]:
    """The same data with boxes in the drawings for characters that no font has.

    In a drawing the typesetter would set the whole line, not the character alone, in the font of last resort.
    """
    boxes = str.maketrans(dict.fromkeys(marks, _BOX))
    return {**data, "blocks": [_redrawn(block, boxes) for block in data["blocks"]]}


def _redrawn(block: dict[str, Any], boxes: dict[int, str]) -> dict[str, Any]:
    if "drawing" not in block:
        return block
    drawing = block["drawing"]
    return {**block, "drawing": {**drawing, "svg": drawing["svg"].translate(boxes)}}
