"""Codes and roles as they are kept: a code works once for one account, whoever is first, and every staff action is noted."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.invite import invite, told
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press
from dialogs.roles import MISSES_MOST
from dialogs.sharing import Role
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import EDE, ZWOLLE, asked, school
from tests.turn.person import Person

BOSS, GELDERLAND = Role("medewerker"), Role("contact", "gelderland")


async def code(store: Store, role: Role, label: str = "") -> str:
    made = invite(role, label, MONDAY)
    await store.keep_code(made.kept)
    return made.written


async def joined(store: Store, turns: Turns, name: str, role: Role) -> Person:
    person = Person(store, turns, name)
    (said,) = await person.say(f"koppel {await code(store, role, name)}")
    assert said.text.startswith("Dit account is nu gekoppeld als")
    return person


async def roles(database: Database) -> set[tuple[str, str, str]]:
    rows = await database.rows("SELECT p.key, r.role, r.region FROM roles AS r JOIN persons AS p ON p.id = r.person")
    return {(key, role, region) for key, role, region in rows}


async def test_a_code_gives_its_role_once(store: Store, turns: Turns, database: Database) -> None:
    given = await code(store, GELDERLAND)
    first, second = Person(store, turns, "een"), Person(store, turns, "twee")
    await first.say(f"koppel {given}")
    (said,) = await second.say(f"koppel {given}")
    assert said.text.startswith("Deze code werkt niet.")
    assert await roles(database) == {("proef:een", "contact", "gelderland")}
    assert await database.rows("SELECT action, detail FROM audit") == [("koppel", "contact gelderland")]


async def test_of_many_who_give_it_at_the_same_moment_one_gets_the_role(store: Store, turns: Turns, database: Database) -> None:
    given = await code(store, BOSS)
    people = [Person(store, turns, str(number)) for number in range(12)]
    said = await asyncio.gather(*(person.do(Command("start", f"koppel_{given.replace('-', '')}")) for person in people))
    assert sum(one[0].text.startswith("Dit account is nu gekoppeld") for one in said) == 1
    assert len(await roles(database)) == 1
    assert len(await database.rows("SELECT person FROM code_misses")) == 11


async def test_an_old_code_no_longer_works(store: Store, turns: Turns, database: Database) -> None:
    person = Person(store, turns)
    given = await code(store, BOSS)
    person.now += timedelta(days=7, seconds=1)
    (said,) = await person.say(f"koppel {given}")
    assert said.text.startswith("Deze code werkt niet.")
    assert await roles(database) == set()


async def test_who_guesses_is_not_looked_at_for_an_hour(store: Store, turns: Turns, database: Database) -> None:
    person = Person(store, turns)
    for number in range(MISSES_MOST):
        person.now += timedelta(seconds=1)
        await person.say(f"koppel AAAA-BBBB-000{number}")
    given = await code(store, BOSS)
    assert (await person.say(f"koppel {given}"))[0].text.startswith("U hebt te vaak")
    assert await roles(database) == set()
    person.now += timedelta(hours=1)
    assert (await person.say(f"koppel {given}"))[0].text.startswith("Dit account is nu gekoppeld")


async def test_a_code_is_kept_nowhere_as_it_was_given(store: Store, turns: Turns, database: Database) -> None:
    person = Person(store, turns)
    given = await code(store, BOSS)
    await person.say(f"koppel {given}")
    tables = ("codes", "audit", "outbox", "persons", "failed", "heard")
    kept = str([await database.rows(f"SELECT * FROM {table}") for table in tables])
    assert given not in kept
    assert given.replace("-", "") not in kept


async def test_a_revoked_role_is_gone_from_the_next_turn_on_and_its_holder_is_told(store: Store, turns: Turns, database: Database) -> None:
    boss = await joined(store, turns, "baas", BOSS)
    contact = await joined(store, turns, "carla", GELDERLAND)
    await boss.do(Command("rollen"))
    await boss.press("Koppeling 2 intrekken")
    await boss.say("ja")
    (told_them,) = await contact.listen()
    assert told_them.text.startswith("U bent niet meer gekoppeld als contactpersoon voor Gelderland.")
    assert await roles(database) == {("proef:baas", "medewerker", "")}
    noted = await database.rows(
        "SELECT a.key, u.action, b.key, u.detail FROM audit AS u JOIN persons AS a ON a.id = u.actor"
        " LEFT JOIN persons AS b ON b.id = u.about WHERE u.action = 'intrek'"
    )
    assert noted == [("proef:baas", "intrek", "proef:carla", "contact gelderland")]


async def test_who_was_told_something_in_between_hears_it_in_order(store: Store, turns: Turns) -> None:
    """What another's turn says comes after what was said before and before what is said next, and nothing of it is lost."""
    boss = await joined(store, turns, "baas", BOSS)
    contacts = [await joined(store, turns, name, GELDERLAND) for name in ("a", "b")]
    await contacts[0].only_do(Command("help"))
    await boss.do(Press("rol:ja:2.contact.gelderland"))
    await contacts[0].only_do(Command("stop"))
    said = [one.text for one in await contacts[0].listen()]
    assert [text.split(" ")[0] for text in said] == ["Typ", "U", "Wij"]
    assert await contacts[1].listen() == ()


async def test_two_medewerkers_who_revoke_each_other_at_once_leave_one(store: Store, turns: Turns, database: Database) -> None:
    first, second = await joined(store, turns, "een", BOSS), await joined(store, turns, "twee", BOSS)
    ids = dict(await database.rows("SELECT key, id FROM persons"))
    await asyncio.gather(
        first.do(Press(f"rol:ja:{ids['proef:twee']}.medewerker.")),
        second.do(Press(f"rol:ja:{ids['proef:een']}.medewerker.")),
    )
    assert len(await roles(database)) == 1


async def test_a_revoked_medewerker_can_do_nothing_any_more(store: Store, turns: Turns, database: Database) -> None:
    first, second = await joined(store, turns, "een", BOSS), await joined(store, turns, "twee", BOSS)
    ids = dict(await database.rows("SELECT key, id FROM persons"))
    await first.do(Press(f"rol:ja:{ids['proef:twee']}.medewerker."))
    await second.listen()
    (said,) = await second.do(Press(f"rol:ja:{ids['proef:een']}.medewerker."))
    assert said.text.startswith("Die knop doet het niet meer.")
    assert await roles(database) == {("proef:een", "medewerker", "")}


@pytest.mark.parametrize(("handle", "address"), [("lobgids_bot", "https://t.me/lobgids_bot?start=koppel_"), (None, "NAAM-VAN-DE-BOT")])
async def test_what_is_passed_on_says_how_to_use_it(store: Store, handle: str | None, address: str) -> None:
    if handle:
        await store.keep_handle("telegram", "eerst anders")
        await store.keep_handle("telegram", handle)
    made = invite(BOSS, "", MONDAY)
    text = told(made, await store.handle("telegram"))
    assert address in text
    assert f"koppel {made.written}" in text
    assert "tot 9-3-2026 9.00 uur" in text


async def test_who_gets_a_role_hears_what_waits_already(store: Store, turns: Turns) -> None:
    """Only what nobody holds and they may answer: in their region, or for a medewerker where there is no contact."""
    boss = await joined(store, turns, "baas", BOSS)
    for number, place in enumerate((EDE, EDE, ZWOLLE), 1):
        assert await asked(await school(store, turns, f"school {number}", place), "Wie komt er?") == number
    await boss.do(Press("ticket:neem:1"))
    carla = Person(store, turns, "carla")
    (said,) = await carla.say(f"koppel {await code(store, GELDERLAND)}")
    assert said.text.endswith("Er wacht al 1 vraag op iemand die antwoordt.")
    assert "- vraag 2, school, Ede (Gelderland)" in (await carla.press("Open vragen"))[0].text
    (said,) = await Person(store, turns, "limburg").do(Command("start", f"koppel_{await code(store, Role('contact', 'limburg'))}"))
    assert "wacht" not in said.text
    (said,) = await Person(store, turns, "redactie").say(f"koppel {await code(store, Role('redactie'))}")
    assert "wacht" not in said.text
    (said,) = await Person(store, turns, "nog een").say(f"koppel {await code(store, BOSS)}")
    assert said.text.endswith("Er wacht al 1 vraag op iemand die antwoordt.")
