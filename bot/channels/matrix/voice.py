"""Saying things in one Matrix room: each event under the transaction id of its row, so that it is taken once however often it comes.

A homeserver knows such an id for a day, and for one device. The event itself carries it too (beside what is encrypted; it is random and
says nothing), so that whoever comes after a crash, or with a new device, finds what was said already.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from bot.channels.matrix import sending
from bot.channels.matrix.crypto import Crypto
from bot.channels.matrix.pace import Pace, Unhurried
from bot.channels.matrix.server import Limited, Refusal, Server, part
from bot.clock import now
from bot.files import ANY_FILE, Get, NoFile, StillThere, looks_like
from bot.voice import Gone, Refused, TryLater
from dialogs.files import File
from dialogs.language import Say
from dialogs.recipes import Picture

MARK = "nl.lobgids.transaction"
"""Where an event carries its transaction id."""
OURS_MOST = 10
"""How many of our last events in a room are looked at: messages go out in order, so that only the last one, of three events at most, can
have been on its way."""
TYPING_MILLISECONDS = 10_000
UNKNOWN_SECONDS = 0.5
_AWAY = ("M_FORBIDDEN", "M_NOT_FOUND", "M_GUEST_ACCESS_FORBIDDEN")
_logger = logging.getLogger("lobgids")


class Mouth:
    """How anything gets into a room."""

    def __init__(self, server: Server, crypto: Crypto, pace: Pace | Unhurried, user: str) -> None:
        self._server = server
        self._crypto = crypto
        self._pace = pace
        self._user = user
        self._said: dict[str, dict[str, str]] = {}
        """The last that was said in a room before we began there, by transaction id."""

    async def send(self, room: str, kind: str, content: dict[str, Any], transaction_id: str) -> str:
        """Send an event; its id, which is the same each time for the same transaction id.

        Raises:
            TryLater, Gone, Refused: It was not sent, or it is not known.
        """
        try:
            if room not in self._crypto.rooms:
                await self._server.ask("GET", f"/rooms/{part(room)}/joined_members")
                raise TryLater(UNKNOWN_SECONDS)  # we are in it, and what it is like is still on its way
            if room not in self._said:
                self._said[room] = await self._last_said(room)
            if found := self._said[room].get(transaction_id):
                return found
            answer = await self._pace.go(lambda: self._send(room, kind, content, transaction_id))
        except Limited:
            raise
        except TryLater:
            self._said.pop(room, None)  # it may be there or not
            raise
        except Refusal as refusal:
            raise _meaning(refusal) from refusal
        return str(answer["event_id"])

    async def _last_said(self, room: str) -> dict[str, str]:
        only = json.dumps({"senders": [self._user], "limit": OURS_MOST})
        answer = await self._server.ask("GET", f"/rooms/{part(room)}/messages", dir="b", limit=str(OURS_MOST), filter=only)
        return {raw["content"][MARK]: raw["event_id"] for raw in answer["chunk"] if MARK in raw["content"]}

    async def put_file(self, room: str, data: bytes, kind: str) -> dict[str, Any]:
        """Upload a file, encrypted where the room is; where it stands, as an event says it."""
        from nio.crypto import attachments  # noqa: PLC0415

        try:
            if not self._crypto.rooms[room].encrypted:
                return {"url": await self._server.upload(data, kind)}
            sealed, keys = attachments.encrypt_attachment(data)
            url = await self._server.upload(sealed, "application/octet-stream")
        except Refusal as refusal:
            raise _meaning(refusal) from refusal
        return {"file": {**keys, "url": url}}

    async def redact(self, room: str, event_id: str, transaction_id: str) -> None:
        """Take away what was said.

        Raises:
            TryLater, Gone, Refused: It was not done, or it is not known.
        """
        path = f"/rooms/{part(room)}/redact/{part(event_id)}/{part(transaction_id)}"
        try:
            await self._pace.go(lambda: self._server.ask("PUT", path, {}))
        except Refusal as refusal:
            raise _meaning(refusal) from refusal

    async def show_typing(self, room: str, *, on: bool) -> None:
        """Let people see that something is being made; it is no matter if they don't."""
        typing = {"typing": True, "timeout": TYPING_MILLISECONDS} if on else {"typing": False}
        with contextlib.suppress(TryLater, Refusal):
            await self._server.ask("PUT", f"/rooms/{part(room)}/typing/{part(self._user)}", typing)

    async def _send(self, room: str, kind: str, content: dict[str, Any], transaction_id: str) -> dict[str, Any]:
        sealed_kind, sealed = await self._crypto.sealed(room, kind, content)
        path = f"/rooms/{part(room)}/send/{sealed_kind}/{part(transaction_id)}"
        return await self._server.ask("PUT", path, {**sealed, MARK: transaction_id})


class RoomVoice:
    """The side of one room, or of one thread in it, that speaks.

    Args:
        root: The first event of the thread; "" for the room itself.
        said_in: Told which poll was put up in which thread, or in none.
        get: Gives a file that somebody sent, on whatever channel.
    """

    def __init__(self, mouth: Mouth, room: str, root: str, said_in: Callable[[str, str], None], get: Get) -> None:
        self._mouth = mouth
        self._room = room
        self._root = root
        self._said_in = said_in
        self._get = get

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message: its text, and then its picture or document. What somebody sent has an id of its own, behind that of its text."""
        if revises and (message.file or message.without_file):
            return await self._changed_file(message, revises, transaction_id)
        placed = await self._put(message.file) if message.file else {}
        if revises and not (message.buttons or message.picture or sending.has_document(message)):
            await self._mouth.send(self._room, sending.MESSAGE, sending.replacing(message, revises), transaction_id)
            return revises
        kind, content = sending.event(message, self._root)
        said = await self._mouth.send(self._room, kind, content, transaction_id)
        if kind == sending.POLL:
            self._said_in(said, self._root)
        if message.picture:
            await self._picture(message.picture, f"{transaction_id}.p")
        if sending.has_document(message):
            await self._document(message, f"{transaction_id}.d")
        if placed:
            return f"{said} {await self._mouth.send(self._room, sending.MESSAGE, placed, f'{transaction_id}.f')}"
        return said

    async def recall(self, message_ids: Sequence[str]) -> None:
        """What was said in a room stays there; who wants it gone leaves it."""

    async def settle(self, message: Say, message_id: str) -> None:
        """A poll shows by itself what was chosen, and what is read aloud does not change."""

    async def _put(self, file: File) -> dict[str, Any]:
        """What somebody sent, fetched and uploaded before a word is said; its event. A picture is what its first bytes say is one.

        Raises:
            NotGot, NoFile: It can't come along.
        """
        data = await self._get(file)
        kind = looks_like(data)
        try:
            where = await self._mouth.put_file(self._room, data, kind)
        except Refused as refused:
            raise NoFile("refused") from refused
        info = {"mimetype": kind, "size": len(data)}
        return sending.file("m.file" if kind == ANY_FILE else "m.image", file.name, file.name, info, where, self._root)

    async def _changed_file(self, message: Say, revises: str, transaction_id: str) -> str:
        """The words that stand with a file are said anew; what was taken back goes away first.

        Raises:
            StillThere: The homeserver does not take it away.
        """
        file_id = revises.partition(" ")[2]
        still = False
        for number, id in enumerate(revises.split() if message.without_file else ()):
            try:
                await self._mouth.redact(self._room, id, f"{transaction_id}.{number}")
            except (Gone, Refused):
                still = True
        said = await self.say(replace(message, file=None, without_file=False), None, transaction_id)
        if still:
            raise StillThere(said)
        return said if message.without_file or not file_id else f"{said} {file_id}"

    async def _picture(self, picture: Picture, transaction_id: str) -> None:
        """One that can't be drawn takes nothing with it: the text tells all that it shows."""
        from bot.pictures import draw  # noqa: PLC0415 (loads a drawing library: only for who sees a picture)

        typing = asyncio.create_task(self._mouth.show_typing(self._room, on=True))
        try:
            data = await asyncio.to_thread(draw, picture)
        except Exception as error:
            _logger.error("picture failed error=%s", type(error).__name__)
            return
        finally:
            await typing
        info = {"mimetype": "image/png", "size": len(data)} | _size(data)
        where = await self._mouth.put_file(self._room, data, "image/png")
        content = sending.file("m.image", "uitslag.png", sending.alt(picture), info, where, self._root)
        await self._mouth.send(self._room, sending.MESSAGE, content, transaction_id)
        await self._mouth.show_typing(self._room, on=False)

    async def _document(self, message: Say, transaction_id: str) -> None:
        from bot.documents import KINDS, file_of  # noqa: PLC0415 (loads a calendar library: only for who gets a document)

        try:
            name, data = file_of(message, now())
        except Exception as error:
            _logger.error("document failed error=%s", type(error).__name__)
            return
        kind = KINDS[name.rpartition(".")[2]]
        info = {"mimetype": kind, "size": len(data)}
        where = await self._mouth.put_file(self._room, data, kind)
        content = sending.file("m.file", name, name, info, where, self._root)
        await self._mouth.send(self._room, sending.MESSAGE, content, transaction_id)


class PublicRoomVoice:
    """The side of a room that speaks to many: the text is an event of its own, which can be changed, with a poll to choose from under it.

    Args:
        choose: What stands above the choices.
    """

    def __init__(self, voice: RoomVoice, mouth: Mouth, room: str, choose: str) -> None:
        self._voice = voice
        self._mouth = mouth
        self._room = room
        self._choose = choose

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message; the id of its text comes first, and that of the choices last."""
        said = await self._voice.say(replace(message, buttons=()), revises, transaction_id)
        if not message.buttons:
            return said
        choices = Say(self._choose, message.buttons)
        return f"{said} {await self._voice.say(choices, None, f'{transaction_id}.k')}"

    async def settle(self, message: Say, message_id: str) -> None:
        """As with `RoomVoice`."""

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:
        """Put these words in the place of those that were said; whoever asks the server for the old ones gets them still."""
        content = sending.replacing(replace(message, buttons=()), message_id.split(maxsplit=1)[0])
        try:
            await self._mouth.send(self._room, sending.MESSAGE, content, transaction_id)
        except Refused:
            return False
        return True

    async def recall(self, message_ids: Sequence[str]) -> None:
        """What was said to many is withdrawn one by one."""

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:
        """Redact what was said, all its events."""
        for number, id in enumerate(message_id.split()):
            try:
                await self._mouth.redact(self._room, id, f"{transaction_id}.{number}")
            except Refused:
                return False
        return True


def _size(png: bytes) -> dict[str, int]:
    """Width and height, from the first chunk of the file (PNG, RFC 2083 §3.2)."""
    return {"w": int.from_bytes(png[16:20], "big"), "h": int.from_bytes(png[20:24], "big")}


def _meaning(refusal: Refusal) -> Exception:
    if refusal.code == "M_UNKNOWN_TOKEN":
        return TryLater(0)
    if refusal.code in _AWAY:
        return Gone(refusal.code)
    _logger.error("matrix refused error=%s", refusal)
    return Refused(str(refusal))
