"""Messages to many over real turns on both kinds of database: two who press at once, a crash between two steps, who is erased."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import stamp
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Press, Text
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.cried import Town
from tests.turn.desk import BOSS, EDITOR, MINUTE, presses, school, staff, texts
from tests.turn.person import Person

WORDS = "Op dinsdag 10 maart 2026 is er een bijeenkomst over LOB."
READER = (
    "INSERT INTO persons (key, channel, address, audience, state, since, heard_at, news, reachable, sector, province)"
    " VALUES (?, 'proef', ?, 'school', ?, ?, ?, 'yes', 1, 'vmbo', 'Gelderland')"
)


class Desk:
    """Two medewerkers, and many who want news."""

    def __init__(self, store: Store, turns: Turns, database: Database) -> None:
        self.store, self.turns, self.database = store, turns, database
        self.people: dict[str, Person] = {}
        self.town = Town(store, turns, self.people)
        self.now = MONDAY

    async def open(self, readers: int) -> None:
        for name in ("mies", "wim"):
            self.people[name] = await staff(self.store, self.turns, name, BOSS)
        for number in range(readers):
            name, at = f"lezer{number}", stamp(MONDAY)
            self.people[name] = Person(self.store, self.turns, name)
            await self.database.change(READER, f"proef:{name}", f"kamer van {name}", '{"version": 1}', at, at)

    async def go_on(self, later: timedelta = timedelta(0)) -> None:
        self.now += later
        for person in self.people.values():
            person.now = self.now
        await self.town.go_on(self.now)

    async def confirm(self, count: int, who: str = "mies") -> None:
        """From nothing to a number that was typed."""
        person = self.people[who]
        await person.say("/omroep")
        await person.press("Nieuw bericht")
        await person.say(WORDS)
        await person.press("Bekijk en controleer")
        await person.press(f"Verstuur aan {count} mensen")
        await person.say(str(count))

    @property
    def mies(self) -> Person:
        return self.people["mies"]

    @property
    def wim(self) -> Person:
        return self.people["wim"]

    async def standing(self) -> dict[str, int]:
        rows = await self.database.rows("SELECT status, count(*) FROM broadcast_recipients GROUP BY status")
        return {status: count for status, count in rows}  # noqa: C416 (rows are tuples of anything)

    async def status(self) -> str:
        ((status,),) = await self.database.rows("SELECT status FROM broadcasts WHERE id = 1")
        return str(status)

    def readers(self) -> list[Person]:
        return [person for name, person in self.people.items() if name.startswith("lezer")]


@pytest.fixture
async def desk(store: Store, turns: Turns, database: Database) -> Desk:
    made = Desk(store, turns, database)
    await made.open(readers=25)
    return made


async def test_the_first_twenty_and_then_the_rest_and_everybody_once(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.go_on(timedelta(seconds=59))
    assert await desk.standing() == {}
    await desk.go_on(timedelta(seconds=2))
    assert await desk.standing() == {"said": 20, "queued": 5}
    await desk.go_on(timedelta(seconds=6))
    assert "Kijk of het goed is." in texts(await desk.mies.listen())
    await desk.go_on(timedelta(hours=1))
    assert await desk.standing() == {"said": 20, "queued": 5}
    await desk.mies.press("Verstuur de rest: 5 mensen")
    await desk.mies.press("Nu")
    await desk.go_on()
    assert await desk.standing() == {"said": 25}
    assert "Bezorgd 25" in texts(await desk.mies.listen())
    assert [len(person.ear.heard) for person in desk.readers()] == [1] * 25
    noted = [action for (action,) in await desk.database.rows("SELECT action FROM audit WHERE detail LIKE 'bericht 1%' ORDER BY at")]
    assert sorted(noted) == ["bevestig", "schrijf", "verstuur de rest"]


async def test_two_who_press_at_once_do_it_once(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.go_on(MINUTE)
    await desk.wim.do(Press("omroep:toon:1"))
    await desk.mies.do(Press("omroep:rest:1"))
    await asyncio.gather(desk.mies.do(Press("omroep:nu:1")), desk.wim.do(Press("omroep:breekaf:1")), desk.wim.do(Press("omroep:breekaf:1")))
    assert await desk.status() == "cancelled"
    await desk.go_on(MINUTE)
    assert (await desk.standing())["queued"] == 5
    assert "Die knop past niet meer." in texts(await desk.mies.do(Press("omroep:nu:1")))


async def test_taking_back_and_starting_at_the_same_moment_is_one_of_both(desk: Desk) -> None:
    await desk.confirm(25)
    desk.now += MINUTE
    desk.mies.now = desk.now
    said, _ = await asyncio.gather(desk.mies.do(Press("omroep:terug:1")), desk.town.go_on(desk.now))
    took_back = "Niemand heeft het gekregen." in texts(said)
    await desk.go_on()
    assert (await desk.status(), await desk.standing()) == (("draft", {}) if took_back else ("sending", {"said": 20, "queued": 5}))


async def test_the_same_number_typed_twice_confirms_once(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.mies.do(Text("25"), event_id="zelfde")
    await desk.mies.do(Text("25"), event_id="zelfde")
    rows = await desk.database.rows("SELECT count(*) FROM audit WHERE action = 'bevestig'")
    assert rows == [(1,)]


async def test_a_number_that_changed_meanwhile_is_asked_again(desk: Desk) -> None:
    mies = desk.mies
    await mies.say("/omroep")
    for press in ("omroep:nieuw",):
        await mies.do(Press(press))
    await mies.say(WORDS)
    await mies.press("Bekijk en controleer")
    await mies.press("Verstuur aan 25 mensen")
    await desk.readers()[0].do(Press("omroep:af:1"))
    assert "Nu zijn het 24 mensen." in texts(await mies.say("25"))
    assert await desk.status() == "draft"
    assert "Bevestigd" in texts(await mies.say("24"))


async def test_who_leaves_in_the_middle_of_it_gets_nothing_more(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.go_on(MINUTE)
    waiting = [person for person in desk.readers() if not person.ear.heard]
    assert len(waiting) == 5
    assert "U bent afgemeld" in texts(await waiting[0].say("afmelden"))
    await desk.mies.do(Press("omroep:rest:1"))
    await desk.mies.do(Press("omroep:nu:1"))
    await desk.go_on()
    assert await desk.standing() == {"said": 24, "left": 1}
    assert "Afgemeld voor het wegging 1" in texts(await desk.mies.listen())


async def test_who_is_erased_leaves_a_count_and_no_name(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.go_on(MINUTE)
    reader = next(person for person in desk.readers() if person.ear.heard)
    await reader.do(Press("omroep:vraag:1"))
    await reader.say("Is er koffie?")
    assert await desk.database.rows("SELECT text FROM broadcast_questions") == [("Is er koffie?",)]
    await desk.database.change("DELETE FROM persons WHERE key = ?", reader.key)
    assert await desk.database.rows("SELECT text FROM broadcast_questions") == []
    assert await desk.database.rows("SELECT count(*) FROM broadcast_recipients WHERE person IS NULL") == [(1,)]
    assert (await desk.standing())["said"] == 20
    await desk.store.erase_talks(stamp(MONDAY), stamp(MONDAY))
    assert await desk.database.rows("SELECT message_id, transaction_id FROM broadcast_recipients WHERE person IS NULL") == [(None, None)]
    await desk.database.change("DELETE FROM persons WHERE key = ?", desk.mies.key)
    assert await desk.database.rows("SELECT author FROM broadcasts") == [(None,)]
    await desk.go_on()
    assert "25" in texts(await desk.wim.do(Press("omroep:toon:1")))


async def test_what_was_asked_is_forgotten_after_some_time(desk: Desk) -> None:
    await desk.confirm(25)
    await desk.go_on(MINUTE)
    reader = next(person for person in desk.readers() if person.ear.heard)
    await reader.do(Text("Is er koffie?"), replies_to="1")
    await desk.store.erase_talks(stamp(MONDAY), stamp(MONDAY))
    assert await desk.database.rows("SELECT text FROM broadcast_questions") == [("Is er koffie?",)]
    await desk.store.erase_talks(stamp(MONDAY + timedelta(days=181)), stamp(MONDAY))
    assert await desk.database.rows("SELECT text FROM broadcast_questions") == []


async def test_it_goes_on_from_the_disk_whatever_step_was_the_last(desk: Desk, store: Store, turns: Turns) -> None:
    """A process that ends between any two steps: the next one, with nothing in memory, does the next step."""
    await desk.confirm(25)
    for step in ("rest", "nu", ""):
        desk.town = Town(store, turns, desk.people)
        await desk.go_on(MINUTE)
        if step:
            await desk.mies.do(Press(f"omroep:{step}:1"))
    desk.town = Town(store, turns, desk.people)
    await desk.go_on(MINUTE)
    assert [len(person.ear.heard) for person in desk.readers()] == [1] * 25
    assert await desk.status() == "ended"


async def test_a_reply_to_it_is_a_question_for_the_editors(desk: Desk, store: Store, turns: Turns) -> None:
    editor = await staff(store, turns, "redactie", EDITOR)
    desk.people["redactie"] = editor
    await desk.confirm(25)
    await desk.go_on(MINUTE)
    reader, other = [person for person in desk.readers() if person.ear.heard][:2]
    assert "doorgegeven aan de redactie" in texts(await reader.do(Text("Is er koffie?"), replies_to="1"))
    await other.do(Press("omroep:vraag:1"))
    await other.say("Hoe laat begint het?")
    assert "2 vragen zonder antwoord" in texts(await editor.listen())
    await editor.press("Vragen over bericht 1")
    await editor.press("Eén antwoord voor allen")
    await editor.say("Om 15 uur, met koffie.")
    await editor.press("Verstuur antwoord")
    for person in (reader, other):
        assert "Om 15 uur, met koffie." in texts(await person.listen())
    late = [person for person in desk.readers() if person.ear.heard][2]
    assert "Om 15 uur, met koffie." in texts(await late.do(Press("omroep:vraag:1")))


async def test_two_hundred_and_one_want_a_second_pair_of_eyes(store: Store, turns: Turns, database: Database) -> None:
    desk = Desk(store, turns, database)
    await desk.open(readers=201)
    await desk.confirm(201)
    await desk.go_on(MINUTE)
    assert (await desk.status(), await desk.standing()) == ("held", {})
    await desk.wim.listen()
    (agree,) = [press for press in presses(desk.wim) if press.startswith("omroep:akkoord:1:")]
    assert "Een ander dan wie het verstuurt" in texts(await desk.mies.do(Press(agree)))
    await desk.wim.do(Press(agree))
    assert "gaf akkoord" in texts(await desk.mies.listen())
    await desk.go_on(MINUTE)
    assert await desk.standing() == {"said": 20, "queued": 181}


async def test_who_begins_a_scan_is_known_by_its_sector(store: Store, turns: Turns, database: Database) -> None:
    person = await school(store, turns, "ede")
    await person.begin_a_scan()
    assert await database.rows("SELECT sector FROM persons WHERE key = 'proef:ede'") == [("vmbo",)]
