"""Whatever people do and whenever they do it: nothing that nobody asked for is said outside polite hours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from bot.clock import AMSTERDAM
from bot.log import Log
from bot.turn import Turns
from dialogs.language import Command, Press, Text
from knowledge import Knowledge
from knowledge.working_time import may_speak
from tests.databases import Database
from tests.turn.desk import BOSS, GELDERLAND, OVERIJSSEL, school, staff
from tests.turn.passing import Heard, at, until
from tests.turn.person import Person

ASKED_FOR = re.compile(r"t:[0-9]+:[0-9]+")
"""Keys of what one person says to another through us: a question, what is added to it, an answer, and what of it changed."""
WAITS = (timedelta(minutes=2), timedelta(hours=3), timedelta(hours=11), timedelta(hours=30), timedelta(days=5), timedelta(days=24))
DOINGS = ("vraag", "zeg", "klaar", "heropen", "neem", "antwoord", "sluit", "door", "over", "lijst", "niets")

step = some.tuples(some.sampled_from(DOINGS), some.integers(0, 1), some.sampled_from(WAITS), some.booleans())
"""What is done, by which of two, how much time passes before, and whether the guide runs meanwhile."""


class Town:
    """Two who ask, two who answer in a region, one elsewhere and a medewerker."""

    def __init__(self, askers: list[Person], contacts: list[Person], others: list[Person]) -> None:
        self.askers, self.contacts, self.others = askers, contacts, others
        self.now = at("2026-03-27 15:00")
        self.unasked: list[Heard] = []

    @property
    def people(self) -> list[Person]:
        return [*self.askers, *self.contacts, *self.others]

    async def pass_time(self, time: timedelta, *, runs: bool) -> None:
        """While the guide runs each reminder comes at its moment; else all come late, at this one."""
        self.now = (self.now.astimezone(UTC) + time).astimezone(AMSTERDAM)
        if runs:
            self.keep(await until(self.now, *self.people), "")
        for one in self.people:
            one.now = self.now
            await one.fire()
            self.keep([Heard(each.name, self.now, say) for each in self.people for say in await each.listen()], "")

    async def do(self, what: str, which: int) -> None:
        one = (self.askers if what in ("vraag", "zeg", "klaar", "heropen") else [*self.contacts, *self.others])[which]
        if what == "over":
            one = self.others[-1]
        presses = {
            "klaar": f"ticket:klaar:{which + 1}",
            "heropen": f"ticket:heropen:{which + 1}",
            "neem": "ticket:neem:1",
            "over": "ticket:neem:1",
            "sluit": "ticket:sluit:1",
            "door": "ticket:naarja:1:overijssel",
        }
        if what == "vraag":
            for event in (Press("contact"), Press("door"), Text("Wie komt bij ons langs?"), Press("door:ja")):
                await one.do(event)
        elif what in presses:
            await one.do(Press(presses[what]))
        elif what == "lijst":
            await one.do(Command("dagoverzicht"))
        elif what != "niets":
            await one.do(Text("Dat is goed."))
        self.keep([Heard(each.name, self.now, say) for each in self.people for say in await each.listen()], one.name)

    def keep(self, heard: list[Heard], doer: str) -> None:
        """What is neither said to who did something, nor by one person to another."""
        others = [one for one in heard if one.who != doer and not ASKED_FOR.fullmatch(one.say.key)]
        self.unasked += [one for one in others if not one.say.text.startswith("Weer geopend door de vrager")]
        clocked = ("Vraag 1 is nog niet aangenomen.", "Vraag 1 is weer vrij.")
        self.unasked += [one for one in heard if not doer and one.say.text.startswith(clocked)]


async def town(database: Database, known: Knowledge) -> Town:
    store = await database.store()
    turns = Turns(store, known, Log(b"key"))
    contacts = [await staff(store, turns, name, GELDERLAND) for name in ("carla", "cas")]
    others = [await staff(store, turns, "omar", OVERIJSSEL), await staff(store, turns, "baas", BOSS)]
    return Town([await school(store, turns, name) for name in ("ede", "lunteren")], contacts, others)


quick = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(steps=some.lists(step, min_size=4, max_size=14))
@example(steps=[("vraag", 0, WAITS[0], True), ("neem", 0, WAITS[2], True), ("sluit", 0, WAITS[1], True), ("niets", 0, WAITS[4], True)])
@example(steps=[("vraag", 0, WAITS[0], True), ("niets", 0, WAITS[5], True), ("over", 1, WAITS[3], False), ("niets", 0, WAITS[5], True)])
@example(steps=[("lijst", 0, WAITS[0], True), ("vraag", 0, WAITS[2], True), ("niets", 0, WAITS[4], False), ("antwoord", 0, WAITS[4], True)])
async def test_nothing_unasked_is_said_outside_polite_hours(
    steps: list[tuple[str, int, timedelta, bool]], tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> None:
    database = await Database.create("sqlite", tmp_path_factory.mktemp("uren"))
    here = await town(database, knowledge)
    for what, which, time, runs in steps:
        await here.pass_time(time, runs=runs)
        await here.do(what, which)
    await here.pass_time(timedelta(days=20), runs=True)
    impolite = [(one.who, moment(one.at), one.say.text) for one in here.unasked if not may_speak(one.at)]
    assert impolite == []
    await database.close()


async def test_what_is_unasked_is_seen_by_that_test(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> None:
    """Within polite hours there is a lot of it."""
    database = await Database.create("sqlite", tmp_path_factory.mktemp("uren"))
    here = await town(database, knowledge)
    for what in ("lijst", "vraag", "niets", "neem", "niets"):
        await here.pass_time(timedelta(days=3), runs=True)
        await here.do(what, 0)
    heads = {one.say.text.split(".")[0] for one in here.unasked}
    assert {"Vraag 1 is nog niet aangenomen", "Vraag 1 is aangenomen door de contactpersoon voor Gelderland"} <= heads
    assert any(head.startswith(("Er staat 1 vraag open", "Herinnering", "Nog van niemand")) for head in heads)
    await database.close()


def moment(one: datetime) -> str:
    return one.astimezone(AMSTERDAM).strftime("%a %Y-%m-%d %H:%M")
