"""The peer over a real server: PTB's own updater, its ConversationHandler and PicklePersistence; runs in an environment of its own.

The same conversation as in `peer_ptb.py`. A press is answered and what the bot knows is flushed after each update, as with ours.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import warnings
from pathlib import Path

from peer_ptb import HERE, conversation
from telegram.ext import Application, CallbackQueryHandler, PersistenceInput, PicklePersistence


class Said:
    """What was said need not be remembered here."""

    def append(self, text):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, help="of the webhook; without one it asks for updates")
    parser.add_argument("--concurrent", type=int, default=0)
    parser.add_argument("--memory", action="store_true", help="keep nothing")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    scan = json.load(sys.stdin)
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE) as folder:
        run(scan, Path(folder), arguments)


def run(scan, folder, arguments):
    builder = Application.builder().token(arguments.token).base_url(f"{arguments.root}/bot").job_queue(None).connection_pool_size(256)
    if arguments.concurrent:
        builder = builder.concurrent_updates(arguments.concurrent)
    persistence = None
    if not arguments.memory:
        kept = PersistenceInput(bot_data=False, chat_data=False, user_data=True, callback_data=False)
        persistence = PicklePersistence(folder / "pickle", store_data=kept, on_flush=True)
        builder = builder.persistence(persistence)
    application = builder.build()

    async def answer(update, context):
        await update.callback_query.answer()

    async def flush(update, context):
        await application.update_persistence()
        await persistence.flush()

    application.add_handler(CallbackQueryHandler(answer), group=-1)
    application.add_handler(conversation(scan, False, persistence is not None, Said()))
    if persistence:
        application.add_handler(CallbackQueryHandler(flush), group=1)
    if arguments.port:
        url = f"http://127.0.0.1:{arguments.port}/hook"
        application.run_webhook("127.0.0.1", arguments.port, "hook", webhook_url=url, secret_token="peer", max_connections=100)
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
