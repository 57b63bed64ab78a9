"""When a channel, its server or the database does not do it: nothing more is begun, its author is told, and it goes on by itself."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import asyncpg
import pytest

from bot.crier import HANDS, TRIES_MOST
from bot.patience import REST_MOST, TROUBLES_MOST
from bot.storage.store import Store
from bot.storage.troubles import Away, Locked
from bot.voice import TryLater, Unsure
from knowledge import Knowledge
from tests.broadcasts.town import Square, Town, names
from tests.databases import Database, server

SECOND = timedelta(seconds=1)
ASKED = 400.0
STAND = ("proef:p0", "omroep:stand:1")


async def test_a_long_retry_after_is_obeyed_told_and_over_by_itself(town: Town, database: Database) -> None:
    await town.live(names(30))
    await town.write()
    town.square.problems[""] = [None] * 10 + [TryLater(ASKED)] * 2
    await town.go_on()
    assert (len(town.square.said), await town.stands()) == (10, ("paused", "retry_after"))
    assert town.told[-1] == STAND
    ((resumes_at,),) = await database.rows("SELECT resumes_at FROM broadcasts")
    assert resumes_at > "2026"
    told = len(town.told)
    for later in (100, 299):
        await town.go_on(later * SECOND)
    assert (len(town.square.said), await town.stands(), len(town.told)) == (10, ("paused", "retry_after"), told)
    await town.go_on(SECOND)
    assert await town.statuses() == {"said": 30}
    assert len(town.told) > told
    assert await town.stands() == ("ended", "")
    assert len(set(town.square.heard)) == 30


async def test_one_who_has_to_wait_long_keeps_nobody_waiting(town: Town) -> None:
    await town.live(names(10))
    await town.write()
    town.square.problems["p3"] = [TryLater(ASKED)]
    await town.go_on()
    assert (await town.statuses(), await town.stands()) == ({"said": 9, "queued": 1}, ("sending", ""))
    await town.go_on(399 * SECOND)
    assert len(town.square.said) == 9
    await town.go_on(SECOND)
    assert await town.statuses() == {"said": 10}


async def test_a_server_that_is_gone_is_tried_now_and_then_with_one(town: Town) -> None:
    await town.live(names(30))
    await town.write()
    town.square.problems[""] = [TryLater(0)] * 1000
    await town.go_on()
    assert await town.stands() == ("paused", "server")
    assert 1000 - len(town.square.problems[""]) == TROUBLES_MOST
    for _ in range(30):
        await town.go_on(REST_MOST)
    assert 1000 - len(town.square.problems[""]) <= TROUBLES_MOST + 30
    town.square.problems.clear()
    await town.go_on(REST_MOST)
    await town.go_on(REST_MOST)
    assert (await town.statuses(), await town.stands()) == ({"said": 30}, ("ended", ""))
    assert len(set(town.square.heard)) == 30


async def test_a_server_that_breaks_off_leaves_few_of_whom_nobody_knows(town: Town) -> None:
    await town.live(names(30))
    await town.write()
    town.square.problems[""] = [None] * 3 + [Unsure(0)] * TROUBLES_MOST
    await town.go_on()
    await town.go_on(REST_MOST)
    assert await town.statuses() == {"said": 30 - TROUBLES_MOST, "uncertain": TROUBLES_MOST}
    assert len(set(town.square.heard)) == len(town.square.heard)


async def test_whoever_can_never_be_told_is_given_up(town: Town) -> None:
    await town.live(names(3))
    await town.write()
    town.square.problems["p1"] = [TryLater(0)] * 1000
    for _ in range(TRIES_MOST + 5):
        await town.go_on(REST_MOST)
        town.criers["proef"].patience.went()
    assert (await town.statuses(), await town.stands()) == ({"said": 2, "failed": 1}, ("ended", ""))


async def test_a_person_may_stop_what_rests_and_then_it_stays_so(town: Town) -> None:
    await town.live(names(30))
    await town.write()
    town.square.problems[""] = [TryLater(ASKED)] * 2
    await town.go_on()
    await town.change("UPDATE broadcasts SET why_paused = '', resumes_at = NULL WHERE id = 1")
    await town.go_on(500 * SECOND)
    assert (town.square.said, await town.stands()) == ([], ("paused", ""))


async def test_one_channel_that_rests_keeps_no_other(store: Store, database: Database, knowledge: Knowledge) -> None:
    town = Town(store, database, knowledge, Square(), Square("matrix", once=True))
    await town.live(names(10))
    await town.live(names(10, 100), "matrix")
    town.squares[0].problems[""] = [TryLater(ASKED)] * 2
    await town.write()
    await town.go_on()
    assert [len(square.said) for square in town.squares] == [0, 10]
    assert await town.stands() == ("paused", "retry_after")
    await town.go_on(ASKED * SECOND)
    assert await town.statuses() == {"said": 20}


async def test_a_process_that_starts_while_it_rests_goes_on_in_time(town: Town) -> None:
    await town.live(names(10))
    await town.write()
    town.square.problems[""] = [TryLater(ASKED)] * 2
    await town.go_on()
    town.restart()
    await town.go_on(399 * SECOND)
    assert town.square.said == []
    await town.go_on(SECOND)
    await town.go_on(SECOND)
    assert (await town.statuses(), await town.stands()) == ({"said": 10}, ("ended", ""))


@pytest.mark.parametrize("trouble", [Locked, Away])
async def test_a_database_that_does_not_do_it_is_told_of_afterwards(
    town: Town, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception], store: Store
) -> None:
    monkeypatch.setattr("bot.crier.TROUBLE_SECONDS", 0.01)
    await town.live(names(10))
    await town.write()
    await town.newsroom.go_round(leads=True)
    stop, crier = asyncio.Event(), town.criers["proef"]
    commit, broken = store._engine.commit, True

    async def fails() -> None:
        if broken and town.square.said:
            town.now += SECOND
            raise trouble("held")
        await commit()

    monkeypatch.setattr(store._engine, "commit", fails)
    running = asyncio.create_task(crier.run(stop))
    crier.take_up([1])
    began = town.now
    await _until(lambda: town.now - began > 10 * SECOND)
    said = len(town.square.said)
    assert said <= HANDS
    broken = False
    await _until(lambda: len(town.square.said) == 10)
    stop.set()
    await running
    stands = []

    async def tell(person: str, address: str, key: str) -> None:
        stands.append((key, *await town.stands()))

    town.newsroom._tell = tell
    await town.change("UPDATE broadcast_recipients SET status = 'queued' WHERE number = 10")
    await town.newsroom.go_round(leads=True)
    await town.newsroom.go_round(leads=True)
    assert stands[:2] == [("omroep:stand:1", "paused", "locked"), ("omroep:stand:1", "sending", "")]
    assert len(set(town.square.heard)) == 10


async def test_nothing_is_said_while_the_database_is_held_and_it_goes_on_after(
    knowledge: Knowledge, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.WAIT_SECONDS", 0.05)
    monkeypatch.setattr("bot.crier.TROUBLE_SECONDS", 0.01)
    town = Town(await sqlite.store(), sqlite, knowledge)
    await town.live(names(5))
    await town.write()
    await town.newsroom.go_round(leads=True)
    holder = sqlite3.connect(sqlite.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    stop, crier = asyncio.Event(), town.criers["proef"]
    running = asyncio.create_task(crier.run(stop))
    crier.take_up([1])
    await _until(lambda: crier.patience._held_since is not None)
    assert town.square.said == []
    holder.execute("ROLLBACK")
    holder.close()
    await _until(lambda: len(town.square.said) == 5)
    stop.set()
    await running
    assert await town.statuses() == {"said": 5}


async def test_connections_that_the_server_cuts_lose_nobody(postgres: Database, knowledge: Knowledge) -> None:
    town = Town(await postgres.store(), postgres, knowledge)
    await town.live(names(20))
    await town.write()
    await town.newsroom.go_round(leads=True)
    stop, crier = asyncio.Event(), town.criers["proef"]

    async def cut() -> None:
        if len(town.square.said) == 7:
            connection = await asyncpg.connect(server())
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"
            await connection.execute(ended, postgres.name)
            await connection.close()

    town.square.at_each = cut
    running = asyncio.create_task(crier.run(stop))
    crier.take_up([1])
    await _until(lambda: len(town.square.said) == 20)
    stop.set()
    await running
    assert (await town.statuses(), len(set(town.square.heard))) == ({"said": 20}, 20)


async def test_the_end_lets_finish_what_goes_and_marks_nobody_else(town: Town) -> None:
    await town.live(names(20))
    await town.write()
    await town.newsroom.go_round(leads=True)
    stop, crier, gate = asyncio.Event(), town.criers["proef"], asyncio.Event()
    town.square.at_each = gate.wait  # type: ignore[assignment]
    running = asyncio.create_task(crier.run(stop))
    crier.take_up([1])
    while (await town.statuses()).get("sending", 0) < HANDS:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.sleep(0.05)
    gate.set()
    await running
    assert await town.statuses() == {"said": HANDS, "queued": 20 - HANDS}


async def _until(there: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not there():  # noqa: ASYNC110 (what is waited for tells nobody)
            await asyncio.sleep(0.01)
