"""Makes the pictures of the README from the example consultation: `make screenshots`. Needs Chromium."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path

from consult import i18n
from consult.service import collecting
from consult.service.consultation import open_consultation
from consult.service.demonstrating import demonstrate

IMAGES = Path(__file__).resolve().parent / "images"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars")


def main() -> None:
    """Writes images/report.png and images/answer.svg."""
    browser = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if browser is None:
        raise SystemExit("Chromium is needed for the picture of the report")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "example"
        demonstrate(folder, step=lambda name: lambda done, total: None)
        with i18n.using("lv"), open_consultation(folder) as consultation:
            asyncio.run(_form(collecting.open_session(consultation, "providers-discussion")))
        page = (folder / "reports" / "report-lv.html").as_uri()
        size = "--window-size=900,1180"
        profile = f"--user-data-dir={temporary}/profile"
        command = [browser, *_FLAGS, profile, size, f"--screenshot={IMAGES / 'report.png'}", f"{page}#in-short"]
        subprocess.run(command, check=True, capture_output=True)


async def _form(session: collecting.Session) -> None:
    """The form at 80 × 24 with the first page half filled."""
    from consult.tui.app import AnswerApp

    app = AnswerApp(session, "lv")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("2", "enter", "j", "ū", "enter", "pagedown", "3", "4"):
            await pilot.press(key)
            await pilot.pause(0.2)
        (IMAGES / "answer.svg").write_text(app.export_screenshot(), "utf-8")


if __name__ == "__main__":
    main()
