"""The places that are shipped."""

from __future__ import annotations

import pytest

from knowledge.places.find import Places
from knowledge.places.reading import PlaceFiles
from tests.content import shipped


@pytest.fixture(scope="session")
def places() -> Places:
    return PlaceFiles(shipped()).read([])
