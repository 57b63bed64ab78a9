"""Telegram's other half: it brings the updates to a webhook itself, one chat's in order, and again until they are confirmed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import aiohttp

from tests.peers.telegram.server import BotApi

FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MOST = 0.05, 0.5
"""Telegram's own are longer; tests have less time."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Bringer:
    """Brings what waits in a server to the webhook that is set there."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.answers: list[int] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Bringer:
        self._task = asyncio.create_task(self._bring())
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._task
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _bring(self) -> None:
        """Take what is new, and give each chat's updates to its own line."""
        lines: dict[Any, asyncio.Queue[tuple[int, dict[str, Any]]]] = defaultdict(asyncio.Queue)
        taken: set[int] = set()
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session, asyncio.TaskGroup() as group:
            while True:
                for number, _, update in list(self.api.updates):
                    if number not in taken and self.api.webhook.get("url"):
                        taken.add(number)
                        chat = _chat(update)
                        if chat not in lines:
                            group.create_task(self._line(session, lines[chat]))
                        lines[chat].put_nowait((number, update))
                async with self.api.news:
                    await self.api.news.wait()

    async def _line(self, session: aiohttp.ClientSession, line: asyncio.Queue[tuple[int, dict[str, Any]]]) -> None:
        while True:
            number, update = await line.get()
            pause = FIRST_PAUSE_SECONDS
            while not await self._post(session, update):
                await asyncio.sleep(pause)
                pause = min(pause * 2, PAUSE_SECONDS_MOST)
            await self.api.confirm(number)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        hook = self.api.webhook
        try:
            async with session.post(hook["url"], json=update, headers={HEADER: hook.get("secret_token", "")}) as answer:
                self.answers.append(answer.status)
                return answer.ok
        except (aiohttp.ClientError, OSError):
            return False


def _chat(update: dict[str, Any]) -> Any:
    for what in ("message", "edited_message", "my_chat_member", "channel_post"):
        if what in update:
            return update[what]["chat"]["id"]
    return update["callback_query"]["from"]["id"]
