"""Telegram with many people who are to get one message, and some others who talk meanwhile: the strict server, and what can go wrong there.

Every chat that blocked us, every fault and every question come at the same places for whoever is measured.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from typing import Any

from msgspec import Struct

from tests.channels.telegram.people import typed
from tests.peers.telegram.media import Kept
from tests.peers.telegram.server import BotApi, Fault, Limits

PER_SECOND, PER_CHAT, LATENCY_SECONDS = 30, 1.0, 0.06
BLOCKED, FAULTY = 0.02, 0.01
LONG_SECONDS = 15
"""Of the one long retry_after; until it is over the bot is refused everything."""
FIRST_CHAT, FIRST_TALKER = 10_000, 1_000_000
TALK_SECONDS = 2.0
"""Between two things that somebody else says."""
PATIENCE_SECONDS = 90.0
SILENT_SECONDS = 25.0
"""So long without a message, and whoever is measured is done or has given up."""
SEED = 10


class Cried(Struct, frozen=True):
    """What became of one broadcast.

    Args:
        per_second: Recipients a second, and all messages a second: from the first to the last, without the long retry_after.
        refused: Messages that were refused for the limits, beside those during the long retry_after.
        insisted: Those during it.
        missed: People who could have had it and did not.
        p50, p99: Milliseconds in which others were answered who said something while it was going on, and not during that retry_after.
        answers: How many those were.
        unanswered: Those who never were, or not in a minute and a half.
    """

    per_second: float
    all_per_second: float
    refused: int
    insisted: int
    missed: int
    twice: int
    p50: float
    p99: float
    answers: int
    unanswered: int


class Crowd(BotApi):
    """The server with its people.

    Args:
        people: Who are to get it.
        reply: A part of what answers those who talk.
    """

    def __init__(self, people: int) -> None:
        super().__init__()
        chance = random.Random(SEED)
        self.people = range(FIRST_CHAT, FIRST_CHAT + people)
        self.chats.blocked = set(chance.sample(self.people, round(BLOCKED * people)))
        self.limits = Limits(bot=PER_SECOND, chat=PER_CHAT)
        self.latency_seconds = LATENCY_SECONDS
        self.fault = self._fault
        self._chance = random.Random(SEED + 1)
        self._long_at = people // 3
        self._asked = 0
        self._long_until = 0.0
        self._talkers = iter(range(FIRST_TALKER, FIRST_TALKER + 100_000))
        self.got: dict[int, int] = {}
        self.asked: dict[int, float] = {}
        self.answered_in: dict[int, float] = {}
        self.insisted = self.refused_count = self.sent = 0
        self.first_at = self.last_at = 0.0

    def _fault(self, method: str, given: dict[str, str]) -> Fault | None:
        if method != "sendMessage":
            return None
        now = time.monotonic()
        if int(given["chat_id"]) in self.people:
            self.first_at, self.last_at = self.first_at or now, now
            self._asked += 1
            if self._asked == self._long_at:
                self._long_until = now + LONG_SECONDS
        if now < self._long_until:
            self.insisted += 1
            return Fault(status=429, retry_after=math.ceil(self._long_until - now))
        return Fault(status=self._chance.choice((500, 503))) if self._chance.random() < FAULTY else None

    def _check_budget(self, chat: int) -> None:
        try:
            super()._check_budget(chat)
        except Exception:
            self.refused_count += 1
            raise

    def _said(self, chat: int, text: str, values: dict[str, Any], file: Kept | None = None) -> Any:
        answer = super()._said(chat, text, values, file)
        self.calls.clear()
        if chat in self.people:
            self.got[chat] = self.got.get(chat, 0) + 1
        elif chat not in self.answered_in:
            self.answered_in[chat] = time.monotonic()
        self.sent += 1
        return answer

    async def talk(self) -> None:
        """Somebody else says something now and then, for as long as it goes on."""
        chance = random.Random(SEED + 2)
        while True:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * TALK_SECONDS)
            if self.first_at:
                chat = next(self._talkers)
                self.asked[chat] = time.monotonic()
                await self.push(typed(chat, "hoi"))

    async def over(self) -> None:
        """Until nothing has come for a while."""
        while not self.first_at or time.monotonic() - self.last_at < SILENT_SECONDS:  # noqa: ASYNC110 (silence tells nobody)
            await asyncio.sleep(0.5)

    def cried(self) -> Cried:
        """What became of it."""
        seconds = self.last_at - self.first_at - (LONG_SECONDS if self._long_until else 0)
        began = self._long_until - LONG_SECONDS
        counted = [chat for chat, at in self.asked.items() if at < self.last_at and not began - 0.5 <= at <= self._long_until + 0.5]
        took = sorted((self.answered_in[chat] - self.asked[chat]) * 1000 for chat in counted if chat in self.answered_in)
        slow = sum(one > PATIENCE_SECONDS * 1000 for one in took)
        reached = len(self.got.keys() | self.chats.blocked)
        return Cried(
            per_second=reached / seconds,
            all_per_second=self.sent / seconds,
            refused=self.refused_count,
            insisted=self.insisted,
            missed=len(self.people) - reached,
            twice=sum(count - 1 for count in self.got.values()),
            p50=took[len(took) // 2] if took else 0.0,
            p99=took[min(len(took) - 1, int(len(took) * 0.99))] if took else 0.0,
            answers=len(took),
            unanswered=len(counted) - len(took) + slow,
        )
