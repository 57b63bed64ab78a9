"""An editor in a process of its own, as far as the database is concerned: whoever else has it open must see what they add."""

from __future__ import annotations

from pathlib import Path

from bot import live
from bot.storage.engine import DATABASE_FILE
from bot.storage.store import Store
from bot.storage.unanswered import NOTHING_UNANSWERED
from dialogs.unanswered import OfUnanswered
from tests.command.lobgids import Lobgids
from tests.storage.steps import NOON, done, key, writes

EDITOR = "console:eva"


def editor(lobgids: Lobgids) -> None:
    """Eva becomes one."""
    ended = lobgids.run("invite", "--role", "redactie")
    code = next(word for word in ended.out.split() if word.count("-") == 2)
    lobgids.chat(f"koppel {code}", person="eva")


async def add(folder: Path, *effects: OfUnanswered) -> None:
    """In one turn of theirs, while others have the database open."""
    assert (folder / DATABASE_FILE).exists()
    store = await Store.open(folder)
    try:
        rows = [row for effect in effects for row in live.rows(effect, NOTHING_UNANSWERED, NOON)]
        await done(store, key(EDITOR), writes('{"version":1}', *rows))
    finally:
        await store.close()
