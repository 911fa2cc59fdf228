"""How fast tables come in and go out, beside the tools for just that: `python tests/benchmarks/tables.py [--rows 100000]`.

In one run: (1) import of a generated CSV of 30 columns beside `sqlite-utils insert`, and how much of it is checking; (2) reading
an XLSX beside python-calamine alone; (3) export of what came in, as a wide CSV beside `sqlite-utils rows --csv` of the same
table. Every step is a process of its own, start-up included; seconds on the clock and the most memory it held are printed.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = "pakalpojums aprūpe mājās bērni seniori vajag vairāk transports atbalsts ģimene novads centrs speciālists".split()
FIGURES, SCALES, MULTIS, TEXTS = 10, 12, 3, 5

SURVEY = """\
consult: 1
survey: bench
languages: [lv]
title: {lv: Ātrums}
lists:
  five: [{code: "1", lv: viens}, {code: "2", lv: divi}, {code: "3", lv: trīs}, {code: "4", lv: četri}, {code: "5", lv: pieci}]
  four: [{code: a, lv: pirmais}, {code: b, lv: otrais}, {code: c, lv: trešais}, {code: d, lv: ceturtais}]
pages:
  - page: all
    questions:
"""
MAPPING = """\
consult: 1
survey: bench
columns:
"""

IMPORT = """
import sys; from pathlib import Path
from consult.service.exchange import exchanging; from consult.service.consultation import open_consultation
with open_consultation(Path(sys.argv[1])) as c:
    exchanging.import_table(c, Path(sys.argv[2]), "bench")
"""
CHECK = """
import sys, time; from pathlib import Path
from consult.formats import mapping_yaml; from consult.formats.response_table import RowReader
from consult.formats.tables.table import read_table
from consult.model.checking import Checker; from consult.service import defining
from consult.service.consultation import open_consultation
with open_consultation(Path(sys.argv[1])) as c:
    survey = defining.current(c, "bench")
    table = read_table(Path(sys.argv[2]))
    rows = [row.raw for row, _ in RowReader(table, mapping_yaml.read_file(c.folder / "mappings" / "bench.yaml"), survey).rows()]
    checker = Checker(survey, insist=False)
    start = time.perf_counter()
    for raw in rows:
        checker.check(raw)
    print(time.perf_counter() - start)
"""
READ = "import sys; from pathlib import Path; from consult.formats.tables.table import read_table; read_table(Path(sys.argv[1]))"
CALAMINE = "import sys, python_calamine as p; w = p.CalamineWorkbook.from_path(sys.argv[1]); w.get_sheet_by_index(0).to_python()"
WORKBOOK = """
import csv, sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_numbers": True}); sheet = book.add_worksheet()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for at, cells in enumerate(csv.reader(file)):
        sheet.write_row(at, 0, cells)
book.close()
"""


def generate(path: Path, rows: int) -> None:
    """The same table every time: figures, scales, several choices in a cell, texts that half of the people wrote."""
    chance = random.Random(1)
    names = [f"n{i}" for i in range(FIGURES)] + [f"s{i}" for i in range(SCALES)] + [f"m{i}" for i in range(MULTIS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*names, *(f"t{i}" for i in range(TEXTS))])
        for _row in range(rows):
            figures = [chance.randint(0, 500) for _ in range(FIGURES)]
            scales = [chance.choice("12345") for _ in range(SCALES)]
            multis = [";".join(chance.sample("abcd", chance.randint(0, 3))) for _ in range(MULTIS)]
            texts = [" ".join(chance.choices(WORDS, k=6)) if chance.random() < 0.5 else "" for _ in range(TEXTS)]
            writer.writerow(figures + scales + multis + texts)


def prepare(folder: Path) -> None:
    """A consultation with the survey and the mapping that fit the table."""
    from consult.service import consultation as consultations
    from consult.service import defining

    asked = [f"      - {{code: n{i}, type: number, ask: {{lv: Skaitlis {i}}}}}\n" for i in range(FIGURES)]
    asked += [f"      - {{code: s{i}, type: scale, list: five, ask: {{lv: Vērtējums {i}}}}}\n" for i in range(SCALES)]
    asked += [f"      - {{code: m{i}, type: multi, list: four, ask: {{lv: Izvēle {i}}}}}\n" for i in range(MULTIS)]
    asked += [f"      - {{code: t{i}, type: text, ask: {{lv: Teksts {i}}}}}\n" for i in range(TEXTS)]
    codes = [line.partition("code: ")[2].partition(",")[0] for line in asked]
    with consultations.create(folder, consultations.Settings(title={"lv": "Ātrums"})) as made:
        path = made.folder / "surveys" / "bench.yaml"
        path.write_text(SURVEY + "".join(asked), "utf-8")
        defining.publish(made, defining.read_file(path))
        split = {True: ', split: ";"', False: ""}
        columns = "".join(f"  - {{column: {code}, question: {code}{split[code[0] == 'm']}}}\n" for code in codes)
        (made.folder / "mappings" / "bench.yaml").write_text(MAPPING + columns, "utf-8")


def run(name: str, *command: object, to: Path | None = None) -> float:
    """Runs a command, prints its seconds and the most memory it held, and returns the seconds."""
    start = time.perf_counter()
    with open(to or os.devnull, "wb") as out:
        child = subprocess.Popen([str(part) for part in command], stdout=out)
        _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if child.returncode:
        raise SystemExit(f"{name}: exit {child.returncode}")
    print(f"{name:34} {seconds:8.2f} s {usage.ru_maxrss / 1024:8.0f} MB")
    return seconds


def main() -> None:
    """Measures all three in one run, the tool and ours in turn."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="how often each export is run; the best counts")
    parser.add_argument("--prepare", type=Path, help="only make the consultation; a process of its own keeps this one small")
    options = parser.parse_args()
    if options.prepare:
        prepare(options.prepare)
        return
    tool = Path(sys.executable).with_name("sqlite-utils")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, book, flat, wide = folder / "b.csv", folder / "b.xlsx", folder / "flat.db", folder / "wide.csv"
        generate(table, options.rows)
        subprocess.run([sys.executable, __file__, "--prepare", str(folder / "talks")], check=True)
        theirs = run("sqlite-utils insert", tool, "insert", flat, "t", table, "--csv")
        ours = run("consult import", sys.executable, "-c", IMPORT, folder / "talks", table)
        checking = subprocess.run(
            [sys.executable, "-c", CHECK, str(folder / "talks"), str(table)], capture_output=True, text=True, check=True
        )
        print(f"{'  of which checking':34} {float(checking.stdout):8.2f} s\n{'ratio':34} {ours / theirs:8.2f}\n")

        subprocess.run([sys.executable, "-c", WORKBOOK, str(table), str(book)], check=True)
        theirs = run("python-calamine", sys.executable, "-c", CALAMINE, book)
        ours = run("formats.tables", sys.executable, "-c", READ, book)
        print(f"{'ratio':34} {ours / theirs:8.2f}\n")

        export = [sys.executable, "-m", "consult", "--dir", folder / "talks", "-q", "responses", "export", "bench", "-o", wide]
        run("consult responses export", *export)
        subprocess.run([str(tool), "insert", str(folder / "wide.db"), "t", str(wide), "--csv"], check=True)
        copy = [tool, "rows", folder / "wide.db", "t", "--csv"]
        given = [tool, "rows", flat, "t", "--csv"]
        rounds = [
            (
                run("sqlite-utils rows, 30 columns", *given, to=folder / "given.csv"),
                run("sqlite-utils rows, the same table", *copy, to=folder / "copy.csv"),
                run("consult responses export", *export),
            )
            for _round in range(options.rounds)
        ]
        narrow, same, ours = (min(times) for times in zip(*rounds, strict=True))
        print(f"{'ratio to the same table':34} {ours / same:8.2f}\n{'ratio to 30 columns':34} {ours / narrow:8.2f}")


if __name__ == "__main__":
    main()
