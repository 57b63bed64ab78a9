"""Who speaks on a channel: for each person what waits in order, for all of them at once, until there is nothing left to say."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence

from bot.outbox import deliver
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble
from bot.voice import Gone, Refused, TryLater, Voice
from dialogs.language import Say
from knowledge import Knowledge

FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MOST = 0.05, 4.0
TROUBLE_SECONDS = 1.0
"""How long to leave a database alone that does not do it."""
Speaks = Callable[[str, str, Callable[[], bool]], Voice]
"""Gives the voice for a person at an address, and whether what is said there is part of a dialogue just now."""
_logger = logging.getLogger("lobgids")


class Once:
    """A voice that says nothing twice while its process lives, also when what was said could not be marked as said.

    A person's messages come in order, so that only the last one has to be remembered.

    Args:
        counts: How many messages were said, and how many were not and why; one that is tried again counts again.
    """

    def __init__(self, voice: Voice, counts: Counter[str]) -> None:
        self._voice = voice
        self._counts = counts
        self._last = ("", "")

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message, or give the id that it got when it was said."""
        if self._last[0] != transaction_id:
            try:
                self._last = (transaction_id, await self._voice.say(message, revises, transaction_id))
            except (TryLater, Gone, Refused) as error:
                self._counts[type(error).__name__.lower()] += 1
                raise
            self._counts["said"] += 1
        return self._last[1]

    async def settle(self, message: Say, message_id: str) -> None:
        """Twice is as good as once."""
        await self._voice.settle(message, message_id)

    async def recall(self, message_ids: Sequence[str]) -> None:
        """Twice too."""
        await self._voice.recall(message_ids)


class Speaker:
    """One channel's mouth.

    Args:
        knowledge: Gives what is known now.

    Attributes:
        counts: What became of messages: said, or what kept them from it.
    """

    def __init__(self, store: Store, knowledge: Callable[[], Knowledge], voice: Speaks) -> None:
        self._store = store
        self._knowledge = knowledge
        self._voice = voice
        self._speaking: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._unhurried: set[str] = set()
        self.counts: Counter[str] = Counter()
        self._stop = asyncio.Event()

    def wake(self, person: str, address: str, *, urgent: bool = True) -> None:
        """Someone has to be told something; if they are being spoken to, it comes after that.

        Args:
            urgent: False for what did not begin with them, such as a reminder: it lets every dialogue go first.
        """
        if self._stop.is_set():
            return
        if urgent:
            self._unhurried.discard(person)
        elif person not in self._speaking:
            self._unhurried.add(person)
        if person in self._speaking:
            self._again.add(person)
        else:
            self._speaking[person] = asyncio.create_task(self._speak(person, address))

    async def catch_up(self, channel: str) -> None:
        """Say everything that waits for anyone on a channel."""
        for one in await self._store.waiting(channel):
            if one.person not in self._speaking:
                self.wake(one.person, one.address)

    async def close(self, seconds: float) -> None:
        """Begin nothing more and finish what is on its way; what is left waits for the next start."""
        self._stop.set()
        if self._speaking:
            _, late = await asyncio.wait(self._speaking.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _speak(self, person: str, address: str) -> None:
        """Until nothing waits. There is no moment between the last look and the end in which a wake could be missed."""
        try:
            voice = Once(self._voice(person, address, lambda: person not in self._unhurried), self.counts)
            while not self._stop.is_set():
                self._again.discard(person)
                try:
                    await deliver(self._store, person, voice, self._knowledge())
                except (TryLater, StorageTrouble) as trouble:
                    await self._rest(trouble)
                    continue
                if person not in self._again:
                    break
        except Exception as error:  # a fault of ours: it harms nobody else, and the next message tries again
            _logger.error("saying failed error=%s", type(error).__name__)
        finally:
            del self._speaking[person]
            self._unhurried.discard(person)

    async def _rest(self, trouble: TryLater | StorageTrouble) -> None:
        """As long as the channel asks; twice as long each time when it does not say. The end of the guide ends it."""
        pause = TROUBLE_SECONDS
        if isinstance(trouble, TryLater):
            pause = trouble.seconds or min(PAUSE_SECONDS_MOST, FIRST_PAUSE_SECONDS * 2.0 ** min(trouble.tries, 10))
        try:
            await asyncio.wait_for(self._stop.wait(), pause)
        except TimeoutError:
            return
