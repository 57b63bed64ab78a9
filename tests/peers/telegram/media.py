"""What the strict server keeps of pictures and files: by an id that is of one kind, to be downloaded for as long as it is there."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from aiohttp import web

MEDIA = {f"send{kind.capitalize()}": kind for kind in ("animation", "audio", "document", "photo", "video", "voice")}
"""The methods that send one, and the kind of it."""
DOWNLOAD_BYTES_MOST = 20_000_000
UPLOAD_BYTES_MOST = 50_000_000


class Upload(bytes):
    """A file as it came in a form, with its name there."""

    name = ""


@dataclass
class Kept:
    """A file that the server knows.

    Args:
        size: As it is said to be; tests may say otherwise.
    """

    id: str
    kind: str
    data: bytes
    name: str
    size: int

    def as_json(self) -> dict[str, Any]:
        about: dict[str, Any] = {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}
        if self.kind == "photo":
            return {"photo": [{**about, "width": 1, "height": 1}]}
        seen = {"width": 1, "height": 1} if self.kind in ("video", "animation") else {}
        more = {} if self.kind == "document" else {**seen, "duration": 1}
        named = {"file_name": self.name} if self.name and self.kind != "voice" else {}
        found = {self.kind: {**about, **named, **more}}
        return {**found, "document": {**about, **named}} if self.kind == "animation" else found


class Files:
    """All of them."""

    def __init__(self) -> None:
        self.known: dict[str, Kept] = {}
        self.downloads = 0
        self.down = False
        self._ids = itertools.count(1)

    def keep(self, kind: str, data: bytes, name: str = "", size: int | None = None) -> Kept:
        """A file that somebody sent, or the bot."""
        kept = Kept(f"AgACAgQAAx{next(self._ids)}", kind, data, name, len(data) if size is None else size)
        self.known[kept.id] = kept
        return kept

    def sent(self, kind: str, given: Any) -> Kept | None:
        """What the bot sends: its bytes, or an id of the same kind; None for no such file."""
        if isinstance(given, bytes):
            return self.keep(kind, given, getattr(given, "name", ""))
        found = self.known.get(given)
        return found if found and found.kind == kind else None

    async def download(self, request: web.Request) -> web.Response:
        """The bytes, where `getFile` says they are."""
        self.downloads += 1
        found = self.known.get(request.match_info["id"])
        if self.down or not found:
            return web.Response(status=502 if self.down else 404)
        return web.Response(body=found.data)
