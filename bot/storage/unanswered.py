"""Questions without an answer, and what the editors added to the answers: loading them for a turn of theirs, and for every process.

All such turns are decided one after another (`bot/storage/sharing.py`), so that two editors never answer the same.
"""

from __future__ import annotations

from msgspec import Struct

from bot.storage.engine import Engine, Row

_OPEN = "WHERE (q.closed_at IS NULL OR (q.answer IS NULL AND EXISTS (SELECT 1 FROM tells AS w WHERE w.question = q.id)))"
"""Nobody is done with it, or somebody said afterwards that they want to be told; who is told in the morning waits for nothing more."""


def of_open(sql: str, order: str) -> str:
    """Of questions `q` only those that wait for an answer."""
    return f"{sql} {_OPEN} {order}"


LAST_OPEN = of_open(
    "SELECT q.id, q.text, COALESCE(q.audience, ''), q.asked_at, q.unhelpful, q.nearest FROM questions AS q",
    "ORDER BY q.asked_at DESC, q.id DESC LIMIT 500",
)
WAITING = of_open(
    "SELECT t.question, t.person FROM tells AS t JOIN questions AS q ON q.id = t.question", "ORDER BY t.question, t.at, t.person"
)
UNTOLD = (
    "SELECT q.id, t.person, q.asked_at, q.text, q.answer FROM questions AS q JOIN tells AS t ON t.question = q.id"
    " WHERE q.answer IS NOT NULL ORDER BY q.asked_at, q.id, t.person"
)
WORDINGS = "SELECT text, entry, COUNT(*) FROM wordings GROUP BY text, entry ORDER BY COUNT(*) DESC, MIN(day), text, entry LIMIT 200"
LIVE = "SELECT number, entry, kind, yaml, made_at FROM live_entries WHERE withdrawn_at IS NULL ORDER BY number"
KEPT = "SELECT ticket, message, question, answer, state FROM proposals WHERE state = 'bewaard' ORDER BY judged_at, ticket, message"
FORGET_CLOSED = "DELETE FROM questions WHERE closed_at < ? AND NOT EXISTS (SELECT 1 FROM tells AS t WHERE t.question = questions.id)"
VERSION = "SELECT value FROM counters WHERE name = 'live'"
EDITOR = "redactie"


class Unanswered(Struct, frozen=True):
    """What one turn of an editor knows of it.

    Args:
        questions: The last that are open as `LAST_OPEN` reads them, but the oldest first.
        waiting: Who waits for each of these, by its id.
        untold: Who is still to be told of an answer that is given, as `UNTOLD` reads them.
        wordings: Words for which people chose an entry, as `WORDINGS` reads them.
        live: As `LIVE` reads them, by number.
        kept: Proposals that are kept and are no answer yet.
    """

    questions: tuple[Row, ...] = ()
    waiting: dict[str, tuple[int, ...]] = {}
    untold: tuple[Row, ...] = ()
    wordings: tuple[Row, ...] = ()
    live: tuple[Row, ...] = ()
    kept: tuple[Row, ...] = ()


NOTHING_UNANSWERED = Unanswered()


async def load(engine: Engine, roles: set[str]) -> Unanswered:
    """What a turn is decided on, of who may see it."""
    if EDITOR not in roles:
        return NOTHING_UNANSWERED
    waiting: dict[str, tuple[int, ...]] = {}
    for question, person in await engine.rows(WAITING):
        waiting[question] = (*waiting.get(question, ()), person)
    return Unanswered(
        questions=tuple(reversed(await engine.rows(LAST_OPEN))),
        waiting=waiting,
        untold=tuple(await engine.rows(UNTOLD)),
        wordings=tuple(await engine.rows(WORDINGS)),
        live=tuple(await engine.rows(LIVE)),
        kept=tuple(await engine.rows(KEPT)),
    )


class Live:
    """What the editors added to the answers, for every process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def version(self) -> int:
        """How often it was changed: a cheap thing to look at."""
        ((version,),) = await self._engine.read(VERSION)
        return int(version)

    async def rows(self) -> list[Row]:
        """(number, entry, kind, yaml, made_at) of what was not withdrawn, in the order in which it was added."""
        return await self._engine.read(LIVE)
