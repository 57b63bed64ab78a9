"""What a database does not do: the caller is told which of six troubles it is, nothing is half written, and the next turn works."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from typing import Any

import asyncpg
import pytest

from bot.storage import postgres as postgres_module
from bot.storage import sqlite as sqlite_module
from bot.storage.store import Store
from bot.storage.troubles import Away, Damaged, Full, Locked, ReadOnly, StorageTrouble, from_sqlite
from tests.databases import Database, server
from tests.storage.steps import done, key, message, says, writes


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for a lock here; PostgreSQL also has to be reached in that time."""
    monkeypatch.setattr(sqlite_module, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(postgres_module, "WAIT_SECONDS", 2.0)


async def _told(store: Store, trouble: type[StorageTrouble], text: str = "hallo") -> None:
    with pytest.raises(trouble) as told:
        await store.turn(key(event="e2"), says(text))
    assert type(told.value) is trouble


# ── locked ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_database_that_another_process_holds(sqlite: Database) -> None:
    store = await sqlite.store()
    await done(store, key(event="e1"), says("hallo"))
    other = sqlite3.connect(sqlite.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    await _told(store, Locked)
    with pytest.raises(Locked):
        await sqlite.store()
    other.execute("ROLLBACK")
    other.close()
    assert (await done(store, key(event="e2"), says("weer"))).loaded.turn == 2


async def test_everyone_of_a_group_is_told_and_the_group_is_not_redone(sqlite: Database) -> None:
    """Waiting for the lock once is enough: five seconds for each of sixty-four would be minutes."""
    store = await sqlite.store()
    other = sqlite3.connect(sqlite.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    results = await asyncio.wait_for(
        asyncio.gather(*(store.turn(key(f"console:{number}"), says("hallo")) for number in range(64)), return_exceptions=True), 3
    )
    assert {type(result) for result in results} == {Locked}
    other.execute("ROLLBACK")
    other.close()
    assert await sqlite.rows("SELECT count(*) FROM persons") == [(0,)]


async def test_a_postgres_table_that_another_process_holds(postgres: Database) -> None:
    store = await postgres.store()
    await done(store, key(event="e1"), says("hallo"))
    other = await asyncpg.connect(postgres.address)
    transaction = other.transaction()
    await transaction.start()
    await other.execute("LOCK TABLE persons IN ACCESS EXCLUSIVE MODE")
    await _told(store, Locked)
    await transaction.rollback()
    await other.close()
    assert (await done(store, key(event="e2"), says("weer"))).loaded.turn == 2


# ── read-only ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_database_that_can_only_be_read(sqlite: Database) -> None:
    """As SQLite says it of a file without write permission (`tests/command` takes the permission away itself)."""
    store = await sqlite.store()
    await done(store, key(event="e1"), says("hallo"))
    await _sqlite_says(store, "PRAGMA query_only = ON")
    await _told(store, ReadOnly)
    assert [row.message for row in await store.unsaid("console:ik")] == ["hallo"]
    await _sqlite_says(store, "PRAGMA query_only = OFF")
    assert (await done(store, key(event="e2"), says("weer"))).loaded.turn == 2


async def test_a_postgres_database_that_can_only_be_read(postgres: Database) -> None:
    store = await postgres.store()
    await _postgres_says(store, "SET default_transaction_read_only = on")
    await _told(store, ReadOnly)
    await _postgres_says(store, "SET default_transaction_read_only = off")
    await done(store, key(event="e2"), says("weer"))


async def test_a_postgres_user_who_may_not_write(postgres: Database) -> None:
    store = await postgres.store()
    await _postgres_says(store, f"CREATE ROLE {postgres.name}")
    await _postgres_says(store, f"GRANT USAGE ON SCHEMA {postgres.name} TO {postgres.name}")
    await _postgres_says(store, f"GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA {postgres.name} TO {postgres.name}")
    await _postgres_says(store, f"SET ROLE {postgres.name}")
    await _told(store, ReadOnly)


async def _sqlite_says(store: Store, sql: str) -> list[tuple[Any, ...]]:
    engine: Any = store._engine
    return list(await engine.rows(sql))


async def _postgres_says(store: Store, sql: str) -> None:
    engine: Any = store._engine
    await engine._writer.execute(sql)


# ── full ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_full_disk(sqlite: Database) -> None:
    """SQLite itself counts the pages here, and says what it says when the disk has no more."""
    store = await sqlite.store()
    await done(store, key(event="e1"), says("hallo"))
    ((pages,),) = await _sqlite_says(store, "PRAGMA page_count")
    await _sqlite_says(store, f"PRAGMA max_page_count = {pages}")
    await _told(store, Full, "x" * 100_000)
    assert [row.message for row in await store.unsaid("console:ik")] == ["hallo"]
    assert await sqlite.rows("SELECT turns FROM persons") == [(1,)]
    await _sqlite_says(store, "PRAGMA max_page_count = 1000000")
    assert (await done(store, key(event="e2"), says("x" * 100_000))).loaded.turn == 2


async def test_a_full_disk_of_postgres(postgres: Database) -> None:
    """The server itself raises the error that it has for a disk without room."""
    store = await postgres.store()
    raising = (
        "CREATE FUNCTION {0}.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space left' USING ERRCODE = '53100'; END $$"
    )
    await _postgres_says(store, raising.format(postgres.name))
    await _postgres_says(store, "CREATE TRIGGER full_disk BEFORE INSERT ON outbox EXECUTE FUNCTION full()")
    await _told(store, Full)
    await _postgres_says(store, "DROP TRIGGER full_disk ON outbox")
    await done(store, key(event="e2"), says("weer"))


# ── damaged ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_database_whose_pages_are_overwritten(sqlite: Database) -> None:
    store = await sqlite.store()
    for number in range(50):
        await done(store, key(f"console:{number}"), says("x" * 2000))
    await _sqlite_says(store, "PRAGMA wal_checkpoint(TRUNCATE)")
    size = sqlite.file.stat().st_size
    with sqlite.file.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    with pytest.raises(Damaged):
        await (await sqlite.store()).turn(key("console:3"), says("hallo"))


# ── away ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_connection_that_is_cut_in_the_middle_of_a_turn(postgres: Database) -> None:
    """The turn waits for its person's row, held by another, when the server ends its connection."""
    store = await postgres.store()
    await done(store, key(event="e1"), says("hallo"))
    other = await asyncpg.connect(server(), server_settings={"search_path": postgres.name})
    transaction = other.transaction()
    await transaction.start()
    await other.execute("SELECT * FROM persons FOR UPDATE")
    turn = asyncio.create_task(store.turn(key(event="e2"), says("kwijt")))
    await asyncio.sleep(0.1)
    await postgres.cut()
    with pytest.raises(Away):
        await turn
    await transaction.rollback()
    await other.close()
    assert (await done(store, key(event="e2"), says("weer"))).loaded.turn == 2
    assert [row.message for row in await store.unsaid("console:ik")] == ["hallo", "weer"]


@pytest.mark.parametrize("noticed", [True, False])
async def test_a_connection_that_is_cut_between_two_turns_is_made_anew_without_a_word(postgres: Database, noticed: bool) -> None:
    store = await postgres.store()
    await done(store, key(event="e1"), says("hallo"))
    await store.unsaid("console:ik")
    if noticed:
        await postgres.cut()
    else:  # this loop stands still meanwhile, so that it hears of it only in the middle of the next turn
        cutting = threading.Thread(target=lambda: asyncio.run(postgres.cut()))
        cutting.start()
        cutting.join()
    await done(store, key(event="e2"), says("weer"))
    assert [row.message for row in await store.unsaid("console:ik")] == ["hallo", "weer"]


async def test_a_server_that_is_gone_for_a_while(postgres: Database) -> None:
    """Also before the very first turn; each turn is told so, and when the server is back the next one works."""
    store = await postgres.store()
    engine: Any = store._engine
    address, engine._address = engine._address, "postgresql://postgres@/postgres?host=/nonexistent"
    await postgres.cut()
    for _ in range(3):
        await asyncio.wait_for(_told(store, Away), 5)
        with pytest.raises(Away):
            await store.unsaid("console:ik")
    engine._address = address
    await done(store, key(event="e2"), says("weer"))
    assert [row.message for row in await store.unsaid("console:ik")] == ["weer"]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://postgres@/postgres?host=/nonexistent",
        "postgresql://127.0.0.1:1/lobgids",
        "postgresql://postgres:%2@/:/:",
        "mysql://elders",
        "zomaar iets",
    ],
)
async def test_an_address_where_nothing_is(address: str, tmp_path: Any) -> None:
    with pytest.raises(Away):
        await Store.open(tmp_path, address)


async def test_a_database_that_the_server_does_not_have(tmp_path: Any) -> None:
    with pytest.raises(Away):
        await Store.open(tmp_path, server().replace("/postgres?", "/bestaat-niet?"))


async def test_a_user_whom_the_server_does_not_know(tmp_path: Any) -> None:
    with pytest.raises(Away):
        await Store.open(tmp_path, server().replace("postgres:@", "onbekend:@"))


async def test_a_folder_that_is_not_there(tmp_path: Any) -> None:
    with pytest.raises(Away):
        await Store.open(tmp_path / "nergens")


# ── not a trouble ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_fault_of_ours_is_no_trouble_of_the_database(database: Database) -> None:
    """A broken constraint is raised as it is: whoever asked for it has a bug, and is told so."""
    store = await database.store()
    with pytest.raises((sqlite3.IntegrityError, asyncpg.UniqueViolationError)):
        await store.turn(key(), writes("s", message(1), message(1)))
    assert from_sqlite(sqlite3.OperationalError("no such table")) is None
