"""Work that one process at a time does on a data folder: by a lock on a file, which dies with its process.

On several machines with one PostgreSQL database each has a folder of its own; there the database decides (`Store.claim`).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.storage.troubles import ReadOnly

TRY_SECONDS = 0.5


class Claim:
    """The right to do something, of all processes on one data folder.

    Args:
        folder: The data folder.
        name: Of the work, as it stands in the name of the lock's file.

    Raises:
        ReadOnly: The lock's file can't be made.
    """

    def __init__(self, folder: Path, name: str) -> None:
        try:
            self._descriptor = os.open(folder / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise ReadOnly(str(error)) from error

    async def take(self, stop: asyncio.Event, tell: Callable[[], None]) -> bool:
        """Wait until it is ours, and `tell` once when that is not at once; False when `stop` came first."""
        told = False
        while not stop.is_set():
            if self._locked(wait=False):
                return True
            if not told:
                tell()
                told = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TRY_SECONDS)
        return False

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for it, with everything else of this process, and have it until the end of the block."""
        self._locked(wait=True)
        try:
            yield
        finally:
            self._unlock()

    def taken_at_once(self) -> bool:
        """Whether it is ours now, without waiting."""
        return self._locked(wait=False)

    def release(self) -> None:
        """Let another process have it, for good."""
        os.close(self._descriptor)

    def _locked(self, *, wait: bool) -> bool:
        try:
            import fcntl  # noqa: PLC0415 (not on Windows, where one process is the rule)
        except ImportError:  # pragma: no cover
            return True
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def _unlock(self) -> None:
        with contextlib.suppress(ImportError):
            import fcntl  # noqa: PLC0415

            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
