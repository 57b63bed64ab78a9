"""Who speaks on a channel: a reminder lets dialogues go first, and what became of each message is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.speaker import Speaker
from bot.storage.store import Store
from bot.voice import Gone, Refused, TryLater
from dialogs.language import Command, Say
from knowledge import Knowledge
from tests.turn.person import Person


class Mouth:
    """A voice that notes how urgent each message was when it was said."""

    def __init__(self, *problems: Exception | None) -> None:
        self.urgent: list[bool] = []
        self._problems = list(problems)
        self._is_urgent: Callable[[], bool] = bool

    def of(self, person: str, address: str, urgent: Callable[[], bool]) -> Mouth:
        self._is_urgent = urgent
        return self

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        if self._problems and (problem := self._problems.pop(0)):
            raise problem
        self.urgent.append(self._is_urgent())
        return str(len(self.urgent))

    async def settle(self, message: Say, message_id: str) -> None:
        raise AssertionError("nothing is settled here")

    async def recall(self, message_ids: Sequence[str]) -> None:
        """Nothing is taken back here."""


async def _silent(speaker: Speaker, mouth: Mouth, count: int) -> None:
    async with asyncio.timeout(10):
        while len(mouth.urgent) < count:  # noqa: ASYNC110 (a voice tells nobody)
            await asyncio.sleep(0.01)
    await speaker.close(5)


async def test_what_did_not_begin_with_the_person_lets_dialogues_go_first(person: Person, store: Store, knowledge: Knowledge) -> None:
    await person.only_do(Command("start"))
    mouth = Mouth()
    speaker = Speaker(store, lambda: knowledge, mouth.of)
    speaker.wake(person.key, "ik", urgent=False)
    await _silent(speaker, mouth, 1)
    assert mouth.urgent == [False]


async def test_who_says_something_meanwhile_is_in_a_dialogue(person: Person, store: Store, knowledge: Knowledge) -> None:
    for name in ("start", "help"):
        await person.only_do(Command(name))
    mouth = Mouth(TryLater(0.05))
    speaker = Speaker(store, lambda: knowledge, mouth.of)
    speaker.wake(person.key, "ik", urgent=False)
    await asyncio.sleep(0)
    speaker.wake(person.key, "ik")
    await _silent(speaker, mouth, 2)
    assert mouth.urgent == [True, True]


async def test_what_became_of_each_message_is_counted(person: Person, store: Store, knowledge: Knowledge) -> None:
    for name in ("start", "help", "menu", "start"):
        await person.only_do(Command(name))
    mouth = Mouth(TryLater(0.01), None, Gone("weg"), Refused("zo niet"))
    speaker = Speaker(store, lambda: knowledge, mouth.of)
    speaker.wake(person.key, "ik")
    await _silent(speaker, mouth, 2)
    assert speaker.counts == {"trylater": 1, "gone": 1, "refused": 1, "said": 2}
