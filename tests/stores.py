"""Fixtures for who works with a real database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.store import Store
from tests.databases import KINDS, Database


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Empty, and closed at the end."""
    made = await Database.create(request.param, tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def store(database: Database) -> Store:
    """Opened on it."""
    return await database.store()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    made = await Database.create("sqlite", tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def postgres(tmp_path: Path) -> AsyncIterator[Database]:
    made = await Database.create("postgres", tmp_path)
    yield made
    await made.close()
