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
        try:
            known = await asyncio.to_thread(_read_and_indexed, self._settings, self._turns.knowledge)
        except ContentError as error:
            return self._kept(seen, [str(problem) for problem in error.problems])
        except OSError as error:
            return self._kept(seen, [type(error).__name__])
        await self._store.keep_question_sets([(one.hash, one.id, one.body) for one in known.question_sets])
        self._turns.knowledge, self._seen, self.problems = known, seen, 0
        self._log.content_taken_up(len(known.entries), len(known.question_sets))
        return True

    def _kept(self, seen: Signature, problems: list[str]) -> bool:
        """What was known stays in use until the files change again."""
        self._seen, self.problems = seen, len(problems)
        self._log.content_kept(problems)
        return False

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


def _read_and_indexed(settings: Settings, before: Knowledge) -> Knowledge:
    """Everything, and all made that a turn would wait for; of the index, answers that did not change are taken over."""
    known = content.load(settings.knowledge, settings.data)
    known.ready(before)
    return known
