"""How long it takes to fix the recipients of a broadcast, and what others notice of it."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from bot.clock import now, stamp
from bot.log import Log
from bot.newsroom import Newsroom
from bot.storage.store import Store
from bot.turn import FIRST_STATE, Incoming, Turns
from dialogs.language import Text
from knowledge import Knowledge, read
from tests.databases import KINDS, Database
from tests.speed.turns import scratch
from tests.talk import shipped

PEOPLE = 100_000
PERSON = (
    "INSERT INTO persons (key, channel, address, audience, state, since, heard_at, news, reachable, province)"
    " VALUES (?1, 'telegram', ?2, 'school', ?3, ?4, ?4, 'yes', 1, 'Gelderland')"
)


class Fixed(Struct, frozen=True):
    """One measurement.

    Args:
        p99: Milliseconds of the turns that others had meanwhile.
        more_megabytes: How much the most memory of the process grew.
    """

    kind: str
    seconds: float
    p99: float
    turns: int
    more_megabytes: float


def measure(rounds: int) -> list[Fixed]:
    """On both kinds of database."""
    known = read(shipped())
    return [asyncio.run(_measured(kind, known)) for _ in range(rounds) for kind in KINDS]


async def _measured(kind: str, known: Knowledge) -> Fixed:
    with scratch() as folder:
        database = await Database.create(kind, Path(folder))
        store = await database.store()
        await _people(store)
        turns, took = Turns(store, known, Log(b"a key of the data folder")), list[float]()
        others = asyncio.create_task(_talk(turns, took))
        await asyncio.sleep(0.5)
        took.clear()
        newsroom = Newsroom(store, {}, lambda: known, _nobody)
        before, began = _megabytes(), time.perf_counter()
        await newsroom.go_round(leads=True)
        seconds, more = time.perf_counter() - began, _megabytes() - before
        others.cancel()
        await asyncio.gather(others, return_exceptions=True)
        assert await database.rows("SELECT count(*), max(number) FROM broadcast_recipients") == [(PEOPLE, PEOPLE)]
        await database.close()
    took.sort()
    return Fixed(kind, seconds, took[int(len(took) * 0.99)] * 1000, len(took), more)


async def _people(store: Store) -> None:
    from tests.speed.broadcast import BROADCAST  # noqa: PLC0415 (they need each other)

    at = stamp(now())
    for first in range(0, PEOPLE, 10_000):
        rows = [(f"telegram:{number}", str(number), FIRST_STATE, at) for number in range(first, first + 10_000)]
        await store._committer.write(PERSON, rows)
    await store._committer.write(BROADCAST, [("Hallo", at)])


async def _talk(turns: Turns, took: list[float]) -> None:
    number = 0
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            number += 1
            began = time.perf_counter()
            await turns.hear(Incoming("telegram", f"x{number}", Text("hoi"), now(), None, "a"))
            took.append(time.perf_counter() - began)
            await asyncio.sleep(0.01)


async def _nobody(person: str, address: str, key: str) -> None:
    raise AssertionError("it has no author")


def _megabytes() -> float:
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def write(found: Sequence[Fixed]) -> str:
    """As Markdown."""
    rows = "\n".join(_row(kind, [one for one in found if one.kind == kind]) for kind in KINDS)
    return f"""
## Fixing who gets it

{PEOPLE:,} subscribers queued as rows in chunks, each in a transaction with whoever else waits, while others have turns one after the other.
Medians; memory is what the most of the process grew by.

| database | seconds | turns meanwhile | p99 ms | MB |
|---|---:|---:|---:|---:|
{rows}
"""


def _row(kind: str, rounds: Sequence[Fixed]) -> str:
    seconds, turns, p99, more = (median(getattr(one, name) for one in rounds) for name in ("seconds", "turns", "p99", "more_megabytes"))
    return f"| {'SQLite' if kind == 'sqlite' else 'PostgreSQL'} | {seconds:.1f} | {turns:.0f} | {p99:.0f} | {more:.0f} |"
