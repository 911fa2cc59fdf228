"""A key that must be pressed twice on purpose."""

from __future__ import annotations

import pytest

from consult.tui.pressed_twice import PressedTwice


@pytest.mark.parametrize(
    ("pressed", "meant"),
    [
        ([5.0], [False]),
        ([5.0, 6.0], [False, True]),
        ([0.1, 0.4, 0.9], [False, False, False]),  # typed ahead
        ([0.1, 1.5], [False, True]),  # typed ahead once, then read and meant
        ([0.1, 0.95, 1.0, 1.05, 1.1], [False] * 5),  # held down
        ([5.0, 5.05, 5.1, 6.0], [False, False, False, True]),
    ],
)
def test_a_second_press_counts_where_it_is_neither_typed_ahead_nor_held(pressed, meant):
    moments = iter([0.0, *pressed])
    twice = PressedTwice(lambda: next(moments))
    assert [twice.press() for _press in pressed] == meant


def test_what_begins_anew_and_what_is_forgotten_is_pressed_for_the_first_time():
    now = 10.0
    twice = PressedTwice(lambda: now)
    twice.press()
    assert twice.waits
    now = 20.0
    twice.forget()
    assert not twice.waits and not twice.press()
    now = 30.0
    twice.begin()
    now = 40.0
    assert not twice.press()
