"""What can go wrong with a database. The sentence that people read stands in `content/phrases`, under the name of the class.

StorageTrouble
├── Locked      another process holds it too long
├── ReadOnly    it can't be written
├── Full        no room on the disk
├── TooNew      a later version of LOB-gids wrote it
├── Damaged     it is not a database (any more)
└── Away        it can't be reached, opened or read
"""

from __future__ import annotations

import sqlite3


class StorageTrouble(Exception):
    """The database did not do it; nothing was written, nothing may be confirmed."""


class Locked(StorageTrouble):
    """Another process holds the database; it goes when that one is done."""


class ReadOnly(StorageTrouble):
    """The database or its folder can't be written."""


class Full(StorageTrouble):
    """There is no room on the disk."""


class TooNew(StorageTrouble):
    """A later version of LOB-gids wrote this database."""


class Damaged(StorageTrouble):
    """This is not a database of ours, or it is broken."""


class Away(StorageTrouble):
    """The database can't be reached (PostgreSQL), or its file can't be opened or read."""


_SQLITE: dict[int, type[StorageTrouble]] = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_IOERR: Away,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_CANTOPEN: Away,
}


def from_sqlite(error: sqlite3.Error) -> StorageTrouble | None:
    """The trouble that an error of SQLite means, None when it is an error of ours (a wrong statement, a broken constraint)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    trouble = _SQLITE.get(code)
    return trouble(str(error)) if trouble else None
