"""Work that one process at a time does: within one data folder by a file lock that dies with its process, else by a lease."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path

TRY_SECONDS = 0.5


class FolderClaim:
    """The right to be a channel, of all processes on one data folder.

    Args:
        folder: The data folder.
        name: Of the channel.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._descriptor = os.open(folder / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)

    async def take(self, stop: asyncio.Event) -> bool:
        """Wait until it is ours; False when `stop` came first."""
        while not stop.is_set():
            if self._taken():
                return True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TRY_SECONDS)
        return False

    def release(self) -> None:
        """Let another process have it."""
        os.close(self._descriptor)

    def _taken(self) -> bool:
        try:
            import fcntl  # noqa: PLC0415 (not on Windows, where one process is the rule)
        except ImportError:  # pragma: no cover
            return True
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
