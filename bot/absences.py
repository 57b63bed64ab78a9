"""From what becomes of an absence to rows, with a note of each thing that staff did (who, what, when)."""

from __future__ import annotations

import secrets
from typing import assert_never

from bot.clock import stamp
from bot.storage.absence_rows import (
    AbsenceAccepted,
    AbsenceCancelled,
    AbsenceMade,
    AbsenceNumbered,
    AbsenceRefused,
    FateChosen,
    TicketEntrusted,
)
from bot.storage.rows import ActionNoted, Written
from dialogs.absence import CallOff, Decline, Entrust, Leave, OfAbsence, StandIn
from dialogs.ticket import Away


def rows(effect: OfAbsence, at: str) -> tuple[Written, ...]:
    """What a turn writes.

    Args:
        at: UTC.
    """
    match effect:
        case Leave(away):
            return (*_made(away, at), _noted("afwezig", away.stand_in, f"afwezigheid {away.id}", at))
        case CallOff(away):
            return (AbsenceCancelled(away.id, at), _noted("aanwezig", away.stand_in, f"afwezigheid {away.id}", at))
        case StandIn(away):
            return (AbsenceAccepted(away.id, at), _noted("waarnemen", away.person, f"afwezigheid {away.id}", at))
        case Decline(away):
            return (AbsenceRefused(away.id, at), _noted("niet waarnemen", away.person, f"afwezigheid {away.id}", at))
        case Entrust(ticket, person):
            entrusted = TicketEntrusted(ticket.id, ticket.holder, person, at)
            return (entrusted, _noted("overdraag", person, f"vraag {ticket.id}", at))
        case _:
            assert_never(effect)


def _made(away: Away, at: str) -> tuple[Written, ...]:
    accepted = stamp(away.made) if away.accepted and away.made else None
    days = (away.first.isoformat(), away.last.isoformat())
    made = AbsenceMade(away.id, *days, away.stand_in or None, int(away.desk), at, accepted)
    return (AbsenceNumbered(away.id), made, *(FateChosen(away.id, ticket, fate) for ticket, fate in away.fates))


def _noted(action: str, about: int, detail: str, at: str) -> ActionNoted:
    return ActionNoted(secrets.token_hex(8), action, about or None, detail, at)
