"""Turns as small as the storage sees them: whose it is, and what it writes."""

from __future__ import annotations

from collections.abc import Callable

from bot.storage.committer import Committed, Decide, Writes
from bot.storage.loading import Key, Loaded
from bot.storage.rows import Outgoing, Written
from bot.storage.sharing import Wanted
from bot.storage.store import Store

NOON = "2026-03-02T12:00:00.000000Z"
EVENING = "2026-03-02T18:00:00.000000Z"
NEXT_WEEK = "2026-03-09T12:00:00.000000Z"


def nothing(state: str) -> Wanted:
    return Wanted()


def key(
    person: str = "console:ik",
    event: str | None = None,
    at: str = NOON,
    needs: Callable[[str], Wanted] = nothing,
    address: str = "",
) -> Key:
    channel, _, name = person.partition(":")
    return Key(person, channel, address or name, event, at, "begin", needs)


def message(turn: int, part: int = 0, text: str = "", name: str = "") -> Outgoing:
    return Outgoing(turn, part, name, text or f"turn {turn} part {part}", f"t{turn}.{part}", NOON)


def writes(state: str = "state", *rows: Written, audience: str | None = None) -> Decide:
    """Write these rows whatever was loaded."""

    def decide(loaded: Loaded) -> Writes:
        return Writes(state, rows, audience)

    return decide


def says(*texts: str) -> Decide:
    """Say these texts, and remember them after what was remembered."""

    def decide(loaded: Loaded) -> Writes:
        said = tuple(message(loaded.turn, part, text) for part, text in enumerate(texts))
        return Writes(f"{loaded.state},{' '.join(texts)}", said)

    return decide


def fails(loaded: Loaded) -> Writes:
    raise ZeroDivisionError("a fault of ours")


async def done(store: Store, who: Key, decide: Decide) -> Committed:
    """A turn that must be committed."""
    result = await store.turn(who, decide)
    assert isinstance(result, Committed), result
    return result
