"""The kinds of fault, each at random moments with a fixed seed, and what must hold after each."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import asyncpg
from msgspec import Struct

from bot.storage.engine import DATABASE_FILE
from tests.crash.drive import PERSON, Fault, Talking, check_told_apart, converse, said_twice
from tests.databases import server

FAULTS_MOST = 6
"""In one conversation, so that there is always something left to say."""
LINES_MOST = 5
"""A fault comes after at most so many lines of output, so that one conversation takes many of them."""
DELAY_SECONDS_MOST = 0.006
"""About the time of one turn; a fault comes anywhere in the turn that follows its line."""
START_SECONDS = 0.3
"""About the time in which a process starts, opens its database and is ready."""


def conversation() -> list[str]:
    """A scan to its result, with questions in the middle, corrections and a pause: every line with an id and a fixed clock."""
    to_begin = ["/start", "docent", "scan", "vmbo"]
    between = ["deels", "wat is een loopbaandossier?", "ja", "notitie: alleen in klas 2", "3", "terug", "2", "overzicht", "verder"]
    paused = ["helemaal", "pauze", "verder"]
    to_the_result = ["2", "1"] * 4
    after = ["tussenstand", "mijn antwoorden", "/stop", "zomaar iets"]
    texts = [*to_begin, *between, *paused, *to_the_result, *after]
    return [json.dumps({"text": text, "id": f"e{n}", "at": f"2026-03-02T09:{n:02}:00"}) for n, text in enumerate(texts)]


class Tally(Struct):
    """One row of the table: how often a fault was done, and what came of it."""

    kind: str
    times: int
    broken: int
    lost: int
    doubled: int
    unsaid: int
    said_twice: int
    asked_again: int = 0


class Moment(Struct, frozen=True):
    """When a fault comes: after a number of lines of output, and then a little later."""

    lines: int
    seconds: float

    def come(self, talking: Talking) -> bool:
        """Wait for it; False when the process ended before."""
        there = talking.wait(self.lines)
        time.sleep(self.seconds)
        return there


def kill(moment: Moment) -> Fault:
    """kill -9."""

    def beside(talking: Talking) -> None:
        moment.come(talking)
        talking.process.kill()

    return Fault(beside)


def stop(moment: Moment) -> Fault:
    """SIGTERM."""

    def beside(talking: Talking) -> None:
        moment.come(talking)
        talking.process.terminate()

    return Fault(beside)


def hold(moment: Moment, seconds: float) -> Fault:
    """Another program holds the SQLite database for a while; the command waits."""

    def beside(talking: Talking) -> None:
        if moment.come(talking):
            with _held(talking.folder):
                time.sleep(seconds)

    return Fault(beside)


def hold_on(moment: Moment) -> Fault:
    """Another program holds the SQLite database longer than the command wants to wait."""

    def beside(talking: Talking) -> None:
        if moment.come(talking):
            with _held(talking.folder):
                talking.process.wait()

    return Fault(beside, "import bot.storage.sqlite\nbot.storage.sqlite.WAIT_SECONDS = 0.1\n")


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the database from the first moment that it is free: whoever waits politely comes too late for a process that is quick."""
    connection = sqlite3.connect(folder / DATABASE_FILE, timeout=0, isolation_level=None)
    try:
        while not connection.in_transaction:
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()


def die(number: int, *, said: bool) -> Fault:
    """kill -9 when a message is on the disk and is not said yet, or when it is said and that is not on the disk yet."""
    inside = """
import os, signal
from bot.channels.console import Console
say, left = Console.say, {number}

async def dying(*arguments):
    global left
    left -= 1
    message_id = await say(*arguments) if left or {said} else ""
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return message_id

Console.say = dying
"""
    return Fault(inside=inside.format(number=number, said=said))


def fill(pages: int) -> Fault:
    """The disk has room for so many pages of SQLite more; it counts them itself, and says what it says of a disk that is full."""
    inside = """
import functools, sqlite3

class Full(sqlite3.Connection):
    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        ((there,),) = self.execute("PRAGMA page_count")
        self.execute(f"PRAGMA max_page_count = {{there + {pages}}}")

sqlite3.connect = functools.partial(sqlite3.connect, factory=Full)
"""
    return Fault(inside=inside.format(pages=pages))


def run(kind: str, times: int, folder: Path, seed: int, database: Database | None = None) -> Tally:
    """Do a kind of fault a number of times, over as many conversations as that takes, and hold each against an undisturbed one.

    Args:
        database: Where each conversation is kept; None for a file in a folder of its own.

    Raises:
        AssertionError: Something was lost, doubled or left unsaid; the message says what.
    """
    chance = random.Random(seed)
    lines = conversation()
    calm = converse(folder / "calm", lines)
    check_told_apart(calm)
    expected = SqliteFile().contents(folder / "calm")
    tally = Tally(kind, 0, 0, 0, 0, 0, 0)
    while tally.times < times:
        here = folder / f"{tally.times}"
        kept = database or SqliteFile()
        faults = [MAKERS[kind](chance) for _ in range(min(FAULTS_MOST, times - tally.times))]
        outcome = converse(here, lines, faults, kept.fresh())
        tally.times += len(faults)
        tally.broken += outcome.broken
        tally.lost += len(lines) - outcome.confirmed
        tally.said_twice += said_twice(calm, outcome)
        found = kept.contents(here)
        tally.doubled += abs(found["turns"] - expected["turns"])
        tally.unsaid += found["unsaid"]
        assert "Traceback" not in outcome.errors, outcome.errors
        assert found == expected
    return tally


class Database(Protocol):
    """Where a conversation is kept."""

    def fresh(self) -> dict[str, str]:
        """The environment for a conversation on an empty database."""
        ...

    def contents(self, folder: Path) -> dict[str, Any]:
        """What is in it afterwards, without what is made by chance."""
        ...


QUERIES = {
    "turns": f"SELECT sum(turns) FROM persons WHERE key = 'console:{PERSON}'",
    "heard": "SELECT count(*) FROM heard",
    "unsaid": "SELECT count(*) FROM outbox WHERE said_at IS NULL",
    "runs": "SELECT question_set, sector, level, whole, done_at IS NULL FROM runs",
    "answers": "SELECT question, value, note, turn FROM answers ORDER BY question",
    "outbox": "SELECT turn, part, key = '' FROM outbox ORDER BY turn, part",
}


def gathered(ask: Callable[[str], list[tuple[Any, ...]]]) -> dict[str, Any]:
    """The answers to all queries, a count as a number."""
    found = {
        name: [tuple(int(v) if isinstance(v, bool | Decimal) else v for v in row) for row in ask(sql)] for name, sql in QUERIES.items()
    }
    return {name: rows[0][0] if name in ("turns", "heard", "unsaid") else rows for name, rows in found.items()}


class SqliteFile:
    """The file in the data folder of each conversation."""

    def fresh(self) -> dict[str, str]:
        return {}

    def contents(self, folder: Path) -> dict[str, Any]:
        connection = sqlite3.connect(folder / DATABASE_FILE)
        try:
            return gathered(lambda sql: list(connection.execute(sql)))
        finally:
            connection.close()


class PostgresSchema:
    """A new schema for each conversation on one PostgreSQL server."""

    def __init__(self) -> None:
        self._address = ""

    def fresh(self) -> dict[str, str]:
        schema = f"crash_{secrets.token_hex(6)}"
        _on_postgres(server(), f"CREATE SCHEMA {schema}")
        self._address = f"{server()}&search_path={schema}&application_name={schema}"
        return {"LOBGIDS_DATABASE_URL": self._address}

    def contents(self, folder: Path) -> dict[str, Any]:
        return gathered(lambda sql: _on_postgres(self._address, sql))


def _on_postgres(address: str, sql: str) -> list[tuple[Any, ...]]:
    async def ask() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(address)
        try:
            return [tuple(row) for row in await connection.fetch(sql)]
        finally:
            await connection.close()

    return asyncio.run(ask())


def cut(moment: Moment) -> Fault:
    """The PostgreSQL server cuts every connection of a conversation."""

    def beside(talking: Talking) -> None:
        if moment.come(talking):
            name = talking.settings["LOBGIDS_DATABASE_URL"].rpartition("=")[2]
            ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"
            _on_postgres(server(), ended)

    return Fault(beside)


def at(chance: random.Random) -> Moment:
    """Also while the process starts, before it says anything."""
    lines = chance.randint(0, LINES_MOST)
    return Moment(lines, chance.uniform(0, DELAY_SECONDS_MOST if lines else START_SECONDS))


def there(chance: random.Random) -> Moment:
    """When there is a database."""
    return Moment(chance.randint(1, LINES_MOST), chance.uniform(0, DELAY_SECONDS_MOST))


MAKERS: dict[str, Callable[[random.Random], Fault]] = {
    "kill -9": lambda chance: kill(at(chance)),
    "SIGTERM": lambda chance: stop(at(chance)),
    "before saying": lambda chance: die(chance.randint(1, LINES_MOST), said=False),
    "after saying": lambda chance: die(chance.randint(1, LINES_MOST), said=True),
    "held": lambda chance: hold(there(chance), chance.uniform(0.05, 0.5)),
    "held too long": lambda chance: hold_on(there(chance)),
    "full": lambda chance: fill(chance.randint(1, 3)),
    "cut": lambda chance: cut(there(chance)),
}
CASES: dict[str, tuple[str, Callable[[], Database]]] = {
    "kill -9, SQLite": ("kill -9", SqliteFile),
    "SIGTERM, SQLite": ("SIGTERM", SqliteFile),
    "kill -9 between commit and saying, SQLite": ("before saying", SqliteFile),
    "kill -9 between saying and marking it, SQLite": ("after saying", SqliteFile),
    "database held by another program, SQLite": ("held", SqliteFile),
    "database held longer than anyone waits, SQLite": ("held too long", SqliteFile),
    "disk full, SQLite": ("full", SqliteFile),
    "kill -9, PostgreSQL": ("kill -9", PostgresSchema),
    "kill -9 between commit and saying, PostgreSQL": ("before saying", PostgresSchema),
    "connections cut by the server, PostgreSQL": ("cut", PostgresSchema),
}
