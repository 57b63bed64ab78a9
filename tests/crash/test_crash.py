"""A few faults of each kind; `make faults` does many and writes the table down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import broadcast, telegram, tickets
from tests.crash.faults import CASES, run


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_lost_doubled_or_left_unsaid(case: str, tmp_path: Path) -> None:
    kind, database = CASES[case]
    tally = run(kind, 3, tmp_path, 1, database())
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid) == (3, 0, 0, 0)


def test_what_is_said_twice_is_only_what_was_in_flight(tmp_path: Path) -> None:
    """A message that is said and not marked as said is the one; a message that is not said yet is never said twice."""
    before, after = (run(kind, 3, tmp_path / kind, 2) for kind in ("before saying", "after saying"))
    assert (before.broken, before.said_twice) == (3, 0)
    assert (after.broken, after.said_twice) == (3, 3)


@pytest.mark.parametrize("kind", telegram.KINDS)
def test_nothing_of_telegram_is_lost_doubled_or_left_unsaid(kind: str, tmp_path: Path) -> None:
    tally = telegram.run(kind, 3, tmp_path, 1)
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid) == (3, 0, 0, 0)


@pytest.mark.parametrize("kind", telegram.SAYS_ONCE)
def test_who_lives_on_says_nothing_twice(kind: str, tmp_path: Path) -> None:
    assert telegram.run(kind, 2, tmp_path, 2).said_twice == 0


@pytest.mark.parametrize("place", ["written, before the commit, ticket", "sent, before marking, ticket"])
def test_a_question_for_a_person_outlives_what_it_is_answered_by(place: str, tmp_path: Path) -> None:
    tally = tickets.run(place, 2, tmp_path, 1)
    assert (tally.times, tally.lost, tally.doubled, tally.unsaid) == (2, 0, 0, 0)


@pytest.mark.parametrize("kind", [broadcast.KILLED, broadcast.AFTER])
async def test_a_broadcast_outlives_a_kill_and_reaches_nobody_twice(kind: str, tmp_path: Path) -> None:
    found = await broadcast.on_telegram(kind, 1, tmp_path, 1)
    assert [(row.kills, row.lost, row.twice) for row in found] == [(1, 0, 0)] * 3
    assert all(row.told_uncertain == row.in_flight for row in found)
