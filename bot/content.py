"""The content folder, read from the package or from a folder of one's own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import knowledge
from knowledge import Knowledge

LEARNED = "geleerd.yaml"
"""In the data folder: what `lobgids calibrate` learned, which goes before what is shipped."""


def load(folder: Path | None = None, data: Path | None = None) -> Knowledge:
    """Everything we know.

    Args:
        folder: A content folder; None for the one that comes with the package.
        data: The data folder; None looks for nothing there.

    Raises:
        ContentError: With every problem of every file.
    """
    return knowledge.read(of(folder, data))


def of(folder: Path | None, data: Path | None = None) -> dict[str, bytes]:
    """The files of a content folder; None for the one that comes with the package."""
    learned = data / LEARNED if data else None
    own = {knowledge.TUNING: learned.read_bytes()} if learned and learned.is_file() else {}
    return {**files(folder or resources.files("knowledge") / "content"), **own}


def files(folder: Any, endings: tuple[str, ...] = (".yaml", ".yml")) -> dict[str, bytes]:
    """The files under a folder with one of these endings, by their path in it."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= {f"{entry.name}/{path}": data for path, data in files(entry, endings).items()}
        elif entry.name.endswith(endings):
            found[entry.name] = entry.read_bytes()
    return found
