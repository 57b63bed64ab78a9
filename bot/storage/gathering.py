"""Reading for everyone who asks at the same time in one query, as the committer writes for them in one transaction."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from bot.storage.engine import Engine, Row, padded

ASKED_MOST = 64


class Gathered:
    """One statement for many keys: who asks while it runs is answered by the next run.

    Args:
        sql: A SELECT for `{marks}` keys, with the key as its first column.
    """

    def __init__(self, engine: Engine, sql: str) -> None:
        self._engine = engine
        self._sql = sql
        self._asked: dict[str, asyncio.Future[list[Row]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def rows(self, key: str) -> list[Row]:
        """The rows of a key as they are now, without the key, in the order of the statement.

        Raises:
            StorageTrouble: It could not be read.
        """
        answer = self._asked.get(key) or self._asked.setdefault(key, asyncio.get_running_loop().create_future())
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._answer())
        return await asyncio.shield(answer)

    async def _answer(self) -> None:
        while self._asked:
            keys = list(self._asked)[:ASKED_MOST]
            answers = [self._asked.pop(key) for key in keys]
            try:
                found = await self._read(keys)
            except Exception as error:
                for answer in answers:
                    answer.set_exception(error)
                    answer.exception()  # who asked may have gone away, and that is no error
                continue
            for key, answer in zip(keys, answers, strict=True):
                answer.set_result(found[key])

    async def _read(self, keys: Sequence[str]) -> dict[str, list[Row]]:
        asked = padded(keys)
        found: dict[str, list[Row]] = defaultdict(list)
        for key, *row in await self._engine.read(self._sql.format(marks=", ".join("?" * len(asked))), asked):
            found[key].append(tuple(row))
        return found
