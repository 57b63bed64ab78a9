"""What the tests of a turn stand on: the shipped content, and a real database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from knowledge import Knowledge
from tests.databases import KINDS, Database
from tests.turn.person import Person


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    made = await Database.create(request.param, tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def store(database: Database) -> Store:
    return await database.store()


@pytest.fixture
async def turns(store: Store, knowledge: Knowledge) -> Turns:
    return Turns(store, knowledge, Log(b"a key of the data folder"))


@pytest.fixture
async def person(store: Store, turns: Turns) -> Person:
    return Person(store, turns)
