"""What was said between two people is erased in time; what is open, and what only counts, is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import app
from bot.clock import stamp
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.files import File
from dialogs.language import Attachment, Press, Text
from knowledge import Knowledge
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import GELDERLAND, MINUTE, school, staff, texts
from tests.turn.person import Person

SECRET = "paarse olifant"
PHOTO = File("telegram", f"{SECRET} 1", "photo", "foto.jpg")


@pytest.fixture
async def carla(store: Store, turns: Turns) -> Person:
    """She closed question 1, holds question 2, and typed something that belongs to neither."""
    carla = await staff(store, turns, "carla", GELDERLAND)
    for number in (1, 2):
        asker = await school(store, turns, f"school {number}")
        await asker.do(Press("door"))
        await asker.say(f"{SECRET} {number}")
        await asker.do(Press("door:naam"))
        await asker.say(f"Mevrouw {SECRET} {number}")
        await asker.do(Press("door:ja"))
        await carla.do(Press(f"ticket:neem:{number}"))
        await carla.do(Press(f"ticket:antwoord:{number}"))
        await carla.do(Text(f"Antwoord: {SECRET} {number}"), message_id=f"c{number}")
        await asker.listen()
    await carla.do(Press("ticket:antwoord:1"))
    await carla.do(Attachment("photo", "", PHOTO), message_id="c3")
    await carla.say(f"Nergens bij: {SECRET} 3")
    await carla.wait(MINUTE)
    await carla.do(Press("ticket:sluit:1"))
    return carla


async def _tidied(store: Store, knowledge: Knowledge, days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `run` does it, so many days later."""
    monkeypatch.setattr(app, "now", lambda: MONDAY + timedelta(days=days))
    await app.tidy(store, knowledge)


async def test_a_closed_talk_loses_its_texts_and_keeps_its_numbers(
    carla: Person, store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = knowledge.settings
    before = await database.rows("SELECT id, region, province, asked_at, taken_at, closed_at FROM tickets ORDER BY id")
    await _tidied(store, knowledge, rules.talk_days - 1, monkeypatch)
    assert [SECRET in text for (text,) in await database.rows("SELECT question FROM tickets ORDER BY id")] == [True, True]
    await _tidied(store, knowledge, rules.talk_days + 1, monkeypatch)
    rows = await database.rows("SELECT question, scan, run, place, municipality, asker_name FROM tickets ORDER BY id")
    assert (rows[0], SECRET in rows[1][0], SECRET in rows[1][5]) == (("", "", "", None, None, ""), True, True)
    said = await database.rows("SELECT ticket, text, message_id, file FROM ticket_messages ORDER BY ticket, number")
    assert said == [(1, "", "", ""), (1, "", "", ""), (2, f"Antwoord: {SECRET} 2", "c2", "")]
    assert await database.rows("SELECT id, region, province, asked_at, taken_at, closed_at FROM tickets ORDER BY id") == before


async def test_what_was_closed_is_nowhere_else_either(
    carla: Person, store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages on their way to a chat are kept as all others are; those of the people here were said just now."""
    await database.change("UPDATE outbox SET said_at = ?", stamp(MONDAY))
    await _tidied(store, knowledge, knowledge.settings.talk_days + 1, monkeypatch)
    for table in ("tickets", "ticket_messages", "ticket_drafts", "outbox", "persons"):
        assert f"{SECRET} 1" not in str(await database.rows(f"SELECT * FROM {table}")), table


async def test_a_text_without_a_place_goes_after_days(
    carla: Person, store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _tidied(store, knowledge, knowledge.settings.draft_days - 1, monkeypatch)
    assert len(await database.rows("SELECT turn FROM ticket_drafts")) == 1
    await _tidied(store, knowledge, knowledge.settings.draft_days + 1, monkeypatch)
    assert await database.rows("SELECT turn FROM ticket_drafts") == []
    assert texts(await carla.say("Nog iets.")).startswith("Verstuurd aan vraag 2,")


async def test_a_reply_to_an_old_message_of_an_open_question_still_finds_it(
    carla: Person, store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.change("UPDATE outbox SET said_at = ?", stamp(MONDAY))
    old = next(place for place, one in enumerate(carla.ear.heard, 1) if one.text.startswith("Nieuwe vraag: nummer 2."))
    closed = next(place for place, one in enumerate(carla.ear.heard, 1) if one.text.startswith("Nieuwe vraag: nummer 1."))
    await _tidied(store, knowledge, knowledge.settings.talk_days + 1, monkeypatch)
    assert texts(await carla.do(Text("Toch nog."), replies_to=str(old))).startswith("Verstuurd aan vraag 2,")
    assert texts(await carla.do(Text("Welke ook weer?"), replies_to=str(closed))).startswith("Bij welke vraag hoort dit?")
