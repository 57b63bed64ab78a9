"""Rate limits: obeyed, in order, and by nobody but who speaks."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.matrix.pace import Pace
from bot.channels.matrix.server import Limited
from bot.voice import TryLater


class Limit:
    """A server that takes some messages and then refuses for a moment."""

    def __init__(self, takes: int, seconds: float) -> None:
        self._left = self._takes = takes
        self._seconds = seconds
        self._free_at = 0.0
        self.said: list[int] = []
        self.refused = 0

    async def take(self, number: int) -> int:
        now = asyncio.get_running_loop().time()
        if not self._left and now >= self._free_at:
            self._left = self._takes
        if not self._left:
            self.refused += 1
            raise Limited(self._free_at - now)
        self._left -= 1
        self._free_at = now + self._seconds
        self.said.append(number)
        return number


async def test_what_is_refused_waits_in_its_place_and_nobody_asks_too_early() -> None:
    pace, limit = Pace(), Limit(3, 0.05)
    done = await asyncio.gather(*(pace.go(lambda n=n: limit.take(n)) for n in range(9)))  # type: ignore[misc]
    assert done == list(range(9))
    assert limit.said == list(range(9))
    assert limit.refused <= 6 + 3


async def test_after_the_wait_messages_go_freely_again() -> None:
    pace, limit = Pace(), Limit(2, 0.02)
    await asyncio.gather(*(pace.go(lambda n=n: limit.take(n)) for n in range(4)))  # type: ignore[misc]
    limit = Limit(100, 1)
    await asyncio.gather(*(pace.go(lambda n=n: limit.take(n)) for n in range(10)))  # type: ignore[misc]
    assert limit.said == list(range(10))


async def test_the_end_lets_nobody_wait() -> None:
    pace, limit = Pace(), Limit(1, 60)
    await pace.go(lambda: limit.take(0))
    waiting = [asyncio.create_task(pace.go(lambda n=n: limit.take(n))) for n in range(1, 4)]  # type: ignore[misc]
    await asyncio.sleep(0)
    pace.close()
    for task in waiting:
        with pytest.raises(TryLater):
            await task
    with pytest.raises(TryLater):
        await pace.go(lambda: limit.take(9))
