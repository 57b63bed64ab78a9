"""How long `lobgids chat` takes to its first line, and how much memory, also with a hundred thousand people in the database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from msgspec import Struct

from bot.clock import now, stamp
from bot.storage.engine import DATABASE_FILE
from bot.storage.store import Store
from tests.speed.turns import scratch

STARTS = 9
PEOPLE = 100_000
COMMAND = Path(sys.executable).with_name("lobgids")
AT = stamp(now())
STATE = '{"version":1,"topic":{"type":"resting","run":"abc"}}'


class Start(Struct, frozen=True):
    """Seconds to the first line out, and the most memory in MB."""

    seconds: float
    megabytes: float


def measure() -> tuple[Start, Start]:
    """With an empty folder, and with a hundred thousand people known; in turns."""
    with scratch() as folder:
        known = folder / "known"
        _people(known)
        both = [(_start(folder / f"empty{number}"), _start(known)) for number in range(STARTS)]
    empty, full = ([pair[side] for pair in both] for side in (0, 1))
    return _middle(empty), _middle(full)


def _middle(starts: list[Start]) -> Start:
    return Start(median(one.seconds for one in starts), median(one.megabytes for one in starts))


def _start(data: Path) -> Start:
    """One process, from before it exists to its first line; then its input ends, and so does it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, "chat", "--json", "--data", data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"/menu\n")
    process.stdin.flush()
    line = process.stdout.readline()
    seconds = time.perf_counter() - started
    assert line.startswith(b'{"text"'), line
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0
    process.returncode = 0
    process.stdout.close()
    return Start(seconds, used.ru_maxrss / 1024)


def _people(data: Path) -> None:
    """People who walked a short scan and were told so, written straight into the store's own tables."""
    data.mkdir(mode=0o700)

    async def make() -> None:
        await (await Store.open(data)).close()

    asyncio.run(make())
    database = sqlite3.connect(data / DATABASE_FILE)
    with database:
        database.executemany(
            "INSERT INTO persons (id, key, channel, address, audience, state, turns, since, heard_at)"
            " VALUES (?, 'telegram:' || ?, 'telegram', ?, 'school', ?, 7, ?, ?)",
            ((number, number, str(number), STATE, AT, AT) for number in _numbers()),
        )
        database.executemany(
            "INSERT INTO runs (person, id, question_set, sector, level, started_at, changed_at) VALUES (?, 'abc', 'vo', 'vmbo', '', ?, ?)",
            ((number, AT, AT) for number in _numbers()),
        )
        database.executemany(
            "INSERT INTO answers (person, run, question, value, turn, at) VALUES (?, 'abc', ?, 'deels', 3, ?)",
            ((number, f"vraag-{question}", AT) for number in _numbers() for question in range(5)),
        )
        database.executemany("INSERT INTO heard (person, event, at) VALUES (?, '1', ?)", ((number, AT) for number in _numbers()))
        database.executemany(
            "INSERT INTO outbox (person, turn, part, message, transaction_id, made_at, said_at, message_id)"
            ' VALUES (?, 7, 0, \'{"type":"say","text":"Tot ziens"}\', ?, ?, ?, \'1\')',
            ((number, str(number), AT, AT) for number in _numbers()),
        )
    database.close()


def _numbers() -> Iterator[int]:
    return iter(range(1, PEOPLE + 1))
