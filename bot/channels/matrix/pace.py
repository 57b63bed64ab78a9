"""When the next message may go. The homeserver says so itself, and its limit counts per sender: for all rooms of the bot together.

Until it refuses, messages go as they come. From then on they go one by one, in the order in which they came, each as soon as the server
said that it may; when nobody waits any more they go freely again. Turns are not held up by this: only what is said waits.

What nobody waits for (`opening`, `Unhurried`) goes evenly, never while a dialogue waits in that line, and a quarter slower each time that
the server has shown where its limit is: so there is nearly always room left for a dialogue.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.channels.matrix.server import Limited
from bot.voice import TryLater

Sent = TypeVar("Sent")

GAP_SECONDS = 0.05
"""Between two messages that nobody waits for, as long as the server refuses none."""
GAP_SECONDS_MOST = 60.0
SLACK = 1.25
QUICKER = 0.995
"""After each message that went, the gap becomes so much of what it was."""
LOOK_SECONDS = 0.05


class Pace:
    """One bot's pace; every message goes through `go`."""

    def __init__(self) -> None:
        self._line = asyncio.Lock()
        self._limited = False
        self._waiting = 0
        self._closed = asyncio.Event()
        self._opens = asyncio.Lock()
        self._opens_at = 0.0
        self._gap_seconds = GAP_SECONDS
        self._slower_at = 0.0

    async def opening(self) -> None:
        """Wait until something may go that nobody waits for.

        Raises:
            TryLater: It is being closed.
        """
        async with self._opens:
            loop = asyncio.get_running_loop()
            while (wait := self._opens_at - loop.time()) > 0 or self._limited:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._closed.wait(), max(wait, LOOK_SECONDS) if self._limited else wait)
                if self._closed.is_set():
                    break
            if self._closed.is_set():
                raise TryLater(0)
            self._opens_at = loop.time() + self._gap_seconds

    async def go_unhurried(self, send: Callable[[], Awaitable[Sent]]) -> Sent:
        """Send something in an opening; what the server refuses for its limits does not wait in the line.

        Raises:
            TryLater: It is being closed. And whatever `send` raises.
        """
        if self._closed.is_set():
            raise TryLater(0)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            sent = await send()
        except Limited as limited:
            self._slower(limited.seconds, began, loop.time())
            raise
        self._gap_seconds = max(GAP_SECONDS, self._gap_seconds * QUICKER)
        return sent

    def _slower(self, seconds: float, began: float, at: float) -> None:
        """Once for all that was under way then. What the server asks for may be far less than the gap that it wants, so that grows too."""
        if began >= self._slower_at:
            self._gap_seconds = min(GAP_SECONDS_MOST, SLACK * max(self._gap_seconds, seconds))
            self._slower_at = at
        self._opens_at = max(self._opens_at, at + SLACK * seconds)

    async def go(self, send: Callable[[], Awaitable[Sent]]) -> Sent:
        """Send something when that may be; in its place of the line when the server has limits.

        Raises:
            TryLater: It is being closed; the message waits for the next start. And whatever `send` raises but `Limited`.
        """
        if self._closed.is_set():
            raise TryLater(0)
        if not self._limited:
            try:
                return await send()
            except Limited as limited:
                self._limited = True
                seconds = limited.seconds
        else:
            seconds = 0.0
        self._waiting += 1
        try:
            async with self._line:
                return await self._until_it_goes(send, seconds)
        finally:
            self._waiting -= 1
            self._limited = self._waiting > 0

    def close(self) -> None:
        """Let nothing more go; who waits is told to try later."""
        self._closed.set()

    async def _until_it_goes(self, send: Callable[[], Awaitable[Sent]], seconds: float) -> Sent:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), seconds)
            if self._closed.is_set():
                raise TryLater(0)
            try:
                return await send()
            except Limited as limited:
                seconds = limited.seconds


class Unhurried:
    """A pace for what nobody waits for."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def go(self, send: Callable[[], Awaitable[Sent]]) -> Sent:
        """As `Pace.go_unhurried`."""
        return await self._pace.go_unhurried(send)
