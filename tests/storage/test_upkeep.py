"""Reminders, leases, question sets, failed turns, and what is forgotten in time."""

from __future__ import annotations

import asyncio

from bot.storage.rows import FailedGone, FailedTurn, ReminderGone, ReminderSet
from bot.storage.store import DueReminder, Failed, Said, Store
from tests.databases import Database
from tests.storage.steps import EVENING, NEXT_WEEK, NOON, done, key, message, says, writes

# ── reminders ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_reminder_is_due_from_its_moment_on(store: Store) -> None:
    await done(store, key(address="kamer 3"), writes("s", ReminderSet("scan:r", EVENING)))
    assert await store.due(NOON, "console") == []
    assert await store.due(EVENING, "console") == [DueReminder("console:ik", "kamer 3", "scan:r", EVENING)]
    assert await store.due_of("console:ik", NOON) == []
    assert await store.due_of("console:ik", NEXT_WEEK) == [DueReminder("console:ik", "kamer 3", "scan:r", EVENING)]


async def test_reminders_come_in_the_order_of_their_moments(store: Store) -> None:
    await done(store, key("console:anna"), writes("s", ReminderSet("b", NEXT_WEEK), ReminderSet("a", EVENING)))
    await done(store, key("console:bert"), writes("s", ReminderSet("c", NOON)))
    assert [(one.person, one.key) for one in await store.due(NEXT_WEEK, "console")] == [
        ("console:bert", "c"),
        ("console:anna", "a"),
        ("console:anna", "b"),
    ]
    assert [one.key for one in await store.due_of("console:anna", NEXT_WEEK)] == ["a", "b"]


async def test_a_second_reminder_under_a_key_takes_the_place_of_the_first(store: Store) -> None:
    await done(store, key(), writes("s", ReminderSet("scan:r", EVENING)))
    await done(store, key(), writes("s", ReminderSet("scan:r", NEXT_WEEK)))
    assert [one.due_at for one in await store.due(NEXT_WEEK, "console")] == [NEXT_WEEK]


async def test_a_reminder_taken_back_is_gone_and_one_set_again_in_the_same_turn_stays(store: Store) -> None:
    await done(store, key(), writes("s", ReminderSet("a", EVENING), ReminderSet("b", EVENING)))
    await done(store, key(), writes("s", ReminderSet("b", NEXT_WEEK), ReminderGone("a"), ReminderGone("b"), ReminderGone("nooit gezet")))
    assert [(one.key, one.due_at) for one in await store.due(NEXT_WEEK, "console")] == [("b", NEXT_WEEK)]


async def test_at_most_a_hundred_reminders_are_looked_at_together(store: Store) -> None:
    await done(store, key(), writes("s", *(ReminderSet(f"r{number}", EVENING) for number in range(130))))
    assert len(await store.due(EVENING, "console")) == 100


# ── work that one process does ────────────────────────────────────────────────────────────────────────────────


async def test_a_lease_has_one_holder_until_its_time_is_over(store: Store) -> None:
    assert await store.lease("timers", "een", NOON, EVENING)
    assert not await store.lease("timers", "ander", NOON, NEXT_WEEK)
    assert not await store.lease("timers", "ander", EVENING, NEXT_WEEK)
    assert await store.lease("iets anders", "ander", NOON, EVENING)
    assert await store.lease("timers", "ander", "2026-03-02T18:00:00.000001Z", NEXT_WEEK)
    assert not await store.lease("timers", "een", "2026-03-03T00:00:00.000000Z", NEXT_WEEK)


async def test_a_lease_is_prolonged_by_its_holder(store: Store) -> None:
    assert await store.lease("timers", "een", NOON, EVENING)
    assert await store.lease("timers", "een", NOON, NEXT_WEEK)
    assert not await store.lease("timers", "ander", "2026-03-03T00:00:00.000000Z", NEXT_WEEK)


async def test_a_lease_that_is_released_is_free_but_only_its_holder_releases_it(store: Store) -> None:
    assert await store.lease("timers", "een", NOON, EVENING)
    await store.release("timers", "ander")
    assert not await store.lease("timers", "ander", NOON, EVENING)
    await store.release("timers", "een")
    assert await store.lease("timers", "ander", NOON, EVENING)


async def test_of_many_who_want_a_lease_at_once_one_gets_it(database: Database) -> None:
    stores = [await database.store() for _ in range(3)]
    got = await asyncio.gather(*(store.lease("timers", f"{number}", NOON, EVENING) for number, store in enumerate(stores * 10)))
    assert sum(got) == 1


# ── question sets ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_question_set_is_kept_whole_and_once(store: Store, database: Database) -> None:
    await store.keep_question_sets([("h1", "vo", "de tekst"), ("h2", "mbo", "andere tekst")])
    await store.keep_question_sets([("h1", "vo", "nooit een andere tekst"), ("h3", "vo", "nieuwe tekst")])
    assert await database.rows("SELECT hash, id, body FROM question_sets ORDER BY hash") == [
        ("h1", "vo", "de tekst"),
        ("h2", "mbo", "andere tekst"),
        ("h3", "vo", "nieuwe tekst"),
    ]


async def test_two_processes_that_keep_the_same_question_set_keep_one(database: Database) -> None:
    stores = [await database.store(), await database.store()]
    await asyncio.gather(*(store.keep_question_sets([("h1", "vo", "de tekst")]) for store in stores))
    assert await database.rows("SELECT hash FROM question_sets") == [("h1",)]


# ── turns that failed ─────────────────────────────────────────────────────────────────────────────────────────


async def test_failed_turns_come_oldest_first_with_where_the_person_was_last(store: Store) -> None:
    await done(store, key("console:anna", address="kamer"), writes("s", FailedTurn("e2", "{}", 1, "fout", EVENING)))
    await done(store, key("console:bert"), writes("s", FailedTurn("e1", "[]", 1, "fout", NOON)))
    await done(store, key("console:anna", address="kamer"), says("verder"))
    assert await store.failed() == [
        Failed("console:bert", "console", "bert", "e1", "[]", 1),
        Failed("console:anna", "console", "kamer", "e2", "{}", 1),
    ]
    await done(store, key("console:bert"), writes("s", FailedGone("e1"), FailedGone("e2")))
    assert [one.event_id for one in await store.failed()] == ["e2"]


# ── what is forgotten ─────────────────────────────────────────────────────────────────────────────────────────


async def test_events_and_messages_are_forgotten_when_they_are_old(store: Store, database: Database) -> None:
    person = (await done(store, key(event="oud", at=NOON), writes("s", message(1, 0), message(1, 1)))).person
    await done(store, key(event="nieuw", at=NEXT_WEEK), writes("s", message(2, 0)))
    await store.said([Said(person, 1, 0, NOON, "m1"), Said(person, 2, 0, NEXT_WEEK, "m2")])
    await store.tidy(EVENING)
    assert await database.rows("SELECT event FROM heard") == [("nieuw",)]
    assert await database.rows("SELECT turn, part, said_at FROM outbox ORDER BY turn, part") == [(1, 1, None), (2, 0, NEXT_WEEK)]
    assert await database.rows("SELECT turns FROM persons") == [(2,)]


async def test_what_was_forgotten_gives_no_id_twice(store: Store) -> None:
    """The store's own ids go on counting, though the events before them are gone."""
    await done(store, key(at=NOON), says("een"))
    await store.tidy(EVENING)
    await done(store, key(at=EVENING), says("twee"))
    assert (await done(store, key(at=EVENING), says("drie"))).loaded.event == "#3"
