"""What is done about a question that waits: others are asked, who holds it is reminded, and what is silent is closed.

Its clock is a reminder of the asker that comes back while the question is open. What is due is derived each time from how the question
stands then, so that what others did in between, or a week in which nothing ran, needs no timer to be taken back. At most one step is done
at a time, and only when we may speak to somebody who did not ask for it.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from dialogs.here import Here, Turn, paragraphs, turn
from dialogs.language import Due, Effect, Event, Remind, Say
from dialogs.memory import Topic
from dialogs.ticket import Alarm, Close, Nudge, Offer, Release, Ticket, key, ticket_of
from dialogs.tickets import files, messages, pace
from dialogs.tickets.messages import words
from dialogs.tickets.pace import HOUR, says
from knowledge.settings import Deadlines
from knowledge.working_time import EVERYBODY, WORKING_DAY, may_speak, next_morning, next_polite

PART = "klok"
Done = tuple[Ticket, tuple[Effect, ...]]
"""The question as it is after a step, and what the step does."""
Step = Offer | Nudge | Alarm


def begun(ticket: Ticket, here: Here) -> Remind:
    """The clock of a question that was handed over or opened again just now."""
    return Remind(key(ticket.id, PART), _next(ticket, here))


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """The clock of one of the person's own questions; None for all else."""
    if not isinstance(event, Due) or not ticket_of(event.key) or not event.key.endswith(f":{PART}"):
        return None
    ticket = next((one for one in here.facts.shared.mine if one.id == ticket_of(event.key)), None)
    if ticket is None:
        return turn(topic)
    if not may_speak(here.facts.now):
        return turn(topic, Remind(event.key, next_polite(here.facts.now)))
    told, first = _how_it_stands(ticket, here)
    after, then = _step(told, here)
    later = () if after.closed else (Remind(event.key, _next(after, here)),)
    return turn(topic, *first, *then, *later)


def _next(ticket: Ticket, here: Here) -> datetime:
    """When to look again: when its next step is due; in the morning; and as soon as a step can be due that others' doings bring about."""
    now, rules = here.facts.now, _rules(here)
    least = min(rules.take_hours, rules.desk_hours, rules.remind_hours)
    due = _due(ticket, here)
    ahead = (next_polite(due),) if due and due > now else ()
    return min(next_morning(now), next_polite(now + least * HOUR), *ahead)


def _rules(here: Here) -> Deadlines:
    return here.knowledge.settings.deadlines


# ── how it stands ─────────────────────────────────────────────────────────────────────────────────────────────


def _how_it_stands(ticket: Ticket, here: Here) -> Done:
    """What the asker could not be told when it happened, as it is now."""
    held = here.facts.shared.holder(ticket)
    changed = ticket.closed or (ticket.taken if held else ticket.offered)
    known = max(filter(None, (ticket.told, None if ticket.closed else ticket.answered)), default=None)
    if changed is None or known is None or changed <= known or not here.facts.shared.able(ticket):
        return ticket, ()
    number = ticket.id
    if ticket.closed:
        return _told(ticket, here, words(here).closed(number=number))
    who = messages.who(ticket, here)
    return _told(ticket, here, words(here).taken(number=number, who=who) if held else words(here).forwarded(number=number, who=who))


def _told(ticket: Ticket, here: Here, text: str, *effects: Effect) -> Done:
    buttons = messages.asker_buttons(ticket, here) if ticket.closed else (messages.on_button(ticket, here),)
    return replace(ticket, told=here.facts.now), (*effects, *messages.to_asker(ticket, text, *buttons))


# ── its next step ─────────────────────────────────────────────────────────────────────────────────────────────


def _step(ticket: Ticket, here: Here) -> Done:
    if ticket.closed:
        return ticket, ()
    held = here.facts.shared.holder(ticket)
    if ticket.waiting and ticket.holder and not held:
        return _released(ticket, here)
    if ticket.waiting and not held and not ticket.invited and not ticket.desk and (offer := pace.at_once(ticket, here)):
        return _offered(offer, ticket, here)
    due = _due(ticket, here)
    if due is None or due > here.facts.now or not _can_be_asked(ticket, here):
        return ticket, ()
    if ticket.waiting is None:
        return _closed(ticket, here)
    match _wanted(ticket, here)[0]:
        case Offer() as offer:
            return _offered(offer, ticket, here)
        case Alarm():
            return _alarmed(ticket, here)
    return _nudged(ticket, here)


def _due(ticket: Ticket, here: Here) -> datetime | None:
    """When its next step is due; None for never."""
    if ticket.waiting is None:
        since = ticket.answered or ticket.asked
        return EVERYBODY.due(since, _rules(here).close_days * WORKING_DAY)
    step, hours = _wanted(ticket, here)
    came = ticket.taken if here.facts.shared.holder(ticket) else ticket.offered
    since = max(filter(None, (ticket.waiting, came, ticket.nudged)))
    return pace.pace(ticket, here).due(since, hours * HOUR) if step else None


def _can_be_asked(ticket: Ticket, here: Here) -> bool:
    """Whether who holds it works today; an answer of theirs that is still held comes first."""
    held = here.facts.shared.holder(ticket)
    if ticket.waiting is None:
        return not any(one.author == held and not one.passed and not one.withdrawn for one in ticket.messages)
    return not held or pace.pace(ticket, here).works(here.facts.now.date())


def _wanted(ticket: Ticket, here: Here) -> tuple[Step | None, int]:
    """What is done next about a question that waits, and after how many working hours; None when all that can be done was done."""
    shared, rules = here.facts.shared, _rules(here)
    held = shared.holder(ticket)
    if held:
        if ticket.nudges < rules.reminders:
            return Nudge(ticket), rules.remind_hours
        others = [one for one in shared.desk(ticket.asker) if one != held]
        return (Alarm(ticket), rules.remind_hours) if others and ticket.late is None else (None, 0)
    own = shared.own(ticket.region, ticket.asker)
    stand_ins = tuple(one for one in pace.stand_ins(ticket, here) if one not in ticket.invited)
    if stand_ins and not ticket.desk:
        return Offer(ticket, stand_ins), rules.take_hours
    if not ticket.desk and set(shared.desk(ticket.asker)) - {*own, *ticket.invited}:
        return Offer(ticket, desk=True), rules.desk_hours if ticket.invited else rules.take_hours
    return (Nudge(ticket), rules.remind_hours) if ticket.nudges < rules.reminders else (None, 0)


# ── what is done ──────────────────────────────────────────────────────────────────────────────────────────────


def _offered(offer: Offer, ticket: Ticket, here: Here) -> Done:
    """Others are asked too; those who could take it before still can."""
    shared, number = here.facts.shared, ticket.id
    after = replace(pace.offered(offer, ticket), offered=here.facts.now, nudges=0)
    known = (*shared.own(ticket.region, ticket.asker), *ticket.invited)
    new = offer.invited or tuple(one for one in shared.desk(ticket.asker) if one not in known)
    asked = messages.to_all(new, messages.handed(after, here, says(here).not_taken(number=number)))
    asked += files.again(tuple(new), after, here)
    return _told(after, here, says(here).also_asked(number=number, who=messages.named(after, new, here)), offer, *asked)


def _released(ticket: Ticket, here: Here) -> Done:
    """Who held it may not answer any more: whoever may is asked anew."""
    after = replace(ticket, holder=0, taken=None, offered=here.facts.now, nudges=0, late=None)
    there = here.facts.shared.there(after)
    asked = messages.to_all(there, messages.handed(after, here, says(here).free_again(number=ticket.id)))
    if not there:
        return after, (Release(ticket),)
    return _told(after, here, says(here).asked_again(number=ticket.id, who=messages.who(after, here)), Release(ticket), *asked)


def _nudged(ticket: Ticket, here: Here) -> Done:
    """Who holds it is reminded, or everybody who could take it."""
    shared = here.facts.shared
    what = {"name": messages.name(ticket, here), "waited": pace.waited(ticket, here)}
    text = says(here).answer_please(**what) if shared.holder(ticket) else says(here).take_please(**what)
    theirs = messages.holder_buttons(ticket, here)[:1] if shared.holder(ticket) else (messages.take_button(ticket, here),)
    buttons = tuple((one,) for one in (*theirs, messages.show_button(ticket, here)))
    reminded = messages.to_all(shared.told(ticket), Say(text, buttons, lasting=True))
    return replace(ticket, nudges=ticket.nudges + 1, nudged=here.facts.now), (Nudge(ticket), *reminded)


def _alarmed(ticket: Ticket, here: Here) -> Done:
    """The general desk hears that its holder does not answer, and may take it over."""
    shared, number = here.facts.shared, ticket.id
    after = replace(ticket, late=here.facts.now)
    lead = says(here).holder_silent(number=number, who=messages.who(ticket, here), waited=pace.waited(ticket, here))
    text = paragraphs(lead, messages.said_so_far(ticket, here))
    over = Say(text, ((messages.over_button(ticket, here),),), key=key(number, 0), lasting=True)
    heard = [one for one in shared.desk(ticket.asker) if one != shared.holder(ticket)]
    return _told(after, here, says(here).desk_knows(number=number), Alarm(ticket), *messages.to_all(heard, over))


def _closed(ticket: Ticket, here: Here) -> Done:
    """Long after the last answer, with the question whether it helped."""
    after = replace(ticket, closed=here.facts.now)
    others = messages.to_all(here.facts.shared.told(ticket), messages.changed(ticket, says(here).closed_silent(number=ticket.id)))
    text = says(here).closed_by_itself(number=ticket.id, n=_rules(here).close_days)
    return _told(after, here, text, Close(ticket), *others)
