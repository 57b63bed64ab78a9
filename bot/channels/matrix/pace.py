"""When the next message may go. The homeserver says so itself, and its limit counts per sender: for all rooms of the bot together.

Until it refuses, messages go as they come. From then on they go one by one, in the order in which they came, each as soon as the server
said that it may; when nobody waits any more they go freely again. Turns are not held up by this: only what is said waits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.channels.matrix.server import Limited
from bot.voice import TryLater

Sent = TypeVar("Sent")


class Pace:
    """One bot's pace; every message goes through `go`."""

    def __init__(self) -> None:
        self._line = asyncio.Lock()
        self._limited = False
        self._waiting = 0
        self._closed = asyncio.Event()

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
