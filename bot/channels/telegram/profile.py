"""What people see of the bot before they say anything: its description, and a menu of commands for who they are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.request import asked_seconds
from knowledge.faq import Audience
from knowledge.phrases import TelegramPhrases

TRIES = 5
_logger = logging.getLogger("lobgids")


def commands(words: TelegramPhrases, audience: Audience | None = None) -> list[BotCommand]:
    """The menu of someone; of everyone, while they did not say who they are."""
    scan = {"scan": words.command_scan, "antwoorden": words.command_overview, "tussenstand": words.command_tally}
    listed = {
        "start": words.command_start,
        **(scan if audience in (None, "school") else {}),
        "stop": words.command_stop,
        "help": words.command_help,
        "voorlezen": words.command_aloud,
    }
    return [BotCommand(name, phrase()) for name, phrase in listed.items()]


async def show(bot: Bot, words: TelegramPhrases) -> None:
    """Put it there; when Telegram does not want that now, it stays as it was, and the bot works without."""
    await _try(lambda: bot.set_my_commands(commands(words)))
    await _try(lambda: bot.set_my_description(words.description()))
    await _try(lambda: bot.set_my_short_description(words.short_description()))


async def show_menu(bot: Bot, words: TelegramPhrases, chat: int, audience: Audience) -> None:
    """The menu of one person, once they said who they are."""
    await _try(lambda: bot.set_my_commands(commands(words, audience), BotCommandScopeChat(chat)))


async def _try(work: Callable[[], Awaitable[object]]) -> None:
    for number in range(TRIES):
        try:
            await work()
            return
        except RetryAfter as error:
            await asyncio.sleep(asked_seconds(error))
        except TelegramError as error:
            _logger.warning("telegram profile error=%s", type(error).__name__)
            await asyncio.sleep(2.0**number)
