"""`python -m tests.speed.matrix`: how long people in Matrix wait for an answer, encrypted, with a real homeserver and their own clients.

With `limits` behind it, only under the homeserver's default limits.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from knowledge import Knowledge, read
from tests.channels.matrix.conftest import World, opened, running
from tests.channels.telegram.running import Run
from tests.peers.matrix.human import Human
from tests.talk import shipped

QUESTIONS = 30
PEOPLE = 20
AT_EASE = (2, 4, 6)
STARTS = 6
THINK_SECONDS, BEATS = 20.0, 10
"""How long someone reads and thinks between two questions, and how many they answer."""


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        if "limits" not in sys.argv:
            async with opened(Path(folder) / "free") as world:
                await _starts(world, Path(folder) / "starts")
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


async def _starts(world: World, folder: Path) -> None:
    """From the command to hearing: the first start makes a device and signs it, the others find it."""
    account = await world.bot()
    named = {"HOMESERVER": account.root, "USER": account.user, "PASSWORD": account.password}
    environment = {f"LOBGIDS_MATRIX_{name}": value for name, value in named.items()}
    took = []
    for number in range(STARTS):
        began = time.monotonic()
        run = await Run.begin(folder, environment)
        while run.log.count("running channel=matrix") <= number:  # noqa: ASYNC110 (a process is waited for)
            await asyncio.sleep(0.01)
        took.append(time.monotonic() - began)
        await run.end()
    sys.stdout.write(f"first start {took[0]:.1f} s, later {statistics.median(took[1:]):.1f} s\n")
    sys.stdout.flush()


async def _bear(world: World, folder: Path) -> None:
    """Under the default limits: who asks without a pause, and how many may ask at the pace of people. Each time with a new guide, whose
    limit begins anew."""
    known = read(shipped())
    await _hurried(world, folder / "hurried", known)
    for number in AT_EASE:
        await _at_ease(world, folder / f"{number}", known, number)


async def _hurried(world: World, folder: Path, known: Knowledge) -> None:
    account = await world.bot()
    async with running(account, folder, known):
        human = await world.human()
        await human.meet(account.user)
        before = time.monotonic()
        _tell("one person who asks without a pause, default limits", await _waits(human, 15))
        sys.stdout.write(f"  15 answers in {time.monotonic() - before:.0f} s\n")


async def _at_ease(world: World, folder: Path, known: Knowledge, number: int) -> None:
    """People who each read and think before they go on."""
    account = await world.bot()
    async with running(account, folder, known):
        people = [await world.human() for _ in range(number)]
        for human in people:
            await human.meet(account.user)
        what = f"{number} people, a question per {THINK_SECONDS:.0f} s each, default limits"
        found = await asyncio.gather(*(_paced(human, THINK_SECONDS * place / number) for place, human in enumerate(people)))
        _tell(what, [wait for waits in found for wait in waits])
        _tell("  the last of these", [wait for waits in found for wait in waits[-3:]])


async def _paced(human: Human, first_seconds: float) -> list[float]:
    """A question at each beat, or as soon as the one before it is answered."""
    waits: list[float] = []
    beat = asyncio.get_running_loop().time() + first_seconds
    for _ in range(BEATS):
        await asyncio.sleep(max(0.0, beat - asyncio.get_running_loop().time()))
        waits += await _waits(human, 1)
        beat += THINK_SECONDS
    return waits


async def _waits(human: Human, count: int) -> list[float]:
    waits = []
    for number in range(count):
        began = time.monotonic()
        await _asked(human, ("menu", "help")[number % 2])
        waits.append((time.monotonic() - began) * 1000)
    return waits


async def _asked(human: Human, text: str) -> None:
    before = len(human.seen)
    await human.type(text)
    await human.hear(before + 1, 180)


def _tell(what: str, waits: list[float]) -> None:
    p99 = statistics.quantiles(waits, n=100)[98]
    sys.stdout.write(f"{what}: p50 {statistics.median(waits):.0f} ms, p99 {p99:.0f} ms ({len(waits)} answers)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
