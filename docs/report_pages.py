"""Makes the picture of the report from the example consultation: `make screenshots`. Needs poppler (pdftoppm, pdftotext)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from consult.service.demonstrating import demonstrate

IMAGES = Path(__file__).resolve().parent / "images"
_SHOWN = ("Cik lielā mērā Jūs piekrītat šiem apgalvojumiem?\n", "Kas būtu jāuzlabo jau esošajos pakalpojumos?\n")
_GAP, _GROUND, _EDGE = 24, (225, 229, 234), (200, 206, 213)


def main() -> None:
    """Writes images/report.png, three pages side by side."""
    if not shutil.which("pdftoppm"):
        raise SystemExit("poppler-utils is needed for the picture of the report")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "example"
        demonstrate(folder, step=lambda name: lambda done, total: None, languages=("lv",))
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


if __name__ == "__main__":
    main()
