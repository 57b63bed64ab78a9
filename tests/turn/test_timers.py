"""Reminders come back once, at their time, wherever the person is."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot import timers
from bot.clock import AMSTERDAM, stamp
from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.person import Person


@pytest.fixture
async def reminded(person: Person, knowledge: Knowledge) -> Person:
    """Someone who asked for a reminder a week from now."""
    await person.begin_a_scan()
    await person.do(Command("pauze"))
    await person.press(knowledge.phrases.scan.button_remind())
    return person


async def test_it_comes_once_and_not_before_its_time(reminded: Person) -> None:
    assert await reminded.wait(timedelta(days=6, hours=23)) == ()
    (said,) = await reminded.wait(timedelta(hours=1))
    assert said.buttons
    assert await reminded.wait(timedelta(days=30)) == ()
    assert await reminded.reminders() == {}


async def test_found_due_many_times_at_once_it_comes_once(reminded: Person, store: Store, turns: Turns) -> None:
    reminded.now += timedelta(days=7)
    due = await store.due_of(reminded.key, stamp(reminded.now))
    await asyncio.gather(*(timers.fire(due, turns, reminded.now) for _ in range(5)))
    assert len(await reminded.listen()) == 1


async def test_found_due_by_two_processes_it_comes_once(reminded: Person, turns: Turns, database: Database, knowledge: Knowledge) -> None:
    other = Turns(await database.store(), knowledge, Log(b"key"))
    reminded.now += timedelta(days=7)
    due = await (await database.store()).due(stamp(reminded.now), "proef")
    await asyncio.gather(timers.fire(due, turns, reminded.now), timers.fire(due, other, reminded.now))
    assert len(await reminded.listen()) == 1


async def test_it_goes_to_where_the_person_was_last(reminded: Person, store: Store, database: Database) -> None:
    reminded.now += timedelta(days=7)
    assert [one.address for one in await store.due(stamp(reminded.now), "proef")] == ["kamer van ik"]
    await reminded.fire()
    assert await database.rows("SELECT address FROM persons") == [("kamer van ik",)]


async def test_asked_for_again_after_it_came_it_comes_again(reminded: Person, knowledge: Knowledge) -> None:
    assert len(await reminded.wait(timedelta(days=7))) == 1
    await reminded.press(knowledge.phrases.scan.button_remind())
    assert len(await reminded.wait(timedelta(days=7))) == 1


async def test_over_a_week_is_the_same_time_on_the_wall(person: Person, knowledge: Knowledge) -> None:
    """Summer time begins in between: nine o'clock stays nine o'clock."""
    person.now = datetime(2026, 3, 25, 9, 0, tzinfo=AMSTERDAM)
    await person.begin_a_scan()
    await person.do(Command("pauze"))
    await person.press(knowledge.phrases.scan.button_remind())
    (when,) = (await person.reminders()).values()
    assert when.astimezone(AMSTERDAM).isoformat() == "2026-04-01T09:00:00+02:00"
