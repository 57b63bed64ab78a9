"""The guide as it runs in the process of a test."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from bot.app import App
from bot.channel import Channel
from bot.run import Running
from bot.storage.engine import DATABASE_FILE


class Guide:
    """What is open, and what runs."""

    def __init__(self, app: App, task: asyncio.Task[None], running: Running | None = None) -> None:
        self.app = app
        self.task = task
        self._running = running

    def channel(self, name: str) -> Channel:
        """One that it runs."""
        assert self._running
        return self._running._channels[name]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return rows(self.app.folder, sql, *values)


def rows(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What is really in the database of a data folder."""
    connection = sqlite3.connect(folder / DATABASE_FILE)
    try:
        return list(connection.execute(sql, values))
    finally:
        connection.close()
