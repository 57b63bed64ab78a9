"""Taking updates in: one person's in order, many people's at once; a press is answered at once, whatever becomes of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from telegram import Bot
from telegram.error import ChatMigrated, TelegramError

from bot.channels.telegram.hear import Update, hear, number
from bot.ear import Ear, Heard

LEAVING_SECONDS = 60.0
"""So long what still comes from a chat is taken to be from before we left it."""
_logger = logging.getLogger("lobgids")


class Receiver:
    """Where updates come in, however they come.

    Args:
        ear: Takes what people did.
        farewell: Gives what is said in a group or channel before leaving it.
    """

    def __init__(self, bot: Bot, ear: Ear, farewell: Callable[[], str]) -> None:
        self._bot = bot
        self._ear = ear
        self._farewell = farewell
        self._left: dict[int, float] = {}
        self._beside: set[asyncio.Task[None]] = set()

    async def take(self, updates: Iterable[Any]) -> None:
        """Take updates in; when this returns, what they ask for is on the disk and they may be confirmed.

        Raises:
            NotKept: Some of them could not be written down; none may be confirmed, and to come again harms none.
        """
        lanes: dict[str, list[Heard]] = defaultdict(list)
        for raw in sorted(updates, key=lambda raw: number(raw) or 0):
            update = hear(raw)
            if update is None:
                _logger.warning("telegram update not understood number=%s", number(raw))
                continue
            self._at_once(update)
            if update.heard:
                lanes[update.heard.person].append(update.heard)
        done = await asyncio.gather(*map(self._in_order, lanes.values()), return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error

    async def finish(self, seconds: float) -> None:
        """Wait a little for what goes on beside, then let go of it."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=seconds)
        left = list(self._beside)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _in_order(self, lane: list[Heard]) -> None:
        for heard in lane:
            await self._ear(heard)

    def _at_once(self, update: Update) -> None:
        if update.callback:
            self.go(self._answer(update.callback))
        if update.leave is not None:
            now = asyncio.get_running_loop().time()
            self._left = {chat: at for chat, at in self._left.items() if at > now - LEAVING_SECONDS}
            if update.leave not in self._left:
                self._left[update.leave] = now
                self.go(self._leave(update.leave))

    def go(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something happen beside; nobody waits for it but the end."""
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _answer(self, callback: str) -> None:
        """The button stops spinning; one that was pressed too long ago (before a restart) has stopped already."""
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(callback)

    async def _leave(self, chat: int) -> None:
        """A polite word where that is allowed, and away; if it fails, the next update of the chat makes us try again."""
        try:
            await self._bot.send_message(chat, self._farewell())
        except ChatMigrated as error:
            self._left[error.new_chat_id] = self._left[chat]
            await self._leave(error.new_chat_id)
            return
        except TelegramError as error:
            _logger.info("telegram chat without farewell error=%s", type(error).__name__)
        try:
            await self._bot.leave_chat(chat)
        except TelegramError as error:
            _logger.warning("telegram chat not left error=%s", type(error).__name__)
            self._left.pop(chat, None)
