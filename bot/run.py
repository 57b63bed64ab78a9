"""`lobgids run`: the channels that the environment names, and the reminders, until SIGTERM.

The end has its order: hear nothing more, finish the turns that were begun, send what is on its way, and leave the rest to the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any, cast

from bot import timers
from bot.app import App, opened, tidy
from bot.channels.telegram.channel import NAME, OFFICIAL, Telegram, Where
from bot.channels.telegram.pace import PER_SECOND
from bot.claim import Claim
from bot.clock import now, stamp
from bot.ear import CannotStart, Heard, NotKept
from bot.http import Http
from bot.settings import Settings
from bot.speaker import Speaker
from bot.storage.troubles import StorageTrouble
from bot.turn import Incoming
from bot.voice import Voice
from knowledge import Knowledge
from knowledge.faq import Audience

END_SECONDS = 5.0
"""How long messages on their way may take at the end; with the turns before them it stays under ten."""
ROUND_SECONDS = 1.0
CATCH_UP_EVERY, LOOK_EVERY, TIDY_EVERY = 5, 2, 3600
"""Rounds."""
TIMERS = "timers telegram"
"""The lease of who lets reminders come back."""
LEASE = timedelta(seconds=15)
NO_HTTP = "Een webhook heeft een poort nodig: zet LOBGIDS_HTTP, bijvoorbeeld op 127.0.0.1:8080."
NO_NUMBER = "LOBGIDS_TELEGRAM_PER_SECOND moet een getal zijn, 0 of meer."
_logger = logging.getLogger("lobgids")


async def run(found: Settings, known: Knowledge, *, replace_webhook: bool) -> None:
    """Run until SIGTERM or Ctrl-C.

    Raises:
        CannotStart: A channel can't start; the text says what to do.
        StorageTrouble: The database can't be opened.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    where = _where(found, replace_webhook=replace_webhook)
    async with opened(found, known) as app, _claimed(app, stop) as ours:
        if ours:
            await Running(app, found, where).run(stop)


def _where(found: Settings, *, replace_webhook: bool) -> Where:
    """Which bot the settings mean.

    Raises:
        CannotStart: They do not fit together.
    """
    assert found.telegram_token is not None
    try:
        per_second = float(found.telegram_per_second or PER_SECOND)
    except ValueError:
        per_second = -1.0
    if not 0 <= per_second < float("inf"):
        raise CannotStart(NO_NUMBER, 2)
    if found.telegram_webhook_url and not found.http:
        raise CannotStart(NO_HTTP, 2)
    return Where(
        token=found.telegram_token,
        root=found.telegram_api_url or OFFICIAL,
        url=found.telegram_webhook_url,
        secret=found.telegram_webhook_secret or "",
        replace_webhook=replace_webhook,
        per_second=per_second,
    )


@contextlib.asynccontextmanager
async def _claimed(app: App, stop: asyncio.Event) -> AsyncIterator[bool]:
    """One process on a data folder is the channel; a second waits until the first is gone, as in a change of versions."""
    claim = Claim(app.folder, NAME)
    try:
        yield await claim.take(stop)
    finally:
        claim.release()


async def _before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether work was done before `stop` came; it is dropped when it was not."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        return False
    await working
    return True


class Running:
    """Everything that goes on at the same time."""

    def __init__(self, app: App, found: Settings, where: Where) -> None:
        self._app = app
        self._well = True
        self._leads = False
        self._channel = Telegram(where, app.knowledge.phrases.telegram, self._hear)
        self._speaker = Speaker(app.store, lambda: app.knowledge, self._voice)
        self._http = Http(found.http, self._health, ("database", NAME), self._channel.routes()) if found.http else None
        self._holder = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """From the first update to the last."""
        try:
            self._app.lookup.prepare(self._app.knowledge)
            await self._channel.open()
            if self._http:
                await self._http.open()
            if await _before(stop, self._channel.start()):
                await self._app.store.keep_handle(NAME, self._channel.handle)
                _logger.info("running channel=%s", NAME)
                await asyncio.gather(self._channel.hear(stop), self._rounds(stop), asyncio.to_thread(self._app.knowledge.ready))
        finally:
            await self._end()

    async def _end(self) -> None:
        if self._http:
            await self._http.close()
        self._channel.hush()
        await self._speaker.close(END_SECONDS)
        await self._channel.close(1.0)
        with contextlib.suppress(StorageTrouble):
            await self._app.store.release(TIMERS, self._holder)

    async def _hear(self, heard: Heard) -> None:
        """One turn; what comes of it is said as soon as it is on the disk."""
        incoming = Incoming(NAME, heard.person, heard.event, now(), heard.event_id, heard.address, edits=True)
        try:
            done = await self._app.turns.hear(incoming)
        except StorageTrouble as trouble:
            self._well = False
            _logger.error("not kept trouble=%s %s", type(trouble).__name__, self._app.knowledge.phrases.trouble.of(trouble)())
            raise NotKept from trouble
        except Exception as error:  # not even that it failed could be kept: it comes again
            self._well = False
            _logger.error("not kept error=%s", type(error).__name__)
            raise NotKept from error
        self._well = True
        self._speaker.wake(incoming.key, heard.address)
        if done and done.tells_others:
            await self._speaker.catch_up(NAME)
        if done and done.writes.audience:
            self._channel.knows(heard.address, cast(Audience, done.writes.audience))

    def _voice(self, person: str, address: str) -> Voice:
        async def moved(to: str) -> None:
            await self._app.store.moved(person, to)

        return self._channel.voice(address, moved)

    async def _rounds(self, stop: asyncio.Event) -> None:
        """Every second what the clock asks; now and then also what another process left to say."""
        number = 0
        while not stop.is_set():
            try:
                await self._round(number)
            except StorageTrouble as trouble:
                self._well = False
                _logger.error("round trouble=%s", type(trouble).__name__)
            except Exception as error:  # a fault of ours: the next round tries again
                _logger.error("round failed error=%s", type(error).__name__)
            number += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)

    async def _round(self, number: int) -> None:
        store, moment = self._app.store, now()
        if number % CATCH_UP_EVERY == 0:
            await self._speaker.catch_up(NAME)
            self._leads = await store.lease(TIMERS, self._holder, stamp(moment), stamp(moment + LEASE))
            self._well = True
        if number % LOOK_EVERY == 0:
            await self._app.reload.look()
        if number % TIDY_EVERY == 0:
            await tidy(store, self._app.knowledge)
        if self._leads and (due := await store.due(stamp(moment), NAME)):
            await timers.fire(due, self._app.turns, moment)
            for one in due:
                self._speaker.wake(one.person, one.address)

    def _health(self) -> dict[str, bool]:
        searching = self._app.lookup.health.state != "failing"
        return {"database": self._well, NAME: self._channel.health(), "content": self._app.reload.problems == 0, "search": searching}
