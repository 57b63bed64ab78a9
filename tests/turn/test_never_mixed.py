"""Ten open questions over two regions, three contacts and a medewerker: whatever is done in whatever order, no text goes astray.

Every text that somebody types is one of a kind and remembered with the question that it is meant for. After each deed each chat is searched
(a text stands only with who asked its question and with who could answer it) and what is kept is compared with what was done; at the end,
what was passed on to an asker came once and in order. `STORIES` make sure of the faults that were put in by hand to try it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from bot.invite import invite
from bot.log import Log
from bot.turn import Turns
from dialogs.language import Edited, Event, Press, Text, Withdrawn
from knowledge import Knowledge
from tests.databases import Database
from tests.turn.desk import MINUTE
from tests.turn.person import Person
from tests.turn.ten_questions import CONTACTS, REGIONS, World, tag

SINGLE = (
    *("take", "ask_more", "reply", "type", "place", "by_number", "wait") * 2,
    *("drop", "choose", "take_back", "edit", "withdraw", "asker_edits", "asker_withdraws", "forward", "revoke", "link", "close", "reopen"),
)
STORIES = {
    "what is still held goes first, in its order": ("reply", "reply", "close", "reopen"),
    "an answer of who was revoked stays where it is": ("reply", "revoke", "wait", "link"),
    "a colleague goes on with what somebody left": ("reply", "revoke", "colleague_takes", "colleague_answers", "wait", "link"),
    "who comes back does not pass on what a colleague has now": ("reply", "revoke", "colleague_takes", "link", "wait"),
    "the asker changes what they added": ("ask_more", "asker_edits", "asker_withdraws"),
    "an answer is changed after it was passed on": ("reply", "wait", "edit", "edit"),
    "the earlier of two is taken back where it was typed": ("reply", "reply", "withdraw_earlier", "wait"),
    "taken back is never passed on": ("reply", "take_back", "wait"),
    "nothing is said in a closed question": ("close", "ask_more", "reply", "asker_edits", "edit"),
    "round by the desk": ("forward_to_desk", "desk_takes", "reply", "forward", "colleague_takes"),
    "two want it": ("take", "colleague_takes"),
    "what belongs nowhere is placed": ("type", "type", "place", "by_number", "wait"),
    "a reply to something else": ("reply_to_no_question", "place"),
}
"""What seldom comes about by chance, with all that else goes on before and after."""
deeds = some.one_of(some.sampled_from(SINGLE), some.sampled_from(sorted(STORIES)))
steps = some.lists(some.tuples(deeds, some.integers(0, 9), some.integers(0, 19)), min_size=25, max_size=40)


class Deeds:
    """What can be done: each takes a question and a member of the staff, and does nothing where it can't be done."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _who(self, number: int) -> tuple[str, Person]:
        return list(self.world.staff.items())[number]

    # ── taking and handing on ─────────────────────────────────────────────────────────────────────────────────

    async def take(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:neem:{ticket}"))

    async def colleague_takes(self, ticket: int, who: int) -> None:
        """Whoever could have it too, or tries."""
        await self.take(ticket, {1: 2, 2: 1}.get(who, 0))

    async def colleague_answers(self, ticket: int, who: int) -> None:
        await self.reply(ticket, {1: 2, 2: 1}.get(who, 0))

    async def desk_takes(self, ticket: int, who: int) -> None:
        await self.take(ticket, 0)

    async def forward(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:naarja:{ticket}:{REGIONS[ticket % 3]}"))
        await self._who(0)[1].do(Press(f"ticket:naarja:{ticket}:{REGIONS[(ticket + 1) % 3]}"))

    async def forward_to_desk(self, ticket: int, who: int) -> None:
        await self._who(who)[1].do(Press(f"ticket:naarja:{ticket}:"))

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
        for person in self.world.everyone:
            person.now += MINUTE
        for person in self.world.staff.values():
            await person.fire()

    # ── saying something ──────────────────────────────────────────────────────────────────────────────────────

    async def ask_more(self, ticket: int, who: int) -> None:
        asker, text = self.world.askers[ticket], self.world.text(ticket, f"school {ticket}")
        await asker.do(Press(f"ticket:verder:{ticket}"))
        await asker.do(Text(text), message_id=f"m{tag(text)}")

    async def reply(self, ticket: int, who: int) -> None:
        """To the last message of the question in their chat."""
        name, person = self._who(who)
        places = [place for place, one in enumerate(person.ear.heard, 1) if re.match(rf"t:{ticket}:(\d+|c\d+)$", one.key)]
        if places:
            text = self.world.text(ticket, name)
            await person.do(Text(text), replies_to=str(places[-1]), message_id=f"m{tag(text)}")

    async def reply_to_no_question(self, ticket: int, who: int) -> None:
        """To what is not known any more: it goes nowhere by itself, also when they hold one."""
        name, person = self._who(who)
        text = self.world.text(0, name)
        said = await person.do(Text(text), replies_to="999999", message_id=f"m{tag(text)}")
        assert not any(one.text.startswith("Verstuurd aan") for one in said)

    async def type(self, ticket: int, who: int) -> None:
        """A text to nothing: it goes to the only one that they hold, or is asked about, and so is meant for what it says then."""
        name, person = self._who(who)
        text = self.world.text(0, name)
        held = [id for id, key in (await self.world.standing()).holders.items() if key == person.key]
        chosen = [re.match(r"Wat u nu typt, gaat naar vraag (\d+),", one.text) for one in person.ear.heard[-6:]]
        said = await person.do(Text(text), message_id=f"m{tag(text)}")
        confirmed = re.match(r"Verstuurd aan vraag (\d+),", said[0].text) if said else None
        if confirmed:
            named = {one[1] for one in chosen if one}
            assert held == [int(confirmed[1])] or confirmed[1] in named, "only when they hold one or chose one, a text goes there by itself"
            self.world.meant[tag(text)] = int(confirmed[1])

    async def choose(self, ticket: int, who: int) -> None:
        """The next text is for this one, if they hold it."""
        name, person = self._who(who)
        said = await person.do(Press(f"ticket:antwoord:{ticket}"))
        if said and said[0].text.startswith("Wat u nu typt, gaat naar vraag "):
            text = self.world.text(ticket, name)
            await person.do(Text(text), message_id=f"m{tag(text)}")

    # ── what has no place ─────────────────────────────────────────────────────────────────────────────────────

    async def place(self, ticket: int, who: int) -> None:
        """The newest text without a place goes to one of the questions that are offered."""
        _, person = self._who(who)
        if asking := [one for one in person.ear.heard if "Bij welke vraag hoort dit?" in one.text]:
            offered = [b.press for row in asking[-1].buttons for b in row if b.press.startswith("ticket:bij:")]
            press = offered[ticket % len(offered)]
            await self._placed(person, asking[-1].text, int(press.split(":")[2]), Press(press))

    async def by_number(self, ticket: int, who: int) -> None:
        """`vraag 7` is that question; a bare number is it, or is asked back when it is also another one's place."""
        _, person = self._who(who)
        if person.ear.heard and "Bij welke vraag hoort dit?" in person.ear.heard[-1].text:
            offered = [b.press for row in person.ear.heard[-1].buttons for b in row if b.press.startswith("ticket:bij:")]
            chosen = int(offered[ticket % len(offered)].split(":")[2])
            await self._placed(person, person.ear.heard[-1].text, chosen, Text(f"vraag {chosen}" if who % 2 else str(chosen)))

    async def _placed(self, person: Person, asking: str, ticket: int, event: Event) -> None:
        before = len(person.ear.heard)
        await person.do(event)
        if any(one.text.startswith(f"Verstuurd aan vraag {ticket},") for one in person.ear.heard[before:]):
            self.world.meant[tag(asking)] = ticket

    async def drop(self, ticket: int, who: int) -> None:
        await self._last(self._who(who)[1], "ticket:weg:")

    # ── changing it ───────────────────────────────────────────────────────────────────────────────────────────

    async def take_back(self, ticket: int, who: int) -> None:
        if pressed := await self._last(self._who(who)[1], "ticket:terug:"):
            _, _, id, number = pressed.split(":")
            self.world.taken_back.add((int(id), int(number)))

    async def _last(self, person: Person, press: str) -> str:
        found = [b.press for one in person.ear.heard for row in one.buttons for b in row if b.press.startswith(press)]
        if found:
            await person.do(Press(found[-1]))
        return found[-1] if found else ""

    async def edit(self, ticket: int, who: int) -> None:
        await self._change(*self._who(who), -1 - ticket % 3)

    async def asker_edits(self, ticket: int, who: int) -> None:
        await self._change(f"school {ticket}", self.world.askers[ticket], -1)

    async def _change(self, name: str, person: Person, place: int) -> None:
        numbers = self.world.typed[name][place:]
        if numbers:
            text = self.world.text(self.world.meant[numbers[0]], changes=numbers[0])
            await person.do(Edited(text), message_id=f"m{numbers[0]}")

    async def withdraw(self, ticket: int, who: int) -> None:
        await self._withdraw(*self._who(who), -1)

    async def withdraw_earlier(self, ticket: int, who: int) -> None:
        await self._withdraw(*self._who(who), -2)

    async def asker_withdraws(self, ticket: int, who: int) -> None:
        await self._withdraw(f"school {ticket}", self.world.askers[ticket], -1)

    async def _withdraw(self, name: str, person: Person, place: int) -> None:
        if numbers := self.world.typed[name][place:]:
            self.world.taken_back.add(f"m{numbers[0]}")
            await person.do(Withdrawn(), message_id=f"m{numbers[0]}")


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
    await _in_a_world(done, tmp_path_factory.mktemp("tien"), knowledge)


async def test_nor_in_any_story_that_is_known(tmp_path: Path, knowledge: Knowledge) -> None:
    """Each once, by who holds that question."""
    await _in_a_world([(story, place % 9, 19) for place, story in enumerate(STORIES)], tmp_path, knowledge)


async def _in_a_world(done: list[tuple[str, int, int]], folder: Path, knowledge: Knowledge) -> None:
    database = await Database.create("sqlite", folder)
    try:
        await _played(done, World(store := await database.store(), Turns(store, knowledge, Log(b"key")), database))
    finally:
        await database.close()


async def _played(done: list[tuple[str, int, int]], world: World) -> None:
    await world.begin()
    acting = Deeds(world)
    for deed, ticket, chance in (*done, ("wait", 0, 0)):
        who = await world.somebody(ticket + 1, chance)
        for one in STORIES.get(deed, (deed,)):
            before = await world.standing()
            await getattr(acting, one)(ticket + 1, who)
            await world.check(before)
    await world.check_order()


def test_every_deed_of_a_story_can_be_done() -> None:
    assert all(hasattr(Deeds, one) for story in (*STORIES.values(), SINGLE) for one in story)
