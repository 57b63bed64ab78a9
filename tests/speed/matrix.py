"""`python -m tests.speed.matrix`: how long people in Matrix wait for an answer, encrypted, with a real homeserver and their own clients."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from knowledge import read
from tests.channels.matrix.conftest import World, opened, running
from tests.peers.matrix.human import Human
from tests.talk import shipped

QUESTIONS = 30
PEOPLE = 20


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder) / "free") as world:
            await _measure(world, Path(folder) / "guide")
        async with opened(Path(folder) / "limited", limits=True) as world:
            await _bear(world, Path(folder) / "other")


async def _measure(world: World, folder: Path) -> None:
    account = await world.bot()
    async with running(account, folder, read(shipped())):
        people = [await world.human() for _ in range(PEOPLE)]
        for human in people:
            await human.meet(account.user)
            await human.ask("hoi")
        _tell("one person", await _waits(people[0], QUESTIONS))
        all_waits = await asyncio.gather(*(_waits(human, QUESTIONS // 3) for human in people))
        _tell(f"{PEOPLE} people at once", [wait for waits in all_waits for wait in waits])


async def _bear(world: World, folder: Path) -> None:
    """Under the default limits: how long one person waits who asks without a pause."""
    account = await world.bot()
    async with running(account, folder, read(shipped())):
        human = await world.human()
        await human.meet(account.user)
        before = time.monotonic()
        _tell("one person under the default limits", await _waits(human, 15))
        sys.stdout.write(f"  15 answers in {time.monotonic() - before:.0f} s\n")


async def _waits(human: Human, count: int) -> list[float]:
    waits = []
    for number in range(count):
        began = time.monotonic()
        await human.ask(("menu", "help")[number % 2])
        waits.append((time.monotonic() - began) * 1000)
    return waits


def _tell(what: str, waits: list[float]) -> None:
    p99 = statistics.quantiles(waits, n=100)[98]
    sys.stdout.write(f"{what}: p50 {statistics.median(waits):.0f} ms, p99 {p99:.0f} ms ({len(waits)} answers)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
