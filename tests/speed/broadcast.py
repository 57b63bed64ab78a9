"""A broadcast beside other libraries: `python -m tests.speed.broadcast [--rounds 3] [--people 3000] [--write docs/broadcast.md]`.

Each sends the same text to the same people over a strict server of its own (`crowd.py`), all in the same rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

from bot.clock import now, stamp
from bot.storage.store import Store
from bot.turn import FIRST_STATE
from tests.peers.telegram.server import TOKEN
from tests.speed import fixing, other_throttler, peer
from tests.speed.crowd import FIRST_CHAT, LONG_SECONDS, TALK_SECONDS, Cried, Crowd
from tests.speed.turns import SCRATCH, scratch

TEXT = "Op woensdag 3 februari om 15.00 uur is er een online bijeenkomst over LOB in de onderbouw. U bent welkom; aanmelden hoeft niet."
SECONDS_MOST = 900
HERE = Path(__file__).parent
PERSON = (
    "INSERT INTO persons (key, channel, address, audience, state, since, heard_at, news, reachable, turns)"
    " VALUES (?, 'telegram', ?, 'school', ?, ?, ?, 'yes', 1, 1)"
)
BROADCAST = (
    "INSERT INTO broadcasts (id, text, file, link_label, link, target, status, wants_second, made_at, confirmed_at, starts_at, rest_at,"
    " any_hour, why_paused, version, total, per_minute, told)"
    " VALUES (1, ?1, '', '', '', '{}', 'held', 0, ?2, ?2, ?2, ?2, 1, '', 0, 0, 0, '')"
)
Start = Callable[[Crowd, Path, int], subprocess.Popen[bytes]]


async def prepare(folder: Path, people: int) -> None:
    """The database of a guide that these people wanted news of, with a broadcast whose time has come."""
    folder.mkdir(parents=True)  # noqa: ASYNC240 (there is nothing else to do yet)
    store = await Store.open(folder)
    at = stamp(now())
    chats = range(FIRST_CHAT, FIRST_CHAT + people)
    await store._committer.write(PERSON, [(f"telegram:{chat}", str(chat), FIRST_STATE, at, "2026-01-01T00:00:00Z") for chat in chats])
    await store._committer.write(BROADCAST, [(TEXT, at)])
    await store.close()


def ours(crowd: Crowd, folder: Path, people: int) -> subprocess.Popen[bytes]:
    """`lobgids run`, with its own durability and its own pace."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOBGIDS_")}
    environment |= {"LOBGIDS_TELEGRAM_TOKEN": TOKEN, "LOBGIDS_TELEGRAM_API_URL": crowd.root, "LOBGIDS_SEARCH": "lexical"}
    command = [str(Path(sys.executable).with_name("lobgids")), "run", "--data", str(folder / "data")]
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ptb(how: str) -> Start:
    def start(crowd: Crowd, folder: Path, people: int) -> subprocess.Popen[bytes]:
        where = ["--root", crowd.root, "--token", TOKEN, "--first", str(FIRST_CHAT), "--people", str(people), "--text", TEXT]
        return _quiet([str(peer._PYTHON), str(HERE / "peer_broadcast.py"), "--how", how, *where])

    return start


def grammy(how: str) -> Start:
    def start(crowd: Crowd, folder: Path, people: int) -> subprocess.Popen[bytes]:
        return _quiet(other_throttler.command(crowd.root, TOKEN, str(FIRST_CHAT), str(people), TEXT, how))

    return start


def _quiet(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Contender(Struct, frozen=True):
    """One row."""

    name: str
    what: str
    start: Start


CONTENDERS = (
    Contender("ours", "ours: `lobgids run`, marked on the disk before and after each message", ours),
    Contender("loop", "the common loop: send, obey `retry_after`, sleep 50 ms", ptb("loop")),
    Contender("limiter-all", "PTB AIORateLimiter, all messages given to it at once", ptb("all")),
    Contender("limiter-workers", "PTB AIORateLimiter, by 8 workers", ptb("workers")),
    Contender("throttler-all", "grammY throttler, all messages given to it at once", grammy("all")),
    Contender("throttler-workers", "grammY throttler, by 8 workers", grammy("workers")),
)


async def measure(contender: Contender, people: int) -> Cried:
    """One broadcast."""
    crowd = Crowd(people)
    await crowd.start()
    with scratch() as folder:
        if contender.start is ours:
            await prepare(folder / "data", people)
        process = await asyncio.to_thread(contender.start, crowd, folder, people)
        talking = asyncio.create_task(crowd.talk())
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(crowd.over(), SECONDS_MOST)
        finally:
            talking.cancel()
            process.terminate()
            await asyncio.to_thread(process.wait)
            await crowd.stop()
    assert not crowd.not_ours, crowd.not_ours
    return crowd.cried()


HEAD = """\
# Broadcasts: how fast they go, and what others notice of it

Written by `python -m tests.speed.broadcast --write docs/broadcast.md`, which is a part of `make bench`.

{when}, {cpus} processors (shared with other work), Python {python}, python-telegram-bot (PTB) {ptb}, grammY {grammy} with its
throttler {throttler} on Node {node}. Every row sends one message to the same {people:,} people over a strict Bot API server of its own on
this machine, which takes 30 messages a second and one a second in a chat (three at once), answers each call after 60 ms, says of 2 % of the
people that they blocked the bot, fails 1 % of the calls with a 5xx, and once refuses everything for {long} seconds (`retry_after`).
Meanwhile somebody else says something about every {talk:.0f} seconds, and the same process answers. Medians of {rounds} rounds; in a round
{beside}.

*Recipients a second*: people who got it or had blocked the bot, from the first message to the last, without the {long} seconds. *All
messages a second*: with the answers to others. *429*: messages that were refused for the limits; *during the pause* those sent though
everything was refused. *Missed*: people who never got it because a call failed. *Answers p50, p99*: milliseconds from what somebody else
said until the answer; *never*: not in a minute and a half. Those who asked during the pause are left out for everybody.

| what | recipients/s | all messages/s | 429 | 429 during the pause | missed | twice | answers p50 | p99 | never |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--beside", type=int, default=2, help="how many are measured at the same time, each with its own server")
    parser.add_argument("--only", action="append", help="only this row (may be given more often)")
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    SCRATCH.mkdir(exist_ok=True)
    tempfile.tempdir = str(SCRATCH.absolute())
    if asked.one:
        (contender,) = [one for one in CONTENDERS if one.name == asked.one]
        sys.stdout.write(msgspec.json.encode(asyncio.run(measure(contender, asked.people))).decode())
        return
    there = {"ours", *(("loop", "limiter-all", "limiter-workers") if peer.ready() else ())}
    there |= {"throttler-all", "throttler-workers"} if other_throttler.ready() else set()
    rows = [one for one in CONTENDERS if one.name in (asked.only or there) and one.name in there]
    page = _page(rows, _rounds(rows, asked), asked) + fixing.write(fixing.measure(asked.rounds))
    print(page)  # noqa: T201
    if asked.write:
        asked.write.write_text(page, encoding="utf-8")


def _rounds(rows: Sequence[Contender], asked: argparse.Namespace) -> dict[str, list[Cried]]:
    """Every row once a round, some of them beside each other; every other round backwards."""
    found: dict[str, list[Cried]] = {row.name: [] for row in rows}

    def one(row: Contender) -> None:
        command = [sys.executable, "-m", "tests.speed.broadcast", "--one", row.name, "--people", str(asked.people)]
        done = subprocess.run(command, capture_output=True, check=True)
        found[row.name].append(msgspec.json.decode(done.stdout, type=Cried))
        print(row.name, found[row.name][-1], file=sys.stderr, flush=True)  # noqa: T201

    for number in range(asked.rounds):
        with ThreadPoolExecutor(asked.beside) as beside:
            list(beside.map(one, rows if number % 2 == 0 else rows[::-1]))
    return found


def _page(rows: Sequence[Contender], found: dict[str, list[Cried]], asked: argparse.Namespace) -> str:
    head = HEAD.format(
        when=date.today().isoformat(),  # noqa: DTZ011 (the day on which somebody here measured)
        cpus=os.cpu_count(),
        python=platform.python_version(),
        ptb=peer.VERSION,
        grammy=other_throttler.VERSION,
        throttler=other_throttler.THROTTLER,
        node=other_throttler.NODE,
        people=asked.people,
        long=LONG_SECONDS,
        talk=TALK_SECONDS,
        rounds=asked.rounds,
        beside=f"{asked.beside} rows are measured beside each other" if asked.beside > 1 else "the rows follow each other",
    )
    return head + "\n".join(_row(row, found[row.name]) for row in rows) + "\n"


def _row(row: Contender, rounds: Sequence[Cried]) -> str:
    one = Cried(*(median(getattr(each, name) for each in rounds) for name in Cried.__struct_fields__))
    counts = (one.refused, one.insisted, one.missed, one.twice)
    figures = (f"{one.per_second:.1f}", f"{one.all_per_second:.1f}", *(f"{count:.0f}" for count in counts))
    return f"| {row.what} | {' | '.join(figures)} | {one.p50:,.0f} | {one.p99:,.0f} | {one.unanswered:.0f} |"


if __name__ == "__main__":
    main()
