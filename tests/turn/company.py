"""The people of a scenario over real turns and a real database (`tests/together.py`)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import additions
from bot.log import Log
from bot.turn import Turns
from dialogs.language import Button, Edited, Press, Text, Withdrawn
from dialogs.sharing import Role
from knowledge import Knowledge
from knowledge.live import laid_over
from tests.databases import Database
from tests.talk import MONDAY
from tests.together import Did, Heard
from tests.turn.cried import Town
from tests.turn.desk import staff
from tests.turn.person import Person


class Really:
    """People with a list for a channel each, on one database.

    Args:
        now: When it begins.
        mails: Whether letters can be sent.
    """

    def __init__(self, database: Database, knowledge: Knowledge, now: datetime = MONDAY, *, mails: bool = False) -> None:
        self._database = database
        self._knowledge = knowledge
        self._mails = mails
        self._people: dict[str, Person] = {}
        self._seen: dict[str, int] = {}
        self._typed: dict[str, int] = {}
        self._now = now
        self._turns: Turns | None = None
        self._town: Town | None = None

    async def enter(self, name: str, what: str) -> None:
        """Somebody is there."""
        what, _, channel = what.partition(", ")
        store = await self._database.store()
        self._turns = self._turns or Turns(store, self._knowledge, Log(b"key"), mails=self._mails)
        self._turns.added = self._added
        self._town = self._town or Town(store, self._turns, self._people)
        kind, _, more = what.partition(" ")
        channel = channel.lower() or "proef"
        if kind in ("contact", "medewerker", "redactie"):
            role = Role(kind, more)  # type: ignore[arg-type]
            person = await staff(store, self._turns, name, role, channel)
        else:
            person = Person(store, self._turns, name, channel)
            if kind == "school":
                await person.do(Press("ik:school"))
                await person.say("/contact")
                await person.say(more)
        person.now = self._now
        self._people[name] = person
        self._typed[name] = 0
        self._seen[name] = len(person.ear.heard)

    async def do(self, deeds: Mapping[str, Did]) -> None:
        """At the same moment; then everyone hears what they are told."""
        await asyncio.gather(*(self._do(name, did) for name, did in deeds.items()))
        await self._cry()

    async def _added(self) -> None:
        """What an editor added is known from now on, as in a guide that runs (`bot/reload.py`)."""
        if self._turns:
            self._turns.knowledge = laid_over(self._knowledge, await additions.rows(await self._database.store()))

    async def _cry(self) -> None:
        """What there is to send to many goes, as in a guide that runs."""
        if self._town and await self._database.rows("SELECT 1 FROM broadcasts"):
            await self._town.go_on(self._now)

    async def _do(self, name: str, did: Did) -> None:
        self._typed[name] += isinstance(did.event, Text)
        about = f"{name}{self._typed[name]}" if isinstance(did.event, Text | Edited | Withdrawn) else ""
        person = self._people[name]
        await person.only_do(did.event, message_id=about, replies_to=self._place(person, did.replies_to))

    def _place(self, person: Person, part: str) -> str:
        """The id of the last message with this in it."""
        if not part:
            return ""
        return str(max(place for place, one in enumerate(person.ear.heard, 1) if part in one.text))

    async def until(self, at: datetime) -> None:
        """Reminders come back in the order of their moments, each at its own."""
        while moments := [when for when in [*await self._reminders(), *await self._starts()] if when <= at]:
            self._set(max(min(moments), self._now))
            for person in self._people.values():
                await person.fire()
            await self._cry()
        self._set(at)
        await self._cry()

    async def _reminders(self) -> list[datetime]:
        return [when for one in self._people.values() for when in (await one.reminders()).values()]

    async def _starts(self) -> list[datetime]:
        """When a message to many begins, or goes to its others."""
        rows = await self._database.rows(
            "SELECT starts_at FROM broadcasts WHERE status = 'held' AND starts_at IS NOT NULL"
            " UNION ALL SELECT rest_at FROM broadcasts WHERE status = 'sending' AND rest_at IS NOT NULL"
        )
        return [when for (text,) in rows if (when := datetime.fromisoformat(text).astimezone(self._now.tzinfo)) > self._now]

    def _set(self, now: datetime) -> None:
        self._now = now
        for person in self._people.values():
            person.now = now

    async def heard(self) -> dict[str, list[Heard]]:
        """What came since the last time."""
        for person in self._people.values():
            await person.listen()
        return {name: self._new(name, person) for name, person in self._people.items()}

    def _new(self, name: str, person: Person) -> list[Heard]:
        before, self._seen[name] = self._seen[name], len(person.ear.heard)
        return [
            Heard(say, revises is not None) for say, revises in zip(person.ear.heard[before:], person.ear.revised[before:], strict=True)
        ]

    def shown(self, name: str) -> Sequence[Button]:
        """The buttons in their chat, the newest message first."""
        return [button for say in reversed(self._people[name].ear.heard) for row in say.buttons for button in row]
