"""The content folder, read from the package or from a folder of one's own, and the tables of places that were imported."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import knowledge
from knowledge import Knowledge
from knowledge.places.table import IMPORTED as TABLES

IMPORTED = "plaatsen"
"""The folder, in the data folder, of the tables of places that an operator imported."""

LEARNED = "geleerd.yaml"
"""In the data folder: what `lobgids calibrate` learned, which goes before what is shipped."""


def load(folder: Path | None = None, data: Path | None = None) -> Knowledge:
    """Everything we know.

    Args:
        folder: A content folder; None for the one that comes with the package. Tables of places that it lacks are those of the package.
        data: The data folder, for what was learned and the tables of places that were imported; None looks for nothing there.

    Raises:
        ContentError: With every problem of every file.
    """
    return knowledge.read(of(folder, data), imported(data))


def check(folder: Path | None = None, data: Path | None = None) -> Knowledge:
    """The same, and what is otherwise read when it is first wanted."""
    return knowledge.check(of(folder, data), imported(data))


def of(folder: Path | None, data: Path | None = None) -> dict[str, bytes]:
    """The files of a content folder, with what it takes from elsewhere; None for the one that comes with the package."""
    ours = resources.files("knowledge") / "content"
    tables = {f"plaatsen/{path}": read for path, read in files(ours / "plaatsen").items()} if folder else {}
    learned = data / LEARNED if data else None
    own = {knowledge.TUNING: learned.read_bytes()} if learned and learned.is_file() else {}
    return {**tables, **files(folder or ours), **own}


def files(folder: Any, endings: tuple[str, ...] = (".yaml", ".yml", ".csv")) -> dict[str, bytes]:
    """The files under a folder with one of these endings, by their path in it."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= {f"{entry.name}/{path}": data for path, data in files(entry, endings).items()}
        elif entry.name.endswith(endings):
            found[entry.name] = entry.read_bytes()
    return found


def imported(data: Path | None) -> dict[str, bytes]:
    """The tables of places that an operator imported, by their names."""
    folder = data / IMPORTED if data else None
    return {name: (folder / name).read_bytes() for name in TABLES.values() if (folder / name).is_file()} if folder else {}
