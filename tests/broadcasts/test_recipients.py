"""Who gets a broadcast is fixed in chunks: each once and under numbers without a gap, whoever dies, comes or goes meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.newsroom import Newsroom
from tests.broadcasts.town import Town, names
from tests.databases import Database

PEOPLE, CHUNK = 50, 8
FOUND = "SELECT r.number, p.address FROM broadcast_recipients AS r LEFT JOIN persons AS p ON p.id = r.person ORDER BY r.number"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.newsroom.CHUNK", CHUNK)


@pytest.fixture
async def many(town: Town) -> Town:
    await town.live(names(PEOPLE))
    await town.write(rest=False)
    return town


async def fixed(database: Database) -> tuple[list[int], list[str]]:
    """The numbers that were given, and to whom."""
    rows = await database.rows(FOUND)
    return [number for number, _ in rows], sorted(str(address) for _, address in rows)


async def test_each_is_queued_once_under_numbers_that_follow_each_other(many: Town, database: Database) -> None:
    await many.newsroom.go_round(leads=True)
    assert await fixed(database) == (list(range(1, PEOPLE + 1)), sorted(names(PEOPLE)))
    assert await database.rows("SELECT total, count(DISTINCT transaction_id) FROM broadcasts, broadcast_recipients GROUP BY total") == [
        (50, 50)
    ]


async def test_a_process_that_dies_halfway_leaves_nobody_out_and_nobody_twice(
    many: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipients, added = many.store.recipients, 0
    add = recipients.add

    async def dying(id: int, people: list[int], prefix: str) -> None:
        nonlocal added
        added += 1
        if added == 4:
            raise RuntimeError("killed")
        await add(id, people, prefix)

    monkeypatch.setattr(recipients, "add", dying)
    with pytest.raises(RuntimeError):
        await many.newsroom.go_round(leads=True)
    assert len((await fixed(database))[0]) == 3 * CHUNK
    await many.database.change("DELETE FROM persons WHERE key = ?", f"proef:p{3 * CHUNK - 1}")
    await many.live(["laat"])
    many.restart()
    await many.newsroom.go_round(leads=True)
    numbers, people = await fixed(database)
    assert numbers == list(range(1, PEOPLE + 2))
    assert people == sorted([*names(3 * CHUNK - 1), "None", *names(PEOPLE - 3 * CHUNK, 3 * CHUNK), "laat"])


async def test_two_processes_that_both_think_it_is_theirs_queue_nobody_twice(many: Town, database: Database) -> None:
    known = many.knowledge
    other = Newsroom(await database.store(), {}, lambda: known, many.tell, clock=many.clock)
    await asyncio.gather(many.newsroom.go_round(leads=True), other.go_round(leads=True))
    assert await fixed(database) == (list(range(1, PEOPLE + 1)), sorted(names(PEOPLE)))


async def test_who_is_forgotten_between_being_read_and_being_queued_leaves_no_gap(many: Town, database: Database) -> None:
    recipients = many.store.recipients
    await many.store.course.start(1, "9999")
    read = [row[0] for row in await recipients.subscribers(0, 0, PEOPLE)]
    await database.change("DELETE FROM persons WHERE key = 'proef:p3'")
    await recipients.add(1, read, "x")
    await recipients.add(1, read, "x")
    numbers, people = await fixed(database)
    assert (numbers, people) == (list(range(1, PEOPLE)), sorted(set(names(PEOPLE)) - {"p3"}))


async def test_what_is_fixed_stays_so(many: Town, database: Database) -> None:
    await many.go_on()
    await many.live(["nieuw"])
    await many.store.recipients.add(1, [PEOPLE + 1], "x")
    await many.go_on(timedelta(minutes=1))
    assert (await fixed(database))[1] == sorted(names(PEOPLE))
