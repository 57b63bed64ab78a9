"""One turn, from what a person did to what they are told: read this first.

A channel makes an `Incoming` of its update and calls `hear`. In one transaction the event is noted (a second time it has no effect), the
pure `respond` decides, and answers, state and messages are written. Only when `hear` returns may the channel confirm the update; then
`outbox` says what waits. What fails by our fault is kept, answered with one honest sentence, and can be replayed.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import cast
from weakref import WeakValueDictionary

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot import sharing
from bot.clock import stamp
from bot.effects import facts, outgoing, reached, rows
from bot.log import Log
from bot.search import Lookup
from bot.storage.committer import Committed, Decide, NotNow, Writes
from bot.storage.erasing import Erasing
from bot.storage.loading import Key, Loaded
from bot.storage.rows import FailedGone, FailedTurn, RawState, ReminderGone
from bot.storage.sharing import Wanted
from bot.storage.store import Failed, Store
from bot.storage.troubles import StorageTrouble
from dialogs import memory, roles
from dialogs.conversation import respond
from dialogs.language import Due, Effect, Event, Say, Search, Settle, Unreachable
from dialogs.memory import Conversation, UnknownState
from dialogs.needs import needs, own_words
from dialogs.rights import Erase, Forget
from knowledge import Knowledge
from knowledge.faq import Audience
from knowledge.search import Matches

TEXT_CHARACTERS_KEPT = 20_000
"""Longer texts are cut before anything is done with them; the conversation itself reads fewer."""
FIRST_STATE = memory.write(Conversation())

_encode_event = msgspec.json.Encoder().encode
_decode_event = msgspec.json.Decoder(Event).decode


class Incoming(Struct, frozen=True):
    """Something that a person did.

    Args:
        channel: Name of the channel.
        person: The person's name on that channel.
        at: When, with its time zone.
        event_id: The channel's id for it; None lets the store give one.
        address: Where to answer; "" for a channel that knows it from the person's name.
        edits: Whether what is said there can be changed afterwards, so that an answered question can show what was chosen.
        message_id: The channel's id of the message that was typed, changed or withdrawn; "" when it has none.
        replies_to: The channel's id of the message of ours that it replies to; "" for none.
    """

    channel: str
    person: str
    event: Event
    at: datetime
    event_id: str | None = None
    address: str = ""
    edits: bool = False
    message_id: str = ""
    replies_to: str = ""

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.person}"


class Asked(Struct, frozen=True):
    """What the FAQ is searched for, and for whom."""

    text: str
    audience: Audience | None


class WentOn(Exception):
    """The person did something after the turn that failed, so that it must rest."""


class Turns:
    """Where events become turns: one person's in order, many people's at once.

    Args:
        knowledge: What is known; it may be replaced whole between two turns.
        lookup: How it is searched; None compares letters and words only.
        mails: Whether letters can be sent.
        erased: What is left to do once somebody is erased from the database.

    Attributes:
        added: What is left to do once an editor added or withdrew an answer.
    """

    def __init__(
        self,
        store: Store,
        knowledge: Knowledge,
        log: Log,
        lookup: Lookup | None = None,
        *,
        mails: bool = False,
        erased: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self._store = store
        self._log = log
        self._lookup = lookup or Lookup()
        self._mails = mails
        self._erased = erased or _nothing_left
        self.added: Callable[[], Awaitable[object]] = _nothing_left
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def hear(self, incoming: Incoming) -> Committed | None:
        """Do what an event asks; when this returns, it is on the disk and may be confirmed.

        Returns:
            What was written; None when the event was heard before, or failed by our fault and is kept as that.

        Raises:
            StorageTrouble: Nothing was written and nothing may be confirmed.
        """
        lane = self._lanes.setdefault(incoming.key, asyncio.Lock())
        async with lane:
            return await self._hear(_sound(incoming))

    async def replay(self, failed: Failed, at: datetime) -> bool:
        """Do a failed turn again; False when the person has gone on since, so that it must rest."""
        channel, _, person = failed.person.partition(":")
        event = _decode_event(failed.event)
        incoming = Incoming(channel, person, event, at, f"{failed.event_id}~{failed.turn}", failed.address)
        try:
            await self._decided(incoming, failed)
        except WentOn:
            return False
        return True

    async def _hear(self, incoming: Incoming) -> Committed | None:
        try:
            return await self._decided(incoming)
        except StorageTrouble:
            raise
        except Exception as error:  # a fault of ours: keep the event, say so, go on
            where = "".join(traceback.format_tb(error.__traceback__)[-3:])
            self._log.failure(incoming.channel, incoming.key, type(error).__name__, where)
            as_it_was = replace(self._key(incoming), needs=_nothing)
            await self._store.turn(as_it_was, _fail(incoming, f"{type(error).__name__}\n{where}", self.knowledge))
            return None

    async def _decided(self, incoming: Incoming, again: Failed | None = None) -> Committed | None:
        """The turn; a text that only the FAQ understands is looked up outside the transaction and comes back with what was found."""
        knowledge = self.knowledge
        started = self._log.start()
        result = await self._store.turn(self._key(incoming), self._step(incoming, knowledge, None, again))
        if isinstance(result, NotNow):
            assert isinstance(result.reason, Asked)
            matches = await self._lookup.find(knowledge, result.reason.text, result.reason.audience)
            result = await self._store.turn(self._key(incoming), self._step(incoming, knowledge, matches, again))
            assert not isinstance(result, NotNow), "what was searched for is asked for again"
        done = result if isinstance(result, Committed) else None
        if done and done.writes.erasing:
            await self._erased()
        if done and done.adds:
            await self.added()
        self._log.turn(incoming.channel, incoming.key, incoming.event, done, started)
        return done

    def _step(self, incoming: Incoming, knowledge: Knowledge, matches: Matches | None, again: Failed | None) -> Decide:
        """The decision of one turn, perhaps of one that failed before: plain, synchronous, without side effects."""
        reference = self._log.reference(incoming.key)
        mended = (FailedGone(again.event_id),) if again else ()

        def decide(loaded: Loaded) -> Writes | NotNow:
            if again and loaded.turn != again.turn + 1:
                raise WentOn
            conversation, why = _remembered(loaded.state)
            known = facts(loaded, incoming.at, lost=why is not None, mails=self._mails, matches=matches, reference=reference)
            turn = respond(conversation, incoming.event, knowledge, known)
            if isinstance(turn, Search):
                return NotNow(Asked(turn.text, known.audience))
            written, audience = rows(_sayable(turn.effects, incoming), loaded, knowledge)
            erasing = next((Erasing(one.recalls, FIRST_STATE) for one in turn.effects if isinstance(one, Forget)), None)
            lost = (RawState(loaded.turn, loaded.state, why, loaded.key.at),) if why is not None else ()
            done = (ReminderGone(incoming.event.key),) if isinstance(incoming.event, Due) else ()
            kept = (*mended, *lost, *done, *reached(incoming.event, loaded), *written)
            return Writes(memory.write(turn.conversation), kept, audience, erasing)

        return decide

    def _key(self, incoming: Incoming) -> Key:
        event = incoming.event

        at = stamp(incoming.at)

        def wanted(state: str) -> Wanted:
            return sharing.wanted(needs(_remembered(state)[0], event), at, incoming.message_id, incoming.replies_to)

        address = incoming.address or incoming.person
        first = None if isinstance(event, Due | Unreachable | Erase) else FIRST_STATE  # nobody becomes known by these
        return Key(incoming.key, incoming.channel, address, incoming.event_id, at, first, wanted)


def _sayable(effects: tuple[Effect, ...], incoming: Incoming) -> tuple[Effect, ...]:
    """Without marks on earlier messages where those can't be changed."""
    return effects if incoming.edits else tuple(effect for effect in effects if not isinstance(effect, Settle))


def _remembered(state: str) -> tuple[Conversation, str | None]:
    """The conversation, and why it could not be read (None when it could)."""
    try:
        return memory.read(state), None
    except UnknownState as error:
        return Conversation(), str(error)


def _fail(incoming: Incoming, error: str, knowledge: Knowledge) -> Decide:
    """Keep the event, leave everything as it was, and say that it went wrong; of distress nothing is kept, and its answer is given."""
    if knowledge.distress.heard(own_words(incoming.event)):
        return _answer_distress(knowledge)

    def decide(loaded: Loaded) -> Writes:
        event = _encode_event(roles.WITHOUT_CODE if roles.code_in(incoming.event) else incoming.event).decode()
        kept = FailedTurn(loaded.event, event, loaded.turn, error, loaded.key.at)
        done = (ReminderGone(incoming.event.key),) if isinstance(incoming.event, Due) else ()
        words_for = knowledge.phrases_for(cast("Audience | None", loaded.audience))
        sorry = outgoing(Say(words_for.general.our_fault()), loaded.turn, 0, loaded.key.at)
        return Writes(loaded.state, (kept, *done, *reached(incoming.event, loaded), sorry))

    return decide


def _answer_distress(knowledge: Knowledge) -> Decide:
    def decide(loaded: Loaded) -> Writes:
        return Writes(loaded.state, (outgoing(Say(knowledge.distress.message), loaded.turn, 0, loaded.key.at),))

    return decide


async def _nothing_left() -> None:
    """Where there is only the database."""


def _nothing(state: str) -> Wanted:  # noqa: ARG001 (a turn that failed needs nothing)
    return Wanted()


def _sound(incoming: Incoming) -> Incoming:
    """The same with only texts that can be kept, also when the turn fails: not too long, and without half characters."""
    event = incoming.event
    texts = {name: value for name in event.__struct_fields__ if isinstance(value := getattr(event, name), str)}
    mended = {name: kept for name, text in texts.items() if (kept := _kept(text)) != text}
    return replace(incoming, event=replace(event, **mended)) if mended else incoming


def _kept(text: str) -> str:
    return text[:TEXT_CHARACTERS_KEPT].encode(errors="replace").decode()
