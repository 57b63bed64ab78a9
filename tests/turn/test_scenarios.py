"""Every scenario once more, as it really goes: over turns, a database and an outbox, on both kinds of database.

The pure play of `tests/scenarios` must give the very same text: what is written and read back changes nothing of what is said.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace

from bot.log import Log
from bot.turn import Turns
from dialogs.language import Button, Command, Event, Press, Say
from knowledge import Knowledge
from tests.databases import KINDS, Database
from tests.scenario import parse, play
from tests.talk import MONDAY, REFERENCE, Talk
from tests.turn.person import Person

SCENARIOS = Path(__file__).parents[1] / "scenarios"
FILES = sorted(path for path in SCENARIOS.rglob("*.txt") if path.parent.name not in ("samen", "post"))
_NAMED = re.compile(r"\br([1-9])\b")


class Really:
    """What `tests.talk.Talk` does with dictionaries, with a database; a scenario can't tell them apart.

    Runs have random ids here; a scenario calls them r1, r2 … in the order in which they began.
    """

    def __init__(self, runner: asyncio.Runner, database: Database, knowledge: Knowledge) -> None:
        self._runner = runner
        self._database = database
        self._runs: list[str] = []
        store = runner.run(database.store())
        self.person = Person(store, Turns(store, knowledge, Log(b"key")))

    @property
    def now(self) -> datetime:
        return self.person.now

    @now.setter
    def now(self, at: datetime) -> None:
        self.person.now = at

    @property
    def last_shown(self) -> tuple[Button, ...]:
        return self.person.last_shown

    @property
    def reminders(self) -> dict[str, datetime]:
        return {self._named(key): when for key, when in self._runner.run(self.person.reminders()).items()}

    def do(self, event: Event) -> tuple[Say, ...]:
        return self._runner.run(self._do(event))

    async def _do(self, event: Event) -> tuple[Say, ...]:
        heard = await self.person.do(replace(event, data=self._real(event.data)) if isinstance(event, Press) else event)
        real = Log(b"key").reference(self.person.key)
        said = tuple(replace(one, text=one.text.replace(real, REFERENCE)) for one in heard)
        begun = await self._database.rows("SELECT id FROM runs")
        self._runs += [id for (id,) in begun if id not in self._runs]
        return said

    def remind(self, key: str) -> tuple[Say, ...]:
        return self._runner.run(self._remind())

    async def _remind(self) -> tuple[Say, ...]:
        await self.person.fire()
        return await self.person.listen()

    def _real(self, data: str) -> str:
        known = self._runs
        return _NAMED.sub(lambda named: known[int(named[1]) - 1] if int(named[1]) <= len(known) else named[0], data)

    def _named(self, key: str) -> str:
        for number, run in enumerate(self._runs, 1):
            key = key.replace(run, f"r{number}")
        return key


@pytest.fixture(params=KINDS)
def really(request: pytest.FixtureRequest, tmp_path: Path, knowledge: Knowledge) -> Iterator[Really]:
    with asyncio.Runner() as runner:
        database = runner.run(Database.create(request.param, tmp_path))
        yield Really(runner, database, knowledge)
        runner.run(database.close())


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(SCENARIOS).with_suffix("").as_posix() for path in FILES])
def test_says_what_is_written(path: Path, really: Really) -> None:
    text = path.read_text(encoding="utf-8")
    assert play(parse(text), cast(Any, really)) == text


def test_there_are_scenarios() -> None:
    assert len(FILES) > 10


def test_a_reminder_that_nobody_asked_for_is_told_by_both(really: Really, knowledge: Knowledge) -> None:
    for talk in (really, Talk(knowledge)):
        assert talk.now == MONDAY
        with pytest.raises(ValueError, match="niemand"):
            play(parse("> /start\n> * scan:r1\n"), cast(Any, talk))


def test_nothing_but_a_reminder_of_ones_own_is_fired(really: Really) -> None:
    assert really.do(Command("start"))
    assert really.remind("scan:r1") == ()
