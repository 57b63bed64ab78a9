"""The rooms that we talk in: those of one person and us. Invites are accepted; where more people are, a word, and away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from bot.channels.matrix import sending
from bot.channels.matrix.crypto import Crypto
from bot.channels.matrix.server import Refusal, Server, part
from bot.channels.matrix.voice import Mouth
from bot.voice import Gone, Refused, TryLater

PEOPLE = 2
"""In a direct room: one person and us."""
PAUSE_SECONDS = 1.0
_logger = logging.getLogger("lobgids")


class Rooms:
    """Coming and going, beside what people say.

    Args:
        us: Our own user id.
        farewell: Gives what is said in a room with more people before leaving it.
    """

    def __init__(self, server: Server, crypto: Crypto, mouth: Mouth, us: str, farewell: Callable[[], str]) -> None:
        self._server = server
        self._crypto = crypto
        self._mouth = mouth
        self._us = us
        self._farewell = farewell
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._beside: set[asyncio.Task[None]] = set()

    def other(self, room: str) -> str:
        """Who we talk with in a room; "" when it is nobody, or more than one."""
        found = [user for user in self._users(room) if user != self._us]
        return found[0] if len(found) == 1 else ""

    def is_crowded(self, room: str) -> bool:
        """Whether more people are in a room, or asked into it, than one and us."""
        return len(self._users(room)) > PEOPLE

    def elsewhere(self, person: str, room: str) -> bool:
        """Whether a person can be reached in another room than this."""
        return any(other != room and self.other(other) == person for other in self._crypto.rooms)

    def of(self, person: str) -> list[str]:
        """The rooms of somebody with us."""
        return [room for room in self._crypto.rooms if self.other(room) == person]

    async def came_after(self, room: str, moment: datetime) -> bool:
        """Whether we came into a room after that moment.

        Raises:
            TryLater, Refusal: The server does not tell.
        """
        raw = await self._server.ask("GET", f"/rooms/{part(room)}/state/m.room.member/{part(self._us)}", format="event")
        return float(raw.get("origin_server_ts", 0)) / 1000 > moment.timestamp()

    async def leave(self, room: str) -> None:
        """Go, without a word."""
        await self._leave(room, "")

    def look(self, answer: dict[str, Any]) -> None:
        """What a sync says of rooms: accept invites, and leave what is not for us. It goes on beside."""
        rooms = answer.get("rooms", {})
        for room in rooms.get("invite", {}):
            self._begin(room, self._accept(room))
        for room in rooms.get("join", {}):
            if self.is_crowded(room):
                self._begin(room, self._leave(room, self._farewell()))
            elif self._is_over(room):
                self._begin(room, self._leave(room, ""))

    def go(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something happen beside; nobody waits for it but the end."""
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def finish(self, seconds: float) -> None:
        """Wait a little for what goes on beside, then let go of it."""
        tasks = {*self._beside, *self._busy.values()}
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()

    def _users(self, room: str) -> list[str]:
        found = self._crypto.rooms.get(room)
        return list(found.users) if found else []

    def _is_over(self, room: str) -> bool:
        """Whether nobody is left in a room into which nobody can come back by themselves."""
        found = self._crypto.rooms.get(room)
        return found is not None and self._users(room) == [self._us] and found.join_rule == "invite"

    def _begin(self, room: str, work: Coroutine[Any, Any, None]) -> None:
        """One thing at a time with a room."""
        if room in self._busy:
            work.close()
            return
        task = asyncio.create_task(work)
        self._busy[room] = task
        task.add_done_callback(lambda _: self._busy.pop(room, None))

    async def _accept(self, room: str) -> None:
        """Join, as often as that takes; an invite that can't be accepted is put away."""
        while True:
            try:
                await self._server.ask("POST", f"/join/{part(room)}")
                return
            except TryLater as later:
                await asyncio.sleep(later.seconds or PAUSE_SECONDS)
            except Refusal as refusal:
                _logger.warning("matrix invite not accepted error=%s", refusal)
                await self._leave(room, "")
                return

    async def _leave(self, room: str, word: str) -> None:
        """Say why, where there is something to say and it can be said, and go."""
        while True:
            try:
                if word:
                    await self._mouth.send(room, sending.MESSAGE, sending.text(word), f"weg{room}")
                await self._server.ask("POST", f"/rooms/{part(room)}/leave")
                await self._server.ask("POST", f"/rooms/{part(room)}/forget")
                return
            except TryLater as later:
                await asyncio.sleep(later.seconds or PAUSE_SECONDS)
            except (Gone, Refused):
                word = ""
            except Refusal as refusal:
                _logger.warning("matrix room not left error=%s", refusal)
                return
