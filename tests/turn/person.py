"""Someone who talks with the guide as it really is: over turns, a database and an outbox."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot import timers
from bot.clock import stamp
from bot.outbox import deliver
from bot.storage.store import Store
from bot.turn import Incoming, Turns
from bot.voice import TryLater
from dialogs.language import Button, Event, Press, Say, Text
from tests.talk import MONDAY


class Ear:
    """A channel that speaks into a list.

    Args:
        refusing: What it raises, one for each message to come; None says it.
    """

    def __init__(self, refusing: Iterable[Exception | None] = ()) -> None:
        self.heard: list[Say] = []
        self.revised: list[str | None] = []
        self.transactions: list[str] = []
        self.settled: list[tuple[Say, str]] = []
        self.recalled: list[str] = []
        self.refusing = list(refusing)

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        self.transactions.append(transaction_id)
        problem = self.refusing.pop(0) if self.refusing else None
        if problem:
            raise problem
        self.heard.append(message)
        self.revised.append(revises)
        return str(len(self.heard))

    async def settle(self, message: Say, message_id: str) -> None:
        self.settled.append((message, message_id))

    async def recall(self, message_ids: Sequence[str]) -> None:
        self.recalled += message_ids


class Person:
    """One person, on a channel that never fails unless its ear is made to."""

    def __init__(self, store: Store, turns: Turns, name: str = "ik", channel: str = "proef") -> None:
        self._store = store
        self._turns = turns
        self.name = name
        self.channel = channel
        self.ear = Ear()
        self.now = MONDAY
        self.last_shown: tuple[Button, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.name}"

    async def do(self, event: Event, event_id: str | None = None, *, message_id: str = "", replies_to: str = "") -> tuple[Say, ...]:
        """One turn; what was said in it.

        Args:
            message_id, replies_to: The channel's ids of the message that the event is about, and of ours that it replies to.
        """
        await self.only_do(event, event_id, message_id=message_id, replies_to=replies_to)
        return await self.listen()

    async def only_do(self, event: Event, event_id: str | None = None, *, message_id: str = "", replies_to: str = "") -> None:
        """One turn of which the messages still wait."""
        address = f"kamer van {self.name}"
        incoming = Incoming(self.channel, self.name, event, self.now, event_id, address, message_id=message_id, replies_to=replies_to)
        await self._turns.hear(incoming)

    async def say(self, text: str) -> tuple[Say, ...]:
        return await self.do(Text(text))

    async def press(self, label: str) -> tuple[Say, ...]:
        (press,) = [button.press for button in self.last_shown if button.label == label]
        return await self.do(Press(press))

    async def press_of(self, data: str) -> tuple[Say, ...]:
        """Press a button by its meaning, perhaps an old one."""
        return await self.do(Press(data))

    async def listen(self) -> tuple[Say, ...]:
        """Hear everything that waits."""
        before = len(self.ear.heard)
        with contextlib.suppress(TryLater):
            await deliver(self._store, self.key, self.ear, self._turns.knowledge)
        said = tuple(self.ear.heard[before:])
        for message in said:
            if message.buttons:
                self.last_shown = tuple(button for row in message.buttons for button in row)
        return said

    async def wait(self, time: timedelta) -> tuple[Say, ...]:
        """Let time pass; what reminders say then."""
        self.now += time
        await self.fire()
        return await self.listen()

    async def fire(self) -> None:
        """Let every reminder happen whose time has come."""
        await timers.fire(await self._store.due_of(self.key, stamp(self.now)), self._turns, self.now)

    async def reminders(self) -> dict[str, datetime]:
        """What will come back, and when."""
        due = await self._store.due_of(self.key, "9999")
        return {one.key: datetime.fromisoformat(one.due_at) for one in due}

    async def begin_a_scan(self) -> None:
        """To the first question of the first sector."""
        for text in ("/start", "docent", "/scan"):
            await self.say(text)
        await self.do(Press(self.last_shown[0].press))
