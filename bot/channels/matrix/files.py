"""Pictures and files in Matrix: what somebody sent as a value, and its bytes, decrypted where the room is.

Source: https://spec.matrix.org/latest/client-server-api/#sending-encrypted-attachments and #content-repository.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from bot.channels.matrix.server import Refusal, Server
from bot.files import NoFile, NotGot
from bot.voice import TryLater
from dialogs.files import File, clean_name

NAME = "matrix"
NAMES = {"m.image": "foto", "m.file": "bestand", "m.audio": "geluid", "m.video": "video"}
"""The kinds that go on, and what one is called whose sender gave no name."""
_MXC = re.compile(r"mxc://([A-Za-z0-9.:\[\]_-]{1,255})/([A-Za-z0-9_-]{1,255})")
_NOT_KNOWN = ("M_UNRECOGNIZED", "")
"""What a homeserver says that has no downloads for who is logged in (before Matrix 1.11)."""


class _Key(Struct, frozen=True):
    k: str


class _Keys(Struct, frozen=True):
    """What decrypts a file: all that is kept of what stands with its address."""

    key: _Key
    iv: str
    hashes: dict[str, str]


class _Sealed(_Keys, frozen=True):
    url: str


class _Info(Struct, frozen=True):
    size: int = 0


class _Content(Struct, frozen=True):
    msgtype: str
    body: str = ""
    filename: str | None = None
    url: str | None = None
    file: _Sealed | None = None
    info: _Info = _Info()


def heard(content: Mapping[str, Any]) -> tuple[str, File | None]:
    """The words that stand with a picture or file, and the file; None for one that is nowhere to be got, or has no shape that we know."""
    try:
        sent = msgspec.convert(content, _Content)
    except msgspec.ValidationError:
        return "", None
    caption = sent.body if sent.filename and sent.filename != sent.body else ""
    address = sent.file.url if sent.file else sent.url or ""
    keys = msgspec.json.encode(_Keys(sent.file.key, sent.file.iv, sent.file.hashes)).decode() if sent.file else ""
    if not _MXC.fullmatch(address):
        return caption, None
    name = clean_name(sent.filename or sent.body, NAMES[sent.msgtype])
    return caption, File(NAME, address, sent.msgtype, name, max(sent.info.size, 0), keys=keys)


async def get(server: Server, file: File, most_bytes: int) -> bytes:
    """The bytes of what somebody sent.

    Raises:
        NotGot, NoFile: As with `bot.files.Get`.
    """
    found = _MXC.fullmatch(file.id)
    if not found:
        raise NoFile("no address")
    try:
        data = await _downloaded(server, f"{found[1]}/{found[2]}", most_bytes)
    except TryLater as later:
        raise NotGot(later.seconds) from later
    except Refusal as refusal:
        raise NoFile(refusal.code) from refusal
    return await asyncio.to_thread(_opened, data, file.keys) if file.keys else data


async def _downloaded(server: Server, path: str, most_bytes: int) -> bytes:
    try:
        return await server.download(f"/_matrix/client/v1/media/download/{path}", most_bytes)
    except Refusal as refusal:
        if refusal.status != 404 or refusal.code not in _NOT_KNOWN:
            raise
    return await server.download(f"/_matrix/media/v3/download/{path}", most_bytes)


def _opened(data: bytes, text: str) -> bytes:
    """Decrypted; what was changed on its way is none.

    Raises:
        NoFile: It can't be decrypted.
    """
    from nio.crypto import attachments  # noqa: PLC0415 (loads what encrypts: only for who talks there)

    keys = msgspec.json.decode(text, type=_Keys)
    try:
        opened: bytes = attachments.decrypt_attachment(data, keys.key.k, keys.hashes.get("sha256", ""), keys.iv)
    except Exception as error:  # whatever the library makes of keys that somebody else wrote
        raise NoFile("not to be decrypted") from error
    return opened
