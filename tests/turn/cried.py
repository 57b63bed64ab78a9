"""Messages to many as they really go, by a clock that a scenario moves: to the ears of people, and to their authors as reminders."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from bot.crier import Crier
from bot.links import Links
from bot.newsroom import Newsroom
from bot.storage.store import Store
from bot.turn import Incoming, Turns
from dialogs.language import Due, Say
from tests.talk import MONDAY
from tests.turn.person import Person

GONE = Say("(weggehaald)")
ROUNDS_MOST = 5


class Looked(Links):
    """Addresses that answer, but for those that say of themselves that they do not."""

    async def look(self, urls: Sequence[str]) -> dict[str, str]:  # type: ignore[override]
        return {url: next((word for word in ("missing", "refused", "silent") if word in url), "ok") for url in urls}


class Voice:
    """What is cried to one person."""

    def __init__(self, person: Person) -> None:
        self._person = person

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        return await self._person.ear.say(message, revises, transaction_id)

    async def settle(self, message: Say, message_id: str) -> None:
        raise AssertionError("nothing is settled here")

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:
        await self._person.ear.say(message, message_id, transaction_id)
        return True

    async def recall(self, message_ids: Sequence[str]) -> None:
        """What was said to many is withdrawn one by one."""

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:
        await self._person.ear.say(GONE, message_id, transaction_id)
        return True


class Outlet:
    """A channel whose people are those of a scenario."""

    once = True

    def __init__(self, name: str, people: Mapping[str, Person]) -> None:
        self.name = name
        self._people = people

    async def opening(self) -> None:
        """At once."""

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> Voice:
        return Voice(next(one for one in self._people.values() if address == f"kamer van {one.name}"))


class Town:
    """Everybody, whatever their channel."""

    def __init__(self, store: Store, turns: Turns, people: Mapping[str, Person]) -> None:
        self._now = MONDAY
        self._turns = turns
        outlets = [Outlet(name, people) for name in ("proef", "telegram", "matrix")]
        self._criers = {one.name: Crier(store, lambda: turns.knowledge, one, self._clock) for one in outlets}
        self._newsroom = Newsroom(store, self._criers, lambda: turns.knowledge, self._tell, clock=self._clock, links=Looked())

    def _clock(self) -> datetime:
        return self._now

    async def go_on(self, now: datetime) -> None:
        """All that can be done now."""
        self._now = now
        await self._newsroom.look_at_links()
        for _ in range(ROUNDS_MOST):
            await self._newsroom.go_round(leads=True)
            for crier in self._criers.values():
                await crier.once(crier.ids)
                await self._change(crier)
        await self._newsroom.go_round(leads=True)

    async def _change(self, crier: Crier) -> None:
        while crier._changes.waiting:
            await crier._change(*crier._changes.waiting.popleft())

    async def _tell(self, person: str, address: str, key: str) -> None:
        channel, _, name = person.partition(":")
        await self._turns.hear(Incoming(channel, name, Due(key), self._now, address=address))
