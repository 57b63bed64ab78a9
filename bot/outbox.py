"""Saying what waits: a person's messages in order, each marked when the channel has it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.clock import now, stamp
from bot.effects import decode_message
from bot.files import TRIES_MOST, NoFile, NotGot, StillThere
from bot.storage.store import Said, Store, Unsaid
from bot.voice import Gone, Refused, TryLater, Voice
from dialogs.here import paragraphs
from dialogs.language import Revise, Say, Settle
from dialogs.rights import Recall
from dialogs.ticket import message_of
from dialogs.tickets.files import NOT_PASSED, STILL_THERE, trouble_key
from knowledge import Knowledge

TURNS_WAITING_MOST = 5
OTHERS_PART = 1000
"""From this part on it is what somebody else's turn says to them (`bot/storage/rows.py`), and nothing of ours goes before it."""


class Waiting(Struct, frozen=True):
    """A message that waits, decoded."""

    row: Unsaid
    message: Say | Revise | Settle | Recall

    @property
    def say(self) -> Say:
        """What is to be read; nothing where only something goes away."""
        if isinstance(self.message, Recall):
            return Say("", lasting=True)
        return self.message if isinstance(self.message, Say) else self.message.say


class Mouth(Struct, frozen=True):
    """Who says a message, also when the picture or file that goes with it can't come along: then its author hears that."""

    store: Store
    voice: Voice
    knowledge: Knowledge

    async def say(self, one: Waiting, earlier: str | None) -> str:
        """Say it; the channel's id of it.

        Raises:
            TryLater, Gone, Refused: It was not said.
        """
        say, id = await self._whole(one), one.row.transaction_id
        try:
            return await self.voice.say(say, earlier, id)
        except NotGot:
            if one.row.tries < TRIES_MOST:
                raise
        except NoFile:
            pass
        except StillThere as still:
            await self._tell_author(one.row, STILL_THERE)
            return still.message_id
        text = paragraphs(say.text, self.knowledge.phrases.ticket.file_lacks())
        said = await self.voice.say(replace(say, text=text, file=None), earlier, id)
        await self._tell_author(one.row, NOT_PASSED)
        return said

    async def _whole(self, one: Waiting) -> Say:
        """With the file of what is kept of the person, made of what is kept now."""
        say = one.say
        if say.dossier is None:
            return say
        from bot import dossier  # noqa: PLC0415 (few ask for it)

        kept = await self.store.erasures.kept(one.row.person)
        return replace(say, dossier=replace(say.dossier, data=dossier.make(say.dossier, kept, self.knowledge)))

    async def _tell_author(self, row: Unsaid, trouble: str) -> None:
        if about := message_of(row.key):
            await self.store.tell_author(about, trouble_key(*about, trouble), stamp(now()))


async def deliver(store: Store, person: str, voice: Voice, knowledge: Knowledge) -> None:
    """Say everything that waits for a person, in order, and mark it.

    Raises:
        TryLater: The first message that waits can't be said yet; it and all after it wait on.
    """
    rows, unreadable = _decoded(await store.unsaid(person))
    passed, waiting = summed_up(rows, knowledge)
    await _pass_over(store, unreadable, "unreadable")
    await _pass_over(store, [one.row for one in passed], "summed up")
    for one in waiting:
        await _deliver(store, person, one, Mouth(store, voice, knowledge))


def _decoded(rows: Sequence[Unsaid]) -> tuple[list[Waiting], list[Unsaid]]:
    """The messages, and the rows that this version can't read: one of those must not keep all after it waiting for ever."""
    decoded: list[Waiting] = []
    unreadable: list[Unsaid] = []
    for row in rows:
        try:
            decoded.append(Waiting(row, decode_message(row.message)))
        except msgspec.MsgspecError:
            unreadable.append(row)
    return decoded, unreadable


async def _pass_over(store: Store, rows: Sequence[Unsaid], why: str) -> None:
    moment = stamp(now())
    await store.said(Said(row.person, row.turn, row.part, moment, None, why) for row in rows)


async def _deliver(store: Store, person: str, one: Waiting, mouth: Mouth) -> None:
    row = one.row
    earlier = None if isinstance(one.message, Say) else await store.message_id(row)
    message_id, problem = None, None
    try:
        if isinstance(one.message, Recall):
            await mouth.voice.recall(one.message.message_ids)
        elif not isinstance(one.message, Settle):
            message_id = await mouth.say(one, earlier)
        elif earlier:
            await mouth.voice.settle(one.say, earlier)
    except TryLater as later:
        later.tries = row.tries
        await store.tried(row, "later")
        raise
    except (Gone, Refused) as error:
        problem = type(error).__name__.lower()
        if isinstance(error, Gone):
            await store.gone(person)
    await store.said([Said(row.person, row.turn, row.part, stamp(now()), message_id, problem)])


def summed_up(rows: Sequence[Waiting], knowledge: Knowledge) -> tuple[list[Waiting], list[Waiting]]:
    """Which messages are passed over and which are said.

    With more than five turns waiting, only the last one is said, with a sentence why; what was meant to last is always said.
    """
    turns = {one.row.turn for one in rows if not isinstance(one.message, Settle)}
    if len(turns) <= TURNS_WAITING_MOST:
        return [], list(rows)
    last = max(turns)
    kept = [one for one in rows if not isinstance(one.message, Settle) and (one.row.turn == last or one.say.lasting)]
    passed = [one for one in rows if one not in kept]
    first = next((index for index, one in enumerate(kept) if one.row.turn == last and one.row.part < OTHERS_PART), None)
    if first is not None:
        lead = knowledge.phrases.general.behind()
        kept[first] = Waiting(kept[first].row, replace(kept[first].say, text=paragraphs(lead, kept[first].say.text)))
    return passed, kept
