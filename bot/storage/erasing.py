"""Erasing all that is kept of a person, in the transaction of the turn in which they said so: read this for what that means.

What names the person goes with their row (`ON DELETE CASCADE`), or stays without them (`SET NULL`); `STAYS` names every table of which
something stays, and why, and a test demands that no table is forgotten. What is left to do by hand is done here: what they said to others
stands in the others' rows too.

Three things outlive the row. A keyed hash of each of their events, for as long as one could come again. A salted one of who they were, for
back-ups. And for the moment until it is said the receipt, with where to say it: in a row of a person who never said anything.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from bot.storage.engine import Engine
from bot.storage.rows import Outgoing, OutgoingTo, Written

RECALLED = timedelta(hours=48)
"""How old a message may be that a bot takes back (Telegram Bot API, deleteMessage)."""
TEXT_CHARACTERS_LEAST = 4
"""A shorter text is in any other by chance."""
BEGINNING_CHARACTERS = 40
"""So much of a text is enough to find it where only its beginning is shown."""

STAYS = {
    "absence_tickets": "numbers of questions, with the absence of somebody else",
    "absences": "of who asked them to stand in: without who that was",
    "audit": "what was done, without by whom and about whom",
    "broadcast_answers": "what the organisation told everybody, without who wrote it",
    "broadcast_links": "the addresses in messages to many",
    "broadcast_recipients": "that somebody got it, for the counts, without who",
    "broadcasts": "what the organisation told many, without who sent it",
    "carried_out": "when the daily tidying was done",
    "codes": "those that others used",
    "counters": "the last numbers that were given",
    "erased_events": "keyed hashes of their events",
    "erasures": "a salted hash of who they were",
    "handles": "the names of the guide",
    "leases": "which process does what",
    "live_entries": "what the organisation answers everybody, without who wrote it or asked it first",
    "proposals": "those of others, without who judged them",
    "question_sets": "the content of scans",
    "questions": "what was asked longer ago than `vraag_dagen`, of nobody any more; of others, without who answered",
    "ratings": "counts by day",
    "tallies": "counts by month, never with anyone",
    "ticket_messages": "in the questions of others: that there was a message, without its text and author",
    "tickets": "of others: without who answered",
    "wordings": "words by day, never with anyone",
}
"""What stays of a person's in each table of which something does; of all other tables nothing stays."""

EVENTS = "SELECT event FROM heard WHERE person = ?1 UNION SELECT event_id FROM failed WHERE person = ?1"
KEEP_EVENT = "INSERT INTO erased_events (hash, at) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
KEEP_ERASURE = "INSERT INTO erasures (salt, hash, at) VALUES (?, ?, ?) ON CONFLICT (salt) DO NOTHING"
KEY = "SELECT key, channel, address FROM persons WHERE id = ?"
SAID_LATELY = "SELECT message_id FROM outbox WHERE person = ?1 AND message_id IS NOT NULL AND said_at > ?2 ORDER BY turn, part"
OWN_TICKETS = "SELECT id FROM tickets WHERE asker = ?"
TOLD_OTHERS = (
    "SELECT question FROM tickets WHERE asker = ?1 UNION SELECT scan FROM tickets WHERE asker = ?1"
    " UNION SELECT asker_name FROM tickets WHERE asker = ?1 UNION SELECT called FROM persons WHERE id = ?1"
    " UNION SELECT text FROM ticket_messages WHERE author = ?1"
    " UNION SELECT m.text FROM ticket_messages AS m JOIN tickets AS t ON t.id = m.ticket WHERE t.asker = ?1"
    " UNION SELECT text FROM broadcast_questions WHERE person = ?1"
    " UNION SELECT answer FROM proposals WHERE proposer = ?1"
    " UNION SELECT p.question FROM proposals AS p JOIN tickets AS t ON t.id = p.ticket WHERE t.asker = ?1"
)
WAITING_FOR_OTHERS = "SELECT person, turn, part, key, message, transaction_id FROM outbox WHERE said_at IS NULL AND person <> ?"
DROP_WAITING = "DELETE FROM outbox WHERE person = ? AND turn = ? AND part = ?"
WITH_A_ROLE = "SELECT person FROM roles"
ONCE_WITH_A_ROLE = "SELECT actor FROM audit WHERE actor IS NOT NULL"
ANSWERED = (
    "SELECT asker FROM tickets WHERE holder = ?1"
    " UNION SELECT t.asker FROM ticket_messages AS m JOIN tickets AS t ON t.id = m.ticket WHERE m.author = ?1"
)
BLANK_SAID = "UPDATE outbox SET message = '' WHERE person = ? AND said_at IS NOT NULL AND message <> ''"
"""A message that was said is found by its key and id; its text serves nobody any more."""
DROP_PROPOSALS = (
    "DELETE FROM proposals WHERE proposer = ?",
    "DELETE FROM proposals WHERE ticket IN (SELECT id FROM tickets WHERE asker = ?)",
    "DELETE FROM proposals WHERE (ticket, message) IN (SELECT ticket, number FROM ticket_messages WHERE author = ?)",
)
BLANK_MESSAGES = (
    "UPDATE ticket_messages SET text = '', message_id = '', file = '', withdrawn_at = COALESCE(withdrawn_at, ?2) WHERE author = ?1"
)
LEAVE_BROADCASTS = (
    "UPDATE broadcast_recipients SET message_id = NULL, transaction_id = NULL,"
    " status = CASE WHEN status = 'queued' THEN 'left' ELSE status END WHERE person = ?"
)
DROP_CODES = "DELETE FROM codes WHERE used_by = ?"
DROP_PERSON = "DELETE FROM persons WHERE id = ?"
TO_BE_TOLD = "INSERT INTO persons (key, channel, address, state, since, heard_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)"
NUMBER = "SELECT id FROM persons WHERE key = ?"
TELL = "INSERT INTO outbox (person, turn, part, key, message, transaction_id, made_at) VALUES (?, 0, ?, ?, ?, ?, ?)"
TOLD = (
    "DELETE FROM persons WHERE id = ? AND turns = 0"
    " AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.person = persons.id AND o.said_at IS NULL)"
)
NEVER_TOLD = "DELETE FROM persons WHERE turns = 0 AND heard_at < ?"
FORGET_EVENTS = "DELETE FROM erased_events WHERE at < ?"
FORGET_ERASURES = "DELETE FROM erasures WHERE at < ?"
ERASURES = "SELECT salt, hash, at FROM erasures ORDER BY at"
SILENT = (
    "SELECT key FROM persons AS p WHERE heard_at < ? AND NOT EXISTS (SELECT 1 FROM roles AS r WHERE r.person = p.id)"
    " ORDER BY heard_at LIMIT 500"
)
NEWEST = "SELECT max(at) FROM erasures AS e"
WAIT_TO_BE_TOLD = "SELECT count(*) FROM persons AS p WHERE turns = 0 AND heard_at > ''"
KEYS = "SELECT key FROM persons AS p WHERE key > ?1 AND key < ?2"
KNOWN = "SELECT 1 FROM persons WHERE key = ?"
FORGET_SCANS = "DELETE FROM runs WHERE changed_at < ?"
FORGET_AUDIT = "DELETE FROM audit WHERE at < ?"
EVERYONE = "SELECT key, since FROM persons WHERE since <= ? ORDER BY id"


class Erasing(Struct, frozen=True):
    """Somebody had everything erased.

    Args:
        recalls: What we said to them lately goes out of their chat too.
        first_state: The state of someone who is new.
    """

    recalls: bool
    first_state: str


class Erasure(Struct, frozen=True):
    """That somebody was erased: nothing tells who, but to who holds the key and asks for a name."""

    salt: str
    hash: str
    at: str

    def is_of(self, person: str, secret: bytes) -> bool:
        return self.hash == _salted(person, self.salt, secret)


def event_hash(person: str, event: str, secret: bytes) -> str:
    """By what an event of somebody who is erased is known again."""
    return _keyed(f"{person}\n{event}", secret)


def is_counted(event: str) -> bool:
    """Whether an event's id is a count of our own, which begins anew with who comes back; no channel gives one that looks so."""
    return event.startswith("#") and not event.startswith("##")


async def erase(engine: Engine, person: int, rows: Iterable[Written], erasing: Erasing, at: str, secret: bytes) -> None:
    """In the transaction of their last turn, after all its rows are written.

    Args:
        rows: What the turn writes: its messages are told to them after all, and those to others stay.
        at: UTC.
        secret: Of the data folder.
    """
    ((key, channel, address),) = await engine.rows(KEY, (person,))
    events = [event for (event,) in await engine.rows(EVENTS, (person,)) if not is_counted(event)]
    await engine.many(KEEP_EVENT, sorted((event_hash(key, event, secret), at) for event in events))
    salt = secrets.token_hex(16)
    await engine.many(KEEP_ERASURE, [(salt, _salted(key, salt, secret), at)])
    since = (datetime.fromisoformat(at) - RECALLED).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    lately = [id for (ids,) in await engine.rows(SAID_LATELY, (person, since)) for id in ids.split()] if erasing.recalls else []
    written = list(rows)
    await _with_others(engine, person, {row.transaction_id for row in written if isinstance(row, OutgoingTo)}, at)
    await engine.many(LEAVE_BROADCASTS, [(person,)])
    await engine.many(DROP_CODES, [(person,)])
    await engine.many(DROP_PERSON, [(person,)])
    if says := [row for row in written if isinstance(row, Outgoing)]:
        await engine.many(TO_BE_TOLD, [(key, channel, address, erasing.first_state, at)])
        ((number,),) = await engine.rows(NUMBER, (key,))
        await engine.many(TELL, _receipt(number, says, lately, at))


async def _with_others(engine: Engine, person: int, new: set[str], at: str) -> None:
    """What they said to others, and others in their questions, wherever it stands; `new` are messages of this very turn."""
    tickets = {f"t:{id}:" for (id,) in await engine.rows(OWN_TICKETS, (person,))}
    texts = [_as_written(text) for (text,) in await engine.rows(TOLD_OTHERS, (person,)) if len(text) >= TEXT_CHARACTERS_LEAST]
    if not tickets and not texts:
        return
    waiting = await engine.rows(WAITING_FOR_OTHERS, (person,))
    gone = [row[:3] for row in waiting if row[5] not in new and (_begins(row[3], tickets) or any(text in row[4] for text in texts))]
    await engine.many(DROP_WAITING, gone)
    colleagues = {one for sql in (WITH_A_ROLE, ONCE_WITH_A_ROLE) for (one,) in await engine.rows(sql)}
    told = {one for (one,) in await engine.rows(ANSWERED, (person,))}
    await engine.many(BLANK_SAID, [(one,) for one in sorted((colleagues | told) - {person})])
    for sql in DROP_PROPOSALS:
        await engine.many(sql, [(person,)])
    await engine.many(BLANK_MESSAGES, [(person, at)])


def _receipt(person: int, says: Sequence[Outgoing], lately: Sequence[str], at: str) -> list[tuple[Any, ...]]:
    """What they are told, and before it that what was said lately goes out of the chat."""
    recall = msgspec.json.encode({"type": "recall", "message_ids": lately}).decode()
    first = [(person, 0, "", recall, secrets.token_urlsafe(12), at)] if lately else []
    return [*first, *((person, number, "", say.message, say.transaction_id, at) for number, say in enumerate(says, len(first)))]


def _begins(key: str, prefixes: set[str]) -> bool:
    return ":".join(key.split(":")[:2]) + ":" in prefixes


def _as_written(text: str) -> str:
    """The beginning of a text as it stands in a message that waits."""
    return msgspec.json.encode(text[:BEGINNING_CHARACTERS]).decode()[1:-1]


def _salted(person: str, salt: str, secret: bytes) -> str:
    return _keyed(f"{salt}\n{person}", secret)


def _keyed(text: str, secret: bytes) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), key=secret[:64], digest_size=20).hexdigest()
