"""The other peer over a real server: aiogram with its own dispatcher, its states, and the storage that it has by default (in memory).

The same conversation as in `peer_ptb.py`, and each press is answered; runs in an environment of its own (`tests/peers/telegram`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

SECRET = "peer"


class Scan(StatesGroup):
    sector = State()
    asking = State()


def conversation(scan):
    router = Router()
    questions = scan["questions"]

    async def say(query, text, buttons=()):
        rows = [[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in buttons]
        await query.bot.send_message(query.message.chat.id, text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows) if rows else None)

    async def ask(query, index):
        question = questions[index]
        labels = [(label, f"{question['id']}={id}") for id, label in question["options"]]
        moves = [("Toelichting", f"help:{index}"), ("Overslaan", f"over:{index}"), ("Pauze", "pauze")]
        listed = ", ".join(f"{number} {label.lower()}" for number, (label, _) in enumerate(labels, 1))
        text = f"{question['text']}\n\n{listed}\n\nVraag {index + 1} van {len(questions)}"
        await say(query, text, [*(labels[place : place + 2] for place in range(0, len(labels), 2)), moves])

    @router.callback_query(F.data == "scan")
    async def begin(query, state):
        await query.answer()
        await state.set_state(Scan.sector)
        await say(query, "Waar gaat de scan over?", [[(name, f"begin:{id}") for id, name in scan["sectors"]]])

    @router.callback_query(Scan.sector, F.data.startswith("begin:"))
    async def sector(query, state):
        await query.answer()
        await state.set_state(Scan.asking)
        await state.set_data({"sector": query.data.partition(":")[2], "answers": {}, "index": 0})
        await say(query, scan["introduction"])
        await ask(query, 0)

    @router.callback_query(Scan.asking, F.data.contains("="))
    async def answered(query, state):
        await query.answer()
        data = await state.get_data()
        question, _, value = query.data.partition("=")
        index, answers = data["index"] + 1, {**data["answers"], question: value}
        await state.update_data(answers=answers, index=index)
        if index < len(questions):
            await ask(query, index)
            return
        await state.clear()
        await say(query, "\n".join(f"{question['text']}: {answers[question['id']]}" for question in questions))
        await say(query, "Dat was de scan.", [[("Opnieuw", "scan"), ("Menu", "menu")]])

    return router


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, help="of the webhook; without one it asks for updates")
    arguments = parser.parse_args()
    bot = Bot(arguments.token, AiohttpSession(api=TelegramAPIServer.from_base(arguments.root)))
    dispatcher = Dispatcher()
    dispatcher.include_router(conversation(json.load(sys.stdin)))
    if not arguments.port:
        asyncio.run(dispatcher.start_polling(bot))
        return
    url = f"http://127.0.0.1:{arguments.port}/hook"

    async def hook():
        await bot.set_webhook(url, secret_token=SECRET, max_connections=100)

    dispatcher.startup.register(hook)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path="/hook")
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host="127.0.0.1", port=arguments.port, print=None)


if __name__ == "__main__":
    main()
