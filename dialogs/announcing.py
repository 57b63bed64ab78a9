"""What a conversation remembers of who makes a message to many, asks about one, or is asked whether they want any (`dialogs/memory.py`)."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Announcing(Struct, frozen=True, tag="announcing", omit_defaults=True):
    """A medewerker looks at messages to many.

    Args:
        broadcast: The one that they look at; 0 for the list, or for one that has no words yet.
        page: What of it they look at, or are to type; "" for how it stands.
        seen: The CRC-32 of what they accepted, though a check doubts it.
        at: A moment that they typed.
        typed: The answer that they typed for everybody who asks.
    """

    broadcast: int = 0
    page: str = ""
    seen: int = 0
    at: datetime | None = None
    typed: str = ""


class Wondering(Struct, frozen=True, tag="wondering", omit_defaults=True):
    """What the person types next is a question about a message that many got.

    Args:
        run: The scan that they were in; "" for none.
        ticket: The question of theirs in which they were talking with somebody; 0 for none.
    """

    broadcast: int
    run: str = ""
    ticket: int = 0


class Inviting(Struct, frozen=True, tag="inviting", omit_defaults=True):
    """The person is asked, or looks at, whether they want news.

    Args:
        run: The scan that they just finished; "" for none.
    """

    run: str = ""


OfBroadcast = Announcing | Wondering | Inviting
