"""One answer to several questions that ask the same, as it is kept: exactly the ticked ones get it, on both kinds of database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Attachment, Command, Edited, Event, Press, Say, Text, Withdrawn
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.desk import BOSS, EDE, EDITOR, GELDERLAND, MINUTE, OVERIJSSEL, ZWOLLE, asked, presses, school, staff, texts
from tests.turn.person import Person

QUESTION = "Wat kost de training voor mentoren?"
WORDINGS = (
    QUESTION,
    "wat kost een training voor mentoren",
    "Hoeveel kost de training voor de mentoren?",
    "Wat kosten trainingen voor mentoren?",
)
ANSWER = "De training is gratis."
Rows = list[tuple[object, ...]]


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
async def schools(carla: Person, store: Store, turns: Turns) -> list[Person]:
    """Four who ask the same, as questions 1 to 4, and one who asks something else, as 5."""
    found = []
    for number, words in enumerate((*WORDINGS, "Wie komt bij ons langs?"), 1):
        asker = await school(store, turns, f"school {number}")
        assert await asked(asker, words) == number
        await asker.say("/menu")
        found.append(asker)
    await carla.listen()
    return found


async def previewed(person: Person, text: str = ANSWER) -> Say:
    """To the page on which the answer waits for a yes."""
    await person.do(Press("groep:begin:1"))
    (page,) = await person.say(text)
    return page


async def heard(schools: list[Person]) -> list[bool]:
    """Who of them heard the answer."""
    return [ANSWER in texts(await asker.listen()) for asker in schools]


def button(said: tuple[Say, ...] | Say, start: str) -> Press:
    messages = said if isinstance(said, tuple) else (said,)
    return Press(next(one.press for say in messages for row in say.buttons for one in row if one.press.startswith(start)))


async def messages_of(database: Database) -> Rows:
    return await database.rows("SELECT ticket, text FROM ticket_messages WHERE withdrawn_at IS NULL ORDER BY ticket, number")


# ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_list_and_a_question_tell_who_ask_the_same(carla: Person, schools: list[Person]) -> None:
    assert len(schools) == 5
    (page,) = await carla.do(Command("open"))
    assert page.text.endswith("4 mensen vragen dit: vraag 1, vraag 2, vraag 3 en vraag 4.")
    assert Press("groep:begin:1") == button(page, "groep:begin")
    (one,) = await carla.do(Press("ticket:toon:3"))
    assert "4 mensen vragen dit" in one.text
    assert "mensen vragen dit" not in texts(await carla.do(Press("ticket:toon:5")))
    (begun,) = await carla.do(button(one, "groep:begin"))
    assert begun.text.startswith("Typ één antwoord voor deze 4 vragen.")
    assert begun.text.count("- vraag ") == 4


async def test_two_questions_of_one_person_and_what_was_answered_are_no_group(carla: Person, store: Store, turns: Turns) -> None:
    asker = await school(store, turns, "ede")
    for number in (1, 2):
        await asked(asker, QUESTION)
        await asker.do(Press("contact"))
        assert number
    assert "mensen vragen dit" not in texts(await carla.do(Command("open")))
    other = await school(store, turns, "ander")
    await asked(other, QUESTION)
    assert "2 mensen vragen dit: vraag 1, vraag 2 en vraag 3." in texts(await carla.do(Command("open")))
    for number in (1, 2):
        await carla.do(Press(f"ticket:neem:{number}"))
        await carla.do(Press(f"ticket:antwoord:{number}"))
        await carla.say(ANSWER)
    assert "mensen vragen dit" not in texts(await carla.do(Command("open")))


# ── what is sent ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_one_answer_goes_to_all_after_a_minute_as_a_message_of_each(
    carla: Person, cas: Person, schools: list[Person], database: Database
) -> None:
    page = await previewed(carla)
    assert page.text.startswith(
        "Dit antwoord gaat naar 4 vragen:\n\n- vraag 1, school, Ede (Gelderland): Wat kost de training voor mentoren?\n"
    )
    assert page.text.endswith(f"Uw antwoord:\n{ANSWER}\n\nMag dit zo verstuurd worden?")
    assert await messages_of(database) == []
    (confirmed,) = await carla.press("Ja, stuur naar 4 vragen")
    assert confirmed.text.startswith("Verstuurd aan 4 vragen:\n- vraag 1, school, Ede (Gelderland)\n- vraag 2,")
    assert await carla.wait(MINUTE * 0.99) == ()
    assert await heard(schools) == [False] * 5
    await carla.wait(MINUTE * 0.01)
    assert await heard(schools) == [True] * 4 + [False]
    assert await messages_of(database) == [(number, ANSWER) for number in range(1, 5)]
    noted = await database.rows("SELECT action, count(*) FROM audit WHERE action IN ('neem', 'antwoord') GROUP BY action ORDER BY action")
    assert noted == [("antwoord", 4), ("neem", 4)]
    assert texts(await cas.listen()).count("is aangenomen door een collega") == 4
    assert await database.rows("SELECT * FROM ticket_drafts") == []
    assert "mensen vragen dit" not in texts(await carla.do(Command("open")))


async def test_each_can_be_left_out_and_taken_in_again(carla: Person, schools: list[Person]) -> None:
    page = await previewed(carla)
    (page,) = await carla.press("Zonder vraag 2")
    (page,) = await carla.press("Zonder vraag 3")
    assert "Dit antwoord gaat naar 2 vragen:" in page.text
    assert "Niet naar: vraag 2 en vraag 3." in page.text
    (page,) = await carla.press("Toch ook vraag 3")
    await carla.say("ja")
    await carla.wait(MINUTE)
    assert await heard(schools) == [True, False, True, True, False]


async def test_when_all_are_left_out_nothing_can_be_sent(carla: Person, schools: list[Person], database: Database) -> None:
    await previewed(carla)
    for number in range(1, 5):
        (page,) = await carla.press(f"Zonder vraag {number}")
    assert page.text.startswith("Dit antwoord gaat naar geen enkele vraag.")
    assert not any(one.startswith("groep:ja") for one in presses(carla))
    assert await messages_of(database) == []
    assert len(schools) == 5


async def test_other_words_a_no_and_the_menu_send_nothing(carla: Person, schools: list[Person], database: Database) -> None:
    await previewed(carla)
    (page,) = await carla.press("Anders schrijven")
    assert page.text.startswith("Typ één antwoord")
    await carla.say("Iets anders.")
    (page,) = await carla.say("Toch dit.")
    assert "Uw antwoord:\nToch dit." in page.text
    assert await database.rows("SELECT text FROM ticket_drafts") == [("Toch dit.",)]
    assert texts(await carla.press("Niet sturen")).startswith("Wij hebben niets verstuurd.")
    assert await database.rows("SELECT * FROM ticket_drafts") == []
    await previewed(carla)
    await carla.say("/menu")
    await carla.wait(MINUTE)
    assert await messages_of(database) == []
    assert await heard(schools) == [False] * 5


async def test_a_number_or_a_label_is_a_button_and_no_answer(carla: Person, schools: list[Person], database: Database) -> None:
    await carla.do(Press("groep:begin:1"))
    await carla.say("1")
    assert await database.rows("SELECT * FROM ticket_drafts") == []
    await previewed(carla)
    assert "Niet naar: vraag 1." in texts(await carla.say("zonder vraag 1"))
    assert texts(await carla.say("1")).startswith("Verstuurd aan 3 vragen:")
    assert len(schools) == 5


async def test_pictures_and_changes_of_what_was_typed_are_not_sent(carla: Person, schools: list[Person], database: Database) -> None:
    await carla.do(Press("groep:begin:1"))
    assert "niet doorgegeven" in texts(await carla.do(Attachment("photo")))
    await carla.do(Text(ANSWER), message_id="m1")
    assert "niet doorgegeven" in texts(await carla.do(Edited("Het kost honderd euro."), message_id="m1"))
    await carla.say("ja")
    await carla.wait(MINUTE)
    assert {text for _, text in await messages_of(database)} == {ANSWER}
    assert len(schools) == 5


async def test_a_reply_goes_to_its_question_in_the_middle_of_it(carla: Person, schools: list[Person], database: Database) -> None:
    await carla.do(Press("ticket:neem:5"))
    place = next(number for number, one in enumerate(carla.ear.heard, 1) if one.text.startswith("Nieuwe vraag: nummer 5."))
    await previewed(carla)
    assert texts(await carla.do(Text("Ik kom."), replies_to=str(place))).startswith("Verstuurd aan vraag 5")
    assert await messages_of(database) == [(5, "Ik kom.")]
    assert len(schools) == 5


# ── what colleagues do meanwhile ──────────────────────────────────────────────────────────────────────────────


async def test_what_a_colleague_took_or_closed_is_left_out_and_said(carla: Person, cas: Person, schools: list[Person]) -> None:
    await previewed(carla)
    await cas.do(Press("ticket:neem:2"))
    await cas.do(Press("ticket:sluit:3"))
    await carla.listen()
    (confirmed,) = await carla.press("Ja, stuur naar 4 vragen")
    assert confirmed.text.startswith("Verstuurd aan 2 vragen:")
    assert "Niet verstuurd aan vraag 2 en vraag 3: gesloten, of intussen van een collega." in confirmed.text
    await carla.wait(MINUTE)
    assert await heard(schools) == [True, False, False, True, False]


async def test_when_all_are_gone_nothing_is_sent(carla: Person, cas: Person, schools: list[Person], database: Database) -> None:
    await previewed(carla)
    yes = button(tuple(carla.ear.heard[-1:]), "groep:ja")
    for number in range(1, 5):
        await cas.do(Press(f"ticket:neem:{number}"))
    assert "Er is niets verstuurd." in texts(await carla.do(yes))
    assert await messages_of(database) == []
    assert await database.rows("SELECT * FROM ticket_drafts") == []
    assert len(schools) == 5


async def test_an_old_yes_sends_nothing_that_did_not_stand_above_it(
    carla: Person, cas: Person, schools: list[Person], database: Database
) -> None:
    first = button(await previewed(carla), "groep:ja")
    await carla.press("Zonder vraag 1")
    assert texts(await carla.do(first)).startswith("De keuze is intussen anders.")
    fewer = button(tuple(carla.ear.heard[-1:]), "groep:ja")
    await carla.press("Toch ook vraag 1")
    assert texts(await carla.do(fewer)).startswith("De keuze is intussen anders.")
    await carla.say("Een ander antwoord.")
    assert texts(await carla.do(first)).startswith("De keuze is intussen anders.")
    await cas.do(Press("ticket:neem:1"))
    page = (await carla.say("herhaal"))[-1]
    without_one = button(page, "groep:ja")
    await cas.do(Press("ticket:door:1"))
    await cas.do(Press("ticket:sluit:1"))
    await schools[0].do(Press("ticket:heropen:1"))
    assert await messages_of(database) == []
    await carla.do(without_one)
    await carla.wait(MINUTE)
    assert 1 not in {ticket for ticket, _ in await messages_of(database)}


async def test_of_two_who_send_at_the_same_moment_each_question_gets_one(
    carla: Person, cas: Person, schools: list[Person], database: Database
) -> None:
    pages = [await previewed(person, f"Van {person.name}.") for person in (carla, cas)]
    said = await asyncio.gather(*(one.do(button(page, "groep:ja")) for one, page in zip((carla, cas), pages, strict=True)))
    assert sorted("Verstuurd aan 4 vragen" in texts(one) for one in said) == [False, True]
    for person in (carla, cas):
        await person.wait(MINUTE)
    assert [ticket for ticket, _ in await messages_of(database)] == [1, 2, 3, 4]
    assert len({text for _, text in await messages_of(database)}) == 1
    assert len(schools) == 5


# ── taking back ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_all_is_taken_back_at_once_or_one_by_one(carla: Person, schools: list[Person], database: Database) -> None:
    await previewed(carla)
    (confirmed,) = await carla.press("Ja, stuur naar 4 vragen")
    assert texts(await carla.press("Neem 3 terug")).startswith("Teruggenomen. De vrager van vraag 3")
    assert texts(await carla.do(button(confirmed, "groep:terug"))).startswith("Teruggenomen bij vraag 1, vraag 2, vraag 3 en vraag 4.")
    await carla.wait(MINUTE)
    assert await heard(schools) == [False] * 5
    assert await messages_of(database) == []
    assert await carla.reminders() == {}


@pytest.mark.parametrize("typed", ["Neem alles terug", "neem 2 terug"])
async def test_what_is_on_the_buttons_can_be_typed(carla: Person, schools: list[Person], typed: str) -> None:
    await previewed(carla)
    await carla.say("ja")
    await carla.say(typed)
    await carla.wait(MINUTE)
    assert await heard(schools) == ([False] * 5 if "alles" in typed else [True, False, True, True, False])


async def test_what_is_already_passed_on_is_said_to_be_so(carla: Person, schools: list[Person]) -> None:
    await previewed(carla)
    (confirmed,) = await carla.say("ja")
    await carla.do(Press("ticket:sluit:2"))
    back = texts(await carla.do(button(confirmed, "groep:terug")))
    assert back.startswith("Teruggenomen bij vraag 1, vraag 3 en vraag 4.")
    await carla.wait(MINUTE)
    assert await heard(schools) == [False, True, False, False, False]


async def test_after_the_minute_nothing_can_be_taken_back(carla: Person, schools: list[Person]) -> None:
    await previewed(carla)
    (confirmed,) = await carla.say("ja")
    await carla.wait(MINUTE)
    assert texts(await carla.do(button(confirmed, "groep:terug"))).startswith("Al doorgegeven bij vraag 1, vraag 2, vraag 3 en vraag 4.")
    assert await heard(schools) == [True] * 4 + [False]


async def test_a_change_of_the_typed_answer_is_made_in_each(carla: Person, schools: list[Person]) -> None:
    await carla.do(Press("groep:begin:1"))
    await carla.do(Text("De training is duur."), message_id="m1")
    await carla.say("ja")
    assert texts(await carla.do(Edited(ANSWER), message_id="m1")).count("Veranderd bij vraag") == 4
    await carla.wait(MINUTE)
    assert await heard(schools) == [True] * 4 + [False]
    await carla.do(Withdrawn(), message_id="m1")
    assert ["teruggenomen" in texts(await asker.listen()) for asker in schools] == [True] * 4 + [False]


# ── who may not ───────────────────────────────────────────────────────────────────────────────────────────────

OF_GROUPS = (
    "groep:begin:1",
    "groep:zonder:1",
    "groep:ook:1",
    "groep:ja:1:15",
    "groep:anders",
    "groep:nee",
    "groep:terug:1",
    "groep:x",
    "groep:begin:x",
)


@pytest.mark.parametrize("who", ["outsider", "asker", "editor", "other region", "revoked"])
async def test_nobody_else_gives_one_answer_to_all(
    carla: Person, schools: list[Person], store: Store, turns: Turns, database: Database, who: str
) -> None:
    match who:
        case "outsider":
            other = Person(store, turns, "vreemd")
        case "asker":
            other = schools[0]
        case "editor":
            other = await staff(store, turns, "eva", EDITOR)
        case "other region":
            other = await staff(store, turns, "omar", OVERIJSSEL)
        case _:
            other = carla
            await previewed(carla)
            boss = await staff(store, turns, "baas", BOSS)
            await boss.do(Command("rollen"))
            await boss.do(Press("rol:ja:1.contact.gelderland"))
    before = await database.rows("SELECT count(*) FROM audit")
    yes = next((one for one in presses(other) if one.startswith("groep:ja")), "groep:ja:3:15")
    for press in (*OF_GROUPS, yes):
        await other.do(Press(press))
    await other.wait(MINUTE)
    assert await messages_of(database) == []
    assert await database.rows("SELECT count(*) FROM audit") == before
    assert await database.rows("SELECT holder FROM tickets WHERE holder IS NOT NULL") == []


async def test_who_is_revoked_within_the_minute_has_nothing_passed_on(
    carla: Person, schools: list[Person], store: Store, turns: Turns
) -> None:
    await previewed(carla)
    await carla.say("ja")
    boss = await staff(store, turns, "baas", BOSS)
    await boss.do(Command("rollen"))
    await boss.do(Press("rol:ja:1.contact.gelderland"))
    await carla.wait(MINUTE)
    assert await heard(schools) == [False] * 5


async def test_a_group_is_of_ones_own_regions_only(carla: Person, schools: list[Person], store: Store, turns: Turns) -> None:
    omar = await staff(store, turns, "omar", OVERIJSSEL)
    zwolle = await school(store, turns, "zwolle", ZWOLLE)
    await asked(zwolle, QUESTION)
    assert "mensen vragen dit" not in texts(await omar.do(Command("open")))
    assert "4 mensen vragen dit" in texts(await carla.do(Command("open")))
    assert len(schools) == 5


# ── in any order ──────────────────────────────────────────────────────────────────────────────────────────────

Play = Callable[[Store, Turns], Awaitable[None]]
_PRESSES = ("groep:begin:1", "groep:zonder:2", "groep:ook:2", "groep:ook:3", "groep:anders", "yes", "old yes", "back")
_PRESSES_OF_ONE = ("ticket:neem:2", "ticket:sluit:3", "ticket:terug:1:1")
STEPS = some.tuples(
    some.sampled_from((0, 1)), some.sampled_from((*_PRESSES, *_PRESSES_OF_ONE, "typed", "wait", *("yes",) * 3, *("groep:zonder:3",) * 2))
)
"""Which of the two contacts, and what they do after both have seen an answer to all four."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=some.lists(STEPS, min_size=2, max_size=16))
async def test_an_answer_goes_to_exactly_the_ticked_questions(
    steps: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> None:
    """Two contacts press and type in any order; each question hears only what stood in a list with it under the yes that was pressed."""
    database = await Database.create("sqlite", tmp_path_factory.mktemp("groep"))
    try:
        store = await database.store()
        await _play(steps, store, Turns(store, knowledge, Log(b"sleutel")), database)
    finally:
        await database.close()


async def _play(steps: list[tuple[int, str]], store: Store, turns: Turns, database: Database) -> None:
    contacts = [await staff(store, turns, name, GELDERLAND) for name in ("carla", "cas")]
    schools = []
    for number, words in enumerate(WORDINGS, 1):
        asker = await school(store, turns, f"school {number}", EDE)
        await asked(asker, words)
        schools.append(asker)
    for one in contacts:
        await previewed(one, f"Antwoord van {one.name}")
    for number, (who, step) in enumerate(steps):
        person = contacts[who]
        if step == "wait":
            for one in contacts:
                await one.wait(MINUTE)
            continue
        event: Event = Text(f"Antwoord {number} van {person.name}") if step == "typed" else Press(_press(person, step))
        before = {tuple(row) for row in await messages_of(database)}
        shown_last = _listed_above(person, _press(person, "yes"))
        await person.do(event)
        new = {tuple(row) for row in await messages_of(database)} - before
        if isinstance(event, Press):
            listed = shown_last & _listed_above(person, event.data) if event.data.startswith("groep:ja") else set()
            assert new <= listed, "sent to what did not stand above the button"
    for one in contacts:
        await one.wait(MINUTE)
    kept = await database.rows("SELECT ticket, text FROM ticket_messages WHERE withdrawn_at IS NULL AND passed_at IS NOT NULL")
    for number, asker in enumerate(schools, 1):
        said = [text.rpartition("\n")[2] for text in (one.text for one in await _all(asker)) if "\n" in text and "Antwoord" in text]
        assert sorted(said) == sorted(str(text) for ticket, text in kept if ticket == number)
        assert all(text.startswith("Antwoord") for text in said)


async def _all(asker: Person) -> list[Say]:
    await asker.listen()
    return asker.ear.heard


def _press(person: Person, step: str) -> str:
    shown = [one.press for say in person.ear.heard for row in say.buttons for one in row]
    match step:
        case "yes":
            return next((one for one in reversed(shown) if one.startswith("groep:ja")), "groep:ja:1:1")
        case "old yes":
            return next((one for one in shown if one.startswith("groep:ja")), "groep:ja:1:1")
        case "back":
            return next((one for one in reversed(shown) if one.startswith("groep:terug")), "groep:terug:1")
    return step


def _listed_above(person: Person, press: str) -> set[tuple[int, str]]:
    """The questions that stood in the message with this button, each with the answer that stood there."""
    found = set()
    for say in person.ear.heard:
        if any(one.press == press for row in say.buttons for one in row):
            lines = [line for line in say.text.split("Uw antwoord:")[0].splitlines() if line.startswith("- vraag ")]
            answer = say.text.split("Uw antwoord:\n")[1].split("\n")[0]
            found |= {(int(line.split()[2].rstrip(",")), answer) for line in lines}
    return found
