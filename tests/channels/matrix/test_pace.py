"""Rate limits: obeyed, in order, and by nobody but who speaks."""

from __future__ import annotations

import asyncio
import contextlib
import itertools

import pytest

from bot.channels.matrix.pace import GAP_SECONDS, SLACK, Pace
from bot.channels.matrix.server import Limited
from bot.voice import TryLater
from tests.channels.telegram.clockwork import run


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


# ── what nobody waits for ─────────────────────────────────────────────────────────────────────────────────────


class Bucket:
    """A server with Synapse's kind of limit: some at once, and then so many a second, of everything that one account sends.

    Args:
        per_second: What it takes (`rc_message`).
        at_once: What it takes after a silence.
    """

    def __init__(self, per_second: float, at_once: int) -> None:
        self._per_second = per_second
        self._at_once = float(at_once)
        self._left, self._at = float(at_once), 0.0
        self.refused = 0
        self.took: list[float] = []

    async def take(self) -> None:
        at = asyncio.get_running_loop().time()
        self._left = min(self._at_once, self._left + (at - self._at) * self._per_second)
        self._at = at
        if self._left < 1:
            self.refused += 1
            raise Limited((1 - self._left) / self._per_second)
        self._left -= 1
        self.took.append(at)


async def _cry(pace: Pace, bucket: Bucket, count: int) -> None:
    """To so many, one after the other; who was refused is said to again."""
    while len(bucket.took) < count:
        await pace.opening()
        with contextlib.suppress(Limited):
            await pace.go_unhurried(bucket.take)


def test_openings_come_evenly() -> None:
    async def passed() -> list[float]:
        pace, bucket = Pace(), Bucket(1000, 1000)
        await _cry(pace, bucket, 40)
        return bucket.took

    took = run(passed())
    assert all(abs(after - before - GAP_SECONDS) < 1e-6 for before, after in itertools.pairwise(took))


def test_the_gap_grows_to_a_quarter_above_the_limit_and_is_hardly_refused_after_that() -> None:
    async def cried(count: int) -> Bucket:
        pace, bucket = Pace(), Bucket(2, 10)
        await _cry(pace, bucket, count)
        return bucket

    found = run(cried(210))
    gaps = [after - before for before, after in itertools.pairwise(found.took)]
    assert found.refused < 10
    assert 0.5 < sum(gaps[10:]) / len(gaps[10:]) < 0.5 * SLACK
    assert max(gaps[10:]) < 2 * 0.5 * SLACK


def test_a_server_without_limits_is_found_out_again() -> None:
    async def later() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        await _cry(pace, Bucket(2, 1), 5)
        began, free = loop.time(), Bucket(1000, 1000)
        await _cry(pace, free, 1000)
        assert loop.time() - began < 1000 * 0.5 * SLACK / 4
        return free.took[-1] - free.took[-2]

    assert run(later()) < 2 * GAP_SECONDS


def test_a_dialogue_in_the_middle_of_it_waits_for_nearly_nothing() -> None:
    """At a limit of two a second, somebody who says something every ten seconds."""

    async def waited() -> list[float]:
        pace, bucket, loop = Pace(), Bucket(2, 10), asyncio.get_running_loop()
        crying = asyncio.create_task(_cry(pace, bucket, 10_000))
        waits = []
        for _ in range(30):
            await asyncio.sleep(10)
            began = loop.time()
            await pace.go(bucket.take)
            waits.append(loop.time() - began)
        crying.cancel()
        return waits

    waits = run(waited())
    assert max(waits) <= 0.5
    assert sorted(waits)[len(waits) // 2] < 0.1


def test_nothing_is_let_go_while_a_dialogue_waits_in_line() -> None:
    async def order() -> list[str]:
        pace, bucket, went = Pace(), Bucket(1, 1), list[str]()

        async def talk(number: int) -> None:
            await pace.go(bucket.take)
            went.append(f"gesprek {number}")

        async def cry() -> None:
            await pace.opening()
            went.append("omroep")

        await bucket.take()
        talking = [asyncio.create_task(talk(number)) for number in range(3)]
        await asyncio.sleep(0.01)
        await asyncio.gather(cry(), *talking)
        return went

    assert run(order()) == ["gesprek 0", "gesprek 1", "gesprek 2", "omroep"]


def test_at_the_end_nobody_waits_for_an_opening() -> None:
    async def closed() -> None:
        pace = Pace()
        await pace.opening()
        waiting = asyncio.create_task(pace.opening())
        await asyncio.sleep(0)
        pace.close()
        with pytest.raises(TryLater):
            await waiting
        with pytest.raises(TryLater):
            await pace.go_unhurried(Bucket(1, 1).take)

    run(closed())
