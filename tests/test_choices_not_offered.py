"""A choice that a version did not have was not refused by those who answered it: the table tells that they were not asked."""

import csv
import io

import pytest

from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service.consultation import create
from consult.service.exchange import exporting
from consult.service.exchange.bringing_back import bring_back
from consult.service.exchange.exporting import Wanted
from consult.service.history import history
from consult.service.reports.results import results

FIRST = """\
consult: 1
survey: care
languages: [en]
title: {en: "Care"}
pages:
  - page: all
    title: {en: "Care"}
    questions:
      - {code: one, type: single, ask: {en: "Which?"}, choices: FEW}
      - {code: m, type: multi, ask: {en: "Which ones?"}, choices: FEW}
      - {code: rk, type: ranking, ask: {en: "Which first?"}, choices: FEW}
      - {code: al, type: allocation, total: 10, ask: {en: "How much?"}, choices: FEW}
      - {code: mx, type: matrix, ask: {en: "How well?"}, rows: FEW, choices: [{code: x, en: "X"}, {code: y, en: "Y"}]}
      - {code: rep, type: repeat, ask: {en: "Visits"}, fields: [{code: f, type: multi, ask: {en: "To whom?"}, choices: FEW}]}
""".replace("FEW", '[{code: a, en: "A"}, {code: b, en: "B"}]')
SECOND = FIRST.replace('{code: b, en: "B"}', '{code: b, en: "B"}, {code: c, en: "C"}').replace(
    "type: multi, ask", "type: multi, other: true, ask"
)
WITHDRAWN = FIRST.replace('{code: b, en: "B"}', '{code: b, en: "B", closed: true}')
NEW = ("m.c", "m.other", "rk.c", "al.c", "mx.c", "rep.1.f.c", "rep.1.f.other")
ALL = {"one": "a", "m": ["a"], "rk": ["b", "a"], "al.a": "4", "al.b": "6", "mx.a": "x", "mx.b": "y", "rep.1.f": ["b"]}


def publish(consultation, text):
    path = consultation.folder / "surveys" / "care.yaml"
    path.write_text(text, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def answer(consultation, version, raw, channel=Channel.WEB):
    collecting.submit(consultation, history(consultation, "care").version(version), raw, channel=channel)


def table(consultation, **wanted):
    out = io.BytesIO()
    exporting.export(consultation, "care", Wanted(**wanted), out)
    return out.getvalue().decode("utf-8")


def rows(consultation):
    found = list(csv.DictReader(io.StringIO(table(consultation))))
    return sorted(found, key=lambda row: (row["version"], row["channel"], row["one"]))


@pytest.fixture
def care(consultation):
    """One answered all of the first version, one left all but a question blank, one answered the second."""
    publish(consultation, FIRST)
    answer(consultation, 1, ALL)
    answer(consultation, 1, {"one": "b", "m": [], "rk": [], "al.a": "", "al.b": ""})
    publish(consultation, SECOND)
    answer(consultation, 2, ALL | {"mx.c": "x"})
    return consultation


def test_a_later_choice_was_not_asked_of_those_who_answered_before(care):
    full, blank, later = rows(care)
    assert {full[name] for name in NEW} == {"not_asked"}
    assert (full["m.a"], full["m.b"], full["rk.a"], full["rep.1.f.b"]) == ("1", "0", "2", "1")
    assert {blank[name] for name in ("m.c", "rk.c")} == {"not_asked"} and (blank["m.a"], blank["rk.a"]) == ("", "")
    assert [later[name] for name in ("m.c", "m.other", "rk.c", "mx.c")] == ["0", "", "", "x"]


def test_a_withdrawn_choice_was_not_asked_on_a_screen_but_may_stand_on_paper(consultation):
    publish(consultation, FIRST)
    answer(consultation, 1, ALL)
    publish(consultation, WITHDRAWN)
    answer(consultation, 2, {"one": "a", "m": ["a"], "rk": ["a"]})
    answer(consultation, 2, {"one": "a", "m": ["a"], "rk": ["a"]}, Channel.PAPER)
    before, paper, screen = rows(consultation)
    assert (before["m.b"], before["rk.b"]) == ("0", "1")
    assert (screen["m.b"], screen["rk.b"]) == ("not_asked", "not_asked")
    assert (paper["m.b"], paper["rk.b"]) == ("0", "")


def test_what_was_not_offered_goes_out_comes_in_and_goes_out_the_same(care, tmp_path):
    first = table(care)
    (tmp_path / "care.csv").write_text(first, "utf-8", newline="")
    assert bring_back(care, tmp_path / "care.csv", "care").already_there == 3
    with create(tmp_path / "second", Settings(title={"en": "Second"})) as second:
        publish(second, FIRST)
        publish(second, SECOND)
        assert bring_back(second, tmp_path / "care.csv", "care").added == 3
        assert sorted(table(second).splitlines()) == sorted(first.splitlines())


def test_the_report_tells_how_many_could_take_a_later_choice(care):
    (told,) = [survey for survey in results(care, "en").surveys if survey.id == "care"]
    found = {question.code: question.offered for page in told.pages for question in page.questions}
    for code in ("one", "m", "rk", "al"):
        assert [(one.could, one.asked) for one in found[code] if one.label == "C"] == [(1, 3)], code
