"""What the tests of broadcasts stand on: a real database of either kind, and a town."""

from __future__ import annotations

import pytest

from bot.storage.store import Store
from knowledge import Knowledge
from tests.broadcasts.town import Town
from tests.databases import Database
from tests.stores import database, postgres, sqlite, store

__all__ = ["database", "postgres", "sqlite", "store"]


@pytest.fixture
async def town(store: Store, database: Database, knowledge: Knowledge) -> Town:
    return Town(store, database, knowledge)
