"""What becomes of the questions that somebody holds who is away: to who stands in, back to the region, and back to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from dialogs.absence import Entrust
from dialogs.here import Here
from dialogs.language import Effect, Pass
from dialogs.ticket import Away, Fate, Forward, Ticket
from dialogs.tickets import files, messages
from dialogs.tickets.answers import passed_on_now
from dialogs.tickets.colleagues import words
from knowledge.working_time import AMSTERDAM, next_polite

TO_ANSWER = timedelta(days=1)
"""How long who is asked to stand in has at least, before what was meant for them goes back to the region."""


def begins(away: Away, now: datetime) -> datetime | None:
    """When questions move, in UTC: at the first polite moment of the absence; None when no working day is left in it."""
    first = next_polite(max(now, datetime(away.first.year, away.first.month, away.first.day, tzinfo=AMSTERDAM)))
    return first if first.astimezone(AMSTERDAM).date() <= away.last else None


def returns(away: Away) -> datetime:
    """When they are back and we may say so, in UTC."""
    after = away.last + timedelta(days=1)
    return next_polite(datetime(after.year, after.month, after.day, tzinfo=AMSTERDAM))


def waits_until(away: Away) -> datetime:
    """Until when questions that are meant for who stands in wait for that one's yes, in UTC."""
    assert away.made, "it is made"
    return next_polite(next_polite(away.made) + TO_ANSWER)


def fate_of(away: Away, ticket: int) -> Fate:
    """As they chose, or else to who stands in, and without one back to the region."""
    return dict(away.fates).get(ticket, "vervang" if away.stand_in or away.desk else "terug")


def known(here: Here, *away: Away, but: int = 0, tickets: tuple[Ticket, ...] | None = None) -> Here:
    """As it is with these absences, and without one by its number."""
    shared = here.facts.shared
    left = tuple(one for one in shared.away if one.id != but)
    shared = replace(shared, away=(*left, *away), tickets=shared.tickets if tickets is None else tickets)
    return replace(here, facts=replace(here.facts, shared=shared))


def nobody_else(ticket: Ticket, here: Here) -> bool:
    """Whether a question can't go back, since nobody else could answer it."""
    shared = here.facts.shared
    return not set(shared.offered(ticket.region, ticket.asker)) - {shared.me}


def divided(away: Away, here: Here) -> tuple[Effect, ...]:
    """In the turn of who is away: what they hold goes where they chose."""
    shared = here.facts.shared
    waits = bool(away.stand_in) and not away.accepted and here.facts.now < waits_until(away)
    effects: list[Effect] = []
    for ticket in shared.held:
        fate = fate_of(away, ticket.id)
        if fate == "vervang" and not waits:
            effects += _replaced(ticket, away, here)
        elif fate == "terug":
            effects += _to_others(ticket, ticket.region, here)
    return tuple(effects)


def taken_over(away: Away, here: Here) -> tuple[Effect, ...]:
    """In the turn of who stands in: what was meant for them is theirs, once the absence has begun."""
    shared = here.facts.shared
    if not away.on(shared.today) or shared.instead_of(away.person) != shared.me:
        return ()
    meant = [one for one in shared.for_me if one.holder == away.person and fate_of(away, one.id) == "vervang"]
    return tuple(effect for ticket in meant for effect in _entrusted(ticket, shared.me, here))


def given_back(away: Away, here: Here) -> tuple[Effect, ...]:
    """In the turn of who is back: what who stood in holds, and may not answer any more."""
    shared = here.facts.shared
    effects: list[Effect] = []
    for ticket in shared.for_me:
        if away.stand_in and ticket.holder == away.stand_in and not shared.holder(ticket):
            told = messages.changed(ticket, words(here).returned(number=ticket.id))
            effects += [Entrust(ticket, shared.me), Pass(ticket.holder, told)]
    return tuple(effects)


def let_go(away: Away, here: Here) -> tuple[Effect, ...]:
    """In the turn of who stood in and does not any more: what they may not answer any more is for the region to take."""
    shared = here.facts.shared
    left = [one for one in shared.tickets if one.closed is None and one.holder == shared.me and not shared.holder(one)]
    return tuple(effect for ticket in left for effect in _to_others(ticket, ticket.region, here)) if away.on(shared.today) else ()


def after(effects: tuple[Effect, ...], here: Here) -> tuple[Ticket, ...]:
    """The questions as they are when this became of them."""
    holders = {effect.ticket.id: effect.person for effect in effects if isinstance(effect, Entrust)}
    moved = {effect.ticket.id: effect.region for effect in effects if isinstance(effect, Forward)}
    kept = (replace(one, holder=holders.get(one.id, one.holder)) for one in here.facts.shared.tickets)
    return tuple(replace(one, region=moved[one.id], holder=0) if one.id in moved else one for one in kept)


def _replaced(ticket: Ticket, away: Away, here: Here) -> tuple[Effect, ...]:
    shared = here.facts.shared
    to = shared.instead_of(away.person)
    if to in shared.answerers(ticket.region, ticket.asker) and to != shared.me:
        return _entrusted(ticket, to, here)
    return _to_others(ticket, "" if away.desk else ticket.region, here)


def _entrusted(ticket: Ticket, to: int, here: Here) -> tuple[Effect, ...]:
    """With all that was said in it; the asker hears that somebody else answers now."""
    says = words(here)
    who = messages.who_answers(ticket.region, ticket.asker, here)
    told = (messages.entrusted(ticket, here, says.entrusted(number=ticket.id)), *files.sent(ticket, here))
    return (
        *passed_on_now(ticket, here),
        Entrust(ticket, to),
        *(told if to == here.facts.shared.me else (Pass(to, one) for one in told)),
        *messages.to_asker_politely(ticket, here, says.told_stand_in(number=ticket.id, who=who), messages.on_button(ticket, here)),
    )


def _to_others(ticket: Ticket, region: str, here: Here) -> tuple[Effect, ...]:
    """To all who are there to take it; it stays where it is when there is nobody else."""
    says, shared = words(here), here.facts.shared
    moved = replace(ticket, region=region, holder=0)
    others = [one for one in shared.offered(region, ticket.asker) if one != shared.me]
    if not others:
        return ()
    who = messages.who_answers(region, ticket.asker, here)
    return (
        *passed_on_now(ticket, here),
        Forward(ticket, region),
        *messages.to_all(others, messages.handed(moved, here, says.back_to_region(number=ticket.id))),
        *files.again(tuple(others), moved, here),
        *messages.to_asker_politely(ticket, here, says.told_region(number=ticket.id, who=who), messages.on_button(ticket, here)),
    )
