"""`lobgids run`: the channels that the environment names, and the reminders, until SIGTERM.

The end has its order: hear nothing more, finish the turns that were begun, send what is on its way, and leave the rest to the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web

from bot import metrics, timers
from bot.app import App, opened, tidy
from bot.channel import Channel
from bot.channels.telegram.channel import OFFICIAL, Telegram, Where
from bot.channels.telegram.pace import PER_SECOND
from bot.claim import TRY_SECONDS, Claim
from bot.clock import now, stamp
from bot.crier import Crier
from bot.ear import CannotStart, Heard, NotKept
from bot.files import NoFile
from bot.http import Http
from bot.newsroom import Newsroom
from bot.parting import Parting
from bot.postman import postman
from bot.settings import Settings
from bot.speaker import Speaker
from bot.storage.committer import Committed
from bot.storage.troubles import StorageTrouble
from bot.turn import Incoming
from bot.voice import Voice
from dialogs.files import MEGABYTE, File
from knowledge import Knowledge
from knowledge.faq import Audience

if TYPE_CHECKING:
    from bot.channels.matrix.session import Account

END_SECONDS = 5.0
"""How long messages on their way may take at the end; with the turns before them it stays under ten."""
ROUND_SECONDS = 1.0
CATCH_UP_ROUNDS, LOOK_ROUNDS, TIDY_ROUNDS = 5, 2, 3600
"""Every so many rounds."""
CHANNEL = "channel {name}"
"""What one process at a time has of a database: a channel."""
TIMERS = "timers {name}"
"""The lease of who lets a channel's reminders come back."""
LEASE = timedelta(seconds=15)
NO_HTTP = "Een webhook heeft een poort nodig: zet LOBGIDS_HTTP, bijvoorbeeld op 127.0.0.1:8080."
NO_NUMBER = "LOBGIDS_TELEGRAM_PER_SECOND moet een getal zijn, 0 of meer."
WAITING = "Een ander proces is dit kanaal al, op deze map of op deze database. Dit proces wacht tot dat stopt."
DISPLACED = (
    "De verbinding met de database viel weg en een ander proces heeft dit kanaal overgenomen; er kan er maar één zijn. "
    "Dit proces stopt. Start het opnieuw, dan wacht het op zijn beurt."
)
_logger = logging.getLogger("lobgids")


async def run(found: Settings, known: Knowledge, *, replace_webhook: bool, new_identity: bool = False) -> None:
    """Run until SIGTERM or Ctrl-C.

    Raises:
        CannotStart: A channel can't start, or not go on; the text says what to do.
        StorageTrouble: The database can't be opened.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    accounts = _accounts(found, replace_webhook=replace_webhook)
    async with opened(found, known) as app:
        running = Running(app, found, *accounts, new_identity=new_identity)
        async with _claimed(app, running.names, stop) as ours:
            if ours:
                await running.run(stop)


def _accounts(found: Settings, *, replace_webhook: bool) -> list[Where | Account]:
    """Who we are on each channel that the settings name.

    Raises:
        CannotStart: They do not fit together.
    """
    accounts: list[Where | Account] = [_where(found, replace_webhook=replace_webhook)] if found.telegram_token else []
    matrix = (found.matrix_homeserver, found.matrix_user, found.matrix_password, found.matrix_token)
    if any(matrix):
        from bot.channels.matrix.channel import account  # noqa: PLC0415 (loads what encrypts: only for who talks there)

        accounts.append(account(*matrix))
    return accounts


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
async def _claimed(app: App, names: Sequence[str], stop: asyncio.Event) -> AsyncIterator[bool]:
    """One process on a folder and a database is a channel; a second waits until the first is gone, as in a change of versions."""
    claims = {name: Claim(app.folder, name) for name in sorted(names)}
    try:
        yield all(
            [await one.take(stop, lambda: _logger.warning(WAITING)) and await _alone(app, name, stop) for name, one in claims.items()]
        )
    finally:
        for claim in claims.values():
            claim.release()


async def _alone(app: App, name: str, stop: asyncio.Event) -> bool:
    """Wait until no process on another machine is the channel; False when `stop` came first."""
    told = False
    while not stop.is_set():
        if await app.store.claim(CHANNEL.format(name=name)):
            return True
        if not told:
            _logger.warning(WAITING)
            told = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), TRY_SECONDS)
    return False


async def _before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether work was done before `stop` came; it is dropped when it was not."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
        return False
    await working
    return True


class Running:
    """Everything that goes on at the same time.

    Args:
        clock: Tells what time it is, in UTC.
    """

    def __init__(
        self, app: App, found: Settings, *accounts: Where | Account, new_identity: bool = False, clock: Callable[[], datetime] = now
    ) -> None:
        self._app = app
        self._clock = clock
        self._well = True
        self._leads: set[str] = set()
        self._displaced = False
        self._handles: dict[str, str] = {}
        """Names by which people find the guide, that are not kept yet."""
        self._new_identity = new_identity
        self._channels = {channel.name: channel for channel in map(self._channel, accounts)}
        self._speakers = {name: Speaker(app.store, lambda: app.knowledge, partial(self._voice, name)) for name in self._channels}
        routes = [web.get("/metrics", self._metrics), *(route for channel in self._channels.values() for route in channel.routes())]
        self._http = Http(found.http, self._health, ("database", *self._channels), routes) if found.http else None
        self._holder = secrets.token_hex(8)
        self._postman = postman(app, app.smtp_url) if app.smtp_url else None
        self._criers = {name: Crier(app.store, lambda: app.knowledge, channel, clock) for name, channel in self._channels.items()}
        self._parting = Parting(app.store, self._channels.values())
        self._newsroom = Newsroom(app.store, self._criers, lambda: app.knowledge, self._remind, clock=clock)

    @property
    def names(self) -> list[str]:
        """The channels."""
        return list(self._channels)

    def _channel(self, account: Where | Account) -> Channel:
        app = self._app
        if isinstance(account, Where):
            return Telegram(account, lambda: app.knowledge, partial(self._hear, Telegram.name), self._get)
        from bot.channels.matrix.channel import Matrix  # noqa: PLC0415 (loads what encrypts: only for who talks there)

        hear = partial(self._hear, Matrix.name)
        return Matrix(account, app.folder, lambda: app.knowledge, hear, self._get, renew=self._new_identity)

    async def run(self, stop: asyncio.Event) -> None:
        """From the first update to the last.

        Raises:
            CannotStart: A channel can't start, or another process has become it.
        """
        try:
            self._app.lookup.prepare(self._app.knowledge)
            for channel in self._channels.values():
                await channel.open()
            if self._http:
                await self._http.open()
            if await _before(stop, self._start()):
                await self._go_on(stop)
        finally:
            await self._end()
        if self._displaced:
            raise CannotStart(DISPLACED)

    async def _start(self) -> None:
        """All channels, or none: whoever runs the guide reads what is wrong with the one that can't."""
        for channel in self._channels.values():
            await channel.start()
            self._handles[channel.name] = channel.handle
            _logger.info("running channel=%s", channel.name)

    async def _go_on(self, stop: asyncio.Event) -> None:
        """Until `stop`, or until a channel can't go on: then the others end in good order too."""
        hearing = (one.hear(stop) for one in self._channels.values())
        post = (self._postman.run(self._app.folder, stop),) if self._postman else ()
        crying = (*(crier.run(stop) for crier in self._criers.values()), self._newsroom.run(stop))
        works = (*hearing, *post, *crying, self._rounds(stop), asyncio.to_thread(self._app.knowledge.ready))
        going = [asyncio.create_task(work) for work in works]
        await asyncio.wait(going, return_when=asyncio.FIRST_EXCEPTION)
        stop.set()
        await asyncio.gather(*going)

    async def _end(self) -> None:
        if self._http:
            await self._http.close()
        for channel in self._channels.values():
            channel.hush()
        await asyncio.gather(*(speaker.close(END_SECONDS) for speaker in self._speakers.values()))
        await asyncio.gather(*(channel.close(1.0) for channel in self._channels.values()))
        with contextlib.suppress(StorageTrouble):
            for name in self._channels:
                await self._app.store.release(TIMERS.format(name=name), self._holder)

    async def _hear(self, name: str, heard: Heard) -> None:
        """One turn; what comes of it is said as soon as it is on the disk."""
        edits = self._channels[name].edits
        said = (heard.message_id, heard.replies_to)
        incoming = Incoming(name, heard.person, heard.event, self._clock(), heard.event_id, heard.address, edits, *said)
        try:
            done = await self._app.turns.hear(incoming)
        except StorageTrouble as trouble:
            self._not_kept(name)
            _logger.error("not kept trouble=%s %s", type(trouble).__name__, self._app.knowledge.phrases.trouble.of(trouble)())
            raise NotKept from trouble
        except Exception as error:  # not even that it failed could be kept: it comes again
            self._not_kept(name)
            _logger.error("not kept error=%s", type(error).__name__)
            raise NotKept from error
        self._well = True
        self._speakers[name].wake(incoming.key, heard.address)
        await self._tell_others(done)
        if done and done.introduces:
            self._channels[name].knows(heard.address, cast("Audience | None", done.audience), done.roles)
        if done and done.revoked:
            with contextlib.suppress(StorageTrouble):  # they keep a menu of which staff's commands do nothing
                await self._known_anew(done.revoked)

    async def _tell_others(self, done: Committed | None) -> None:
        if done and done.tells_others:
            with contextlib.suppress(StorageTrouble):  # the turn is on the disk; the next round tells them
                await asyncio.gather(*(speaker.catch_up(other) for other, speaker in self._speakers.items()))

    async def _remind(self, person: str, address: str, key: str) -> None:
        """Something that somebody waits for has happened."""
        at = self._clock()
        done = await timers.happen(person, address, key, self._app.turns, at)
        speaker = self._speakers.get(person.partition(":")[0])
        if speaker:
            speaker.wake(person, address, urgent=False)
        await self._tell_others(done)

    async def _known_anew(self, persons: Sequence[int]) -> None:
        """Whoever lost a role loses its commands, wherever they talk."""
        for one in await self._app.store.who(persons):
            if channel := self._channels.get(one.channel):
                channel.knows(one.address, cast("Audience | None", one.audience), one.roles)

    def _not_kept(self, name: str) -> None:
        self._well = False
        self._app.log.counts[name, "unkept"] += 1

    async def _get(self, file: File) -> bytes:
        """A file that somebody sent, from the channel where they did."""
        channel = self._channels.get(file.channel)
        if channel is None:
            raise NoFile("no such channel here")
        return await channel.get(file, self._app.knowledge.settings.file_megabytes * MEGABYTE)

    def _voice(self, name: str, person: str, address: str, urgent: Callable[[], bool]) -> Voice:
        async def moved(to: str) -> None:
            await self._app.store.moved(person, to)

        return self._channels[name].voice(address, moved, urgent)

    async def _rounds(self, stop: asyncio.Event) -> None:
        """Every second what the clock asks; now and then also what another process left to say."""
        number = 0
        while not stop.is_set():
            try:
                if not all([await self._app.store.claim(CHANNEL.format(name=name)) for name in self._channels]):
                    self._displaced = True
                    stop.set()
                    return
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
        store, moment = self._app.store, self._clock()
        for name, handle in list(self._handles.items()):
            await store.keep_handle(name, handle)
            del self._handles[name]
        await (self._app.reload.look() if number % LOOK_ROUNDS == 0 else self._app.reload.look_at_added())
        if number % CATCH_UP_ROUNDS == 0:  # after it, so that who is told of an answer that another process added finds it known here
            for name, speaker in self._speakers.items():
                await speaker.catch_up(name)
                leads = await store.lease(TIMERS.format(name=name), self._holder, stamp(moment), stamp(moment + LEASE))
                (self._leads.add if leads else self._leads.discard)(name)
            self._well = True
            await self._parting.look()
        if number % TIDY_ROUNDS == 0:
            await tidy(store, self._app.knowledge)
        for name in sorted(self._leads):
            if due := await store.due(stamp(moment), name):
                await timers.fire(due, self._app.turns, moment)
                for one in due:
                    self._speakers[name].wake(one.person, one.address, urgent=False)
                for other, speaker in self._speakers.items():  # what came back may be for somebody else
                    await speaker.catch_up(other)

    def _health(self) -> dict[str, bool]:
        searching = self._app.lookup.health.state != "failing"
        channels = {name: channel.health() for name, channel in self._channels.items()}
        mail = {"mail": self._postman.well} if self._postman else {}
        return {"database": self._well, **channels, "content": self._app.reload.problems == 0, "search": searching, **mail}

    async def _metrics(self, _request: web.Request) -> web.Response:
        waiting: dict[str, int] = {}
        letters: dict[str, int] = {}
        with contextlib.suppress(StorageTrouble):  # that it is in trouble stands there too
            waiting = await self._app.store.waiting_counts()
            letters = await self._app.store.letters.counts()
        messages = {(name, outcome): count for name, speaker in self._speakers.items() for outcome, count in speaker.counts.items()}
        numbers = metrics.Numbers(self._app.log.counts, messages, waiting, self._health(), letters)
        return web.Response(body=metrics.page(numbers), headers={"Content-Type": metrics.CONTENT_TYPE})
