"""The letters that wait to be sent, as the sender sees them: beside the turns, for a letter leaves long after its turn."""

from __future__ import annotations

from msgspec import Struct

from bot.storage.committer import Committer
from bot.storage.engine import Engine

TO_SEND = (
    "SELECT l.id, p.key, l.person, l.turn, l.recipient, l.reply_to, l.subject, l.text, l.made_at, l.tries FROM letters AS l"
    " JOIN persons AS p ON p.id = l.person WHERE l.status = 'waiting' AND l.next_try_at <= ? ORDER BY l.next_try_at, l.made_at LIMIT 20"
)
SENT = "UPDATE letters SET status = 'sent', sent_at = ?2, tries = tries + 1, problem = NULL WHERE id = ?1 AND status = 'waiting'"
LATER = "UPDATE letters SET tries = tries + 1, next_try_at = ?2, problem = 'later' WHERE id = ?1 AND status = 'waiting'"
TELL = (
    "INSERT INTO reminders (person, key, due_at) SELECT person, ?2, ?3 FROM letters WHERE id = ?1 AND status = 'waiting'"
    " ON CONFLICT (person, key) DO UPDATE SET due_at = excluded.due_at"
)
FAILED = "UPDATE letters SET status = 'failed', tries = tries + 1, problem = ?2 WHERE id = ?1 AND status = 'waiting'"
COUNTS = "SELECT status, count(*) FROM letters GROUP BY status"
ERASE = (
    "UPDATE letters SET closed_at = ?2, recipient = NULL, reply_to = NULL, subject = NULL, text = NULL, content = NULL,"
    " status = CASE status WHEN 'waiting' THEN 'withdrawn' ELSE status END, problem = 'old' WHERE closed_at IS NULL AND made_at < ?1"
)
FORGET = "DELETE FROM letters WHERE closed_at IS NOT NULL AND closed_at < ?"


class ToSend(Struct, frozen=True):
    """A letter whose turn it is.

    Args:
        asker: By the key of their person.
        person: The number of their account.
        tries: How often it was tried before.
    """

    id: str
    asker: str
    person: int
    turn: int
    recipient: str
    reply_to: str
    subject: str
    text: str
    made_at: str
    tries: int


class Postbox:
    """Every method may raise a `StorageTrouble`. Times are UTC."""

    def __init__(self, engine: Engine, committer: Committer) -> None:
        self._engine = engine
        self._committer = committer

    async def to_send(self, now: str) -> list[ToSend]:
        """The letters that are to be tried now, at most twenty."""
        return [ToSend(*row) for row in await self._engine.read(TO_SEND, (now,))]

    async def sent(self, id: str, at: str) -> None:
        """A mail server has it."""
        await self._committer.write(SENT, [(id, at)])

    async def later(self, id: str, next_try_at: str) -> None:
        """It did not go yet."""
        await self._committer.write(LATER, [(id, next_try_at)])

    async def failed(self, id: str, problem: str, reminder: str, due_at: str) -> None:
        """It never goes. First comes the reminder with which its asker is told: who is killed in between tries once more."""
        await self._committer.write(TELL, [(id, reminder, due_at)])
        await self._committer.write(FAILED, [(id, problem)])

    async def counts(self) -> dict[str, int]:
        """How many letters there are, by how it stands with them."""
        found: list[tuple[str, int]] = [(status, count) for status, count in await self._engine.read(COUNTS)]
        return dict(found)

    async def tidy(self, made_before: str, closed_before: str, now: str) -> None:
        """Erase what is in letters that nobody closed, and forget those that are closed."""
        await self._committer.write(ERASE, [(made_before, now)])
        await self._committer.write(FORGET, [(closed_before,)])
