"""Who had everything erased stands in no file of ours any more, and may come back: real homeserver, real client, encrypted."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot import app
from bot.channels.matrix.session import Account
from bot.clock import now
from bot.run import Running
from bot.settings import Settings
from bot.turn import Incoming
from dialogs.rights import Erase
from knowledge import Knowledge
from tests.channels.matrix.conftest import World, running
from tests.folders import files_with
from tests.peers.matrix.human import Human

pytestmark = pytest.mark.asyncio(loop_scope="session")
MARK = "Zevenster"


async def gone(folder: Path, *words: str) -> None:
    """Wait until none of these stands in any file."""
    try:
        async with asyncio.timeout(30):
            while files_with(folder, words):  # noqa: ASYNC110 (files do not tell when they change)
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(files_with(folder, words)) from None


async def _talk(human: Human, account: Account) -> None:
    await human.meet(account.user)
    await human.ask("docent")
    await human.ask(f"{MARK} kwispelt waarom zeven maal paars")


async def test_who_is_erased_is_in_no_file_and_begins_anew_when_they_come_back(world: World, tmp_path: Path, knowledge: Knowledge) -> None:
    account, human, other = await world.bot(), await world.human(), await world.human()
    words = (human.user, MARK)
    async with running(account, tmp_path, knowledge):
        await _talk(human, account)
        await other.meet(account.user)
        await other.ask("ouder")
        first = human.room
        assert any("matrix/" in name for name, found in files_with(tmp_path, words).items() if human.user in found)
        before = len(human.seen)
        await human.type("!mijngegevens")
        _, data = (seen for seen in (await human.hear(before + 4))[before:] if seen.content.get("msgtype") == "m.file")
        assert json.loads(await human.download(data))["persons"][0]["key"] == f"matrix:{human.user}"
        page = await human.ask("!vergeet")
        assert "Daarna ga ik uit deze kamer." in page.text
        await human.vote("Ja, wis alles", page)
        assert "Ik ga nu uit deze kamer." in (await human.says("Alles wat ik van u bewaarde")).text
        await human.left(account.user)
        await gone(tmp_path, *words, first)
        assert (await other.ask("menu")).choices
        await human.meet(account.user)
        assert "Wie bent u?" in (await human.ask("hoi")).text
        assert not human.last.failed
    async with running(account, tmp_path, knowledge):
        assert (await human.ask("ouder")).choices


async def test_who_is_erased_while_nothing_ran_is_left_at_the_next_start(world: World, tmp_path: Path, knowledge: Knowledge) -> None:
    account, human = await world.bot(), await world.human()
    async with running(account, tmp_path, knowledge):
        await _talk(human, account)
    async with app.opened(Settings(data=tmp_path, search="lexical"), knowledge) as opened:
        await opened.turns.hear(Incoming("matrix", human.user, Erase(), now()))
    assert files_with(tmp_path, [human.user])
    async with running(account, tmp_path, knowledge):
        await human.left(account.user)
        await gone(tmp_path, human.user, MARK)


async def test_who_asked_us_in_again_since_is_not_left(world: World, tmp_path: Path, knowledge: Knowledge) -> None:
    account, human, stop = await world.bot(), await world.human(), asyncio.Event()
    found = Settings(data=tmp_path, search="lexical")
    async with app.opened(found, knowledge) as opened:
        guide = Running(opened, found, account)
        task = asyncio.create_task(guide.run(stop))
        await _talk(human, account)
        await guide._channels["matrix"].forget(human.user, "2026-01-01T00:00:00.000000Z")
        assert (await human.ask("menu")).choices
        stop.set()
        await task
    assert human.user in {word for words in files_with(tmp_path, [human.user]).values() for word in words}
