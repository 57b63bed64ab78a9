"""What a Telegram update means, as a value. Pure, so that it is tested on JSON alone.

The updates are those of https://core.telegram.org/bots/api#update; what is not asked for (`UPDATES`) does not come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from bot.channels.telegram import files
from bot.ear import Heard
from dialogs.language import Attachment, Command, Edited, Event, Location, Press, Reachable, Text, Unreachable

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_THERE = ("creator", "administrator", "member", "restricted")
_MEDIA = (
    *("animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "invoice", "paid_media"),
    *("photo", "poll", "sticker", "story", "video", "video_note", "voice"),
)


class Update(Struct, frozen=True):
    """What is to be done with an update.

    Args:
        heard: What a person did; None when it is for nobody.
        callback: The id of the press that waits to be answered, "" when it is none.
        leave: The group or channel to leave, None for none.
    """

    id: int
    heard: Heard | None = None
    callback: str = ""
    leave: int | None = None


class _User(Struct, frozen=True):
    id: int


class _Chat(Struct, frozen=True):
    id: int
    type: str


class _Place(Struct, frozen=True):
    latitude: float
    longitude: float


class _Venue(Struct, frozen=True):
    location: _Place


class _Replied(Struct, frozen=True):
    message_id: int


class _Message(Struct, frozen=True, rename={"sender": "from"}):
    chat: _Chat
    message_id: int | None = None
    reply_to_message: _Replied | None = None
    sender: _User | None = None
    text: str | None = None
    caption: str | None = None
    location: _Place | None = None
    venue: _Venue | None = None
    left_chat_member: _User | None = None
    migrate_to_chat_id: int | None = None


class _Callback(Struct, frozen=True, rename={"sender": "from"}):
    id: str
    sender: _User
    message: _Message | None = None
    data: str = ""


class _Member(Struct, frozen=True):
    status: str


class _Membership(Struct, frozen=True, rename={"sender": "from"}):
    chat: _Chat
    sender: _User
    new_chat_member: _Member


class _Update(Struct, frozen=True):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _Membership | None = None
    channel_post: _Message | None = None


class _Numbered(Struct, frozen=True):
    update_id: int


def number(raw: Any) -> int | None:
    """The number of an update, None for what is no update at all."""
    try:
        return msgspec.convert(raw, _Numbered).update_id
    except msgspec.ValidationError:
        return None


def hear(raw: Mapping[str, Any]) -> Update | None:
    """What an update means; None when it has no shape that we know."""
    try:
        update = msgspec.convert(raw, _Update)
    except msgspec.ValidationError:
        return None
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member:
        return _joined_or_left(update.update_id, update.my_chat_member)
    if update.message:
        return _written(update.update_id, update.message, _said(update.message, raw["message"]))
    if update.edited_message:
        return _written(update.update_id, update.edited_message, _changed(update.edited_message, raw["edited_message"]))
    if update.channel_post:
        return Update(update.update_id, leave=update.channel_post.chat.id)
    return Update(update.update_id)


def _written(id: int, message: _Message, event: Event | None) -> Update:
    """A message; in a group there is nothing to hear, one that moved is left where it went, and one that we just left needs no leaving."""
    if message.chat.type != "private":
        return Update(id, leave=None if message.left_chat_member else message.migrate_to_chat_id or message.chat.id)
    if event is None or message.sender is None:
        return Update(id)
    own = "" if message.message_id is None else str(message.message_id)
    replied = str(message.reply_to_message.message_id) if message.reply_to_message else ""
    return Update(id, Heard(str(message.sender.id), str(message.chat.id), str(id), event, own, replied))


def _said(message: _Message, raw: Mapping[str, Any]) -> Event | None:
    """None for what Telegram says of a chat itself, such as a pinned message."""
    if message.text is not None:
        command = _COMMAND.fullmatch(message.text)
        return Command(command[1].lower(), (command[2] or "").strip()) if command else Text(message.text)
    place = message.location or (message.venue.location if message.venue else None)
    if place:
        return Location(place.latitude, place.longitude)
    kind = _kind(raw)
    file = files.heard(raw, kind) if kind in files.NAMES else None
    return Attachment(kind, message.caption or "", file) if kind else None


def _kind(raw: Mapping[str, Any]) -> str:
    return next((kind for kind in _MEDIA if kind in raw), "")


def _changed(message: _Message, raw: Mapping[str, Any]) -> Event | None:
    """A live location moves by being edited: that changes nothing that was said."""
    if message.text is not None:
        return Edited(message.text)
    return Edited(message.caption or "", of_file=True) if _kind(raw) in files.NAMES else None


def _pressed(id: int, callback: _Callback) -> Update:
    """A button, perhaps of a message so old that Telegram no longer says whose it is."""
    chat = callback.message.chat if callback.message else _Chat(callback.sender.id, "private")
    if chat.type != "private":
        return Update(id, callback=callback.id, leave=chat.id)
    return Update(id, Heard(str(callback.sender.id), str(chat.id), str(id), Press(callback.data)), callback.id)


def _joined_or_left(id: int, membership: _Membership) -> Update:
    """Someone blocked us or came back; or somebody put us in a group."""
    chat, there = membership.chat, membership.new_chat_member.status in _THERE
    if chat.type != "private":
        return Update(id, leave=chat.id if there else None)
    return Update(id, Heard(str(membership.sender.id), str(chat.id), str(id), Reachable() if there else Unreachable()))
