"""The peer: python-telegram-bot's ConversationHandler on the same scan; runs in an environment of its own (see `peer.py`).

Everything outside of it is a stub, as with ours: updates are made before the clock runs, and Telegram's answers come from memory. The scan
is read from standard input as JSON; what was measured is printed as JSON, with the same words as `measured.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ConversationHandler, PersistenceInput, PicklePersistence
from telegram.request import BaseRequest

WARM_UP_SECONDS = 0.3
HERE = Path(".bench")
BOT = {"id": 1, "is_bot": True, "first_name": "Gids", "username": "gids_bot"}
CHAT = {"id": 1000, "type": "private", "first_name": "Iemand"}
DONE = {"ok": True, "result": {"message_id": 1, "date": 1790000000, "chat": CHAT, "from": BOT, "text": "ja"}}
MESSAGE, ME, TRUE = (json.dumps(answer).encode() for answer in (DONE, {"ok": True, "result": BOT}, {"ok": True, "result": True}))


class Canned(BaseRequest):
    """A transport that answers from memory; it lets others go first, as every real one does."""

    @property
    def read_timeout(self):
        return None

    async def initialize(self):
        pass

    async def shutdown(self):
        pass

    async def do_request(self, url, *rest, **more):
        await asyncio.sleep(0)
        return 200, MESSAGE if url.endswith("sendMessage") else ME if url.endswith("getMe") else TRUE


# ── the bot, as PTB's own examples have it: a state for each question, answers in user_data ────────────────────


def conversation(scan, silent, persistent, said):
    async def say(update, context, text, buttons=()):
        said.append(text)
        if silent:
            await asyncio.sleep(0)
        else:
            rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in buttons]
            markup = InlineKeyboardMarkup(rows) if rows else None
            await context.bot.send_message(update.effective_chat.id, text, reply_markup=markup)

    async def begin(update, context):
        await say(update, context, "Waar gaat de scan over?", [[(name, f"begin:{id}") for id, name in scan["sectors"]]])
        return "sector"

    async def sector(update, context):
        context.user_data["sector"] = update.callback_query.data.partition(":")[2]
        context.user_data["answers"] = {}
        await say(update, context, scan["introduction"])
        return await ask(0, update, context)

    async def ask(index, update, context):
        question = scan["questions"][index]
        labels = [(label, f"{question['id']}={id}") for id, label in question["options"]]
        moves = [("Toelichting", f"help:{index}"), ("Overslaan", f"over:{index}"), ("Pauze", "pauze")]
        listed = ", ".join(f"{number} {label.lower()}" for number, (label, _) in enumerate(labels, 1))
        text = f"{question['text']}\n\n{listed}\n\nVraag {index + 1} van {len(scan['questions'])}"
        rows = [labels[place : place + 2] for place in range(0, len(labels), 2)]
        await say(update, context, text, [*rows, moves])
        return index

    def answer(index):
        async def answered(update, context):
            question, _, value = update.callback_query.data.partition("=")
            context.user_data["answers"][question] = value
            if index + 1 < len(scan["questions"]):
                return await ask(index + 1, update, context)
            lines = [f"{question['text']}: {context.user_data['answers'][question['id']]}" for question in scan["questions"]]
            await say(update, context, "\n".join(lines))
            await say(update, context, "Dat was de scan.", [[("Opnieuw", "scan"), ("Menu", "menu")]])
            return ConversationHandler.END

        return answered

    states = {
        index: [CallbackQueryHandler(answer(index), pattern=f"^{question['id']}=")] for index, question in enumerate(scan["questions"])
    }
    return ConversationHandler(
        entry_points=[CallbackQueryHandler(begin, pattern="^scan$")],
        states={"sector": [CallbackQueryHandler(sector, pattern="^begin:")], **states},
        fallbacks=[CallbackQueryHandler(begin, pattern="^scan$")],
        name="scan",
        persistent=persistent,
    )


def presses(scan):
    """One walk through the scan."""
    first = [f"{question['id']}={question['options'][0][0]}" for question in scan["questions"]]
    return ["scan", f"begin:{scan['sectors'][0][0]}", *first]


# ── the measurement ───────────────────────────────────────────────────────────────────────────────────────────


class Chats:
    """The same people walk the scan again and again, so that what the peer keeps stays small."""

    def __init__(self, application, scan, arguments):
        self.application = application
        self.persistence = application.persistence
        self.presses = presses(scan)
        self.concurrent = arguments.concurrent
        self.fsync = arguments.fsync
        self.one_by_one = asyncio.Lock()
        self.ids = itertools.count(1)
        self.took = []

    def update(self, chat, press):
        user = {"id": 1000 + chat, "is_bot": False, "first_name": "Iemand"}
        message = {"message_id": 5, "date": 1790000000, "chat": {**CHAT, "id": user["id"]}, "from": BOT, "text": "Vraag"}
        query = {"id": "1", "from": user, "chat_instance": "1", "data": press, "message": message}
        return Update.de_json({"update_id": next(self.ids), "callback_query": query}, self.application.bot)

    async def walk(self, chat, until):
        updates = [self.update(chat, press) for press in self.presses]
        for update in itertools.cycle(updates):
            if time.perf_counter() > until:
                return
            started = time.perf_counter()
            await self.hear(update)
            self.took.append(time.perf_counter() - started)

    async def hear(self, update):
        """As the application's own fetcher does it: one after the other, or through its update processor."""
        if self.concurrent:
            await self.application.update_processor.process_update(update, self.process(update))
        else:
            async with self.one_by_one:
                await self.process(update)

    async def process(self, update):
        await self.application.process_update(update)
        if self.persistence:
            await self.application.update_persistence()
            await self.persistence.flush()
        if self.fsync:
            with self.persistence.filepath.open("rb+") as file:
                os.fsync(file)


async def measure(scan, folder, arguments):
    builder = Application.builder().token("1:x").request(Canned()).get_updates_request(Canned()).job_queue(None)
    if arguments.concurrent:
        builder = builder.concurrent_updates(arguments.chats)
    if arguments.flushed:
        kept = PersistenceInput(bot_data=False, chat_data=False, user_data=True, callback_data=False)
        builder = builder.persistence(PicklePersistence(folder / "pickle", store_data=kept, on_flush=True))
    application = builder.build()
    said = []
    application.add_handler(conversation(scan, arguments.silent, arguments.flushed, said))
    await application.initialize()
    chats = Chats(application, scan, arguments)
    for other in range(arguments.chats, arguments.known):
        for press in chats.presses:
            await application.process_update(chats.update(other, press))
    await together(chats, arguments.chats, WARM_UP_SECONDS)
    chats.took.clear()
    said.clear()
    started, cpu = time.perf_counter(), time.process_time()
    await together(chats, arguments.chats, arguments.seconds)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    await application.shutdown()
    took = sorted(chats.took)
    count = len(took)
    a_walk = len(chats.presses)
    assert abs(len(said) - count * (a_walk + 2) / a_walk) <= 2 * arguments.chats, "the conversation did not go as it should"
    return {
        "turns": count,
        "per_second": count / seconds,
        "p50": took[count // 2] * 1000,
        "p99": took[int(count * 0.99)] * 1000,
        "cpu": cpu / count * 1_000_000,
    }


async def together(chats, count, seconds):
    until = time.perf_counter() + seconds
    await asyncio.gather(*(chats.walk(chat, until) for chat in range(count)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=64)
    parser.add_argument("--known", type=int, default=0, help="how many people walked the scan before")
    parser.add_argument("--seconds", type=float, default=1.2)
    parser.add_argument("--concurrent", action="store_true")
    parser.add_argument("--flushed", action="store_true")
    parser.add_argument("--fsync", action="store_true", help="and wait for the disk, which PTB itself does not do")
    parser.add_argument("--silent", action="store_true", help="say nothing: what the handler alone costs")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    scan = json.load(sys.stdin)
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE) as folder:
        print(json.dumps(asyncio.run(measure(scan, Path(folder), arguments))))  # noqa: T201


if __name__ == "__main__":
    main()
