"""A broadcast that was on its way when a back-up was made, and is on its way again when that is put back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.storage import snapshot
from bot.storage.engine import DATABASE_FILE
from dialogs.broadcast import FIRST
from knowledge import Knowledge
from tests.broadcasts.town import Town, names
from tests.databases import Database

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@asynccontextmanager
async def restored(database: Database, knowledge: Knowledge) -> AsyncIterator[Town]:
    """The guide as it goes on from a copy; the one before it told everybody meanwhile."""
    folder = database.folder / "terug"
    folder.mkdir()
    snapshot.take(database.folder, folder / DATABASE_FILE)
    await snapshot.make_ready(folder)
    copy = Database(folder, None)
    town = Town(await copy.store(), copy, knowledge)
    try:
        yield town
    finally:
        await copy.close()


async def test_who_was_to_get_it_is_uncertain_and_not_told_again(town: Town, database: Database, knowledge: Knowledge) -> None:
    await town.live(names(FIRST + 5))
    await town.write(rest=False)
    await town.go_on()
    async with restored(database, knowledge) as again:
        await again.change("UPDATE broadcasts SET rest_at = starts_at")
        await again.go_on(MINUTE)
        assert again.square.heard == []
        assert await again.statuses() == {"said": FIRST, "uncertain": 5}
        assert await again.stands() == ("ended", "")


@pytest.mark.parametrize("begun", [False, True])
async def test_one_whose_recipients_were_not_fixed_is_a_draft_again(
    town: Town, database: Database, knowledge: Knowledge, *, begun: bool
) -> None:
    await town.live(names(3))
    await town.write()
    if begun:
        await town.store.course.start(1, "9999")
        await town.store.recipients.add(1, [1], "x")
    async with restored(database, knowledge) as again:
        await again.go_on(MINUTE)
        assert again.square.heard == []
        assert await again.stands() == ("draft", "")
        assert await again.statuses() == {}
