"""People with a phone: what they do becomes updates, and what they see is in the server's chats."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.peers.telegram.chats import Message
from tests.peers.telegram.server import BotApi

_ids = itertools.count(1)


def user(id: int) -> dict[str, Any]:
    return {"id": id, "is_bot": False, "first_name": "Iemand", "language_code": "nl"}


def private(id: int) -> dict[str, Any]:
    return {"id": id, "type": "private", "first_name": "Iemand"}


def message(id: int, **what: Any) -> dict[str, Any]:
    """A message of someone in their own chat."""
    return {"message_id": next(_ids), "date": int(time.time()), "chat": private(id), "from": user(id), **what}


def typed(id: int, text: str) -> dict[str, Any]:
    """The update of a text, a command with the entity that Telegram gives it."""
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    entities = {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]} if command else {}
    return {"message": message(id, text=text, **entities)}


def membership(id: int, status: str, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    """Someone blocked the bot (`kicked`), came back (`member`), or put it in a group."""
    member = {"user": {"id": 123456, "is_bot": True, "first_name": "LOB-gids"}, "status": status}
    old = {**member, "status": "member" if status == "kicked" else "left"}
    new = {**member, **({"until_date": 0} if status == "kicked" else {})}
    about = {"chat": chat or private(id), "from": user(id), "date": int(time.time())}
    return {"my_chat_member": {**about, "old_chat_member": old, "new_chat_member": new}}


class Phone:
    """One person in their chat with the bot."""

    def __init__(self, api: BotApi, id: int) -> None:
        self.api = api
        self.id = id

    @property
    def seen(self) -> list[Message]:
        return self.api.chats.messages.get(self.id, [])

    @property
    def last(self) -> Message:
        return self.seen[-1]

    async def type(self, text: str) -> int:
        return await self.api.push(typed(self.id, text))

    async def press(self, label: str, on: Message | None = None) -> int:
        """Press a button of the last message that has it."""
        shown = on or next(m for m in reversed(self.seen) if any(b["text"] == label for row in m.buttons for b in row))
        return await self.press_data(shown.press(label), shown.id)

    async def press_data(self, data: str, message_id: int = 1) -> int:
        callback = f"cb{next(_ids)}"
        self.api.callbacks[callback] = time.time()
        shown = {"message_id": message_id, "date": int(time.time()), "chat": private(self.id), "text": "…"}
        return await self.api.push(
            {"callback_query": {"id": callback, "from": user(self.id), "message": shown, "chat_instance": "1", "data": data}}
        )

    async def hear(self, count: int, seconds: float = 30.0) -> list[Message]:
        """Wait until so many messages came in all; the messages."""
        await self.api.wait(lambda: len(self.seen) >= count, seconds)
        return self.seen

    async def ask(self, text: str, seconds: float = 30.0) -> Message:
        """Type something and wait for the first answer."""
        before = len(self.seen)
        await self.type(text)
        return (await self.hear(before + 1, seconds))[before]
