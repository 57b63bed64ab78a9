"""A town with people, what is cried there, and a clock that a test moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bot.clock import stamp
from bot.crier import Crier
from bot.links import Links
from bot.newsroom import Newsroom
from bot.storage.queue import Queue
from bot.storage.store import Store
from bot.turn import FIRST_STATE
from dialogs.broadcast import Target
from dialogs.language import Say
from knowledge import Knowledge
from tests.databases import Database
from tests.talk import MONDAY

PERSON = (
    "INSERT INTO persons (key, channel, address, audience, state, since, heard_at, news, reachable, sector, province, municipality)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)"
)
BROADCAST = (
    "INSERT INTO broadcasts (id, author, text, file, link_label, link, target, status, wants_second, made_at, confirmed_at, starts_at,"
    " rest_at, any_hour, why_paused, version, total, per_minute, told)"
    " VALUES (?, ?, ?, '', '', '', ?, 'held', 0, ?, ?, ?, ?, 0, '', 0, 0, 0, '')"
)
LONG_AGO = MONDAY - timedelta(days=30)
AUTHOR = 1
TEXT = "Op 3 februari is er een bijeenkomst."
Problem = Exception | None


class Square:
    """A channel that speaks into a list.

    Args:
        once: Whether it says once what is said again under its transaction id.

    Attributes:
        problems: What it raises instead, by address, one after the other; under "" for anyone.
        at_each: Called before each message.
    """

    def __init__(self, name: str = "proef", *, once: bool = False) -> None:
        self.name = name
        self.once = once
        self.said: list[tuple[str, Say, str]] = []
        self.corrected: list[tuple[str, Say, str]] = []
        self.withdrawn: list[tuple[str, str]] = []
        self.problems: dict[str, list[Problem]] = {}
        self.fixed = False
        self.at_each: Callable[[], Awaitable[None]] | None = None

    @property
    def heard(self) -> list[str]:
        """Who was told, in order."""
        return [address for address, _, _ in self.said]

    async def opening(self) -> None:
        """At once."""

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> Voice:
        return Voice(self, address, moved)


class Voice:
    """Of one address."""

    def __init__(self, square: Square, address: str, moved: Callable[[str], Awaitable[None]]) -> None:
        self._square = square
        self._address = address
        self.moved = moved

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        square = self._square
        if square.at_each:
            await square.at_each()
        for waiting in (square.problems.get(self._address), square.problems.get("")):
            if waiting and (problem := waiting.pop(0)):
                raise problem
        square.said.append((self._address, message, transaction_id))
        return f"m{len(square.said)}"

    async def settle(self, message: Say, message_id: str) -> None:
        raise AssertionError("nothing is settled here")

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:
        self._square.corrected.append((self._address, message, message_id))
        return not self._square.fixed

    async def recall(self, message_ids: Sequence[str]) -> None:
        """What was said to many is withdrawn one by one."""

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:
        self._square.withdrawn.append((self._address, message_id))
        return not self._square.fixed


class Town:
    """Everybody and everything.

    Args:
        squares: The channels that somebody runs.
    """

    def __init__(self, store: Store, database: Database, knowledge: Knowledge, *squares: Square, links: Links | None = None) -> None:
        self.store = store
        self.database = database
        self.now = MONDAY
        self.told: list[tuple[str, str]] = []
        self.squares = squares or (Square(),)
        self.knowledge = knowledge
        self.links = links
        self.restart()

    def restart(self) -> None:
        """As a new process, which knows only what is on the disk."""
        known = self.knowledge
        self.criers = {square.name: Crier(self.store, lambda: known, square, self.clock) for square in self.squares}
        self.newsroom = Newsroom(self.store, self.criers, lambda: known, self.tell, clock=self.clock, links=self.links)

    def clock(self) -> datetime:
        return self.now

    async def tell(self, person: str, address: str, key: str) -> None:
        self.told.append((person, key))

    @property
    def square(self) -> Square:
        return self.squares[0]

    @property
    def queue(self) -> Queue:
        return self.store.broadcasts

    async def live(self, names: Sequence[str], channel: str = "proef", **more: Any) -> None:
        """People live there, and want news."""
        known = {"audience": "school", "news": "yes", "sector": "vo", "province": "Gelderland", "municipality": "Ede", "state": FIRST_STATE}
        known |= {"heard_at": stamp(LONG_AGO)} | more
        rows = []
        for name in names:
            who = (f"{channel}:{name}", channel, name, known["audience"], known["state"], stamp(LONG_AGO), known["heard_at"])
            rows.append((*who, known["news"], known["sector"], known["province"], known["municipality"]))
        await self.store._committer.write(PERSON, rows)

    async def write(self, id: int = 1, text: str = TEXT, target: Target | None = None, *, rest: bool = True) -> None:
        """A broadcast whose time has come."""
        chosen = msgspec.json.encode(target or Target()).decode()
        at = stamp(self.now)
        await self.store._committer.write(BROADCAST, [(id, AUTHOR, text, chosen, at, at, at, at if rest else None)])

    async def change(self, sql: str, *values: Any) -> None:
        await self.store._committer.write(sql, [values])

    async def go_on(self, later: timedelta = timedelta(0)) -> None:
        """A round, and everything that can be said then."""
        self.now += later
        await self.newsroom.go_round(leads=True)
        for crier in self.criers.values():
            await crier.once(crier.ids)
        await self.newsroom.go_round(leads=True)

    async def statuses(self, id: int = 1) -> dict[str, int]:
        """How many recipients it stands how with."""
        found = await self.database.rows("SELECT status, count(*) FROM broadcast_recipients WHERE broadcast = ? GROUP BY status", id)
        return dict(found)

    async def stands(self, id: int = 1) -> tuple[Any, ...]:
        """Status, and why it paused."""
        ((status, why),) = await self.database.rows("SELECT status, why_paused FROM broadcasts WHERE id = ?", id)
        return (status, why)


def names(count: int, first: int = 0) -> list[str]:
    return [f"p{number}" for number in range(first, first + count)]
