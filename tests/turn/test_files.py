"""Pictures and files in a question as they are kept and said, on both kinds of database, also when one can't come along."""

from __future__ import annotations

from msgspec.structs import replace

from bot.clock import stamp
from bot.files import TRIES_MOST, NoFile, NotGot, StillThere
from bot.storage.store import Store
from bot.turn import Turns
from bot.voice import TryLater
from dialogs.files import File
from dialogs.language import Attachment, Edited, Press, Say, Withdrawn
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import GELDERLAND, MINUTE, asked, school, staff, texts
from tests.turn.person import Person

PHOTO = File("telegram", "f1", "photo", "foto.jpg", 1000, "", '{"key":1}')
LACKS = "(Het bestand hierbij kon niet meekomen. Wie het stuurde, hoort dat.)"


async def held(store: Store, turns: Turns) -> tuple[Person, Person]:
    """A contact, and the school whose question they hold."""
    carla = await staff(store, turns, "carla", GELDERLAND)
    ede = await school(store, turns, "ede")
    await carla.do(Press(f"ticket:neem:{await asked(ede, 'Wie komt bij ons langs?')}"))
    await ede.listen()
    return carla, ede


def files(said: tuple[Say, ...]) -> list[File | None]:
    return [one.file for one in said]


async def test_both_ways_in_order_with_the_texts_as_they_were_sent(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await held(store, turns)
    album = [replace(PHOTO, id=f"f{number}", album="7") for number in range(12)]
    await ede.say("Kijk:")
    for one in album:
        assert await ede.do(Attachment("photo", "", one)) == ()
    await ede.say("Dat was het.")
    heard = await carla.listen()
    assert files(heard) == [None, *album, None]
    await carla.do(Attachment("photo", "Mooi!", PHOTO))
    await carla.say("En verder?")
    assert await ede.listen() == ()
    await carla.wait(MINUTE)
    assert [(one.file, one.text.endswith(words)) for one, words in zip(await ede.listen(), ("Mooi!", "En verder?"), strict=True)] == [
        (PHOTO, True),
        (None, True),
    ]
    kept = await database.rows("SELECT count(*) FROM ticket_messages WHERE file <> ''")
    assert kept == [(13,)]


async def test_an_answer_with_a_file_is_taken_back_in_its_minute(store: Store, turns: Turns) -> None:
    carla, ede = await held(store, turns)
    await carla.do(Attachment("photo", "", PHOTO), message_id="m1")
    assert texts(await carla.press("Neem terug")).startswith("Teruggenomen.")
    await carla.do(Attachment("photo", "", PHOTO), message_id="m2")
    await carla.do(Edited("Met woorden", of_file=True), message_id="m2")
    await carla.wait(MINUTE)
    (heard,) = await ede.listen()
    assert (heard.file, heard.text.endswith("Met woorden")) == (PHOTO, True)
    await carla.do(Withdrawn(), message_id="m2")
    (gone,) = await ede.listen()
    assert (gone.file, gone.without_file, ede.ear.revised[-1]) == (None, True, str(len(ede.ear.heard) - 1))


async def test_a_draft_with_a_file_is_kept_until_it_is_said_where_it_belongs(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await held(store, turns)
    arnhem = await school(store, turns, "arnhem", "plaats:Gelderland|Arnhem|Arnhem")
    await carla.do(Press(f"ticket:neem:{await asked(arnhem, 'En bij ons?')}"))
    await carla.say("/menu")
    await carla.do(Press("open:1"))
    album = [replace(PHOTO, id=f"f{number}", album="7") for number in range(2)]
    assert "Bij welke vraag hoort dit?" in texts(await carla.do(Attachment("photo", "", album[0])))
    assert await carla.do(Attachment("photo", "Twee", album[1])) == ()
    await carla.press("Vraag 2, school, Arnhem (Gelderland)")
    await carla.wait(MINUTE)
    assert files(await arnhem.listen())[-2:] == album
    assert files(await ede.listen()) == []
    assert await database.rows("SELECT * FROM ticket_drafts") == []


async def test_a_reply_to_the_picture_itself_is_a_reply_to_its_message(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await held(store, turns)
    await ede.do(Attachment("photo", "", PHOTO))
    await carla.listen()
    await database.change("UPDATE outbox SET message_id = '$woorden $foto' WHERE key = 't:1:1'")
    await carla.say("/menu")
    assert "Verstuurd" not in texts(await carla.do(Attachment("photo", "", PHOTO), replies_to="$wo"))
    for id in ("$woorden", "$foto"):
        assert texts(await carla.do(Attachment("photo", "", PHOTO), replies_to=id)).startswith("Verstuurd aan vraag 1")


# ── when it can't come along ──────────────────────────────────────────────────────────────────────────────────


async def due(store: Store, person: Person) -> list[str]:
    every = await store.due_of(person.key, stamp(MONDAY.replace(year=2999)))
    return [one.key for one in every if not one.key.endswith(":klok")]


async def test_without_its_file_the_words_are_said_and_its_author_hears_why(store: Store, turns: Turns) -> None:
    carla, ede = await held(store, turns)
    await ede.do(Attachment("photo", "Ons lokaal", PHOTO))
    await ede.say("Ziet u het?")
    carla.ear.refusing = [NoFile("weg")]
    first, second = await carla.listen()
    assert (first.file, first.text.endswith(f"Ons lokaal\n\n{LACKS}"), second.text.endswith("Ziet u het?")) == (None, True, True)
    assert len(set(carla.ear.transactions[-3:-1])) == 1
    assert await due(store, ede) == ["t:1:kwijt.1"]
    assert await due(store, carla) == []
    ede.now = MONDAY.replace(year=2999)
    assert "Bij vraag 1 kon een foto of bestand niet mee." in texts(await ede.wait(MINUTE))
    assert await due(store, ede) == []


async def test_a_file_that_does_not_come_now_is_tried_for_minutes(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await held(store, turns)
    await ede.do(Attachment("photo", "", PHOTO))
    carla.ear.refusing = [NotGot(3)]
    assert await carla.listen() == ()
    await database.change("UPDATE outbox SET tries = ? WHERE key = 't:1:1'", TRIES_MOST - 1)
    carla.ear.refusing = [NotGot(3), TryLater(1)]
    assert await carla.listen() == ()
    carla.ear.refusing = [NotGot(3), TryLater(1)]
    assert await carla.listen() == ()
    assert await due(store, ede) == []
    carla.ear.refusing = [NotGot(3)]
    assert texts(await carla.listen()).endswith(LACKS)
    assert await due(store, ede) == ["t:1:kwijt.1"]


async def test_what_could_not_be_taken_away_is_told_to_its_author(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await held(store, turns)
    await ede.do(Attachment("photo", "", PHOTO), message_id="m1")
    await carla.listen()
    await ede.do(Withdrawn(), message_id="m1")
    carla.ear.refusing = [StillThere("77")]
    await carla.listen()
    assert await database.rows("SELECT message_id FROM outbox WHERE key = 't:1:1' ORDER BY turn DESC, part DESC LIMIT 1") == [("77",)]
    assert await due(store, ede) == ["t:1:blijft.1"]
