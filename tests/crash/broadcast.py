"""What becomes of a broadcast when the guide is killed in the middle of it: the real `lobgids run`, on both channels.

One broadcast is killed three times, after a tenth, half and nine tenths of its recipients have it and a little later, or each time between
two steps of one message. What stands on the disk then as being sent is what was in flight.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bot.clock import now, stamp
from bot.storage.engine import DATABASE_FILE
from bot.turn import FIRST_STATE
from tests.channels.matrix.conftest import World
from tests.channels.telegram.guide import rows
from tests.channels.telegram.running import Run, settings
from tests.peers.telegram.server import BotApi

PEOPLE = {"telegram": 60, "matrix": 20}
PER_SECOND, LATENCY_SECONDS = "60", 0.03
PLACES = (0.1, 0.5, 0.9)
LATER_SECONDS_MOST = 0.03
SECONDS = 90.0
FIRST_CHAT = 7000
KILLED, BEFORE, AFTER = "kill -9", "kill -9 between marking and sending", "kill -9 between sending and marking"
KINDS = (KILLED, BEFORE, AFTER)
DYING = """
import os, signal
from bot.crier import Crier
from bot.storage.queue import Queue
left = {number}

def die():
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
"""
INSIDE = {
    KILLED: "",
    BEFORE: """
say = Crier._say
async def dying(self, one):
    die()
    await say(self, one)
Crier._say = dying
""",
    AFTER: """
done = Queue.done
async def dying(self, *asked):
    die()
    await done(self, *asked)
Queue.done = dying
""",
}
PERSON = (
    "INSERT INTO persons (key, channel, address, audience, state, since, heard_at, news, reachable, turns)"
    " VALUES (?1, ?2, ?3, 'school', ?4, ?5, '2026-01-01T00:00:00Z', 'yes', 1, 1)"
    " ON CONFLICT (key) DO UPDATE SET address = excluded.address, news = 'yes', heard_at = excluded.heard_at, state = excluded.state"
)
BROADCAST = (
    "INSERT INTO broadcasts (id, text, file, link_label, link, target, status, wants_second, made_at, confirmed_at, starts_at, rest_at,"
    " any_hour, why_paused, version, total, per_minute, told)"
    " VALUES (?1, ?2, '', '', '', ?4, 'held', 0, ?3, ?3, ?3, ?3, 1, '', 0, 0, 0, '')"
)
OF_ONE = "SELECT r.status, p.address FROM broadcast_recipients AS r JOIN persons AS p ON p.id = r.person WHERE r.broadcast = ?"


class Row(Struct):
    """One row of the table.

    Args:
        kills: Processes that died.
        in_flight: Recipients who were being told then.
        had_it: How many of those had it.
        told_uncertain: How many of those are told to be uncertain, and were not told again.
        lost: Recipients who did not get it and are not uncertain.
        twice: Recipients who got it twice.
    """

    channel: str
    kind: str
    place: float
    kills: int = 0
    in_flight: int = 0
    had_it: int = 0
    told_uncertain: int = 0
    lost: int = 0
    twice: int = 0


class Ground(Struct):
    """Where a broadcast goes.

    Args:
        begin: Starts a process, with some Python before the command.
        addresses: Of those who are to get it.
        came: How often each of them got a text.
    """

    channel: str
    folder: Path
    addresses: Sequence[str]
    begin: Callable[[str], Awaitable[Run]]
    came: Callable[[str], Counter[str]]


async def one(ground: Ground, id: int, kind: str, chance: random.Random) -> list[Row]:
    """One broadcast with three kills, each in a row of its own.

    Raises:
        AssertionError: Something is not as it must be.
    """
    text = f"Bericht {id} van {kind}: op 3 februari is er een bijeenkomst."
    _write(ground, id, text)
    count, found, flying = len(ground.addresses), [], list[set[str]]()
    for number, place in enumerate(PLACES):
        row = Row(ground.channel, kind, place)
        asked = max(1, round(place * count) - _over(ground, id))
        run = await ground.begin(_inside(kind, asked))
        if kind == KILLED:
            await _until(lambda place=place: _settled(ground, id) >= max(1, round(place * count)))  # type: ignore[misc]
            await asyncio.sleep(chance.uniform(0, LATER_SECONDS_MOST))
            await run.kill()
        else:
            await asyncio.wait_for(run.process.wait(), SECONDS)
        row.kills = int(run.process.returncode == -9)
        flying.append({address for status, address in rows(_data(ground), OF_ONE, id) if status == "sending"})
        row.in_flight = len(flying[number])
        found.append(row)
    run = await ground.begin("")
    await _until(lambda: rows(_data(ground), "SELECT status FROM broadcasts WHERE id = ?", id) == [("ended",)])
    assert await run.end() == 0, run.log[-2000:]
    assert "Traceback" not in run.log, run.log[-3000:]
    await _judge(ground, id, text, found, flying)
    return found


async def _judge(ground: Ground, id: int, text: str, found: list[Row], flying: list[set[str]]) -> None:
    """Hold what came against what stands on the disk."""
    statuses = {address: status for status, address in rows(_data(ground), OF_ONE, id)}
    assert set(statuses.values()) <= {"said", "uncertain"}, Counter(statuses.values())
    said = [address for address, status in statuses.items() if status == "said"]
    if ground.channel == "matrix":
        await _until(lambda: all(ground.came(text)[address] for address in said))
    came = ground.came(text)
    uncertain = {address for address, status in statuses.items() if status == "uncertain"}
    assert uncertain <= set().union(*flying), "only what was in flight may be uncertain"
    for row, addresses in zip(found, flying, strict=True):
        row.told_uncertain = len(addresses & uncertain)
        row.had_it = sum(came[address] > 0 for address in addresses & uncertain) if uncertain else len(addresses)
    found[-1].lost += sum(not came[address] for address in said)
    found[-1].twice += sum(came[address] > 1 for address in statuses)


async def on_telegram(kind: str, times: int, folder: Path, seed: int) -> list[Row]:
    """So many broadcasts in one guide's life, each killed three times."""
    api, chance = BotApi(), random.Random(seed)
    api.latency_seconds = LATENCY_SECONDS
    await api.start()
    addresses = [str(FIRST_CHAT + number) for number in range(PEOPLE["telegram"])]

    async def begin(inside: str) -> Run:
        return await Run.begin(folder, settings(api, LOBGIDS_TELEGRAM_PER_SECOND=PER_SECOND, LOBGIDS_SEARCH="lexical"), inside=inside)

    def came(text: str) -> Counter[str]:
        return Counter({chat: sum(text in one.first for one in api.chats.messages.get(int(chat), [])) for chat in addresses})

    ground = Ground("telegram", folder, addresses, begin, came)
    try:
        await _prepare(ground)
        return _together([await one(ground, id, kind, chance) for id in range(1, times + 1)])
    finally:
        await api.stop()


async def on_matrix(kind: str, times: int, folder: Path, seed: int, world: World, people: int = PEOPLE["matrix"]) -> list[Row]:
    """The same in encrypted rooms on a real homeserver; the rooms are of one human."""
    chance, account, human = random.Random(seed), await world.bot(), await world.human()
    environment = {"HOMESERVER": account.root, "USER": account.user, "PASSWORD": account.password}
    known = {f"LOBGIDS_MATRIX_{name}": value for name, value in environment.items()} | {"LOBGIDS_SEARCH": "lexical"}

    async def begin(inside: str) -> Run:
        return await Run.begin(folder, known, inside=inside)

    run = await begin("")
    rooms = [await human.meet(account.user) for _ in range(people)]
    assert await run.end() == 0

    def came(text: str) -> Counter[str]:
        seen = {event.id: event for event in human.all if not event.failed and event.type == "m.room.message"}
        return Counter(event.room for event in seen.values() if text in str(event.content.get("body", "")))

    ground = Ground("matrix", folder, rooms, begin, came)
    await _prepare(ground)
    return _together([await one(ground, id, kind, chance) for id in range(1, times + 1)])


async def _prepare(ground: Ground) -> None:
    """A database in which these people wanted news."""
    if not (_data(ground) / DATABASE_FILE).exists():
        run = await ground.begin("")
        await _until(lambda: "running channel" in run.log)
        assert await run.end() == 0
    people = [
        (f"{ground.channel}:wie{n}", ground.channel, address, FIRST_STATE, stamp(now())) for n, address in enumerate(ground.addresses)
    ]
    _change(ground, PERSON, people)


def _write(ground: Ground, id: int, text: str) -> None:
    target = msgspec.json.encode({"channels": [ground.channel]}).decode()
    _change(ground, BROADCAST, [(id, text, stamp(now()), target)])


def _change(ground: Ground, sql: str, values: Sequence[Sequence[object]]) -> None:
    connection = sqlite3.connect(_data(ground) / DATABASE_FILE, timeout=30)
    with connection:
        connection.executemany(sql, values)
    connection.close()


def _inside(kind: str, number: int) -> str:
    return DYING.format(number=number) + INSIDE[kind] if INSIDE[kind] else ""


def _settled(ground: Ground, id: int) -> int:
    return _counted(ground, id, "'said', 'uncertain'")


def _over(ground: Ground, id: int) -> int:
    """How many the next process will not tell: in Telegram also who was being told when the last one died."""
    return _counted(ground, id, "'said', 'uncertain'" + (", 'sending'" if ground.channel == "telegram" else ""))


def _counted(ground: Ground, id: int, statuses: str) -> int:
    return int(rows(_data(ground), f"SELECT count(*) FROM broadcast_recipients WHERE broadcast = ? AND status IN ({statuses})", id)[0][0])


def _data(ground: Ground) -> Path:
    return ground.folder / "data"


def _together(broadcasts: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows of all broadcasts, place by place."""
    found = []
    for same in zip(*broadcasts, strict=True):
        row = Row(same[0].channel, same[0].kind, same[0].place)
        for name in ("kills", "in_flight", "had_it", "told_uncertain", "lost", "twice"):
            setattr(row, name, sum(getattr(one, name) for one in same))
        found.append(row)
    return found


async def _until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not there():  # noqa: ASYNC110 (a database tells nobody)
            await asyncio.sleep(0.004)
