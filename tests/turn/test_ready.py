"""What is known already as a draft under a question: read before it is sent, or copied and changed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press
from tests.databases import Database
from tests.turn.desk import BOSS, EDITOR, GELDERLAND, MINUTE, OVERIJSSEL, asked, presses, school, staff, texts
from tests.turn.person import Person

QUESTION = "Is een loopbaandossier verplicht in het vmbo?"
ENTRY = "loopbaandossier"


@pytest.fixture
async def carla(store: Store, turns: Turns) -> Person:
    return await staff(store, turns, "carla", GELDERLAND)


@pytest.fixture
async def ede(carla: Person, store: Store, turns: Turns) -> Person:
    """Someone whose question Carla took."""
    asker = await school(store, turns, "ede")
    assert await asked(asker, QUESTION) == 1
    await carla.do(Press("ticket:neem:1"))
    await asker.listen()
    return asker


async def test_the_nearest_entries_stand_under_a_question(carla: Person, ede: Person) -> None:
    (page,) = await carla.do(Press("ticket:toon:1"))
    assert "Misschien past een antwoord dat wij al hebben." in page.text
    drafts = [one for row in page.buttons for one in row if one.press.startswith("concept:1:")]
    assert 1 <= len(drafts) <= 3
    assert all(one.label.startswith("Gebruik als concept: ") for one in drafts)
    assert await ede.listen() == ()


async def test_of_what_we_know_nothing_nothing_is_offered(carla: Person, store: Store, turns: Turns) -> None:
    asker = await school(store, turns, "ede")
    await asked(asker, "Waar koop ik een paarse olifant met vleugels?")
    page = (await carla.do(Press("ticket:toon:1")))[-1]
    assert "concept" not in page.text
    assert not any(one.startswith("concept") for one in presses(carla))


@pytest.mark.parametrize("typed", [False, True])
async def test_a_draft_is_sent_as_it_was_shown_with_its_source(carla: Person, ede: Person, typed: bool) -> None:
    (page,) = await carla.do(Press(f"concept:1:{ENTRY}"))
    assert page.text.startswith("Concept voor vraag 1, school, Ede (Gelderland). Er is nog niets verstuurd.")
    text = page.text.partition("\n\n")[2]
    assert "Bron: " in text
    (confirmed,) = await (carla.say("verstuur dit") if typed else carla.press("Verstuur dit"))
    assert confirmed.text.startswith("Verstuurd aan vraag 1")
    await carla.wait(MINUTE)
    (answer,) = await ede.listen()
    assert answer.text.endswith(text)


async def test_a_draft_is_copied_and_another_text_is_sent(carla: Person, ede: Person) -> None:
    (page,) = await carla.do(Press(f"concept:1:{ENTRY}"))
    lead, copy = await carla.press("Pas aan")
    assert lead.text.startswith("Typ uw eigen antwoord aan vraag 1")
    assert copy.text == page.text.partition("\n\n")[2]
    await carla.say("Mijn eigen woorden.")
    await carla.wait(MINUTE)
    assert texts(await ede.listen()).endswith("Mijn eigen woorden.")


async def test_who_types_while_a_draft_is_shown_answers_in_own_words(carla: Person, ede: Person) -> None:
    await carla.do(Press(f"concept:1:{ENTRY}"))
    assert texts(await carla.say("Mijn eigen woorden.")).startswith("Verstuurd aan vraag 1")
    assert "Wat u nu typt" in texts(await carla.say("herhaal"))
    await carla.do(Press(f"concept:1:{ENTRY}"))
    assert "Concept voor vraag 1" in texts(await carla.say("herhaal"))
    assert "open vragen" in texts(await carla.say("waar ben ik"))
    await carla.wait(MINUTE)
    assert len(await ede.listen()) == 1


async def test_an_old_button_and_a_changed_entry_send_nothing_unseen(carla: Person, ede: Person, turns: Turns, database: Database) -> None:
    assert "Concept voor vraag 1" in texts(await carla.do(Press(f"concept:ja:1:{ENTRY}")))
    knowledge = turns.knowledge
    turns.knowledge = knowledge.with_entries(
        tuple(replace(one, answer="Dat is anders nu.") if one.id == ENTRY else one for one in knowledge.entries)
    )
    said = texts(await carla.press("Verstuur dit"))
    assert said.startswith("Dit antwoord is intussen veranderd.")
    assert "Dat is anders nu." in said
    turns.knowledge = knowledge.with_entries(tuple(one for one in knowledge.entries if one.id != ENTRY))
    assert "Vraag 1, van u." in texts(await carla.say("herhaal"))
    for press in (
        f"concept:1:{ENTRY}",
        f"concept:ja:1:{ENTRY}",
        "concept:weg:1:pta",
        "concept:1",
        "concept:1:2:3:4",
        "concept:12345678901:pta",
    ):
        await carla.do(Press(press))
    assert await database.rows("SELECT * FROM ticket_messages") == []
    assert await ede.listen() == ()


@pytest.mark.parametrize("who", ["outsider", "asker", "editor", "other region", "revoked", "colleague"])
async def test_nobody_else_sends_a_draft(carla: Person, ede: Person, store: Store, turns: Turns, database: Database, who: str) -> None:
    match who:
        case "outsider":
            other = Person(store, turns, "vreemd")
        case "asker":
            other = ede
        case "editor":
            other = await staff(store, turns, "eva", EDITOR)
        case "other region":
            other = await staff(store, turns, "omar", OVERIJSSEL)
        case "colleague":
            other = await staff(store, turns, "cas", GELDERLAND)
        case _:
            other = carla
            await carla.do(Press(f"concept:1:{ENTRY}"))
            boss = await staff(store, turns, "baas", BOSS)
            await boss.do(Command("rollen"))
            await boss.do(Press("rol:ja:1.contact.gelderland"))
    for verb in ("", "ja:", "pas:"):
        said = texts(await other.do(Press(f"concept:{verb}1:{ENTRY}")))
        assert "Concept voor" not in said
        assert "Typ uw eigen antwoord" not in said
    assert await database.rows("SELECT * FROM ticket_messages") == []


async def test_a_question_must_be_taken_first(carla: Person, store: Store, turns: Turns, database: Database) -> None:
    asker = await school(store, turns, "ede")
    await asked(asker, QUESTION)
    for verb in ("", "ja:", "pas:"):
        assert "Neem de vraag eerst aan." in texts(await carla.do(Press(f"concept:{verb}1:{ENTRY}")))
    assert await database.rows("SELECT * FROM ticket_messages") == []
