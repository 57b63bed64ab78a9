"""What could not be read: kept as it came, until its key comes or for a day.

A room key travels by another way than the message that needs it, and may come later. Then what was said is heard after all, unless the
person has said just that again meanwhile, as they were asked to: an answer that counts twice would answer the next question too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bot.channels.matrix.crypto import ENCRYPTED
from bot.ear import Heard
from bot.private import write_private
from dialogs.language import Event, Withdrawn

KEPT = timedelta(days=1)
ROWS_MOST = 1000


class _Row(Struct):
    room: str
    raw: dict[str, Any]
    at: datetime
    asked: str = ""
    """By what name it was asked for."""
    since: list[str] = []
    """What they said after it, as digests."""


class Unread:
    """The events of which the key is missing.

    Args:
        file: Where they are kept; what stands in it is encrypted.
        clock: Gives the time.
        device: Ours; another one lacks other keys.
    """

    def __init__(self, file: Path, clock: Callable[[], datetime], device: str) -> None:
        self._file = file
        self._clock = clock
        self._device = device
        self._written = b"[]"
        self._asked: dict[tuple[str, str], str] = {}
        """By what name each person is asked for what came together, by the person and the key."""
        self._rows = {str(row.raw["event_id"]): row for row in self._kept()}

    def keep(self, room: str, raw: dict[str, Any]) -> str:
        """An event waits for its key; by what name to ask for it, which is one for all that came together and was said with the same key.

        What somebody says again when asked, and still can't be read, is asked for again. When an event comes again, it was asked for by
        the same name, and all that was said after it comes again too.
        """
        id = str(raw["event_id"])
        with_key = (str(raw["sender"]), str(raw["content"].get("session_id")))
        known = self._rows.get(id)
        asked = self._asked.setdefault(with_key, (known and known.asked) or f"unreadable:{self._device}:{id}")
        self._rows[id] = _Row(room, raw, known.at if known else self._clock(), asked)
        return asked

    def said(self, heard: Heard) -> None:
        """Someone said something that could be read, or took back what could not."""
        if isinstance(heard.event, Withdrawn):
            self._rows.pop(heard.message_id, None)
        for row in self._rows.values():
            if row.raw["sender"] == heard.person:
                row.since.append(_digest(heard.event))

    def opened(self, read: Callable[[dict[str, Any], str], dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
        """What can be read now, in order: its room, and what it was.

        Args:
            read: Gives an event of a room, decrypted where that can be done.
        """
        tried = ((row.room, read(row.raw, row.room)) for row in self._rows.values())
        return [(room, raw) for room, raw in tried if raw.get("type") != ENCRYPTED]

    def was_said_again(self, heard: Heard) -> bool:
        """Whether someone has said what waited here again since."""
        return heard.event_id in self._rows and _digest(heard.event) in self._rows[heard.event_id].since

    def forget(self, ids: Iterable[str]) -> None:
        """These are heard."""
        for id in ids:
            self._rows.pop(id, None)

    def forget_all_of(self, person: str) -> None:
        """Whatever somebody said."""
        self._rows = {id: row for id, row in self._rows.items() if row.raw["sender"] != person}

    def save(self) -> None:
        """Write down what waits, without what waited for a day; what comes from now on came later."""
        self._asked.clear()
        since = self._clock() - KEPT
        rows = [(id, row) for id, row in self._rows.items() if row.at > since][-ROWS_MOST:]
        self._rows = dict(rows)
        written = msgspec.json.encode([row for _, row in rows])
        if written != self._written:
            write_private(self._file, written)
            self._written = written

    def _kept(self) -> list[_Row]:
        try:
            self._written = self._file.read_bytes()
            return msgspec.json.decode(self._written, type=list[_Row])
        except (OSError, msgspec.MsgspecError):
            return []


def _digest(event: Event) -> str:
    return hashlib.sha256(msgspec.json.encode(event)).hexdigest()
