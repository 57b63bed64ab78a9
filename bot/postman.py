"""Letters that wait are sent: tried again when the mail server can't take them, and given up with a word to who wrote them.

A letter is marked when the mail server has it. A process that dies in between sends it once more, with the same Message-ID, so that mail
programs show one. One process at a time is the postman of a data folder and of a database, as with channels.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.app import App
from bot.claim import Claim
from bot.clock import local, now, stamp
from bot.letters import LATER, REFUSED
from bot.mail import PATIENCE_SECONDS, Letter, Mail
from bot.smtp_url import read_smtp_url
from bot.storage.postbox import ToSend
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble
from bot.voice import Refused, TryLater
from dialogs.letter import failed_key
from knowledge.working_time import next_polite

CLAIM = "post"
ROUND_SECONDS = 1.0
END_SECONDS = 4.0
"""How long a letter on its way may take at the end; one that takes longer goes again, with its Message-ID, at the next start."""
FIRST_PAUSE, PAUSE_MOST = timedelta(minutes=1), timedelta(hours=2)
_logger = logging.getLogger("lobgids")


class Sends(Protocol):
    """Something that sends a letter, as `bot.mail.Mail` does."""

    async def send(self, letter: Letter) -> None: ...


def next_pause(tries: int, longest: timedelta) -> timedelta | None:
    """How long to wait after so many tries that came to nothing, each time twice as long; None when it was tried for long enough.

    Args:
        tries: From 1.
        longest: For how long a letter is tried altogether.
    """
    pauses = [min(PAUSE_MOST, FIRST_PAUSE * 2 ** min(number, 12)) for number in range(tries)]
    return pauses[-1] if sum(pauses, timedelta(0)) <= longest else None


class Postman:
    """Sends what waits.

    Args:
        longest: For how long a letter is tried, as the rules of work say now.
        clock: Gives the time.

    Attributes:
        well: Whether the mail server took or refused the last letter, rather than kept it waiting.
    """

    def __init__(self, store: Store, mail: Sends, longest: Callable[[], timedelta], clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._mail = mail
        self._longest = longest
        self._clock = clock
        self._gone: set[str] = set()
        """Letters that the server has and that could not be marked yet."""
        self.well = True

    async def run(self, folder: Path, stop: asyncio.Event) -> None:
        """Until `stop`; as long as another process is the postman, nothing.

        Args:
            folder: The data folder.
        """
        claim = Claim(folder, CLAIM)
        try:
            if await claim.take(stop, lambda: None):
                working = asyncio.create_task(self._rounds(stop))
                await stop.wait()
                await asyncio.wait({working}, timeout=END_SECONDS)
                working.cancel()
                await asyncio.wait({working})
        finally:
            claim.release()

    async def once(self, folder: Path) -> None:
        """Send what waits now, unless another process on the folder does: for a terminal, which does nothing between two lines."""
        claim = Claim(folder, CLAIM)
        try:
            if claim.taken_at_once():
                await self.go_round()
        finally:
            claim.release()

    async def _rounds(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._round()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)

    async def _round(self) -> None:
        """What goes wrong in it ends nothing: the next round tries again."""
        try:
            if await self._store.claim(CLAIM):
                await self.go_round()
        except StorageTrouble as trouble:
            _logger.error("post trouble=%s", type(trouble).__name__)
        except Exception as error:  # a fault of ours
            _logger.error("post failed error=%s", type(error).__name__)

    async def go_round(self) -> None:
        """Send once what waits now.

        Raises:
            StorageTrouble: It could not be read or marked; what was sent is remembered and not sent again while this process lives.
        """
        for letter in await self._store.letters.to_send(stamp(self._clock())):
            await self._send(letter)

    async def _send(self, letter: ToSend) -> None:
        try:
            if letter.id not in self._gone:
                await self._mail.send(_enveloped(letter))
        except Refused:
            self.well = True
            await self._give_up(letter, REFUSED)
        except TryLater:
            self.well = False
            await self._put_off(letter)
        else:
            self.well = True
            self._gone.add(letter.id)
            await self._store.letters.sent(letter.id, stamp(self._clock()))
            self._gone.discard(letter.id)

    async def _put_off(self, letter: ToSend) -> None:
        pause = next_pause(letter.tries + 1, self._longest())
        if pause is None:
            await self._give_up(letter, LATER)
        else:
            await self._store.letters.later(letter.id, stamp(self._clock() + pause))

    async def _give_up(self, letter: ToSend, problem: str) -> None:
        """Its asker is told when it is a time to write to people, and the medewerkers with them."""
        _logger.error("letter not sent problem=%s tries=%d", problem, letter.tries + 1)
        await self._store.letters.failed(letter.id, problem, failed_key(letter.turn), stamp(next_polite(self._clock())))


def postman(app: App, url: str, patience_seconds: float = PATIENCE_SECONDS) -> Postman:
    """The postman of the mail server at an address, which `settings` has read before."""
    return Postman(
        app.store, Mail(read_smtp_url(url), patience_seconds=patience_seconds), lambda: timedelta(hours=app.knowledge.settings.mail_hours)
    )


def _enveloped(letter: ToSend) -> Letter:
    return Letter(
        id=letter.id,
        to=letter.recipient,
        reply_to=letter.reply_to,
        subject=letter.subject,
        text=letter.text,
        written_at=local(letter.made_at),
    )
