"""The command with an empty data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command.lobgids import Lobgids
from tests.talk import shipped


@pytest.fixture
def lobgids(tmp_path: Path) -> Lobgids:
    return Lobgids(tmp_path / "data")


@pytest.fixture
def knowledge_folder(tmp_path: Path) -> Path:
    """The shipped content, without its scans, to change at will."""
    folder = tmp_path / "inhoud"
    for path, data in shipped().items():
        if not path.startswith("scan/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder
