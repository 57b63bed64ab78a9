"""The pace, on a clock that waits for nobody."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.pace import CHAT_BURST, Pace
from bot.voice import TryLater
from tests.channels.telegram.clockwork import run


async def _went(pace: Pace, chats: list[int], *, urgent: bool = True, new: bool = True) -> list[float]:
    """When each message went, from the first moment, in the order in which they went."""
    loop, began, went = asyncio.get_running_loop(), asyncio.get_running_loop().time(), []

    async def one(chat: int) -> None:
        await pace.turn(chat, urgent=urgent, new=new)
        went.append(loop.time() - began)

    await asyncio.gather(*map(one, chats))
    return went


def test_over_all_chats_it_is_even_and_never_more_than_telegram_allows() -> None:
    went = run(_went(Pace(), list(range(300))))
    assert max(sum(at <= other < at + 1 for other in went) for at in went) <= 30
    assert 28.5 <= len(went) / went[-1] <= 30


def test_one_chat_has_a_short_burst_and_then_one_a_second() -> None:
    async def dialogue() -> list[float]:
        pace, loop = Pace(), asyncio.get_running_loop()
        began, went = loop.time(), []
        for _ in range(CHAT_BURST + 5):
            await pace.turn(1)
            went.append(loop.time() - began)
        return went

    went = run(dialogue())
    assert went[CHAT_BURST - 1] < 1
    assert [round(at) for at in went[CHAT_BURST:]] == [1, 2, 3, 4, 5]


def test_who_floods_waits_alone() -> None:
    async def both() -> tuple[float, float]:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()

        async def flood() -> float:
            for _ in range(50):
                await pace.turn(1)
            return loop.time() - began

        async def other() -> float:
            for _ in range(3):
                await pace.turn(2)
            return loop.time() - began

        flooded, spoke = await asyncio.gather(flood(), other())
        return flooded, spoke

    flooded, spoke = run(both())
    assert flooded > 40
    assert spoke < 0.3


def test_a_change_of_what_was_said_is_not_one_more_message_in_its_chat() -> None:
    async def changes() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        for _ in range(CHAT_BURST + 5):
            await pace.turn(1, new=False)
        await pace.turn(1)
        return loop.time() - began

    assert run(changes()) < 1


def test_a_refusal_is_for_its_chat_alone() -> None:
    async def refused() -> tuple[float, float, float]:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        await pace.turn(1)
        pace.refused(1, 30)
        await pace.turn(2)
        spoke = loop.time() - began
        pace.went_well()
        await pace.turn(1, new=False)
        changed = loop.time() - began
        await pace.turn(1)
        return spoke, changed, loop.time() - began

    spoke, changed, again = run(refused())
    assert spoke < 0.1
    assert 30 <= changed <= again < 31


def test_refusals_of_two_chats_in_a_row_are_for_the_bot() -> None:
    async def refused() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        pace.refused(1, 30)
        pace.refused(2, 20)
        await pace.turn(3)
        return loop.time() - began

    assert 20 <= run(refused()) < 21


def test_refusals_of_two_chats_with_something_said_in_between_are_for_them() -> None:
    async def refused() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        pace.refused(1, 30)
        pace.went_well()
        pace.refused(2, 20)
        await pace.turn(3)
        return loop.time() - began

    assert run(refused()) < 0.1


def test_a_dialogue_goes_before_a_broadcast() -> None:
    async def both() -> tuple[list[float], list[float]]:
        pace = Pace()
        broadcast = asyncio.create_task(_went(pace, list(range(100, 400)), urgent=False))
        await asyncio.sleep(1)
        dialogue = await _went(pace, [1, 2, 3])
        return dialogue, await broadcast

    dialogue, broadcast = run(both())
    assert dialogue[-1] < 0.2
    assert broadcast[-1] > 10


def test_who_waits_at_the_end_is_told_to_try_later() -> None:
    async def closed() -> list[object]:
        pace = Pace()
        await pace.turn(1)
        pace.refused(1, 30)
        waiting = [asyncio.create_task(pace.turn(chat)) for chat in (1, 2, 3, 4)]
        await asyncio.sleep(0)
        pace.close()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    blocked, *others = run(closed())
    assert isinstance(blocked, TryLater)
    assert any(isinstance(one, TryLater) for one in others)


def test_nothing_goes_after_the_end() -> None:
    async def late() -> None:
        pace = Pace()
        pace.close()
        await pace.turn(1)

    with pytest.raises(TryLater):
        run(late())


def test_who_went_away_while_waiting_keeps_nobody_waiting() -> None:
    async def gone() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        began = loop.time()
        waiting = [asyncio.create_task(pace.turn(chat)) for chat in range(20)]
        await asyncio.sleep(0)
        for task in waiting[1:]:
            task.cancel()
        await asyncio.sleep(0)
        await pace.turn(99)
        return loop.time() - began

    assert run(gone()) < 0.1


def test_who_was_let_go_and_never_sent_holds_nobody_up_for_long() -> None:
    async def hand(pace: Pace, messages: int) -> None:
        flying = []
        for _ in range(messages):
            await pace.opening()
            flying.append(asyncio.create_task(_answered(pace, pace.sent())))
        await asyncio.gather(*flying)

    async def cry() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        await asyncio.gather(*(pace.opening() for _ in range(6)))
        began = loop.time()
        await asyncio.gather(*(hand(pace, 200) for _ in range(3)))
        return 600 / (loop.time() - began)

    assert run(cry()) > 29


async def _answered(pace: Pace, sent_at: float) -> None:
    await asyncio.sleep(0.065)
    pace.answered(sent_at)


def test_without_a_limit_nothing_waits() -> None:
    assert run(_went(Pace(0), [1] * 50))[-1] == 0


def test_chats_of_long_ago_are_forgotten() -> None:
    async def many() -> int:
        pace = Pace(10_000)
        for chat in range(10_100):
            await pace.turn(chat)
            await asyncio.sleep(0.01)
        return len(pace._chats)

    assert run(many()) < 10_000
