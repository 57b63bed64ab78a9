"""The peers with python-telegram-bot: a loop with a sleep, and its AIORateLimiter; runs in an environment of its own (see `peer.py`).

A handler answers whoever says something, while the broadcast goes on beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import warnings

from telegram.error import Forbidden, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, MessageHandler, filters

PAUSE_SECONDS = 0.05
"""As in many an answer to how one sends to many."""
TRIES_MOST = 5


async def loop(bot, chats, text):
    """One after the other, with a sleep between; who asks to wait is obeyed, and all else is counted as failed."""
    for chat in chats:
        while True:
            try:
                await bot.send_message(chat, text)
            except RetryAfter as error:
                await asyncio.sleep(seconds(error.retry_after))
                continue
            except TelegramError:
                pass
            break
        await asyncio.sleep(PAUSE_SECONDS)


async def limited(bot, chats, text, workers):
    """All at once, or by some workers; the limiter holds them back and tries again when it is asked to wait."""
    waiting = iter(chats)

    async def work():
        for chat in waiting:
            try:
                await bot.send_message(chat, text)
            except (Forbidden, TelegramError):
                continue

    if workers:
        await asyncio.gather(*(work() for _ in range(workers)))
    else:
        await asyncio.gather(*(bot.send_message(chat, text) for chat in chats), return_exceptions=True)


def seconds(asked):
    return asked.total_seconds() if hasattr(asked, "total_seconds") else float(asked)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--how", choices=("loop", "all", "workers"), required=True)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    builder = Application.builder().token(asked.token).base_url(f"{asked.root}/bot").job_queue(None).connection_pool_size(256)
    builder = builder.concurrent_updates(100).pool_timeout(600)
    if asked.how != "loop":
        builder = builder.rate_limiter(AIORateLimiter(max_retries=TRIES_MOST))

    async def begin(application):
        chats = range(asked.first, asked.first + asked.people)
        if asked.how == "loop":
            going = loop(application.bot, chats, asked.text)
        else:
            going = limited(application.bot, chats, asked.text, 8 if asked.how == "workers" else 0)
        application.bot_data["going"] = asyncio.get_running_loop().create_task(going)

    async def answer(update, context):
        await update.message.reply_text("Dag! Waarmee kan ik helpen?")

    application = builder.post_init(begin).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
