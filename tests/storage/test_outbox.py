"""What still has to be said, in order, and what became of it."""

from __future__ import annotations

import asyncio

from bot.storage.store import Listener, Said, Store, Unsaid
from tests.databases import Database
from tests.storage.steps import EVENING, NOON, done, key, message, says, writes


async def test_messages_come_in_the_order_of_turns_and_of_parts(store: Store) -> None:
    await done(store, key(), says("een", "twee"))
    for number in range(2, 12):
        await done(store, key(), says(f"beurt {number}"))
    unsaid = await store.unsaid("console:ik")
    assert [row.message for row in unsaid] == ["een", "twee", *(f"beurt {number}" for number in range(2, 12))]
    assert unsaid[0] == Unsaid(unsaid[0].person, 1, 0, "", "een", "t1.0", 0)


async def test_nobody_is_told_what_is_for_another(store: Store) -> None:
    await asyncio.gather(done(store, key("console:anna"), says("voor Anna")), done(store, key("console:bert"), says("voor Bert")))
    assert [row.message for row in await store.unsaid("console:anna")] == ["voor Anna"]
    assert await store.unsaid("console:iemand") == []


async def test_what_was_said_is_not_said_again(store: Store, database: Database) -> None:
    await done(store, key(), says("een", "twee"))
    first, second = await store.unsaid("console:ik")
    await store.said([Said(first.person, first.turn, first.part, EVENING, "m7")])
    assert await store.unsaid("console:ik") == [second]
    assert await database.rows("SELECT said_at, message_id, problem, tries FROM outbox WHERE part = 0") == [(EVENING, "m7", None, 1)]


async def test_a_message_that_was_passed_over_keeps_why(store: Store, database: Database) -> None:
    person = (await done(store, key(), says("een"))).person
    await store.said([Said(person, 1, 0, EVENING, None, "summed up")])
    assert await store.unsaid("console:ik") == []
    assert await store.last_message_id("console:ik") is None
    assert await database.rows("SELECT message_id, problem FROM outbox") == [(None, "summed up")]


async def test_nothing_said_is_no_write(store: Store) -> None:
    await store.said([])


async def test_a_message_that_could_not_be_said_waits_on_and_counts_its_tries(store: Store, database: Database) -> None:
    await done(store, key(), says("een", "twee"))
    for tries in range(3):
        first, _ = await store.unsaid("console:ik")
        assert first.tries == tries
        await store.tried(first, "later")
    assert await database.rows("SELECT tries, problem, said_at FROM outbox ORDER BY part") == [(3, "later", None), (0, None, None)]


async def test_the_last_message_with_a_key_is_the_one_that_is_revised(store: Store) -> None:
    async def said(turn: int, part: int, name: str, id: str | None) -> None:
        person = (await done(store, key(), writes("s", message(turn, part, "tekst", name)))).person
        if id:
            await store.said([Said(person, turn, part, NOON, id)])

    await said(1, 0, "vraag:1", "m1")
    await said(2, 0, "vraag:1", "m2")
    await said(3, 0, "vraag:2", "m3")
    await said(4, 0, "", "m4")
    await said(5, 0, "vraag:1", None)
    asking = (await store.unsaid("console:ik"))[0]
    assert await store.message_id(asking) == "m2"
    person = (await done(store, key(), writes("s", message(6, 0, "tekst", "vraag:1")))).person
    await store.said([Said(person, 6, 0, NOON, "m5")])
    assert await store.message_id(asking) == "m2"
    await done(store, key(), writes("s", message(7, 0, "tekst", "vraag:9"), message(7, 1, "tekst")))
    unsaid = {row.part: row for row in await store.unsaid("console:ik") if row.turn == 7}
    assert await store.message_id(unsaid[0]) is None
    assert await store.message_id(unsaid[1]) is None
    assert await store.last_message_id("console:ik") == "m5"


async def test_a_message_of_another_person_is_never_revised(store: Store) -> None:
    anna = (await done(store, key("console:anna"), writes("s", message(1, 0, "tekst", "vraag:1")))).person
    await store.said([Said(anna, 1, 0, NOON, "m1")])
    await done(store, key("console:bert"), writes("s", message(1, 0, "tekst", "vraag:1")))
    (asking,) = await store.unsaid("console:bert")
    assert await store.message_id(asking) is None
    assert await store.last_message_id("console:bert") is None


async def test_the_committed_turn_tells_what_waits(store: Store) -> None:
    committed = await done(store, key(), says("een", "twee"))
    assert [row.message for row in committed.outgoing] == ["een", "twee"]


async def test_any_text_comes_back_as_it_was(store: Store) -> None:
    texts = ["", "a\nb", "é🎓\u202e<b>*_`[", "'; DROP TABLE persons; --", "x" * 1_000_000]
    await done(store, key(), says(*texts))
    assert [row.message for row in await store.unsaid("console:ik")] == [text or "turn 1 part 0" for text in texts]


async def test_who_still_has_to_be_told_something_is_found_by_channel(store: Store) -> None:
    for person, address in (("telegram:1", "11"), ("telegram:2", "22"), ("console:ik", "ik")):
        await done(store, key(person, address=address), says("hallo", "nog iets"))
    await done(store, key("telegram:3"), writes())
    assert await store.waiting("telegram") == [Listener("telegram:1", "11"), Listener("telegram:2", "22")]
    await store.said(Said(one.person, one.turn, one.part, NOON, "m") for one in await store.unsaid("telegram:1"))
    assert await store.waiting("telegram") == [Listener("telegram:2", "22")]


async def test_someone_moves_or_is_gone(store: Store, database: Database) -> None:
    await done(store, key("telegram:1", address="11"), says("hallo"))
    await store.moved("telegram:1", "-100")
    await store.gone("telegram:1")
    assert await store.waiting("telegram") == [Listener("telegram:1", "-100")]
    assert await database.rows("SELECT reachable FROM persons") == [(0,)]
