"""A strict server, and the guide running against it in this very process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import app
from bot.channels.telegram.channel import Where
from bot.run import Running
from bot.settings import Settings
from knowledge import Knowledge
from tests.channels.telegram.guide import Guide
from tests.peers.telegram.fixture import api
from tests.peers.telegram.server import TOKEN, BotApi

__all__ = ["api", "guide"]


@pytest.fixture
async def guide(api: BotApi, tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[Guide]:
    """The guide, asking for its updates, without a pace of its own."""
    async with running(api, tmp_path, knowledge) as guide:
        yield guide


@asynccontextmanager
async def running(
    api: BotApi, folder: Path, knowledge: Knowledge, per_second: float = 0.0, content: Path | None = None
) -> AsyncIterator[Guide]:
    """The guide until the end of the block."""
    found = Settings(data=folder, knowledge=content)
    stop = asyncio.Event()
    async with app.opened(found, knowledge) as opened:
        where = Where(token=TOKEN, root=api.root, per_second=per_second)
        task = asyncio.create_task(Running(opened, found, where).run(stop))
        try:
            yield Guide(opened, task)
        finally:
            stop.set()
            await task
