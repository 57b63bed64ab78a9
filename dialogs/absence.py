"""What can become of an absence, and of the questions that somebody holds who is away: values only."""

from __future__ import annotations

from msgspec import Struct

from dialogs.ticket import Away, Ticket


class Leave(Struct, frozen=True):
    """The person will be away, after they saw what that means and said yes."""

    away: Away


class CallOff(Struct, frozen=True):
    """They are not away after all, or otherwise than they said."""

    away: Away


class StandIn(Struct, frozen=True):
    """The person answers instead of somebody who is away."""

    away: Away


class Decline(Struct, frozen=True):
    """The person does not, or no longer."""

    away: Away


class Entrust(Struct, frozen=True):
    """Somebody holds a question from now on who did not take it.

    Args:
        person: The number of their account.
    """

    ticket: Ticket
    person: int


OfAbsence = Leave | CallOff | StandIn | Decline | Entrust
