"""The fonts that come with matplotlib and have every Latvian letter."""

from __future__ import annotations

from pathlib import Path


def shipped_fonts() -> Path:
    """The folder with DejaVu Sans, in which drawings are measured, and a font of last resort."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
