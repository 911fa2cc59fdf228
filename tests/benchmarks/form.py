"""How fast the form in the terminal is: `python tests/benchmarks/form.py`.

First, from the command `consult answer` to the first key accepted, beside a bare Textual app with one input: both in turn in a
terminal of 80 × 24, seven times by default (`--rounds`), after a start of each that is not counted: Python keeps what it has
compiled, as it does wherever a program is installed, in a folder of this run. Then, from a key to its effect on the screen, in a
form of 60 questions on one page and in a table of 22 × 5 cells, in the same terminal and through Textual's Pilot without one.
Prints medians, the ratio, and the 95th percentile.
"""

import argparse
import asyncio
import fcntl
import os
import pty
import re
import select
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="ready")
Bare().run()
"""
COLUMNS = ("before", "during", "after", "planned", "wanted")


def survey_text():
    """A survey: a choice, 59 further questions on the same page, and a page with a table of 22 × 5 figures."""
    lines = ["consult: 1", "survey: speed", "languages: [en]", "title: {en: Speed}", "pages:", "  - page: many", "    questions:"]
    for n in range(60):
        kind = ("single", "number", "text")[n % 3]
        lines += [f"      - code: q{n}", f"        type: {kind}", f"        ask: {{en: Question {n}}}"]
        if kind == "single":
            lines.append("        choices: [{code: a, en: First}, {code: b, en: Second}, {code: c, en: Third}]")
    lines += ["  - page: grid", "    questions:", "      - code: figures", "        type: table", "        ask: {en: Figures}"]
    lines += ["        totals: [rows, columns]", "        rows:"]
    lines += [f"          - {{code: r{n}, en: Service number {n}}}" for n in range(22)]
    lines += ["        columns:"]
    for column in COLUMNS:
        lines += [f"          - {{code: {column}, type: number, ask: {{en: {column.title()}}}}}"]
    return "\n".join(lines) + "\n"


def consultation():
    """A folder with the survey, published."""
    folder = Path(tempfile.mkdtemp(prefix="consult-form-")) / "speed"
    consult = [sys.executable, "-m", "consult"]
    subprocess.run([*consult, "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
    (folder / "surveys" / "speed.yaml").write_text(survey_text(), encoding="utf-8")
    for file in (folder / "surveys").glob("*.yaml"):
        if file.name != "speed.yaml":
            file.unlink()
    subprocess.run([*consult, "survey", "publish", "speed"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return folder


class Terminal:
    """A program in a terminal of 80 × 24, and all that it wrote."""

    def __init__(self, command, folder):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "CONSULT_LANG": "en"}
        environment |= {"PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment, start_new_session=True
        )
        os.close(slave)
        self.written = b""

    def wait(self, text, seconds=20.0):
        """Reads until `text` was written since the last key."""
        deadline = time.perf_counter() + seconds
        while text not in self.seen:
            if time.perf_counter() > deadline:
                raise SystemExit(f"{text!r} was not written: {self.seen[-2000:]!r}")
            if select.select([self.master], [], [], 0.1)[0]:
                self.written += os.read(self.master, 65536)

    @property
    def seen(self):
        """What was written without the sequences that colour and move."""
        return re.sub(r"\x1b\[[0-9;?:]*[A-Za-z]", "", self.written.decode("utf-8", "ignore"))

    def rest(self, seconds=0.15):
        """Reads until nothing was written for a while."""
        while select.select([self.master], [], [], seconds)[0]:
            self.written += os.read(self.master, 65536)

    def type(self, key):
        """Types `key` and forgets what was written before."""
        self.written = b""
        os.write(self.master, key.encode())

    def close(self):
        """Ends the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def first_key(command, folder, ready, key, effect):
    """Seconds from the start of `command` until the effect of its first key was written."""
    terminal = Terminal(command, folder)
    try:
        terminal.wait(ready)
        terminal.type(key)
        terminal.wait(effect)
        return time.perf_counter() - terminal.began
    finally:
        terminal.close()


def start(folder, rounds):
    """Prints how long the form takes to its first key beside a bare app."""
    form = [str(Path(sys.executable).with_name("consult")), "answer", "speed"]
    found = {"bare Textual app": [], "consult answer": []}
    for _round in range(1 + rounds):
        found["bare Textual app"].append(first_key([sys.executable, "-c", BARE], folder, "ready", "ž", "ž"))
        found["consult answer"].append(first_key(form, folder, "Third", "2", "●"))
        with sqlite3.connect(folder / "consult.db") as database:
            database.execute("DELETE FROM draft")
    for times in found.values():
        del times[0]  # it compiled
    for name, times in found.items():
        print(f"{name:28} median {statistics.median(times):.3f} s   best {min(times):.3f} s")
    bare, whole = found.values()
    print(f"{'ratio':28} median {statistics.median(whole) / statistics.median(bare):.2f}     best {min(whole) / min(bare):.2f}")


def told(name, seconds):
    """Prints the middle and the 95th percentile of `seconds`, in milliseconds."""
    times = sorted(1000 * one for one in seconds)
    late = times[min(len(times) - 1, round(0.95 * len(times)))]
    print(f"{name:28} median {statistics.median(times):5.1f} ms   95th percentile {late:5.1f} ms   n = {len(times)}")


def keys_in_terminal(folder):
    """Prints how long a key takes to its effect in a real terminal."""
    terminal = Terminal([sys.executable, "-m", "consult", "answer", "speed"], folder)
    try:
        terminal.wait("Third")
        terminal.rest()
        many, grid = [], []
        for turn in range(60):
            many.append(_timed(terminal, "123"[turn % 3], "●"))
        terminal.type("\x1b[6~")
        terminal.wait("Service number 9")
        terminal.rest(0.3)
        for number in range(7001, 7021):
            for digits in range(1, 5):
                grid.append(_timed(terminal, str(number)[digits - 1], str(number)[:digits]))
            terminal.type("\r")
            terminal.rest()
        told("60 questions, terminal", many)
        told("22 × 5 table, terminal", grid)
    finally:
        terminal.close()


def _timed(terminal, key, effect):
    terminal.type(key)
    began = time.perf_counter()
    terminal.wait(effect)
    seconds = time.perf_counter() - began
    terminal.rest(0.06)
    return seconds


async def keys_in_pilot(folder):
    """Prints how long a key takes through Textual's Pilot, from the key until it was handled and the screen drawn."""
    from consult.service.consultation import open_consultation
    from consult.service.sessions import open_session
    from consult.tui.answer_app import AnswerApp

    with open_consultation(folder) as opened:
        session = open_session(opened, "speed")
        session.discard()
        app = AnswerApp(session, "en")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            many = [await _pressed(app, pilot, key) for key in ("1", "enter", "7", "3", "enter", "a", "b", "enter") * 8]
            await _pressed(app, pilot, "pagedown")
            grid = [await _pressed(app, pilot, key) for key in ("1", "2", "tab", "3", "4", "enter") * 12]
            told("60 questions, Pilot", many)
            told("22 × 5 table, Pilot", grid)


async def _pressed(app, pilot, key):
    began = time.perf_counter()
    app.simulate_key(key)
    await asyncio.sleep(0)
    while not app.keys_done:
        await asyncio.sleep(0)
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    seconds = time.perf_counter() - began
    await pilot.pause()
    return seconds


def main():
    """Makes the survey, then measures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=7)
    rounds = asked.parse_args().rounds
    folder = consultation()
    start(folder, rounds)
    keys_in_terminal(folder)
    asyncio.run(keys_in_pilot(folder))


if __name__ == "__main__":
    main()
