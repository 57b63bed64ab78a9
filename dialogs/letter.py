"""A question that goes to a contact by mail, because no chat of theirs is linked: values only.

A letter is named by the number of its asker's turn in which they said yes. What is in it, and where its answer goes, is erased when it is
closed; then it is of no more concern to a dialogue.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["waiting", "sent", "failed"]
NUMBER_DIGITS_MOST = 9
SHOWN = "brief"
"""The key of every message to the asker in which their address stands; these messages are erased with it."""
_KEY = re.compile(rf"brief:(?:[a-z]{{1,8}}:)?([0-9]{{1,{NUMBER_DIGITS_MOST}}})", re.ASCII)


class Letter(Struct, frozen=True, kw_only=True):
    """A letter that is not closed.

    Args:
        turn: The number of the turn of its asker in which it was written.
        region: Id of the region whose contact it goes to.
        to: The contact's address.
        content: What was asked, and where the school is.
        made: Local time.
        status: Where it is on its way; only what a mail server took is sent.
        refused: Whether a mail server refused it for good, so that trying again would not help.
        asked: When we asked whether there was an answer, in local time; None when we did not yet.
    """

    turn: int
    region: str
    to: str
    content: str
    made: datetime
    status: Status = "waiting"
    refused: bool = False
    asked: datetime | None = None


def due_key(turn: int) -> str:
    """The reminder under which we come back to a letter: first to ask for the answer, then to erase it."""
    return f"brief:{turn}"


def failed_key(turn: int) -> str:
    """The reminder under which its asker is told that it never went."""
    return f"brief:mis:{turn}"


def letter_of(data: str) -> int:
    """The number of the letter that a reminder or a button is about; 0 for none."""
    named = _KEY.fullmatch(data)
    return int(named[1]) if named else 0


# ── what becomes of it ────────────────────────────────────────────────────────────────────────────────────────


class Post(Struct, frozen=True, kw_only=True):
    """A letter goes to a contact, after its asker saw exactly what and said yes.

    Args:
        reply_to: The asker's address, for the answer and for nothing else.
        content: What of the text is the question.
    """

    region: str
    to: str
    reply_to: str
    subject: str
    text: str
    content: str


class AskWhether(Struct, frozen=True):
    """The asker of the letter of this turn is asked whether they have an answer."""

    turn: int


class CloseLetter(Struct, frozen=True):
    """The letter of this turn is closed, and all that somebody wrote in it is erased, with the address."""

    turn: int


OfLetter = Post | AskWhether | CloseLetter
