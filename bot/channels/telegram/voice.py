"""Saying things in one Telegram chat: text, buttons under it, a picture with its caption; and what its refusals mean."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram import files
from bot.channels.telegram.pace import Opened, Pace
from bot.channels.telegram.request import Unanswered, asked_seconds
from bot.clock import now
from bot.files import Get, NoFile, StillThere
from bot.voice import Gone, Refused, TryLater, Unsure
from dialogs.files import File
from dialogs.fitting import UNITS_MOST, pieces, units
from dialogs.language import Button, Say
from dialogs.recipes import Picture

CAPTION_UNITS_MOST = 1024
"""UTF-16 units in a caption (Telegram Bot API, sendPhoto)."""
OUT_OF_ORDER_SECONDS = 30.0
"""How long to wait when the server refuses whatever we ask of it."""
_NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send", "bot can't initiate")
_NOT_THERE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message_id_invalid",
    "there is no text in the message",
    "there is no caption in the message",
)
_GATEWAY = "(504)"
"""Something in between had no answer in time; the server may still have done it. Of every other 5xx it says that it did not."""
_UNREADABLE = "invalid server response"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_logger = logging.getLogger("lobgids")


class _NotThere(Exception):
    """The message to change is not there (any more)."""


class ChatVoice:
    """The side of one chat that speaks.

    Args:
        moved: Told the new address when Telegram says that the chat has one.
        urgent: Whether what is said now is part of a dialogue; what is not lets every dialogue go first.
        get: Gives a file that somebody sent on another channel.
    """

    def __init__(
        self, bot: Bot, pace: Pace | Opened, chat: int, moved: Callable[[str], Awaitable[None]], urgent: Callable[[], bool], get: Get
    ) -> None:
        self._bot = bot
        self._pace = pace
        self._chat = chat
        self._moved = moved
        self._urgent = urgent
        self._get = get
        self._begun = ""
        self._parts_said = 0
        self._part_id = ""

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message, in several where it is too long for one; returns the id of the last.

        When it is tried again, what went of it is not said again. A file whose text is too long to stand with it has two ids, that of its
        text first.
        """
        if self._begun != transaction_id:
            self._begun, self._parts_said = transaction_id, 0
        keyboard = _keyboard(message.buttons)
        if revises and (message.file or message.without_file):
            with contextlib.suppress(_NotThere):
                return await self._changed_file(message, keyboard, revises)
        elif revises and not message.picture and not _has_document(message) and units(message.text) <= UNITS_MOST:
            with contextlib.suppress(_NotThere):
                await self._edit(message.text, keyboard, revises)
                return revises
        if message.file:
            return await self._file(message.file, message.text, keyboard)
        if message.picture:
            return await self._picture(message.picture, message.text, keyboard)
        if _has_document(message):
            return await self._document(message, keyboard)
        return await self._text(message.text, keyboard)

    async def settle(self, message: Say, message_id: str) -> None:
        """Put this in the place of an earlier message, where that is still there."""
        with contextlib.suppress(_NotThere):
            await self._edit(_end(message.text), _keyboard(message.buttons), message_id)

    async def recall(self, message_ids: Sequence[str]) -> None:
        """Take messages back, each by itself: one that can't be any more must not keep the others."""
        for number in map(int, message_ids):
            with contextlib.suppress(_NotThere, Refused):
                await self._do(lambda chat, number=number: self._bot.delete_message(chat, number), new=False)  # type: ignore[misc]

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:  # noqa: ARG002 (Telegram has no such id)
        """Put this in the place of what was said. A caption that has become too long for one stays as it was."""
        keyboard = _keyboard(message.buttons)
        text_id, _, file_id = message_id.partition(" ")
        try:
            if file_id:
                await self._edit(_end(message.text), None, text_id)
            elif message.file and units(message.text) > CAPTION_UNITS_MOST:
                return False
            elif message.file:
                await self._edit_caption(message.text, keyboard, text_id)
            else:
                await self._edit(_end(message.text), keyboard, text_id)
        except (_NotThere, Refused):
            return False
        return True

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:  # noqa: ARG002
        """Delete what was said; Telegram lets that be done for 48 hours. What is not there any more is as good as deleted.

        Source: https://core.telegram.org/bots/api#deletemessage
        """
        for one in message_id.split():
            try:
                with contextlib.suppress(_NotThere):
                    await self._do(lambda chat, one=one: self._bot.delete_message(chat, int(one)), new=False)  # type: ignore[misc]
            except Refused:
                return False
        return True

    async def _text(self, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        *first, last = pieces(text)
        await self._before(first)
        said = await self._do(lambda chat: self._bot.send_message(chat, last, link_preview_options=_NO_PREVIEW, reply_markup=keyboard))
        return _id(said)

    async def _before(self, texts: list[str]) -> None:
        """What comes before the last part of a message, but for what went already."""
        for number, text in enumerate(texts, 1):
            if number > self._parts_said:
                said = await self._do(lambda chat, text=text: self._bot.send_message(chat, text, link_preview_options=_NO_PREVIEW))  # type: ignore[misc]
                self._parts_said, self._part_id = number, _id(said)

    async def _edit(self, text: str, keyboard: InlineKeyboardMarkup | None, message_id: str) -> None:
        def change(chat: int) -> Awaitable[Message | bool]:
            return self._bot.edit_message_text(text, chat, int(message_id), link_preview_options=_NO_PREVIEW, reply_markup=keyboard)

        await self._do(change, new=False)

    async def _file(self, file: File, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        """What somebody sent, by its id or else by its bytes."""
        data = None if file.channel == files.NAME else await self._get(file)
        caption = await self._caption(text)
        for send in files.ways(self._bot, file, data):
            try:
                said = _id(await self._do(lambda chat, send=send: send(chat, caption, keyboard)))  # type: ignore[misc]
            except Refused:
                continue
            return said if caption is not None else f"{self._part_id} {said}"
        raise NoFile("refused")

    async def _changed_file(self, message: Say, keyboard: InlineKeyboardMarkup | None, message_id: str) -> str:
        """What stands with a file is changed; or it is taken away, and its words take the place of both."""
        text_id, _, file_id = message_id.partition(" ")
        if message.without_file:
            await self._take_away(message.text, text_id, file_id)
            if not file_id:
                return await self._text(message.text, keyboard)
        if file_id:
            await self._edit(_end(message.text), None, text_id)
            return text_id if message.without_file else message_id
        if units(message.text) > CAPTION_UNITS_MOST:
            return f"{await self._text(message.text, None)} {text_id}"
        await self._edit_caption(message.text, keyboard, text_id)
        return message_id

    async def _take_away(self, text: str, text_id: str, file_id: str) -> None:
        """Raises StillThere: Telegram keeps what was sent more than two days ago; then only its words change."""
        try:
            with contextlib.suppress(_NotThere):
                await self._do(lambda chat: self._bot.delete_message(chat, int(file_id or text_id)), new=False)
        except Refused:
            change = self._edit(text, None, text_id) if file_id else self._edit_caption(text, None, text_id)
            with contextlib.suppress(_NotThere, Refused):
                await change
            raise StillThere(text_id if not file_id else f"{text_id} {file_id}") from None

    async def _edit_caption(self, text: str, keyboard: InlineKeyboardMarkup | None, message_id: str) -> None:
        await self._do(lambda chat: self._bot.edit_message_caption(chat, int(message_id), caption=text, reply_markup=keyboard), new=False)

    async def _picture(self, picture: Picture, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        """The picture under its text; one that can't be drawn takes no message with it."""
        data = await self._drawn(picture)
        if data is None:
            return await self._text(text, keyboard)
        caption = await self._caption(text)
        return _id(await self._do(lambda chat: self._bot.send_photo(chat, data, caption, reply_markup=keyboard)))

    async def _document(self, message: Say, keyboard: InlineKeyboardMarkup | None) -> str:
        """The file with its text; as with pictures, the text comes without it where it can't be made."""
        from bot.documents import file_of  # noqa: PLC0415 (loads a calendar library: only for who gets a document)

        try:
            name, data = file_of(message, now())
            file = InputFile(data, name)
        except Exception as error:
            _logger.error("document failed error=%s", type(error).__name__)
            return await self._text(message.text, keyboard)
        caption = await self._caption(message.text)
        return _id(await self._do(lambda chat: self._bot.send_document(chat, file, caption=caption, reply_markup=keyboard)))

    async def _caption(self, text: str) -> str | None:
        """The text where it fits under what it goes with; a longer one is said before it."""
        if units(text) <= CAPTION_UNITS_MOST:
            return text
        await self._before(list(pieces(text)))
        return None

    async def _drawn(self, picture: Picture) -> bytes | None:
        """Drawn in a thread, while the person sees that something is being made."""
        from bot.pictures import draw  # noqa: PLC0415 (loads a drawing library: only for who sees a picture)

        making = asyncio.create_task(self._show_making())
        try:
            return await asyncio.to_thread(draw, picture)
        except Exception as error:  # a fault of ours: the text tells all that the picture shows
            _logger.error("picture failed error=%s", type(error).__name__)
            return None
        finally:
            making.cancel()

    async def _show_making(self) -> None:
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(self._chat, ChatAction.UPLOAD_PHOTO)

    async def _do(self, send: Callable[[int], Awaitable[Message | bool]], *, new: bool = True) -> Message | bool | None:
        """Send at the pace of the bot and the chat; None when there was nothing to change."""
        await self._pace.turn(self._chat, urgent=self._urgent(), new=new)
        sent_at = self._pace.sent()
        try:
            done = await send(self._chat)
        except ChatMigrated as error:
            self._chat = error.new_chat_id
            await self._moved(str(error.new_chat_id))
            return await self._do(send, new=new)
        except RetryAfter as error:
            seconds = asked_seconds(error)
            self._pace.refused(self._chat, seconds)
            raise TryLater(seconds) from error
        except TelegramError as error:
            meant = meaning(error)
            if meant is None:
                return None
            raise meant from error
        finally:
            self._pace.answered(sent_at)
        self._pace.went_well()
        return done


def meaning(error: TelegramError) -> Exception | None:
    """What an error of the server means for the message; None when it stands there already."""
    said = error.message.lower()
    match error:
        case Forbidden():
            return Gone(error.message)
        case BadRequest() if "message is not modified" in said:
            return None
        case BadRequest() if any(words in said for words in _NOT_THERE):
            return _NotThere(error.message)
        case BadRequest() if any(words in said for words in _NOBODY):
            return Gone(error.message)
        case BadRequest():
            _logger.error("telegram refused error=%.120s", error.message)
            return Refused(error.message)
        case TimedOut() | Unanswered():
            return Unsure(0)
        case NetworkError() if _GATEWAY in error.message:
            return Unsure(0)
        case NetworkError():
            return TryLater(0)
        case TelegramError() if _UNREADABLE in said:
            return Unsure(OUT_OF_ORDER_SECONDS)
    return TryLater(OUT_OF_ORDER_SECONDS)


def _end(text: str) -> str:
    """As much of a text as one message takes, from its end: there stands what became of it."""
    if units(text) <= UNITS_MOST:
        return text
    return "…" + text.encode("utf-16-le")[-2 * (UNITS_MOST - 1) :].decode("utf-16-le", errors="ignore")


def _has_document(message: Say) -> bool:
    return bool(message.document or message.dossier or message.sheet)


def _id(said: Message | bool | None) -> str:
    assert isinstance(said, Message)
    return str(said.message_id)


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(button.label, callback_data=button.press) for button in row] for row in rows])
