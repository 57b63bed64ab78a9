"""Content that changes under a running process: read anew as a whole, checked first, and put in the place of the old between two turns."""

from __future__ import annotations

import asyncio
from importlib import resources
from pathlib import Path

from bot import content
from bot.log import Log
from bot.settings import Settings
from bot.storage.store import Store
from bot.turn import Turns
from knowledge import ContentError, Knowledge

LOOK_EVERY_SECONDS = 2.0

Signature = frozenset[tuple[str, int, int]]


class Reload:
    """Looks whether an editor changed a file, or an operator imported tables of places.

    Args:
        settings: They name the content folder and the data folder.
    """

    def __init__(self, settings: Settings, turns: Turns, store: Store, log: Log) -> None:
        self._settings = settings
        self._turns = turns
        self._store = store
        self._log = log
        self._seen = self._signature()
        self.problems = 0
        """How many mistakes keep the newest content from being used; 0 when it is in use."""

    async def look(self) -> bool:
        """Take up content that changed since the last look; True when it is in use now.

        A broken edit changes nothing but the log, which names every mistake: what was known stays in use.
        """
        seen = await asyncio.to_thread(self._signature)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            known = await asyncio.to_thread(_read_and_indexed, self._settings, self._turns.knowledge)
        except ContentError as error:
            self.problems = len(error.problems)
            self._log.content_kept([str(problem) for problem in error.problems])
            return False
        except OSError as error:
            self.problems = 1
            self._log.content_kept([type(error).__name__])
            return False
        await self._store.keep_question_sets([(one.hash, one.id, one.body) for one in known.question_sets])
        self._turns.knowledge = known
        self.problems = 0
        self._log.content_taken_up(len(known.entries), len(known.question_sets))
        return True

    async def keep_looking(self) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            await self.look()

    def _signature(self) -> Signature:
        """Which files there are, how long they are, and when they were written."""
        folder = self._settings.knowledge or resources.files("knowledge") / "content"
        folders = (folder, self._settings.data / content.IMPORTED)
        return frozenset(stamp for one in folders if isinstance(one, Path) for stamp in _stamps(one))


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in (*folder.rglob("*.y*ml"), *folder.rglob("*.csv")):
        try:
            stat = path.stat()
        except OSError:  # it went away between two looks: the next one sees it
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return found


def _read_and_indexed(settings: Settings, before: Knowledge) -> Knowledge:
    """Everything, with the index of its answers made already, so that no turn waits for it; answers that did not change are taken over."""
    known = content.load(settings.knowledge, settings.data)
    known.index_after(before)
    return known
