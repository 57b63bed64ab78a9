"""Being away: told in the chat, agreed with who stands in, and what becomes of the questions; on both kinds of database."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press
from tests.databases import Database
from tests.talk import AMSTERDAM, MONDAY
from tests.turn.desk import BOSS, EDITOR, GELDERLAND, MINUTE, OVERIJSSEL, asked, presses, school, staff, texts
from tests.turn.person import Person

QUESTION = "Wie komt bij ons langs?"
DAYS = "26 april – 10 mei"
TOLD = "van zondag 26 april t/m zondag 10 mei"
BEGINS = datetime(2026, 4, 28, 8, 0, tzinfo=AMSTERDAM)
"""The first working day of it: the 26th is a Sunday, the 27th King's Day."""
BACK = datetime(2026, 5, 11, 8, 0, tzinfo=AMSTERDAM)


@pytest.fixture
async def carla(store: Store, turns: Turns) -> Person:
    """The only contact for Gelderland."""
    return await staff(store, turns, "carla", GELDERLAND)


@pytest.fixture
async def olga(carla: Person, store: Store, turns: Turns) -> Person:
    """The contact for Overijssel."""
    assert carla
    return await staff(store, turns, "olga", OVERIJSSEL)


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


async def agree(away: Person, stand_in: str, days: str = DAYS) -> None:
    """They are away, and this is who stands in."""
    await away.do(Command("afwezig", days))
    await away.do(Press(f"afwezig:wie:{stand_in}"))
    assert texts(await away.press("Ja, zo is het goed")).startswith("Genoteerd: u bent afwezig")


async def number(database: Database, person: Person) -> str:
    """Of their account, as a button names it."""
    ((id,),) = await database.rows(f"SELECT id FROM persons WHERE key = '{person.key}'")
    return str(id)


async def at(when: datetime, *persons: Person) -> None:
    """It is then, and what is due happens."""
    for one in persons:
        one.now = when
    for one in persons:
        await one.fire()


async def dead(person: Person, press: str) -> bool:
    """Whether a button does nothing in their hands."""
    return (await person.do(Press(press)))[-1].text.startswith("Die knop doet het niet meer.")


async def holders(database: Database) -> dict[int, int | None]:
    return dict(await database.rows("SELECT id, holder FROM tickets"))


@pytest.fixture
async def agreed(taken: int, carla: Person, olga: Person, database: Database) -> tuple[Person, Person]:
    """Carla will be away, and Olga said yes."""
    assert taken == 1
    await agree(carla, await number(database, olga))
    await olga.listen()
    await olga.do(Press("afwezig:ja:1"))
    await carla.listen()
    return carla, olga


# ── agreeing ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_days_are_named_and_a_colleague_is_asked_first(taken: int, carla: Person, olga: Person, database: Database) -> None:
    assert taken
    (page,) = await carla.say(f"/afwezig {DAYS}")
    assert page.text.startswith(f"U bent afwezig {TOLD}. Wie neemt voor u waar?")
    assert await olga.listen() == ()
    (plan,) = await carla.press("Contactpersoon voor Overijssel, sinds 2 maart 2026")
    assert f"U bent afwezig {TOLD}." in plan.text
    assert "Dit gebeurt op dinsdag 28 april om 8.00 uur met uw open vragen:" in plan.text
    assert "- vraag 1, school, Ede (Gelderland): naar uw waarnemer" in plan.text
    assert await olga.listen() == ()
    said = texts(await carla.press("Ja, zo is het goed"))
    assert f"Genoteerd: u bent afwezig {TOLD}." in said
    assert "nog geen antwoord" in said
    (question,) = await olga.listen()
    assert TOLD in question.text
    (yes,) = await olga.press("Ja, ik neem waar")
    assert yes.text.startswith("U neemt waar voor een collega (contactpersoon voor Gelderland, sinds 2 maart 2026)")
    assert texts(await carla.listen()).startswith("Uw collega neemt voor u waar")
    assert "waarnemer: contactpersoon voor Overijssel" in texts(await carla.say("afwezig"))
    assert "U neemt waar voor een collega" in texts(await olga.say("/afwezig"))
    noted = await database.rows("SELECT action, detail FROM audit WHERE detail = 'afwezigheid 1' ORDER BY at, action")
    assert sorted(noted) == [("afwezig", "afwezigheid 1"), ("waarnemen", "afwezigheid 1")]


async def test_on_the_first_working_day_the_question_goes_with_all_that_was_said(
    agreed: tuple[Person, Person], ede: Person, database: Database
) -> None:
    carla, olga = agreed
    await ede.say("Het is dringend.")
    await carla.do(Press("ticket:antwoord:1"))
    await carla.listen()
    await at(BEGINS - MINUTE, carla, olga, ede)
    assert await ede.listen() == ()
    await at(BEGINS, carla, olga, ede)
    assert texts(await carla.listen()).startswith(f"Uw afwezigheid is begonnen, {TOLD}.")
    (over,) = await olga.listen()
    assert QUESTION in over.text
    assert "School: Het is dringend." in over.text
    assert "Een waarnemer voor de contactpersoon voor Gelderland neemt de vraag over" in texts(await ede.listen())
    assert await holders(database) == {1: int(await number(database, olga))}
    await olga.press("Antwoord op 1")
    await olga.say("Ik kom langs.")
    await olga.wait(MINUTE)
    assert "Ik kom langs." in texts(await ede.listen())
    ede.now = olga.now
    await ede.say("Dank u.")
    assert "Dank u." in texts(await olga.listen())
    assert await carla.listen() == ()


async def test_new_questions_go_to_who_stands_in_and_to_nobody_who_is_away(agreed: tuple[Person, Person], ede: Person) -> None:
    carla, olga = agreed
    await at(BEGINS, carla, olga, ede)
    await carla.listen()
    await olga.listen()
    await ede.listen()
    assert await asked(ede, "En wanneer?") == 2
    assert await carla.listen() == ()
    assert "En wanneer?" in texts(await olga.listen())
    await olga.do(Press("ticket:neem:2"))
    assert "aangenomen door een waarnemer voor de contactpersoon voor Gelderland" in texts(await ede.listen())
    assert "is gesloten" in texts(await olga.do(Press("ticket:sluit:2")))
    assert await asked(ede, "En dan?") == 3
    assert "Vraag 3 doorsturen" in texts(await olga.do(Press("ticket:naar:3:overijssel")))


@pytest.mark.parametrize("early", [True, False])
async def test_only_while_it_lasts_and_after_the_yes(
    taken: int, carla: Person, olga: Person, ede: Person, database: Database, *, early: bool
) -> None:
    assert taken
    assert await asked(ede, "En wanneer?") == 2
    await agree(carla, await number(database, olga))
    if early:
        await olga.do(Press("afwezig:ja:1"))
    else:
        await at(BEGINS, carla, olga)
    for verb in ("neem", "sluit", "antwoord", "toon", "door"):
        assert await dead(olga, f"ticket:{verb}:2"), verb
    assert (await holders(database))[2] is None


async def test_who_is_back_has_their_questions_back(agreed: tuple[Person, Person], ede: Person, database: Database) -> None:
    carla, olga = agreed
    await at(BEGINS, carla, olga, ede)
    for one in (carla, olga, ede):
        await one.listen()
    await at(BACK - MINUTE, carla, olga, ede)
    assert await carla.listen() == ()
    assert await dead(olga, "ticket:antwoord:1")
    await at(BACK, carla, olga, ede)
    assert texts(await carla.listen()).startswith("U bent terug. Er staat 1 vraag voor u open.")
    assert texts(await olga.listen()) == "Vraag 1 is weer van uw collega."
    assert await holders(database) == {1: int(await number(database, carla))}
    assert await dead(olga, "afwezig:ja:1")


# ── what becomes of each question ─────────────────────────────────────────────────────────────────────────────


async def test_each_question_goes_where_they_chose(
    carla: Person, olga: Person, ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    cas = await staff(store, turns, "cas", GELDERLAND)
    for text in ("een", "twee", "drie"):
        id = await asked(ede, f"Vraag {text}")
        await carla.do(Press(f"ticket:neem:{id}"))
    await carla.do(Command("afwezig", DAYS))
    await carla.do(Press(f"afwezig:wie:{await number(database, olga)}"))
    await carla.do(Press("afwezig:alles:terug"))
    await carla.do(Press("afwezig:vraag:1"))
    await carla.press("Naar uw waarnemer")
    await carla.do(Press("afwezig:vraag:3"))
    plan = texts(await carla.press("Houden tot u terug bent"))
    for id, fate in ((1, "naar uw waarnemer"), (2, "terug naar de regio"), (3, "blijft van u")):
        assert f"- vraag {id}, school, Ede (Gelderland): {fate}" in plan
    await carla.press("Ja, zo is het goed")
    await olga.do(Press("afwezig:ja:1"))
    for one in (carla, cas, olga, ede):
        await one.listen()
    await at(BEGINS, carla, cas, olga, ede)
    assert await holders(database) == {1: int(await number(database, olga)), 2: None, 3: int(await number(database, carla))}
    assert "Van een collega die afwezig is: vraag 2." in texts(await cas.listen())
    told = texts(await ede.listen())
    assert "U krijgt antwoord van de contactpersoon voor Gelderland" in told
    assert "vraag 3" not in told
    await cas.do(Press("ticket:neem:2"))
    assert (await holders(database))[2] == int(await number(database, cas))


async def test_what_was_held_for_a_minute_is_passed_on_before_it_goes(agreed: tuple[Person, Person], ede: Person) -> None:
    carla, olga = agreed
    carla.now = BEGINS - MINUTE / 2
    await carla.do(Press("ticket:antwoord:1"))
    await carla.say("Ik zoek het nog uit.")
    await at(BEGINS, carla, olga, ede)
    told = texts(await ede.listen())
    assert told.index("Ik zoek het nog uit.") < told.index("nu afwezig")
    assert "Antwoord: Ik zoek het nog uit." in texts(await olga.listen())


async def test_away_from_now_on_waits_a_day_for_the_yes(taken: int, carla: Person, olga: Person, ede: Person, database: Database) -> None:
    """Who is ill tells it in the morning."""
    assert taken
    await agree(carla, await number(database, olga), "vandaag t/m vrijdag")
    assert await holders(database) == {1: int(await number(database, carla))}
    olga.now = carla.now + MINUTE * 60
    await olga.do(Press("afwezig:ja:1"))
    assert await holders(database) == {1: int(await number(database, olga))}
    assert "neemt de vraag over" in texts(await ede.listen())


async def test_without_a_yes_the_question_goes_back_to_the_region(
    taken: int, carla: Person, olga: Person, ede: Person, store: Store, *, turns: Turns, database: Database
) -> None:
    assert taken
    cas = await staff(store, turns, "cas", GELDERLAND)
    await agree(carla, await number(database, olga), "vandaag t/m vrijdag")
    await carla.wait(MINUTE * 60 * 23)
    assert await holders(database) == {1: int(await number(database, carla))}
    assert "nog geen ja gezegd" in texts(await carla.wait(MINUTE * 60))
    assert await holders(database) == {1: None}
    assert QUESTION in texts(await cas.listen())
    assert await olga.listen() != ()
    assert "nu afwezig" in texts(await ede.listen())


async def test_a_yes_at_night_moves_questions_in_the_morning(
    taken: int, carla: Person, olga: Person, ede: Person, database: Database
) -> None:
    assert taken
    await agree(carla, await number(database, olga), "vandaag t/m vrijdag")
    olga.now = datetime(2026, 3, 2, 22, 0, tzinfo=AMSTERDAM)
    await olga.do(Press("afwezig:ja:1"))
    assert await ede.listen() == ()
    assert (await olga.reminders())["a:1:over"] == datetime(2026, 3, 3, 8, 0, tzinfo=AMSTERDAM)
    await at(datetime(2026, 3, 3, 8, 0, tzinfo=AMSTERDAM), olga)
    assert await holders(database) == {1: int(await number(database, olga))}
    assert "neemt de vraag over" in texts(await ede.listen())


async def test_told_at_night_a_colleague_is_asked_in_the_morning(carla: Person, olga: Person, database: Database) -> None:
    """On the night in which the clock is put forward, which is a Sunday: on Monday at eight."""
    carla.now = datetime(2026, 3, 28, 23, 30, tzinfo=AMSTERDAM)
    await agree(carla, await number(database, olga), "morgen t/m vrijdag")
    monday = datetime(2026, 3, 30, 8, 0, tzinfo=AMSTERDAM)
    reminders = await carla.reminders()
    assert reminders["a:1:vraag"] == reminders["a:1:begin"] == monday
    assert await olga.listen() == ()
    await at(datetime(2026, 3, 29, 12, 0, tzinfo=AMSTERDAM), carla)
    assert await olga.listen() == ()
    await at(monday, carla)
    assert "vraagt u om waar te nemen" in texts(await olga.listen())
    assert "nog geen ja gezegd" in texts(await carla.listen())
    assert (await carla.reminders())["a:1:begin"] == datetime(2026, 3, 31, 8, 0, tzinfo=AMSTERDAM)


# ── who answers ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_no_is_told_and_somebody_else_can_be_chosen(
    taken: int, carla: Person, olga: Person, store: Store, turns: Turns, database: Database
) -> None:
    assert taken
    boss = await staff(store, turns, "boss", BOSS)
    await agree(carla, await number(database, olga))
    await olga.listen()
    assert texts(await olga.press("Nee, ik kan niet")).startswith("U neemt niet waar")
    assert texts(await carla.listen()).startswith("Uw collega kan niet voor u waarnemen")
    (page,) = await carla.press("Kies iemand anders")
    assert "Wie neemt voor u waar?" in page.text
    await carla.do(Press(f"afwezig:wie:{await number(database, boss)}"))
    await carla.press("Ja, zo is het goed")
    assert texts(await boss.listen()).startswith("Een collega vraagt u om waar te nemen")
    assert await dead(olga, "afwezig:ja:1")
    assert await olga.listen() == ()
    await boss.do(Press("afwezig:ja:2"))
    await at(BEGINS, carla)
    assert await holders(database) == {1: int(await number(database, boss))}


async def test_a_yes_can_become_a_no_while_it_lasts(
    agreed: tuple[Person, Person], ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    carla, olga = agreed
    cas = await staff(store, turns, "cas", GELDERLAND)
    await at(BEGINS, carla, olga, cas, ede)
    await ede.listen()
    assert "U neemt niet waar" in texts(await olga.do(Press("afwezig:nee:1")))
    assert await holders(database) == {1: None}
    assert QUESTION in texts(await cas.listen())
    assert await dead(olga, "ticket:neem:1")
    assert "nu afwezig" in texts(await ede.listen())


@pytest.mark.parametrize("role", [OVERIJSSEL, GELDERLAND, BOSS, EDITOR, None])
async def test_the_yes_does_nothing_in_other_hands(
    taken: int, carla: Person, olga: Person, store: Store, turns: Turns, *, database: Database, role: object
) -> None:
    assert taken
    other = await staff(store, turns, "ander", role) if role else Person(store, turns, "ander")  # type: ignore[arg-type]
    await agree(carla, await number(database, olga))
    for press in ("afwezig:ja:1", "afwezig:nee:1", "afwezig:in:1", "afwezig:inja:1", "afwezig:wijzig:1"):
        assert await dead(other, press), press
    for press in ("afwezig:ja:1", "afwezig:nee:1"):
        assert await dead(carla, press), press
    for press in ("afwezig:in:1", "afwezig:inja:1", "afwezig:wijzig:1"):
        assert await dead(olga, press), press
    rows = await database.rows("SELECT accepted_at, refused_at, cancelled_at FROM absences")
    assert rows == [(None, None, None)]


@pytest.mark.parametrize("role", [EDITOR, None])
async def test_who_answers_nothing_is_never_away(carla: Person, store: Store, turns: Turns, database: Database, role: object) -> None:
    assert carla
    other = await staff(store, turns, "ander", role) if role else Person(store, turns, "ander")  # type: ignore[arg-type]
    assert "ken ik niet" in texts(await other.say("/afwezig morgen")) or await database.rows("SELECT * FROM absences") == []
    for press in ("afwezig", "afwezig:nieuw", "afwezig:wie:niemand", "afwezig:goed:00000000"):
        assert await dead(other, press), press
    assert await database.rows("SELECT * FROM absences") == []


async def test_who_stands_in_and_is_revoked_does_not_any_more(
    agreed: tuple[Person, Person], ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    carla, olga = agreed
    boss = await staff(store, turns, "boss", BOSS)
    await at(BEGINS, carla, olga, boss, ede)
    await boss.do(Press(f"rol:ja:{await number(database, olga)}.contact.overijssel"))
    for press in ("ticket:antwoord:1", "ticket:sluit:1", "ticket:door:1", "afwezig:ja:1", "afwezig:nee:1"):
        assert await dead(olga, press), press
    assert "doet niet meer mee" in texts(await carla.say("/afwezig"))
    await ede.listen()
    await boss.listen()
    await ede.say("Hallo?")
    assert "Hallo?" in texts(await boss.listen())
    await boss.do(Press("ticket:neem:1"))
    assert await holders(database) == {1: int(await number(database, boss))}


async def test_who_is_away_and_is_revoked_hands_over_nothing(
    agreed: tuple[Person, Person], store: Store, turns: Turns, database: Database
) -> None:
    carla, olga = agreed
    boss = await staff(store, turns, "boss", BOSS)
    await boss.do(Press(f"rol:ja:{await number(database, carla)}.contact.gelderland"))
    await carla.listen()
    await at(BEGINS, carla, olga)
    assert await carla.listen() == ()
    assert await olga.listen() == ()
    assert await holders(database) == {1: None}
    assert await dead(olga, "ticket:neem:1")


# ── withdrawn and changed ─────────────────────────────────────────────────────────────────────────────────────


async def test_withdrawn_before_it_begins_nothing_moves(agreed: tuple[Person, Person], database: Database) -> None:
    carla, olga = agreed
    await carla.say("/afwezig")
    assert "intrekken?" in texts(await carla.press("Trek 1 in"))
    assert f"Ingetrokken: uw afwezigheid {TOLD}." in texts(await carla.press("Ja, trek in"))
    assert texts(await olga.listen()).startswith("U hoeft niet meer waar te nemen")
    assert [key for key in await carla.reminders() if key.startswith("a:")] == []
    assert "geen afwezigheid" not in texts(await olga.say("/afwezig nooit"))
    assert await dead(carla, "afwezig:inja:1")
    assert await holders(database) == {1: int(await number(database, carla))}
    assert len(await database.rows("SELECT * FROM audit WHERE action = 'aanwezig'")) == 1


async def test_withdrawn_halfway_the_questions_come_back(agreed: tuple[Person, Person], ede: Person, database: Database) -> None:
    carla, olga = agreed
    await at(BEGINS, carla, olga, ede)
    await olga.listen()
    await carla.do(Press("afwezig:inja:1"))
    assert await holders(database) == {1: int(await number(database, carla))}
    assert "Vraag 1 is weer van uw collega." in texts(await olga.listen())
    await carla.do(Press("ticket:antwoord:1"))
    await carla.say("Ik ben er weer.")
    await carla.wait(MINUTE)
    assert "Bij vraag 1, van de contactpersoon voor Gelderland" in texts(await ede.listen())


async def test_fewer_days_with_the_same_colleague_stay_agreed(agreed: tuple[Person, Person], database: Database) -> None:
    carla, olga = agreed
    await carla.do(Press("afwezig:wijzig:1"))
    await carla.press("Andere dagen")
    (plan,) = await carla.say("28 april t/m 8 mei")
    assert "heeft al ja gezegd" in plan.text
    await carla.press("Ja, zo is het goed")
    assert texts(await olga.listen()).startswith("U neemt waar voor een collega")
    assert "waarnemer: contactpersoon voor Overijssel" in texts(await carla.say("/afwezig"))
    await at(BEGINS, carla, olga)
    assert await holders(database) == {1: int(await number(database, olga))}


async def test_an_old_plan_is_not_agreed_to(taken: int, carla: Person, olga: Person, database: Database) -> None:
    assert taken
    await carla.do(Command("afwezig", DAYS))
    await carla.do(Press(f"afwezig:wie:{await number(database, olga)}"))
    (old,) = [press for press in presses(carla) if press.startswith("afwezig:goed:")]
    await carla.do(Press("afwezig:vraag:1"))
    await carla.press("Houden tot u terug bent")
    assert texts(await carla.do(Press(old))).startswith("Er is iets veranderd.")
    assert await database.rows("SELECT * FROM absences") == []
    await carla.press("Ja, zo is het goed")
    assert await dead(carla, old)
    assert len(await database.rows("SELECT * FROM absences")) == 1


async def test_two_of_the_same_days_are_no_two_absences(carla: Person, olga: Person, database: Database) -> None:
    await agree(carla, await number(database, olga))
    assert texts(await carla.say("/afwezig 9 t/m 20 mei")).startswith(f"U bent al afwezig {TOLD}.")
    await carla.say("11 t/m 20 mei")
    await carla.do(Press("afwezig:wie:niemand"))
    await carla.press("Ja, zo is het goed")
    assert len(await database.rows("SELECT * FROM absences")) == 2


# ── several who are away ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_chain_of_who_stand_in_is_followed(
    agreed: tuple[Person, Person], ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    carla, olga = agreed
    third = await staff(store, turns, "derde", OVERIJSSEL)
    await olga.do(Command("afwezig", "4 t/m 8 mei"))
    (plan,) = await olga.do(Press(f"afwezig:wie:{await number(database, third)}"))
    assert "u neemt zelf waar voor een collega" in plan.text
    await olga.press("Ja, zo is het goed")
    await third.do(Press("afwezig:ja:2"))
    await at(BEGINS, carla, olga, third, ede)
    assert await holders(database) == {1: int(await number(database, olga))}
    await at(datetime(2026, 5, 4, 8, 0, tzinfo=AMSTERDAM), carla, olga, third, ede)
    assert await holders(database) == {1: int(await number(database, third))}
    await third.listen()
    assert await asked(ede, "En dan?") == 2
    assert "En dan?" in texts(await third.listen())
    assert "En dan?" not in texts(await olga.listen()) + texts(await carla.listen())
    await third.do(Press("ticket:neem:2"))
    assert (await holders(database))[2] == int(await number(database, third))


async def test_a_chain_without_an_end_ends_at_the_desk(
    agreed: tuple[Person, Person], ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    carla, olga = agreed
    boss = await staff(store, turns, "boss", BOSS)
    await agree(olga, "niemand")
    await at(BEGINS, carla, olga, boss, ede)
    assert "U krijgt antwoord van een medewerker." in texts(await ede.listen())
    assert QUESTION in texts(await boss.listen())
    await boss.do(Press("ticket:neem:1"))
    assert await holders(database) == {1: int(await number(database, boss))}
    assert await asked(ede, "En dan?") == 2
    assert "En dan?" in texts(await boss.listen())
    assert "En dan?" not in texts(await olga.listen()) + texts(await carla.listen())


async def test_who_is_away_then_is_no_choice(carla: Person, olga: Person, store: Store, turns: Turns, database: Database) -> None:
    await staff(store, turns, "boss", BOSS)
    await agree(olga, "balie", "1 t/m 9 mei")
    (page,) = await carla.do(Command("afwezig", DAYS))
    assert "Wie dan zelf afwezig is, staat er niet bij." in page.text
    assert f"afwezig:wie:{await number(database, olga)}" not in presses(carla)
    assert await dead(carla, f"afwezig:wie:{await number(database, olga)}")
    (page,) = await carla.say("11 mei")
    assert f"afwezig:wie:{await number(database, olga)}" in presses(carla)


async def test_the_desk_stands_in_without_being_asked(
    taken: int, carla: Person, ede: Person, store: Store, turns: Turns, database: Database
) -> None:
    assert taken
    boss = await staff(store, turns, "boss", BOSS)
    await carla.do(Command("afwezig", "vandaag t/m vrijdag"))
    (plan,) = await carla.press("De medewerkers samen")
    assert "Dit gebeurt meteen met uw open vragen:\n- vraag 1, school, Ede (Gelderland): naar de medewerkers" in plan.text
    assert "de medewerkers nemen waar" in texts(await carla.press("Ja, zo is het goed"))
    assert QUESTION in texts(await boss.listen())
    assert "van een medewerker" in texts(await ede.listen())
    assert await database.rows("SELECT region, holder FROM tickets") == [("", None)]
    assert await asked(ede, "Nog iets?") == 2
    assert "Nog iets?" in texts(await boss.listen())


async def test_a_medewerker_can_be_away_too(olga: Person, store: Store, turns: Turns, database: Database) -> None:
    boss = await staff(store, turns, "boss", BOSS)
    utrecht = await school(store, turns, "utrecht", place="plaats:Utrecht|Utrecht|Utrecht")
    assert await asked(utrecht, QUESTION) == 1
    await boss.do(Press("ticket:neem:1"))
    await agree(boss, await number(database, olga), "vandaag t/m vrijdag")
    (question,) = await olga.listen()
    assert "medewerker, sinds" in question.text
    await olga.do(Press("afwezig:ja:1"))
    assert await holders(database) == {1: int(await number(database, olga))}


async def test_days_away_do_not_count_as_waiting_also_when_they_are_over(store: Store, turns: Turns) -> None:
    """Asked on the Tuesday of four days away; on the Monday after at ten it waits for two working hours."""
    carla, asker = await staff(store, turns, "carla", GELDERLAND), await school(store, turns, "ede")
    await carla.say("/afwezig 3 t/m 6 maart")
    await carla.press("Niemand")
    await carla.press("Ja, zo is het goed")
    asker.now = MONDAY.replace(day=3, hour=10)
    await asked(asker, "Wie komt er?")
    carla.now = MONDAY.replace(day=9, hour=10)
    await carla.fire()
    assert "wacht 2 werkuren, sinds 3 maart 2026" in texts(await carla.do(Command("open")))
