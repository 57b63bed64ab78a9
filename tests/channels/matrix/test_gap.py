"""More is said while the guide is away than fits in one answer of the homeserver."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.matrix import sync
from knowledge import Knowledge
from tests.channels.matrix.conftest import World, running
from tests.channels.telegram.guide import Guide
from tests.peers.matrix.human import Human

pytestmark = pytest.mark.asyncio(loop_scope="session")
TEXTS = ("docent", "scan", "vmbo", "3", "1", "2")


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_gap_in_what_was_said_is_filled_in_order(
    world: World, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, *, encrypted: bool
) -> None:
    """One event fits, and two in a page of what came before: it comes to the same as when each was answered before the next."""
    monkeypatch.setattr(sync, "NEXT", sync.FIRST)
    monkeypatch.setattr(sync, "EVENTS_MOST", 2)
    account = await world.bot()
    human, patient = await world.human(), await world.human()
    async with running(account, tmp_path, knowledge):
        for one in (human, patient):
            await one.meet(account.user, encrypted=encrypted)
            await one.ask("hoi")
        for text in TEXTS:
            await patient.ask(text)
    for text in TEXTS:
        await human.type(text)
    async with running(account, tmp_path, knowledge) as guide, asyncio.timeout(20):
        while _turns(guide, human) != _turns(guide, patient):  # noqa: ASYNC110 (another task hears it)
            await asyncio.sleep(0.05)
        answers = _answers(guide, human)
        assert len(answers) > 2
        assert answers == _answers(guide, patient)


def _turns(guide: Guide, human: Human) -> list[tuple[Any, ...]]:
    return guide.rows("SELECT turns FROM persons WHERE key = ?", f"matrix:{human.user}")


def _answers(guide: Guide, human: Human) -> list[tuple[Any, ...]]:
    of_person = "JOIN persons p ON p.id = a.person WHERE p.key = ?"
    return guide.rows(f"SELECT a.question, a.value, a.turn FROM answers a {of_person} ORDER BY a.turn", f"matrix:{human.user}")
