"""One process is the channel, of all on one data folder and of all on one database, whatever machine they are on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg

from bot import run as running
from tests.channels.telegram.people import Phone
from tests.channels.telegram.running import Run, settings
from tests.databases import Database, server
from tests.peers.telegram.server import BotApi


async def _of(database: Database, api: BotApi, folder: Path) -> Run:
    """A process with a folder of its own, as on a machine of its own."""
    assert database.address is not None
    return await Run.begin(folder, settings(api, LOBGIDS_DATABASE_URL=database.address))


async def _logged(run: Run, words: str) -> None:
    async with asyncio.timeout(30):
        while words not in run.log:  # noqa: ASYNC110 (a file tells nobody)
            await asyncio.sleep(0.05)


async def test_on_two_machines_with_one_database_the_second_waits_says_so_and_takes_over(api: BotApi, tmp_path: Path) -> None:
    database = await Database.create("postgres", tmp_path)
    first = await _of(database, api, tmp_path / "een")
    assert (await Phone(api, 77).ask("/start")).buttons
    second = await _of(database, api, tmp_path / "twee")
    await _logged(second, running.WAITING)
    assert (await Phone(api, 77).ask("/menu")).buttons
    assert not [call for call in api.calls if call.status == 409]
    await first.kill()
    assert (await Phone(api, 78).ask("/start")).buttons
    assert await second.end() == 0


async def test_who_lost_the_database_to_another_ends_and_says_why(api: BotApi, tmp_path: Path) -> None:
    database = await Database.create("postgres", tmp_path)
    first = await _of(database, api, tmp_path / "een")
    assert (await Phone(api, 77).ask("/start")).buttons
    other = await asyncpg.connect(f"{server()}&search_path={database.name}")
    await _take_over(other, database)
    assert await asyncio.wait_for(first.process.wait(), 30) == 1
    assert running.DISPLACED in first.log
    assert "Traceback" not in first.log
    await other.close()


async def _take_over(other: asyncpg.Connection, database: Database) -> None:
    """Wait for the lock of the channel, and have the server end the connection that holds it."""
    name = running.CHANNEL.format(name="telegram")
    key = f"hashtextextended(current_schema() || ' ' || '{name}', 0)"
    waiting = asyncio.create_task(other.execute(f"SELECT pg_advisory_lock({key})"))
    await asyncio.sleep(0.2)
    await database.cut()
    await waiting


async def test_whose_database_was_away_for_a_moment_goes_on(api: BotApi, tmp_path: Path) -> None:
    database = await Database.create("postgres", tmp_path)
    run = await _of(database, api, tmp_path / "een")
    assert (await Phone(api, 77).ask("/start")).buttons
    await database.cut()
    assert (await Phone(api, 77).ask("/menu")).buttons
    await asyncio.sleep(2)
    assert (await Phone(api, 77).ask("/start")).buttons
    assert await run.end() == 0


async def test_on_one_machine_the_second_says_that_it_waits(api: BotApi, tmp_path: Path) -> None:
    first = await Run.begin(tmp_path, settings(api))
    assert (await Phone(api, 77).ask("/start")).buttons
    assert running.WAITING not in first.log
    second = await Run.begin(tmp_path, settings(api))
    await _logged(second, running.WAITING)
    assert await second.end() == 0
    assert await first.end() == 0
