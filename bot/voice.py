"""What a channel must be able to do to speak, and the ways in which that can fail.

`TryLater` and `Gone` are the outside's, `Refused` is a fault of ours; none of them loses a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dialogs.language import Say


class TryLater(Exception):
    """The channel can't take it now.

    Args:
        seconds: How long to wait before trying again; 0 when the channel does not say.

    Attributes:
        tries: How often the message was tried before.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.tries = 0


class Unsure(TryLater):
    """It may have been said: it went, and the answer did not come. Trying again may say it twice."""


class Gone(Exception):
    """The person can't be reached: blocked, left, or no longer there."""


class Refused(Exception):
    """The channel refuses the message; trying again would not help."""


class Voice(Protocol):
    """The side of a channel that speaks."""

    async def say(self, message: Say, revises: str | None, transaction_id: str) -> str:
        """Say a message, in the place of an earlier one when `revises` is its id; returns the channel's id of it.

        Raises:
            TryLater, Gone, Refused: It was not said.
            NotGot, NoFile, StillThere: See `bot.files`, for what somebody sent.
        """
        ...

    async def settle(self, message: Say, message_id: str) -> None:
        """Put this in the place of an earlier message; nothing is said where that can't be done (any more).

        Raises:
            TryLater, Gone, Refused: It was not done.
        """
        ...

    async def recall(self, message_ids: Sequence[str]) -> None:
        """Take earlier messages back where that can be done; the others stay.

        Raises:
            TryLater, Gone, Refused: It was not done.
        """
        ...


class PublicVoice(Voice, Protocol):
    """The side of a channel that speaks to many: what it said there it can change and take away."""

    async def correct(self, message: Say, message_id: str, transaction_id: str) -> bool:
        """Put this in the place of what was said; False where that can't be done (any more), and nothing is said then.

        Raises:
            TryLater, Gone: It was not done.
        """
        ...

    async def withdraw(self, message_id: str, transaction_id: str) -> bool:
        """Take away what was said; False where that can't be done (any more).

        Raises:
            TryLater, Gone: It was not done.
        """
        ...
