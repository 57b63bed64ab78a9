"""What waits for its key, without a network."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.channels.matrix.receive import Receiver
from bot.channels.matrix.rooms import Rooms
from bot.channels.matrix.unread import Unread
from bot.ear import Heard
from dialogs.language import Text, Unreadable

EVA, ROOM = "@eva:school.example", "!kamer"


class _Rooms:
    """One room of two people."""

    def is_crowded(self, _room: str) -> bool:
        return False


class Desk:
    """A guide that hears; its keys come when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "unread"
        self.at = datetime(2026, 11, 23, tzinfo=UTC)
        self.heard: list[Heard] = []
        self.keys: set[str] = set()
        self.restart()

    def restart(self, device: str = "EEN") -> None:
        unread = Unread(self.file, lambda: self.at, device)
        self.receiver = Receiver(self._hear, cast("Rooms", _Rooms()), unread, "@gids:school.example")

    async def comes(self, *events: dict[str, Any]) -> None:
        """What a sync does: what waited and can be read by now, and then what came."""
        stop = asyncio.Event()
        assert await self.receiver.take_late(self._read, stop)
        assert await self.receiver.take(self.receiver.heard(ROOM, events), stop)

    @property
    def texts(self) -> list[str]:
        return [one.event.text for one in self.heard if isinstance(one.event, Text)]

    async def _hear(self, heard: Heard) -> None:
        self.heard.append(heard)

    def _read(self, raw: dict[str, Any], _room: str) -> dict[str, Any]:
        return text(raw["event_id"], raw["content"]["ciphertext"]) if raw["content"]["session_id"] in self.keys else raw


def sealed(id: str, body: str, session: str = "s") -> dict[str, Any]:
    content = {"algorithm": "m.megolm.v1.aes-sha2", "session_id": session, "ciphertext": body}
    return {"sender": EVA, "event_id": id, "type": "m.room.encrypted", "content": content}


def text(id: str, body: str) -> dict[str, Any]:
    return {"sender": EVA, "event_id": id, "type": "m.room.message", "content": {"msgtype": "m.text", "body": body}}


async def test_what_came_before_its_key_is_heard_when_the_key_comes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.comes(sealed("$1", "hoi"), sealed("$2", "docent"))
    assert [one.event for one in desk.heard] == [Unreadable(), Unreadable()]
    assert len({one.event_id for one in desk.heard}) == 1, "they are asked once"
    desk.restart()
    desk.keys.add("s")
    await desk.comes()
    assert desk.texts == ["hoi", "docent"]
    assert [one.event_id for one in desk.heard[2:]] == ["$1", "$2"]
    desk.restart()
    await desk.comes()
    assert desk.texts == ["hoi", "docent"]


async def test_what_is_said_again_and_still_not_read_is_asked_for_again(tmp_path: Path) -> None:
    """Their client did not know our device yet: without a second question they would hear nothing more."""
    desk = Desk(tmp_path)
    first, again = sealed("$1", "hoi"), (sealed("$2", "hoi"), sealed("$3", "docent"))
    await desk.comes(first)
    await desk.comes(*again)
    desk.restart()
    await desk.comes(first, *again)  # it was not confirmed
    names = [one.event_id for one in desk.heard]
    assert names == [names[0], names[1], names[1], names[0], names[0], names[0]]
    assert names[0] != names[1]


async def test_a_new_device_asks_again(tmp_path: Path) -> None:
    """It misses keys that the one before it had."""
    desk = Desk(tmp_path)
    await desk.comes(sealed("$1", "hoi"))
    desk.restart("TWEE")
    await desk.comes(sealed("$2", "docent"))
    assert len({one.event_id for one in desk.heard}) == 2


async def test_what_was_said_again_does_not_count_twice(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    batch = (text("$1", "ja"), sealed("$2", "3"), sealed("$3", "ja"), text("$4", "3"))
    await desk.comes(*batch)
    desk.restart()
    await desk.comes(*batch)  # it was not confirmed
    desk.heard.clear()
    desk.keys.add("s")
    await desk.comes()
    assert desk.texts == ["ja"], "what was said before it is not said again"


async def test_what_is_taken_back_unread_is_not_heard(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    back = {"sender": EVA, "event_id": "$2", "type": "m.room.redaction", "content": {}, "redacts": "$1"}
    await desk.comes(sealed("$1", "hoi"), back)
    desk.keys.add("s")
    await desk.comes()
    assert desk.texts == []


async def test_nothing_waits_longer_than_a_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.comes(sealed("$1", "hoi"))
    desk.at += timedelta(hours=20)
    await desk.comes(sealed("$2", "docent", "t"))
    desk.at += timedelta(hours=5)
    await desk.comes()
    desk.keys.update("st")
    await desk.comes()
    assert desk.texts == ["docent"]
    assert desk.file.read_bytes() == b"[]"


async def test_a_file_that_is_broken_keeps_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "unread").write_text("{")
    desk = Desk(tmp_path)
    await desk.comes(text("$1", "hoi"))
    assert desk.texts == ["hoi"]
