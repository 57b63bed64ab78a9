"""What stands in the files of a data folder, whatever they are: databases with their free pages, logs beside them, pictures, keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def files_with(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """In which files of a folder which of these words stand."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: found for name, data in files.items() if (found := [word for word in words if word.encode() in data])}
