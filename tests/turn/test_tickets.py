"""A question handed to a person, from the first word to the last, as it is kept: on both kinds of database, with several people at once."""

from __future__ import annotations

import asyncio

import pytest

from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Attachment, Command, Edited, Event, Location, Press, Say, Text, Withdrawn
from tests.databases import Database
from tests.turn.desk import BOSS, EDE, GELDERLAND, MINUTE, OVERIJSSEL, asked, presses, school, staff, texts
from tests.turn.person import Person

Tickets = list[tuple[object, ...]]
QUESTION = "Wie komt bij ons langs?"


@pytest.fixture
async def carla(store: Store, turns: Turns) -> Person:
    """The contact for Gelderland."""
    return await staff(store, turns, "carla", GELDERLAND)


@pytest.fixture
async def cas(carla: Person, store: Store, turns: Turns) -> Person:
    """The second contact for Gelderland."""
    assert carla
    return await staff(store, turns, "cas", GELDERLAND)


@pytest.fixture
async def ede(store: Store, turns: Turns) -> Person:
    return await school(store, turns, "ede")


@pytest.fixture
async def taken(carla: Person, ede: Person) -> int:
    """A question that Carla took."""
    number = await asked(ede, QUESTION)
    await carla.do(Press(f"ticket:neem:{number}"))
    await ede.listen()
    return number


@pytest.fixture
async def held(taken: int, carla: Person, ede: Person) -> tuple[Person, Person]:
    """Carla, who took it, and who asked it."""
    assert taken == 1
    return carla, ede


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_without_anybody_linked_nothing_is_offered(store: Store, turns: Turns) -> None:
    asker = await school(store, turns, "ede")
    assert "door" not in presses(asker)
    for press in ("door", "door:ja", "door:nee"):
        assert texts(await asker.do(Press(press))).startswith("Die knop doet het niet meer.")


@pytest.mark.parametrize("role", [GELDERLAND, BOSS])
async def test_a_school_hands_a_question_to_the_contact_or_else_the_general_desk(store: Store, turns: Turns, role: object) -> None:
    who = await staff(store, turns, "iemand", role)  # type: ignore[arg-type]
    asker = await school(store, turns, "ede")
    (page,) = await asker.do(Press("door"))
    assert page.text.startswith("Wat wilt u vragen?")
    (preview,) = await asker.say(QUESTION)
    named = "de contactpersoon voor Gelderland" if role == GELDERLAND else "een medewerker"
    exactly = f"Van: school, Ede (Gelderland)\nVraag: {QUESTION}"
    assert preview.text == f"Dit sturen wij aan {named}:\n\n{exactly}\n\nUw naam sturen wij niet mee. Mag dit zo verstuurd worden?"
    assert await who.listen() == ()
    (sent,) = await asker.press("Ja, stuur door")
    assert sent.text.startswith(f"Uw vraag is verstuurd aan {named}. Het nummer is 1.")
    (new,) = await who.listen()
    assert new.text == f"Nieuwe vraag: nummer 1.\n\n{exactly}"
    assert [button.label for row in new.buttons for button in row] == ["Neem 1 aan", "Stuur 1 door", "Sluit 1"]


async def test_the_question_that_had_no_answer_goes_along_without_typing_it_again(carla: Person, ede: Person) -> None:
    await ede.say("/menu")
    await ede.say("Waar koop ik een paarse olifant met vleugels?")
    await ede.do(Press("contact"))
    (preview,) = await ede.do(Press("door"))
    assert "paarse olifant" in preview.text
    await ede.say("ja")
    assert "paarse olifant" in texts(await carla.listen())


async def test_other_words_a_no_and_a_question_that_is_too_long(carla: Person, ede: Person) -> None:
    await ede.do(Press("door"))
    await ede.say(QUESTION)
    assert "Vraag: Toch iets anders." in texts(await ede.say("Toch iets anders."))
    await ede.press("Anders schrijven")
    assert texts(await ede.say("lang " * 400)).startswith("Uw vraag was te lang. Wij nemen de eerste 1500 tekens.")
    assert "klaar om door te sturen" in texts(await ede.say("waar ben ik"))
    assert texts(await ede.say("Niet sturen")).startswith("Wij hebben niets verstuurd.")
    assert texts(await ede.do(Press("door:ja"))).startswith("Die knop doet het niet meer.")
    assert await carla.listen() == ()


async def test_a_command_is_no_question_and_an_unknown_button_is_none(carla: Person, ede: Person) -> None:
    await ede.do(Press("door"))
    assert texts(await ede.do(Press("door:dansen"))).startswith("Die knop doet het niet meer.")
    await ede.say("menu")
    assert texts(await ede.do(Press("door:nee"))).startswith("Die knop doet het niet meer.")
    assert await carla.listen() == ()


async def test_the_result_of_a_scan_goes_along_when_they_choose_so(carla: Person, store: Store, turns: Turns) -> None:
    asker = Person(store, turns, "vmbo")
    await asker.begin_a_scan()
    for _ in range(60):
        answers = [button.press for button in asker.last_shown if "=" in button.press]
        if not answers:
            break
        await asker.do(Press(answers[0]))
    await asker.do(Press("contact"))
    await asker.do(Press(EDE))
    await asker.do(Press("door"))
    (preview,) = await asker.say(QUESTION)
    assert "Uitslag van de LOB-scan:" not in preview.text
    said = await asker.press("Scanuitslag meesturen")
    assert "Uitslag van de LOB-scan:" in texts(said)
    assert "Uitslag van de LOB-scan:" not in texts(await asker.press("Zonder scanuitslag"))
    shown = texts(await asker.press("Scanuitslag meesturen")).split("Van: school")[1].split("Uw naam sturen wij niet mee.")[0]
    await asker.press("Ja, stuur door")
    assert shown.strip() in texts(await carla.listen())


async def test_three_questions_at_most_are_open(carla: Person, ede: Person) -> None:
    for number in range(1, 4):
        await ede.do(Press("contact"))
        assert await asked(ede, f"Vraag van dag {number}") == number
    await ede.do(Press("contact"))
    assert texts(await ede.do(Press("door"))).startswith("U hebt al 3 vragen openstaan.")
    await ede.do(Press("ticket:klaar:1"))
    assert await asked(ede, "Nu kan het weer") == 4
    assert len(await carla.listen()) > 4


@pytest.mark.parametrize("who", ["ouder", "leerling"])
async def test_parents_and_pupils_never_reach_a_contact(carla: Person, store: Store, turns: Turns, who: str) -> None:
    person = await school(store, turns, "iemand")
    await person.do(Press("door"))
    await person.do(Press(f"ik:{who}"))
    for press in ("contact", "door", "door:ja"):
        await person.do(Press(press))
        assert "door" not in presses(person)
    await person.say("Wil iemand mij bellen?")
    assert await carla.listen() == ()


async def test_who_cannot_be_answered_any_more_is_told_so(carla: Person, ede: Person, store: Store, turns: Turns) -> None:
    boss = await staff(store, turns, "baas", BOSS)
    await boss.do(Command("rollen"))
    await ede.do(Press("door"))
    await boss.do(Press("rol:ja:1.contact.gelderland"))
    assert "een medewerker" in texts(await ede.say(QUESTION))
    assert texts(await carla.listen()).startswith("U bent niet meer gekoppeld")


# ── taking ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_of_two_who_take_it_at_the_same_moment_one_has_it(carla: Person, cas: Person, ede: Person, database: Database) -> None:
    number = await asked(ede, QUESTION)
    for person in (carla, cas):
        await person.listen()
    said = await asyncio.gather(carla.do(Press(f"ticket:neem:{number}")), cas.do(Press(f"ticket:neem:{number}")))
    heard = [texts(one) + texts(await person.listen()) for one, person in zip(said, (carla, cas), strict=True)]
    assert sorted("is nu van u" in one for one in heard) == [False, True]
    assert sorted("is aangenomen door een collega" in one for one in heard) == [False, True]
    assert texts(await ede.listen()).count("is aangenomen door de contactpersoon voor Gelderland") == 1
    assert len(await database.rows("SELECT id FROM audit WHERE action = 'neem'")) == 1


async def test_who_takes_it_again_goes_on_answering(taken: int, carla: Person, cas: Person) -> None:
    assert "Wat u nu typt, gaat naar vraag 1" in texts(await carla.do(Press(f"ticket:neem:{taken}")))
    assert "door een collega" in texts(await cas.do(Press(f"ticket:sluit:{taken}")))
    assert "van een collega" in texts(await cas.do(Press(f"ticket:toon:{taken}")))


# ── between the two ───────────────────────────────────────────────────────────────────────────────────────────


async def test_what_the_asker_types_goes_along_in_silence_after_one_sentence(taken: int, carla: Person, ede: Person) -> None:
    (first,) = await ede.say("Op woensdag graag.")
    assert first.text.startswith(f"Doorgegeven bij vraag {taken}.")
    assert await ede.say("Of op vrijdag.") == ()
    assert await ede.say("1") == ()
    heard = [one.text for one in await carla.listen()]
    assert heard == [f"Bij vraag {taken}, school, Ede (Gelderland):\n\n{text}" for text in ("Op woensdag graag.", "Of op vrijdag.", "1")]


async def test_before_it_is_taken_it_is_added_and_told_to_who_takes_it(carla: Person, cas: Person, ede: Person) -> None:
    number = await asked(ede, QUESTION)
    await ede.say("Wij zijn een mavo.")
    assert "Wij zijn een mavo." in texts(await cas.listen())
    await carla.listen()
    (page,) = await carla.say(f"Neem {number} aan")
    assert f"Vraag: {QUESTION}\n\nSchool: Wij zijn een mavo." in page.text


async def test_an_answer_is_confirmed_held_for_a_minute_and_passed_on(taken: int, carla: Person, ede: Person, database: Database) -> None:
    (confirmed,) = await carla.say("Dat ben ik.")
    assert confirmed.text.startswith(f"Verstuurd aan vraag {taken}, school, Ede (Gelderland).")
    assert [button.label for row in confirmed.buttons for button in row] == ["Neem terug", "Stel voor als antwoord"]
    assert await carla.wait(MINUTE * 0.99) == ()
    assert await ede.listen() == ()
    assert await carla.wait(MINUTE * 0.01) == ()
    (answer,) = await ede.listen()
    assert answer.text == f"Bij vraag {taken}, van de contactpersoon voor Gelderland:\n\nDat ben ik."
    assert await database.rows("SELECT action FROM audit WHERE action = 'antwoord'") == [("antwoord",)]
    assert "Dat ben ik" not in str(await database.rows("SELECT * FROM audit"))
    assert texts(await carla.press("Neem terug")).startswith("Dit is al doorgegeven.")


async def test_what_is_taken_back_in_time_never_arrives(taken: int, carla: Person, ede: Person) -> None:
    await carla.say("Dit is fout.")
    assert texts(await carla.say("neem terug")).startswith("Teruggenomen.")
    assert texts(await carla.do(Press(f"ticket:terug:{taken}:1"))).startswith("Teruggenomen.")
    assert texts(await carla.do(Press(f"ticket:terug:{taken}:9"))).startswith("Die knop doet het niet meer.")
    assert await carla.wait(MINUTE) == ()
    assert await ede.listen() == ()


async def test_answers_that_are_due_at_once_come_in_order(taken: int, carla: Person, ede: Person) -> None:
    for number in range(12):
        await carla.say(f"Regel {number}.")
    await carla.wait(MINUTE)
    assert [one.text.rpartition("\n")[2] for one in await ede.listen()] == [f"Regel {number}." for number in range(12)]


async def test_changes_are_carried_over_both_ways(taken: int, carla: Person, ede: Person) -> None:
    await ede.do(Text("Op woensdag."), message_id="m1")
    await ede.do(Edited("Op donderdag."), message_id="m1")
    first, second = await carla.listen()
    assert (first.text[-12:], second.text[-13:]) == ("Op woensdag.", "Op donderdag.")
    assert carla.ear.revised[-1] == str(len(carla.ear.heard) - 1), "it is said in the place of the first"
    await ede.do(Withdrawn(), message_id="m1")
    assert "teruggenomen" in texts(await carla.listen())

    await carla.do(Text("Goed."), message_id="c1")
    assert texts(await carla.do(Edited("Heel goed."), message_id="c1")).startswith("Veranderd bij vraag")
    await carla.wait(MINUTE)
    assert texts(await ede.listen()).endswith("Heel goed.")
    await carla.do(Edited("Prima."), message_id="c1")
    assert texts(await ede.listen()).endswith("Prima.")
    await carla.do(Withdrawn(), message_id="c1")
    assert "teruggenomen" in texts(await ede.listen())
    await carla.do(Text("Nog iets."), message_id="c2")
    assert texts(await carla.do(Withdrawn(), message_id="c2")).startswith("Teruggenomen.")
    await carla.wait(MINUTE)
    assert await ede.listen() == ()
    for person in (ede, carla):
        assert texts(await person.do(Edited("iets van vroeger"), message_id="ouder")).startswith("Deze verandering is niet doorgegeven.")


async def test_each_may_be_on_another_channel(store: Store, turns: Turns) -> None:
    contact = await staff(store, turns, "carla", GELDERLAND, "matrix")
    asker = await school(store, turns, "ede", channel="telegram")
    await asked(asker, QUESTION)
    await contact.press_of("ticket:neem:1")
    await contact.say("Dag!")
    await contact.wait(MINUTE)
    assert texts(await asker.listen()).endswith("Dag!")
    await asker.say("Dag terug.")
    assert texts(await contact.listen()).endswith("Dag terug.")


async def test_only_text_is_passed_on(taken: int, carla: Person, ede: Person) -> None:
    for person in (ede, carla):
        for event in (Attachment("photo"), Location(52.1, 5.1)):
            assert texts(await person.do(event)).startswith("Dit is niet doorgegeven.")
    assert await carla.listen() == ()


async def test_menu_leaves_and_returns(taken: int, carla: Person, ede: Person) -> None:
    for word in ("/menu", "menu", "/stop"):
        await ede.say(word)
        assert f"ticket:verder:{taken}" in presses(ede)
        assert await ede.say("hoe laat is het op de maan?")
        assert await carla.listen() == ()
        await ede.say("/menu")
        await ede.say(f"Verder met vraag {taken}")
        await ede.say("hallo")
        assert texts(await carla.listen()).endswith("hallo")
    await carla.say("/menu")
    assert await carla.say("wat is een decaan?")
    assert await carla.reminders() == {}
    await carla.do(Press(f"ticket:antwoord:{taken}"))
    await carla.say("Hier ben ik weer.")
    assert list(await carla.reminders()) == [f"t:{taken}:{len('xxxx')}"]


async def test_where_am_i_and_repeat_work_in_between(taken: int, carla: Person, ede: Person) -> None:
    assert f"U bent bij vraag {taken}." in texts(await ede.say("waar ben ik"))
    assert "U bent bij de open vragen." in texts(await carla.say("waar ben ik"))
    assert "is aangenomen door" in texts(await ede.say("herhaal"))
    await carla.say("Een antwoord.")
    assert "Wat u nu typt, gaat naar vraag" in texts(await carla.say("herhaal"))
    assert "Open vragen: 1." in texts(await carla.say("open vragen"))


async def test_distress_reaches_nobody_but_is_answered(taken: int, carla: Person, ede: Person, database: Database) -> None:
    assert "113" in texts(await ede.say("ik wil dood"))
    assert "113" in texts(await carla.say("ik wil dood"))
    assert await carla.listen() == await ede.listen() == ()
    assert await database.rows("SELECT * FROM ticket_messages") == []


# ── several at once ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def both(carla: Person, ede: Person, store: Store, turns: Turns) -> Person:
    """Somebody else who asks; Carla takes both questions."""
    arnhem = await school(store, turns, "arnhem", "plaats:Gelderland|Arnhem|Arnhem")
    for asker in (ede, arnhem):
        number = await asked(asker, QUESTION)
        await carla.do(Press(f"ticket:neem:{number}"))
    for person in (ede, arnhem, carla):
        await person.listen()
    return arnhem


async def test_with_several_held_a_text_is_kept_and_asked_about(both: Person, carla: Person, ede: Person) -> None:
    (which,) = await carla.say("Dat weet ik.")
    assert which.text == "Bij welke vraag hoort dit?\n\nDat weet ik."
    named = ["Vraag 1, school, Ede (Gelderland)", "Vraag 2, school, Arnhem (Gelderland)"]
    assert [button.label for row in which.buttons for button in row][:2] == named
    await carla.wait(MINUTE)
    assert await both.listen() == await ede.listen() == ()
    (confirmed,) = await carla.say("2")
    assert confirmed.text.startswith("Verstuurd aan vraag 2, school, Arnhem")
    assert texts(await carla.do(Press(which.buttons[0][0].press))).startswith("Die knop doet het niet meer.")
    await carla.wait(MINUTE)
    assert texts(await both.listen()).endswith("Dat weet ik.")
    assert await ede.listen() == ()


async def test_several_texts_are_asked_about_one_after_another(both: Person, carla: Person, ede: Person) -> None:
    await carla.say("Eén.")
    await carla.say("Twee. " + "lang " * 60)
    assert texts(await carla.say("herhaal")).endswith(" …")
    said = await carla.press("Vraag 1, school, Ede (Gelderland)")
    assert said[-1].text.endswith("Eén.")
    said = await carla.press("Toch niet versturen")
    assert texts(said) == "Dit is niet verstuurd."
    assert "U hebt 2 vragen aangenomen." in texts(await carla.say("herhaal"))
    await carla.wait(MINUTE)
    assert "Twee." in texts(await ede.listen())
    assert await both.listen() == ()


async def test_a_reply_goes_where_it_replies_to(both: Person, carla: Person, ede: Person) -> None:
    await ede.say("Van Ede.")
    await both.say("Van Arnhem.")
    await carla.listen()
    of_ede = next(number for number, one in enumerate(carla.ear.heard, 1) if one.text.endswith("Van Ede."))
    await carla.say("/menu")
    (confirmed,) = await carla.do(Text("Voor Ede."), replies_to=str(of_ede))
    assert confirmed.text.startswith("Verstuurd aan vraag 1, school, Ede")
    (confirmed,) = await carla.do(Text("Nog iets voor Ede."), replies_to=str(len(carla.ear.heard)))
    assert confirmed.text.startswith("Verstuurd aan vraag 1, school, Ede")
    await carla.wait(MINUTE)
    assert [one.text.rpartition("\n")[2] for one in await ede.listen()] == ["Voor Ede.", "Nog iets voor Ede."]
    assert await both.listen() == ()
    await ede.say("/menu")
    await ede.do(Text("Dank."), replies_to=str(len(ede.ear.heard) - 1))
    assert "Dank." in texts(await carla.listen()) or ede.ear.heard[-1].text.startswith("Doorgegeven")


async def test_a_reply_to_what_is_not_taken_or_not_theirs_is_not_sent(carla: Person, cas: Person, ede: Person) -> None:
    number = await asked(ede, QUESTION)
    await cas.listen()
    assert "Neem de vraag eerst aan." in texts(await cas.do(Text("Ja!"), replies_to=str(len(cas.ear.heard))))
    assert "Neem de vraag eerst aan." in texts(await cas.do(Press(f"ticket:antwoord:{number}")))
    await carla.do(Press(f"ticket:neem:{number}"))
    of_ticket = next(place for place, one in enumerate(cas.ear.heard, 1) if one.text.startswith("Nieuwe vraag"))
    assert "niet van u" in texts(await cas.do(Text("Ja!"), replies_to=str(of_ticket)))
    assert await cas.reminders() == {}


async def test_a_chosen_question_takes_the_next_text(both: Person, carla: Person, ede: Person) -> None:
    assert "gaat naar vraag 2" in texts(await carla.do(Press("ticket:antwoord:2")))
    assert texts(await carla.say("Voor twee.")).startswith("Verstuurd aan vraag 2")
    assert texts(await carla.say("En dit?")).startswith("Bij welke vraag hoort dit?")


# ── the list, others, the end ─────────────────────────────────────────────────────────────────────────────────


async def test_open_lists_who_waits_longest_first_eight_a_page(carla: Person, store: Store, turns: Turns) -> None:
    for number in range(10):
        asker = await school(store, turns, f"school {number}")
        asker.now += MINUTE * (20 - number)
        await asked(asker, QUESTION)
    await carla.listen()
    (page,) = await carla.do(Command("open"))
    lines = page.text.split("\n\n")[0].splitlines()
    assert lines[0] == "Open vragen: 10. Wie het langst wacht, staat eerst. Wachten telt in werkuren van wie antwoordt. Bladzijde 1 van 2."
    assert [int(line.split()[2].rstrip(",")) for line in lines[1:]] == [10, 9, 8, 7, 6, 5, 4, 3]
    assert lines[1] == "- vraag 10, school, Ede (Gelderland): wacht nog geen werkuur, sinds 2 maart 2026, 9.11 uur, nog van niemand"
    (page,) = await carla.press("Volgende")
    assert [int(line.split()[2].rstrip(",")) for line in page.text.split("\n\n")[0].splitlines()[1:]] == [2, 1]
    (page,) = await carla.press("Vorige")
    await carla.say("Vraag 10")
    await carla.press("Neem 10 aan")
    await carla.say("Antwoord.")
    await carla.wait(MINUTE)
    (page,) = await carla.do(Command("open", "2"))
    assert page.text.split("\n\n")[0].splitlines()[-1] == "- vraag 10, school, Ede (Gelderland): beantwoord, van u"
    assert "Bladzijde 1 van 2" in texts(await carla.do(Command("open", "veel")))
    assert texts(await carla.do(Press("open:x"))).startswith("Die knop doet het niet meer.")
    assert "Bladzijde 2 van 2" in texts(await carla.do(Press("open:99")))
    await carla.say("1")
    assert "Vraag 1," in carla.ear.heard[-1].text or "Vraag 2," in carla.ear.heard[-1].text


async def test_closing_asks_whether_it_helped_and_within_a_week_it_is_reopened(taken: int, carla: Person, ede: Person) -> None:
    await carla.say("Dat ben ik.")
    assert "Er zijn geen open vragen voor u." in texts(await carla.press_of(f"ticket:sluit:{taken}"))
    answer, closed = await ede.listen()
    assert answer.text.endswith("Dat ben ik."), "what was held is passed on before the end"
    assert closed.text.startswith(f"Vraag {taken} is gesloten. Bent u geholpen?")
    assert await carla.wait(MINUTE) == ()
    assert f"Vraag {taken} is weer open." in texts(await ede.say("nee"))
    assert texts(await carla.listen()).startswith("Weer geopend door de vrager")
    await ede.say("Toch nog iets.")
    assert texts(await carla.listen()).endswith("Toch nog iets.")
    await carla.press_of(f"ticket:sluit:{taken}")
    await ede.listen()
    assert texts(await ede.say("ja")).startswith("Fijn dat u geholpen bent.")
    await carla.say("/menu")
    ede.now += MINUTE * 60 * 24 * 7
    ede.now += MINUTE
    assert texts(await ede.press_of(f"ticket:heropen:{taken}")).startswith("Die knop doet het niet meer.")


async def test_the_asker_closes_it_and_opens_it_again_before_it_is_taken(carla: Person, cas: Person, ede: Person) -> None:
    number = await asked(ede, QUESTION)
    await ede.say(f"Vraag {number} is beantwoord")
    assert texts(await carla.listen()).endswith("Gesloten door de vrager: vraag 1, school, Ede (Gelderland).")
    assert texts(await carla.press_of(f"ticket:neem:{number}")).startswith("Die knop doet het niet meer.")
    assert texts(await ede.press_of(f"ticket:klaar:{number}")).startswith("Vraag 1 is gesloten. Bent u geholpen?")
    assert "is gesloten" in texts(await ede.press_of(f"ticket:verder:{number}"))
    await ede.press(f"Nee, heropen vraag {number}")
    assert "ticket:neem:1" in {button.press for one in await carla.listen() for row in one.buttons for button in row}
    await carla.press_of(f"ticket:sluit:{number}")
    assert "gesloten door een collega" in texts(await cas.listen())


async def test_what_is_held_when_the_asker_closes_is_not_passed_on(taken: int, carla: Person, ede: Person) -> None:
    await carla.say("Te laat.")
    await ede.press_of(f"ticket:klaar:{taken}")
    await carla.listen()
    assert texts(await carla.wait(MINUTE)).startswith(f"Uw antwoord op vraag {taken} is niet doorgegeven.")
    assert await ede.listen() == ()


async def test_it_is_forwarded_with_all_that_was_said(taken: int, carla: Person, ede: Person, store: Store, turns: Turns) -> None:
    omar = await staff(store, turns, "omar", OVERIJSSEL)
    boss = await staff(store, turns, "baas", BOSS)
    await ede.say("Het gaat om Zwolle.")
    await carla.say("Ik stuur u door.")
    (whereto,) = await carla.press_of(f"ticket:door:{taken}")
    assert [row[0].label for row in whereto.buttons][:2] == ["Een medewerker", "De contactpersoon voor Overijssel"]
    (sure,) = await carla.press("De contactpersoon voor Overijssel")
    assert sure.text.startswith(f"Vraag {taken} doorsturen naar de contactpersoon voor Overijssel?")
    assert f"Vraag {taken}, van u." in texts(await carla.say("nee"))
    await carla.press_of(f"ticket:naar:{taken}:overijssel")
    assert "is doorgestuurd naar de contactpersoon voor Overijssel" in texts(await carla.say("ja"))
    (new,) = await omar.listen()
    assert new.text.startswith(f"Doorgestuurd naar u: vraag {taken}.")
    assert "School: Het gaat om Zwolle." in new.text
    answer, told = await ede.listen()
    assert answer.text.endswith("Ik stuur u door.")
    assert told.text == f"Vraag {taken} is doorgestuurd. U krijgt antwoord van de contactpersoon voor Overijssel."
    assert texts(await carla.press_of(f"ticket:neem:{taken}")).startswith("Die knop doet het niet meer.")
    await omar.press_of(f"ticket:naarja:{taken}:")
    assert f"Doorgestuurd naar u: vraag {taken}." in texts(await boss.listen())
    assert texts(await boss.press_of(f"ticket:naar:{taken}:atlantis")).startswith("Naar wie moet")
    assert texts(await boss.press_of(f"ticket:dansen:{taken}")).startswith("Die knop doet het niet meer.")


async def test_there_may_be_nobody_else(taken: int, carla: Person, cas: Person) -> None:
    assert texts(await carla.press_of(f"ticket:door:{taken}")).startswith("Er is nu niemand anders")


async def test_others_see_that_what_nobody_took_was_forwarded(carla: Person, cas: Person, ede: Person, store: Store, turns: Turns) -> None:
    await staff(store, turns, "baas", BOSS)
    number = await asked(ede, QUESTION)
    await carla.press_of(f"ticket:naarja:{number}:")
    assert "doorgestuurd door een collega" in texts(await cas.listen())


# ── in anybody else's hands ───────────────────────────────────────────────────────────────────────────────────

STAFF = ("neem:1", "antwoord:1", "toon:1", "door:1", "naar:1:", "naarja:1:", "sluit:1", "terug:1:1", "bij:1:1", "weg:1")
ASKERS = ("verder:1", "klaar:1", "ja:1", "heropen:1")


async def test_staff_can_not_do_what_the_asker_does_nor_the_other_way_round(taken: int, carla: Person, ede: Person) -> None:
    for verb in ASKERS:
        assert texts(await carla.do(Press(f"ticket:{verb}"))).startswith("Die knop doet het niet meer.")
    for verb in (*STAFF, "ja:1", "heropen:1", "klaar:x", "klaar:12345678901", "bij:1:x"):
        assert texts(await ede.do(Press(f"ticket:{verb}"))).startswith("Die knop doet het niet meer.")
    assert taken == 1


async def test_who_is_revoked_with_an_answer_on_its_way_has_it_not_passed_on(
    held: tuple[Person, Person], store: Store, turns: Turns
) -> None:
    carla, ede = held
    boss = await staff(store, turns, "baas", BOSS)
    await carla.say("Dit komt nooit aan.")
    await boss.do(Press("rol:ja:1.contact.gelderland"))
    assert "niet doorgegeven" in texts(await carla.wait(MINUTE))
    assert texts(await ede.listen()) == "Vraag 1 ligt bij een medewerker. Nog niemand heeft hem aangenomen."
    assert await ede.say("Is daar iemand?")
    assert "Is daar iemand?" in texts(await boss.listen()), "the general desk stands in for a region without a contact"
    await boss.press_of("ticket:neem:1")
    assert "van een medewerker" in texts(await answered(boss, ede))


async def answered(staff_member: Person, asker: Person) -> tuple[Say, ...]:
    await staff_member.say("Ja.")
    await staff_member.wait(MINUTE)
    return await asker.listen()


# ── what lasts ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_restart_between_every_two_steps_loses_nothing(database: Database, turns: Turns) -> None:
    """Each step by a new process, on what the last one left."""
    store = await database.store()
    contact, asker = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    heard: list[str] = []

    async def step(name: str, event: Event | None = None) -> None:
        fresh = await database.store()
        again = Person(fresh, Turns(fresh, turns.knowledge, Log(b"key")), name)
        again.now = asker.now
        if event:
            await again.do(event)
        await again.fire()
        await again.listen()
        heard.extend(one.text for one in again.ear.heard)

    for event in (Press("door"), Text(QUESTION), Press("door:ja"), Text("En nog iets.")):
        await step("ede", event)
    await step("carla", Press("ticket:neem:1"))
    await step("carla", Text("Een antwoord."))
    asker.now += MINUTE
    await step("carla")
    await step("ede", Text("Dank."))
    await step("carla", Press("ticket:sluit:1"))
    await step("ede", Press("ticket:heropen:1"))
    await step("carla")
    everything = "\n".join(heard)
    for text in ("Nieuwe vraag: nummer 1.", "En nog iets.", "Een antwoord.", "Dank.", "Bent u geholpen?", "Weer geopend"):
        assert text in everything
    assert contact.ear.heard
