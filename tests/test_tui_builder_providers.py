"""The whole providers' questionnaire, made from nothing with the keyboard alone on a terminal of 80 by 24."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML
from textual.events import Paste
from textual.widget import Widget
from textual.widgets import TextArea
from tui_builder import Builder, built, consultation_in

from consult import resources
from consult.formats import survey_yaml
from consult.formats.list_csv import read_list
from consult.service.building import begin
from consult.tui.screens.building.translating import TranslatingScreen
from consult.tui.widgets.property_row import MoreLine
from consult.tui.widgets.property_sheet import PropertySheet

SOURCE = resources.surveys() / "providers-discussion" / "survey.yaml"
TYPES = {
    "single": "one ch", "multi": "several", "text": "own", "scale": "scale", "matrix": "rows", "number": "num", "repeat": "group",
}  # fmt: skip
AT_FIRST = ("type", "ask", "code", "fields")
Tree = dict[str, Any]


class Maker:
    """Somebody who has the questionnaire on paper and types it in."""

    def __init__(self, builder: Builder, tree: Tree):
        self.builder, self.tree = builder, tree
        self.made: set[str] = set()

    async def press(self, *keys: str) -> None:
        """Presses keys."""
        await self.builder.press(*keys)

    async def paste(self, text: str) -> None:
        """Pastes."""
        self.builder.app.post_message(Paste(text))
        await self.builder.rest()

    async def back(self) -> None:
        """To the outline."""
        if not self.builder.tree.has_focus:
            await self.press("escape")

    async def to(self, key: str) -> None:
        """Goes on with Tab until the property has the focus; unfolds what few people need where it is there."""
        sheet = self.builder.sheet
        if key not in sheet.rows:
            await self._tab_to(sheet.query_one(MoreLine))
            await self.press("enter")
        await self._tab_to(sheet.rows[key].field)
        assert self.builder.key == key, (self.builder.key, key)

    async def _tab_to(self, wanted: object) -> None:
        chain = self.builder.screen.focus_chain
        target = next(widget for widget in chain if widget is wanted or wanted in widget.ancestors)
        here = chain.index(cast(Widget, self.builder.app.focused))
        await self.press(*["tab"] * ((chain.index(target) - here) % len(chain)))

    async def pick(self, sought: str) -> None:
        """Takes from the list that is open what is found by these letters."""
        await self.paste(sought)
        await self.press("enter")

    async def survey(self) -> None:
        """Title, introduction, pages, translations."""
        await self.press("home", "enter")
        await self.write("title", self.tree["title"])
        await self.write("intro", self.tree["intro"])
        for at, page in enumerate(self.tree["pages"]):
            await self.page(page, first=at == 0)
        await self.texts()
        await self.press("ctrl+s")

    async def page(self, page: Tree, *, first: bool) -> None:
        """A page with its questions."""
        await self.back()
        await self.press(*("down", "enter") if first else ("a", *"page", "enter"))
        await self.write("title", page["title"])
        await self.write("page", page["page"])
        for question in page["questions"]:
            await self.question(question)

    async def question(self, question: Tree, *opened: str) -> None:
        """A question, column or field with all that it has."""
        if not opened:
            await self.back()
            await self.press("a")
        await self.pick(TYPES[question["type"]])
        await self.write("ask", question["ask"])
        for key, value in question.items():
            if key not in AT_FIRST:
                await self.write(key, value)
        await self.write("code", question["code"])
        for at, part in enumerate(question.get("fields", ())):
            if not at:
                await self.to("fields")
                await self.press("enter")
            await self.question(part, "opened") if not at else await self.question(part)

    async def write(self, key: str, value: Any) -> None:
        """One property."""
        if key == "labels":
            return await self.labels(value)
        offered = key if key != "list" else "choices"
        await self.to(offered)
        if isinstance(value, list) or (key in ("list", "rows", "sides")):
            await self.offer(value)
        elif value == "yes":
            await self.press("space")
        elif key == "role":
            await self.press("enter")
            await self.pick(value)
        elif key in ("rows_if", "show_if"):
            await self.logic(key)
        elif isinstance(value, dict):
            await self.press("ctrl+end", "ctrl+u")
            await self.paste(value["lv"])
        else:
            await self.press("end", "ctrl+u", *str(value))
        await self.press("tab")

    async def logic(self, key: str) -> None:
        """Both conditions of the questionnaire, chosen from lists."""
        await self.press("enter")
        await self.pick("shortage")
        if key == "show_if":
            await self.pick("answered")

    async def offer(self, value: Any) -> None:
        """Choices of its own, or a list: the first question that has it types it, the others take it."""
        if isinstance(value, list):
            return await self.lines(value)
        kept = self.tree["lists"][value]
        if value not in self.made and isinstance(kept, list):
            await self.lines(kept)
            await self.press("f9")
            await self.pick("share")
        else:
            await self.press("f9")
        self.made.add(value)
        await self.pick(value)

    async def lines(self, choices: list[Tree]) -> None:
        """Lines of a spreadsheet: code and both languages; F7 on the one that is apart."""
        await self.paste("\n".join(f"{choice['code']}\t{choice['lv']}\t{choice['en']}" for choice in choices))
        for at, choice in enumerate(choices):
            if choice.get("apart"):
                editor = cast(Any, self.builder.app.focused)
                await self.press(*["down"] * (at - editor.at), "f7")

    async def labels(self, value: Tree) -> None:
        """The names of both ends of a scale."""
        await self.to("labels")
        low, high = value.values()
        await self.paste(low["lv"])
        await self.press("down")
        await self.paste(high["lv"])
        await self.press("tab")

    async def texts(self) -> None:
        """The English beside the Latvian."""
        english = dict(_pairs(self.tree))
        await self.back()
        await self.press("t")
        while any(line.missing for line in self.builder.building.translations("en").lines):
            await self.press("n")
            line = cast(TranslatingScreen, self.builder.app.screen).line
            await self.paste(english[line.source] if line else "")
            await self.press("enter")
            if isinstance(self.builder.app.focused, TextArea):
                await self.press("escape")
        await self.press("escape")
        assert self.builder.app.screen is self.builder.screen


def _pairs(tree: Any) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict) and isinstance(tree.get("lv"), str):
        yield tree["lv"].strip(), tree["en"].strip()
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _pairs(child)


@pytest.mark.long
async def test_the_providers_questionnaire_is_made_from_nothing(tmp_path: Path) -> None:
    tree = YAML(typ="safe").load(SOURCE.read_text(encoding="utf-8"))
    assert read_list(SOURCE.parent / "lists" / "services.csv", ("lv", "en")).choices
    building = begin(consultation_in(tmp_path), "providers-discussion", title={"lv": "Jauna"}, languages=("lv", "en"))
    async with built(tmp_path, building) as builder:
        await Maker(builder, tree).survey()
        assert not building.problems, building.problems
        assert isinstance(builder.sheet, PropertySheet)
        shipped = survey_yaml.read(SOURCE.read_text(encoding="utf-8"), SOURCE.name, (SOURCE.parent,))
        made = survey_yaml.read(building.path.read_text(encoding="utf-8"), "survey.yaml", (building.consultation.folder,))
        for mine, theirs in zip(made.questions, shipped.questions, strict=True):
            assert mine == theirs
        assert made == shipped
