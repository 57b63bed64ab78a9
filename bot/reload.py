"""What is known changes under a running process: content files are read anew as a whole and checked first; then what editors added at run
time is laid over them (`knowledge/live.py`), and the whole takes the place of the old between two turns.
"""

from __future__ import annotations

import asyncio
import contextlib
from importlib import resources
from pathlib import Path

from bot import additions, content
from bot.log import Log
from bot.settings import Settings
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble
from bot.turn import Turns
from knowledge import ContentError, Knowledge
from knowledge.live import laid_over

Signature = frozenset[tuple[str, int, int]]


class Reload:
    """Looks whether an editor changed a file or added an answer, or an operator imported tables of places.

    Args:
        settings: They name the content folder and the data folder.
        turns: They know what was read from the files, and nothing else yet.
    """

    def __init__(self, settings: Settings, turns: Turns, store: Store, log: Log) -> None:
        self._settings = settings
        self._turns = turns
        self._store = store
        self._log = log
        self._files = turns.knowledge
        self._added = 0
        """The version of the rows that are in use."""
        self._seen = self._signature()
        self._looking = asyncio.Lock()
        self.problems = 0
        """How many mistakes keep the newest content from being used; 0 when it is in use."""

    async def look(self) -> bool:
        """Take up what changed since the last look, in the files or in what editors added; True when it is in use now.

        A broken edit changes nothing but the log, which names every mistake: what was known stays in use.
        """
        async with self._looking:
            seen = await asyncio.to_thread(self._signature)
            if seen == self._seen:
                return await self._take_up_added()
            try:
                files = await asyncio.to_thread(content.load, self._settings.knowledge, self._settings.data)
            except (ContentError, OSError) as error:
                self._kept(seen, error)
                return await self._take_up_added()
            await self._store.keep_question_sets([(one.hash, one.id, one.body) for one in files.question_sets])
            await self._take_up(files, await self._store.live.version())
            self._seen, self.problems = seen, 0
            self._log.content_taken_up(len(files.entries), len(files.question_sets))
            return True

    async def look_at_added(self) -> bool:
        """Take up what editors added or withdrew since the last look, in whatever process; True when it is in use now."""
        async with self._looking:
            return await self._take_up_added()

    async def added(self) -> None:
        """An editor added or withdrew something in a turn of this process; when the database is in trouble, the next look sees it."""
        with contextlib.suppress(StorageTrouble):
            await self.look_at_added()

    async def _take_up_added(self) -> bool:
        version = await self._store.live.version()
        if version == self._added:
            return False
        await self._take_up(self._files, version)
        return True

    async def _take_up(self, files: Knowledge, version: int) -> None:
        """Lay over the files what was added up to a version; what was added meanwhile, the next look takes up.

        Of the index, answers that did not change are taken over.
        """
        rows = await additions.rows(self._store) if version else []
        before = self._turns.knowledge
        known = await asyncio.to_thread(laid_over, files, rows)
        if before.is_ready or files is not self._files:
            await asyncio.to_thread(known.ready, before)  # else a turn would wait for it
        self._turns.knowledge, self._files, self._added = known, files, version
        if rows:
            self._log.added_taken_up(len(rows), [one.what for one in known.left_out])

    def _kept(self, seen: Signature, error: ContentError | OSError) -> None:
        """What was known stays in use until the files change again."""
        problems = [str(problem) for problem in error.problems] if isinstance(error, ContentError) else [type(error).__name__]
        self._seen, self.problems = seen, len(problems)
        self._log.content_kept(problems)

    def _signature(self) -> Signature:
        """Which files there are, how long they are, and when they were written."""
        folder = self._settings.knowledge or resources.files("knowledge") / "content"
        folders = (folder, self._settings.data / content.IMPORTED)
        files = [path for one in folders if isinstance(one, Path) for kind in ("*.y*ml", "*.csv") for path in one.rglob(kind)]
        return frozenset(_stamps([*files, self._settings.data / content.LEARNED]))


def _stamps(paths: list[Path]) -> list[tuple[str, int, int]]:
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:  # it is not there, or went away between two looks: the next one sees it
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return found
