"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib import metadata

from tests.speed import peer
from tests.speed.contest import Result, ratio
from tests.speed.measured import middle
from tests.speed.starting import PEOPLE, Start
from tests.speed.steps import Steps

_HEAD = """\
# How fast it is

Written by `python -m tests.speed --write docs/speed.md`; `make bench` measures again and prints the same.

{when}, {cpus} processors, Python {python}, SQLite {sqlite}, {packages}; peer: python-telegram-bot (PTB) {peer}.
Every figure is the median of {rounds} rounds; in each round every row was measured once, in a process of its own, one after the other.
"""

_TURNS = """\
## Turns

Both bots walk the same scan of five statements by pressing buttons: seven turns and nine messages a walk, all chats at once, and each chat
presses again as soon as it is answered. The transport is a stub on both sides: updates are made before the clock runs, answers come from
memory. With ours a turn is what `Turns.hear` does (dedupe, load, decide, keep state, answers and outbox, commit), and every walk is by
someone new, so that the database grows; the peer's chats stay the same, so that its file stays small. PTB's turn ends with its own request
layer making the Bot API call and reading the answer, ours with the voice; what its handlers alone cost stands in the row that says
nothing. The peer has its kindest settings: no job queue, only what the scan needs is kept, in one file, written once an update; and each
row is the faster of updates one by one and concurrent.

| what | chats | turns/s | p50 ms | p99 ms | CPU µs a turn | durability |
|---|---:|---:|---:|---:|---:|---|
"""

_PAIRS = """\

Pair by pair, at 64 chats: the median over the rounds (least–most).

| ours against | heard, decided, kept | said and marked said too |
|---|---:|---:|
"""


def write(results: Sequence[Result], steps: Steps, starts: tuple[Start, Start]) -> str:
    """The whole page."""
    return "\n".join([_head(results), _turns(results), _step(steps), _start(*starts)])


def _head(results: Sequence[Result]) -> str:
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in ("aiosqlite", "asyncpg", "msgspec"))
    return _HEAD.format(
        when=date.today().isoformat(),  # noqa: DTZ011 (the day on which somebody here measured)
        cpus=os.cpu_count(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        packages=packages,
        peer=peer.VERSION,
        rounds=len(results[0].rounds),
    )


def _turns(results: Sequence[Result]) -> str:
    names = [result.contender.name for result in results]
    pairs = [
        f"| {words} | {ratio(results, 'ours 64', other)} | {ratio(results, 'ours 64 said', other)} |"
        for other, words in (
            ("memory", "PTB without any durability"),
            ("flushed", "PTB flushed per update"),
            ("fsynced", "PTB flushed and fsynced per update, the class nearest to ours"),
            ("flushed 1000", "PTB flushed per update, 1,000 people known"),
        )
        if other in names
    ]
    rows = "\n".join(_row(result) for result in results)
    return _TURNS + rows + "\n" + (_PAIRS + "\n".join(pairs) + "\n" if pairs else "\nThe peer could not be installed.\n")


def _row(result: Result) -> str:
    one, row = middle(result.rounds), result.contender
    return f"| {row.what} | {row.chats} | {one.per_second:,.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.cpu:.0f} | {row.durability} |"


def _step(steps: Steps) -> str:
    return f"""\
## One pure step

State read, `respond`, state written: the {steps.count} presses of someone who answers the whole shipped scan (vo).
Median {steps.median:.3f} ms, p99 {steps.p99:.3f} ms; the slowest step, the result of the whole scan, {steps.slowest:.2f} ms.
"""


def _start(empty: Start, known: Start) -> str:
    return f"""\
## Start

`lobgids chat --json` as a whole process, from before it exists to the first line out after `/menu`.

| people known | seconds | most memory, MB |
|---:|---:|---:|
| 0 | {empty.seconds:.2f} | {empty.megabytes:.0f} |
| {PEOPLE:,} | {known.seconds:.2f} | {known.megabytes:.0f} |
"""
