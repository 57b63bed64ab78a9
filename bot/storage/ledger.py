"""What is counted of all people together, and when what need not be kept was last erased."""

from __future__ import annotations

from bot.storage import tally_rows
from bot.storage.committer import Committer
from bot.storage.counting import Counted, Since, load

CARRIED_OUT = "INSERT INTO carried_out (name, at) VALUES ('tidy', ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at"


class Ledger:
    """Every method may raise a `StorageTrouble`."""

    def __init__(self, committer: Committer) -> None:
        self._committer = committer

    async def counted(self, since: Since) -> Counted:
        """Everything that is counted."""
        return await self._committer.work(lambda engine: load(engine, since))

    async def tidied(self, at: str, year_from: str) -> None:
        """What need not be kept was erased at a UTC time; and in which month somebody was counted, of before another month."""
        await self._committer.write(tally_rows.FORGET_COUNTED, [(year_from,)])
        await self._committer.write(CARRIED_OUT, [(at,)])
