"""A copy of the database in one file, as it is at one moment, and what has to be settled when it is put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.storage.engine import DATABASE_FILE
from bot.storage.erasing import Erasure
from bot.storage.sqlite import WAIT_SECONDS, translated
from bot.storage.store import Store
from bot.storage.troubles import Damaged

SETTLE = (
    "UPDATE outbox SET said_at = made_at, problem = 'restored' WHERE said_at IS NULL",
    "UPDATE broadcast_recipients SET status = 'uncertain' WHERE status IN ('queued', 'sending')",
    "DELETE FROM broadcast_recipients WHERE broadcast IN (SELECT b.id FROM broadcasts AS b WHERE b.snapshot_at IS NULL)",
    "UPDATE broadcasts SET status = 'draft', wants_second = 0, second = NULL, starts_at = NULL, confirmed_at = NULL"
    " WHERE snapshot_at IS NULL AND status IN ('held', 'sending', 'paused')",
)
"""What waited to be said has been said since, or is too old; nobody is told the same twice. Of a broadcast nobody knows who has it by now,
which its report says; one whose recipients were not fixed yet goes only when somebody confirms it anew."""


def take(folder: Path, to: Path) -> None:
    """Copy the database of a data folder, also while others write to it.

    Raises:
        StorageTrouble: It can't be read, or the copy not written.
    """
    with translated(), closing(sqlite3.connect(f"file:{folder / DATABASE_FILE}?mode=ro", uri=True, timeout=WAIT_SECONDS)) as database:
        database.execute("VACUUM INTO ?", (str(to),))


async def make_ready(folder: Path, secret: bytes = b"", erased: Sequence[Erasure] = (), at: str = "") -> None:
    """Make a copy that stands in a folder ready for use: of this version, and with nothing that would be said again.

    Args:
        secret: Of the data folder.
        erased: Who had everything erased; they are erased from the copy, at a UTC time.

    Raises:
        StorageTrouble: It is no database of ours, it is damaged, or of a later version.
    """
    store = await Store.open(folder, secret=secret)
    try:
        await store.erasures.again(erased, at)
    finally:
        await store.close()
    with translated(), closing(sqlite3.connect(folder / DATABASE_FILE, isolation_level=None)) as database:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Damaged("integrity")
        for statement in SETTLE:
            database.execute(statement)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
