"""What was said to many on one channel becomes something else there, or goes away: with whom that is to be done, and doing it."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from msgspec import Struct

from bot.broadcasts import broadcast
from bot.storage.engine import Row
from bot.storage.queue import Queue, Standing
from bot.voice import Gone, PublicVoice, Refused
from dialogs.broadcasts.message import message
from knowledge import Knowledge

AT_ONCE = 50


class Change(Struct, frozen=True):
    """Something that was said is to become what its broadcast is now, or to go away."""

    row: Row
    withdraw: bool

    @property
    def key(self) -> tuple[int, int, bool]:
        known = broadcast(self.row)
        return known.id, known.version, self.withdraw


class Surely(Protocol):
    """Writes what must not be forgotten, as soon as the database does it."""

    async def __call__(self, write: Callable[[], Awaitable[Any]], /) -> Any: ...


class Changes:
    """One channel's.

    Args:
        name: The channel's.
        voice: Gives who speaks to somebody, by their key and address.

    Attributes:
        waiting: What is to be done, and with whom.
    """

    def __init__(
        self, queue: Queue, name: str, knowledge: Callable[[], Knowledge], voice: Callable[[str, str], PublicVoice], surely: Surely
    ) -> None:
        self._queue = queue
        self._name = name
        self._knowledge = knowledge
        self._voice = voice
        self._surely = surely
        self._doing: set[tuple[int, int]] = set()
        self._done: set[tuple[int, int, bool]] = set()
        """Of these everything that could be changed was."""
        self.waiting: deque[tuple[Change, Standing]] = deque()

    async def look(self, change: Change) -> bool:
        """Whether somebody has to see it yet; who they are is to be done then."""
        if change.key in self._done or any(one.key == change.key for one, _ in self.waiting):
            return False
        known = broadcast(change.row)
        found = (
            await self._queue.to_withdraw(known.id, self._name, AT_ONCE)
            if change.withdraw
            else await self._queue.to_correct(known.id, self._name, known.version, AT_ONCE)
        )
        new = [(change, one) for one in found if (known.id, one.number) not in self._doing]
        self.waiting.extend(new)
        self._doing.update((known.id, one.number) for _, one in new)
        if not found and not await self._queue.in_the_middle(known.id, self._name):
            self._done.add(change.key)
        return bool(found)

    async def do(self, change: Change, standing: Standing) -> None:
        """One that was said becomes another, or goes away; whether it could is kept.

        Raises:
            TryLater: It did not go, and is found again.
        """
        known = broadcast(change.row)
        try:
            done = await self._did(change, standing)
            if change.withdraw:
                await self._surely(lambda: self._queue.removed(known.id, standing.number, 1 if done else 2))
            else:
                await self._surely(lambda: self._queue.corrected(known.id, standing.number, known.version if done else -known.version))
        finally:
            self._doing.discard((known.id, standing.number))

    async def _did(self, change: Change, standing: Standing) -> bool:
        known = broadcast(change.row)
        voice = self._voice(standing.person, standing.address)
        try:
            if change.withdraw:
                return await voice.withdraw(standing.message_id, f"{standing.transaction_id}.w")
            say = message(known, self._knowledge(), aloud=standing.aloud)
            return await voice.correct(say, standing.message_id, f"{standing.transaction_id}.v{known.version}")
        except (Gone, Refused):
            return False
