"""Reading what is counted: who uses the guide now, what happened by the month, and how many people messages to many reached."""

from __future__ import annotations

from msgspec import Struct

from bot.storage.engine import Engine, Row

CROWDS = (
    "SELECT COALESCE(p.audience, ''), p.channel, count(*) FROM persons AS p WHERE p.reachable = 1 AND p.turns > 0 AND p.heard_at >= ?"
    " AND NOT EXISTS (SELECT 1 FROM roles AS r WHERE r.person = p.id) GROUP BY p.audience, p.channel ORDER BY p.audience, p.channel"
)
TALLIES = "SELECT month, name, number, people, newcomers FROM tallies ORDER BY month, name"
REACHED = (
    "SELECT b.snapshot_at, count(*) FROM broadcasts AS b JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.status = 'said'"
    " WHERE b.snapshot_at >= ? GROUP BY b.id, b.snapshot_at ORDER BY b.id"
)
TIDIED = "SELECT at FROM carried_out WHERE name = 'tidy'"


class Since(Struct, frozen=True):
    """From when on is counted, in UTC.

    Args:
        heard: Who was heard before uses the guide no more.
        reached: Messages to many of before are of no more concern.
    """

    heard: str
    reached: str


class Counted(Struct, frozen=True):
    """What is counted.

    Args:
        crowds: (role, channel, people); role "" for who did not say.
        tallies: (month, name, number, people, newcomers), all that there are.
        reached: (when, people) of each message to many.
        tidied: When what need not be kept was last erased, in UTC; None for never.
    """

    crowds: tuple[Row, ...] = ()
    tallies: tuple[Row, ...] = ()
    reached: tuple[Row, ...] = ()
    tidied: str | None = None


async def load(engine: Engine, since: Since) -> Counted:
    """All of it, in the transaction that is under way."""
    tidied = await engine.rows(TIDIED)
    return Counted(
        crowds=tuple(await engine.rows(CROWDS, (since.heard,))),
        tallies=tuple(await engine.rows(TALLIES)),
        reached=tuple(await engine.rows(REACHED, (since.reached,))),
        tidied=tidied[0][0] if tidied else None,
    )
