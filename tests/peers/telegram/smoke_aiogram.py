"""The calls that we make, made by aiogram, which reads every answer with types of its own; runs in an environment of its own.

What came of each call is printed as JSON. A call that is refused gives the name of aiogram's error and the server's words.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

CHAT = 77
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="ja"), InlineKeyboardButton(text="Nee", callback_data="nee")]]
)


async def refused(call):
    try:
        await call
    except TelegramAPIError as error:
        more = [getattr(error, name) for name in ("retry_after", "migrate_to_chat_id") if hasattr(error, name)]
        return [type(error).__name__, error.message, *more]
    return "was not refused"


async def all_is_well(bot):
    """What goes as it should."""
    said = await bot.send_message(CHAT, "<b>5 &gt; 3</b> 🦉", parse_mode="HTML", reply_markup=KEYBOARD)
    changed = await bot.edit_message_text("anders", chat_id=CHAT, message_id=said.message_id)
    photo = await bot.send_photo(CHAT, BufferedInputFile(PICTURE, "beeld.png"), caption="onderschrift", reply_markup=KEYBOARD)
    document = await bot.send_document(CHAT, BufferedInputFile(b"BEGIN:VCALENDAR", "dagen.ics"), caption="agenda")
    menu = [BotCommand(command="scan", description="De scan")]
    await bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=CHAT))
    await bot.set_my_description("Een gids")
    await bot.set_my_short_description("Gids")
    await bot.set_webhook("https://school.example/hook", secret_token="geheim", max_connections=40)
    hook = await bot.get_webhook_info()
    waiting = await refused(bot.get_updates())
    await bot.delete_webhook()
    updates = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query", "my_chat_member"])
    confirmed = await bot.get_updates(offset=updates[-1].update_id + 1)
    pressed = next(update.callback_query for update in updates if update.callback_query)
    return {
        "me": (await bot.get_me()).username,
        "said": [said.text, said.chat.id, changed.text, changed.message_id == said.message_id],
        "files": [photo.caption, len(photo.photo), document.caption, bool(document.document.file_id)],
        "unlinked": (await bot.send_message(CHAT, "x", link_preview_options=LinkPreviewOptions(is_disabled=True))).text,
        "typing": await bot.send_chat_action(CHAT, "upload_photo"),
        "menu": [[one.command, one.description] for one in await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=CHAT))],
        "description": [(await bot.get_my_description()).description, (await bot.get_my_short_description()).short_description],
        "hook": [hook.url, hook.pending_update_count, waiting],
        "updates": [sorted(update.event_type for update in updates), len(confirmed)],
        "answered": await pressed.answer().as_(bot),
        "left": await bot.leave_chat(-100123),
    }


async def all_that_is_refused(bot, other):
    same = await bot.send_message(CHAT, "gelijk")
    polling = asyncio.create_task(refused(bot.get_updates(timeout=20)))
    await asyncio.sleep(0.3)
    await bot.get_updates()
    return {
        "wrong token": await refused(other.get_me()),
        "no method": await refused(bot.get_my_name()),
        "empty": await refused(bot.send_message(CHAT, " ")),
        "long": await refused(bot.send_message(CHAT, "🦉" * 2049)),
        "caption": await refused(bot.send_photo(CHAT, BufferedInputFile(PICTURE, "beeld.png"), caption="x" * 1025)),
        "html": await refused(bot.send_message(CHAT, "é <b>open", parse_mode="HTML")),
        "same": await refused(bot.edit_message_text("gelijk", chat_id=CHAT, message_id=same.message_id)),
        "no message": await refused(bot.edit_message_text("x", chat_id=CHAT, message_id=9999)),
        "old query": await refused(bot.answer_callback_query("weg")),
        "unknown": await refused(bot.send_message(404, "x")),
        "blocked": await refused(bot.send_message(403, "x")),
        "moved": await refused(bot.send_message(-55, "x")),
        "two": await polling,
        "too many": [one for one in [await refused(bot.send_message(429, "x")) for _ in range(15)] if one != "was not refused"][:1],
    }


async def main(root, token):
    api = TelegramAPIServer.from_base(root)
    async with Bot(token, AiohttpSession(api=api)) as bot, Bot("999:anders", AiohttpSession(api=api)) as other:
        print(json.dumps({**await all_is_well(bot), **await all_that_is_refused(bot, other)}))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
