"""Who reads at the same time is answered by one query, each with their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import pytest

from bot.storage.engine import Engine, Row
from bot.storage.gathering import ASKED_MOST, Gathered
from bot.storage.store import Store
from bot.storage.troubles import Away
from tests.storage.steps import done, key, says


class Reads:
    """An engine that answers each key with a row of its own, and keeps what it was asked; it fails as long as it is told to."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.trouble: Exception | None = None

    async def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        assert sql.count("?") == len(values)
        self.asked.append(sorted(set(values)))
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble
        return [(value, f"van {value}") for value in sorted(set(values))]


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def gathered(reads: Reads) -> Gathered:
    return Gathered(cast(Engine, reads), "SELECT {marks}")


async def test_all_who_ask_at_once_are_one_query(reads: Reads, gathered: Gathered) -> None:
    found = await asyncio.gather(*(gathered.rows(str(number)) for number in range(ASKED_MOST)))
    assert found == [[(f"van {number}",)] for number in range(ASKED_MOST)]
    assert len(reads.asked) == 1


async def test_one_more_is_the_next_query(reads: Reads, gathered: Gathered) -> None:
    await asyncio.gather(*(gathered.rows(str(number)) for number in range(ASKED_MOST + 1)))
    assert [len(asked) for asked in reads.asked] == [ASKED_MOST, 1]


async def test_who_asks_while_a_query_runs_is_answered_by_the_next_one(reads: Reads, gathered: Gathered) -> None:
    """What was written before they asked must be in their answer."""
    first = asyncio.create_task(gathered.rows("a"))
    await asyncio.sleep(0)  # it asks
    await asyncio.sleep(0)  # the query begins
    assert reads.asked == [["a"]]
    assert await gathered.rows("a") == [("van a",)]
    assert reads.asked == [["a"], ["a"]]
    assert await first == [("van a",)]


async def test_a_query_that_fails_is_told_to_all_who_asked_and_to_nobody_else(reads: Reads, gathered: Gathered) -> None:
    reads.trouble = Away("weg")
    told = await asyncio.gather(gathered.rows("a"), gathered.rows("b"), return_exceptions=True)
    assert [type(error) for error in told] == [Away, Away]
    reads.trouble = None
    assert await gathered.rows("a") == [("van a",)]


async def test_who_goes_away_keeps_nobody_from_their_answer(gathered: Gathered) -> None:
    leaving = asyncio.create_task(gathered.rows("a"))
    staying = asyncio.create_task(gathered.rows("a"))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == [("van a",)]
    assert leaving.cancelled()


async def test_everyone_is_told_only_what_waits_for_them(store: Store) -> None:
    names = [f"console:{number}" for number in range(10)]
    await asyncio.gather(*(done(store, key(name), says(f"voor {name}")) for name in names))
    found = await asyncio.gather(*(store.unsaid(name) for name in (*names, "console:nieuw")))
    assert [[row.message for row in rows] for rows in found] == [*([f"voor {name}"] for name in names), []]
