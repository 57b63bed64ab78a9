"""Asking the homeserver what happened: our own loop, with a token that is kept only when all that came is on the disk.

nio would keep the token before anything is handled; whoever dies then has lost what came. What comes twice has no second effect.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from pathlib import Path
from typing import Any

from bot.channels.matrix.crypto import Crypto
from bot.channels.matrix.hear import thread
from bot.channels.matrix.receive import Receiver, is_our_invite, since_our_invite
from bot.channels.matrix.rooms import Rooms
from bot.channels.matrix.server import Refusal, Server, part
from bot.ear import CannotStart, Heard
from bot.private import write_private
from bot.voice import TryLater

HOLD_SECONDS = 25
"""How long the server keeps a question open when there is nothing new."""
GRACE_SECONDS = 15.0
FIRST_SECONDS = 120.0
"""How long the first sync may take, in which all rooms come."""
EVENTS_MOST = 100
PAGES_MOST = 100
FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MOST = 0.25, 5.0
_QUIET = {"presence": {"not_types": ["*"]}, "account_data": {"not_types": ["*"]}}
_ROOM_QUIET = {"ephemeral": {"not_types": ["*"]}, "account_data": {"not_types": ["*"]}}
FIRST = json.dumps({**_QUIET, "room": {**_ROOM_QUIET, "timeline": {"limit": 1}}})
NEXT = json.dumps({**_QUIET, "room": {**_ROOM_QUIET, "timeline": {"limit": EVENTS_MOST}}})
LOGGED_OUT = "De homeserver heeft deze gids uitgelogd. Start lobgids opnieuw; met LOBGIDS_MATRIX_PASSWORD meldt de gids zich zelf weer aan."
_logger = logging.getLogger("lobgids")


class Sync:
    """The loop.

    Args:
        since_file: Where the token is kept.
        us: Our own user id.

    Attributes:
        heard: The loop's time at which the server last answered.
    """

    def __init__(self, server: Server, crypto: Crypto, receiver: Receiver, rooms: Rooms, since_file: Path, us: str) -> None:
        self._server = server
        self._crypto = crypto
        self._receiver = receiver
        self._rooms = rooms
        self._since_file = since_file
        self._us = us
        self._failed = 0
        self._new_keys = True
        """The first sync may have brought keys, so that what waits for them need not wait until somebody says something."""
        self.heard = 0.0

    async def first(self) -> None:
        """All rooms and open invites, whatever was heard of them before.

        Synapse answers the same first question of a device for two minutes with what it answered before, also when it was asked by a
        process that is gone now: so no two of them are the same.

        Raises:
            TryLater, Refusal: The server did not answer.
        """
        answer = await self._server.ask("GET", "/sync", seconds=FIRST_SECONDS, timeout=str(secrets.randbelow(1_000_000)), filter=FIRST)
        self._crypto.take(answer)
        self._rooms.look(answer)
        if not self._since():
            self._keep(answer["next_batch"])

    async def run(self, stop: asyncio.Event) -> None:
        """Hear until `stop`; what was taken by then is finished first.

        Raises:
            CannotStart: The server does not know us any more.
        """
        self.heard = asyncio.get_running_loop().time()
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            asking = asyncio.create_task(self._ask())
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                asking.cancel()
                break
            pause = await self._take(asking, stop)
            if pause:
                await asyncio.wait({stopping}, timeout=pause)
        stopping.cancel()

    async def _ask(self) -> dict[str, Any]:
        hold = "0" if self._new_keys else str(HOLD_SECONDS * 1000)
        return await self._server.ask("GET", "/sync", seconds=HOLD_SECONDS + GRACE_SECONDS, timeout=hold, filter=NEXT, since=self._since())

    async def _take(self, asking: asyncio.Task[dict[str, Any]], stop: asyncio.Event) -> float:
        """Take in what came; returns the seconds to wait before asking again."""
        try:
            answer = asking.result()
            self.heard = asyncio.get_running_loop().time()
            if await self._whole(answer, stop):
                self._keep(answer["next_batch"])
            await self._crypto.keep_up()
        except TryLater as later:
            return later.seconds or self._pause()
        except Refusal as refusal:
            if refusal.code == "M_UNKNOWN_TOKEN":
                raise CannotStart(LOGGED_OUT) from None
            _logger.error("matrix sync refused error=%s", refusal)
            return PAUSE_SECONDS_MOST
        except Exception as error:  # a fault of ours: nothing is kept of this batch, and it comes again
            _logger.error("matrix sync failed error=%s", type(error).__name__)
            return self._pause()
        self._failed = 0
        return 0

    async def _whole(self, answer: dict[str, Any], stop: asyncio.Event) -> bool:
        """Hear everything of a batch; whether all of it is on the disk."""
        timelines = self._crypto.take(answer)
        if (self._new_keys or answer.get("to_device", {}).get("events")) and not await self._receiver.take_late(self._crypto.read, stop):
            return False
        self._new_keys = False
        heard: list[Heard] = []
        for room, events in timelines.items():
            timeline = answer["rooms"]["join"][room].get("timeline", {})
            before = await self._gap(room, events, timeline) if timeline.get("limited") else []
            said = since_our_invite([*before, *events], self._us)
            await self._place_polls(room, said)
            heard += self._receiver.heard(room, said)
        done = await self._receiver.take(heard, stop)
        self._rooms.look(answer)
        for room, events in timelines.items():
            said = [raw for raw in events if raw.get("sender") != self._us and "state_key" not in raw]
            if said and not self._rooms.is_crowded(room):
                self._rooms.go(self._show_read(room, str(said[-1]["event_id"])))
        return done

    async def _gap(self, room: str, events: list[dict[str, Any]], timeline: dict[str, Any]) -> list[dict[str, Any]]:
        """What was said between the last sync and the part of it that fitted in this one."""
        found: list[dict[str, Any]] = []
        page = timeline.get("prev_batch")
        for _ in range(PAGES_MOST):
            if not page or any(is_our_invite(raw, self._us) for raw in (*found, *events)):
                break
            asked = {"dir": "b", "from": page, "to": self._since(), "limit": str(EVENTS_MOST)}
            answer = await self._server.ask("GET", f"/rooms/{part(room)}/messages", **asked)
            found = [*(self._crypto.read(raw, room) for raw in reversed(answer["chunk"])), *found]
            page = answer.get("end") if answer["chunk"] else None
        return found

    async def _place_polls(self, room: str, events: list[dict[str, Any]]) -> None:
        """Learn where the polls stand that are voted on and that were put up before this process began."""
        for poll in self._receiver.polls_of_unknown_place(events):
            try:
                raw = await self._server.ask("GET", f"/rooms/{part(room)}/event/{part(poll)}")
            except Refusal:  # of another room, or none at all
                raw = {}
            self._receiver.said_in(poll, thread(raw.get("content")))

    async def _show_read(self, room: str, event_id: str) -> None:
        """People see that they are heard; it is no matter if they don't."""
        try:
            await self._server.ask("POST", f"/rooms/{part(room)}/receipt/m.read/{part(event_id)}")
        except (TryLater, Refusal) as error:
            _logger.debug("matrix receipt not sent error=%s", type(error).__name__)

    def _since(self) -> str:
        try:
            return self._since_file.read_text(encoding="utf-8")
        except OSError:
            return ""

    def _keep(self, token: str) -> None:
        write_private(self._since_file, token.encode())

    def _pause(self) -> float:
        """Twice as long each time that it fails again."""
        self._failed += 1
        return min(PAUSE_SECONDS_MOST, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failed - 1, 10))
