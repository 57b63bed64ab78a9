"""An answer put before the editors: masked, seen by its author first, decided by one editor, on both kinds of database."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Edited, Press, Text
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import BOSS, EDITOR, GELDERLAND, MINUTE, OVERIJSSEL, asked, presses, school, staff, texts
from tests.turn.person import Person

QUESTION = "Mag Fatima van het Marnix College in Ede stage lopen? Bel 06-12345678."
ANSWER = "Dat mag. Mail Jan de Vries: jan@school.nl."
MASKED = "Vraag: Mag [naam] in [plaats] stage lopen? Bel [telefoon].\n\nAntwoord: Dat mag. Mail [naam]: [e-mailadres]."


@pytest.fixture
async def eva(store: Store, turns: Turns) -> Person:
    """One of the editors."""
    return await staff(store, turns, "eva", EDITOR)


@pytest.fixture
async def carla(eva: Person, store: Store, turns: Turns) -> Person:
    """A contact who answered question 1."""
    assert eva
    contact = await staff(store, turns, "carla", GELDERLAND)
    asker = await school(store, turns, "ede")
    assert await asked(asker, QUESTION) == 1
    await contact.do(Press("ticket:neem:1"))
    await contact.say(ANSWER)
    return contact


async def proposed(carla: Person) -> None:
    await carla.press("Stel voor als antwoord")
    assert texts(await carla.press("Ja, stel voor")).startswith("Uw voorstel ligt bij de redactie.")


async def kept(database: Database) -> list[tuple[object, ...]]:
    return await database.rows("SELECT ticket, message, question, answer, state FROM proposals")


async def test_it_is_seen_masked_before_it_is_proposed(carla: Person, eva: Person, database: Database) -> None:
    (page,) = await carla.press("Stel voor als antwoord")
    assert MASKED in page.text
    assert await kept(database) == []
    assert texts(await carla.press("Niet voorstellen")) == "Dit is niet voorgesteld."
    assert await kept(database) == []
    assert await eva.listen() == ()


@pytest.mark.parametrize("yes", ["Ja, stel voor", "ja", "1"])
async def test_a_yes_keeps_it_and_tells_every_editor(
    carla: Person, eva: Person, store: Store, turns: Turns, database: Database, yes: str
) -> None:
    ed = await staff(store, turns, "ed", EDITOR)
    await carla.press("Stel voor als antwoord")
    await carla.say(yes)
    question, answer = (part.partition(": ")[2] for part in MASKED.split("\n\n"))
    assert await kept(database) == [(1, 1, question, answer, "voorgesteld")]
    for editor in (eva, ed):
        (new,) = await editor.listen()
        assert new.text == f"Voorstel 1.1 voor een antwoord:\n\n{MASKED}"
        assert [one.label for row in new.buttons for one in row] == ["Bewaar voorstel 1.1", "Wijs voorstel 1.1 af"]
    noted = await database.rows("SELECT action, detail FROM audit WHERE action = 'stelvoor'")
    assert noted == [("stelvoor", "voorstel 1.1")]


async def test_it_is_proposed_once(carla: Person, eva: Person, database: Database) -> None:
    await proposed(carla)
    assert texts(await carla.do(Press("stel:toon:1:1"))) == "Dit antwoord is al voorgesteld."
    assert texts(await carla.do(Press("stel:ja:1:1"))) == "Dit antwoord is al voorgesteld."
    assert len(await kept(database)) == 1
    assert len(await eva.listen()) == 1


async def test_what_changed_since_it_was_seen_is_shown_again(carla: Person, eva: Person, database: Database) -> None:
    await carla.do(Text("Dat mag niet."), message_id="m2")
    await carla.do(Press("stel:toon:1:2"))
    await carla.do(Edited("Dat mag wel."), message_id="m2")
    assert "Antwoord: Dat mag wel." in texts(await carla.do(Press("stel:ja:1:2")))
    assert await kept(database) == []
    await carla.say("ja")
    assert [row[3] for row in await kept(database)] == ["Dat mag wel."]
    assert len(await eva.listen()) == 1


async def test_who_types_while_it_is_shown_answers_the_question(carla: Person, eva: Person, database: Database) -> None:
    await carla.press("Stel voor als antwoord")
    assert "Dit stellen wij aan de redactie voor" in texts(await carla.say("herhaal"))
    assert texts(await carla.say("Nog iets voor u.")).startswith("Verstuurd aan vraag 1")
    assert await kept(database) == []
    assert await eva.listen() == ()


async def test_what_was_taken_back_or_closed_cannot_be_proposed(carla: Person, database: Database) -> None:
    await carla.press("Neem terug")
    for press in ("stel:toon:1:1", "stel:ja:1:1", "stel:nee:1:1", "stel:toon:1:7", "stel:toon:9:1", "stel:dans:1:1", "stel:toon:1"):
        assert texts(await carla.do(Press(press))).startswith("Die knop doet het niet meer.")
    assert await kept(database) == []


async def test_a_page_whose_answer_is_gone_is_the_page_of_the_questions(carla: Person, database: Database) -> None:
    await carla.press("Stel voor als antwoord")
    await carla.do(Press("ticket:terug:1:1"))
    assert "Wat u nu typt, gaat naar" in texts(await carla.say("herhaal"))
    await carla.say("Opnieuw.")
    await carla.press("Stel voor als antwoord")
    assert texts(await carla.do(Press("stel:dans:1:2"))).startswith("Die knop doet het niet meer.")
    assert await kept(database) == []


@pytest.mark.parametrize(("label", "state"), [("Bewaar voorstel 1.1", "bewaard"), ("Wijs voorstel 1.1 af", "afgewezen")])
@pytest.mark.parametrize("typed", [False, True])
async def test_the_first_editor_decides_and_the_others_see_it(
    carla: Person, eva: Person, store: Store, turns: Turns, database: Database, *, label: str, state: str, typed: bool
) -> None:
    ed = await staff(store, turns, "ed", EDITOR)
    await proposed(carla)
    await eva.listen()
    await ed.listen()
    said = await (eva.say(label.lower()) if typed else eva.press(label))
    assert texts(said).startswith(f"Voorstel 1.1 is {state}.")
    assert texts(await ed.listen()) == f"Voorstel 1.1 is {state} door een collega."
    assert ed.ear.revised[-1] is not None
    other = "stel:wijs:1:1" if state == "bewaard" else "stel:bewaar:1:1"
    assert texts(await ed.do(Press(other))).startswith(f"Voorstel 1.1 is {state}.")
    assert [row[4] for row in await kept(database)] == [state]
    decided = await database.rows("SELECT p.key FROM proposals AS v JOIN persons AS p ON p.id = v.judged_by WHERE v.judged_at IS NOT NULL")
    assert decided == [("proef:eva",)]
    assert await database.rows("SELECT count(*) FROM audit WHERE action IN ('bewaard', 'afgewezen')") == [(1,)]


async def test_of_two_editors_at_the_same_moment_one_decides(
    carla: Person, eva: Person, store: Store, turns: Turns, database: Database
) -> None:
    ed = await staff(store, turns, "ed", EDITOR)
    await proposed(carla)
    await asyncio.gather(eva.do(Press("stel:bewaar:1:1")), ed.do(Press("stel:wijs:1:1")))
    assert await database.rows("SELECT count(*) FROM audit WHERE action IN ('bewaard', 'afgewezen')") == [(1,)]
    assert [row[4] for row in await kept(database)] in (["bewaard"], ["afgewezen"])


async def test_an_editor_types_other_things_and_other_numbers(carla: Person, eva: Person, database: Database) -> None:
    await proposed(carla)
    await eva.say("Wat vindt u van 1.1")
    await eva.say("bewaar voorstel 9.9")
    await eva.do(Press("stel:bewaar:9:9"))
    assert [row[4] for row in await kept(database)] == ["voorgesteld"]


async def test_who_answers_and_edits_gets_their_own_proposal_to_decide(store: Store, turns: Turns, database: Database) -> None:
    both = await staff(store, turns, "bo", GELDERLAND)
    await staff(store, turns, "bo", EDITOR)
    asker = await school(store, turns, "ede")
    await asked(asker, QUESTION)
    await both.do(Press("ticket:neem:1"))
    await both.say(ANSWER)
    await both.press("Stel voor als antwoord")
    said = await both.press("Ja, stel voor")
    assert "Voorstel 1.1 voor een antwoord:" in texts(said)
    await both.do(Press("stel:bewaar:1:1"))
    assert [row[4] for row in await kept(database)] == ["bewaard"]


async def test_one_answer_to_all_can_be_proposed_too(eva: Person, store: Store, turns: Turns, database: Database) -> None:
    contact = await staff(store, turns, "carla", GELDERLAND)
    for name in ("a", "b"):
        await asked(await school(store, turns, name), "Wat kost de training?")
    await contact.do(Press("groep:begin:1"))
    await contact.say("Niets.")
    await contact.say("ja")
    await proposed(contact)
    assert [row[2:4] for row in await kept(database)] == [("Wat kost de training?", "Niets.")]
    assert len(await eva.listen()) == 1


@pytest.mark.parametrize("who", ["outsider", "asker", "contact", "other region", "medewerker", "revoked"])
async def test_nobody_else_decides_and_nobody_else_proposes(
    carla: Person, eva: Person, store: Store, turns: Turns, database: Database, who: str
) -> None:
    await proposed(carla)
    await carla.say("Nog een antwoord.")
    boss = await staff(store, turns, "baas", BOSS)
    match who:
        case "outsider":
            other = Person(store, turns, "vreemd")
        case "asker":
            other = Person(store, turns, "ede")
        case "contact":
            other = await staff(store, turns, "cas", GELDERLAND)
        case "other region":
            other = await staff(store, turns, "omar", OVERIJSSEL)
        case "medewerker":
            other = boss
        case _:
            other = eva
            await boss.do(Command("rollen"))
            await boss.press_of(next(one for one in presses(boss) if ".redactie." in one).replace("rol:weg", "rol:ja"))
    for verb in ("bewaar", "wijs", "toon", "ja", "nee"):
        for number in (1, 2):
            await other.do(Press(f"stel:{verb}:1:{number}"))
    await other.say("Bewaar voorstel 1.1")
    assert [row[4] for row in await kept(database)] == ["voorgesteld"]
    assert await database.rows("SELECT count(*) FROM audit WHERE action IN ('bewaard', 'afgewezen')") == [(0,)]


async def test_it_stays_when_who_asked_is_forgotten(carla: Person, database: Database, store: Store) -> None:
    await proposed(carla)
    await carla.wait(MINUTE)
    await database.change("DELETE FROM persons WHERE key = 'proef:ede'")
    assert len(await kept(database)) == 1


async def test_at_night_the_editors_hear_it_in_the_morning(carla: Person, eva: Person) -> None:
    for person in (carla, eva):
        person.now = MONDAY.replace(hour=22)
    await proposed(carla)
    assert await eva.listen() == ()
    assert (await carla.reminders())["v:1:1"] == MONDAY.replace(day=3, hour=8)
    carla.now = MONDAY.replace(day=3, hour=8)
    await carla.fire()
    assert texts(await eva.listen()).startswith("Voorstel 1.1")
    await carla.fire()
    assert await eva.listen() == ()


async def test_what_an_editor_decided_at_night_is_not_told_again(carla: Person, eva: Person) -> None:
    for person in (carla, eva):
        person.now = MONDAY.replace(hour=22)
    await proposed(carla)
    await eva.do(Press("stel:bewaar:1:1"))
    carla.now = MONDAY.replace(day=3, hour=8)
    await carla.fire()
    assert await eva.listen() == ()


async def test_who_is_no_longer_of_the_staff_has_it_put_before_them_all_the_same(
    carla: Person, eva: Person, store: Store, turns: Turns, database: Database
) -> None:
    carla.now = MONDAY.replace(hour=22)
    await proposed(carla)
    await database.change("DELETE FROM roles WHERE role = ?", "contact")
    carla.now = MONDAY.replace(day=3, hour=7)
    await carla.fire()
    assert await eva.listen() == ()
    carla.now = MONDAY.replace(day=3, hour=8)
    await carla.fire()
    assert texts(await eva.listen()).startswith("Voorstel 1.1")
