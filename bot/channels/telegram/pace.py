"""When the next message may go: about 30 a second for the bot, one a second for a chat, with short bursts for a dialogue.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. What the server itself says (`retry_after`) goes
before all of it. It does not say whether it means one chat or the bot; it means the bot when another chat is refused too, with nothing
that went well in between.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import math
from collections import deque

from bot.voice import TryLater

PER_SECOND = 29.8
"""A little less than what Telegram allows; that it counts no more in any second is seen to by `_full_until`."""
TRIPS = 200
"""Of so many answers the quickest tells how long a message is under way at least."""
TRIP_SECONDS_MOST, TRIP_SHARE = 0.5, 0.9
"""The shortest way there and the shortest way back need not have been of one message: so much of both is relied on."""
LEAVING_SECONDS_MOST = 0.25
"""Who was let go and did not send for so long has something else to wait for, or went away."""
LOOK_SECONDS = 0.05
CATCH_UP = 10
"""So many messages may follow each other at once when we were late."""
CHAT_SECONDS = 1.0
CHAT_BURST = 8
CHATS_REMEMBERED = 10_000


class Pace:
    """One bot's pace; every message waits its turn here.

    Args:
        per_second: Messages over all chats; 0 sets no limit.
        burst: So many messages may go to one chat before it is one a second.
    """

    def __init__(self, per_second: float = PER_SECOND, burst: int = CHAT_BURST) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._burst_seconds = (burst - 1) * CHAT_SECONDS
        self._limited = per_second > 0
        self._free_at = 0.0
        self._most = math.ceil(per_second)
        self._leaving: deque[float] = deque()
        """When those were let go that are not sent yet."""
        self._flying = 0
        self._answers: deque[float] = deque()
        self._trips: deque[float] = deque(maxlen=TRIPS)
        self._chats: dict[int, float] = {}
        self._blocked: dict[int, float] = {}
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._refused: int | None = None
        self._closed = asyncio.Event()

    async def opening(self) -> None:
        """Wait until something may go that nobody waits for: after every dialogue. To which chat is said in `Opened`.

        Raises:
            TryLater: It is being closed.
        """
        await self._bot_turn(urgent=False)

    async def turn(self, chat: int, *, urgent: bool = True, new: bool = True) -> None:
        """Wait until something may go to this chat.

        Args:
            urgent: What is not (a broadcast) lets everything else go first.
            new: A message that is only changed does not count as one more in its chat.

        Raises:
            TryLater: It is being closed; the message waits for the next start.
        """
        await self.chat_turn(chat, new=new)
        await self._bot_turn(urgent)

    async def chat_turn(self, chat: int, *, new: bool = True) -> None:
        """Wait until something may go to this chat, whatever goes to others."""
        wait = self._chat_wait(chat, new)
        if wait > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), wait)
        if self._limited and new:
            self._spend(chat)

    def sent(self) -> float:
        """A message goes; when, for `answered`. It was let go last; who was before it and did not send is soon forgotten."""
        if self._leaving:
            self._leaving.pop()
        self._flying += 1
        return asyncio.get_running_loop().time()

    def answered(self, sent_at: float) -> None:
        """What went then was answered, or is not waited for any more."""
        now = asyncio.get_running_loop().time()
        self._flying -= 1
        self._answers.append(now)
        self._trips.append(now - sent_at)

    def refused(self, chat: int, seconds: float) -> None:
        """The server wants nothing more for so long: for this chat, or for the bot when another chat was refused just now too."""
        now = asyncio.get_running_loop().time()
        self._blocked[chat] = now + seconds
        if self._refused not in (None, chat):
            self._free_at = max(self._free_at, now + seconds)
        self._refused = chat

    def went_well(self) -> None:
        """A message went; the refusal before it was for its chat alone."""
        self._refused = None

    def close(self) -> None:
        """Let nothing more go; who waits is told to try later."""
        self._closed.set()
        for _, _, waiter in self._waiting:
            if not waiter.done():
                waiter.set_exception(TryLater(0))
        self._waiting.clear()

    def _chat_wait(self, chat: int, new: bool) -> float:
        """Seconds until this chat may have a message. A chat's time runs ahead a second with each message, at most the burst."""
        ahead = self._chats.get(chat, 0.0) - self._burst_seconds if new else 0.0
        return max(ahead, self._blocked.get(chat, 0.0)) - asyncio.get_running_loop().time()

    def _spend(self, chat: int) -> None:
        now = asyncio.get_running_loop().time()
        self._chats[chat] = max(now, self._chats.get(chat, 0.0)) + CHAT_SECONDS
        if len(self._chats) > CHATS_REMEMBERED:
            self._chats = {known: at for known, at in self._chats.items() if at > now}
            self._blocked = {known: at for known, at in self._blocked.items() if at > now}

    async def _bot_turn(self, urgent: bool) -> None:
        if self._closed.is_set():
            raise TryLater(0)
        loop = asyncio.get_running_loop()
        if not self._waiting and max(self._free_at, self._full_until()) <= loop.time():
            self._go(loop.time())
            return
        waiter: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._numbers), waiter))
        self._wind()
        await waiter

    def _go(self, now: float) -> None:
        """One goes. Those after it make up for what we were late, when that was little; after a silence it begins anew."""
        self._leaving.append(now)
        late = now - self._free_at > CATCH_UP * self._interval
        self._free_at = (now if late else self._free_at) + self._interval

    def _full_until(self) -> float:
        """Until when the server may have counted as many in a second as it takes.

        One that is answered was counted before that, and one that goes now is counted after the shortest way there; so those of the last
        second, less what a message is under way at least, and those that are under way, are all that can be.
        """
        now = asyncio.get_running_loop().time()
        counts = 1.0 - TRIP_SHARE * min([*self._trips, TRIP_SECONDS_MOST])
        for known, seconds in ((self._answers, counts), (self._leaving, LEAVING_SECONDS_MOST)):
            while known and known[0] + seconds <= now:
                known.popleft()
        if not self._limited or len(self._leaving) + self._flying + len(self._answers) < self._most:
            return 0.0
        return self._answers[0] + counts if self._answers else now + LOOK_SECONDS

    def _wind(self) -> None:
        if self._timer is None and self._waiting:
            self._timer = asyncio.get_running_loop().call_at(max(self._free_at, self._full_until()), self._release)

    def _release(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        if now >= max(self._free_at, self._full_until()):
            while self._waiting:
                _, _, waiter = heapq.heappop(self._waiting)
                if not waiter.done():
                    waiter.set_result(None)
                    self._go(now)
                    break
        self._wind()


class Opened:
    """A pace of which the first turn was waited for in `Pace.opening`."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._open = True

    async def turn(self, chat: int, *, urgent: bool = True, new: bool = True) -> None:
        """As `Pace.turn`."""
        if not self._open:
            await self._pace.turn(chat, urgent=urgent, new=new)
            return
        self._open = False
        await self._pace.chat_turn(chat, new=new)

    def sent(self) -> float:
        """As `Pace.sent`."""
        return self._pace.sent()

    def answered(self, sent_at: float) -> None:
        """As `Pace.answered`."""
        self._pace.answered(sent_at)

    def refused(self, chat: int, seconds: float) -> None:
        """As `Pace.refused`."""
        self._pace.refused(chat, seconds)

    def went_well(self) -> None:
        """As `Pace.went_well`."""
        self._pace.went_well()
