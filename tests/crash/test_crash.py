"""A few faults of each kind; `make faults` does many and writes the table down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.faults import CASES, run


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_lost_doubled_or_left_unsaid(case: str, tmp_path: Path) -> None:
    kind, database = CASES[case]
    tally = run(kind, 6, tmp_path, 1, database())
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid) == (6, 0, 0, 0)
