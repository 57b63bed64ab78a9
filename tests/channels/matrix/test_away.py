"""What people do while the guide is away."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.channels.matrix.conftest import World, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("inside", [True, False])
async def test_a_vote_on_a_poll_of_before_is_answered_where_it_stands(
    world: World, tmp_path: Path, knowledge: Knowledge, *, inside: bool
) -> None:
    account, human = await world.bot(), await world.human()
    async with running(account, tmp_path, knowledge):
        await human.meet(account.user)
        first = await human.type("hoi")
        await human.hear(1)
        thread = {"rel_type": "m.thread", "event_id": first}
        await human.ask("menu", **({"m.relates_to": thread} if inside else {}))
    await human.vote("Ik ben ouder")
    async with running(account, tmp_path, knowledge):
        answer = (await human.hear(3))[-1]
    assert (answer.relation or {}).get("event_id") == (first if inside else None)
