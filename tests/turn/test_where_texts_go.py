"""What a contact types goes where it is meant or nowhere: numbers, labels of others, and roles that come and go in between."""

from __future__ import annotations

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press, Say, Text
from tests.turn.desk import BOSS, EDE, GELDERLAND, MINUTE, asked, school, staff, texts
from tests.turn.person import Person

ARNHEM = "plaats:Gelderland|Arnhem|Arnhem"
NIJMEGEN = "plaats:Gelderland|Nijmegen|Nijmegen"


async def _three(store: Store, turns: Turns) -> tuple[Person, Person, dict[int, Person]]:
    """Two contacts and three questions: the first is taken by one, the second and third by the other."""
    carla, cas = await staff(store, turns, "carla", GELDERLAND), await staff(store, turns, "cas", GELDERLAND)
    askers = {}
    for number, place in enumerate((EDE, ARNHEM, NIJMEGEN), 1):
        askers[number] = await school(store, turns, f"school {number}", place)
        assert await asked(askers[number], f"Vraag van {number}") == number
        await (cas if number == 1 else carla).do(Press(f"ticket:neem:{number}"))
    for person in (carla, cas, *askers.values()):
        await person.listen()
    return carla, cas, askers


async def test_a_number_is_never_taken_for_another_question(store: Store, turns: Turns) -> None:
    """Carla has 2 and 3; her 2 could be the second of the list, which is question 3."""
    carla, _, askers = await _three(store, turns)
    await carla.say("Voor twee.")
    (which,) = await carla.say("2")
    assert which.text.startswith("Bedoelt u vraag 2? Typ dan “vraag 2”, of kies hieronder.\n\nBij welke vraag hoort dit?\n\nVoor twee.")
    assert texts(await carla.say("vraag 2")).startswith("Verstuurd aan vraag 2,")
    await carla.say("Voor drie.")
    assert texts(await carla.press("Vraag 3, school, Nijmegen (Gelderland)")).startswith("Verstuurd aan vraag 3,")
    await carla.say("Ook voor twee.")
    assert texts(await carla.say("1")).startswith("Verstuurd aan vraag 2,")
    await carla.wait(MINUTE)
    assert [one.text.rpartition("\n")[2] for one in await askers[2].listen()] == ["Voor twee.", "Ook voor twee."]
    assert [one.text.rpartition("\n")[2] for one in await askers[3].listen()] == ["Voor drie."]


async def test_a_number_beyond_the_list_is_the_question_or_one_more_text(store: Store, turns: Turns) -> None:
    carla, _, askers = await _three(store, turns)
    for number in range(4, 7):
        askers[number] = await school(store, turns, f"school {number}")
        await asked(askers[number], f"Vraag van {number}")
        await carla.do(Press(f"ticket:neem:{number}"))
    for number in range(2, 6):
        await carla.do(Press(f"ticket:sluit:{number}"))
    await asked(askers[2], "Nog een vraag")
    await carla.do(Press("ticket:neem:7"))
    await carla.say("Voor zeven.")
    assert texts(await carla.say("7")).startswith("Verstuurd aan vraag 7,")
    await carla.say("Om half")
    assert texts(await carla.say("12")).startswith("Bij welke vraag hoort dit?\n\n12")


async def test_a_label_that_a_colleague_was_before_is_no_answer(store: Store, turns: Turns) -> None:
    """Cas has question 1 only: what he types goes there, but not the words on a button of another."""
    carla, cas, askers = await _three(store, turns)
    for label in ("Neem 2 aan", "neem 3 aan"):
        assert "is aangenomen door een collega.\n\nOpen vragen: 3." in texts(await cas.say(label))
    assert "Vraag 1 is aangenomen door een collega." in texts(await carla.say("Neem 1 aan"))
    await cas.wait(MINUTE)
    assert [await one.listen() for one in askers.values()] == [(), (), ()]


async def test_what_is_nearly_a_label_is_a_text_of_its_own(store: Store, turns: Turns) -> None:
    carla, _, askers = await _three(store, turns)
    await carla.say("Eerst dit.")
    assert texts(await carla.say("Vraag 2, school, Arnem (Gelderland)")).startswith("Bij welke vraag hoort dit?\n\nVraag 2, school, Arnem")
    await carla.wait(MINUTE)
    assert await askers[2].listen() == ()


async def test_when_a_role_is_revoked_others_are_told_at_once_of_what_is_left(store: Store, turns: Turns) -> None:
    carla, cas, askers = await _three(store, turns)
    boss = await staff(store, turns, "baas", BOSS)
    await asked(askers[1], "Nog van niemand")
    await cas.listen()
    await askers[1].listen()
    await boss.do(Press("rol:ja:1.contact.gelderland"))
    told = [one.text.partition("\n")[0] for one in await cas.listen()]
    assert told == [f"Vraag {number} ligt nu bij u. Wie de vraag eerst had, is niet meer gekoppeld." for number in (2, 3)]
    assert "Nog niemand heeft hem aangenomen." in texts(await askers[2].listen())
    assert await askers[1].listen() == ()
    said = await boss.do(Press("rol:ja:2.contact.gelderland"))
    assert [number for number in range(1, 5) if f"Vraag {number} ligt nu bij u." in texts(said)] == [1, 2, 3, 4]
    assert "Neem 4 aan" in {button.label for one in said for row in one.buttons for button in row}
    assert "ligt bij een medewerker" in texts(await askers[1].listen())
    assert [one.text.partition(" ")[0] for one in await carla.listen()] == ["Nieuwe", "U"]


async def test_who_took_it_for_want_of_a_contact_goes_on_when_there_is_one(store: Store, turns: Turns) -> None:
    boss, asker = await staff(store, turns, "baas", BOSS), await school(store, turns, "ede")
    await asked(asker, "Is er iemand?")
    await boss.do(Press("ticket:neem:1"))
    await boss.say("Ik.")
    carla = await staff(store, turns, "carla", GELDERLAND)
    await boss.wait(MINUTE)
    assert texts(await asker.listen()).endswith("Ik.")
    await asker.say("Dank.")
    assert texts(await boss.listen()).endswith("Dank.")
    assert "van een collega" in texts(await carla.do(Press("ticket:toon:1")))


async def test_messages_of_others_are_not_introduced_by_a_word_of_ours(store: Store, turns: Turns) -> None:
    """Who did much while nothing could be said is told so before our own message, never in somebody else's."""
    carla, asker = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    await asked(asker, "Is er iemand?")
    await carla.do(Press("ticket:neem:1"))
    await asker.listen()
    for _ in range(6):
        await asker.only_do(Press("menu"))
    await carla.say("Ik.")
    await carla.wait(MINUTE)
    said = await asker.listen()
    assert said[0].text.startswith("U stuurde veel berichten achter elkaar.")
    assert [one.text for one in said[1:]] == ["Bij vraag 1, van de contactpersoon voor Gelderland:\n\nIk."]


async def test_a_reply_to_what_is_not_known_is_asked_about_also_when_one_is_held(store: Store, turns: Turns) -> None:
    """It may be about a question of last year."""
    carla, asker = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    await asked(asker, "Is er iemand?")
    await carla.do(Press("ticket:neem:1"))
    for choose in (False, True):
        if choose:
            await carla.do(Press("ticket:antwoord:1"))
        for unknown in ("van vorig jaar", "%", "_"):  # also what a database would take for any message
            assert texts(await carla.do(Text("Ja."), replies_to=unknown)).startswith("Bij welke vraag hoort dit?")
    await carla.wait(MINUTE)
    assert [one.text for one in await asker.listen() if "Ja." in one.text] == []


async def test_in_the_list_a_number_is_the_question_or_is_asked_back(store: Store, turns: Turns) -> None:
    """Three questions, 2, 3 and 12, stand first to third: 12 is no place, 3 is also the place of another, and 1 is only a place."""
    carla, ede = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    for number in range(1, 13):
        assert await asked(ede, f"Nummer {number}: {'abcdefghijklm'[number] * 5}?") == number
        if number not in (2, 3, 12):
            await carla.do(Press(f"ticket:sluit:{number}"))
    await carla.listen()
    assert "Vraag: Nummer 12:" in texts(await open_and_say(carla, "12"))
    said = texts(await open_and_say(carla, "3"))
    assert said.startswith("Bedoelt u vraag 3? Typ dan “vraag 3”, of kies hieronder.\n\nOpen vragen: 3.")
    assert "Vraag: Nummer 3:" in texts(await carla.say("vraag 3"))
    assert "Vraag: Nummer 2:" in texts(await open_and_say(carla, "1"))


async def open_and_say(person: Person, text: str) -> tuple[Say, ...]:
    await person.do(Command("open"))
    return await person.say(text)


async def test_a_number_that_is_also_its_place_is_that_question(store: Store, turns: Turns) -> None:
    carla, ede = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    await asked(ede, "De eerste.")
    await asked(ede, "Iets heel anders.")
    assert "Vraag: Iets heel anders." in texts(await open_and_say(carla, "2"))
