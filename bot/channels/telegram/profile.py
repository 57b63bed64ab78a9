"""What people see of the bot before they say anything: its description, and a menu of commands for who they are.

Each is asked for first and set only where it differs. Nobody waits for it, and when Telegram does not want it the bot works without.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.request import asked_seconds
from knowledge import Knowledge
from knowledge.channel_phrases import TelegramPhrases
from knowledge.faq import Audience

TRIES = 5
LOOK_SECONDS = 5.0
"""How often to see whether the content changed."""
_ALWAYS = ("stop", "help", "voorlezen", "privacy")
MENUS: dict[Audience | None, tuple[str, ...]] = {
    None: ("start", "scan", "kind", "data", *_ALWAYS),
    "school": ("start", "scan", "antwoorden", "tussenstand", "stappen", "contact", *_ALWAYS),
    "ouder": ("start", "kind", "data", *_ALWAYS),
    "leerling": ("start", *_ALWAYS),
}
"""The commands of someone by who they said to be; None for who did not say."""
_ANSWERING = ("open", "afwezig", "dagoverzicht", "naam")
STAFF = {"medewerker": ("omroep", "cijfers", "rollen", *_ANSWERING), "redactie": ("vragen",), "contact": _ANSWERING}
"""What comes before them, for each role among the staff that has commands of its own."""
_logger = logging.getLogger("lobgids")


def commands(known: Knowledge, audience: Audience | None = None, roles: Collection[str] = ()) -> list[BotCommand]:
    """The menu of someone, in the words that they read."""
    words = known.phrases_for(audience).telegram
    own = dict.fromkeys(name for role, names in STAFF.items() if role in roles for name in names)
    return [BotCommand(name, _explained(name, words)) for name in (*own, *MENUS[audience])]


def _explained(name: str, words: TelegramPhrases) -> str:
    explanations = {
        "start": words.command_start,
        "scan": words.command_scan,
        "antwoorden": words.command_overview,
        "tussenstand": words.command_tally,
        "stappen": words.command_steps,
        "kind": words.command_child,
        "data": words.command_dates,
        "contact": words.command_contact,
        "rollen": words.command_roles,
        "open": words.command_open,
        "dagoverzicht": words.command_daily,
        "naam": words.command_name,
        "afwezig": words.command_away,
        "omroep": words.command_broadcast,
        "cijfers": words.command_figures,
        "vragen": words.command_questions,
        "stop": words.command_stop,
        "help": words.command_help,
        "voorlezen": words.command_aloud,
        "privacy": words.command_privacy,
    }
    return explanations[name]()


async def keep(bot: Bot, known: Callable[[], Knowledge]) -> None:
    """Put it there, and again whenever the content is another."""
    shown = None
    while True:
        if (now := known()) is not shown:
            await _show(bot, now)
            shown = now
        await asyncio.sleep(LOOK_SECONDS)


def descriptions(known: Knowledge) -> tuple[str, str]:
    """What somebody reads before the first message, and the same in one line: of whom it is, or that it is being tried."""
    words, name = known.phrases.telegram, known.responsible.name
    start = known.phrases.start
    program = start.program_of(organisation=name) if name else start.program()
    return words.description(program=program), words.short_description() if name else words.short_description_trial()


async def _show(bot: Bot, known: Knowledge) -> None:
    long, short = descriptions(known)

    async def description() -> None:
        if (await bot.get_my_description()).description != long:
            await bot.set_my_description(long)

    async def short_description() -> None:
        if (await bot.get_my_short_description()).short_description != short:
            await bot.set_my_short_description(short)

    await _try(lambda: _menu(bot, commands(known), None))
    await _try(description)
    await _try(short_description)


async def show_menu(bot: Bot, listed: list[BotCommand], chat: int) -> None:
    """The menu of one person, once we know who they are."""
    await _try(lambda: _menu(bot, listed, BotCommandScopeChat(chat)))


async def _menu(bot: Bot, listed: list[BotCommand], scope: BotCommandScopeChat | None) -> None:
    if list(await bot.get_my_commands(scope)) != listed:
        await bot.set_my_commands(listed, scope)


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
