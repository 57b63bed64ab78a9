"""What is kept for so long only: the daily tidying does what `settings.yaml` says, on the day and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import app
from bot.storage.store import Store
from bot.turn import Turns
from dialogs.language import Command, Press, Text
from knowledge import Knowledge
from tests.databases import Database
from tests.talk import MONDAY
from tests.turn.desk import BOSS, GELDERLAND, staff
from tests.turn.person import Person


class Days:
    """Lets days go by, and tidies as `lobgids run` does."""

    def __init__(self, store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self._store, self._knowledge, self._database, self._patch = store, knowledge, database, monkeypatch

    async def left(self, days: int, sql: str) -> int:
        """How many rows a statement still finds so many days later."""
        self._patch.setattr(app, "now", lambda: MONDAY + timedelta(days=days))
        await app.tidy(self._store, self._knowledge)
        return len(await self._database.rows(sql))


@pytest.fixture
def days(store: Store, knowledge: Knowledge, database: Database, monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(store, knowledge, database, monkeypatch)


async def test_who_was_not_heard_for_so_long_is_erased_and_staff_are_not(
    days: Days, store: Store, turns: Turns, person: Person, knowledge: Knowledge
) -> None:
    await person.say("docent")
    await staff(store, turns, "carla", GELDERLAND)
    term = knowledge.settings.inactive_days
    assert await days.left(term - 1, "SELECT key FROM persons") == 2
    assert await days.left(term + 1, "SELECT key FROM persons") == 1
    assert await days.left(term + 3, "SELECT key FROM persons WHERE key = 'proef:carla'") == 1


async def test_a_scan_goes_so_long_after_its_last_answer(days: Days, person: Person, knowledge: Knowledge) -> None:
    await person.begin_a_scan()
    await person.say("deels")
    person.now += timedelta(days=knowledge.settings.scan_days - 10)
    await person.say("menu")
    assert await days.left(knowledge.settings.scan_days - 1, "SELECT id FROM runs") == 1
    assert await days.left(knowledge.settings.scan_days + 1, "SELECT id FROM runs") == 0
    assert await days.left(knowledge.settings.scan_days + 3, "SELECT question FROM answers") == 0
    assert await days.left(knowledge.settings.scan_days + 5, "SELECT key FROM persons") == 1


async def test_messages_and_events_go_after_the_days_that_they_are_kept(
    days: Days, person: Person, knowledge: Knowledge, database: Database
) -> None:
    await person.do(Text("docent"), "m1")
    await database.change("UPDATE outbox SET said_at = made_at")  # it was marked by the clock of today
    term = knowledge.settings.keep_days
    assert await days.left(term - 1, "SELECT event FROM heard") == 1
    assert await days.left(term + 1, "SELECT event FROM heard UNION SELECT message FROM outbox") == 0


async def test_that_somebody_was_erased_is_known_as_long_as_a_back_up_may_be_there(
    days: Days, person: Person, knowledge: Knowledge
) -> None:
    await person.do(Text("docent"), "m1")
    await person.do(Command("vergeet"), "m2")
    await person.do(Press("vergeet:ja"), "m3")
    events = knowledge.settings.keep_days
    assert await days.left(events - 1, "SELECT hash FROM erased_events") == 3
    assert await days.left(events + 1, "SELECT hash FROM erased_events") == 0
    assert await days.left(app.BACKUP_DAYS - 1, "SELECT hash FROM erasures") == 1
    assert await days.left(app.BACKUP_DAYS + 1, "SELECT hash FROM erasures") == 0


async def test_who_had_which_role_is_told_for_so_long(days: Days, store: Store, turns: Turns, knowledge: Knowledge) -> None:
    await staff(store, turns, "bas", BOSS)
    term = knowledge.settings.audit_days
    assert await days.left(term - 1, "SELECT id FROM audit") == 1
    assert await days.left(term + 1, "SELECT id FROM audit") == 0
