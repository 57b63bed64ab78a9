"""Conversations of two, three and ten people at once go in the terminal and in Telegram as they go over turns alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path

import pytest

from bot import app
from bot.channels.telegram.channel import Where
from bot.settings import Settings
from knowledge import Knowledge
from tests.channels.together import Beside, ConsoleSide, Side, TelegramSide, Terminals, served
from tests.databases import Database
from tests.peers.telegram.fixture import api
from tests.peers.telegram.server import TOKEN, BotApi
from tests.together import parse, play
from tests.turn.company import Really

__all__ = ["api"]

TOGETHER = Path(__file__).parents[1] / "scenarios" / "samen"
EVERYWHERE = ("twee-mensen", "om-het-eerst", "waarnemer-en-medewerker", "tien-mensen")
"""Of two, three, four and ten people; a terminal has no replies, and knows no earlier message to change."""
WITH_REPLIES = ("vraag-en-antwoord", "twee-tegelijk")


def scenario(name: str) -> str:
    return (TOGETHER / f"{name}.txt").read_text(encoding="utf-8")


@asynccontextmanager
async def console(_api: BotApi, folder: Path, knowledge: Knowledge) -> AsyncIterator[Side]:
    terminals = Terminals()
    async with app.opened(Settings(data=folder, search="lexical"), knowledge) as opened:
        with redirect_stdout(terminals):
            yield ConsoleSide(opened, terminals)


@asynccontextmanager
async def telegram(api: BotApi, folder: Path, knowledge: Knowledge) -> AsyncIterator[Side]:
    async with served(Where(token=TOKEN, root=api.root, per_second=0.0), folder, knowledge) as guide:
        yield TelegramSide(api, guide)


CASES = [(console, name) for name in EVERYWHERE] + [(telegram, name) for name in (*EVERYWHERE, *WITH_REPLIES)]


@pytest.mark.parametrize(("channel", "name"), CASES, ids=[f"{channel.__name__}-{name}" for channel, name in CASES])
async def test_several_people_see_there_what_they_see_over_turns(
    channel: object, name: str, api: BotApi, tmp_path: Path, knowledge: Knowledge
) -> None:
    database = await Database.create("sqlite", tmp_path)
    try:
        async with channel(api, tmp_path / "guide", knowledge) as side:  # type: ignore[operator]
            beside = Beside(Really(database, knowledge), side)
            assert await play(parse(scenario(name)), beside) == scenario(name)
    finally:
        await database.close()
