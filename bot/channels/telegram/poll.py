"""Asking Telegram for updates: a higher offset confirms those before it, so it is only asked for when they are on the disk.

python-telegram-bot's own loop confirms a batch before it is handled; here its client makes the request, and that is all it does.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any

from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.hear import UPDATES, number
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.request import asked_seconds
from bot.ear import NotKept

HOLD_SECONDS = 25
"""How long the server keeps a question open when there is nothing new."""
GRACE_SECONDS = 10
FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MOST = 0.25, 5.0
CONFLICT_SECONDS = 3.0
OTHERS = "Een ander programma haalt de berichten van deze bot ook op, of er is een webhook gezet. Er kan er maar één zijn."
_logger = logging.getLogger("lobgids")
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
"""Its own method makes objects of a whole batch, or of none when one update is not as it knows it; we want them as they came."""


class Poll:
    """The loop that asks.

    Args:
        heard: The loop's time at which the server last answered, or when it was first asked.
    """

    def __init__(self, bot: Bot, receiver: Receiver) -> None:
        self._bot = bot
        self._receiver = receiver
        self._offset: int | None = None
        self.heard = 0.0
        self._failed = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Hear until `stop`; what was taken by then is finished first."""
        self.heard = asyncio.get_running_loop().time()
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            asking = asyncio.create_task(self._ask())
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                asking.cancel()
                await asyncio.wait({asking})
                break
            pause = await self._take(asking)
            if pause:
                await asyncio.wait({stopping}, timeout=pause)
        stopping.cancel()

    async def _take(self, asking: asyncio.Task[list[Any]]) -> float:
        """Take in what came; returns the seconds to wait before asking again."""
        try:
            updates = asking.result()
            self.heard = asyncio.get_running_loop().time()
            await self._receiver.take(updates)
        except NotKept:
            return self._pause()
        except TelegramError as error:
            return self._trouble(error)
        self._failed = 0
        numbers = [found for update in updates if (found := number(update)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
        return 0

    async def _ask(self) -> list[Any]:
        asked: dict[str, Any] = {"timeout": HOLD_SECONDS, "allowed_updates": UPDATES}
        if self._offset is not None:
            asked["offset"] = self._offset
        answer = await self._bot.do_api_request("getUpdates", asked, read_timeout=HOLD_SECONDS + GRACE_SECONDS)
        return answer if isinstance(answer, list) else []

    def _trouble(self, error: TelegramError) -> float:
        _logger.warning("telegram updates error=%s", type(error).__name__)
        match error:
            case RetryAfter():
                return max(1.0, asked_seconds(error))
            case Conflict():
                _logger.warning(OTHERS)
                return CONFLICT_SECONDS
            case TimedOut() | NetworkError():
                return self._pause()
        return PAUSE_SECONDS_MOST

    def _pause(self) -> float:
        """Twice as long each time that it fails again."""
        self._failed += 1
        return min(PAUSE_SECONDS_MOST, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failed - 1, 10))
