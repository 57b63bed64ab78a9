"""Who gets a broadcast: fixed once, when it starts, in chunks that others' turns come in between.

Nothing of a chunk is asked twice and no row is looked for that can't be there: whoever writes one holds the broadcast, and goes on after
the last person who stands in it, also when another process was here before.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.storage.broadcasting import BEFORE
from bot.storage.committer import Committer
from bot.storage.engine import Engine, Row

LIST = "?1"
"""Where a statement that asks for `{asked}` has its list of numbers."""
LAST_PERSON = "SELECT coalesce(max(id), 0) FROM persons"
SUBSCRIBERS = (
    "SELECT p.id, p.channel, COALESCE(p.audience, ''), COALESCE(p.sector, ''), COALESCE(p.province, ''), COALESCE(p.municipality, ''),"
    " CASE WHEN g.number IS NULL THEN 0 ELSE 1 END FROM persons AS p"
    " LEFT JOIN broadcast_recipients AS g ON g.person = p.id AND g.broadcast = ?1 AND g.status IN ('said', 'uncertain')"
    " WHERE p.id > ?2 AND p.id <= ?3 AND p.news = 'yes' AND +p.reachable = 1 ORDER BY p.id"
)
"""Of some people in a row, by their numbers: the plus keeps a database from walking through all subscribers for each part of them."""
OPEN = "SELECT b.id FROM broadcasts AS b WHERE b.id = ? AND b.snapshot_at IS NULL"
LAST = "SELECT number FROM broadcast_recipients WHERE broadcast = ? ORDER BY number DESC LIMIT 1"
LAST_KNOWN = "SELECT person FROM broadcast_recipients WHERE broadcast = ? AND person IS NOT NULL ORDER BY number DESC LIMIT 1"
"""Who was forgotten since then stands there no more."""
QUEUE = (
    "INSERT INTO broadcast_recipients (broadcast, number, person, channel, status, transaction_id)"
    " SELECT ?2, ?3 + row_number() OVER (ORDER BY p.id), p.id, p.channel, 'queued', ?4 || (?3 + row_number() OVER (ORDER BY p.id))"
    " FROM {asked} AS asked JOIN persons AS p ON p.id = asked.number"
)
PLACED = (
    "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM broadcast_recipients"
    " WHERE broadcast = ?2 AND status = 'queued' AND channel = ?3) AS queued WHERE place IN (SELECT number FROM {asked} AS asked)"
)
SEATED = "SELECT number, person, channel FROM broadcast_recipients WHERE broadcast = ?2 AND number IN (SELECT number FROM {asked} AS asked)"
SEAT = "UPDATE broadcast_recipients SET person = ?3, channel = ?4 WHERE broadcast = ?1 AND number = ?2"
FIXED = "UPDATE broadcasts SET snapshot_at = ?2, total = ?3 WHERE id = ?1 AND snapshot_at IS NULL"


class Recipients:
    """Every method may raise a `StorageTrouble`. Times are UTC."""

    def __init__(self, engine: Engine, committer: Committer) -> None:
        self._engine = engine
        self._committer = committer

    async def last_person(self) -> int:
        """The highest number of a person."""
        ((last,),) = await self._engine.read(LAST_PERSON)
        return int(last)

    async def known_up_to(self, id: int) -> int:
        """The last person who is queued; 0 for nobody."""
        return _only(await self._engine.read(LAST_KNOWN, (id,)))

    async def before(self, id: int) -> int:
        """The number of the last one before it that was sent; 0 for none."""
        return _only(await self._engine.read(BEFORE, (id,)))

    async def subscribers(self, before: int, after: int, up_to: int) -> list[Row]:
        """Subscribers that can be reached: id, channel, role, sector, province, municipality, whether they got the one before.

        Args:
            before: The number of that one.
            after, up_to: Between which numbers of persons.
        """
        return await self._engine.read(SUBSCRIBERS, (before, after, up_to))

    async def add(self, id: int, people: Sequence[int], prefix: str) -> None:
        """Queue who is not yet, under the numbers that come next.

        Args:
            people: Their numbers, in order.
            prefix: What their transaction ids begin with, before that number.
        """

        async def add(engine: Engine) -> None:
            if not await engine.rows(OPEN + engine.holding("b"), (id,)):
                return
            last = _only(await engine.rows(LAST_KNOWN, (id,)))
            new = [person for person in people if person > last]
            if new:
                number = _only(await engine.rows(LAST, (id,)))
                await engine.rows(QUEUE.format(asked=engine.numbers(LIST)), (_listed(new), id, number, prefix))

        await self._committer.work(add)

    async def placed(self, id: int, channel: str, places: Sequence[int]) -> list[int]:
        """The numbers of some recipients on a channel, by their places among those, from 1."""
        sql = PLACED.format(asked=self._engine.numbers(LIST))
        return [number for (number,) in await self._engine.read(sql, (_listed(places), id, channel))]

    async def fixed(self, id: int, at: str, first: Sequence[int]) -> None:
        """All are queued.

        Args:
            first: The numbers of those who get it first: they change places with who has the first numbers.
        """
        seats = range(1, len(first) + 1)
        leave, come = sorted({*seats} - {*first}), sorted({*first} - {*seats})

        async def fix(engine: Engine) -> None:
            if not await engine.rows(OPEN + engine.holding("b"), (id,)):
                return
            if come:
                found = await engine.rows(SEATED.format(asked=engine.numbers(LIST)), (_listed([*leave, *come]), id))
                who = {number: (person, channel) for number, person, channel in found}
                pairs = zip([*leave, *come], [*come, *leave], strict=True)
                await engine.many(SEAT, [(id, seat, *who[number]) for seat, number in pairs])
            await engine.many(FIXED, [(id, at, _only(await engine.rows(LAST, (id,))))])

        await self._committer.work(fix)


def _listed(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode()


def _only(rows: Sequence[Row]) -> int:
    return (rows[0][0] or 0) if rows else 0
