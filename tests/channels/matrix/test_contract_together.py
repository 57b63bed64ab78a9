"""Conversations of two, three and ten people at once go in Matrix as they go over turns alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Knowledge
from tests.channels.matrix.conftest import World
from tests.channels.matrix.together import MatrixSide
from tests.channels.test_contract_together import scenario
from tests.channels.together import Beside, served
from tests.databases import Database
from tests.together import parse, play
from tests.turn.company import Really

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("name", ["vraag-en-antwoord", "om-het-eerst", "tien-mensen"])
async def test_several_people_see_there_what_they_see_over_turns(name: str, world: World, tmp_path: Path, knowledge: Knowledge) -> None:
    account = await world.bot()
    database = await Database.create("sqlite", tmp_path)
    try:
        async with served(account, tmp_path / "guide", knowledge) as guide:
            beside = Beside(Really(database, knowledge), MatrixSide(world, account.user, guide))
            assert await play(parse(scenario(name)), beside) == scenario(name)
    finally:
        await database.close()
