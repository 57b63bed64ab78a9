"""Broadcasts as whoever says them sees them: their recipients in order, what becomes of each, and with whom it stands.

A recipient is taken in the transaction that looks whether their broadcast still goes and whether they still want it. So nothing leaves
after a pause that was confirmed to somebody, and what was under way when a process died is known from the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from bot.storage.broadcasting import BROADCAST, ONE
from bot.storage.committer import Committer
from bot.storage.engine import Engine, Row

CANDIDATES = 8
"""So many recipients are looked at at once for one who can have it now."""

NEXT = (
    "SELECT r.number, p.id, r.transaction_id, r.tries, r.not_before, p.key, p.address, p.state, p.heard_at, p.aloud,"
    " CASE WHEN p.news = 'yes' AND p.reachable = 1 THEN 1 ELSE 0 END"
    " FROM broadcast_recipients AS r JOIN persons AS p ON p.id = r.person"
    " WHERE r.broadcast = ?1 AND r.status = 'queued' AND r.channel = ?2 AND r.number <= ?3 AND (r.not_before IS NULL OR r.not_before <= ?4)"
)
NEXT_OF_ALL = NEXT + " ORDER BY r.number LIMIT ?5"
NEXT_OF_ONE = NEXT + " AND p.key = ?5"
TAKEN = "UPDATE broadcast_recipients SET status = 'sending', at = ?3 WHERE broadcast = ?1 AND number = ?2"
LEFT = "UPDATE broadcast_recipients SET status = 'left', at = ?3 WHERE broadcast = ?1 AND number = ?2 AND status = 'queued'"
NOT_YET = "UPDATE broadcast_recipients SET not_before = ?3 WHERE broadcast = ?1 AND number = ?2 AND status = 'queued'"
DONE = (
    "UPDATE broadcast_recipients SET status = ?3, message_id = ?4, at = ?5, version = ?6, tries = tries + 1, not_before = NULL"
    " WHERE broadcast = ?1 AND number = ?2 AND status = 'sending'"
)
PUT_BACK = "UPDATE broadcast_recipients SET status = 'queued' WHERE broadcast = ?1 AND number = ?2 AND status = 'sending'"
AGAIN = (
    "UPDATE broadcast_recipients SET status = 'queued', not_before = ?3, tries = tries + 1"
    " WHERE broadcast = ?1 AND number = ?2 AND status = 'sending'"
)
IN_FLIGHT = (
    "SELECT r.broadcast, r.number FROM broadcasts AS b JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.status = 'sending'"
    " AND r.channel = ?1 WHERE b.snapshot_at IS NOT NULL"
)
IN_FLIGHT_OF_ONE = IN_FLIGHT + " AND r.person = (SELECT p.id FROM persons AS p WHERE p.key = ?2)"  # noqa: S608 (of ours alone)
IN_THE_MIDDLE = "SELECT 1 FROM broadcast_recipients WHERE broadcast = ?1 AND status = 'sending' AND channel = ?2 LIMIT 1"
UNCERTAIN = "UPDATE broadcast_recipients SET status = 'uncertain' WHERE broadcast = ?1 AND number = ?2 AND status = 'sending'"
QUEUED_AGAIN = (
    "UPDATE broadcast_recipients SET status = CASE WHEN (SELECT b.status FROM broadcasts AS b WHERE b.id = ?1)"
    " IN ('sending', 'paused', 'ended') THEN 'queued' ELSE 'uncertain' END, not_before = NULL"
    " WHERE broadcast = ?1 AND number = ?2 AND status = 'sending'"
)
STATES = (
    "SELECT p.state, p.heard_at FROM broadcast_recipients AS r JOIN persons AS p ON p.id = r.person"
    " WHERE r.broadcast = ?1 AND r.number = ?2"
)
STANDING = (
    "SELECT r.number, r.message_id, r.transaction_id, p.key, p.address, p.aloud FROM broadcast_recipients AS r"
    " JOIN persons AS p ON p.id = r.person WHERE r.broadcast = ?1 AND r.status = 'said' AND r.channel = ?2 AND r.removed = 0"
)
TO_CORRECT = STANDING + " AND ABS(r.version) < ?3 AND p.reachable = 1 ORDER BY r.number LIMIT ?4"
TO_WITHDRAW = STANDING + " ORDER BY r.number LIMIT ?3"
CORRECTED = "UPDATE broadcast_recipients SET version = ?3 WHERE broadcast = ?1 AND number = ?2"
REMOVED = "UPDATE broadcast_recipients SET removed = ?3 WHERE broadcast = ?1 AND number = ?2"


class Recipient(Struct, frozen=True):
    """Somebody who is to get it now.

    Args:
        row: Their broadcast, as it is in the transaction that took them.
        tries: How often it was tried before.
        aloud: Whether they want messages that can be read aloud.
    """

    row: Row
    number: int
    person: str
    address: str
    transaction_id: str
    tries: int
    aloud: bool

    @property
    def broadcast(self) -> int:
        return int(self.row[0])


class Standing(Struct, frozen=True):
    """Somebody with whom it stands.

    Args:
        message_id: The channel's, apart by spaces where there are several.
    """

    number: int
    message_id: str
    transaction_id: str
    person: str
    address: str
    aloud: bool


class Taken(Struct, frozen=True):
    """What one look at the queue gave.

    Args:
        recipient: Who is to get it now; None for nobody.
        deferred: The numbers of those who have to wait because they are in the middle of something.
        more: Whether there may be somebody else.
    """

    recipient: Recipient | None = None
    deferred: tuple[int, ...] = ()
    more: bool = False


class Queue:
    """Every method may raise a `StorageTrouble`. Times are UTC."""

    def __init__(self, engine: Engine, committer: Committer) -> None:
        self._engine = engine
        self._committer = committer

    # ── sending ───────────────────────────────────────────────────────────────────────────────────────────────

    async def in_flight(self, channel: str, person: str = "", *, once: bool) -> None:
        """What was being sent when a process died goes again where that says it once, and else is uncertain.

        Args:
            person: Only theirs; "" for everybody's.
        """

        async def settle(engine: Engine) -> None:
            rows = await (engine.rows(IN_FLIGHT_OF_ONE, (channel, person)) if person else engine.rows(IN_FLIGHT, (channel,)))
            if rows:
                await engine.many(QUEUED_AGAIN if once else UNCERTAIN, rows)

        await self._committer.work(settle)

    async def take(self, id: int, channel: str, at: str, judge: Judge, only: str = "") -> Taken:
        """Mark the next one as being sent, when the broadcast still goes.

        Args:
            judge: Says what goes now and who has to wait.
            only: The key of the only person who may get it; "" for everybody.
        """

        async def take(engine: Engine) -> Taken:
            rows = await engine.rows(ONE, (id,))
            most = judge.up_to(rows[0]) if rows else 0
            if not most:
                return Taken()
            asked = (id, channel, most, at)
            found = await engine.rows(NEXT_OF_ONE, (*asked, only)) if only else await engine.rows(NEXT_OF_ALL, (*asked, CANDIDATES))
            return await _chosen(engine, rows[0], found, at, judge)

        return await self._committer.work(take)

    async def done(self, one: Recipient, status: str, at: str, message_id: str | None = None) -> None:
        """What became of it."""
        await self._committer.write(DONE, [(one.broadcast, one.number, status, message_id, at, one.row[VERSION])])

    async def put_back(self, one: Recipient) -> None:
        """It was not tried at all."""
        await self._committer.write(PUT_BACK, [(one.broadcast, one.number)])

    async def again(self, one: Recipient, not_before: str) -> None:
        """It did not go, and may be tried again."""
        await self._committer.write(AGAIN, [(one.broadcast, one.number, not_before)])

    async def in_the_middle(self, id: int, channel: str) -> bool:
        """Whether somebody is being told there."""
        return bool(await self._engine.read(IN_THE_MIDDLE, (id, channel)))

    async def state(self, id: int, number: int) -> tuple[str, str] | None:
        """What somebody who has to wait is doing, and when they were heard."""
        rows = await self._engine.read(STATES, (id, number))
        return (rows[0][0], rows[0][1]) if rows else None

    async def free(self, id: int, numbers: Iterable[int], at: str) -> None:
        """Who had to wait need not any more."""
        await self._committer.write(NOT_YET, [(id, number, at) for number in numbers])

    # ── changing what was said ────────────────────────────────────────────────────────────────────────────────

    async def to_correct(self, id: int, channel: str, version: int, most: int) -> list[Standing]:
        """Some with whom an older version stands."""
        return [_standing(row) for row in await self._engine.read(TO_CORRECT, (id, channel, version, most))]

    async def to_withdraw(self, id: int, channel: str, most: int) -> list[Standing]:
        """Some with whom it stands."""
        return [_standing(row) for row in await self._engine.read(TO_WITHDRAW, (id, channel, most))]

    async def corrected(self, id: int, number: int, version: int) -> None:
        """This version stands there now; below zero, an older one that can't be changed into it."""
        await self._committer.write(CORRECTED, [(id, number, version)])

    async def removed(self, id: int, number: int, how: int) -> None:
        """It is gone (1), or can't be taken away (2)."""
        await self._committer.write(REMOVED, [(id, number, how)])


class Judge(Struct, frozen=True):
    """What of a broadcast goes now, for `Queue.take`.

    Args:
        up_to: The highest number that goes now, from the row of the broadcast; 0 for none.
        waits_until: Until when somebody has to wait, from their state and when they were heard; None for who need not.
    """

    up_to: Callable[[Row], int]
    waits_until: Callable[[str, str], str | None]


VERSION = [one.strip() for one in BROADCAST.partition(" FROM")[0].split(",")].index("version")
"""Its place in a row of `BROADCAST`."""


def _standing(row: Row) -> Standing:
    number, message_id, transaction_id, person, address, aloud = row
    return Standing(number, message_id, transaction_id, person, address, bool(aloud))


async def _chosen(engine: Engine, row: Row, found: Sequence[Row], at: str, judge: Judge) -> Taken:
    """The first who can have it; those before them who don't want it any more or have to wait are marked so."""
    id = row[0]
    left: list[tuple[int, int, str]] = []
    deferred: list[tuple[int, int, str]] = []
    chosen = None
    for number, _, transaction_id, tries, not_before, key, address, state, heard_at, aloud, wants in found:
        until = judge.waits_until(state, heard_at) if not_before is None else None
        if not wants:
            left.append((id, number, at))
        elif until:
            deferred.append((id, number, until))
        else:
            chosen = Recipient(row, number, key, address, transaction_id, tries, bool(aloud))
            break
    for sql, rows in ((LEFT, left), (NOT_YET, deferred), (TAKEN, [(id, chosen.number, at)] if chosen else [])):
        if rows:
            await engine.many(sql, rows)
    return Taken(chosen, tuple(number for _, number, _ in deferred), chosen is not None or bool(left or deferred))
