"""How long a question waits, in the working time of whoever is to answer; who stands in; and when an answer can be expected."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from dialogs.here import Here
from dialogs.ticket import Offer, Ticket
from knowledge import referring
from knowledge.waiting_phrases import WaitingPhrases
from knowledge.working_time import WorkingTime, in_common, working_time

HOUR = timedelta(hours=1)
HOURS_A_DAY = 8
"""From so many working hours on, waiting is told in days of so many hours."""
SOON = timedelta(days=7)
"""Further away than this, the first possible day is told by its date, not as a habit."""


def says(here: Here) -> WaitingPhrases:
    """Said the same to everyone, as all of tickets."""
    return here.knowledge.phrases.waiting


def pace(ticket: Ticket, here: Here) -> WorkingTime:
    """When whoever is to answer works: its holder, or those who were asked last."""
    shared = here.facts.shared
    held = shared.holder(ticket)
    people = (held,) if held else _asked_last(ticket, here)
    away = in_common([shared.absences(one) for one in people])
    return working_time(here.knowledge.contacts, here.knowledge.contacts.region(_region(people, ticket, here)), away)


def _asked_last(ticket: Ticket, here: Here) -> tuple[int, ...]:
    shared = here.facts.shared
    able = shared.able(ticket)
    invited = tuple(one for one in ticket.invited if one in able)
    return (shared.desk(ticket.asker) if ticket.desk else ()) or invited or shared.own(ticket.region, ticket.asker)


def _region(people: tuple[int, ...], ticket: Ticket, here: Here) -> str:
    """Where these work: in the question's region when they can."""
    regions = {one.region for one in here.facts.shared.answering if one.person in people}
    return ticket.region if ticket.region in regions else min(regions, default="")


def waited(ticket: Ticket, here: Here) -> str:
    """`3 werkuren`, `1 werkdag`."""
    since = ticket.waiting or here.facts.now
    hours = pace(ticket, here).waited(since, here.facts.now) // HOUR
    if not hours:
        return says(here).no_hour()
    return says(here).hours(n=hours) if hours < HOURS_A_DAY else says(here).days(n=hours // HOURS_A_DAY)


def expected(ticket: Ticket, here: Here) -> str:
    """On which days an answer usually comes, or the first on which it can; "" when no day is known within a year."""
    time, words = pace(ticket, here), here.knowledge.phrases.words
    days = time.next_days(here.facts.now)
    if not days:
        return ""
    if days[0] - here.facts.now.date() > SOON:
        return says(here).earliest(day=referring.weekday_and_day(days[0], words))
    names = dict.fromkeys(words.weekdays[day.weekday()] for day in days)
    return says(here).usual_days(days=words.either.join(names)) if time.hours else says(here).working_days()


# ── who else can be asked ─────────────────────────────────────────────────────────────────────────────────────


def nobody_there(ticket: Ticket, here: Here) -> bool:
    """Whether all whose question it is in the first place are away today, as the content or they themselves tell."""
    shared, region = here.facts.shared, here.knowledge.contacts.region(ticket.region)
    contacts = region.contacts if region else ()
    today = here.facts.now.date()
    own = shared.own(ticket.region, ticket.asker)
    return (bool(contacts) and all(one.absence(today) for one in contacts)) or (bool(own) and all(map(shared.absent, own)))


def stand_ins(ticket: Ticket, here: Here) -> tuple[int, ...]:
    """Who answers today instead of the contacts that are away: as the content tells, by the region in which these work, and as they do."""
    shared, contacts, today = here.facts.shared, here.knowledge.contacts, here.facts.now.date()
    region = contacts.region(ticket.region)
    away = [one for one in (region.contacts if region else ()) if one.absence(today)]
    regions = {contacts.region_with(contacts.present(one, today)) for one in away} - {""}
    own = shared.own(ticket.region, ticket.asker)
    told = {shared.instead_of(one) for one in own if shared.absent(one)}
    able = {one.person for one in shared.answering if one.region in regions or one.person in told}
    return tuple(sorted(able - {ticket.asker, *own}))


def at_once(ticket: Ticket, here: Here) -> Offer | None:
    """Who else is asked without waiting, because all whose question it is are away; None when somebody is there, or nobody else is."""
    shared = here.facts.shared
    own = shared.own(ticket.region, ticket.asker)
    desk = tuple(one for one in shared.desk(ticket.asker) if one not in own)
    derived = tuple(one for one in shared.there(ticket) if one not in (*own, *desk))
    invited = tuple(one for one in dict.fromkeys((*stand_ins(ticket, here), *derived)) if one not in ticket.invited)
    if not nobody_there(ticket, here) or not (invited or desk):
        return None
    return Offer(ticket, invited, desk=not invited)


def offered(offer: Offer | None, ticket: Ticket) -> Ticket:
    """The question as it is after that."""
    if offer is None:
        return ticket
    return replace(ticket, invited=(*ticket.invited, *offer.invited), desk=ticket.desk or offer.desk)
