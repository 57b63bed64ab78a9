"""Counting what happens by the month, without whom it happened to: the last thing that a transaction writes.

So the rows of the counts, which all turns share, are held for a moment only, and nobody who holds one waits for anything else: two
processes on one database never wait for each other in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from bot.storage.engine import Engine, padded

COUNTED_BEFORE = "SELECT person, name, month FROM tallied WHERE person IN ({marks})"
MARK = (
    "INSERT INTO tallied (person, name, month) SELECT id, ?2, ?3 FROM persons WHERE id = ?1"
    " ON CONFLICT (person, name) DO UPDATE SET month = excluded.month"
)
"""Nothing for who was erased in this very transaction."""
COUNT = (
    "INSERT INTO tallies (month, name, number, people, newcomers) VALUES (?, ?, ?, ?, ?) ON CONFLICT (month, name) DO UPDATE SET"
    " number = tallies.number + excluded.number, people = tallies.people + excluded.people,"
    " newcomers = tallies.newcomers + excluded.newcomers"
)
FORGET_COUNTED = "DELETE FROM tallied WHERE month < ?"


class Tallied(Struct, frozen=True):
    """Something happened once.

    Args:
        person: To whom, so that they are counted once; 0 for somebody who is counted for the first time in any case.
        month: As `2026-11`.
        year_from: The first of the twelve months that end with it.
    """

    name: str
    person: int
    month: str
    year_from: str


async def write(engine: Engine, rows: Iterable[Tallied]) -> None:
    """Count them, and for each person whether they were counted before, in this month or in the year that ends with it."""
    happened = list(rows)
    if not happened:
        return
    asked = padded(sorted({one.person for one in happened}))
    found = await engine.rows(COUNTED_BEFORE.format(marks=", ".join(["?"] * len(asked))), asked)
    last = {(person, name): month for person, name, month in found}
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    marks: set[tuple[int, str, str]] = set()
    for one in happened:
        before = last.get((one.person, one.name), "")
        count = counts[one.month, one.name]
        count[0] += 1
        count[1] += before < one.month
        count[2] += before < one.year_from
        if one.person:
            last[one.person, one.name] = max(before, one.month)
            marks.add((one.person, one.name, one.month))
    await engine.many(MARK, sorted(marks))
    await engine.many(COUNT, [(*key, *count) for key, count in sorted(counts.items())])
