"""What happens to broadcasts beside being said: they begin in time, recipients are fixed, they rest and end, and authors are told.

One process at a time does it, under a lease; who says them on a channel is whoever has that channel (`bot/crier.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.broadcasts import broadcast
from bot.changes import Change
from bot.clock import now, stamp
from bot.crier import Crier
from bot.first import drawn
from bot.links import Links
from bot.may_go import LATE_MOST, up_to
from bot.patience import Rest
from bot.storage.store import Store
from bot.storage.troubles import StorageTrouble
from dialogs.broadcast import FIRST, Broadcast, Group, reached
from knowledge import Knowledge

LEASE_NAME = "omroep"
LEASE = timedelta(seconds=15)
LEASE_ROUNDS, LATE_ROUNDS = 5, 60
ROUND_SECONDS = 1.0
TELL_EVERY = timedelta(seconds=5)
CHUNK = 2048
"""So many people are looked at, and queued, in one transaction; others come in between."""
LINGERS = timedelta(hours=1)
"""So long it waits for whose channel nobody runs."""
SPEED_SECONDS = 30.0
_logger = logging.getLogger("lobgids")
Tell = Callable[[str, str, str], Awaitable[None]]
"""Lets a reminder happen to somebody: their key, their address, and the key of the reminder."""


class Stand(Struct, frozen=True):
    """How it stands with a broadcast, as far as its author is told at once (`stage`) or now and then."""

    stage: tuple[object, ...]
    counts: tuple[tuple[object, ...], ...]


class Newsroom:
    """The work on all broadcasts.

    Args:
        criers: Who says them, by channel.
        knowledge: Gives what is known now.
        tell: Tells an author.
        clock: Gives the time.
    """

    def __init__(
        self,
        store: Store,
        criers: Mapping[str, Crier],
        knowledge: Callable[[], Knowledge],
        tell: Tell,
        *,
        clock: Callable[[], datetime] = now,
        links: Links | None = None,
    ) -> None:
        self._store = store
        self._course = store.course
        self._criers = criers
        self._knowledge = knowledge
        self._tell = tell
        self._clock = clock
        self._links = links or Links()
        self._holder = secrets.token_hex(8)
        self._rounds = 0
        self._late: dict[int, list[tuple[str, str, int]]] = {}
        """Those that ended while somebody could not be reached."""
        self._told: dict[int, tuple[datetime, Stand]] = {}
        self._settled: dict[int, deque[tuple[datetime, int]]] = {}

    # ── its rounds ────────────────────────────────────────────────────────────────────────────────────────────

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what goes wrong in a round ends nothing."""
        looking = asyncio.create_task(self._look_at_links(stop))
        number, leads = 0, False
        while not stop.is_set():
            try:
                if number % LEASE_ROUNDS == 0:
                    leads = await self.leads()
                await self.go_round(leads=leads)
            except StorageTrouble as trouble:
                _logger.error("broadcasts trouble=%s", type(trouble).__name__)
            except Exception as error:  # a fault of ours
                _logger.error("broadcasts failed error=%s", type(error).__name__)
            number += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), ROUND_SECONDS)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        with contextlib.suppress(StorageTrouble):
            await self.yields()

    async def leads(self) -> bool:
        """Whether this process does the work, of all on this database."""
        at = self._clock()
        return await self._store.lease(LEASE_NAME, self._holder, stamp(at), stamp(at + LEASE))

    async def yields(self) -> None:
        """Another process may do the work."""
        await self._store.release(LEASE_NAME, self._holder)

    async def go_round(self, *, leads: bool) -> None:
        """Once everything that the clock asks, and to each crier what there is to say.

        Raises:
            StorageTrouble: Something could not be read or written.
        """
        at = self._clock()
        going = [broadcast(row) for row in await self._course.going()]
        if leads and any([await self._begin(one, at) for one in going]):
            going = [broadcast(row) for row in await self._course.going()]
        counts = {one.id: await self._course.counts(one.id) for one in going if one.snapshot}
        if self._rounds % LATE_ROUNDS == 0:
            self._late = {row[0]: await self._course.counts(row[0]) for row in await self._course.ended(stamp(at - LATE_MOST))}
        self._rounds += 1
        ready = self._late | {one.id: counts[one.id] for one in going if one.snapshot and _is_ready(one, counts[one.id], at)}
        for crier in self._criers.values():
            await crier.look_at_deferred()
            crier.take_up([id for id, found in ready.items() if any(c == crier.name and s == "queued" for c, s, _ in found)])
        await self._hand_out_changes(at)
        if leads:
            for one in going:
                if one.snapshot:
                    await self._judge(one, counts[one.id], at)
            await self._report(at)

    async def _begin(self, one: Broadcast, at: datetime) -> bool:
        """Whether it began, or its recipients were fixed."""
        if one.status == "held":
            if one.wants_second or one.starts is None or one.starts > at:
                return False
            await self._course.start(one.id, stamp(at))
            if one.id not in {row[0] for row in await self._course.going() if broadcast(row).status == "sending"}:
                return False  # it was taken back just now
        elif one.snapshot or one.status != "sending":
            return False
        await self._fix(one)
        return True

    async def _fix(self, one: Broadcast) -> None:
        """Queue its recipients, from where an earlier process left it."""
        recipients, contacts, known = self._store.recipients, self._knowledge().contacts, dict[tuple[object, ...], bool]()
        before, prefix = await recipients.before(one.id), secrets.token_hex(8)
        person, last = await recipients.known_up_to(one.id), await recipients.last_person()
        while person < last:
            chosen = []
            for id, *cell in await recipients.subscribers(before, person, person + CHUNK):
                key = tuple(cell)
                if key not in known:
                    known[key] = reached(one.target, _group(cell), contacts)
                if known[key]:
                    chosen.append(id)
            if chosen:
                await recipients.add(one.id, chosen, prefix)
            person += CHUNK
        await recipients.fixed(one.id, stamp(self._clock()), await self._first(one.id, prefix))

    async def _first(self, id: int, seed: str) -> list[int]:
        """The numbers of those who get it first, drawn from all; nobody where all do."""
        counts = {channel: count for channel, _, count in await self._course.counts(id)}
        if sum(counts.values()) <= FIRST:
            return []
        served = {*self._criers} | await self._course.served(stamp(self._clock()))
        found = [await self._store.recipients.placed(id, *place) for place in drawn(counts, served, seed).items()]
        return [number for numbers in found for number in numbers]

    # ── how it stands ─────────────────────────────────────────────────────────────────────────────────────────

    async def _judge(self, one: Broadcast, counts: Sequence[tuple[str, str, int]], at: datetime) -> None:
        """Whether it is over, or rests; and how fast it goes."""
        waiting = {channel for channel, status, _ in counts if status in ("queued", "sending")}
        for crier in self._criers.values():
            if crier.name in waiting and one.status == "sending" and (held := crier.patience.was_held()):
                await self._tell_of(one, held)
        if one.status == "sending" and await self._is_over(one, waiting, at):
            await self._course.forgotten(one.id)
            await self._course.end(one.id, stamp(at))
        elif one.status == "paused" and one.why_paused and not waiting:
            await self._course.resume(one.id)  # whoever was waiting for it left
        elif rest := self._rest(one, waiting):
            await self._course.pause(one.id, rest.why, stamp(rest.since), stamp(rest.until))
        elif one.status == "sending":
            await self._measure(one, counts, at)

    async def _is_over(self, one: Broadcast, waiting: set[str], at: datetime) -> bool:
        if not waiting:
            return True
        begun = max(filter(None, (one.rest, one.starts, one.snapshot)), default=at)
        served = waiting & ({*self._criers} | await self._course.served(stamp(at)))
        may_end = one.rest is not None or one.total <= FIRST
        return may_end and not served and at - begun > LINGERS

    def _rest(self, one: Broadcast, waiting: set[str]) -> Rest | None:
        """Why it rests, when everyone who is to say it does and that is not known yet."""
        ours = [self._criers[channel] for channel in waiting if channel in self._criers]
        resting = [crier.patience.rest for crier in ours if crier.patience.resting()]
        if not ours or len(resting) < len(ours):
            return None
        soonest = min((rest for rest in resting if rest), key=lambda rest: rest.until)
        known = one.status == "paused" and (not one.why_paused or one.resumes == soonest.until)
        return None if known else soonest

    async def _tell_of(self, one: Broadcast, held: Rest) -> None:
        """The database stood still: nobody could be told until now."""
        await self._course.pause(one.id, held.why, stamp(held.since), stamp(held.until))
        await self._report(self._clock())
        await self._course.resume(one.id)

    async def _measure(self, one: Broadcast, counts: Sequence[tuple[str, str, int]], at: datetime) -> None:
        """How many a minute were settled lately."""
        settled = sum(count for _, status, count in counts if status not in ("queued", "sending"))
        seen = self._settled.setdefault(one.id, deque())
        seen.append((at, settled))
        while (at - seen[0][0]).total_seconds() > SPEED_SECONDS:
            seen.popleft()
        seconds = (at - seen[0][0]).total_seconds()
        if seconds >= TELL_EVERY.total_seconds():
            per_minute = round((settled - seen[0][1]) * 60 / seconds)
            if per_minute != one.per_minute:
                await self._course.speed(one.id, per_minute)

    async def _report(self, at: datetime) -> None:
        """Tell each author: at once of a new stage, of counts about every five seconds."""
        since = stamp(at - LATE_MOST)
        found = [*await self._course.changed(since), *await self._course.ended(since), *await self._course.going()]
        rows = {row[0]: row for row in found}
        for id, row in rows.items():
            one = broadcast(row)
            if one.snapshot is None:
                continue
            changes = await self._course.changes(id) if one.version or one.withdrawn else []
            stand = Stand((one.status, one.why_paused, one.resumes), (*await self._course.counts(id), *changes))
            told = self._told.get(id)
            if told is None and one.status in ("ended", "cancelled"):
                self._told[id] = (at, stand)  # its author heard the end, or hears it when something changes
            elif told is None or told[1].stage != stand.stage or (told[1] != stand and at - told[0] >= TELL_EVERY):
                self._told[id] = (at, stand)
                await self._tell_author(id, f"{LEASE_NAME}:stand:{id}")

    async def _tell_author(self, id: int, key: str) -> None:
        if author := await self._course.author(id):
            await self._tell(*author, key)

    # ── what was said, and links ──────────────────────────────────────────────────────────────────────────────

    async def _hand_out_changes(self, at: datetime) -> None:
        for row in await self._course.changed(stamp(at - LATE_MOST)):
            withdrawn = broadcast(row).withdrawn is not None
            for crier in self._criers.values():
                await crier.change(Change(row, withdrawn))

    async def _look_at_links(self, stop: asyncio.Event) -> None:
        """Beside the rounds, because servers may take their time."""
        while not stop.is_set():
            try:
                await self.look_at_links()
            except StorageTrouble as trouble:
                _logger.error("links trouble=%s", type(trouble).__name__)
            except Exception as error:  # a fault of ours
                _logger.error("links failed error=%s", type(error).__name__)
            await asyncio.sleep(ROUND_SECONDS)

    async def look_at_links(self) -> None:
        """Ask every address that nobody looked at yet, and tell who may have written it: who does not look at it hears nothing."""
        unseen = await self._course.unseen_links()
        if not unseen:
            return
        found = await self._links.look(sorted({url for _, url in unseen}))
        at = stamp(self._clock())
        await self._course.links_seen([(id, url, found[url], at) for id, url in unseen])
        for id in sorted({id for id, _ in unseen}):
            for writer in await self._course.writers(id):
                await self._tell(*writer, f"{LEASE_NAME}:links:{id}")


def _group(cell: Sequence[object]) -> Group:
    channel, role, sector, province, municipality, got = cell
    return Group(str(channel), str(role), str(sector), str(province), str(municipality), bool(got), 1)


def _is_ready(one: Broadcast, counts: Sequence[tuple[str, str, int]], at: datetime) -> bool:
    """Whether somebody who is queued may have it now."""
    queued = sum(count for _, status, count in counts if status == "queued")
    return queued > max(0, one.total - up_to(one, at))
