"""Pictures and files on their way from one channel to another: how one is kept as a row, got, and told from its bytes.

Nothing of them is put on our disk. What a row keeps is where to get one; whoever says its message gets the bytes from the channel where it
was sent, passes them on and forgets them. So a process may die at any moment, and the next one gets them again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from bot.voice import TryLater
from dialogs.files import File

KEPT_MOST = 2
KEPT_SECONDS = 300.0
TRIES_MOST = 60
"""So often a message is tried whose file can't be got now, which is about four minutes; then it goes without."""
SENT_AS_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""By the first bytes; what else somebody sends is a file of which we say nothing."""
ANY_FILE = "application/octet-stream"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(File).decode


class NotGot(TryLater):
    """The channel where a file was sent does not give it now."""


class NoFile(Exception):
    """A file can't come along: empty, too large, gone, or refused. Nothing was said yet of the message that it goes with."""


class StillThere(Exception):
    """What was taken back could not be taken away; the message says so.

    Args:
        message_id: The channel's id of the message.
    """

    def __init__(self, message_id: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id


Get = Callable[[File], Awaitable[bytes]]
"""Gives the bytes of a file, from whatever channel. Raises `NotGot` or `NoFile`."""


class Kept:
    """Gets a file once for the many to whom it is said one after the other, or at once; also that it can't come along.

    Only the last two are kept, in memory, and not longer than somebody asks for them now and then.

    Args:
        seconds: How long one stays after it was asked for last.
    """

    def __init__(self, get: Get, seconds: float = KEPT_SECONDS) -> None:
        self._get = get
        self._seconds = seconds
        self._line = asyncio.Lock()
        self._kept: dict[File, bytes | NoFile] = {}
        self._clocks: dict[File, asyncio.TimerHandle] = {}

    async def __call__(self, file: File) -> bytes:
        """The bytes of a file.

        Raises:
            NotGot, NoFile: As with `Get`.
        """
        async with self._line:
            found = self._kept[file] if file in self._kept else await self._got(file)
            self._keep(file, found)
        if isinstance(found, NoFile):
            raise NoFile(*found.args)
        return found

    async def _got(self, file: File) -> bytes | NoFile:
        for oldest in list(self._kept)[: 1 - KEPT_MOST]:
            self._forget(oldest)  # before another is there
        try:
            return await self._get(file)
        except NoFile as none:
            return none

    def _keep(self, file: File, found: bytes | NoFile) -> None:
        self._forget(file)
        self._kept[file] = found
        self._clocks[file] = asyncio.get_running_loop().call_later(self._seconds, self._forget, file)

    def _forget(self, file: File) -> None:
        self._kept.pop(file, None)
        if clock := self._clocks.pop(file, None):
            clock.cancel()


def as_row(file: File | None) -> str:
    """How a row keeps it."""
    return _encode(file).decode() if file else ""


def of_row(text: str) -> File | None:
    """What a row keeps."""
    return _decode(text) if text else None


def looks_like(data: bytes) -> str:
    """The media type of a picture, else that of any file, whatever its sender said."""
    return next((kind for start, kind in SENT_AS_PICTURES.items() if data.startswith(start)), ANY_FILE)


async def at_most(parts: AsyncIterator[bytes], most_bytes: int) -> bytes:
    """All of a file, however large it was said to be.

    Raises:
        NoFile: It is larger, or empty.
    """
    data = bytearray()
    async for part in parts:
        data += part
        if len(data) > most_bytes:
            raise NoFile("too large")
    if not data:
        raise NoFile("empty")
    return bytes(data)
