"""The strict server judged by a library that is not ours: aiogram makes the same calls, and takes the answers for Telegram's."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.channels.telegram.people import Phone, membership, message
from tests.peers.telegram import other_library
from tests.peers.telegram.server import TOKEN, BotApi, Limits

SMOKE = Path(__file__).with_name("smoke_aiogram.py")
WHILE_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WHAT_IT_SAYS: dict[str, Any] = {
    "me": "lobgids_bot",
    "said": ["5 > 3 🦉", 77, "anders", True],
    "files": ["onderschrift", 1, "agenda", True],
    "unlinked": "x",
    "typing": True,
    "menu": [["scan", "De scan"]],
    "description": ["Een gids", "Gids"],
    "hook": ["https://school.example/hook", 4, ["TelegramConflictError", f"Conflict: {WHILE_WEBHOOK}"]],
    "updates": [["callback_query", "message", "message", "my_chat_member"], 0],
    "answered": True,
    "left": True,
    "wrong token": ["TelegramUnauthorizedError", "Unauthorized"],
    "no method": ["TelegramNotFound", "Not Found: method not found"],
    "empty": ["TelegramBadRequest", "Bad Request: message text is empty"],
    "long": ["TelegramBadRequest", "Bad Request: message is too long"],
    "caption": ["TelegramBadRequest", "Bad Request: message caption is too long"],
    "html": ["TelegramBadRequest", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""],
    "no message": ["TelegramBadRequest", "Bad Request: message to edit not found"],
    "old query": ["TelegramBadRequest", "Bad Request: query is too old and response timeout expired or query ID is invalid"],
    "unknown": ["TelegramBadRequest", "Bad Request: chat not found"],
    "blocked": ["TelegramForbiddenError", "Forbidden: bot was blocked by the user"],
}
OFTEN = "Too Many Requests: retry after 7"


@pytest.fixture
async def said(api: BotApi) -> AsyncIterator[dict[str, Any]]:
    """What aiogram made of the server, after somebody did four things."""
    python = await asyncio.to_thread(other_library.python)
    phone = Phone(api, 77)
    await phone.type("/start scan")
    await phone.press_data("ja")
    await api.push({"message": message(77, location={"latitude": 52.1, "longitude": 5.1})})
    await api.push(membership(77, "kicked"))
    api.chats.unknown.add(404)
    api.chats.blocked.add(403)
    api.chats.moved[-55] = -100124
    api.limits = Limits(chat=1, burst=12, retry_after=7)
    api.callbacks = dict.fromkeys(api.callbacks, math.inf)  # however long it takes to start aiogram
    process = await asyncio.create_subprocess_exec(python, "-P", SMOKE, api.root, TOKEN, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert process.returncode == 0
    yield json.loads(out)
    assert api.not_ours == ["getMyName"]
    api.not_ours.clear()


async def test_aiogram_takes_it_for_telegram(said: dict[str, Any]) -> None:
    assert {name: said[name] for name in WHAT_IT_SAYS} == WHAT_IT_SAYS
    assert said["same"][1].startswith("Bad Request: message is not modified: specified new message content and reply markup are exactly")
    assert said["moved"][0] == "TelegramMigrateToChat"
    assert said["moved"][-1] == -100124
    assert said["two"][0] == "TelegramConflictError"
    assert "terminated by other getUpdates request" in said["two"][1]
    ((kind, words, seconds),) = said["too many"]
    assert (kind, seconds) == ("TelegramRetryAfter", 7)
    assert OFTEN.split(":", maxsplit=1)[0] in words
