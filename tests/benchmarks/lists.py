"""How fast the lists of the terminal app are with many responses: `python tests/benchmarks/lists.py`.

A consultation with 10,000 responses by default (`--responses`), each a place, a figure, two choices and a text of some ten
words. In a terminal of 80 × 24: from the key that opens the list until its first lines are written, and until it tells how many
there are; from the last letter of a filter until the lines that fit are written. Then the overview, from the start of
`consult` until it tells the responses. Prints medians and the 95th percentile of `--rounds` runs.
"""

import argparse
import csv
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from form import Terminal

SURVEY = """\
consult: 1
survey: needs
languages: [en]
title: {en: Needs}
pages:
  - page: all
    questions:
      - code: area
        type: single
        role: area
        ask: {en: Municipality}
        choices: [{code: riga, en: Rīga}, {code: jurmala, en: Jūrmala}, {code: ogre, en: Ogre}]
      - code: clients
        type: number
        ask: {en: How many clients?}
      - code: services
        type: multi
        ask: {en: Which services?}
        choices: [{code: home, en: Care at home}, {code: day, en: Day centre}, {code: rest, en: Respite}]
      - code: proposal
        type: text
        ask: {en: What do you propose?}
"""
WORDS = "vairāk aprūpes mājās dienas centrs transports lauku pagastos asistents bērniem ar invaliditāti rindas īsākas".split()
FILTERS = {"a municipality": ("area:", "j"), "words": ("transports ", "r")}
"""What is typed before, and the letter that is timed."""


def consultation(responses):
    """A folder with the survey and `responses` answers to it."""
    folder = Path(tempfile.mkdtemp(prefix="consult-lists-")) / "many"
    consult = [sys.executable, "-m", "consult"]
    subprocess.run([*consult, "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
    for file in (folder / "surveys").glob("*.yaml"):
        file.unlink()
    (folder / "surveys" / "needs.yaml").write_text(SURVEY, encoding="utf-8")
    subprocess.run([*consult, "survey", "publish", "needs"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    chosen = random.Random(1)
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["area", "clients", "services", "proposal"])
        for _response in range(responses):
            services = ", ".join(chosen.sample(["home", "day", "rest"], 2))
            area, text = chosen.choice(["riga", "jurmala", "ogre"]), " ".join(chosen.choices(WORDS, k=10))
            table.writerow([area, chosen.randrange(500), services, text])
    imports = [*consult, "-q", "responses", "import", "answers.csv"]
    subprocess.run(imports, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return folder


def told(name, seconds):
    """Prints the middle and the 95th percentile of `seconds`, in milliseconds."""
    times = sorted(1000 * one for one in seconds)
    late = times[min(len(times) - 1, round(0.95 * len(times)))]
    print(f"{name:44} median {statistics.median(times):6.1f} ms   95th percentile {late:6.1f} ms   n = {len(times)}")


def _timed(terminal, key, *effects):
    """Seconds from `key` until each of the `effects` was written."""
    terminal.type(key)
    began, found = time.perf_counter(), []
    for effect in effects:
        terminal.wait(effect)
        found.append(time.perf_counter() - began)
    terminal.rest(0.2)
    return found


def lists(folder, responses, rounds):
    """Opens the app, the list, filters it; as often as `rounds`."""
    start, first, whole, filters = [], [], [], {name: [] for name in FILTERS}
    for _round in range(1 + rounds):
        terminal = Terminal([sys.executable, "-m", "consult"], folder)
        try:
            terminal.wait("Needs")
            start.append(time.perf_counter() - terminal.began)
            terminal.rest(0.5)
            terminal.type("\r")
            terminal.rest(0.4)
            opened = _timed(terminal, "r", "Responses", f"of {responses:,}")
            first.append(opened[0])
            whole.append(opened[1])
            terminal.rest(1.5)
            for name, (before, letter) in FILTERS.items():
                for key in ("/", *before):
                    terminal.type(key)
                    terminal.rest(0.1)
                filters[name] += _timed(terminal, letter, " of ")
                for _key in range(2):  # from the line to the list, and all are listed again
                    terminal.type("\x1b")
                    terminal.rest(0.3)
        finally:
            terminal.close()
    for times in (start, first, whole, *filters.values()):
        del times[0]  # it compiled
    told("start until the overview tells the survey", start)
    told("list: its first lines", first)
    told(f"list: all {responses:,} counted", whole)
    for name, times in filters.items():
        told(f"filter by {name}, a letter", times)


def main():
    """Makes the responses, then measures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--responses", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=7)
    given = asked.parse_args()
    folder = consultation(given.responses)
    lists(folder, given.responses, given.rounds)


if __name__ == "__main__":
    main()
