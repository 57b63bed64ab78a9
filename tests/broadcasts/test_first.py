"""The first twenty are drawn: fairly, the same for the same seed, and somebody of every channel that is served."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.clock import stamp
from bot.first import drawn, shares
from bot.storage.store import Store
from dialogs.broadcast import FIRST
from knowledge import Knowledge
from tests.broadcasts.town import Square, Town, names
from tests.databases import Database

DRAWS = 4000
MANY = (
    "SELECT r.number, r.channel, p.address, r.transaction_id FROM broadcast_recipients AS r JOIN persons AS p ON p.id = r.person ORDER BY 1"
)


@pytest.mark.parametrize(
    ("counts", "served", "given"),
    [
        ({"telegram": 100}, {"telegram"}, {"telegram": 20}),
        ({"telegram": 100_000, "matrix": 1}, {"telegram", "matrix"}, {"telegram": 19, "matrix": 1}),
        ({"telegram": 300, "matrix": 100}, {"telegram", "matrix"}, {"telegram": 15, "matrix": 5}),
        ({"telegram": 21, "matrix": 21}, {"telegram", "matrix"}, {"telegram": 10, "matrix": 10}),
        ({"telegram": 100, "console": 40}, {"telegram", "matrix"}, {"telegram": 20}),
        ({"telegram": 15, "console": 40}, {"telegram"}, {"telegram": 15, "console": 5}),
        ({"console": 40}, set(), {"console": 20}),
        ({"telegram": 3, "matrix": 2}, {"telegram", "matrix"}, {"telegram": 3, "matrix": 2}),
    ],
)
def test_every_channel_that_is_served_has_its_share(counts: dict[str, int], served: set[str], given: dict[str, int]) -> None:
    assert shares(counts, served) == given


def test_many_channels_have_no_more_seats_than_there_are() -> None:
    counts = {f"channel {number}": 50 + number for number in range(30)}
    given = shares(counts, counts.keys())
    assert set(given.values()) == {1}
    assert sorted(given) == sorted(f"channel {number}" for number in range(10, 30))


def test_the_same_seed_draws_the_same_and_another_seed_others() -> None:
    counts = {"telegram": 1000, "matrix": 200}
    assert drawn(counts, counts.keys(), "x") == drawn(counts, counts.keys(), "x") != drawn(counts, counts.keys(), "y")


def test_everybody_is_as_likely_to_be_drawn() -> None:
    """Of 60 each is expected once in three draws; five standard deviations off is one chance in millions, and the seeds are fixed."""
    drawings = Counter(place for seed in range(DRAWS) for place in drawn({"a": 60}, {"a"}, str(seed))["a"])
    expected = DRAWS * FIRST / 60
    deviation = (DRAWS * (FIRST / 60) * (1 - FIRST / 60)) ** 0.5
    assert sorted(drawings) == list(range(1, 61))
    assert all(abs(count - expected) < 5 * deviation for count in drawings.values()), drawings


async def test_the_first_are_of_each_channel_and_nobody_is_left_out(store: Store, database: Database, knowledge: Knowledge) -> None:
    town = Town(store, database, knowledge, Square(), Square("matrix", once=True))
    await town.live(names(90))
    await town.live(names(10, 90), "matrix")
    await town.write(rest=False)
    await town.go_on()
    assert [len(square.said) for square in town.squares] == [18, 2]
    rows = await database.rows(MANY)
    assert [number for number, *_ in rows] == list(range(1, 101))
    assert {address for _, _, address, _ in rows} == set(names(100))
    assert len({transaction_id for *_, transaction_id in rows}) == 100
    assert all((channel == "matrix") == (int(address[1:]) >= 90) for _, channel, address, _ in rows)
    first = {address for number, _, address, _ in rows if number <= FIRST}
    assert {*town.squares[0].heard, *town.squares[1].heard} == first
    assert first - {*names(FIRST)}, "not who came first of all"
    await town.change("UPDATE broadcasts SET rest_at = ? WHERE id = 1", stamp(town.now))
    await town.go_on()
    assert await town.statuses() == {"said": 100}
    assert len({*town.squares[0].heard, *town.squares[1].heard}) == 100


async def test_nobody_waits_for_a_terminal_that_is_closed(town: Town, database: Database) -> None:
    await town.live(names(30), "console")
    await town.live(names(30, 30))
    await town.write(rest=False)
    await town.go_on()
    assert len(town.square.said) == FIRST
    assert await database.rows("SELECT DISTINCT channel FROM broadcast_recipients WHERE number <= ?", FIRST) == [("proef",)]
