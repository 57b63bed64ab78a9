"""`lobgids replay`: turns that failed by our fault, done again."""

from __future__ import annotations

import sys

from bot import app
from bot.clock import now
from bot.settings import Settings
from bot.storage.troubles import StorageTrouble
from knowledge import Knowledge


async def replay_all(found: Settings, known: Knowledge) -> int:
    """Do every turn that failed again, unless its person has gone on since; the command's exit code."""
    async with app.opened(found, known) as everything:
        done = rested = again = 0
        for failed in await everything.store.failed():
            try:
                if await everything.turns.replay(failed, now()):
                    done += 1
                else:
                    rested += 1
            except StorageTrouble:
                raise
            except Exception as error:  # it fails as it did; the next one may not
                again += 1
                sys.stderr.write(f"weer mis: {type(error).__name__}\n")
        sys.stdout.write(f"{done} opnieuw gedaan, {rested} blijven rusten omdat de persoon verder is gegaan, {again} gingen weer mis\n")
    return 1 if again else 0
