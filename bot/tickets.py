"""From what becomes of a question for a person to rows, with a note of each thing that staff did (who, what, when; no texts)."""

from __future__ import annotations

import secrets
from typing import assert_never

from bot.files import as_row
from bot.storage.rows import ActionNoted, Written
from bot.storage.ticket_rows import (
    DraftGone,
    DraftKept,
    MessagePassed,
    MessageRewritten,
    MessageWithdrawn,
    MessageWritten,
    OverviewGone,
    OverviewWanted,
    PersonCalled,
    TicketAnswered,
    TicketClosed,
    TicketForwarded,
    TicketHanded,
    TicketHelped,
    TicketInvited,
    TicketLate,
    TicketNudged,
    TicketNumbered,
    TicketOffered,
    TicketReleased,
    TicketReopened,
    TicketTaken,
    TicketTold,
    TicketUninvited,
    TicketWaits,
)
from dialogs.ticket import (
    Alarm,
    CallMe,
    Close,
    DropDraft,
    Forward,
    Hand,
    Help,
    KeepDraft,
    Nudge,
    OfClock,
    Offer,
    OfTicket,
    Overview,
    PassOn,
    Release,
    Reopen,
    Rewrite,
    Take,
    TakeBack,
    Ticket,
    Told,
    Write,
)


def rows(effect: OfTicket, person: int, turn: int, at: str) -> tuple[Written, ...]:
    """What a turn of a person writes.

    Args:
        turn: Its number.
        at: UTC.
    """
    match effect:
        case Hand(ticket, run):
            return _handed(ticket, run, at)
        case Write(ticket, message):
            passed = at if message.passed else None
            file = as_row(message.file)
            written = MessageWritten(ticket.id, message.number, message.text, message.channel_id, at, passed, file, message.batch)
            return (written, TicketWaits(ticket.id, at)) if person == ticket.asker else (written,)
        case Rewrite(ticket, number, text):
            return (MessageRewritten(ticket.id, number, text), *_noted("wijzig", ticket, person, at))
        case TakeBack(ticket, number):
            return (MessageWithdrawn(ticket.id, number, at), *_noted("terug", ticket, person, at))
        case PassOn(ticket, number):
            return (MessagePassed(ticket.id, number, at), TicketAnswered(ticket.id, at), *_noted("antwoord", ticket, person, at))
        case Take(ticket):
            return (TicketTaken(ticket.id, ticket.holder, at), *_noted("neem", ticket, person, at))
        case Forward(ticket, region):
            return (TicketForwarded(ticket.id, region, at), TicketUninvited(ticket.id), *_noted("door", ticket, person, at))
        case Close(ticket):
            return (TicketClosed(ticket.id, at), *_noted("sluit", ticket, person, at))
        case Reopen(ticket):
            return (TicketReopened(ticket.id, at),)
        case Help(ticket):
            return (TicketHelped(ticket.id, at),)
        case KeepDraft() | DropDraft() | CallMe():
            return (_of_person(effect, turn, at),)
        case _:
            return _of_clock(effect, at)


def _of_clock(effect: OfClock | Overview, at: str) -> tuple[Written, ...]:
    match effect:
        case Offer(ticket, invited, desk):
            offered = TicketOffered(ticket.id, int(desk), at)
            return (offered, *(TicketInvited(ticket.id, person, at) for person in invited))
        case Release(ticket):
            return (TicketReleased(ticket.id, ticket.holder, at),)
        case Nudge(ticket):
            return (TicketNudged(ticket.id, at),)
        case Alarm(ticket):
            return (TicketLate(ticket.id, at),)
        case Told(ticket):
            return (TicketTold(ticket.id, at),)
        case Overview(on):
            return (OverviewWanted(at) if on else OverviewGone(),)
        case _:
            assert_never(effect)


def _of_person(effect: KeepDraft | DropDraft | CallMe, turn: int, at: str) -> Written:
    if isinstance(effect, CallMe):
        return PersonCalled(effect.name)
    if isinstance(effect, KeepDraft):
        return DraftKept(turn, effect.text, effect.channel_id, at, as_row(effect.file))
    return DraftGone(effect.turn)


def _handed(ticket: Ticket, run: str, at: str) -> tuple[Written, ...]:
    where = ticket.where
    place = (where.place, where.municipality, where.province)
    return (
        TicketNumbered(ticket.id),
        TicketHanded(ticket.id, ticket.region, *place, ticket.question, ticket.scan, run, at, ticket.asker_name),
    )


def _noted(action: str, ticket: Ticket, person: int, at: str) -> tuple[ActionNoted, ...]:
    """What the asker does with their own question is no action of staff."""
    staff = person != ticket.asker
    return (ActionNoted(secrets.token_hex(8), action, ticket.asker, f"vraag {ticket.id}", at),) if staff else ()
