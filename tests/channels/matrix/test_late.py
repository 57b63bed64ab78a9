"""A real room key that comes after the message that needs it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace

from bot.clock import AMSTERDAM, now
from dialogs.language import Event, Text, Unreadable
from knowledge import Knowledge
from tests.channels.matrix.conftest import World, running
from tests.channels.matrix.test_guide import shown
from tests.peers.matrix.between import Between
from tests.talk import Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Post(Between):
    """Holds what is meant for our device alone, keys among it, until it is let through."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.held: list[Any] = []
        self.holding = True
        self.edit = self._hold

    def _hold(self, answer: dict[str, Any]) -> None:
        self.held += answer.pop("to_device", {}).get("events", [])
        if not self.holding:
            answer["to_device"] = {"events": self.held}
            self.held = []


@pytest_asyncio.fixture(loop_scope="session")
async def post(world: World) -> AsyncIterator[Post]:
    post = Post(world.synapse.root)
    await post.start()
    yield post
    await post.stop()


def said(knowledge: Knowledge, *events: Event) -> list[str]:
    """What the pure conversation says to these."""
    talk = Talk(knowledge, now().astimezone(AMSTERDAM), turns=1)
    return [shown(say)[0] for event in events for say in talk.do(event)]


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_message_is_heard_when_its_key_comes(
    world: World, post: Post, tmp_path: Path, knowledge: Knowledge, *, restarts: bool
) -> None:
    account = replace(await world.bot(), root=post.root)
    human = await world.human()
    events: list[Event] = [Unreadable(), Text("hoi")]
    async with running(account, tmp_path, knowledge):
        await human.meet(account.user)
        await human.ask("hoi")
        if not restarts:
            post.holding = False
            await human.type("docent")
            events.append(Text("docent"))
            await human.hear(len(said(knowledge, *events)))
    post.holding = False  # what is let through while one stops is given once, and a real homeserver gives it again
    async with running(account, tmp_path, knowledge):
        wanted = said(knowledge, *events)
        assert [seen.text for seen in await human.hear(len(wanted))] == wanted
