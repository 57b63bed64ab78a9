"""A copy of the database in one file, as it is at one moment, and what has to be settled when it is put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.engine import DATABASE_FILE
from bot.storage.sqlite import WAIT_SECONDS, translated
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble

SETTLE = "UPDATE outbox SET said_at = made_at, problem = 'restored' WHERE said_at IS NULL"
"""What waited to be said has been said since, or is too old; nobody is told the same twice."""


def take(folder: Path, to: Path) -> None:
    """Copy the database of a data folder, also while others write to it.

    Raises:
        StorageTrouble: It can't be read, or the copy not written.
    """
    with translated(), closing(sqlite3.connect(f"file:{folder / DATABASE_FILE}?mode=ro", uri=True, timeout=WAIT_SECONDS)) as database:
        database.execute("VACUUM INTO ?", (str(to),))


async def check(folder: Path) -> None:
    """Make a copy that stands in a folder ready for use: of this version, and with nothing that would be said again.

    Raises:
        StorageTrouble: It is no database of ours, it is damaged, or of a later version.
    """
    store = await Store.open(folder)
    await store.close()
    with translated(), closing(sqlite3.connect(folder / DATABASE_FILE, isolation_level=None)) as database:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise StorageTrouble("integrity")
        database.execute(SETTLE)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
