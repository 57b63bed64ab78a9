"""What is said to many in Telegram: in openings that dialogues leave, corrected and taken away, and told to be uncertain when it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.telegram.pace import Opened, Pace
from bot.channels.telegram.request import Request
from bot.channels.telegram.voice import CAPTION_UNITS_MOST, ChatVoice
from bot.files import NoFile
from bot.voice import Gone, TryLater, Unsure
from dialogs.files import File
from dialogs.language import Button, Say
from tests.channels.telegram.clockwork import run
from tests.peers.telegram.server import TOKEN, BotApi, Fault

ASK = ((Button("Vraag hierover", "omroep:vraag:1"), Button("Afmelden", "omroep:af:1")),)
CHAT = 77
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (10).to_bytes(4, "big") * 2


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    request = Request(0.5, proxies=False)
    await request.initialize()
    yield Bot(TOKEN, f"{api.root}/bot", f"{api.root}/file/bot", request, request)
    await request.shutdown()


@pytest.fixture
def voice(bot: Bot) -> ChatVoice:
    return ChatVoice(bot, Opened(Pace(0)), CHAT, _moved, lambda: False, _get)


async def _moved(address: str) -> None:
    raise AssertionError(address)


async def _get(file: File) -> bytes:
    raise NoFile(file.id)


async def test_a_correction_takes_the_place_of_what_was_said(voice: ChatVoice, api: BotApi) -> None:
    id = await voice.say(Say("Op 3 februari.", ASK), None, "t")
    assert await voice.correct(Say("Op 4 februari.", ASK), id, "t.v1")
    assert await voice.correct(Say("Op 4 februari.", ASK), id, "t.v1")
    (message,) = api.chats.messages[CHAT]
    assert (message.first, message.text, len(message.buttons[0])) == ("Op 3 februari.", "Op 4 februari.", 2)


@pytest.mark.parametrize("long", [False, True])
async def test_a_picture_stays_and_its_words_change(voice: ChatVoice, api: BotApi, long: bool) -> None:
    file = File("telegram", api.files.keep("photo", PICTURE).id, "photo", "foto.jpg")
    words = "lang " * 300 if long else "kort"
    id = await voice.say(Say(words, ASK, file=file), None, "t")
    assert await voice.correct(Say("beter", ASK, file=file), id, "t.v1")
    texts = [message.text for message in api.chats.messages[CHAT]]
    assert texts == (["beter", ""] if long else ["beter"])
    assert api.chats.messages[CHAT][-1].buttons
    if not long:
        assert not await voice.correct(Say("l" * (CAPTION_UNITS_MOST + 1), ASK, file=file), id, "t.v2")
    assert await voice.withdraw(id, "t.w")
    assert api.chats.messages[CHAT] == []


async def test_what_is_gone_is_not_said_again_by_a_correction(voice: ChatVoice, api: BotApi) -> None:
    id = await voice.say(Say("Op 3 februari."), None, "t")
    assert await voice.withdraw(id, "t.w")
    assert await voice.withdraw(id, "t.w")
    assert not await voice.correct(Say("Op 4 februari."), id, "t.v1")
    assert api.chats.messages[CHAT] == []


async def test_after_48_hours_it_stays(voice: ChatVoice, api: BotApi) -> None:
    id = await voice.say(Say("Op 3 februari."), None, "t")
    api.chats.messages[CHAT][0].old = True
    assert not await voice.withdraw(id, "t.w")
    assert len(api.chats.messages[CHAT]) == 1


async def test_who_blocked_us_keeps_it(voice: ChatVoice, api: BotApi) -> None:
    id = await voice.say(Say("Op 3 februari."), None, "t")
    api.chats.blocked.add(CHAT)
    for change in (voice.correct(Say("Op 4 februari."), id, "t.v1"), voice.withdraw(id, "t.w")):
        with pytest.raises(Gone):
            await change


@pytest.mark.parametrize(
    ("fault", "unsure"),
    [
        (Fault(), True),
        (Fault(done=True), True),
        (Fault(done=True, seconds=2), True),
        (Fault(status=504), True),
        (Fault(status=500), False),
        (Fault(status=502), False),
        (Fault(status=429, retry_after=3), False),
    ],
)
async def test_whether_it_may_have_been_said_is_known(voice: ChatVoice, api: BotApi, fault: Fault, unsure: bool) -> None:
    api.fault = lambda method, given: fault
    with pytest.raises(TryLater) as raised:
        await voice.say(Say("Op 3 februari."), None, "t")
    assert isinstance(raised.value, Unsure) == unsure


async def test_where_there_is_no_server_nothing_was_said(voice: ChatVoice, api: BotApi) -> None:
    await api.stop()
    with pytest.raises(TryLater) as raised:
        await voice.say(Say("Op 3 februari."), None, "t")
    assert not isinstance(raised.value, Unsure)
    await api.start()


# ── the pace ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_dialogues_go_before_what_nobody_waits_for() -> None:
    async def order() -> list[str]:
        pace, went = Pace(10), list[str]()

        async def cry(number: int) -> None:
            await pace.opening()
            await Opened(pace).turn(number)
            went.append("omroep")

        async def talk() -> None:
            await asyncio.sleep(0.25)
            await pace.turn(500)
            went.append("gesprek")

        await asyncio.gather(*map(cry, range(8)), talk())
        return went

    went = run(order())
    assert went.index("gesprek") <= 4
    assert len(went) == 9


def test_a_server_never_counts_more_than_it_takes_however_late_anything_is() -> None:
    """Answers take from 60 to 160 ms, and what goes may be late; the server counts at any place on the way."""

    async def counted(share: float) -> list[float]:
        pace, loop, at = Pace(), asyncio.get_running_loop(), list[float]()

        async def send(number: int) -> None:
            sent_at = pace.sent()
            way = 0.06 + (number * 37 % 100) / 1000
            await asyncio.sleep(way * share)
            at.append(loop.time())
            await asyncio.sleep(way * (1 - share))
            pace.answered(sent_at)

        sending = []
        for number in range(300):
            await pace.opening()
            if number % 50 == 49:
                await asyncio.sleep(0.3)
            sending.append(asyncio.create_task(send(number)))
        await asyncio.gather(*sending)
        return at

    for share in (0.0, 0.5, 1.0):
        at = run(counted(share))
        assert max(sum(one - 1 < other <= one for other in at) for one in at) <= 30
        assert len(at) / (at[-1] - at[0]) > 24


def test_who_is_let_go_and_never_sends_keeps_nobody_waiting_for_long() -> None:
    async def passed() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        for _ in range(90):
            await pace.opening()
        return loop.time() - began

    assert run(passed()) < 4


def test_at_the_end_nobody_waits_for_an_opening() -> None:
    async def closed() -> None:
        pace = Pace(1)
        await pace.opening()
        waiting = asyncio.create_task(pace.opening())
        await asyncio.sleep(0)
        pace.close()
        with pytest.raises(TryLater):
            await waiting

    run(closed())
