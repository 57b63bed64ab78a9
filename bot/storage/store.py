"""The Store: the one seam between the conversation and a database.

`turn` is how anything that a person did is written; beside it there are a few named reads and a few named writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from bot.storage import unanswered
from bot.storage.committer import Committer, Decide, Result
from bot.storage.course import Course
from bot.storage.engine import Engine, open_engine
from bot.storage.erasures import Erasures
from bot.storage.gathering import Gathered
from bot.storage.ledger import Ledger
from bot.storage.loading import Key
from bot.storage.postbox import Postbox
from bot.storage.queue import Queue
from bot.storage.recipients import Recipients

UNSAID = (
    "SELECT p.key, o.person, o.turn, o.part, o.key, o.message, o.transaction_id, o.tries FROM persons AS p"
    " JOIN outbox AS o ON o.person = p.id AND o.said_at IS NULL WHERE p.key IN ({marks}) ORDER BY o.person, o.turn, o.part"
)
WAITING = (
    "SELECT DISTINCT p.key, p.address FROM outbox AS o JOIN persons AS p ON p.id = o.person"
    " WHERE o.said_at IS NULL AND p.channel = ? ORDER BY p.key"
)
WAITING_COUNTS = (
    "SELECT p.channel, count(*) FROM outbox AS o JOIN persons AS p ON p.id = o.person WHERE o.said_at IS NULL GROUP BY p.channel"
)
SAID = "UPDATE outbox SET said_at = ?4, message_id = ?5, problem = ?6, tries = tries + 1 WHERE person = ?1 AND turn = ?2 AND part = ?3"
TRIED = "UPDATE outbox SET tries = tries + 1, problem = ?4 WHERE person = ?1 AND turn = ?2 AND part = ?3"
MESSAGE_ID = (
    "SELECT message_id FROM outbox WHERE person = ? AND key = ? AND key <> '' AND turn <= ? AND message_id IS NOT NULL"
    " ORDER BY turn DESC, part DESC LIMIT 1"
)
LAST_MESSAGE_ID = (
    "SELECT message_id FROM outbox WHERE person = (SELECT id FROM persons WHERE key = ?) AND message_id IS NOT NULL"
    " ORDER BY turn DESC, part DESC LIMIT 1"
)
DUE = (
    "SELECT p.key, p.address, r.key, r.due_at FROM reminders AS r JOIN persons AS p ON p.id = r.person"
    " WHERE r.due_at <= ? AND p.channel = ? ORDER BY r.due_at LIMIT 100"
)
DUE_OF = (
    "SELECT p.key, p.address, r.key, r.due_at FROM reminders AS r JOIN persons AS p ON p.id = r.person"
    " WHERE r.person = (SELECT id FROM persons WHERE key = ?) AND r.due_at <= ? ORDER BY r.due_at"
)
GONE = "UPDATE persons SET reachable = 0 WHERE key = ?"
TELL_AUTHOR = (
    "INSERT INTO reminders (person, key, due_at) SELECT author, ?3, ?4 FROM ticket_messages"
    " WHERE ticket = ?1 AND number = ?2 AND author IS NOT NULL ON CONFLICT (person, key) DO NOTHING"
)
MOVED = "UPDATE persons SET address = ?2 WHERE key = ?1"
KNOWN_SET = "SELECT 1 FROM question_sets WHERE hash = ?"
KEEP_SET = "INSERT INTO question_sets (hash, id, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING"
FAILED = (
    "SELECT p.key, p.channel, p.address, f.event_id, f.event, f.turn FROM failed AS f JOIN persons AS p ON p.id = f.person ORDER BY f.at"
)
SCAN_ANSWERS = (
    "SELECT p.key, r.id, r.sector, r.level, r.department, r.started_at, r.done_at, a.question, a.value, a.question_set, a.at"
    " FROM answers AS a JOIN runs AS r ON r.person = a.person AND r.id = a.run JOIN persons AS p ON p.id = a.person"
    " WHERE a.value IS NOT NULL AND r.discarded_at IS NULL ORDER BY a.person, r.started_at, a.run, a.turn, a.question"
)
QUESTION_SETS = "SELECT hash, body FROM question_sets ORDER BY hash"
LEASE = (
    "INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?4) ON CONFLICT (name) DO UPDATE"
    " SET holder = excluded.holder, until = excluded.until WHERE leases.holder = excluded.holder OR leases.until < ?3"
)
LEASE_HOLDER = "SELECT holder FROM leases WHERE name = ?"
RELEASE = "DELETE FROM leases WHERE name = ? AND holder = ?"
KEEP_CODE = "INSERT INTO codes (hash, role, region, label, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING"
KEEP_HANDLE = "INSERT INTO handles (channel, handle) VALUES (?, ?) ON CONFLICT (channel) DO UPDATE SET handle = excluded.handle"
HANDLE = "SELECT handle FROM handles WHERE channel = ?"
WHO = (
    "SELECT p.channel, p.address, p.audience, COALESCE(r.role, '') FROM persons AS p LEFT JOIN roles AS r ON r.person = p.id WHERE p.id = ?"
)
FORGET_CODES = "DELETE FROM codes WHERE expires_at < ?"
FORGET_HEARD = "DELETE FROM heard WHERE at < ?"
FORGET_FAILED = "DELETE FROM failed WHERE at < ?"
FORGET_STATES = "DELETE FROM raw_states WHERE at < ?"
UNLINK_QUESTIONS = "UPDATE questions SET person = NULL WHERE person IS NOT NULL AND asked_at < ?"
QUESTIONS = unanswered.of_open(
    "SELECT q.id, q.text, q.unhelpful, q.nearest, COALESCE(q.audience, ''), q.asked_at,"
    " (SELECT COUNT(*) FROM tells AS t WHERE t.question = q.id) FROM questions AS q",
    "ORDER BY q.asked_at, q.id",
)
FORGET_SAID = (
    "DELETE FROM outbox WHERE said_at IS NOT NULL AND said_at < ? AND NOT (key LIKE 't:%' AND EXISTS"
    " (SELECT 1 FROM tickets AS t WHERE t.closed_at IS NULL AND outbox.key LIKE 't:' || t.id || ':%'))"
)
"""What was said in an open question stays, so that a reply to it finds the question."""
ERASE_MESSAGES = (
    "UPDATE ticket_messages SET text = '', message_id = '', file = '' WHERE (text <> '' OR file <> '')"
    " AND ticket IN (SELECT t.id FROM tickets AS t WHERE t.closed_at < ?)"
)
ERASE_TICKETS = (
    "UPDATE tickets SET question = '', scan = '', run = '', place = NULL, municipality = NULL, asker_name = ''"
    " WHERE closed_at < ? AND question <> ''"
)
FORGET_DRAFTS = "DELETE FROM ticket_drafts WHERE at < ?"
FORGET_WONDERS = "DELETE FROM broadcast_questions WHERE at < ?"
UNLINK_RECIPIENTS = (
    "UPDATE broadcast_recipients SET message_id = NULL, transaction_id = NULL WHERE person IS NULL AND message_id IS NOT NULL"
)
"""Of who was erased nothing is left but a count."""


class Unsaid(Struct, frozen=True):
    """A message that waits to be said; its first three fields are its identity and its place in the order."""

    person: int
    turn: int
    part: int
    key: str
    message: str
    transaction_id: str
    tries: int


class Listener(Struct, frozen=True):
    """Someone who still has to be told something, and where."""

    person: str
    address: str


class Said(Struct, frozen=True):
    """What became of a message.

    Args:
        message_id: The channel's; None when it was not said but passed over.
        problem: Why it was passed over or refused; None when all went well.
    """

    person: int
    turn: int
    part: int
    at: str
    message_id: str | None
    problem: str | None = None


class DueReminder(Struct, frozen=True):
    """A reminder whose time has come, and whose it is."""

    person: str
    address: str
    key: str
    due_at: str


class StoredScanAnswer(Struct, frozen=True):
    """One answer of one run, with what the run is about."""

    person: str
    run: str
    sector: str
    level: str
    department: str
    started_at: str
    done_at: str | None
    question: str
    value: str
    question_set: str
    at: str


class StoredQuestion(Struct, frozen=True):
    """A question that got no answer, or none that helped; nothing in it says whose it was.

    Args:
        nearest: Ids of entries, apart by spaces.
        waiting: How many people want to be told of an answer.
    """

    id: str
    text: str
    unhelpful: str
    nearest: str
    audience: str
    asked_at: str
    waiting: int


class StoredCode(Struct, frozen=True):
    """A code that gives a role, by its SHA-256; times are UTC."""

    hash: str
    role: str
    region: str
    label: str
    made_at: str
    expires_at: str


class Who(Struct, frozen=True):
    """Who somebody is, and where to find them."""

    channel: str
    address: str
    audience: str | None
    roles: frozenset[str]


class Failed(Struct, frozen=True):
    """A turn that failed by our fault. It may be replayed while `turn` is still the person's last."""

    person: str
    channel: str
    address: str
    event_id: str
    event: str
    turn: int


class Store:
    """What people said and what we still have to say. Every method may raise a `StorageTrouble`.

    Args:
        secret: Of the data folder, for what is left of who had everything erased.
    """

    def __init__(self, engine: Engine, secret: bytes = b"") -> None:
        self._engine = engine
        self._committer = Committer(engine, secret)
        self._unsaid = Gathered(engine, UNSAID)
        self.letters = Postbox(engine, self._committer)
        self.erasures = Erasures(engine, self._committer, secret)
        self.broadcasts = Queue(engine, self._committer)
        self.ledger = Ledger(self._committer)
        self.live = unanswered.Live(engine)
        self.course = Course(engine, self._committer)
        self.recipients = Recipients(engine, self._committer)

    @classmethod
    async def open(cls, folder: Path, address: str | None = None, secret: bytes = b"") -> Store:
        """Open the database of a data folder, or the PostgreSQL database at an address."""
        return cls(await open_engine(folder, address), secret)

    async def close(self) -> None:
        """Commit what waits and let go of the database."""
        await self._committer.close()
        await self._engine.close()

    async def turn(self, key: Key, decide: Decide) -> Result:
        """One person's turn: load, `decide` (plain, synchronous, pure), write, all in one transaction."""
        return await self._committer.turn(key, decide)

    # ── the outbox ────────────────────────────────────────────────────────────────────────────────────────────

    async def unsaid(self, person: str) -> list[Unsaid]:
        """What a person still has to be told, in order."""
        return [Unsaid(*row) for row in await self._unsaid.rows(person)]

    async def waiting(self, channel: str) -> list[Listener]:
        """Everyone on a channel who still has to be told something."""
        return [Listener(*row) for row in await self._engine.read(WAITING, (channel,))]

    async def waiting_counts(self) -> dict[str, int]:
        """How many messages wait to be said, by channel."""
        return {channel: count for channel, count in await self._engine.read(WAITING_COUNTS)}  # noqa: C416 (a row has no types)

    async def said(self, said: Iterable[Said]) -> None:
        """Mark messages as said, or as passed over."""
        if rows := [(one.person, one.turn, one.part, one.at, one.message_id, one.problem) for one in said]:
            await self._committer.write(SAID, rows)
        if receipts := [person for person, turn, *_ in rows if turn == 0]:
            await self.erasures.told(receipts)

    async def tried(self, message: Unsaid, problem: str) -> None:
        """A message could not be said yet."""
        await self._committer.write(TRIED, [(message.person, message.turn, message.part, problem)])

    async def message_id(self, message: Unsaid) -> str | None:
        """The channel's id of the last message with the same key; None when none was said."""
        rows = await self._engine.read(MESSAGE_ID, (message.person, message.key, message.turn))
        return rows[0][0] if rows else None

    async def gone(self, person: str) -> None:
        """Someone turned out not to be reachable (any more); who comes back is heard, and that makes it good."""
        await self._committer.write(GONE, [(person,)])

    async def moved(self, person: str, address: str) -> None:
        """From now on someone is found at another address."""
        await self._committer.write(MOVED, [(person, address)])

    async def last_message_id(self, person: str) -> str | None:
        """The channel's id of the last message said to a person."""
        rows = await self._engine.read(LAST_MESSAGE_ID, (person,))
        return rows[0][0] if rows else None

    # ── reminders ─────────────────────────────────────────────────────────────────────────────────────────────

    async def due(self, until: str, channel: str) -> list[DueReminder]:
        """The next reminders of anyone on a channel, at most 100, whose time came at or before a UTC time."""
        return [DueReminder(*row) for row in await self._engine.read(DUE, (until, channel))]

    async def due_of(self, person: str, until: str) -> list[DueReminder]:
        """One person's reminders whose time came at or before a UTC time."""
        return [DueReminder(*row) for row in await self._engine.read(DUE_OF, (person, until))]

    async def tell_author(self, message: tuple[int, int], key: str, at: str) -> None:
        """Let who said something in a question be told of it: a reminder under a key, at a UTC time.

        Args:
            message: The number of the ticket, and that of the message in it.
        """
        await self._committer.write(TELL_AUTHOR, [(*message, key, at)])

    # ── question sets ─────────────────────────────────────────────────────────────────────────────────────────

    async def keep_question_sets(self, sets: Sequence[tuple[str, str, str]]) -> None:
        """Keep each set, as (hash, id, body), for as long as answers refer to it; those known already cost no write."""
        new = [one for one in sets if not await self._engine.read(KNOWN_SET, (one[0],))]
        if new:
            await self._committer.write(KEEP_SET, new)

    async def question_sets(self) -> list[tuple[str, str]]:
        """Every set kept, as (hash, body)."""
        return [(hash, body) for hash, body in await self._engine.read(QUESTION_SETS)]

    async def scan_answers(self) -> list[StoredScanAnswer]:
        """Every answer of every run that was not put away, run by run in the order of answering."""
        return [StoredScanAnswer(*row) for row in await self._engine.read(SCAN_ANSWERS)]

    # ── questions for the editors ─────────────────────────────────────────────────────────────────────────────

    async def questions(self) -> list[StoredQuestion]:
        """Every question that waits for an answer, the oldest first."""
        return [StoredQuestion(*row) for row in await self._engine.read(QUESTIONS)]

    async def unlink_questions(self, before: str) -> None:
        """Questions asked before a UTC time become anybody's, and what was closed before it is gone."""
        await self._committer.write(UNLINK_QUESTIONS, [(before,)])
        await self._committer.write(unanswered.FORGET_CLOSED, [(before,)])

    # ── staff ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def keep_code(self, code: StoredCode) -> None:
        """From now on this code gives a role, once."""
        await self._committer.write(KEEP_CODE, [astuple(code)])

    async def keep_handle(self, channel: str, handle: str) -> None:
        """By which name people find the guide on a channel."""
        await self._committer.write(KEEP_HANDLE, [(channel, handle)])

    async def handle(self, channel: str) -> str | None:
        """By which name people find the guide on a channel; None as long as it never ran there."""
        rows = await self._engine.read(HANDLE, (channel,))
        return rows[0][0] if rows else None

    async def who(self, persons: Sequence[int]) -> list[Who]:
        """Who these are now, by the numbers of their accounts."""
        found = [await self._engine.read(WHO, (person,)) for person in persons]
        return [Who(str(rows[0][0]), str(rows[0][1]), rows[0][2], frozenset(row[3] for row in rows if row[3])) for rows in found if rows]

    # ── turns that failed ─────────────────────────────────────────────────────────────────────────────────────

    async def failed(self) -> list[Failed]:
        """Every turn that failed and was not replayed, oldest first."""
        return [Failed(*row) for row in await self._engine.read(FAILED)]

    # ── work that one process does ────────────────────────────────────────────────────────────────────────────

    async def claim(self, name: str) -> bool:
        """Have a piece of work for as long as this process lives, on whatever machine; False while another process has it.

        Asked again it tells whether it is still ours. With SQLite it always is: there the lock on the data folder (`bot/claim.py`) decides.
        """
        return await self._engine.claim(name)

    async def lease(self, name: str, holder: str, now: str, until: str) -> bool:
        """Take or prolong a piece of work; False when another holder has it until later than `now`. Times are UTC."""
        await self._committer.write(LEASE, [(name, holder, now, until)])
        rows = await self._engine.read(LEASE_HOLDER, (name,))
        return bool(rows) and rows[0][0] == holder

    async def release(self, name: str, holder: str) -> None:
        """Give a piece of work back."""
        await self._committer.write(RELEASE, [(name, holder)])

    async def tidy(self, before: str) -> None:
        """Forget events heard or that failed, states not readable, messages said and codes expired before a UTC time."""
        for sql in (FORGET_HEARD, FORGET_SAID, FORGET_CODES, FORGET_FAILED, FORGET_STATES):
            await self._committer.write(sql, [(before,)])

    async def erase_talks(self, closed: str, drafts: str) -> None:
        """Erase what was said about questions closed before a UTC time, and texts without a place from before another; counts stay."""
        await self._committer.write(ERASE_MESSAGES, [(closed,)])
        await self._committer.write(ERASE_TICKETS, [(closed,)])
        await self._committer.write(FORGET_DRAFTS, [(drafts,)])
        await self._committer.write(FORGET_WONDERS, [(closed,)])
        await self._committer.write(UNLINK_RECIPIENTS, [()])
