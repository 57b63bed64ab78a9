"""Who says a broadcast on one channel: to one recipient after the other, evenly, and after every dialogue.

Each recipient is marked on the disk just before their message goes, and again after it. So little is in flight that nobody knows the end of
when a process dies: it goes again under its transaction id where the channel says that once, and elsewhere it is told to be uncertain. When
the channel or the database does not do it for a while, nothing more is begun than a try now and then (`rest`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from msgspec.structs import replace

from bot.broadcasts import broadcast
from bot.changes import Change, Changes
from bot.clock import now, stamp
from bot.files import NoFile, NotGot
from bot.may_go import up_to, waits_until
from bot.patience import Patience
from bot.storage.engine import Row
from bot.storage.queue import Judge, Recipient, Standing
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble
from bot.voice import Gone, PublicVoice, Refused, TryLater, Unsure
from dialogs.broadcasts.message import message
from dialogs.here import paragraphs
from knowledge import Knowledge

HANDS = 16
"""So many messages are in flight at most; with quick answers there are two or three."""
MARKED = 3
"""So many are marked while they wait for an opening, so that one is there when the disk is slow."""
OPEN_SECONDS = 1.0
"""Who waits longer for an opening is not marked any more."""
TRIES_MOST, FILE_TRIES_MOST = 20, 3
FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MOST = 0.5, 60.0
TROUBLE_SECONDS = 1.0
LOOK_SECONDS = 0.5
END_SECONDS = 4.0
Done = TypeVar("Done")
_logger = logging.getLogger("lobgids")


class Outlet(Protocol):
    """What is asked of a channel (`bot.channel.Channel`)."""

    @property
    def name(self) -> str: ...

    @property
    def once(self) -> bool: ...

    async def opening(self) -> None: ...

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> PublicVoice: ...


class Crier:
    """One channel's.

    Args:
        knowledge: Gives what is known now.
        clock: Gives the time.

    Attributes:
        patience: Whether it goes, and since when it does not.
        ids: The broadcasts of which somebody may get something now.
        counts: What became of recipients.
    """

    def __init__(self, store: Store, knowledge: Callable[[], Knowledge], outlet: Outlet, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._queue = store.broadcasts
        self._knowledge = knowledge
        self._outlet = outlet
        self._clock = clock
        self.ids: tuple[int, ...] = ()
        self._there, self._going = asyncio.Event(), asyncio.Event()
        self._stop = asyncio.Event()
        self._saying: set[asyncio.Task[None] | None] = set()
        self._voices: dict[tuple[int, int], PublicVoice] = {}
        """Of those that are tried again: what went of a message in parts does not go again."""
        self._deferred: dict[int, set[int]] = {}
        self._changes = Changes(self._queue, outlet.name, knowledge, self._voice, self._surely)
        self._marking = asyncio.Semaphore(MARKED)
        self.patience = Patience(clock)
        self.counts: Counter[str] = Counter()

    @property
    def name(self) -> str:
        return self._outlet.name

    # ── its work ──────────────────────────────────────────────────────────────────────────────────────────────

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is being said then is finished."""
        await self._surely(lambda: self._queue.in_flight(self.name, once=self._outlet.once))
        hands = [asyncio.create_task(self._hand(number)) for number in range(HANDS)]
        await stop.wait()
        self._stop.set()
        saying = [task for task in hands if task in self._saying]
        for task in hands:
            if task not in self._saying:
                task.cancel()
        if saying:
            await asyncio.wait(saying, timeout=END_SECONDS)
        for task in saying:
            task.cancel()
        await asyncio.gather(*hands, return_exceptions=True)

    async def once(self, ids: Sequence[int], only: str = "") -> None:
        """Say everything that can go now, one after the other: for a terminal, which does nothing between two lines.

        Args:
            only: The key of the only person to whom it may be said; "" for everybody.

        Raises:
            StorageTrouble: It could not be read or marked.
        """
        self._stop.set()
        self.ids = tuple(ids)
        while self._changes.waiting and not self.patience.resting():
            await self._change(*self._changes.waiting.popleft())
        while not self.patience.resting() and (one := await self._take(only)):
            await self._say(one)

    async def begin(self, person: str) -> None:
        """What a terminal of a person was saying when it died is uncertain."""
        await self._queue.in_flight(self.name, person, once=self._outlet.once)

    def take_up(self, ids: Sequence[int]) -> None:
        """These may have somebody to whom they can be said."""
        self.ids = tuple(ids)
        if ids or self._changes.waiting:
            self._there.set()

    async def change(self, change: Change) -> None:
        """Let everybody see a correction, or lose what was said."""
        if await self._changes.look(change):
            self._there.set()

    async def look_at_deferred(self) -> None:
        """Who had to wait and is done, goes."""
        for id, numbers in list(self._deferred.items()):
            free = []
            for number in numbers:
                found = await self._queue.state(id, number)
                if found is None or self._waits_until(*found) is None:
                    free.append(number)
            await self._queue.free(id, free, stamp(self._clock()))
            numbers.difference_update(free)
            if not numbers:
                del self._deferred[id]

    async def _hand(self, number: int) -> None:
        """One message after the other. The first hand also tries whether it goes again; the others help it when all goes well."""
        gate = self._going if number else self._there
        while not self._stop.is_set():
            await gate.wait()
            if self.patience.resting():
                await asyncio.sleep(LOOK_SECONDS)
                continue
            try:
                await self._next(gate)
            except StorageTrouble:
                self.patience.held()
                await asyncio.sleep(TROUBLE_SECONDS)
            except Exception as error:  # a fault of ours
                _logger.error("crying failed error=%s", type(error).__name__)
                await asyncio.sleep(TROUBLE_SECONDS)

    async def _next(self, gate: asyncio.Event) -> None:
        """Somebody is marked first and waits then for the opening, so that what was let go goes at once; few are marked at a time."""
        async with self._marking:
            if not gate.is_set() or self.patience.resting():
                return
            task = asyncio.current_task()
            self._saying.add(task)
            try:
                say = await self._ready()
            except BaseException:
                self._saying.discard(task)
                raise
        try:
            if say:
                await say
        finally:
            self._saying.discard(task)

    async def _ready(self) -> Coroutine[None, None, None] | None:
        """What is to be said next, when it may be said now."""
        if self._changes.waiting:
            first = self._changes.waiting.popleft()
            if await self._open():
                return self._change(*first)
            self._changes.waiting.appendleft(first)
        elif one := await self._take():
            if await self._open():
                return self._say(one)
            await self._surely(lambda: self._queue.put_back(one))
        return None

    async def _open(self) -> bool:
        try:
            await asyncio.wait_for(self._outlet.opening(), OPEN_SECONDS)
        except (TimeoutError, TryLater):
            return False
        return True

    # ── who is next ───────────────────────────────────────────────────────────────────────────────────────────

    async def _take(self, only: str = "") -> Recipient | None:
        """The next recipient, marked as being sent."""
        judge = Judge(self._up_to, self._waits_until)
        for id in self.ids:
            more = True
            while more:
                taken = await self._queue.take(id, self.name, stamp(self._clock()), judge, only)
                more = taken.more
                if taken.deferred:
                    self._deferred.setdefault(id, set()).update(taken.deferred)
                self.patience.released()
                if taken.recipient:
                    if not self.patience.alone:
                        self._going.set()
                    return taken.recipient
        self._there.clear()
        self._going.clear()
        return None

    def _up_to(self, row: Row) -> int:
        return up_to(broadcast(row), self._clock())

    def _waits_until(self, state: str, heard_at: str) -> str | None:
        return waits_until(state, heard_at, self._clock())

    # ── saying ────────────────────────────────────────────────────────────────────────────────────────────────

    async def _say(self, one: Recipient) -> None:
        place = (one.broadcast, one.number)
        voice = self._voices.pop(place, None) or self._voice(one.person, one.address)
        try:
            said = await self._with_file(one, voice)
        except Unsure as unsure:
            self._trouble(unsure)
            await self._unsure(one)
        except TryLater as later:
            self._voices[place] = voice
            self._trouble(later)
            await self._again(one, later)
        except Gone:
            self.patience.went()
            await self._surely(lambda: self._store.gone(one.person))
            await self._done(one, "blocked")
        except Refused:
            self.patience.went()
            await self._done(one, "failed")
        except Exception as error:  # a fault of ours: it harms nobody else
            _logger.error("crying failed error=%s", type(error).__name__)
            await self._done(one, "failed")
        else:
            self.patience.went()
            await self._done(one, "said", said)
            if broadcast(one.row).status == "paused":
                await self._surely(lambda: self._store.course.resume(one.broadcast))

    async def _with_file(self, one: Recipient, voice: PublicVoice) -> str:
        """Say it; where its picture can't come along, without."""
        knowledge = self._knowledge()
        say = message(broadcast(one.row), knowledge, aloud=one.aloud)
        try:
            return await voice.say(say, None, one.transaction_id)
        except NotGot:
            if one.tries < FILE_TRIES_MOST:
                raise
        except NoFile:
            pass
        without = replace(say, file=None, text=paragraphs(say.text, knowledge.phrases.ticket.file_lacks()))
        return await voice.say(without, None, one.transaction_id)

    async def _unsure(self, one: Recipient) -> None:
        if self._outlet.once:
            await self._again(one, TryLater(0))
        else:
            await self._done(one, "uncertain")

    async def _again(self, one: Recipient, later: TryLater) -> None:
        """Later; or never, when so many tries came to nothing while others got it."""
        if one.tries + 1 >= TRIES_MOST and self.patience.fresh:
            await self._done(one, "failed")
            return
        self.counts["again"] += 1
        pause = later.seconds or min(PAUSE_SECONDS_MOST, FIRST_PAUSE_SECONDS * 2.0 ** min(one.tries, 10))
        not_before = stamp(self._clock() + timedelta(seconds=pause))
        await self._surely(lambda: self._queue.again(one, not_before))

    async def _done(self, one: Recipient, status: str, message_id: str | None = None) -> None:
        self.counts[status] += 1
        await self._surely(lambda: self._queue.done(one, status, stamp(self._clock()), message_id))

    async def _change(self, change: Change, standing: Standing) -> None:
        try:
            await self._changes.do(change, standing)
        except TryLater as later:
            self._trouble(later)
        else:
            self.patience.went()

    def _voice(self, person: str, address: str) -> PublicVoice:
        async def moved(to: str) -> None:
            await self._store.moved(person, to)

        return self._outlet.public_voice(address, moved)

    # ── when it does not go ───────────────────────────────────────────────────────────────────────────────────

    def _trouble(self, later: TryLater) -> None:
        """With more than one hand, more would be under way than need be."""
        self.patience.lost(later.seconds)
        if self.patience.alone:
            self._going.clear()

    async def _surely(self, write: Callable[[], Awaitable[Done]]) -> Done:
        """Write what must not be forgotten, as soon as the database does it; until then nothing more is said."""
        while True:
            try:
                return await write()
            except StorageTrouble:
                if self._stop.is_set():
                    raise
                self.patience.held()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), TROUBLE_SECONDS)
