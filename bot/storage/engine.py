"""What the store needs of a database: one connection that writes, one that reads, statements with `?`.

`open_engine` picks SQLite (a folder) or PostgreSQL (an address); both run the same statements and pass the same tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol, TypeVar

Row = tuple[Any, ...]
Value = TypeVar("Value")
DATABASE_FILE = "lobgids.db"


class Engine(Protocol):
    """One database. `begin` to `commit` are for the committer alone; `read` may be called by anyone at any time.

    Raises:
        StorageTrouble: From every method, when the database does not do it.
    """

    def holding(self, table: str) -> str:
        """What a SELECT ends with to hold its rows of a table (by its name in the statement) until the commit.

        "" where `begin` holds everything. Others may still refer to the rows meanwhile, as a message to somebody else does.
        """
        ...

    def listed(self, sql: str, columns: str) -> str:
        """An expression for all rows of a SELECT, in its order, as a JSON list of lists: what else would be a question of its own.

        Args:
            columns: By their names in it.
        """
        ...

    @staticmethod
    def numbers(listed: str) -> str:
        """A table of the whole numbers in a JSON list, as its column `number`: one value however many there are.

        Args:
            listed: Where the list stands, such as `?4`.
        """
        ...

    async def begin(self) -> None: ...

    async def commit(self) -> None: ...

    async def rollback(self) -> None: ...

    async def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]: ...

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...

    async def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]: ...

    async def scrub(self) -> bool:
        """Have what was deleted overwritten as far as the database can; False when it is too busy now."""
        ...

    async def claim(self, name: str) -> bool:
        """Whether this process has a piece of work, of all processes on this database; it dies with the process."""
        ...

    async def close(self) -> None: ...


def padded(asked: Sequence[Value]) -> list[Value]:
    """As many as the next power of two, the last one more than once: few different statements, so that a database knows them all."""
    size = 1 << (len(asked) - 1).bit_length()
    return [*asked, *[asked[-1]] * (size - len(asked))]


def migrations(kind: str) -> list[tuple[int, str]]:
    """The numbered files of one database kind, in order: (version, SQL)."""
    folder = resources.files("bot.storage") / "migrations" / kind
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(int(file.name.split("_")[0]), file.read_text()) for file in files]


async def open_engine(folder: Path, address: str | None) -> Engine:
    """Open the database and bring it up to date.

    Args:
        folder: Where the SQLite file is or will be.
        address: A `postgresql://` address to use instead; None for SQLite.
    """
    if address:
        from bot.storage.postgres import Postgres  # noqa: PLC0415 (an extra: imported only when it is used)

        return await Postgres.open(address)
    from bot.storage.sqlite import Sqlite  # noqa: PLC0415

    return await Sqlite.open(folder / DATABASE_FILE)
