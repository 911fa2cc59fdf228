"""The page: one file, nothing loaded, nothing run, everything told twice for those who do not see."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from results_fixture import HOSTILE, consultation, hostile

from consult.errors import ReportError
from consult.report import compose, html

VOID = {"meta", "link", "br", "hr", "img", "input"}
PAINTED = {"path", "g", "svg", "text"}


class Page(HTMLParser):
    """Elements in order, visible text, and whether all that opens also closes."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def source() -> str:
    return html.render(compose(consultation(notice="All of this is invented")))


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


@pytest.fixture(scope="module")
def nasty() -> str:
    return html.render(compose(hostile()))


def test_the_same_report_gives_the_same_bytes(source: str) -> None:
    assert html.render(compose(consultation(notice="All of this is invented"))) == source


def test_the_page_is_well_formed_and_closes_what_it_opens(page: Page, nasty: str) -> None:
    assert page.open == [] and Page(nasty).open == []


def test_nothing_is_loaded_and_nothing_runs(source: str, nasty: str) -> None:
    for text in (source, nasty):
        page = Page(text)
        for tag, attributes in page.elements:
            assert tag not in {"script", "link", "iframe", "object", "embed", "base", "form", "img"}
            assert not any(name.startswith("on") for name in attributes)
            assert all(attributes.get(name, "#").startswith("#") for name in ("href", "src", "xlink:href"))
        style = text[text.index("<style>") : text.index("</style>")]
        assert "url(" not in style and "@import" not in style
        policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_ids_are_unique_and_links_arrive(page: Page) -> None:
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.all("a")} <= set(ids)


def test_headings_stand_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _attributes in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_an_alternative_and_a_table(page: Page) -> None:
    pictures = [one for _tag, one in page.elements if one.get("role") == "img"]
    wide = [one for one in pictures if "narrow" not in one["class"]]
    assert len(wide) == len(page.all("figure")) == 10
    assert len(pictures) == len(page.all("svg")) > 10
    assert all("n = " in one["aria-label"] for one in pictures)
    assert len(page.all("details")) >= 10
    assert {cell["scope"] for cell in page.all("th")} == {"col", "row"}


def test_language_and_notice_are_there(source: str, page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert "All of this is invented" in source[: source.index("<main>")]


def test_without_a_notice_there_is_no_bar() -> None:
    assert not Page(html.render(compose(consultation()))).all("aside")


def test_what_people_typed_is_text(nasty: str) -> None:
    page = Page(nasty)
    pieces = ("<script>alert(1)</script>", "{{ 7*7 }}", "{% include 'x' %}", "$x$", '#read("/etc/passwd")', "&amp;", "😀", "中文")
    for piece in pieces:
        assert piece in HOSTILE and piece in page.text
    assert "49" not in re.findall(r"\b49\b", page.text)
    assert not set("\x00\x07\x1b\u202e\ud800") & set(nasty)
    assert "ļ" * 20_000 in page.text, "a label is never cut in the tables"


def test_the_page_can_be_written_to_a_file(nasty: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(nasty, encoding="utf-8")


def test_own_templates_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("body { color: rebeccapurple }", encoding="utf-8")
    text = html.render(compose(consultation()), templates=tmp_path)
    assert "rebeccapurple" in text and "Aprūpe mājās" in text


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing.of.the.kind }}",
        "{% if %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 1 / 0 }}",
        "{{ 'a' + 1 }}",
    ],
)
def test_a_faulty_template_is_told_of(tmp_path: Path, template: str) -> None:
    (tmp_path / "report.html").write_text(template, encoding="utf-8")
    with pytest.raises(ReportError) as told:
        html.render(compose(consultation(surveys=())), templates=tmp_path)
    assert told.value.problems[0].way_out


def test_a_page_of_an_empty_consultation() -> None:
    assert Page(html.render(compose(consultation(surveys=(), aims=(), data_until=None)))).open == []
