"""Ten schools with a question each, three contacts and a medewerker; and what must be so after whatever any of them did."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from msgspec import Struct

from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Press
from tests.databases import Database
from tests.turn.desk import BOSS, EDE, GELDERLAND, OVERIJSSEL, ZWOLLE, asked, school, staff
from tests.turn.person import Person

ASKERS = 10
CONTACTS = {"carla": GELDERLAND, "cas": GELDERLAND, "omar": OVERIJSSEL}
REGIONS = ("gelderland", "overijssel", "")
TAG = re.compile(r"#(\d+)#")
TICKETS = "SELECT t.id, t.region, COALESCE(p.key, ''), t.closed_at IS NOT NULL FROM tickets AS t LEFT JOIN persons AS p ON p.id = t.holder"
MESSAGES = (
    "SELECT m.ticket, m.number, m.text, m.message_id, p.key, m.author = t.asker, m.passed_at, m.withdrawn_at IS NOT NULL"
    " FROM ticket_messages AS m JOIN tickets AS t ON t.id = m.ticket JOIN persons AS p ON p.id = m.author ORDER BY m.passed_at, m.number"
)


def tag(text: str) -> int:
    """The number of the last text in it."""
    return int(TAG.findall(text)[-1])


class Kept(Struct, frozen=True):
    """A message as it is kept.

    Args:
        author: Key of the person.
        asks: Whether they are who asked the question.
    """

    ticket: int
    number: int
    text: str
    message_id: str
    author: str
    asks: bool
    passed: str | None
    withdrawn: bool


class Standing(Struct, frozen=True):
    """How it stands between two deeds.

    Args:
        may: Who may answer each question.
        holders: Who holds each open question and still may.
        regions: Of each question.
        closed: The questions that are.
        messages: What is kept of all.
    """

    may: dict[int, set[str]]
    holders: dict[int, str]
    regions: dict[int, str]
    closed: set[int]
    messages: list[Kept]


class World:
    """The people, and what everybody said.

    Attributes:
        meant: The question that each text is for; 0 for one that has no place (yet).
        typed: The texts of each person, that they can change.
        taken_back: The messages that their author took back, by the id where it was typed or by question and number.
    """

    def __init__(self, store: Store, turns: Turns, database: Database) -> None:
        self.store, self.turns, self._database = store, turns, database
        self.staff: dict[str, Person] = {}
        self.askers: dict[int, Person] = {}
        self.meant: dict[int, int] = {}
        self.typed: dict[str, list[int]] = defaultdict(list)
        self.taken_back: set[str | tuple[int, int]] = set()
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
        await self._look(await self.standing())

    async def somebody(self, ticket: int, chance: int) -> int:
        """Which of the staff does the next thing: mostly who has that question, or could; now and then anyone."""
        holders = (await self.standing()).holders
        names = list(self.staff)
        if chance < len(names):
            return chance
        return names.index(holders[ticket].removeprefix("proef:")) if ticket in holders else 1 if ticket <= 5 else 3

    def text(self, ticket: int, author: str = "", *, changes: int = 0) -> str:
        """A text like no other, for a question.

        Args:
            changes: The text of the author whose place it takes; 0 for none.
        """
        number = len(self.meant) + 1
        self.meant[number] = ticket
        self._author[number] = author or self._author.get(changes, "")
        if author:
            self.typed[author].append(number)
        return f"Tekst #{number}#."

    @property
    def everyone(self) -> tuple[Person, ...]:
        return (*self.staff.values(), *self.askers.values())

    async def standing(self) -> Standing:
        """Who may answer are the contacts of the region, or else the medewerker; and a medewerker who has it."""
        roles = await self._database.rows("SELECT p.key, r.region FROM roles AS r JOIN persons AS p ON p.id = r.person")
        rows = await self._database.rows(TICKETS)
        desk = {key for key, region in roles if not region}
        of = {region: {key for key, own in roles if own == region} or desk for region in REGIONS}
        may = {id: of[region] | ({holder} & desk) for id, region, holder, _ in rows}
        holders = {id: holder for id, _, holder, closed in rows if holder in may[id] and not closed}
        messages = [_kept(row) for row in await self._database.rows(MESSAGES)]
        return Standing(may, holders, {row[0]: row[1] for row in rows}, {row[0] for row in rows if row[3]}, messages)

    # ── what must be so ───────────────────────────────────────────────────────────────────────────────────────

    async def check(self, before: Standing) -> None:
        """What somebody did came to nobody that it is not for, and changed nothing that is not theirs."""
        after = await self.standing()
        await self._look(before, after)
        for one in after.messages:
            assert self.meant[tag(one.text)] == one.ticket, f"{one} stands with another question"
            assert self._author[tag(one.text)] in ("", one.author.removeprefix("proef:")), f"{one} is of somebody else"
            back = {one.message_id, (one.ticket, one.number)} & self.taken_back
            assert back or not one.withdrawn, f"nobody took {one} back"
        for ticket, holder in before.holders.items():
            assert after.holders.get(ticket, holder) == holder, "nobody takes what another has"
        for ticket, region in after.regions.items():
            assert region == before.regions[ticket] or ticket not in after.holders, "who is asked instead takes it themselves"
        for ticket in before.closed & after.closed:
            assert _of(ticket, before) == _of(ticket, after), "nothing is said in a question that is closed"
        was = {(one.ticket, one.number): one for one in before.messages}
        for one in after.messages:
            earlier = was.get((one.ticket, one.number))
            if one.passed and not one.asks and not (earlier and earlier.passed):
                assert before.holders.get(one.ticket) == one.author, f"who passes {one} on does not hold it"
                assert not (earlier and earlier.withdrawn), f"{one} was taken back before"

    async def _look(self, *standings: Standing) -> None:
        """What came since the last time."""
        for person in self.everyone:
            await person.listen()
            for say in person.ear.heard[self._checked[person.name] :]:
                for number in map(int, TAG.findall(say.text)):
                    ticket = self.meant[number]
                    asks = ticket and self.askers[ticket] is person
                    answers = any(person.key in one.may.get(ticket, set()) for one in standings)
                    assert asks or self._author[number] == person.name or answers, f"{person.name} reads what is for {ticket}: {say.text}"
            self._checked[person.name] = len(person.ear.heard)

    async def check_order(self) -> None:
        """What was passed on came once, in its order, and stands there as it is kept."""
        kept = (await self.standing()).messages
        for ticket, asker in self.askers.items():
            answers = [one for one in kept if one.ticket == ticket and not one.asks and one.passed]
            said = zip(asker.ear.heard, asker.ear.revised, strict=True)
            first = [say.key for say, revises in said if say.text.startswith("Bij vraag") and not revises]
            assert first == [f"t:{ticket}:{one.number}" for one in answers]
            last = {say.key: say.text for say in asker.ear.heard}
            for one in answers:
                assert last[f"t:{ticket}:{one.number}"].endswith("(Dit bericht is teruggenomen.)" if one.withdrawn else one.text)


def _kept(row: tuple[Any, ...]) -> Kept:
    ticket, number, text, message_id, author, asks, passed, withdrawn = row
    return Kept(ticket, number, text, message_id, author, bool(asks), passed, bool(withdrawn))


def _of(ticket: int, standing: Standing) -> list[Kept]:
    return [one for one in standing.messages if one.ticket == ticket]
