"""One task that writes: it takes the turns that wait, up to 64, and commits them together.

Because `decide` is pure, that is all there is to a group: load, decide, write, commit, wake the callers. A turn that raises drops out
and the others commit; when a write fails, the group is redone one by one, so that one bad turn harms nobody else. The task is never
cancelled; callers wait shielded, so that a cancelled caller leaves no transaction open.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

from bot.storage import loading, tally_rows
from bot.storage.engine import Engine
from bot.storage.erasing import Erasing, erase
from bot.storage.live_rows import LiveChanged
from bot.storage.loading import Key, Loaded
from bot.storage.rows import STATEMENTS, Outgoing, OutgoingTo, RoleGiven, RoleRevoked, Written
from bot.storage.tally_rows import Tallied
from bot.storage.troubles import StorageTrouble

GROUP_MOST = 64
Found = TypeVar("Found")
_AGAIN = object()
"""What becomes of a turn that has to wait for the next group."""


class Writes(Struct, frozen=True):
    """What a turn writes: the person's own row, and the rows that belong to it.

    Args:
        audience: None leaves it as it is.
        erasing: They had all of it erased; nothing of this turn stays either, but what it says.
    """

    state: str
    rows: tuple[Written, ...]
    audience: str | None = None
    erasing: Erasing | None = None


class NotNow(Struct, frozen=True):
    """`decide` needs something first that no transaction may wait for; nothing is written."""

    reason: object


Decide = Callable[[Loaded], Writes | NotNow]


class Committed(Struct, frozen=True):
    """The turn is on the disk; `outgoing` waits to be said.

    Args:
        person: The person's number in the database.
        loaded: What the turn was decided on.
    """

    person: int
    loaded: Loaded
    writes: Writes

    @property
    def outgoing(self) -> tuple[Outgoing, ...]:
        return tuple(row for row in self.writes.rows if isinstance(row, Outgoing))

    @property
    def audience(self) -> str | None:
        """Who they are, as far as they said and we keep it."""
        return None if self.writes.erasing else self.writes.audience or self.loaded.audience

    @property
    def roles(self) -> frozenset[str]:
        """What they may do among the staff."""
        if self.writes.erasing:
            return frozenset()
        given = {row.role for row in self.writes.rows if isinstance(row, RoleGiven)}
        return frozenset({role for role, _ in self.loaded.sharing.roles} | given)

    @property
    def introduces(self) -> bool:
        """Whether they said who they are, or became one of the staff, or had that erased."""
        return bool(self.writes.audience or self.writes.erasing) or any(isinstance(row, RoleGiven) for row in self.writes.rows)

    @property
    def revoked(self) -> tuple[int, ...]:
        """Who else lost a role by it."""
        return tuple(row.other for row in self.writes.rows if isinstance(row, RoleRevoked))

    @property
    def adds(self) -> bool:
        """Whether an editor added something to the answers, or withdrew it."""
        return any(isinstance(row, LiveChanged) for row in self.writes.rows)

    @property
    def tells_others(self) -> bool:
        """Whether somebody else has to be told something."""
        return any(isinstance(row, OutgoingTo) for row in self.writes.rows)


class Repeated(Struct, frozen=True):
    """This event was heard before; nothing was done."""


Result = Committed | Repeated | NotNow


class _Turn:
    """A turn that waits for its group."""

    def __init__(self, key: Key, decide: Decide) -> None:
        self.key = key
        self.decide = decide
        self.done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()


class _Write:
    """A named write that waits for a group: one statement and its rows."""

    def __init__(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        self.sql = sql
        self.rows = rows
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class _Work:
    """A few statements that wait for a group, of which each may depend on what the one before it found."""

    def __init__(self, run: Callable[[Engine], Awaitable[Any]]) -> None:
        self.run = run
        self.done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()


_Job = _Turn | _Write | _Work


class Committer:
    """The only one that writes to an engine.

    Args:
        secret: Of the data folder.
    """

    def __init__(self, engine: Engine, secret: bytes = b"") -> None:
        self._engine = engine
        self._secret = secret
        self._scrubs = False
        self._waiting: deque[_Job] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._work())

    async def turn(self, key: Key, decide: Decide) -> Result:
        """Load, decide and write in one transaction with whoever else waits.

        Raises:
            StorageTrouble: Nothing was written.
            Exception: Whatever `decide` raised; nothing was written for this turn.
        """
        job = _Turn(key, decide)
        self._submit(job)
        return await asyncio.shield(job.done)

    async def write(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row, in one transaction with whoever else waits."""
        job = _Write(sql, rows)
        self._submit(job)
        await asyncio.shield(job.done)

    def scrub(self) -> None:
        """See to it that what was deleted can't be found in the files of the database either, once what waits is done."""
        self._scrubs = True
        self._wake.set()

    async def work(self, run: Callable[[Engine], Awaitable[Found]]) -> Found:
        """Read and write a little in one transaction with whoever else waits, after what they write; what `run` found.

        Args:
            run: Uses `rows` and `many` of the engine and waits for nothing else. It may be run again when its group has to be redone.
        """
        job = _Work(run)
        self._submit(job)
        found: Found = await asyncio.shield(job.done)
        return found

    def _submit(self, job: _Job) -> None:
        if self._closing:
            raise RuntimeError("the store is closed")
        self._waiting.append(job)
        self._wake.set()

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._closing = True
        self._wake.set()
        await self._task

    async def _work(self) -> None:
        while self._waiting or not self._closing:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
            if self._waiting:
                await self._settle(self._take())
            if self._scrubs:
                await self._scrub()

    async def _scrub(self) -> None:
        """When the database is too busy for it, after the next writes."""
        with contextlib.suppress(StorageTrouble):
            self._scrubs = not await self._engine.scrub()

    def _take(self) -> list[_Job]:
        """The next group, in the order of arrival, with at most one turn of each person."""
        group: list[_Job] = []
        left: deque[_Job] = deque()
        persons: set[str] = set()
        while self._waiting and len(group) < GROUP_MOST:
            job = self._waiting.popleft()
            if isinstance(job, _Turn) and job.key.person in persons:
                left.append(job)
                continue
            if isinstance(job, _Turn):
                persons.add(job.key.person)
            group.append(job)
        self._waiting.extendleft(reversed(left))
        return group

    async def _settle(self, group: list[_Job]) -> None:
        """Commit a group; when that fails for another reason than the database itself, each alone."""
        try:
            results = await self._commit(group)
        except Exception as error:
            await self._undo()
            if len(group) > 1 and not isinstance(error, StorageTrouble):
                for job in group:
                    await self._settle([job])
                return
            results = dict.fromkeys(group, error)
        self._waiting.extendleft(job for job in reversed(group) if results[job] is _AGAIN)
        for job in group:
            if results[job] is not _AGAIN:
                _finish(job, results[job])

    async def _undo(self) -> None:
        try:
            await self._engine.rollback()
        except StorageTrouble:
            return

    async def _commit(self, group: list[_Job]) -> dict[_Job, Any]:
        turns = [job for job in group if isinstance(job, _Turn)]
        await self._engine.begin()
        loaded = await loading.load(self._engine, [turn.key for turn in turns], self._secret)
        results: dict[_Job, Any] = {job: _AGAIN if isinstance(job, _Turn) else None for job in group}
        for turn in _decidable(turns, loaded):
            results[turn] = _decide(turn, loaded[turn.key])
        for sql, rows in _statements([result for result in results.values() if isinstance(result, Committed)]):
            await self._engine.many(sql, rows)
        await self._erase(results.values())
        writes: dict[str, list[Sequence[Any]]] = {}
        for job in group:
            if isinstance(job, _Write):
                writes.setdefault(job.sql, []).extend(job.rows)
        for sql, values in writes.items():
            await self._engine.many(sql, values)
        for job in group:
            if isinstance(job, _Work):
                results[job] = await job.run(self._engine)
        await tally_rows.write(self._engine, _tallied(results.values()))
        await self._engine.commit()
        return results

    async def _erase(self, results: Iterable[Any]) -> None:
        """After all that the group writes, so that none of it comes back."""
        for one in results:
            if isinstance(one, Committed) and (erasing := one.writes.erasing):
                await erase(self._engine, one.person, one.writes.rows, erasing, one.loaded.key.at, self._secret)
                self._scrubs = True


def _decidable(turns: Sequence[_Turn], loaded: Mapping[Key, Loaded | None]) -> Iterable[_Turn]:
    """Of the turns that touch what people share only the first: the others are decided when they can see what became of it."""
    alone = False
    for turn in turns:
        found = loaded[turn.key]
        if found is None or not found.alone:
            yield turn
        elif not alone:
            alone = True
            yield turn


def _decide(turn: _Turn, loaded: Loaded | None) -> Result | Exception:
    if loaded is None:
        return Repeated()
    try:
        decided = turn.decide(loaded)
    except Exception as error:  # a fault of ours: this turn drops out, the others commit
        return error
    return decided if isinstance(decided, NotNow) else Committed(loaded.person, loaded, decided)


def _statements(committed: list[Committed]) -> Iterable[tuple[str, list[tuple[Any, ...]]]]:
    """Every statement of a group once, with the rows of all its turns."""
    if not committed:
        return
    persons, heard = [], []
    rows: dict[type[Written], list[tuple[Any, ...]]] = {}
    for done in committed:
        loaded = done.loaded
        key = loaded.key
        audience = done.writes.audience or loaded.audience
        persons.append((loaded.person, done.writes.state, loaded.turn, audience, key.address, key.at if key.first_state else None))
        heard.append((loaded.person, loaded.event, key.at))
        for row in done.writes.rows:
            rows.setdefault(type(row), []).append((loaded.person, *astuple(row)))
    yield loading.HEARD, heard
    yield loading.SAVE_PERSON, persons
    for kind, sql in STATEMENTS.items():
        if kind in rows:
            yield sql, rows[kind]


def _tallied(results: Iterable[Any]) -> list[Tallied]:
    return [row for one in results if isinstance(one, Committed) for row in one.writes.rows if isinstance(row, Tallied)]


def _finish(job: _Job, result: Any) -> None:
    if job.done.cancelled():
        return
    if isinstance(result, Exception):
        job.done.set_exception(result)
        job.done.exception()  # a caller who went away never asks, and that is no error
    else:
        job.done.set_result(result)
