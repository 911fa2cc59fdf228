"""The two themes of Consult. Every colour that text is written in reaches 4.5:1 on every ground it stands on."""

from __future__ import annotations

from textual.theme import Theme

TEXT_TOKENS = ("foreground", "text", "text-muted", "accent", "error", "success", "warning", "footer-key-foreground")
"""Variables that colour text in the style sheets."""

GROUND_TOKENS = ("background", "surface", "panel")
"""Variables that lie behind text."""

DARK = Theme(
    name="consult-dark",
    primary="#7fb2dc",
    secondary="#9aa7b4",
    accent="#7fb2dc",
    warning="#f0c060",
    error="#ff8a80",
    success="#6bd18a",
    foreground="#e6edf3",
    background="#11161c",
    surface="#171d25",
    panel="#1d2530",
    dark=True,
    variables={
        "text": "#e6edf3",
        "text-muted": "#9aa7b4",
        "quiet-border": "#3d4855",
        "on-accent": "#11161c",
        "block-cursor-foreground": "#11161c",
        "border-blurred": "#3d4855",
        "scrollbar": "#3d4855",
        "scrollbar-background": "#11161c",
        "input-selection-background": "#2f4f6b",
        "input-selection-foreground": "#e6edf3",
    },
)

LIGHT = Theme(
    name="consult-light",
    primary="#1f5f99",
    secondary="#59636e",
    accent="#1f5f99",
    warning="#8a5a00",
    error="#b3261e",
    success="#1a7434",
    foreground="#1b1f24",
    background="#ffffff",
    surface="#f6f8fa",
    panel="#eef1f4",
    dark=False,
    variables={
        "text": "#1b1f24",
        "text-muted": "#59636e",
        "quiet-border": "#c3cad1",
        "on-accent": "#ffffff",
        "block-cursor-foreground": "#ffffff",
        "border-blurred": "#c3cad1",
        "scrollbar": "#c3cad1",
        "scrollbar-background": "#ffffff",
        "input-selection-background": "#bcd6ee",
        "input-selection-foreground": "#1b1f24",
    },
)

THEMES = (DARK, LIGHT)


def other_theme(name: str) -> str:
    """The name of the theme to change to from the theme called `name`."""
    return LIGHT.name if name == DARK.name else DARK.name
