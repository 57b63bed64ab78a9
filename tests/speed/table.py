"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib import metadata
from statistics import median

from tests.speed import peer
from tests.speed.contest import Result, pairs
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


_FIGURES = """\
## Against the figures to reach

What limits a turn is Python on one processor: about a third of its time is the pure step, a third SQLite and the wait for the disk, and the
rest is loading, encoding, and going to the database's thread and back (aiosqlite: once for every statement of a group). PTB's flush writes
all that it knows of *everyone*, so what it costs grows with how many it knows; what ours costs does not.

| what | to reach | this run | reached |
|---|---:|---:|---|
"""


def write(results: Sequence[Result], steps: Steps, starts: tuple[Start, Start]) -> str:
    """The whole page."""
    return "\n".join([_head(results), _turns(results), _step(steps), _start(*starts), _figures(results, steps, starts)])


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
    ratios = [
        f"| {words} | {_ratio(results, 'ours 64', other)} | {_ratio(results, 'ours 64 said', other)} |"
        for other, words in (
            ("memory", "PTB without any durability"),
            ("flushed", "PTB flushed per update"),
            ("fsynced", "PTB flushed and fsynced per update, the class nearest to ours"),
            ("flushed 1000", "PTB flushed per update, 1,000 people known"),
        )
        if other in names
    ]
    rows = "\n".join(_row(result) for result in results)
    return _TURNS + rows + "\n" + (_PAIRS + "\n".join(ratios) + "\n" if ratios else "\nThe peer could not be installed.\n")


def _ratio(results: Sequence[Result], name: str, other: str) -> str:
    found = pairs(results, name, other)
    return f"{median(found):.2f}× ({found[0]:.2f}–{found[-1]:.2f})"


def _row(result: Result) -> str:
    one, row = middle(result.rounds), result.contender
    return f"| {row.what} | {row.chats} | {one.per_second:,.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.cpu:.0f} | {row.durability} |"


def _step(steps: Steps) -> str:
    return f"""\
## One pure step

State read, `respond`, state written: the {steps.count} presses of someone who answers the whole shipped scan (vo).
Median {steps.median:.3f} ms, p99 {steps.p99:.3f} ms; the slowest step, the result of the whole scan, {steps.slowest:.2f} ms.
"""


def _figures(results: Sequence[Result], steps: Steps, starts: tuple[Start, Start]) -> str:
    """What was to be reached, and whether this run did."""
    turn = {result.contender.name: middle(result.rounds) for result in results}["ours 64"]
    empty, known = starts
    figures = [
        ("a durable turn at 64 chats, turns/s", "aim 8,000", f"{turn.per_second:,.0f}", turn.per_second >= 8_000),
        ("the same, p99 in ms", "≤ 20", f"{turn.p99:.1f}", turn.p99 <= 20),
        ("a pure step, median ms", "≤ 0.040", f"{steps.median:.3f}", steps.median <= 0.04),
        ("start, seconds", "≤ 0.6", f"{empty.seconds:.2f}", empty.seconds <= 0.6),
        ("start with 100,000 people known, seconds", "≤ 0.6", f"{known.seconds:.2f}", known.seconds <= 0.6),
        ("memory with 100,000 people known, MB", "≤ 120", f"{known.megabytes:.0f}", known.megabytes <= 120),
    ]
    if any(result.contender.name == "memory" for result in results):
        memory, flushed, many = (median(pairs(results, "ours 64", name)) for name in ("memory", "flushed", "flushed 1000"))
        figures += [
            ("against PTB without any durability", "> 1×", f"{memory:.1f}×", memory > 1),
            ("against PTB flushed per update, 64 people known", "≥ 20×", f"{flushed:.0f}×", flushed >= 20),
            ("against PTB flushed per update, 1,000 people known", "≥ 20×", f"{many:.0f}×", many >= 20),
        ]
    rows = "\n".join(f"| {what} | {reach} | {found} | {'yes' if reached else 'no'} |" for what, reach, found, reached in figures)
    return _FIGURES + rows + "\n"


def _start(empty: Start, known: Start) -> str:
    return f"""\
## Start

`lobgids chat --json` as a whole process, from before it exists to the first line out after `/menu`.

| people known | seconds | most memory, MB |
|---:|---:|---:|
| 0 | {empty.seconds:.2f} | {empty.megabytes:.0f} |
| {PEOPLE:,} | {known.seconds:.2f} | {known.megabytes:.0f} |
"""
