"""All migrations together give exactly the committed schema, once, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.storage import engine
from bot.storage.rows import FailedTurn, QuestionShown, RawState, ReminderSet, RunBegun
from bot.storage.store import Store
from bot.storage.troubles import Damaged, TooNew
from tests.databases import Database
from tests.storage.steps import NOON, done, key, message, says, writes

SCHEMA = Path(__file__).parent / "schema.sql"
_COLUMNS = {
    "postgres": (
        "SELECT table_name, column_name, data_type, is_nullable = 'NO' FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name <> 'schema_version'"
    ),
    "sqlite": (
        "SELECT t.name, c.name, c.type, c.[notnull] OR (c.pk > 0 AND t.strict)"
        " FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c"
        " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'"
    ),
}
_INDEXES = {
    "postgres": "SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisunique",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
}


async def test_all_migrations_give_the_committed_schema(sqlite: Database, pytestconfig: pytest.Config) -> None:
    found = await _schema(sqlite)
    if pytestconfig.getoption("update"):
        SCHEMA.write_text(found, encoding="utf-8")
    assert found == SCHEMA.read_text(encoding="utf-8")


async def _schema(database: Database) -> str:
    rows = await database.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
    versions = [(await database.rows(f"PRAGMA {name}"))[0][0] for name in ("application_id", "user_version")]
    return f"-- application_id {versions[0]:#x}, user_version {versions[1]}\n\n" + "".join(f"{sql};\n\n" for (sql,) in rows)


async def test_both_kinds_of_database_have_the_same_tables(sqlite: Database, postgres: Database) -> None:
    kinds = {"text": "TEXT", "bigint": "INTEGER"}
    theirs = {(table, column, kinds[kind], bool(strict)) for table, column, kind, strict in await postgres.rows(_COLUMNS["postgres"])}
    ours = {(table, column, kind, bool(strict)) for table, column, kind, strict in await sqlite.rows(_COLUMNS["sqlite"])}
    assert theirs == ours
    assert len(ours) > 50
    assert set(await postgres.rows(_INDEXES["postgres"])) == set(await sqlite.rows(_INDEXES["sqlite"]))


async def test_applying_them_twice_changes_nothing(sqlite: Database) -> None:
    store = await sqlite.store()
    await done(store, key(), says("hallo"))
    before = (await _schema(sqlite), await sqlite.rows("PRAGMA schema_version"), await sqlite.rows("SELECT * FROM persons"))
    await sqlite.store()
    assert (await _schema(sqlite), await sqlite.rows("PRAGMA schema_version"), await sqlite.rows("SELECT * FROM persons")) == before


async def test_postgres_counts_each_migration_once(postgres: Database) -> None:
    for _ in range(3):
        await postgres.store()
    assert await postgres.rows("SELECT version FROM schema_version") == [(version,) for version, _ in engine.migrations("postgres")]


async def test_the_kinds_have_the_same_versions(sqlite: Database) -> None:
    assert [version for version, _ in engine.migrations("postgres")] == [version for version, _ in engine.migrations("sqlite")]
    assert await sqlite.rows("PRAGMA user_version") == [(engine.migrations("sqlite")[-1][0],)]


async def test_a_later_migration_finds_what_was_there(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await done(await database.store(), key(), says("hallo"))
    _with_more(monkeypatch, "CREATE TABLE later (id BIGINT);\nINSERT INTO later SELECT turns FROM persons;")
    store = await database.store()
    assert await database.rows("SELECT id FROM later") == [(1,)]
    assert (await done(store, key(), says("verder"))).loaded.turn == 2


async def test_a_migration_that_fails_leaves_the_database_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await done(await database.store(), key(), says("hallo"))
    with monkeypatch.context() as patched:
        _with_more(patched, "CREATE TABLE later (id BIGINT);\nINSERT INTO nowhere VALUES (1);")
        with pytest.raises(Exception, match="nowhere"):
            await database.store()
    assert (await done(await database.store(), key(), says("verder"))).loaded.turn == 2
    _with_more(monkeypatch, "CREATE TABLE later (id BIGINT);")
    await database.store()
    assert await database.rows("SELECT id FROM later") == []


def _with_more(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """One migration more than there are."""
    for kind in ("sqlite", "postgres"):
        files = engine.migrations(kind)
        monkeypatch.setattr(f"bot.storage.{kind}.migrations", lambda _, files=files: [*files, (files[-1][0] + 1, script)])


async def test_a_database_of_a_later_version_is_not_touched(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        _with_more(patched, "CREATE TABLE later (id BIGINT);")
        await done(await database.store(), key(), says("hallo"))
    with pytest.raises(TooNew):
        await database.store()
    _with_more(monkeypatch, "")
    assert await database.rows("SELECT turns FROM persons") == [(1,)]


async def test_a_database_of_something_else_is_left_as_it_is(sqlite: Database) -> None:
    with sqlite3.connect(sqlite.file) as other:
        other.execute("CREATE TABLE recepten (naam TEXT)")
        other.execute("INSERT INTO recepten VALUES ('stamppot')")
    other.close()
    before = sqlite.file.read_bytes()
    with pytest.raises(Damaged):
        await sqlite.store()
    assert sqlite.file.read_bytes() == before
    assert [path.name for path in sqlite.folder.iterdir()] == ["lobgids.db"]


async def test_a_versioned_but_empty_database_of_something_else_is_not_ours(sqlite: Database) -> None:
    with sqlite3.connect(sqlite.file) as other:
        other.execute("PRAGMA user_version = 1")
    other.close()
    with pytest.raises(Damaged):
        await sqlite.store()


@pytest.mark.parametrize("content", [b"Dit is een brief.\n" * 100, b"\x00" * 5000, b"SQLite format 3\x00 maar dan afgebroken"])
async def test_a_file_that_is_no_database_is_left_as_it_is(sqlite: Database, content: bytes) -> None:
    sqlite.file.write_bytes(content)
    with pytest.raises(Damaged):
        await sqlite.store()
    assert sqlite.file.read_bytes() == content


async def test_a_postgres_database_with_such_tables_of_something_else_is_left_as_it_is(postgres: Database) -> None:
    await _elsewhere(postgres, "CREATE TABLE persons (naam TEXT)")
    with pytest.raises(Damaged):
        await postgres.store()
    assert await _elsewhere(postgres, "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()") == [
        ("persons",)
    ]


async def _elsewhere(postgres: Database, sql: str) -> list[tuple[str, ...]]:
    import asyncpg  # noqa: PLC0415

    connection = await asyncpg.connect(postgres.address)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_an_empty_file_becomes_a_database(sqlite: Database) -> None:
    """As a process leaves it that is killed while it makes the file."""
    sqlite.file.touch()
    await done(await sqlite.store(), key(), says("hallo"))


async def test_what_is_committed_is_on_the_disk_and_what_is_deleted_is_gone(sqlite: Database) -> None:
    """Write-ahead log, synchronous=FULL (2), references that are kept, deleted text overwritten."""
    engine = (await sqlite.store())._engine
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    assert [(await engine.rows(f"PRAGMA {name}"))[0][0] for name in names] == ["wal", 2, 1, 1]


async def test_postgres_waits_for_its_disk_too_and_for_no_lock_too_long(postgres: Database) -> None:
    engine = (await postgres.store())._engine
    assert [(await engine.rows(f"SHOW {name}"))[0][0] for name in ("synchronous_commit", "lock_timeout")] == ["on", "5s"]


async def test_whoever_goes_takes_all_of_theirs_along(store: Store, database: Database) -> None:
    """Every table with rows of persons lets go of them with the person."""
    run = RunBegun("r", "set", "vmbo", "docent", NOON, NOON)
    kept = (QuestionShown("r", "v", NOON), ReminderSet("k", NOON), FailedTurn("e", "{}", 1, "fout", NOON), RawState(1, "x", "y", NOON))
    for person in ("console:anna", "console:bert"):
        await done(store, key(person), writes("s", run, *kept, message(1)))
    await database.change("DELETE FROM persons WHERE key = ?", "console:anna")
    for table in ("heard", "runs", "answers", "outbox", "reminders", "failed", "raw_states"):
        assert await database.rows(f"SELECT count(*), min(person) FROM {table}") == [(1, 2)], table
