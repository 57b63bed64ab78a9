"""Whatever comes in, in whatever amount: an answer, the order kept, and nobody else kept waiting."""

from __future__ import annotations

import asyncio

import pytest

from bot import turn
from bot.storage.store import Store
from bot.turn import TEXT_CHARACTERS_KEPT, Turns
from dialogs import memory
from dialogs.language import Attachment, Command, Due, Edited, Event, Location, Press, Reachable, Text, Unreachable, Withdrawn
from dialogs.memory import Home
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.person import Person

HUGE = "poison 💀 " * 1_000_000
POISON: tuple[Event, ...] = (
    *(Text(HUGE), Edited(HUGE), Press(HUGE), Press("scan:r." + HUGE), Command(HUGE, HUGE), Due(HUGE), Attachment(HUGE)),
    *(Text("\x00\u202e\ud800<b>*_`["), Text(""), Press(""), Command(""), Command("start", "\x00"), Press("\ud800")),
    *(Location(float("nan"), float("inf")), Withdrawn(), Reachable()),
)


@pytest.mark.parametrize("event", POISON, ids=lambda event: repr(event)[:30])
async def test_poison_is_answered_and_does_no_harm(event: Event, person: Person, store: Store, database: Database) -> None:
    await person.begin_a_scan()
    said = await person.do(event, "e1")
    assert said
    assert all(len(message.text) < 5000 for message in said)
    assert await store.failed() == []
    assert await person.do(event, "e1") == ()
    assert await person.do(Command("stop"))
    ((size,),) = await database.rows("SELECT max(length(state)) FROM persons")
    assert size < memory.STATE_BYTES_MOST


async def test_who_cannot_be_reached_is_told_nothing(person: Person) -> None:
    await person.begin_a_scan()
    assert await person.do(Unreachable()) == ()


@pytest.mark.parametrize("event", [event for event in POISON if not isinstance(event, Location)], ids=lambda event: repr(event)[:30])
async def test_poison_that_fails_is_kept_at_a_size_that_can_be_kept(
    event: Event, person: Person, database: Database, store: Store, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> object:
        raise MemoryError(HUGE)

    await person.say("docent")
    with monkeypatch.context() as patched:
        patched.setattr(turn, "respond", broken)
        assert len(await person.do(event, "e1")) == 1
    ((kept, error),) = await database.rows("SELECT length(event), length(error) FROM failed")
    assert kept < 2 * 12 * TEXT_CHARACTERS_KEPT
    assert error < 5_000
    (failed,) = await store.failed()
    assert await turns.replay(failed, person.now)
    assert await person.listen()


STATES = (
    ('{"version":99,"topic":{"type":"home"}}', "een latere versie"),
    ('{"version":1,"topic":{"type":"from another world"}}', "een onbekend onderwerp"),
    ('{"version":1,"topic":{"type":"scanning"', "afgebroken"),
    ("gewoon tekst", "geen JSON"),
    ("", "niets"),
    ("[" * 100_000, "te diep"),
)


@pytest.mark.parametrize("state", [state for state, _ in STATES], ids=[why for _, why in STATES])
async def test_a_state_that_cannot_be_read_goes_home_and_is_kept(
    state: str, person: Person, database: Database, knowledge: Knowledge
) -> None:
    await person.begin_a_scan()
    await person.say("1")
    await database.change("UPDATE persons SET state = ?", state)
    (lost, *_) = await person.say("en nu?")
    assert lost.text == knowledge.phrases.general.lost()
    ((raw, why),) = await database.rows("SELECT state, why FROM raw_states")
    assert raw == state
    assert why
    ((now,),) = await database.rows("SELECT state FROM persons")
    assert memory.read(now).topic is not None
    assert len(await database.rows("SELECT 1 FROM answers WHERE value IS NOT NULL")) == 1
    await person.do(Command("stop"))
    assert memory.read((await database.rows("SELECT state FROM persons"))[0][0]).topic == Home()
    assert len(await database.rows("SELECT 1 FROM raw_states")) == 1


async def test_a_thousand_messages_at_once_are_all_done_in_order(person: Person, database: Database) -> None:
    await person.begin_a_scan()
    await asyncio.gather(*(person.only_do(Text(f"notitie: bericht {number}"), f"m{number}") for number in range(1000)))
    assert await database.rows("SELECT turns FROM persons") == [(1004,)]
    assert await database.rows("SELECT note FROM answers WHERE note <> ''") == [("bericht 999",)]
    heard = await database.rows("SELECT person, event FROM heard WHERE event LIKE 'm%'")
    assert len(heard) == 1000
    said = await person.listen()
    assert len(said) < 5


async def test_nobody_waits_for_someone_with_a_thousand_messages(person: Person, store: Store, turns: Turns, database: Database) -> None:
    """Everyone else is answered while hardly any of the thousand is done."""
    flood = [asyncio.create_task(person.only_do(Text(f"bericht {number}"))) for number in range(1000)]
    others = [Person(store, turns, f"ander{number}") for number in range(50)]
    await asyncio.gather(*(other.only_do(Command("start")) for other in others))
    done = sum(task.done() for task in flood)
    assert done < 100
    assert await database.rows("SELECT count(*) FROM persons WHERE key LIKE 'proef:ander%' AND turns = 1") == [(50,)]
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_a_thousand_messages_in_a_second_by_many_in_turn(store: Store, turns: Turns, database: Database) -> None:
    people = [Person(store, turns, f"p{number}") for number in range(40)]
    await asyncio.gather(*(someone.only_do(Text(f"notitie {number}")) for number in range(25) for someone in people))
    assert await database.rows("SELECT count(*), min(turns), max(turns) FROM persons") == [(40, 25, 25)]
