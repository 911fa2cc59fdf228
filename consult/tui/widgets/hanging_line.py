"""A line with a glyph or key in front, whose wrapped text stays to the right of it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class HangingLine(Widget):
    """Draws `lead` and beside it `body`, wrapped; the lines below hang under the body."""

    DEFAULT_CSS = """
    HangingLine { width: 1fr; height: auto; }
    """

    def __init__(self, lead: Content | None = None, body: Content | None = None, *, id: str | None = None):
        super().__init__(id=id)
        self.lead = lead or Content("")
        self.body = body or Content("")

    def write(self, lead: Content, body: Content) -> None:
        """Draws other words from now on."""
        same_text = lead.plain == self.lead.plain and body.plain == self.body.plain
        if same_text and lead.is_same(self.lead) and body.is_same(self.body):
            return
        reflow = body.plain != self.body.plain or lead.cell_length != self.lead.cell_length
        self.lead, self.body = lead, body
        self.refresh(layout=reflow)

    def render(self) -> Content:
        """The lines as one content."""
        first, *others = self.lines_at(self.content_size.width)
        indent = Content(" " * self.lead.cell_length)
        return Content("\n").join([self.lead + first, *(indent + line for line in others)])

    def lines_at(self, width: int) -> list[Content]:
        """The body in lines that fit beside the lead in `width` cells; at least one."""
        return self.body.wrap(max(8, width - self.lead.cell_length)) or [Content("")]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The cells that the line needs when it does not wrap."""
        return self.lead.cell_length + self.body.cell_length

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at `width` cells."""
        return len(self.lines_at(width))
