"""`lobgids forget`: erase somebody who asked for it in another way than with /vergeet."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

from bot import app, log
from bot.channels.console import NAME
from bot.clock import now
from bot.settings import Settings
from bot.turn import Incoming
from dialogs.rights import Erase
from knowledge import Knowledge

ERASED = "gewist: alles wat van deze persoon bewaard was, behalve aantallen waarin niemand te herkennen is"
BACK_UPS = "In back-ups kan het nog staan tot {day:%d-%m-%Y}. Wordt er een teruggezet, dan wist LOB-gids deze persoon daaruit opnieuw."
BACK_UPS_UNKNOWN = "In back-ups kan het nog staan: hoe lang die bestaan, staat niet in organisatie.yaml."
UNKNOWN = (
    "Van {person} is niets bewaard. Een persoon heet kanaal:naam, zoals telegram:123 of matrix:@naam:server; zonder kanaal is het chat. "
    "Het kenmerk uit /privacy mag ook."
)
_REFERENCE = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){2}")
NOT_DONE = "Het wissen is niet gelukt; er is niets veranderd. Wat er misging, staat hierboven."


async def told(person: str, found: Settings, known: Knowledge) -> int:
    """Erase a person, and print what to tell of it; the command's exit code.

    Args:
        person: Channel and name, a name in the terminal, or the reference that /privacy gives.
    """
    log.set_up(found.log)
    async with app.opened(found, known) as everything:
        keys = await everything.store.erasures.keys() if _REFERENCE.fullmatch(person.lower()) else []
        key = next((key for key in keys if everything.log.reference(key) == person.lower()), None)
        key = key or (person if ":" in person else f"{NAME}:{person}")
        if not await everything.store.erasures.knows(key):
            return _say(UNKNOWN.format(person=person))
        channel, _, name = key.partition(":")
        if await everything.turns.hear(Incoming(channel, name, Erase(), now())) is None:
            return _say(NOT_DONE)
    organisation = known.responsible.organisation
    backups = BACK_UPS.format(day=now() + timedelta(days=organisation.backup_days)) if organisation else BACK_UPS_UNKNOWN
    sys.stdout.write(f"{ERASED}\n{backups}\n")
    return 0


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1
