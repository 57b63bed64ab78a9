"""What a turn writes of letters: as in `bot/storage/rows.py`, a class for each way, and its statement."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class LetterWritten(Struct, frozen=True):
    """A letter that waits to be sent; `id` is random and never comes back."""

    id: str
    turn: int
    region: str
    recipient: str
    reply_to: str
    subject: str
    text: str
    content: str
    at: str


class LetterAskedAfter(Struct, frozen=True):
    turn: int
    at: str


class LetterClosed(Struct, frozen=True):
    """All that somebody wrote in it is gone, with the addresses; one that still waited does not go any more."""

    turn: int
    at: str


class MessagesErased(Struct, frozen=True):
    """What was said under a key is forgotten, because an address stands in it."""

    key: str


OfLetter = LetterWritten | LetterAskedAfter | LetterClosed | MessagesErased

LETTERS: dict[type[Any], str] = {
    LetterWritten: (
        "INSERT INTO letters (person, id, turn, region, recipient, reply_to, subject, text, content, made_at, status, tries, next_try_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'waiting', 0, '')"
    ),
    LetterAskedAfter: "UPDATE letters SET asked_at = ?3 WHERE person = ?1 AND turn = ?2",
    LetterClosed: (
        "UPDATE letters SET closed_at = ?3, recipient = NULL, reply_to = NULL, subject = NULL, text = NULL, content = NULL,"
        " status = CASE status WHEN 'waiting' THEN 'withdrawn' ELSE status END WHERE person = ?1 AND turn = ?2 AND closed_at IS NULL"
    ),
    MessagesErased: "DELETE FROM outbox WHERE person = ?1 AND key = ?2 AND said_at IS NOT NULL",
}
"""In the order in which a transaction writes them."""
