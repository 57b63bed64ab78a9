"""Reminders whose time has come, heard like anything else that happens to a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import stamp
from bot.storage.committer import Committed
from bot.storage.store import DueReminder
from bot.turn import Incoming, Turns
from dialogs.language import Due


async def fire(due: Sequence[DueReminder], turns: Turns, at: datetime) -> None:
    """Let reminders happen, each once however often it is found due."""
    for one in due:
        channel, _, name = one.person.partition(":")
        await turns.hear(Incoming(channel, name, Due(one.key), at, f"due:{one.key}:{one.due_at}", one.address))


async def happen(person: str, address: str, key: str, turns: Turns, at: datetime) -> Committed | None:
    """Let something happen to a person that no reminder was kept for.

    Args:
        person: The key of their person.
        key: As of a reminder.
    """
    channel, _, name = person.partition(":")
    return await turns.hear(Incoming(channel, name, Due(key), at, f"due:{key}:{stamp(at)}", address))
