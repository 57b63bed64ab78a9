"""What was said is corrected or taken away, from who has it and for who gets it yet."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import stamp
from tests.broadcasts.town import Town, names
from tests.databases import Database

SECOND = timedelta(seconds=1)
BETTER = "Op 4 februari is er een bijeenkomst."
CORRECT = "UPDATE broadcasts SET text = ?, version = version + 1, corrected_at = ? WHERE id = 1"
WITHDRAW = "UPDATE broadcasts SET withdrawn_at = ?1, status = CASE status WHEN 'ended' THEN 'ended' ELSE 'cancelled' END WHERE id = 1"
VERSIONS = "SELECT version, removed, count(*) FROM broadcast_recipients WHERE status = 'said' GROUP BY version, removed ORDER BY version"


async def test_a_correction_reaches_who_has_it_and_who_gets_it_yet(town: Town, database: Database) -> None:
    await town.live(names(10))
    await town.write()

    async def correct() -> None:
        if len(town.square.said) == 4:
            town.square.at_each = None
            await town.change(CORRECT, BETTER, stamp(town.now))

    town.square.at_each = correct
    await town.go_on()
    await town.go_on(SECOND)
    assert [BETTER in say.text for _, say, _ in town.square.said] == [False] * 5 + [True] * 5
    assert [(address, id) for address, _, id in town.square.corrected] == [(f"p{n}", f"m{n + 1}") for n in range(5)]
    assert all(BETTER in say.text for _, say, _ in town.square.corrected)
    assert await database.rows(VERSIONS) == [(1, 0, 10)]
    town.restart()
    await town.go_on(SECOND)
    assert len(town.square.corrected) == 5


async def test_it_is_corrected_again_and_after_its_end(town: Town, database: Database) -> None:
    await town.live(names(3))
    await town.write()
    await town.go_on()
    assert await town.stands() == ("ended", "")
    for number in (1, 2):
        await town.change(CORRECT, f"{BETTER} {number}", stamp(town.now))
        told = len(town.told)
        await town.go_on(SECOND)
        await town.go_on(6 * SECOND)
        assert len(town.told) > told
    assert await database.rows(VERSIONS) == [(2, 0, 3)]
    assert len(town.square.corrected) == 6


async def test_what_can_not_be_changed_is_known_and_not_tried_again(town: Town, database: Database) -> None:
    await town.live(names(3))
    await town.write()
    await town.go_on()
    town.square.fixed = True
    await town.change(CORRECT, BETTER, stamp(town.now))
    await town.go_on(SECOND)
    town.restart()
    await town.go_on(SECOND)
    assert await database.rows(VERSIONS) == [(-1, 0, 3)]
    assert len(town.square.corrected) == 3
    town.square.fixed = False
    await town.change(CORRECT, f"{BETTER} Echt.", stamp(town.now))
    await town.go_on(SECOND)
    assert await database.rows(VERSIONS) == [(2, 0, 3)]


async def test_what_is_withdrawn_goes_away_and_nothing_more_goes(town: Town, database: Database) -> None:
    await town.live(names(10))
    await town.write()

    async def withdraw() -> None:
        if len(town.square.said) == 4:
            await town.change(WITHDRAW, stamp(town.now))

    town.square.at_each = withdraw
    await town.go_on()
    await town.go_on(SECOND)
    assert (await town.statuses(), len(town.square.said)) == ({"said": 5, "queued": 5}, 5)
    assert sorted(town.square.withdrawn) == [(f"p{n}", f"m{n + 1}") for n in range(5)]
    assert await database.rows(VERSIONS) == [(0, 1, 5)]


async def test_what_can_not_be_taken_away_is_known(town: Town, database: Database) -> None:
    await town.live(names(2))
    await town.write()
    await town.go_on()
    town.square.fixed = True
    await town.change(WITHDRAW, stamp(town.now))
    await town.go_on(SECOND)
    await town.go_on(SECOND)
    assert await database.rows(VERSIONS) == [(0, 2, 2)]
    assert len(town.square.withdrawn) == 2
