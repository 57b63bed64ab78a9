"""Several stores on one database, as when a console is open beside another: nobody's turn undoes another's."""

from __future__ import annotations

import asyncio
import random
import sys
import threading

from bot.storage.store import Store
from tests.databases import Database
from tests.storage.steps import done, key, says


async def test_a_new_person_who_comes_in_at_two_doors_loses_nothing(database: Database) -> None:
    """Locking rows alone loses this update each time: there is no row to lock yet."""
    one, other = await database.store(), await database.store()
    for number in range(200):
        who = f"console:{number}"
        await asyncio.gather(done(one, key(who, "links"), says("links")), done(other, key(who, "rechts"), says("rechts")))
    states = await database.rows("SELECT state, turns FROM persons")
    assert len(states) == 200
    assert {(frozenset(state.split(",")), turns) for state, turns in states} == {(frozenset({"begin", "links", "rechts"}), 2)}


async def test_groups_of_the_same_people_wait_for_each_other_in_any_order(database: Database) -> None:
    chance = random.Random(1)
    one, other = await database.store(), await database.store()
    for round in range(10):
        people = [f"console:{number}" for number in range(round * 8 + 40)]
        orders = [chance.sample(people, len(people)) for _ in range(2)]
        turns = [done(store, key(who), says(str(round))) for store, order in zip((one, other), orders, strict=True) for who in order]
        await asyncio.gather(*turns)
    for state, turns in await database.rows("SELECT state, turns FROM persons"):
        assert state.count(",") == turns
    assert await database.rows("SELECT sum(turns) FROM persons") == [(sum(2 * (round * 8 + 40) for round in range(10)),)]


async def test_store_given_ids_differ_between_processes(database: Database) -> None:
    stores = [await database.store() for _ in range(3)]
    await asyncio.gather(*(done(store, key(), says("hallo")) for _ in range(30) for store in stores))
    assert await database.rows("SELECT turns FROM persons") == [(90,)]


async def test_a_reader_never_waits_for_a_writer(database: Database) -> None:
    one, other = await database.store(), await database.store()
    await done(one, key(), says("hallo"))
    engine = await database.engine()
    await engine.begin()
    await engine.many("UPDATE persons SET state = ? WHERE key = ?", [("bezig", "console:ik")])
    assert [row.message for row in await asyncio.wait_for(other.unsaid("console:ik"), 4)] == ["hallo"]
    await engine.rollback()
    await engine.close()


async def test_two_processes_that_open_an_empty_folder_at_once_both_work(database: Database) -> None:
    """The command itself, for two stores in one process would share what SQLite knows of its locks."""
    script = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom bot.storage.store import Store\n"
        "async def main():\n    store = await Store.open(Path(sys.argv[1]), sys.argv[2] or None)\n    await store.close()\n"
        "asyncio.run(main())"
    )
    for round in range(4):
        folder = database.folder / str(round)
        folder.mkdir()
        several = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", script, str(folder), database.address or "", stderr=asyncio.subprocess.PIPE
            )
            for _ in range(4)
        ]
        for process in several:
            _, complaint = await process.communicate()
            assert process.returncode == 0, complaint.decode()


async def test_many_first_reads_at_once_leave_nothing_behind(database: Database) -> None:
    """A connection that is forgotten keeps its thread, and the process that would end."""
    before = set(threading.enumerate())
    store = Store(await database.engine())
    await asyncio.gather(*(store.unsaid("console:ik") for _ in range(20)))
    await store.close()
    await asyncio.sleep(0.05)
    assert set(threading.enumerate()) <= before
