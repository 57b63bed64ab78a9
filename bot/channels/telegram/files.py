"""Pictures and files in Telegram: what somebody sent as a value, its bytes, and how one is sent on.

What came by Telegram goes on by its `file_id`, which any chat of the same bot takes, as the kind that it is; no byte of it comes here. What
came otherwise is a photo when its first bytes say so, and else a document. Source: https://core.telegram.org/bots/api#sending-files
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from telegram import Bot, InlineKeyboardMarkup, InputFile, Message
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram.request import Request, asked_seconds
from bot.files import ANY_FILE, NoFile, NotGot, looks_like
from dialogs.files import File, clean_name

NAME = "telegram"
NAMES = {
    "animation": "animatie.mp4",
    "audio": "geluid.mp3",
    "document": "bestand",
    "photo": "foto.jpg",
    "video": "video.mp4",
    "voice": "spraakbericht.ogg",
}
"""The kinds that go on, and what one is called whose sender gave no name."""
UPLOAD_SECONDS = 60.0
_LATER = ("temporarily unavailable", "too many requests")


class _Sent(Struct, frozen=True):
    file_id: str
    file_size: int = 0
    file_name: str = ""


def heard(raw: Mapping[str, Any], kind: str) -> File | None:
    """The picture or file of a message; None for what can't go on, and for what has no shape that we know."""
    found = raw.get(kind)
    if kind == "photo" and isinstance(found, list):
        found = found[-1] if found else None  # its sizes, the largest last
    try:
        sent = msgspec.convert(found, _Sent)
        album = msgspec.convert(raw.get("media_group_id", ""), str)
    except msgspec.ValidationError:
        return None
    return File(NAME, sent.file_id, kind, clean_name(sent.file_name, NAMES[kind]), sent.file_size, album)


async def get(bot: Bot, request: Request, file: File, most_bytes: int) -> bytes:
    """The bytes of what somebody sent.

    Raises:
        NotGot, NoFile: As with `bot.files.Get`.
    """
    try:
        found = await bot.get_file(file.id)
    except RetryAfter as error:
        raise NotGot(asked_seconds(error)) from error
    except BadRequest as error:
        if any(words in error.message.lower() for words in _LATER):
            raise NotGot(0) from error
        raise NoFile(error.message) from error
    except TelegramError as error:
        raise NotGot(0) from error
    if (found.file_size or 0) > most_bytes or not (found.file_path or "").startswith("http"):
        raise NoFile("too large, or nowhere")
    return await request.download(str(found.file_path), most_bytes)


def ways(bot: Bot, file: File, data: bytes | None) -> list[Callable[[int, str | None, InlineKeyboardMarkup | None], Awaitable[Message]]]:
    """How it can be sent to a chat, with a caption and buttons, the best way first.

    Args:
        data: Its bytes; None for what goes by its id.
    """
    if data is None:
        send = getattr(bot, f"send_{file.kind}")
        return [lambda chat, caption, keys: send(chat, file.id, caption=caption, reply_markup=keys)]
    given = InputFile(data, file.name)

    def as_document(chat: int, caption: str | None, keys: InlineKeyboardMarkup | None) -> Awaitable[Message]:
        more: dict[str, Any] = {"caption": caption, "reply_markup": keys, "disable_content_type_detection": True}
        return bot.send_document(chat, given, read_timeout=UPLOAD_SECONDS, **more)

    def as_photo(chat: int, caption: str | None, keys: InlineKeyboardMarkup | None) -> Awaitable[Message]:
        return bot.send_photo(chat, given, caption, reply_markup=keys, read_timeout=UPLOAD_SECONDS)

    return [as_document] if looks_like(data) == ANY_FILE else [as_photo, as_document]
