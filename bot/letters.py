"""From what becomes of a letter to rows, and from rows back to how it stands."""

from __future__ import annotations

import secrets
from typing import assert_never, cast

from bot.clock import local
from bot.storage.engine import Row
from bot.storage.letter_rows import LetterAskedAfter, LetterClosed, LetterWritten, MessagesErased, OfLetter
from dialogs import letter
from dialogs.letter import AskWhether, CloseLetter, Letter, Post, Status

REFUSED, LATER = "refused", "later"
"""What stands as the problem of a letter that did not go."""


def letter_from(row: Row) -> Letter:
    """Its columns are those of `storage.sharing.LETTERS`."""
    turn, region, recipient, content, made, status, problem, asked = row
    return Letter(
        turn=turn,
        region=region,
        to=recipient,
        content=content,
        made=local(made),
        status=cast(Status, status),
        refused=problem == REFUSED,
        asked=local(asked) if asked else None,
    )


def rows(effect: letter.OfLetter, turn: int, at: str) -> tuple[OfLetter, ...]:
    """What a turn writes.

    Args:
        turn: Its number.
        at: UTC.
    """
    match effect:
        case Post():
            id = secrets.token_hex(16)
            written = (effect.region, effect.to, effect.reply_to, effect.subject, effect.text, effect.content)
            return (LetterWritten(id, turn, *written, at),)
        case AskWhether(about):
            return (LetterAskedAfter(about, at),)
        case CloseLetter(about):
            return (LetterClosed(about, at), MessagesErased(letter.SHOWN))
        case _:
            assert_never(effect)
