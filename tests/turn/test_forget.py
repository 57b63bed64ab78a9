"""`/vergeet`: what is said, to whom, and that nothing comes back."""

from __future__ import annotations

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Due, Press, Text, Unreachable
from dialogs.rights import Erase
from tests.databases import Database
from tests.turn.desk import BOSS, GELDERLAND, asked, presses, school, staff, texts
from tests.turn.person import Person

NOBODY: list[tuple[object, ...]] = []


async def test_one_yes_erases_everything_and_only_the_receipt_is_said(person: Person, database: Database) -> None:
    await person.begin_a_scan()
    (page,) = await person.say("verwijder mijn gegevens")
    assert "niet terug te draaien" in page.text
    (receipt,) = await person.press("Ja, wis alles")
    assert receipt.text.startswith("Alles wat ik van u bewaarde, is gewist op 2 maart 2026")
    for table in ("persons", "runs", "answers", "heard", "outbox"):
        assert await database.rows(f"SELECT * FROM {table}") == NOBODY, table


async def test_the_receipt_waits_for_who_can_be_told_it_and_then_goes_too(person: Person, database: Database) -> None:
    await person.say("/vergeet")
    await person.only_do(Press("vergeet:ja"))
    assert await database.rows("SELECT key, turns, audience FROM persons") == [("proef:ik", 0, None)]
    await person.listen()
    assert await database.rows("SELECT * FROM persons") == NOBODY


async def test_no_is_no_and_an_old_yes_asks_again(person: Person, database: Database) -> None:
    await person.say("docent")
    await person.say("/vergeet")
    (said,) = await person.press("Nee, bewaar alles")
    assert said.text == "Goed. Er is niets gewist."
    (again,) = await person.do(Press("vergeet:ja"))
    assert "niet terug te draaien" in again.text
    assert await database.rows("SELECT audience FROM persons") == [("school",)]


async def test_nothing_that_comes_again_brings_them_back(person: Person, database: Database) -> None:
    await person.do(Text("docent"), "m1")
    await person.do(Command("vergeet"), "m2")
    await person.do(Press("vergeet:ja"), "m3")
    for event, id in (
        (Text("docent"), "m1"),
        (Press("vergeet:ja"), "m3"),
        (Due("t:1:klok"), "due:1"),
        (Unreachable(), "m4"),
        (Erase(), "m5"),
    ):
        assert await person.do(event, id) == ()
        assert await database.rows("SELECT * FROM persons") == NOBODY, event
    assert "Wie bent u?" in texts(await person.do(Command("start"), "m6"))
    assert await person.do(Press("vergeet:ja"), "m3") == ()
    assert await database.rows("SELECT turns FROM persons") == [(1,)]


async def test_who_comes_back_before_the_receipt_is_said_stays(person: Person, database: Database) -> None:
    await person.say("/vergeet")
    await person.only_do(Press("vergeet:ja"))
    said = await person.say("/start")
    assert said[0].text.startswith("Alles wat ik")
    assert await database.rows("SELECT turns FROM persons") == [(1,)]


async def test_the_number_of_who_is_gone_never_comes_back(store: Store, turns: Turns, person: Person, database: Database) -> None:
    await person.say("/vergeet")
    ((before,),) = await database.rows("SELECT id FROM persons")
    await person.press("Ja, wis alles")
    other = Person(store, turns, "ander")
    await other.say("/start")
    ((after,),) = await database.rows("SELECT id FROM persons")
    assert after > before + 1


async def test_the_contact_hears_that_the_question_is_gone(store: Store, turns: Turns, database: Database) -> None:
    carla, ede = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    number = await asked(ede, "Hoe schrijven wij een loopbaanplan voor Ypsilon?")
    await carla.listen()
    await carla.press_of(f"ticket:neem:{number}")
    await ede.only_do(Text("En nog iets over Ypsilon."))
    page = texts(await ede.do(Command("vergeet")))
    assert "U hebt nog een open vraag." in page
    await ede.do(Press("vergeet:ja"))
    heard = await carla.listen()
    assert [one.text for one in heard] == [
        f"Wie vraag {number} stelde, heeft al zijn gegevens laten wissen. Ook deze vraag is hier weg. U hoeft niets meer te doen."
    ] * 2
    for table in ("tickets", "ticket_messages"):
        assert await database.rows(f"SELECT * FROM {table}") == NOBODY
    assert not [row for row in await database.rows("SELECT message FROM outbox") if "Ypsilon" in row[0]]
    assert "geen open vragen" in texts(await carla.do(Command("open"))).lower()


async def test_a_contact_who_goes_leaves_their_questions_to_the_region(store: Store, turns: Turns, database: Database) -> None:
    await staff(store, turns, "baas", BOSS)
    carla, cas = await staff(store, turns, "carla", GELDERLAND), await staff(store, turns, "cas", GELDERLAND)
    ede = await school(store, turns, "ede")
    number = await asked(ede, "Wie helpt ons?")
    await carla.press_of(f"ticket:neem:{number}")
    await carla.say("Dat zoek ik uit voor Zebra.")
    await cas.listen()
    page = texts(await carla.do(Command("vergeet")))
    assert "Die gaat terug naar de regio." in page
    await carla.do(Press("vergeet:ja"))
    assert f"ticket:neem:{number}" in {b.press for say in await cas.listen() for row in say.buttons for b in row}
    await cas.press_of(f"ticket:neem:{number}")
    assert "Zebra" not in texts(await cas.do(Press(f"ticket:toon:{number}")))
    assert len(await database.rows("SELECT 1 FROM audit WHERE actor IS NULL AND action = 'koppel'")) == 1
    assert not [row for row in await database.rows("SELECT text FROM ticket_messages") if "Zebra" in row[0]]


async def test_the_last_medewerker_is_told_so_and_may_go(store: Store, turns: Turns, database: Database) -> None:
    boss = await staff(store, turns, "baas", BOSS)
    assert "U bent de enige medewerker." in texts(await boss.do(Command("vergeet")))
    await boss.do(Press("vergeet:ja"))
    assert await database.rows("SELECT * FROM roles") == NOBODY
    assert await database.rows("SELECT * FROM codes") == NOBODY


async def test_in_telegram_what_was_said_lately_goes_out_of_the_chat(store: Store, turns: Turns) -> None:
    person = Person(store, turns, "77", "telegram")
    await person.say("docent")
    await person.say("/vergeet")
    assert presses(person) == {"vergeet:ja", "vergeet:ook", "vergeet:nee"}
    (receipt,) = await person.press("Ja, ook uw berichten hier")
    assert person.ear.recalled == ["1", "2"]
    assert "haal ik weg" in receipt.text
