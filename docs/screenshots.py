"""Makes the pictures of the README from the example consultation: `make screenshots`. Needs poppler (pdftoppm, pdftotext)."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from consult import i18n
from consult.service import collecting
from consult.service.consultation import open_consultation
from consult.service.demonstrating import demonstrate

IMAGES = Path(__file__).resolve().parent / "images"
_SHOWN = ("Cik lielā mērā Jūs piekrītat šiem apgalvojumiem?\n", "Kas būtu jāuzlabo jau esošajos pakalpojumos?\n")
_GAP, _GROUND, _EDGE = 24, (225, 229, 234), (200, 206, 213)


def main() -> None:
    """Writes images/report.png, three pages side by side, and images/answer.svg."""
    if not shutil.which("pdftoppm"):
        raise SystemExit("poppler-utils is needed for the picture of the report")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "example"
        demonstrate(folder, step=lambda name: lambda done, total: None, languages=("lv",))
        with i18n.using("lv"), open_consultation(folder) as consultation:
            asyncio.run(_form(collecting.open_session(consultation, "providers-discussion")))
        _pages(folder / "reports" / "report-lv.pdf", Path(temporary))


def _pages(pdf: Path, temporary: Path) -> None:
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    contents = 4  # what is asked stands in the table of contents as well
    numbers = [2, *(next(n for n, page in enumerate(text, 1) if n > contents and words in page) for words in _SHOWN)]
    images = []
    for number in numbers:
        command = ["pdftoppm", "-r", "75", "-f", str(number), "-l", str(number), "-singlefile", "-png", str(pdf)]
        subprocess.run([*command, str(temporary / f"p{number}")], check=True)
        images.append(Image.open(temporary / f"p{number}.png"))
    width, height = images[0].size
    sheet = Image.new("RGB", (len(images) * (width + _GAP) + _GAP, height + 2 * _GAP), _GROUND)
    for at, image in enumerate(images):
        left = _GAP + at * (width + _GAP)
        sheet.paste(Image.new("RGB", (width + 2, height + 2), _EDGE), (left - 1, _GAP - 1))
        sheet.paste(image, (left, _GAP))
    sheet.quantize(160).save(IMAGES / "report.png", optimize=True)


async def _form(session: collecting.Session) -> None:
    """The form at 80 × 24, with the second page begun."""
    from consult.tui.app import AnswerApp

    app = AnswerApp(session, "lv")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("2", "enter", "j", "ū", "enter", "pagedown", "3", "4"):
            await pilot.press(key)
            await pilot.pause(0.2)
        (IMAGES / "answer.svg").write_text(app.export_screenshot(title="consult answer"), "utf-8")


if __name__ == "__main__":
    main()
