"""What a channel that hears hands over, without knowing what becomes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct

from dialogs.language import Event


class Heard(Struct, frozen=True):
    """Something that a person did on a channel.

    Args:
        person: The person's name on the channel.
        address: Where to answer.
        event_id: The channel's id for it, by which it is known when it comes again.
        message_id: The channel's id of the message that was typed, changed or withdrawn; "" when there is none.
        replies_to: The channel's id of the message of ours that it replies to; "" for none.
    """

    person: str
    address: str
    event_id: str
    event: Event
    message_id: str = ""
    replies_to: str = ""


class NotKept(Exception):
    """It could not be written down, so that it must not be confirmed."""


Ear = Callable[[Heard], Awaitable[None]]
"""Takes what was heard; when it returns, that is on the disk and may be confirmed. Raises `NotKept`."""


class CannotStart(Exception):
    """A channel can't start; the text tells whoever runs the guide what to do.

    Args:
        code: What the process ends with: 1 when something outside is wrong, 2 when a setting is.
    """

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code
