"""What was said in the rooms, handed over: one person's in order, many people's at once."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.channels.matrix.crypto import ENCRYPTED
from bot.channels.matrix.hear import POLL_ANSWERS, address, hear, redacted, related, thread, was_there
from bot.channels.matrix.rooms import Rooms
from bot.channels.matrix.unread import Unread
from bot.ear import Ear, Heard, NotKept
from dialogs.language import Press, Reachable, Unreachable, Unreadable, Withdrawn

REMEMBERED_MOST = 10_000
PAUSE_SECONDS = 1.0
_logger = logging.getLogger("lobgids")


class Receiver:
    """Where events come in.

    Args:
        unread: Where events wait for their keys.
        us: Our own user id.
    """

    def __init__(self, ear: Ear, rooms: Rooms, unread: Unread, us: str) -> None:
        self._ear = ear
        self._rooms = rooms
        self._unread = unread
        self._us = us
        self._reactions: OrderedDict[str, None] = OrderedDict()
        self._threads: OrderedDict[str, str] = OrderedDict()

    def heard(self, room: str, events: Iterable[dict[str, Any]]) -> list[Heard]:
        """What people did in a room, in order; an event that we can't bear is left out, and no other with it."""
        if self._rooms.is_crowded(room):
            return []
        found: list[Heard] = []
        for raw in events:
            if one := self._safely(room, raw):
                found.append(one)
                self._unread.said(one)
        return found

    async def take(self, heard: Iterable[Heard], stop: asyncio.Event) -> bool:
        """Hand over until all of it is on the disk; False when `stop` came before that, so that it must come again."""
        self._unread.save()
        lanes: dict[str, list[Heard]] = defaultdict(list)
        for one in heard:
            lanes[one.person].append(one)
        done = await asyncio.gather(*(self._in_order(lane, stop) for lane in lanes.values()))
        return all(done)

    async def take_late(self, read: Callable[[dict[str, Any], str], dict[str, Any]], stop: asyncio.Event) -> bool:
        """Hand over, as `take` does, what waited for its key and can be read by now.

        Args:
            read: Gives an event of a room, decrypted where that can be done.
        """
        opened = self._unread.opened(read)
        heard = [one for room, raw in opened if (one := self._safely(room, raw)) and not self._unread.was_said_again(one)]
        if not await self.take(heard, stop):
            return False
        self._unread.forget(str(raw["event_id"]) for _, raw in opened)
        self._unread.save()
        return True

    def forget(self, person: str) -> None:
        """Nothing that somebody said waits for its key any more."""
        self._unread.forget_all_of(person)
        self._unread.save()

    def said_in(self, event_id: str, root: str) -> None:
        """A poll of ours stands in a thread, or in none (""): a vote on it is answered there."""
        _remember(self._threads, event_id, root)

    def polls_of_unknown_place(self, events: Iterable[Mapping[str, Any]]) -> set[str]:
        """Polls that were voted on, of which we do not know (any more) whether they stand in a thread."""
        return {poll for raw in events if (poll := _poll(raw)) and poll not in self._threads}

    async def _in_order(self, lane: list[Heard], stop: asyncio.Event) -> bool:
        for one in lane:
            while True:
                try:
                    await self._ear(one)
                    break
                except NotKept:
                    if stop.is_set():
                        return False
                    await asyncio.wait({asyncio.ensure_future(stop.wait())}, timeout=PAUSE_SECONDS)
        return True

    def _safely(self, room: str, raw: dict[str, Any]) -> Heard | None:
        """What an event means; None also for one that we can't bear."""
        try:
            return self._one(room, raw)
        except Exception as error:  # a fault of ours, or a shape that nobody foresaw
            _logger.error("matrix event not understood error=%s", type(error).__name__)
            return None

    def _one(self, room: str, raw: dict[str, Any]) -> Heard | None:
        if raw.get("type") == ENCRYPTED:
            return self._unreadable(room, raw)
        if raw.get("type") == "m.reaction":
            _remember(self._reactions, str(raw.get("event_id")), None)
        if raw.get("type") == "m.room.member" and raw.get("state_key") == self._us:
            return self._we_came(room, raw)
        one = hear(raw, room, self._us)
        if one is None or self._says_nothing(one, room, raw):
            return None
        if isinstance(one.event, Press) and raw["type"] in POLL_ANSWERS:
            return Heard(one.person, self._place_of_vote(room, raw), one.event_id, one.event)
        return one

    def _says_nothing(self, one: Heard, room: str, raw: Mapping[str, Any]) -> bool:
        """A reaction that is taken back, or someone who leaves one of several rooms."""
        taken_back = isinstance(one.event, Withdrawn) and redacted(raw) in self._reactions
        return taken_back or (isinstance(one.event, Unreachable) and self._rooms.elsewhere(one.person, room))

    def _place_of_vote(self, room: str, raw: Mapping[str, Any]) -> str:
        return address(room, self._threads.get(_poll(raw), ""))

    def _unreadable(self, room: str, raw: dict[str, Any]) -> Heard | None:
        """What could not be decrypted: one question to say it again, for all that was said with the same key; what was taken back before
        we came to it has nothing left to read."""
        sender, content = str(raw.get("sender")), raw.get("content", {})
        if sender == self._us or "ciphertext" not in content:
            return None
        return Heard(sender, address(room, thread(content)), self._unread.keep(room, raw), Unreadable())

    def _we_came(self, room: str, raw: Mapping[str, Any]) -> Heard | None:
        """We are in a room with someone: that is where they can be reached now."""
        person = self._rooms.other(room)
        came = raw.get("content", {}).get("membership") == "join" and not was_there(raw)
        return Heard(person, room, str(raw["event_id"]), Reachable()) if person and came else None


def since_our_invite(events: list[dict[str, Any]], us: str) -> list[dict[str, Any]]:
    """What was said since we were asked in: what was said before that was not said to us."""
    for place in range(len(events) - 1, -1, -1):
        if is_our_invite(events[place], us):
            return events[place + 1 :]
    return events


def is_our_invite(raw: Mapping[str, Any], us: str) -> bool:
    content = raw.get("content")
    ours = raw.get("type") == "m.room.member" and raw.get("state_key") == us
    return ours and isinstance(content, dict) and content.get("membership") == "invite"


def _poll(raw: Mapping[str, Any]) -> str:
    """On what a vote is; "" for what is none."""
    return related(raw.get("content")) if raw.get("type") in POLL_ANSWERS else ""


def _remember(memory: OrderedDict[str, Any], key: str, value: Any) -> None:
    memory[key] = value
    if len(memory) > REMEMBERED_MOST:
        memory.popitem(last=False)
