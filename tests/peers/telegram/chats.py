"""The chats of the strict server, as people see them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.peers.telegram.media import Kept

BOT = {"id": 123456, "is_bot": True, "first_name": "LOB-gids", "username": "lobgids_bot"}


@dataclass
class Message:
    """A message of the bot, as the person sees it now, and the text that it came with.

    Args:
        old: It was said so long ago that it can't be deleted any more.
    """

    id: int
    text: str
    buttons: list[list[dict[str, str]]]
    file: Kept | None = None
    edited: int = 0
    first: str = ""
    old: bool = False

    @property
    def photo(self) -> bytes | None:
        return self.file.data if self.file and self.file.kind == "photo" else None

    @property
    def document(self) -> bytes | None:
        return self.file.data if self.file and self.file.kind == "document" else None

    def press(self, label: str) -> str:
        """The data of the button with this label."""
        (data,) = [button["callback_data"] for row in self.buttons for button in row if button["text"] == label]
        return data


@dataclass
class Chats:
    """What the server knows of people."""

    messages: dict[int, list[Message]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    deactivated: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)


def as_json(chat: int, message: Message) -> dict[str, Any]:
    """A message as the server answers with it."""
    about: dict[str, Any] = {"message_id": message.id, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "from": BOT}
    if message.file:
        return {**about, **message.file.as_json(), "caption": message.text}
    return {**about, "text": message.text}
