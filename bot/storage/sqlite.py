"""SQLite: write-ahead log, every commit on the disk before it is confirmed (`synchronous=FULL`), deleted text overwritten."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.storage.engine import Row, T, Work, migrations
from bot.storage.troubles import Damaged, TooNew, from_sqlite

WAIT_SECONDS = 5.0
STATEMENTS_KEPT = 512
_SETTINGS = "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON"
_APPLICATION_ID = 0x4C4F4267  # "LOBg"


class Sqlite:
    """The database in one file: a connection that writes and one that reads, each on a thread of its own.

    What a transaction is made of waits for nothing but the disk, so `together` does a whole one in one go on the thread that writes:
    going to another thread and back for every statement would cost more than the statements.
    """

    lock_rows = ""

    def __init__(self, path: Path) -> None:
        self._writer, self._reader = _open(path)
        self._writing = ThreadPoolExecutor(1, "writing")
        self._reading = ThreadPoolExecutor(1, "reading")

    @classmethod
    async def open(cls, path: Path) -> Sqlite:
        """Open the file, create it when it is not there, and migrate it."""
        with _translated(), ThreadPoolExecutor(1, "opening") as opening:
            return await asyncio.get_running_loop().run_in_executor(opening, cls, path)

    async def together(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writing, _in_one_go, work)

    async def begin(self) -> None:
        with _translated():
            self._writer.execute("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        with _translated():
            self._writer.execute("COMMIT")

    async def rollback(self) -> None:
        """Undo; a transaction that SQLite already gave up itself is no error."""
        if self._writer.in_transaction:
            with _translated():
                self._writer.execute("ROLLBACK")

    async def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        with _translated():
            return self._writer.execute(sql, values).fetchall()

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _translated():
            self._writer.executemany(sql, rows)

    async def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        def rows() -> list[Row]:
            return self._reader.execute(sql, values).fetchall()

        with _translated():
            return await asyncio.get_running_loop().run_in_executor(self._reading, rows)

    async def close(self) -> None:
        for thread, connection in ((self._reading, self._reader), (self._writing, self._writer)):
            thread.shutdown()
            connection.close()


def _in_one_go(work: Work[T]) -> T:
    """Run a coroutine that never waits for the event loop."""
    coroutine = work()
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("a transaction waits for its database and for nothing else")


def _open(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    with contextlib.ExitStack() as opened:
        writer = opened.enter_context(contextlib.closing(_connection(path)))
        _check_ours(writer)
        for setting in _SETTINGS:
            writer.execute(setting)
        _migrate(writer)
        reader = opened.enter_context(contextlib.closing(_connection(path)))
        reader.execute("PRAGMA query_only=ON")
        opened.pop_all()
    return writer, reader


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, WAIT_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS_KEPT)


def _migrate(writer: sqlite3.Connection) -> None:
    """Apply what is missing, each file in one transaction; another process that does the same waits and then finds it done."""
    files = migrations("sqlite")
    for version, script in files:
        writer.execute("BEGIN IMMEDIATE")
        if _pragma(writer, "user_version") < version:
            for statement in _statements(script):
                writer.execute(statement)
            writer.execute(f"PRAGMA application_id={_APPLICATION_ID}")
            writer.execute(f"PRAGMA user_version={version}")
        writer.execute("COMMIT")
    found = _pragma(writer, "user_version")
    if found > files[-1][0]:
        raise TooNew(f"version {found}, known {files[-1][0]}")
    if _pragma(writer, "application_id") != _APPLICATION_ID:
        raise Damaged("not a database of LOB-gids")


def _check_ours(writer: sqlite3.Connection) -> None:
    """Never touch a database that something else made."""
    (tables,) = writer.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and _pragma(writer, "application_id") != _APPLICATION_ID:
        raise Damaged("not a database of LOB-gids")


def _pragma(writer: sqlite3.Connection, name: str) -> int:
    return int(writer.execute(f"PRAGMA {name}").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, for `executescript` would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        trouble = from_sqlite(error)
        if trouble is None:
            raise
        raise trouble from error
