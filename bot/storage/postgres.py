"""PostgreSQL: the same statements, rows locked in sorted order, one connection that writes and one that reads."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import asyncpg

from bot.storage.engine import Row, migrations
from bot.storage.troubles import Away, Damaged, Full, Locked, ReadOnly, StorageTrouble, TooNew

WAIT_SECONDS = 5
_MIGRATING = 0x4C4F4267  # the advisory lock that one process holds while it migrates
_CLAIM = "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || $1, 0))"
_OUR_TABLES = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = current_schema()"
_TROUBLES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], type[StorageTrouble]], ...] = (
    ((asyncpg.ReadOnlySQLTransactionError, asyncpg.InsufficientPrivilegeError), ReadOnly),
    ((asyncpg.DiskFullError, asyncpg.OutOfMemoryError), Full),
    ((asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.QueryCanceledError), Locked),
    (asyncpg.DuplicateTableError, Damaged),
    ((asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, OSError, TimeoutError), Away),
    ((asyncpg.InterfaceError, asyncpg.InternalClientError), Away),  # what is said of a connection that was lost while nobody looked
)


class Postgres:
    """The database behind an address."""

    def __init__(self, address: str, writer: asyncpg.Connection) -> None:
        self._address = address
        self._writer = writer
        self._reader: asyncpg.Connection | None = None
        self._reading = asyncio.Lock()
        self._claims: dict[str, asyncpg.Connection] = {}
        self._transaction: Any = None

    @classmethod
    async def open(cls, address: str) -> Postgres:
        """Connect and migrate."""
        with _translated():
            writer = await _connect(address)
            try:
                await _migrate(writer)
            except BaseException:
                await writer.close()
                raise
        return cls(address, writer)

    def holding(self, table: str) -> str:
        return f" FOR NO KEY UPDATE OF {table}"

    def listed(self, sql: str, columns: str) -> str:
        return f"(SELECT COALESCE(json_agg(json_build_array({columns})), '[]')::text FROM ({sql}) AS listed)"  # noqa: S608 (both are ours)

    @staticmethod
    def numbers(listed: str) -> str:
        return f"(SELECT value::bigint AS number FROM json_array_elements_text({listed}::json))"  # noqa: S608 (it is ours)

    async def begin(self) -> None:
        """Nothing is under way yet, so a connection that was lost since the last turn is made anew without a word."""
        try:
            await self._start()
        except Away:
            self._writer.terminate()
            await self._start()

    async def _start(self) -> None:
        with _translated():
            if self._writer.is_closed():
                self._writer = await _connect(self._address)
            self._transaction = self._writer.transaction()
            await self._transaction.start()

    async def commit(self) -> None:
        with _translated():
            await self._transaction.commit()

    async def rollback(self) -> None:
        """Undo; what a lost connection was doing the server undoes itself."""
        if self._transaction is None:
            return
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
            await self._transaction.rollback()

    async def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        with _translated():
            return [tuple(row) for row in await self._writer.fetch(_numbered(sql), *values)]

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _translated():
            await self._writer.executemany(_numbered(sql), rows)

    async def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        async with self._reading:
            try:
                return await self._read(sql, values)
            except Away:
                if self._reader is not None:
                    self._reader.terminate()
                return await self._read(sql, values)

    async def _read(self, sql: str, values: Sequence[Any]) -> list[Row]:
        with _translated():
            if self._reader is None or self._reader.is_closed():
                self._reader = await _connect(self._address)
            return [tuple(row) for row in await self._reader.fetch(_numbered(sql), *values)]

    async def scrub(self) -> bool:
        """What was deleted is let go of; where the server writes anew there, and what stands in its log, is for who runs it."""
        with _translated():
            await self._writer.execute(f"VACUUM {await self._writer.fetchval(_OUR_TABLES)}")
        return True

    async def claim(self, name: str) -> bool:
        """An advisory lock on a connection of its own, which goes with the process or the network; once lost anyone may have it."""
        held = self._claims.pop(name, None)
        with _translated():
            if held is not None and await _alive(held):
                self._claims[name] = held
                return True
            connection = await _connect(self._address)
            if not await connection.fetchval(_CLAIM, name):
                await connection.close()
                return False
            self._claims[name] = connection
            return True

    async def close(self) -> None:
        for connection in (self._reader, self._writer, *self._claims.values()):
            if connection is not None:
                await connection.close()


async def _alive(connection: asyncpg.Connection) -> bool:
    """Whether a connection, and with it what it holds, is still there."""
    try:
        return bool(await connection.fetchval("SELECT true", timeout=WAIT_SECONDS))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError):
        connection.terminate()
        return False


async def _connect(address: str) -> asyncpg.Connection:
    """Whatever keeps us from connecting, also an address or a password that is wrong, means that the database is away."""
    settings = {"lock_timeout": str(round(WAIT_SECONDS * 1000)), "synchronous_commit": "on"}
    try:
        return await asyncpg.connect(address, timeout=WAIT_SECONDS, server_settings=settings)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, ValueError) as error:
        raise Away(str(error)) from error


async def _migrate(writer: asyncpg.Connection) -> None:
    """Apply what is missing, each file in one transaction, one process at a time."""
    files = migrations("postgres")
    async with writer.transaction():
        await writer.execute("SELECT pg_advisory_xact_lock($1)", _MIGRATING)
        await writer.execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        found = int(await writer.fetchval("SELECT coalesce(max(version), 0) FROM schema_version") or 0)
        for version, script in files:
            if found < version:
                await writer.execute(script)
                await writer.execute("INSERT INTO schema_version VALUES ($1)", version)
    if found > files[-1][0]:
        raise TooNew(f"version {found}, known {files[-1][0]}")


@functools.cache
def _numbered(sql: str) -> str:
    """`?` and `?3` as `$1` and `$3`; no statement of ours has a question mark elsewhere."""
    numbers = itertools.count(1)
    return re.sub(r"\?(\d*)", lambda mark: f"${mark[1] or next(numbers)}", sql)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for kinds, trouble in _TROUBLES:
            if isinstance(error, kinds):
                raise trouble(str(error)) from error
        raise
