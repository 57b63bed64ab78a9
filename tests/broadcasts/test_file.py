"""A picture that goes along with a message to many is got once, not for each of them, and does not stay in memory."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.channel import Telegram, Where
from bot.ear import Heard
from bot.files import KEPT_MOST, Kept, NoFile, NotGot
from dialogs.files import File
from dialogs.language import Say
from knowledge import Knowledge
from tests.channels.telegram.clockwork import run
from tests.peers.telegram.server import TOKEN, BotApi

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (10).to_bytes(4, "big") * 2
CHATS = 30


def picture(number: int) -> File:
    return File("matrix", f"mxc://school.example/{number}", "photo", "foto.png")


class Source:
    """Gives files slowly.

    Attributes:
        asked: What was asked of it, in order.
        fails: What it raises instead, one after the other.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails: list[Exception] = []

    async def get(self, file: File) -> bytes:
        self.asked.append(file.id.rpartition("/")[2])
        await asyncio.sleep(1)
        if self.fails:
            raise self.fails.pop(0)
        return file.id.encode()


async def ask(kept: Kept, *numbers: int) -> list[bytes | BaseException]:
    """All at once."""
    return await asyncio.gather(*(kept(picture(number)) for number in numbers), return_exceptions=True)


def test_many_at_once_and_one_after_the_other_get_it_once() -> None:
    async def asked() -> list[str]:
        source = Source()
        kept = Kept(source.get)
        for _ in range(3):
            assert await ask(kept, *[7] * 16) == [picture(7).id.encode()] * 16
        return source.asked

    assert run(asked()) == ["7"]


def test_no_more_are_kept_than_two_and_those_not_for_long() -> None:
    async def asked() -> list[str]:
        source = Source()
        kept = Kept(source.get, seconds=60)
        for number in (1, 2, 1, 2, 3, 2, 3, 1):
            await kept(picture(number))
            assert len(kept._kept) <= KEPT_MOST
        for _ in range(4):
            await asyncio.sleep(40)
            await kept(picture(1))
        assert len(kept._kept) == 1
        await asyncio.sleep(61)
        assert not kept._kept
        await kept(picture(1))
        return source.asked

    assert run(asked()) == ["1", "2", "3", "1", "1"]


def test_one_that_can_not_come_along_is_asked_once_and_one_that_is_not_there_yet_again() -> None:
    async def asked() -> list[str]:
        source = Source()
        kept = Kept(source.get)
        source.fails = [NotGot(3), NoFile("gone")]
        (later,) = await ask(kept, 1)
        assert isinstance(later, NotGot)
        assert [str(one) for one in await ask(kept, 1, 1, 1)] == ["gone"] * 3
        return source.asked

    assert run(asked()) == ["1", "1"]


async def test_telegram_gets_what_came_by_matrix_once_for_all_chats(knowledge: Knowledge) -> None:
    api, got = BotApi(), list[str]()

    async def get(file: File) -> bytes:
        got.append(file.id)
        return PICTURE

    await api.start()
    channel = Telegram(Where(token=TOKEN, root=api.root), lambda: knowledge, _deaf, get)
    await channel.open()
    say = Say("Op 3 februari.", file=picture(1))
    voices = [channel.public_voice(str(chat), _stays) for chat in range(500, 500 + CHATS)]
    await asyncio.gather(*(voice.say(say, None, f"t{number}") for number, voice in enumerate(voices)))
    assert (got, len(api.chats.messages)) == ([picture(1).id], CHATS)
    await channel.voice("700", _stays, lambda: True).say(say, None, "t")
    assert len(got) == 2, "what is for one person is forgotten at once"
    await channel.close(1)
    await api.stop()


async def _deaf(heard: Heard) -> None:
    raise AssertionError(heard)


async def _stays(address: str) -> None:
    raise AssertionError(address)


@pytest.mark.parametrize("fails", [NotGot(0), NoFile("gone")])
async def test_what_fails_names_why(fails: Exception) -> None:
    async def get(file: File) -> bytes:
        raise fails

    with pytest.raises(type(fails)):
        await Kept(get)(picture(1))
