"""A few faults of each kind in Matrix; `make faults` does many and writes the table down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.matrix.conftest import World
from tests.crash import broadcast, matrix

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("kind", matrix.QUICK)
async def test_nothing_of_matrix_is_lost_doubled_said_twice_or_left_unsaid(kind: str, world: World, tmp_path: Path) -> None:
    tally = await matrix.run(kind, 1, world, tmp_path, 1, texts=6)
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid, tally.said_twice) == (1, 0, 0, 0, 0)


async def test_a_broadcast_outlives_what_was_said_and_not_marked_and_reaches_every_room_once(world: World, tmp_path: Path) -> None:
    found = await broadcast.on_matrix(broadcast.AFTER, 1, tmp_path, 1, world, people=4)
    assert [(row.kills, row.told_uncertain, row.lost, row.twice) for row in found] == [(1, 0, 0, 0)] * 3
    assert all(row.in_flight for row in found)
