"""The content folder, read from the package or from a folder of one's own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import knowledge
from knowledge import Knowledge


def load(folder: Path | None = None) -> Knowledge:
    """Everything we know.

    Args:
        folder: A content folder; None for the one that comes with the package.

    Raises:
        ContentError: With every problem of every file.
    """
    return knowledge.read(of(folder))


def of(folder: Path | None) -> dict[str, bytes]:
    """The files of a content folder; None for the one that comes with the package."""
    return files(folder or resources.files("knowledge") / "content")


def files(folder: Any) -> dict[str, bytes]:
    """The YAML files under a folder, by their path in it."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= {f"{entry.name}/{path}": data for path, data in files(entry).items()}
        elif entry.name.endswith((".yaml", ".yml")):
            found[entry.name] = entry.read_bytes()
    return found
