"""Loading what a group of turns is decided on: persons, dedupe, runs and answers, each in one query for the whole group."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.storage import broadcasting, sharing
from bot.storage.engine import Engine, Row, padded
from bot.storage.erasing import event_hash
from bot.storage.sharing import NOTHING_SHARED, Sharing, Wanted

RUNS_MOST = 8
"""A person's older runs are kept, but no longer offered."""
EVENT_CHARACTERS_MOST = 400

NEW_PERSON = (
    "INSERT INTO persons (key, channel, address, state, since, heard_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (key) DO NOTHING"
)
PERSONS = (
    "SELECT p.key, p.id, p.state, p.turns, p.audience, p.aloud, p.reachable, p.news, p.place, p.municipality, p.province,"
    " EXISTS (SELECT 1 FROM roles AS r WHERE r.person = p.id) OR EXISTS (SELECT 1 FROM tickets AS t WHERE t.asker = p.id)"
    " OR EXISTS (SELECT 1 FROM letters AS l WHERE l.person = p.id AND l.closed_at IS NULL), {answering}"
    " FROM persons AS p WHERE p.key IN ({marks}) ORDER BY p.key"
)
HEARD_BEFORE = (
    "WITH asked (person, event, hash) AS (VALUES {triples})"
    " SELECT asked.person, asked.event FROM asked WHERE EXISTS"
    " (SELECT 1 FROM heard AS h WHERE h.person = asked.person AND h.event = asked.event)"
    " OR EXISTS (SELECT 1 FROM erased_events AS e WHERE e.hash = asked.hash)"
)
ERASED_EVENTS = "SELECT hash FROM erased_events WHERE hash IN ({marks})"
RUNS = (
    "SELECT person, id, question_set, sector, level, department, whole, started_at, changed_at, done_at FROM runs"
    " WHERE person IN ({marks}) AND discarded_at IS NULL ORDER BY changed_at DESC"
)
ANSWERS = (
    "WITH asked (person, run) AS (VALUES {pairs})"
    " SELECT a.person, a.run, a.question, a.value, a.note, a.turn"
    " FROM asked JOIN answers AS a ON a.person = asked.person AND a.run = asked.run"
)
HEARD = "INSERT INTO heard (person, event, at) VALUES (?, ?, ?)"
SAVE_PERSON = "UPDATE persons SET state = ?2, turns = ?3, audience = ?4, address = ?5, heard_at = COALESCE(?6, heard_at) WHERE id = ?1"


class Key(Struct, frozen=True):
    """Whose turn it is, and which event.

    Args:
        person: The channel's name and the person's name on it, joined by a colon.
        event_id: The channel's id of the event; None lets the store give the next one of this person.
        at: UTC, as the database writes times.
        first_state: The state of someone who is new; None when nobody becomes known by it, as by a reminder that comes too late.
        needs: What the turn may look at beside what is always loaded, told from the state.
    """

    person: str
    channel: str
    address: str
    event_id: str | None
    at: str
    first_state: str | None
    needs: Callable[[str], Wanted]

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class StoredRun(Struct, frozen=True):
    """A row of `runs`."""

    id: str
    question_set: str
    sector: str
    level: str
    department: str
    whole: int
    started_at: str
    changed_at: str
    done_at: str | None


class StoredAnswer(Struct, frozen=True):
    """A row of `answers`."""

    question: str
    value: str | None
    note: str
    turn: int


class Loaded(Struct, frozen=True):
    """What one turn is decided on.

    Args:
        person: The person's number.
        turn: The number of this turn, from 1.
        event: The event's id, the store's own when the channel gave none.
        runs: Those not put away, the last changed first.
        where: Place, municipality and province of their school; None when they did not tell.
        answers: By run id; only of runs that are under way or needed.
        answering: (person, region, since, called) of everyone whom a question can be handed to.
        news: Whether they want news; None when they were never asked.
    """

    key: Key
    person: int
    state: str
    turn: int
    event: str
    audience: str | None
    aloud: int
    reachable: int
    where: Row | None
    runs: tuple[StoredRun, ...]
    answers: dict[str, list[StoredAnswer]]
    answering: tuple[Row, ...] = ()
    sharing: Sharing = NOTHING_SHARED
    news: str | None = None

    @property
    def alone(self) -> bool:
        """Whether it touches what others see, so that no other such turn may be decided beside it."""
        return self.sharing is not NOTHING_SHARED


async def load(engine: Engine, asked: Sequence[Key], secret: bytes = b"") -> dict[Key, Loaded | None]:
    """What each key's turn is decided on; None where the event was heard before, or nobody is there to hear it.

    Args:
        secret: Of the data folder.
    """
    persons = await _persons(engine, asked, secret) if asked else {}
    keys = [key for key in asked if key.person in persons]
    loaded: dict[Key, Loaded | None] = dict.fromkeys(asked)
    if not keys:
        return loaded
    events = {key: _event(key, persons[key.person]) for key in keys}
    heard = await _heard(engine, [(persons[key.person][1], events[key], event_hash(key.person, events[key], secret)) for key in keys])
    ids = [persons[key.person][1] for key in keys]
    runs = await _runs(engine, ids)
    needs = {key: key.needs(persons[key.person][2]) for key in keys}
    wanted = [(persons[key.person][1], run.id) for key in keys for run in runs[persons[key.person][1]] if _needed(run, needs[key])]
    answers = await _answers(engine, wanted)
    for key in keys:
        _, id, state, turns, audience, aloud, reachable, news, *where, shares, listed = persons[key.person]
        event = events[key]
        own = {run.id: answers[id, run.id] for run in runs[id] if (id, run.id) in answers}
        told = tuple(where) if any(where) else None
        wants = await _replying(engine, id, needs[key])
        shared = await sharing.load(engine, id, wants, key.at) if shares or wants.shares else NOTHING_SHARED
        answering = _answering(listed) if shared is NOTHING_SHARED else shared.answering
        new = Loaded(key, id, state, turns + 1, event, audience, aloud, reachable, told, tuple(runs[id]), own, answering, shared, news)
        loaded[key] = None if (id, event) in heard else new
    return loaded


@lru_cache(maxsize=4)
def _answering(listed: str) -> tuple[Row, ...]:
    """Everyone whom a question can be handed to: the same for all turns until a role changes."""
    return tuple(map(tuple, msgspec.json.decode(listed)))


async def _replying(engine: Engine, person: int, wanted: Wanted) -> Wanted:
    """Who replies to a message that many got is about that one."""
    if not wanted.replies_to:
        return wanted
    found = await engine.rows(broadcasting.REPLIED_TO, (person, wanted.replies_to))
    return replace(wanted, broadcast=found[0][0], replied_to=found[0][0]) if found else wanted


def _event(key: Key, person: Row) -> str:
    """The channel's id, else one of our own."""
    return _channels(key.event_id) if key.event_id else f"#{person[3] + 1}"


def _channels(id: str) -> str:
    """A channel's id; one that looks like ours or that not every database can keep goes by its hash."""
    if id.startswith("#") or len(id) > EVENT_CHARACTERS_MOST or not id.isprintable():
        return "##" + hashlib.sha256(id.encode(errors="surrogatepass")).hexdigest()
    return id


async def _persons(engine: Engine, keys: Sequence[Key], secret: bytes) -> dict[str, Row]:
    """The row of each person, made first when they are new; locked in sorted order where the database locks rows."""
    names = sorted({key.person for key in keys})
    asked = padded(names)
    answering = engine.listed(sharing.ANSWERING, "person, region, since, called")
    sql = PERSONS.format(marks=_marks(len(asked)), answering=answering) + engine.holding("p")
    found = {row[0]: row for row in await engine.rows(sql, asked)}
    if new := await _new(engine, [key for key in keys if key.person not in found and key.first_state], secret):
        await engine.many(NEW_PERSON, sorted(new))
        found = {row[0]: row for row in await engine.rows(sql, asked)}
    return found


async def _new(engine: Engine, keys: Sequence[Key], secret: bytes) -> list[Row]:
    """Who becomes known; not by an event of before they had everything erased, that comes again."""
    hashes = {event_hash(key.person, _channels(key.event_id), secret): key for key in keys if key.event_id}
    asked = padded(sorted(hashes)) if hashes else []
    again = await engine.rows(ERASED_EVENTS.format(marks=_marks(len(asked))), asked) if asked else []
    late = {id(hashes[hash]) for (hash,) in again}
    return [(key.person, key.channel, key.address, key.first_state, key.at) for key in keys if id(key) not in late]


async def _heard(engine: Engine, events: Sequence[tuple[int, str, str]]) -> set[tuple[int, str]]:
    asked = padded(events)
    rows = await engine.rows(HEARD_BEFORE.format(triples=_triples(len(asked))), [value for event in asked for value in event])
    return {(person, event) for person, event in rows}


async def _runs(engine: Engine, persons: Sequence[int]) -> dict[int, list[StoredRun]]:
    runs: dict[int, list[StoredRun]] = defaultdict(list)
    asked = padded(persons)
    for person, *row in await engine.rows(RUNS.format(marks=_marks(len(asked))), asked):
        if len(runs[person]) < RUNS_MOST:
            runs[person].append(StoredRun(*row))
    return runs


def _needed(run: StoredRun, needs: Wanted) -> bool:
    return run.done_at is None or run.id in needs.runs


async def _answers(engine: Engine, pairs: Sequence[tuple[int, str]]) -> dict[tuple[int, str], list[StoredAnswer]]:
    answers: dict[tuple[int, str], list[StoredAnswer]] = {pair: [] for pair in pairs}
    if pairs:
        asked = padded(pairs)
        values: list[Any] = [value for pair in asked for value in pair]
        for person, run, *row in await engine.rows(ANSWERS.format(pairs=_pairs(len(asked))), values):
            answers[person, run].append(StoredAnswer(*row))
    return answers


def _marks(count: int) -> str:
    return ", ".join(["?"] * count)


def _triples(count: int) -> str:
    """A number and two texts each."""
    return ", ".join(["(CAST(? AS BIGINT), ?, ?)"] * count)


def _pairs(count: int) -> str:
    """Pairs of a number and a text; the cast tells PostgreSQL that the first is one."""
    return ", ".join(["(CAST(? AS BIGINT), ?)"] * count)
