"""One homeserver and one process of people for all tests of a session; the guide runs in this very process."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot import app
from bot.channels.matrix.session import Account
from bot.run import Running
from bot.settings import Settings
from knowledge import Knowledge
from tests.channels.telegram.guide import Guide
from tests.peers.matrix.human import Human, People
from tests.peers.matrix.synapse import Synapse

_names = itertools.count(1)


class World:
    """The homeserver, and the people on it."""

    def __init__(self, synapse: Synapse, people: People) -> None:
        self.synapse = synapse
        self.people = people

    async def bot(self) -> Account:
        """A new account for a guide."""
        return Account(self.synapse.root, await self.synapse.register(f"gids{next(_names)}"), "geheim")

    async def human(self, *, strict: bool = True) -> Human:
        """Someone new."""
        return await self.people.human(self.synapse.root, await self.synapse.register(f"mens{next(_names)}"), strict=strict)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """Made once: it takes seconds."""
    async with opened(tmp_path_factory.mktemp("matrix")) as world:
        yield world


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def account(world: World) -> Account:
    """The guide's account in a module."""
    return await world.bot()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def guide(account: Account, tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> AsyncIterator[Guide]:
    """A guide for all tests of a module; each has people of its own."""
    async with running(account, tmp_path_factory.mktemp("guide"), knowledge) as guide:
        yield guide


@pytest_asyncio.fixture(loop_scope="session")
async def human(world: World, guide: Guide, account: Account) -> Human:
    """A strict human, in an encrypted room with the guide."""
    human = await world.human()
    await human.meet(account.user)
    return human


@asynccontextmanager
async def opened(folder: Path, *, limits: bool = False) -> AsyncIterator[World]:
    """A homeserver and its people until the end of the block.

    Args:
        limits: Whether Synapse's default rate limits hold.
    """
    synapse, people = Synapse(folder / "synapse", limits=limits), People()
    await synapse.start()
    await people.start(folder / "people.log")
    try:
        yield World(synapse, people)
    finally:
        await people.stop()
        await synapse.stop()


@asynccontextmanager
async def running(account: Account, folder: Path, knowledge: Knowledge) -> AsyncIterator[Guide]:
    """The guide until the end of the block."""
    found, stop = Settings(data=folder, search="lexical"), asyncio.Event()
    async with app.opened(found, knowledge) as opened:
        guide = Running(opened, found, account)
        task = asyncio.create_task(guide.run(stop))
        try:
            yield Guide(opened, task, guide)
        finally:
            stop.set()
            await task
