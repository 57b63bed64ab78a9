"""Broadcasts as whoever looks after them sees them: those that are going, how it stands with each, and the links in them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.broadcasting import BROADCAST, COUNTS
from bot.storage.committer import Committer
from bot.storage.engine import Engine, Row

GOING = "SELECT " + BROADCAST + " WHERE status IN ('held', 'sending', 'paused') ORDER BY id"
ANYTHING = (
    "SELECT 1 FROM broadcasts AS b WHERE b.status IN ('held', 'sending', 'paused') OR b.ended_at > ?1 OR b.corrected_at > ?1"
    " OR b.withdrawn_at > ?1 OR EXISTS (SELECT 1 FROM broadcast_links AS l WHERE l.broadcast = b.id AND l.outcome = '') LIMIT 1"
)
ENDED = "SELECT " + BROADCAST + " WHERE status = 'ended' AND ended_at > ? ORDER BY id"
CHANGED = "SELECT " + BROADCAST + " WHERE corrected_at > ?1 OR withdrawn_at > ?1 ORDER BY id"
CHANGES = "SELECT version, removed, count(*) FROM broadcast_recipients WHERE broadcast = ? AND status = 'said' GROUP BY version, removed"
START = (
    "UPDATE broadcasts SET status = 'sending', why_paused = '', per_minute = 0"
    " WHERE id = ?1 AND status = 'held' AND wants_second = 0 AND starts_at <= ?2"
)
FORGOTTEN = "UPDATE broadcast_recipients SET status = 'left' WHERE broadcast = ? AND status = 'queued' AND person IS NULL"
PAUSE = (
    "UPDATE broadcasts SET status = 'paused', why_paused = ?2, paused_at = ?3, resumes_at = ?4, per_minute = 0"
    " WHERE id = ?1 AND (status = 'sending' OR (status = 'paused' AND why_paused <> ''))"
)
RESUME = (
    "UPDATE broadcasts SET status = 'sending', why_paused = '', paused_at = NULL, resumes_at = NULL"
    " WHERE id = ?1 AND status = 'paused' AND why_paused <> ''"
)
END = "UPDATE broadcasts SET status = 'ended', ended_at = ?2, per_minute = 0 WHERE id = ?1 AND status = 'sending'"
SPEED = "UPDATE broadcasts SET per_minute = ?2 WHERE id = ?1 AND status = 'sending'"
SERVED = "SELECT name FROM leases WHERE until > ?1 AND name LIKE 'timers %'"
AUTHOR = "SELECT p.key, p.address FROM broadcasts AS b JOIN persons AS p ON p.id = b.author WHERE b.id = ?"
MEDEWERKERS = "SELECT p.key, p.address FROM roles AS r JOIN persons AS p ON p.id = r.person WHERE r.role = 'medewerker' ORDER BY p.id"
UNSEEN_LINKS = "SELECT broadcast, url FROM broadcast_links WHERE outcome = '' ORDER BY broadcast, url"
LINK_SEEN = "UPDATE broadcast_links SET outcome = ?3, checked_at = ?4 WHERE broadcast = ?1 AND url = ?2 AND outcome = ''"


class Course:
    """Every method may raise a `StorageTrouble`. Times are UTC."""

    def __init__(self, engine: Engine, committer: Committer) -> None:
        self._engine = engine
        self._committer = committer

    async def going(self) -> list[Row]:
        """Those that are held, sent or paused."""
        return await self._engine.read(GOING)

    async def anything(self, after: str) -> bool:
        """Whether there is anything to do at all: one that is not over, or was not over after a time, or links to look at."""
        return bool(await self._engine.read(ANYTHING, (after,)))

    async def ended(self, after: str) -> list[Row]:
        """Those that ended after a time: who could not be reached then may be now."""
        return await self._engine.read(ENDED, (after,))

    async def changed(self, after: str) -> list[Row]:
        """Those that were corrected or withdrawn after a time."""
        return await self._engine.read(CHANGED, (after,))

    async def start(self, id: int, at: str) -> None:
        """Begin one whose time has come."""
        await self._committer.write(START, [(id, at)])

    async def counts(self, id: int) -> list[tuple[str, str, int]]:
        """How many recipients it stands how with, by channel and status."""
        return [(channel, status, count) for channel, status, count in await self._engine.read(COUNTS, (id,))]

    async def changes(self, id: int) -> list[tuple[int, int, int]]:
        """With how many which version stands, and whether it was taken away."""
        return [(version, removed, count) for version, removed, count in await self._engine.read(CHANGES, (id,))]

    async def forgotten(self, id: int) -> None:
        """Nobody is left in these rows."""
        await self._committer.write(FORGOTTEN, [(id,)])

    async def pause(self, id: int, why: str, at: str, resumes: str) -> None:
        """It stops by itself for a while."""
        await self._committer.write(PAUSE, [(id, why, at, resumes)])

    async def resume(self, id: int) -> None:
        """One that stopped by itself goes on."""
        await self._committer.write(RESUME, [(id,)])

    async def end(self, id: int, at: str) -> None:
        """Nothing is left to do."""
        await self._committer.write(END, [(id, at)])

    async def speed(self, id: int, per_minute: int) -> None:
        """How fast it goes."""
        await self._committer.write(SPEED, [(id, per_minute)])

    async def author(self, id: int) -> tuple[str, str] | None:
        """Key and address of who made it; None when they were forgotten."""
        rows = await self._engine.read(AUTHOR, (id,))
        return (rows[0][0], rows[0][1]) if rows else None

    async def writers(self, id: int) -> list[tuple[str, str]]:
        """Key and address of whoever may be writing it now: who made it, and every medewerker."""
        found = [*await self._engine.read(AUTHOR, (id,)), *await self._engine.read(MEDEWERKERS)]
        return [(key, address) for key, address in dict.fromkeys(found)]

    async def served(self, now: str) -> set[str]:
        """The channels that some process runs now."""
        return {name.partition(" ")[2] for (name,) in await self._engine.read(SERVED, (now,))}

    async def unseen_links(self) -> list[tuple[int, str]]:
        """Addresses at which nobody looked yet, with their broadcast."""
        return [(id, url) for id, url in await self._engine.read(UNSEEN_LINKS)]

    async def links_seen(self, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """How addresses answer: broadcast, address, outcome and when."""
        await self._committer.write(LINK_SEEN, rows)
