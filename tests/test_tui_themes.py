"""Every text of the terminal app can be read on every ground it stands on, in both themes."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from consult.tui.themes import DARK, GROUND_TOKENS, LIGHT, TEXT_TOKENS, THEMES, other_theme

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text (criterion 1.4.3)."""


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours_of(theme: Theme) -> dict[str, str]:
    """Every variable of `theme` as a style sheet sees it."""
    return theme.to_color_system().generate() | theme.variables


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUND_TOKENS)
def test_every_text_colour_is_readable(theme: Theme, ground: str) -> None:
    colours = colours_of(theme)
    generated = [name for name in colours if name.startswith("text-") and name != "text-disabled"]
    assert len(generated) >= 6
    for name in {*TEXT_TOKENS, *generated}:
        assert contrast(colours[name], colours[ground]) >= ENOUGH, f"{name} on {ground}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-accent", "accent"),
        ("foreground", "quiet-border"),
        ("block-cursor-foreground", "block-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("footer-description-foreground", "footer-background"),
        ("footer-key-foreground", "footer-background"),
    ],
)
def test_text_on_coloured_ground_is_readable(theme: Theme, text: str, ground: str) -> None:
    colours = colours_of(theme)
    assert contrast(colours[text], colours[ground]) >= ENOUGH


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_frame_with_the_focus_stands_out_from_the_quiet_ones(theme: Theme) -> None:
    colours = colours_of(theme)
    assert contrast(colours["accent"], colours["background"]) >= 3
    assert contrast(colours["accent"], colours["quiet-border"]) >= 2.5


def test_the_two_themes_follow_each_other() -> None:
    assert other_theme(DARK.name) == LIGHT.name
    assert other_theme(LIGHT.name) == DARK.name
    assert other_theme("textual-dark") == DARK.name
