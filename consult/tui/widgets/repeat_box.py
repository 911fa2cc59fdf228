"""A repeat: the same fields once for each of several things, to be added to and taken from."""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from consult.i18n import _
from consult.model.question import Question
from consult.tui.answer_sheet import SEVERAL, AnswerSheet
from consult.tui.messages import Filled
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.cell_box import CellBox

REMOVING_KEY = "f8"


class RepeatBox(Vertical):
    """The instances of a repeat, one below the other, and the button that adds one."""

    DEFAULT_CSS = """
    RepeatBox, RepeatBox #instances { height: auto; }
    RepeatBox .instance { height: auto; border-left: outer $quiet-border; padding-left: 1; margin-bottom: 1; }
    RepeatBox .instance:focus-within { border-left: outer $accent; }
    RepeatBox .heading { height: 1; text-style: bold; }
    RepeatBox #adding { height: 1; }
    RepeatBox #adding Button { margin-left: 0; }
    """

    class Sure(Message):
        """An instance that holds answers is to be removed: somebody should ask first, and then call `go`."""

        def __init__(self, instance: int, go: Callable[[], None]):
            super().__init__()
            self.instance, self.go = instance, go

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__()
        self.question, self.sheet = question, sheet
        self.boxes: list[list[CellBox]] = []
        self._marks: tuple[Collection[str], Collection[str]] = ((), ())

    def compose(self) -> ComposeResult:
        """The open instances, and the button."""
        with Vertical(id="instances"):
            for instance in range(1, self.sheet.instances(self.question) + 1):
                yield self._instance(instance)
        with Horizontal(id="adding"):
            yield Button(compact=True, name="add")

    def _instance(self, instance: int) -> Vertical:
        cells = [cell for cell in self.question.cells if cell.instance == instance]
        boxes = [CellBox(cell, self.sheet, labelled=True) for cell in cells]
        self.boxes.append(boxes)
        return Vertical(Heading(instance), *boxes, classes="instance")

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""
        return next((box.place for boxes in self.boxes for box in boxes if box.has_focus_within), self.question.code)

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        box = next((box for boxes in self.boxes for box in boxes if box.has_focus_within), None)
        removing = _("F8 removes")
        return f"{box.keys_hint} · {removing}" if box else _("Enter adds")

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app, and the fields that are asked for now."""
        asked = {cell.name for cell in self.sheet.cells(self.question)}
        for instance, (heading, boxes) in enumerate(zip(self.query(Heading), self.boxes, strict=False), 1):
            heading.instance = instance
            heading.update(plain(f"{instance}. ") + Content.styled("  ✕ F8", "$text-muted"))
            for box in boxes:
                box.display = box.cell.name in asked
                box.tell()
        most, button = self.question.instances, self.query_one("#adding Button", Button)
        button.label = plain("+ " + _("Add another"))
        button.display = len(self.boxes) < most

    def draw(self) -> None:
        """Draws the answers that stand on the sheet now."""
        for boxes in self.boxes:
            for box in boxes:
                box.draw()

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere: the instances that are open now."""
        self.call_later(self._fill_anew, self.has_focus_within)

    async def _fill_anew(self, with_keys: bool) -> None:
        await self._make_anew()
        if with_keys:
            self.go_to()

    def mark(self, wrong: Collection[str], doubtful: Collection[str]) -> None:
        """Marks the fields of these names as wrong or worth a second look, and no others."""
        self._marks = (wrong, doubtful)
        for boxes in self.boxes:
            for box in boxes:
                box.mark(wrong, doubtful)

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or in the first."""
        shown = [box for boxes in self.boxes for box in boxes if box.display]
        box = next((box for box in shown if name in box.cell.names), next(iter(shown), None))
        if box:
            box.go_to(name)

    @on(Button.Pressed)
    async def add(self, event: Button.Pressed) -> None:
        """Opens one more instance and stands in its first field."""
        event.stop()
        instance = len(self.boxes) + 1
        if instance > self.question.instances:
            return
        cells = [cell for cell in self.question.cells if cell.instance == instance]
        values: dict[str, str | list[str]] = {}
        for cell in cells:
            values |= {name: [] if name == cell.name and cell.question.type in SEVERAL else "" for name in cell.names}
        self.sheet.put(values)
        await self.query_one("#instances").mount(self._instance(instance))
        self.tell()
        self.post_message(Filled(values))
        first = next((box for box in self.boxes[-1] if box.display), None)
        if first:
            first.go_to()

    def on_key(self, event: events.Key) -> None:
        """Removes the instance where the keys go."""
        if event.key != REMOVING_KEY:
            return
        event.stop()
        for instance, boxes in enumerate(self.boxes, 1):
            if any(box.has_focus_within for box in boxes):
                self.wish_removed(instance)

    def wish_removed(self, instance: int) -> None:
        """Removes the instance; asks first where it holds answers."""
        cells = [cell for cell in self.question.cells if cell.instance == instance]
        filled = any(text.strip() for cell in cells for text in self.sheet.codes(cell.name))

        def go() -> None:
            self.call_later(self.remove_instance, instance)

        if filled:
            self.post_message(self.Sure(instance, go))
        else:
            go()

    async def remove_instance(self, instance: int) -> None:
        """Removes the instance: those after it move up. The last one that is left is emptied."""
        cells, last = self.question.cells, len(self.boxes)
        parts = len(self.question.parts)
        values: dict[str, str | list[str]] = {}
        for cell, following in zip(cells, cells[parts:], strict=False):
            if instance <= cell.instance < last:
                values |= {name: self.sheet.raw.get(after, "") for name, after in zip(cell.names, following.names, strict=True)}
        if last > 1:
            gone = tuple(name for cell in cells if cell.instance == last for name in cell.names)
        else:
            gone = ()
            for cell in cells[:parts]:
                values |= {name: [] if name == cell.name and cell.question.type in SEVERAL else "" for name in cell.names}
        self.sheet.put(values, gone)
        await self._make_anew()
        self.post_message(Filled(values, gone))
        boxes = self.boxes[min(instance, len(self.boxes)) - 1]
        first = next((box for box in boxes if box.display), None)
        if first:
            first.go_to()

    async def _make_anew(self) -> None:
        """The fields of all instances with what stands on the sheet now."""
        holder = self.query_one("#instances")
        await holder.remove_children()
        self.boxes = []
        await holder.mount(*(self._instance(n) for n in range(1, self.sheet.instances(self.question) + 1)))
        self.tell()
        self.mark(*self._marks)

    def on_heading_clicked(self, event: Heading.Clicked) -> None:
        """A click on the cross removes the instance."""
        event.stop()
        self.wish_removed(event.instance)


class Heading(Static):
    """The number of an instance, and the cross that removes it."""

    class Clicked(Message):
        """The heading was clicked."""

        def __init__(self, instance: int):
            super().__init__()
            self.instance = instance

    def __init__(self, instance: int):
        super().__init__(classes="heading", markup=False)
        self.instance = instance

    def on_click(self, event: events.Click) -> None:
        """Wishes the instance away where the cross was clicked."""
        event.stop()
        if event.x >= 3:
            self.post_message(self.Clicked(self.instance))
