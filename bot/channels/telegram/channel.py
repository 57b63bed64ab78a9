"""One Telegram bot, from its token to its end: this is what `lobgids run` starts."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web
from msgspec import Struct, structs
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram import files, profile, webhook
from bot.channels.telegram.hear import UPDATES
from bot.channels.telegram.pace import PER_SECOND, Opened, Pace
from bot.channels.telegram.poll import Poll
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.request import Request, asked_seconds
from bot.channels.telegram.voice import ChatVoice
from bot.ear import CannotStart, Ear
from bot.files import Get, Kept
from dialogs.files import File
from knowledge import Knowledge
from knowledge.faq import Audience

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library speaks of times as times, without a warning each time

Answer = TypeVar("Answer")

NAME = "telegram"
OFFICIAL = "https://api.telegram.org"
ANSWER_SECONDS = 15.0
START_SECONDS_MOST = 10.0
START_PAUSE_SECONDS = 0.5
WEBHOOKS_AT_ONCE = 100
SILENT_SECONDS = 90.0
"""So long without an answer to the question for updates, and health says so."""
WRONG_TOKEN = "Telegram kent het token in LOBGIDS_TELEGRAM_TOKEN niet. Haal het opnieuw op bij @BotFather."  # noqa: S105
UNREACHABLE = "De server van Telegram is niet te bereiken ({why}). Controleer het netwerk en LOBGIDS_TELEGRAM_API_URL."
ELSEWHERE = (
    "Voor deze bot staat een webhook ingesteld, dus Telegram brengt de berichten ergens anders heen. Draait daar niets meer? "
    "Start dan met lobgids run --replace-webhook. Of zet LOBGIDS_TELEGRAM_WEBHOOK_URL."
)
REFUSED_WEBHOOK = "Telegram weigert de webhook: {why}. Controleer LOBGIDS_TELEGRAM_WEBHOOK_URL en LOBGIDS_TELEGRAM_WEBHOOK_SECRET."


class Where(Struct, frozen=True, kw_only=True):
    """Which bot, and how to reach Telegram.

    Args:
        root: The server, without `/bot`.
        url, secret: Of the webhook; None asks for updates instead, and without a secret one is made for as long as it runs.
        replace_webhook: Take away a webhook that is set, and ask.
        per_second: Messages over all chats; 0 sets no limit.
    """

    token: str
    root: str = OFFICIAL
    url: str | None = None
    secret: str = ""
    replace_webhook: bool = False
    per_second: float = PER_SECOND


class Telegram:
    """The channel.

    Args:
        known: Gives what is known now; an editor may have changed it since the start.
        get: Gives a file that somebody sent on another channel.
    """

    name = NAME
    edits = True
    once = False

    def __init__(self, where: Where, known: Callable[[], Knowledge], ear: Ear, get: Get) -> None:
        root = where.root.rstrip("/")
        proxies = root.startswith("https://")
        self._where = where = structs.replace(where, secret=where.secret or secrets.token_urlsafe(32))
        self._known = known
        self._get = get
        self._get_once = Kept(get)
        self._request, self._polling = (Request(ANSWER_SECONDS, proxies=proxies) for _ in range(2))
        self._bot = Bot(where.token, f"{root}/bot", f"{root}/file/bot", self._request, self._polling)
        self._pace = Pace(where.per_second)
        self._receiver = Receiver(self._bot, ear, self._farewell)
        self._poll = Poll(self._bot, self._receiver)
        self._profile: asyncio.Task[None] | None = None
        self.handle = ""
        """By which name people find the bot; "" before `start`."""

    def routes(self) -> list[web.RouteDef]:
        """What it serves itself: the webhook, where there is one."""
        if self._where.url is None:
            return []
        return [web.post(webhook.path(self._where.url), webhook.Webhook(self._receiver, self._where.secret).answer)]

    def voice(self, address: str, moved: Callable[[str], Awaitable[None]], urgent: Callable[[], bool]) -> ChatVoice:
        """Who speaks in a chat."""
        return ChatVoice(self._bot, self._pace, int(address), moved, urgent, self._get)

    async def opening(self) -> None:
        """Wait until something may go that nobody waits for."""
        await self._pace.opening()

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> ChatVoice:
        """Who speaks in a chat in an opening."""
        return ChatVoice(self._bot, Opened(self._pace), int(address), moved, lambda: False, self._get_once)

    async def get(self, file: File, most_bytes: int) -> bytes:
        """The bytes of what somebody sent here."""
        return await files.get(self._bot, self._request, file, most_bytes)

    def knows(self, address: str, audience: Audience | None, roles: frozenset[str]) -> None:
        """Someone said who they are, or became or is no longer one of the staff: their menu is theirs from now on."""
        self._receiver.go(profile.show_menu(self._bot, profile.commands(self._known(), audience, roles), int(address)))

    def people(self) -> tuple[()]:
        """Nobody: Telegram keeps the chats, and tells us each time who speaks."""
        return ()

    async def forget(self, person: str, at: str) -> None:
        """There is nothing to let go of."""

    async def open(self) -> None:
        """From now on requests can be made."""
        await self._request.initialize()
        await self._polling.initialize()

    async def start(self) -> None:
        """See that the bot exists and that its updates come here.

        Raises:
            CannotStart: They don't.
        """
        self.handle = (await _patiently(self._bot.get_me)).username or ""
        if self._where.url is not None:
            await self._set_webhook(self._where.url)
        else:
            await self._without_webhook()
        self._poll.heard = asyncio.get_running_loop().time()
        self._profile = asyncio.create_task(profile.keep(self._bot, self._known))

    async def hear(self, stop: asyncio.Event) -> None:
        """Hear until `stop`; what was begun by then is finished."""
        if self._where.url is None:
            await self._poll.run(stop)
        else:
            await stop.wait()

    def health(self) -> bool:
        """Whether Telegram answered lately."""
        silent = asyncio.get_running_loop().time() - self._poll.heard
        return self._where.url is not None or silent < SILENT_SECONDS

    def hush(self) -> None:
        """Send nothing more; what is on its way goes on."""
        self._pace.close()

    async def close(self, seconds: float) -> None:
        """Let go of everything within this time."""
        if self._profile:
            self._profile.cancel()
            await asyncio.wait({self._profile})
        await self._receiver.finish(seconds)
        await self._request.shutdown()
        await self._polling.shutdown()

    def _farewell(self) -> str:
        return self._known().phrases.telegram.farewell()

    async def _set_webhook(self, url: str) -> None:
        try:
            await _patiently(
                lambda: self._bot.set_webhook(
                    url, allowed_updates=UPDATES, secret_token=self._where.secret, max_connections=WEBHOOKS_AT_ONCE
                )
            )
        except BadRequest as error:
            raise CannotStart(REFUSED_WEBHOOK.format(why=error.message), 2) from None

    async def _without_webhook(self) -> None:
        found = await _patiently(self._bot.get_webhook_info)
        if found.url and not self._where.replace_webhook:
            raise CannotStart(ELSEWHERE)
        if found.url:
            await _patiently(self._bot.delete_webhook)


async def _patiently(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Ask again for a while when the server does not answer.

    Raises:
        CannotStart: It never did, or it does not know the token.
        BadRequest: It does not want this.
    """
    why = ""
    try:
        async with asyncio.timeout(START_SECONDS_MOST):
            while True:
                try:
                    return await ask()
                except InvalidToken:
                    raise CannotStart(WRONG_TOKEN, 2) from None
                except BadRequest:
                    raise  # it has no use to ask again
                except RetryAfter as error:
                    why, pause = type(error).__name__, asked_seconds(error)
                except TelegramError as error:
                    why, pause = type(error).__name__, START_PAUSE_SECONDS
                await asyncio.sleep(pause)
    except TimeoutError:
        raise CannotStart(UNREACHABLE.format(why=why or "geen antwoord")) from None
