"""How widgets speak the language that the app is in.

Textual runs every widget in a task with variables of its own, so a language chosen in one would not reach the others.
A method that makes words therefore takes the language from the app each time it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

from textual.dom import DOMNode

from consult import i18n

Node = TypeVar("Node", bound=DOMNode)
Given = ParamSpec("Given")
Result = TypeVar("Result")


def language_of(node: DOMNode) -> str:
    """The language that `node` is read in: that of a preview around it, else that of its app; any language of the survey."""
    for around in node.ancestors_with_self:
        if chosen := getattr(around, "reads_in", ""):
            return cast(str, chosen)
    return cast(str, cast(Any, node.app).language)


def spoken(method: Callable[Concatenate[Node, Given], Result]) -> Callable[Concatenate[Node, Given], Result]:
    """Lets a method of a widget, screen or app translate into the language of the app."""

    @wraps(method)
    def speaking(node: Node, /, *given: Given.args, **named: Given.kwargs) -> Result:
        with i18n.using(language_of(node)):
            return method(node, *given, **named)

    return cast(Callable[Concatenate[Node, Given], Result], speaking)


@runtime_checkable
class Speaker(Protocol):
    """A screen that can say everything anew after the language was changed."""

    def tell(self) -> None:
        """Draws all words in the language of the app."""
