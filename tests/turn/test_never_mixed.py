"""Ten open questions over two regions, three contacts and a medewerker: whatever is done in whatever order, no text goes astray.

Every text that somebody types is one of a kind and remembered with the question that it is meant for. Afterwards each chat is searched: a
text stands only with who asked its question and with who could answer it; and what was passed on to an asker came once and in order.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from bot.invite import invite
from bot.log import Log
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Edited, Event, Press, Text, Withdrawn
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.desk import BOSS, EDE, GELDERLAND, MINUTE, OVERIJSSEL, ZWOLLE, asked, school, staff
from tests.turn.person import Person

ASKERS = 10
CONTACTS = {"carla": GELDERLAND, "cas": GELDERLAND, "omar": OVERIJSSEL}
REGIONS = ("gelderland", "overijssel", "")
TAG = re.compile(r"#(\d+)#")
DEEDS = (
    *("take", "ask_more", "reply", "type", "place", "type", "by_number", "wait") * 2,
    *("type", "place", "answer_and_close"),
    *("drop", "choose", "take_back", "edit", "withdraw", "asker_edits", "asker_withdraws", "forward", "revoke", "link", "close", "reopen"),
)
steps = some.lists(some.tuples(some.sampled_from(DEEDS), some.integers(0, 9), some.integers(0, 19)), min_size=30, max_size=60)


class World:
    """The people, and what everybody said.

    Attributes:
        meant: The question that each text is for; 0 for one that has no place (yet).
        typed: The texts of each person, that they can change.
    """

    def __init__(self, store: Store, turns: Turns, database: Database) -> None:
        self.store, self.turns, self._database = store, turns, database
        self.staff: dict[str, Person] = {}
        self.askers: dict[int, Person] = {}
        self.meant: dict[int, int] = {}
        self.typed: dict[str, list[int]] = defaultdict(list)
        self._author: dict[int, str] = {}
        self._checked: dict[str, int] = defaultdict(int)

    async def begin(self) -> None:
        """Everyone is there, and ten questions wait."""
        self.staff["baas"] = await staff(self.store, self.turns, "baas", BOSS)
        for name, role in CONTACTS.items():
            self.staff[name] = await staff(self.store, self.turns, name, role)
        for number in range(1, ASKERS + 1):
            self.askers[number] = await school(self.store, self.turns, f"school {number}", EDE if number <= 5 else ZWOLLE)
            assert await asked(self.askers[number], self.text(number)) == number
            if number < ASKERS:
                await self.staff["carla" if number <= 3 else "cas" if number <= 5 else "omar"].do(Press(f"ticket:neem:{number}"))

    async def somebody(self, ticket: int, chance: int) -> int:
        """Which of the staff does the next thing: mostly who has that question, or could; now and then anyone."""
        holders = dict(await self.holders())
        names = list(self.staff)
        if chance < len(names):
            return chance
        return names.index(holders[ticket].removeprefix("proef:")) if ticket in holders else 1 if ticket <= 5 else 3

    def text(self, ticket: int, author: str = "") -> str:
        """A text like no other, for a question."""
        number = len(self.meant) + 1
        self.meant[number] = ticket
        self._author[number] = author
        if author:
            self.typed[author].append(number)
        return f"Tekst #{number}#."

    @property
    def everyone(self) -> tuple[Person, ...]:
        return (*self.staff.values(), *self.askers.values())

    async def may_answer(self) -> dict[int, set[str]]:
        """Who may answer each question now: the contacts of its region, or else the medewerker; and a medewerker who has it."""
        roles = await self._database.rows("SELECT p.key, r.region FROM roles AS r JOIN persons AS p ON p.id = r.person")
        held = await self._database.rows(
            "SELECT t.id, t.region, COALESCE(p.key, '') FROM tickets AS t LEFT JOIN persons AS p ON p.id = t.holder"
        )
        desk = {key for key, region in roles if not region}
        of = {region: {key for key, own in roles if own == region} or desk for region in REGIONS}
        return {id: of[region] | ({holder} & desk) for id, region, holder in held}

    async def holders(self) -> list[tuple[int, str]]:
        """Open questions and who holds them, as far as they still may."""
        rows = await self._database.rows(
            "SELECT t.id, p.key FROM tickets AS t JOIN persons AS p ON p.id = t.holder WHERE t.closed_at IS NULL ORDER BY t.id"
        )
        may = await self.may_answer()
        return [(id, key) for id, key in rows if key in may[id]]

    async def check(self, before: dict[int, set[str]]) -> None:
        """What came since the last time came to nobody that it is not for."""
        after = await self.may_answer()
        for person in self.everyone:
            await person.listen()
            for say in person.ear.heard[self._checked[person.name] :]:
                for tag in map(int, TAG.findall(say.text)):
                    ticket = self.meant[tag]
                    asks = ticket and self.askers[ticket] is person
                    own = self._author[tag] == person.name
                    answers = person.key in before.get(ticket, set()) | after.get(ticket, set())
                    assert asks or own or answers, f"{person.name} reads what is for {ticket}: {say.text}"
            self._checked[person.name] = len(person.ear.heard)

    async def check_order(self) -> None:
        """What was passed on came once, in its order, and stands there as it is kept."""
        for ticket, asker in self.askers.items():
            kept = await self._database.rows(
                "SELECT m.number, m.text, m.withdrawn_at FROM ticket_messages AS m JOIN tickets AS t ON t.id = m.ticket"
                " WHERE m.ticket = ? AND m.author <> t.asker AND m.passed_at IS NOT NULL ORDER BY m.passed_at, m.number",
                ticket,
            )
            first = [
                s.key
                for s, revises in zip(asker.ear.heard, asker.ear.revised, strict=True)
                if s.text.startswith("Bij vraag") and not revises
            ]
            assert first == [f"t:{ticket}:{number}" for number, _, _ in kept]
            last = {say.key: say.text for say in asker.ear.heard}
            for number, text, withdrawn in kept:
                assert last[f"t:{ticket}:{number}"].endswith("(Dit bericht is teruggenomen.)" if withdrawn else text)


class Deeds:
    """What can be done: each takes a question and a member of the staff, and does nothing where it can't be done."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _who(self, number: int) -> tuple[str, Person]:
        return list(self.world.staff.items())[number]

    async def take(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:neem:{ticket}"))

    async def ask_more(self, ticket: int, who: int) -> None:
        asker, text = self.world.askers[ticket], self.world.text(ticket, f"school {ticket}")
        await asker.do(Press(f"ticket:verder:{ticket}"))
        await asker.do(Text(text), message_id=f"m{_tag(text)}")

    async def reply(self, ticket: int, who: int) -> None:
        """To the last message of the question in their chat."""
        name, person = self._who(who)
        places = [place for place, one in enumerate(person.ear.heard, 1) if re.match(rf"t:{ticket}:(\d+|c\d+)$", one.key)]
        if places:
            text = self.world.text(ticket, name)
            await person.do(Text(text), replies_to=str(places[-1]), message_id=f"m{_tag(text)}")

    async def type(self, ticket: int, who: int) -> None:
        """A text to nothing: it goes to the only one that they hold, or is asked about, and so is meant for what it says then."""
        name, person = self._who(who)
        text = self.world.text(0, name)
        chosen = [re.match(r"Wat u nu typt, gaat naar vraag (\d+),", one.text) for one in person.ear.heard[-6:]]
        said = await person.do(Text(text), message_id=f"m{_tag(text)}")
        confirmed = re.match(r"Verstuurd aan vraag (\d+),", said[0].text) if said else None
        if confirmed:
            held = await self._held(name)
            named = {one[1] for one in chosen if one}
            assert held == [int(confirmed[1])] or confirmed[1] in named, "only when they hold one or chose one, a text goes there by itself"
            self.world.meant[_tag(text)] = int(confirmed[1])

    async def place(self, ticket: int, who: int) -> None:
        """The newest text without a place goes to one of the questions that are offered."""
        _, person = self._who(who)
        if asking := [one for one in person.ear.heard if "Bij welke vraag hoort dit?" in one.text]:
            offered = [b.press for row in asking[-1].buttons for b in row if b.press.startswith("ticket:bij:")]
            press = offered[ticket % len(offered)]
            await self._placed(person, asking[-1].text, int(press.split(":")[2]), Press(press))

    async def by_number(self, ticket: int, who: int) -> None:
        _, person = self._who(who)
        if person.ear.heard and "Bij welke vraag hoort dit?" in person.ear.heard[-1].text:
            offered = [b.press for row in person.ear.heard[-1].buttons for b in row if b.press.startswith("ticket:bij:")]
            chosen = int(offered[ticket % len(offered)].split(":")[2])
            await self._placed(person, person.ear.heard[-1].text, chosen, Text(f"vraag {chosen}"))

    async def _placed(self, person: Person, asking: str, ticket: int, event: Event) -> None:
        before = len(person.ear.heard)
        await person.do(event)
        if any(one.text.startswith(f"Verstuurd aan vraag {ticket},") for one in person.ear.heard[before:]):
            self.world.meant[_tag(asking)] = ticket

    async def answer_and_close(self, ticket: int, who: int) -> None:
        """What is still held goes first, in its order."""
        await self.reply(ticket, who)
        await self.reply(ticket, who)
        await self.close(ticket, who)
        await self.reopen(ticket, who)

    async def drop(self, ticket: int, who: int) -> None:
        await self._last(self._who(who)[1], "ticket:weg:")

    async def take_back(self, ticket: int, who: int) -> None:
        await self._last(self._who(who)[1], "ticket:terug:")

    async def _last(self, person: Person, press: str) -> None:
        found = [b.press for one in person.ear.heard for row in one.buttons for b in row if b.press.startswith(press)]
        if found:
            await person.do(Press(found[-1]))

    async def choose(self, ticket: int, who: int) -> None:
        """The next text is for this one, if they hold it."""
        name, person = self._who(who)
        said = await person.do(Press(f"ticket:antwoord:{ticket}"))
        if said and said[0].text.startswith("Wat u nu typt, gaat naar vraag "):
            text = self.world.text(ticket, name)
            await person.do(Text(text), message_id=f"m{_tag(text)}")

    async def edit(self, ticket: int, who: int) -> None:
        await self._change(*self._who(who))

    async def asker_edits(self, ticket: int, who: int) -> None:
        await self._change(f"school {ticket}", self.world.askers[ticket])

    async def _change(self, name: str, person: Person) -> None:
        if numbers := self.world.typed[name]:
            text = self.world.text(self.world.meant[numbers[-1]])
            await person.do(Edited(text), message_id=f"m{numbers[-1]}")

    async def withdraw(self, ticket: int, who: int) -> None:
        name, person = self._who(who)
        if numbers := self.world.typed[name]:
            await person.do(Withdrawn(), message_id=f"m{numbers[-1]}")

    async def asker_withdraws(self, ticket: int, who: int) -> None:
        if numbers := self.world.typed[f"school {ticket}"]:
            await self.world.askers[ticket].do(Withdrawn(), message_id=f"m{numbers[-1]}")

    async def forward(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:naarja:{ticket}:{REGIONS[ticket % 3]}"))

    async def revoke(self, ticket: int, who: int) -> None:
        if who:
            await self.world.staff["baas"].do(Press(f"rol:ja:{who + 1}.contact.{list(CONTACTS.values())[who - 1].region}"))

    async def link(self, ticket: int, who: int) -> None:
        """Back again."""
        if who:
            name, person = self._who(who)
            made = invite(CONTACTS[name], name, person.now)
            await self.world.store.keep_code(made.kept)
            await person.say(f"koppel {made.written}")

    async def close(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:sluit:{ticket}"))

    async def reopen(self, ticket: int, who: int) -> None:
        await self.world.askers[ticket].do(Press(f"ticket:heropen:{ticket}"))

    async def wait(self, ticket: int, who: int) -> None:
        for person in (*self.world.staff.values(), *self.world.askers.values()):
            person.now += MINUTE
        for person in self.world.staff.values():
            await person.fire()

    async def _held(self, name: str) -> list[int]:
        person = self.world.staff[name]
        return [id for id, key in await self.world.holders() if key == person.key]


def _tag(text: str) -> int:
    """The number of the last text in it."""
    return int(TAG.findall(text)[-1])


quick = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""An example takes seconds, so that a failing one is not made smaller."""


@quick
@given(done=steps)
async def test_ten_open_questions_never_mix(
    done: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> None:
    database = await Database.create("sqlite", tmp_path_factory.mktemp("tien"))
    try:
        await _played(done, World(store := await database.store(), Turns(store, knowledge, Log(b"key")), database))
    finally:
        await database.close()


async def _played(done: list[tuple[str, int, int]], world: World) -> None:
    await world.begin()
    await world.check({})
    deeds = Deeds(world)
    for deed, ticket, chance in (*done, ("wait", 0, 0)):
        before = await world.may_answer()
        await getattr(deeds, deed)(ticket + 1, await world.somebody(ticket + 1, chance))
        await world.check(before)
    await world.check_order()
