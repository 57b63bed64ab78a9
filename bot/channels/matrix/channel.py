"""One Matrix account, from its login to its end: this is what `lobgids run` starts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.channels.matrix import files, profile
from bot.channels.matrix.crypto import Crypto
from bot.channels.matrix.identity import sign_device
from bot.channels.matrix.pace import Pace, Unhurried
from bot.channels.matrix.receive import Receiver
from bot.channels.matrix.rooms import Rooms
from bot.channels.matrix.server import Refusal, Server
from bot.channels.matrix.session import FOLDER, SINCE_FILE, STORE_LOST, UNREAD_FILE, Account, log_in
from bot.channels.matrix.sync import Sync
from bot.channels.matrix.unread import Unread
from bot.channels.matrix.voice import Mouth, PublicRoomVoice, RoomVoice
from bot.clock import now
from bot.ear import CannotStart, Ear
from bot.files import Get, Kept
from bot.voice import TryLater
from dialogs.files import File
from knowledge import Knowledge
from knowledge.faq import Audience

NAME = "matrix"
START_SECONDS_MOST = 10.0
START_PAUSE_SECONDS = 0.5
SILENT_SECONDS = 90.0
"""So long without an answer to a sync, and health says so."""
UNREACHABLE = "De homeserver van Matrix is niet te bereiken. Controleer het netwerk en LOBGIDS_MATRIX_HOMESERVER."
LIMITED = "De homeserver van Matrix laat ons nu niet toe omdat er te vaak is aangemeld. Wacht {seconds} seconden en start dan opnieuw."
INCOMPLETE = (
    "Voor Matrix zijn drie instellingen nodig: LOBGIDS_MATRIX_HOMESERVER, LOBGIDS_MATRIX_USER, en LOBGIDS_MATRIX_PASSWORD of "
    "LOBGIDS_MATRIX_TOKEN (of …_FILE). Nu ontbreekt {missing}."
)
NO_USER = "LOBGIDS_MATRIX_USER moet de hele naam zijn, zoals @lobgids:school.example."
NO_HOMESERVER = "LOBGIDS_MATRIX_HOMESERVER moet een adres zijn dat met https:// begint, zoals https://matrix.school.example."
_USER = re.compile(r"@[^:\s]+:[^\s]+")
_logger = logging.getLogger("lobgids")


def account(homeserver: str | None, user: str | None, password: str | None, token: str | None) -> Account:
    """Who we are, by the settings.

    Raises:
        CannotStart: They are not complete, or not right.
    """
    named = {"LOBGIDS_MATRIX_HOMESERVER": homeserver, "LOBGIDS_MATRIX_USER": user, "LOBGIDS_MATRIX_PASSWORD": password or token}
    if missing := next((name for name, value in named.items() if not value), None):
        raise CannotStart(INCOMPLETE.format(missing=missing), 2)
    assert homeserver
    assert user
    if not _USER.fullmatch(user):
        raise CannotStart(NO_USER, 2)
    if not homeserver.startswith(("https://", "http://")):
        raise CannotStart(NO_HOMESERVER, 2)
    return Account(homeserver.rstrip("/"), user, password or "", token or "")


class Matrix:
    """The channel.

    Args:
        folder: The data folder.
        known: Gives what is known now; an editor may have changed it since the start.
        get: Gives a file that somebody sent, on whatever channel.
        renew: Whether to begin a new identity when the seeds of the old one are lost.
    """

    name = NAME
    edits = False
    """Polls show by themselves what was chosen, and an edit would cost an event."""
    once = True

    def __init__(self, account: Account, folder: Path, known: Callable[[], Knowledge], ear: Ear, get: Get, *, renew: bool = False) -> None:
        self.handle = account.user
        self._account = account
        self._folder = folder
        self._known = known
        self._ear = ear
        self._get = get
        self._get_once = Kept(get)
        self._renew = renew
        self._server = Server(account.root)
        self._pace = Pace()
        self._profile: asyncio.Task[None] | None = None
        self._crypto: Crypto | None = None

    def routes(self) -> list[web.RouteDef]:
        """It serves nothing."""
        return []

    def voice(self, address: str, moved: Callable[[str], Awaitable[None]], urgent: Callable[[], bool]) -> RoomVoice:  # noqa: ARG002
        """Who speaks in a room, or in a thread of it; rooms do not move, and the server sets the pace."""
        room, _, root = address.partition(" ")
        return RoomVoice(self._mouth, room, root, self._receiver.said_in, self._get)

    async def opening(self) -> None:
        """Wait until something may go that nobody waits for."""
        await self._pace.opening()

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> PublicRoomVoice:  # noqa: ARG002
        """Who speaks to many in a room, or in a thread of it."""
        room, _, root = address.partition(" ")
        voice = RoomVoice(self._unhurried, room, root, self._receiver.said_in, self._get_once)
        return PublicRoomVoice(voice, self._unhurried, room, self._known().phrases.matrix.choose())

    async def get(self, file: File, most_bytes: int) -> bytes:
        """The bytes of what somebody sent here."""
        return await files.get(self._server, file, most_bytes)

    def people(self) -> set[str]:
        """Whose devices we know, or who is in a room with us."""
        return self._crypto.people if self._crypto else set()

    async def forget(self, person: str, at: str) -> None:
        """Leave the rooms of somebody, and let go of their keys; unless they asked us in again after that time."""
        assert self._crypto
        rooms = self._rooms.of(person)
        if any([await self._rooms.came_after(room, datetime.fromisoformat(at)) for room in rooms]):
            return
        for room in rooms:
            await self._rooms.leave(room)
        await self._crypto.forget(person, rooms)
        self._receiver.forget(person)

    def knows(self, address: str, audience: Audience | None, roles: frozenset[str]) -> None:
        """There are no menus here."""

    async def open(self) -> None:
        """From now on requests can be made."""
        await self._server.open()

    async def start(self) -> None:
        """Log in, be a device that its owner signed, and know the rooms.

        Raises:
            CannotStart: That can't be.
        """
        await _patiently(self._begin)
        self._profile = asyncio.create_task(profile.show(self._server, self._account.user, self._known().phrases.matrix.name()))

    async def hear(self, stop: asyncio.Event) -> None:
        """Hear until `stop`; what was begun by then is finished."""
        await self._sync.run(stop)

    def health(self) -> bool:
        """Whether the homeserver answered lately."""
        return asyncio.get_running_loop().time() - self._sync.heard < SILENT_SECONDS

    def hush(self) -> None:
        """Send nothing more; what is on its way goes on."""
        self._pace.close()

    async def close(self, seconds: float) -> None:
        """Let go of everything within this time."""
        if self._profile:
            self._profile.cancel()
        if self._crypto:
            await self._rooms.finish(seconds)
            self._crypto.close()
        await self._server.close()

    def _farewell(self) -> str:
        return self._known().phrases.matrix.farewell()

    async def _begin(self) -> None:
        user, folder = self._account.user, self._folder / FOLDER
        if self._crypto is None:
            session = await log_in(self._server, self._account, folder)
            self._crypto = crypto = Crypto(self._server, user, session.device, folder)
            self._mouth = Mouth(self._server, crypto, self._pace, user)
            self._unhurried = Mouth(self._server, crypto, Unhurried(self._pace), user)
            self._rooms = Rooms(self._server, crypto, self._mouth, user, self._farewell)
            unread = Unread(self._folder / UNREAD_FILE, now, session.device)
            self._receiver = Receiver(self._ear, self._rooms, unread, user)
            self._sync = Sync(self._server, crypto, self._receiver, self._rooms, self._folder / SINCE_FILE, user)
        try:
            await self._crypto.publish()
        except Refusal:
            raise CannotStart(STORE_LOST, 2) from None
        await sign_device(self._server, self._crypto, self._account, self._folder, renew=self._renew)
        await self._sync.first()
        await self._crypto.keep_up()


async def _patiently(begin: Callable[[], Awaitable[None]]) -> None:
    """Try again for a while when the server does not answer.

    Raises:
        CannotStart: It never did, or does not want us.
    """
    seconds = 0.0
    loop = asyncio.get_running_loop()
    until = loop.time() + START_SECONDS_MOST
    while loop.time() < until:
        try:
            await begin()
            return
        except TryLater as later:
            seconds = later.seconds
            if loop.time() + seconds > until:
                raise CannotStart(LIMITED.format(seconds=round(seconds + 1))) from None
            await asyncio.sleep(seconds or START_PAUSE_SECONDS)
        except Refusal as refusal:
            _logger.error("matrix start refused error=%s", refusal)
            raise CannotStart(UNREACHABLE) from None
    raise CannotStart(UNREACHABLE)
