"""What an engine of ODK makes of the logic that is written into forms: the cases, and how its answers are recorded.

`python tests/xlsform_engine.py FOLDER` writes tests/data/xlsform/evaluated.json anew, with pyxform, Chromium, and in FOLDER the
sources (`src`) of openrosa-xpath-evaluator, which Enketo runs on, and with it the web forms of KoboToolbox.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from consult.formats.xlsform import write
from consult.model.question import Check, Choice, Question, QuestionType, yes_or_no
from consult.model.survey import Page, Survey

RECORDED = Path(__file__).parent / "data" / "xlsform" / "evaluated.json"
T = QuestionType
CHOICES = tuple(Choice(code, {"en": code}) for code in ("a", "b b", "7"))
POINTS = tuple(Choice(code, {"en": code}) for code in "123")
ROWS = tuple(Choice(code, {"en": code}) for code in ("home", "day"))
CELLS = tuple(Question(code, T.NUMBER, {"en": code}) for code in "yz")
ASKED = (
    Question("n", T.NUMBER, {"en": "n"}), Question("m", T.NUMBER, {"en": "m"}),
    Question("one", T.SINGLE, {"en": "one"}, choices=CHOICES), Question("several", T.MULTI, {"en": "several"}, choices=CHOICES),
    Question("urgent", T.YESNO, {"en": "urgent"}, choices=yes_or_no(("en",))), Question("words", T.TEXT, {"en": "words"}),
    Question("when", T.DATE, {"en": "when"}), Question("till", T.DATE, {"en": "till"}),
    Question("mood", T.SCALE, {"en": "mood"}, choices=POINTS), Question("need", T.MATRIX, {"en": "n"}, choices=POINTS, rows=ROWS),
    Question("clients", T.TABLE, {"en": "clients"}, rows=ROWS, parts=CELLS),
)  # fmt: skip
CONDITIONS = (
    "one == 'a'", "one == 'b b'", "one != '7'", "one in ['a', '7']", "one not in ['a', 'b b']", "coalesce(one, 'a') == 'a'",
    "urgent", "not urgent", "urgent == True", "urgent != 'yes'", "'a' in several", "'b b' not in several", "blank(several)",
    "contains(several, '7')", "count(several) > 1", "len(several) > 1", "not len(several) > 1", "several == ''",
    "words == 'abc'", "words != ''", "contains(words, 'b')", "starts_with(words, 'a')", "ends_with(words, 'c')",
    "matches(words, '[a-c]+')", "not matches(words, 'a|12')", "len(words) >= 3", "not len(words) >= 3",
    "concat(words, one) == 'abca'", "mood >= 2", "not mood >= 2", "need.home == '1'", "need.day != '3'",
    "need.home in ['1', '2'] and need.day == '3'", "when > '2026-03-01'", "not when > '2026-03-01'", "when <= till",
    "when == till", "days(when, till) > 30", "year(when) == 2026", "n > 2", "not n > 2", "not (n > 2 or m > 2)",
    "not (n > 2 and urgent)", "1 <= n <= 3", "not 1 <= n <= 3", "n != m", "blank(n)", "n + m > 3", "not n + m > 3",
    "n - m * 2 < 0", "n / m > 1", "not n / m > 1", "n // 2 == 1", "n % 2 == 1", "n % m == 1", "-n > 1", "abs(n) == 3",
    "round(n) == 3", "floor(n) == -2", "ceil(n) == 3", "int(n) == -1", "n ** 2 > 5", "text(n) == '3'", "sum(clients.y) > 2",
    "sum(clients.y) == 0", "sum(clients.home.y, n) >= 3", "total(clients) > 5", "count(clients.y) == 1",
    "min(clients.y) < 1", "max(n, m) > 2", "max(n - 2, 0) == 0", "min(n, m, 1) == 1", "coalesce(n, 0) == 0",
    "coalesce(n + 1, 5) == 5", "if_(urgent, n, m) > 2", "if_(n > 2, urgent, blank(words))",
    "not if_(n > 2, urgent, blank(words))", "(n if urgent else m) == 3", "n > 2 if urgent else m > 2",
    "count(n, m, words) >= 2", "answered(clients.home.y)", "round(n, 1) == 2.5", "True and n == 3",
)  # fmt: skip
CHECKS = (
    "n <= 3", "n <= m", "n <= m * 2", "not n > m", "n < 3 or urgent", "n % 2 == 0", "n == m or blank(m)",
    "n <= sum(clients.y)", "n >= 0 and (m > 1 or n < 100)", "if_(urgent, n <= 2, True)", "len(words) > n", "n in [1, 2, 3]",
    "n != 100", "n / m < 2",
)  # fmt: skip
"""Checks of the question `n`."""


def cases(count: int = 40) -> list[dict[str, Any]]:
    """Answers to the questions asked, drawn at random but always the same."""
    chance = random.Random(7)

    def figure() -> float | None:
        return chance.choice([None, None, 0.0, 1.0, 2.0, 3.0, 2.5, -1.5, -3.0, 100.0])

    def day() -> str | None:
        return chance.choice([None, "2026-01-05", "2026-03-01", "2026-03-02", "2024-02-29"])

    return [
        {
            "n": figure(), "m": figure(), "one": chance.choice([None, "a", "b b", "7"]), "when": day(), "till": day(),
            "several": chance.choice([None, ["a"], ["a", "b b"], ["7"], ["a", "b b", "7"]]),
            "urgent": chance.choice([None, "yes", "no"]), "words": chance.choice([None, "abc", "a", "b c", "12"]),
            "mood": chance.choice([None, "1", "2", "3"]),
            "need": {row: chance.choice([None, "1", "2", "3"]) for row in ("home", "day")},
            "clients": {row: {cell: figure() for cell in "yz"} for row in ("home", "day")},
        }
        for _number in range(count)
    ]  # fmt: skip


def surveys() -> dict[str, Survey]:
    """A survey whose notes stand under the conditions, and one for each check."""
    notes = tuple(Question(f"q{at}", T.NOTE, {"en": told}, show_if=told) for at, told in enumerate(CONDITIONS))
    asked = Page("asked", {}, ASKED)
    found = {"": Survey("f", ("en",), {"en": "F"}, (asked, Page("notes", {}, notes)))}
    for told in CHECKS:
        checked = Question("n", T.NUMBER, {"en": "n"}, checks=(Check(told, {"en": "no"}),))
        beside = tuple(question for question in ASKED if question.code != "n")
        found[told] = Survey("f", ("en",), {"en": "F"}, (Page("asked", {}, (*beside, checked)),))
    return found


def binds(survey: Survey) -> tuple[ET.Element, dict[str, Mapping[str, str]]]:
    """The instance of the form that pyxform makes, and its binds by name."""
    from pyxform.xls2xform import convert

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "form.xlsx"
        path.write_bytes(write(survey).content)
        root = ET.fromstring(str(convert(str(path), validate=False).xform))
    names = "{http://www.w3.org/2002/xforms}"
    instance = root.find(f".//{names}instance/*")
    assert instance is not None
    for node in instance.iter():
        node.tag = node.tag.rpartition("}")[2]
    return instance, {bind.get("nodeset", "").rpartition("/")[2]: bind.attrib for bind in root.iter(f"{names}bind")}


def filled(instance: ET.Element, answers: Mapping[str, Any]) -> str:
    """The instance with the answers, as a device would send it."""
    flat = dict(_leaves("", answers))
    for node in instance.iter():
        if node.tag in flat:
            node.text = flat[node.tag]
    return ET.tostring(instance, encoding="unicode")


def _leaves(before: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [leaf for code, one in value.items() for leaf in _leaves(f"{before}_{code}" if before else code, one)]
    chosen = value if isinstance(value, list) else [] if value is None else [value]
    return [(before, " ".join(f"{one:g}" if isinstance(one, float) else one.replace(" ", "_") for one in chosen))]


_LOADER = """(modules) => { const cache = {}; const load = (path) => { if (cache[path]) return cache[path].exports;
  const module = cache[path] = {exports: {}}; const folder = path.split('/').slice(0, -1);
  const require = (name) => { if (name === 'node-forge') return {}; const parts = [...folder];
    for (const step of name.split('/')) { if (step === '..') parts.pop(); else if (step !== '.') parts.push(step); }
    return load(parts.join('/').replace(/(\\.js)?$/, '.js')); };
  new Function('module', 'exports', 'require', modules[path])(module, module.exports, require); return module.exports; };
  window.engine = load('openrosa-xpath.js')(); return true; }"""
_ASK = """([xml, asks]) => { const form = new DOMParser().parseFromString(xml, 'text/xml'); return asks.map(([path, xpath]) =>
  engine.evaluate(xpath, form.evaluate(path, form, null, 9, null).singleNodeValue, null, 3).booleanValue); }"""


def record(folder: Path) -> None:
    """Asks the engine, and writes down what it says."""
    from playwright.sync_api import sync_playwright

    given = cases()
    told: dict[str, Any] = {"engine": _version(folder), "conditions": {}, "checks": {}}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        sources = sorted((folder / "src").rglob("*.js"))
        page.evaluate(_LOADER, {str(path.relative_to(folder / "src")): path.read_text() for path in sources})
        for check, survey in surveys().items():
            instance, found = binds(survey)
            asks = [(found["n"]["nodeset"], found["n"]["constraint"])] if check else [
                (found[f"q{at}"]["nodeset"], found[f"q{at}"]["relevant"]) for at in range(len(CONDITIONS))
            ]  # fmt: skip
            results = [page.evaluate(_ASK, [filled(instance, answers), asks]) for answers in given]
            for at, said in enumerate([check] if check else CONDITIONS):
                kept = told["checks" if check else "conditions"]
                kept[said] = {
                    "xpath": cell(survey, "n" if check else f"q{at}"),
                    "true": "".join("01"[one[at]] for one in results),
                }
        told["engine"] += f", Chromium {browser.version}"
        browser.close()
    RECORDED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def cell(survey: Survey, name: str) -> str:
    """The condition, or where there is none the constraint, in the row of this name."""
    return cells(survey, [name])[0]


def cells(survey: Survey, names: Sequence[str]) -> list[str]:
    """As `cell`, for several names."""
    from python_calamine import CalamineWorkbook

    header, *rows = CalamineWorkbook.from_filelike(BytesIO(write(survey).content)).get_sheet_by_name("survey").to_python()
    named = {row[header.index("name")]: dict(zip(header, row, strict=True)) for row in rows}
    return [str(named[name].get("relevant") or named[name].get("constraint", "")) for name in names]


def _version(folder: Path) -> str:
    told = json.loads((folder / "package.json").read_text())
    return f"{told['name']} {told['version']}"


if __name__ == "__main__":
    record(Path(sys.argv[1]))
