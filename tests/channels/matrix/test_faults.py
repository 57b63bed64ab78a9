"""A few faults of each kind in Matrix; `make faults` does many and writes the table down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.matrix.conftest import World
from tests.crash import matrix

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("kind", matrix.QUICK)
async def test_nothing_of_matrix_is_lost_doubled_said_twice_or_left_unsaid(kind: str, world: World, tmp_path: Path) -> None:
    tally = await matrix.run(kind, 1, world, tmp_path, 1, texts=6)
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid, tally.said_twice) == (1, 0, 0, 0, 0)
