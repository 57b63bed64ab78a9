"""What the tests of a turn stand on: the shipped content, and a real database of either kind."""

from __future__ import annotations

import pytest

from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from knowledge import Knowledge
from tests.stores import database, store
from tests.turn.person import Person

__all__ = ["database", "store"]


@pytest.fixture
async def turns(store: Store, knowledge: Knowledge) -> Turns:
    return Turns(store, knowledge, Log(b"a key of the data folder"))


@pytest.fixture
async def person(store: Store, turns: Turns) -> Person:
    return Person(store, turns)
