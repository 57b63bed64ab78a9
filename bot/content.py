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


def load(folder: Path | None = None, data: Path | None = None) -> Knowledge:
    """Everything we know.

    Args:
        folder: A content folder; None for the one that comes with the package. Tables of places that it lacks are those of the package.
        data: The data folder, for the tables of places that were imported; None for none.

    Raises:
        ContentError: With every problem of every file.
    """
    return knowledge.read(files(folder), imported(data))


def check(folder: Path | None = None, data: Path | None = None) -> Knowledge:
    """The same, and what is otherwise read when it is first wanted."""
    return knowledge.check(files(folder), imported(data))


def files(folder: Path | None = None) -> dict[str, bytes]:
    """The files of a content folder, by their path in it."""
    ours = resources.files("knowledge") / "content"
    if folder is None:
        return _under(ours)
    return {f"plaatsen/{path}": data for path, data in _under(ours / "plaatsen").items()} | _under(folder)


def _under(folder: Any) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= {f"{entry.name}/{path}": data for path, data in _under(entry).items()}
        elif entry.name.endswith((".yaml", ".yml", ".csv")):
            found[entry.name] = entry.read_bytes()
    return found


def imported(data: Path | None) -> dict[str, bytes]:
    """The tables of places that an operator imported, by their names."""
    folder = data / IMPORTED if data else None
    return {name: (folder / name).read_bytes() for name in TABLES.values() if (folder / name).is_file()} if folder else {}
