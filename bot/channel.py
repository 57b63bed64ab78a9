"""What `lobgids run` asks of a channel: to open, to hear until it is told to stop, to give a voice, and to end in good order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from aiohttp import web

from bot.voice import PublicVoice, Voice
from dialogs.files import File
from knowledge.faq import Audience


class Channel(Protocol):
    """A way in and out; it knows neither turns nor storage.

    Attributes:
        name: As it stands before a person's name.
        edits: Whether what is said there can be changed afterwards, so that an answered question can show what was chosen.
        once: Whether what is said again under its transaction id is said once.
    """

    name: str
    edits: bool
    once: bool

    @property
    def handle(self) -> str:
        """The name that links to it have."""
        ...

    def routes(self) -> Sequence[web.RouteDef]:
        """What it serves itself."""
        ...

    def voice(self, address: str, moved: Callable[[str], Awaitable[None]], urgent: Callable[[], bool]) -> Voice:
        """Who speaks at an address; `moved` is told when it gets another, `urgent` tells whether somebody waits for it."""
        ...

    async def opening(self) -> None:
        """Wait until something may be said that nobody waits for: evenly, and when no dialogue has anything to say.

        Raises:
            TryLater: Nothing more is said here.
        """
        ...

    def public_voice(self, address: str, moved: Callable[[str], Awaitable[None]]) -> PublicVoice:
        """Who speaks at an address in an `opening`."""
        ...

    async def get(self, file: File, most_bytes: int) -> bytes:
        """The bytes of a picture or file that somebody sent there.

        Raises:
            NotGot, NoFile: Not now, or not at all.
        """
        ...

    def knows(self, address: str, audience: Audience | None, roles: frozenset[str]) -> None:
        """Someone said who they are, or became or is no longer one of the staff."""
        ...

    def people(self) -> Collection[str]:
        """Of whom it keeps something itself."""
        ...

    async def forget(self, person: str, at: str) -> None:
        """Let go of all that it keeps of somebody, unless they came back after a UTC time.

        Raises:
            TryLater: It can't be done now.
        """
        ...

    async def open(self) -> None:
        """From now on requests can be made."""
        ...

    async def start(self) -> None:
        """See that it can hear and speak.

        Raises:
            CannotStart: It can't.
        """
        ...

    async def hear(self, stop: asyncio.Event) -> None:
        """Hear until `stop`; what was begun by then is finished."""
        ...

    def health(self) -> bool:
        """Whether the other side answered lately."""
        ...

    def hush(self) -> None:
        """Send nothing more; what is on its way goes on."""
        ...

    async def close(self, seconds: float) -> None:
        """Let go of everything within this time."""
        ...
