"""Time that passes for several people at once: every reminder comes back at its own moment, in order, as in a guide that runs."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

from bot.clock import AMSTERDAM
from dialogs.language import Say
from tests.turn.person import Person


class Heard(Struct, frozen=True):
    """What somebody was told, and when."""

    who: str
    at: datetime
    say: Say


def at(text: str) -> datetime:
    """A moment by the Dutch clock: "2026-03-02 17:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


async def until(moment: datetime, *people: Person) -> list[Heard]:
    """Let time pass up to a moment; what everybody was told in it."""
    heard: list[Heard] = []
    while True:
        due = [(when, one) for one in people for when in (await one.reminders()).values() if when <= moment]
        if not due:
            break
        when, person = min(due, key=lambda pair: pair[0])
        person.now = max(when.astimezone(AMSTERDAM), person.now, key=lambda one: one.astimezone(UTC))
        await person.fire()
        heard += [Heard(one.name, person.now, say) for one in people for say in await one.listen()]
    for person in people:
        person.now = moment
    return heard


def told(heard: list[Heard], who: Person) -> list[str]:
    return [one.say.text for one in heard if one.who == who.name]


def when(heard: list[Heard], who: Person, words: str) -> str:
    """When somebody heard the one message that has these words."""
    (found,) = [one.at for one in heard if one.who == who.name and words in one.say.text]
    return found.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")
