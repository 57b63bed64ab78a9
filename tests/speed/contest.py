"""Ours and the peer in turns: every round measures each of them once, so that what else the machine does falls on all alike."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.databases import Database
from tests.speed import peer
from tests.speed.measured import Measured

SQLITE = "on the disk before it is confirmed (SQLite, WAL, synchronous=FULL)"
POSTGRES = "on the disk before it is confirmed (PostgreSQL, fsync, synchronous_commit=on)"
NOTHING = "none: all is lost with the process"
PICKLE = "a file written anew after each update, not fsynced; a kill while writing leaves it unreadable"
PICKLE_ON_DISK = "the same, fsynced (by the bench; PTB itself does not)"


class Contender(Struct, frozen=True):
    """One row of the table.

    Args:
        name: By which a ratio refers to it.
        measure: One measurement; of several, the best setting of a program counts (see `best`).
    """

    name: str
    what: str
    durability: str
    chats: int
    measure: Callable[[], Measured]


class Result(Struct, frozen=True):
    """What the rounds gave, in their order."""

    contender: Contender
    rounds: Sequence[Measured]


def ours(*options: str) -> Measured:
    """One measurement of ours in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "tests.speed.turns", *options], capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Measured)


def contenders(*, with_peer: bool) -> list[Contender]:
    """Every row; without the peer's where it is not there."""
    say = "the same, then said by a stub voice and marked said"
    rows = []
    for chats in (1, 8, 64):
        rows.append(Contender(f"ours {chats}", "ours: heard, decided, kept", SQLITE, chats, partial(ours, "--chats", str(chats))))
        rows.append(Contender(f"ours {chats} said", f"ours: {say}", SQLITE, chats, partial(ours, "--say", "--chats", str(chats))))
    rows.append(Contender("ours 64 log", "ours: heard, decided, kept, with its log line written", SQLITE, 64, partial(ours, "--log")))
    rows.append(Contender("postgres", "ours: heard, decided, kept", POSTGRES, 64, _on_postgres))
    rows.append(Contender("postgres said", f"ours: {say}", POSTGRES, 64, partial(_on_postgres, "--say")))
    if with_peer:
        ptb, known = "PTB ConversationHandler", ("--known", "1000")
        rows += [
            Contender("memory", ptb, NOTHING, 64, partial(_best, ())),
            Contender("silent", f"{ptb}, saying nothing at all", NOTHING, 64, partial(_best, ("--silent",))),
            Contender("flushed", f"{ptb}, PicklePersistence flushed per update", PICKLE, 64, partial(_best, ("--flushed",))),
            Contender("fsynced", f"{ptb}, flushed and fsynced per update", PICKLE_ON_DISK, 64, partial(_best, ("--flushed", "--fsync"))),
            Contender("flushed 1000", f"{ptb}, the same with 1,000 people known", PICKLE, 64, partial(_best, ("--flushed", *known))),
        ]
    return rows


def contest(rows: Sequence[Contender], rounds: int, progress: Callable[[str], None]) -> list[Result]:
    """Every row once a round; every other round backwards, so that nobody always comes after the same one."""
    found: dict[str, list[Measured]] = {row.name: [] for row in rows}
    for number in range(rounds):
        for row in rows if number % 2 == 0 else rows[::-1]:
            progress(f"round {number + 1} of {rounds}: {row.name}")
            found[row.name].append(row.measure())
    return [Result(row, found[row.name]) for row in rows]


def pairs(results: Sequence[Result], name: str, other: str) -> list[float]:
    """How many times the turns of another, round by round, from the least to the most."""
    rounds = {result.contender.name: [one.per_second for one in result.rounds] for result in results}
    return sorted(mine / theirs for mine, theirs in zip(rounds[name], rounds[other], strict=True))


def _best(options: Sequence[str]) -> Measured:
    """The peer with updates one by one and concurrently; the faster counts."""
    return max((peer.measure(options), peer.measure([*options, "--concurrent"])), key=lambda one: one.per_second)


def _on_postgres(*options: str) -> Measured:
    """In a schema of its own, so that each measurement begins with an empty database."""
    database = asyncio.run(Database.create("postgres", Path()))
    assert database.address is not None
    return ours("--postgres", database.address, *options)
