"""A database of an earlier version, with what people had said by then, goes on under today's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.log import Log
from bot.storage import engine
from bot.storage.store import Store
from bot.turn import FIRST_STATE, Turns
from dialogs.language import Press
from knowledge import Knowledge
from tests.databases import KINDS, Database
from tests.turn.desk import asked, school, texts
from tests.turn.person import Person

PERSON = "INSERT INTO persons (key, channel, address, audience, state, turns, since, heard_at) VALUES (?, 'proef', '', ?, ?, ?, ?, ?)"
ROLE = "INSERT INTO roles (person, role, region, label, since) VALUES (?, 'contact', 'gelderland', '', ?)"
TICKET = (
    "INSERT INTO tickets (id, asker, region, place, municipality, province, question, scan, run, asked_at, waiting_since, holder, taken_at,"
    " closed_at, reopened_at) VALUES (?, 2, 'gelderland', 'Ede', 'Ede', 'Gelderland', ?, '', '', ?, ?, ?, ?, ?, ?)"
)
MESSAGE = "INSERT INTO ticket_messages (ticket, number, author, text, message_id, at, passed_at) VALUES (?, ?, ?, ?, '', ?, ?)"


def at(time: str) -> str:
    """That time (UTC) on the Monday of all tests."""
    return f"2026-03-02T{time}:00.000000Z"


async def _before(database: Database, version: int, rows: Sequence[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A database as it was at that version, with these rows."""
    with monkeypatch.context() as old:
        for kind in KINDS:
            then = [one for one in engine.migrations(kind) if one[0] <= version]
            old.setattr(f"bot.storage.{kind}.migrations", lambda _, then=then: then)
        for sql, values in rows:
            await database.change(sql, *values)


PEOPLE = (
    (PERSON, ("proef:carla", None, FIRST_STATE, 1, at("06:00"), at("06:00"))),
    (PERSON, ("proef:ede", "school", FIRST_STATE, 2, at("06:00"), at("06:00"))),
)
QUESTIONS = (
    *PEOPLE,
    (ROLE, (1, at("06:00"))),
    ("UPDATE counters SET value = ? WHERE name = 'tickets'", (4,)),
    (TICKET, (1, "Nog van niemand.", at("07:00"), at("07:00"), None, None, None, None)),
    (TICKET, (2, "Aangenomen en beantwoord.", at("07:10"), None, 1, at("07:15"), None, None)),
    (TICKET, (3, "Gesloten.", at("07:20"), None, 1, at("07:25"), at("07:40"), None)),
    (TICKET, (4, "Weer geopend.", at("07:30"), at("07:50"), None, None, None, at("07:50"))),
    (MESSAGE, (2, 1, 2, "Nog iets.", at("07:12"), at("07:12"))),
    (MESSAGE, (2, 2, 1, "Een antwoord.", at("07:16"), at("07:17"))),
    (MESSAGE, (2, 3, 1, "Nog een antwoord.", at("07:18"), at("07:19"))),
    (MESSAGE, (2, 4, 1, "Nog niet doorgegeven.", at("07:59"), None)),
)
"""Of version 6: when something was taken, answered or told was not kept by itself."""


async def test_open_questions_get_their_clock_and_what_was_not_counted_before(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await _before(database, 6, QUESTIONS, monkeypatch)
    await database.store()
    assert await database.rows("SELECT id, offered_at, told_at, answered_at, desk, nudges FROM tickets ORDER BY id") == [
        (1, at("07:00"), at("07:00"), None, 0, 0),
        (2, at("07:10"), at("07:15"), at("07:19"), 0, 0),
        (3, at("07:20"), at("07:40"), None, 0, 0),
        (4, at("07:50"), at("07:50"), None, 0, 0),
    ]
    assert await database.rows("SELECT person, key, due_at FROM reminders ORDER BY key") == [
        (2, "t:1:klok", at("07:00")),
        (2, "t:2:klok", at("07:10")),
        (2, "t:4:klok", at("07:30")),
    ]


async def test_nobody_is_told_again_what_they_know_and_the_questions_go_on(
    database: Database, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At nine on that day all clocks come back once; no deadline is over yet."""
    await _before(database, 6, QUESTIONS, monkeypatch)
    store = await database.store()
    turns = Turns(store, knowledge, Log(b"key"))
    carla, ede = Person(store, turns, "carla"), Person(store, turns, "ede")
    await ede.fire()
    assert (await ede.listen(), await carla.listen()) == ((), ())
    assert sorted(await ede.reminders()) == ["t:1:klok", "t:2:klok", "t:4:klok"]
    assert texts(await carla.do(Press("ticket:neem:1"))).startswith("Vraag 1 is nu van u.")
    assert "Vraag 1 is aangenomen door de contactpersoon voor Gelderland." in texts(await ede.listen())
    assert await asked(ede_again := await school(store, turns, "arnhem"), "Een nieuwe.") == 5
    assert "t:5:klok" in await ede_again.reminders()


@pytest.mark.parametrize("version", [5, 6, 7, 8, 9, 10])
async def test_from_every_version_with_roles_a_question_can_be_asked_and_someone_be_away(
    database: Database, version: int, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _before(database, version, (*PEOPLE, (ROLE, (1, at("06:00")))), monkeypatch)
    store: Store = await database.store()
    turns = Turns(store, knowledge, Log(b"key"))
    carla, ede = Person(store, turns, "carla"), await school(store, turns, "ede")
    assert await asked(ede, "Wie komt er?") == 1
    assert "Nieuwe vraag: nummer 1." in texts(await carla.listen())
    await carla.say("/afwezig 9 maart")
    await carla.press("Niemand")
    assert texts(await carla.press("Ja, zo is het goed")).startswith("Genoteerd: u bent afwezig")
