"""Turns that wait are committed together; one that goes wrong harms nobody else."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from bot.storage.committer import Committed, Writes
from bot.storage.engine import Engine
from bot.storage.loading import Loaded
from bot.storage.sharing import Wanted
from bot.storage.store import Said, Store
from tests.databases import Database
from tests.storage.steps import EVENING, done, fails, key, message, says, writes


class Watched:
    """An engine that counts its transactions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.begun = 0
        self.committed = 0

    async def begin(self) -> None:
        self.begun += 1
        await self._engine.begin()

    async def commit(self) -> None:
        await self._engine.commit()
        self.committed += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.fixture
async def engine(database: Database) -> Watched:
    return Watched(await database.engine())


@pytest.fixture
async def store(database: Database, engine: Watched) -> Store:
    return database.keep(Store(cast(Engine, engine)))


async def test_sixty_four_persons_at_once_are_one_transaction(store: Store, engine: Watched) -> None:
    await asyncio.gather(*(done(store, key(f"console:{number}"), says("hallo")) for number in range(64)))
    assert (engine.begun, engine.committed) == (1, 1)


async def test_one_more_is_the_next_transaction(store: Store, engine: Watched) -> None:
    await asyncio.gather(*(done(store, key(f"console:{number}"), says("hallo")) for number in range(65)))
    assert (engine.begun, engine.committed) == (2, 2)


async def test_named_writes_join_the_group(store: Store, engine: Watched) -> None:
    first = await done(store, key(), says("hallo"))
    engine.begun = 0
    await asyncio.gather(
        done(store, key("console:iemand"), says("hallo")),
        store.said([Said(first.person, 1, 0, EVENING, "m1")]),
        done(store, key("console:iemand-anders"), says("hallo")),
    )
    assert engine.begun == 1


async def test_no_group_holds_two_turns_of_one_person(store: Store, engine: Watched) -> None:
    groups: list[tuple[int, str]] = []

    def decide(loaded: Loaded) -> Writes:
        groups.append((engine.begun, loaded.key.person))
        return Writes("s", ())

    persons = [f"console:{number % 7}" for number in range(70)]
    await asyncio.gather(*(done(store, key(person), decide) for person in persons))
    assert len(groups) == len(set(groups)) == 70
    assert engine.begun == 10


async def test_who_waits_behind_a_busy_person_is_not_kept_waiting(store: Store, engine: Watched) -> None:
    """A hundred turns of one person are a hundred groups; all others are in the first."""
    when: dict[str, int] = {}

    def decide(loaded: Loaded) -> Writes:
        when[loaded.key.person] = engine.begun
        return Writes("s", ())

    busy = [done(store, key("console:druk"), decide) for _ in range(100)]
    await asyncio.gather(*busy, *(done(store, key(f"console:{number}"), decide) for number in range(20)))
    assert when.pop("console:druk") == 100
    assert set(when.values()) == {1}


async def test_a_turn_that_raises_drops_out_and_the_others_commit_together(store: Store, engine: Watched, database: Database) -> None:
    calls = [store.turn(key(f"console:{number}"), fails if number == 5 else says("hallo")) for number in range(10)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(results[5], ZeroDivisionError)
    assert all(isinstance(result, Committed) for number, result in enumerate(results) if number != 5)
    assert engine.begun == 1
    assert [row for (row,) in await database.rows("SELECT p.key FROM persons AS p JOIN heard AS h ON h.person = p.id ORDER BY p.key")] == [
        f"console:{number}" for number in range(10) if number != 5
    ]


async def test_a_write_that_fails_has_its_group_redone_one_by_one(store: Store, engine: Watched, database: Database) -> None:
    """Two messages in one place of the outbox: only who wrote them is told; all others commit, each alone."""
    twice = writes("kapot", message(1), message(1))
    calls = [store.turn(key(f"console:{number}", "e1"), twice if number == 5 else says("hallo")) for number in range(10)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert type(results[5]).__name__ in ("IntegrityError", "UniqueViolationError")
    assert all(isinstance(result, Committed) for number, result in enumerate(results) if number != 5)
    assert (engine.begun, engine.committed) == (11, 9)
    assert await database.rows("SELECT count(*) FROM outbox") == [(9,)]
    assert await database.rows("SELECT count(*) FROM persons WHERE state = 'kapot'") == [(0,)]
    await done(store, key("console:5", "e1"), says("alsnog"))


async def test_a_named_write_that_fails_harms_no_turn(store: Store, database: Database) -> None:
    wrong = store._committer.write("INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)", [("werk", None, EVENING)])
    results = await asyncio.gather(wrong, store.turn(key(), says("hallo")), return_exceptions=True)
    assert isinstance(results[0], Exception)
    assert isinstance(results[1], Committed)
    assert await database.rows("SELECT turns FROM persons") == [(1,)]


async def test_a_person_whose_needs_cannot_be_told_harms_no_one_else(store: Store) -> None:
    def broken(state: str) -> Wanted:
        raise ZeroDivisionError

    calls = [
        store.turn(key(f"console:{number}", needs=broken) if number == 2 else key(f"console:{number}"), says("hallo"))
        for number in range(5)
    ]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(results[2], ZeroDivisionError)
    assert all(isinstance(result, Committed) for number, result in enumerate(results) if number != 2)
