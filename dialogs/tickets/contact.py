"""Staff and the open questions: who takes one, who is to answer instead, and when it is closed. Each is looked up where it acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from dialogs.here import Here, Turn, keyboard, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Command, Effect, Event, Press, Say
from dialogs.memory import Answering, Tending, Topic
from dialogs.sharing import Member, Role
from dialogs.ticket import NUMBER_DIGITS_MOST, Answerer, Close, Forward, Offer, Release, Take, Ticket, key
from dialogs.tickets import absences, alike, files, messages, pace, ready
from dialogs.tickets.answers import passed_on_now
from dialogs.tickets.messages import words
from knowledge import referring
from knowledge.dutch import fold

PAGE = 8


def open_button(here: Here) -> tuple[Button, ...]:
    """The way to the open questions, for who may answer some."""
    return (Button(words(here).button_open(), "open:1"),) if answers(here) else ()


def respond(_topic: Topic, event: Event, here: Here) -> Turn | None:
    """A button or command of staff; None for all else, also in the hands of who may not answer that question (any more)."""
    match event:
        case Command("open", argument) if answers(here):
            return listed(int(argument) if _is_number(argument) else 1, here)
        case Press(data) if data.startswith("open:") and answers(here):
            page = data.removeprefix("open:")
            return listed(int(page), here) if _is_number(page) else None
        case Press(data) if data.startswith("ticket:"):
            _, verb, id, *more = (*data.split(":"), "")
            ticket = found(int(id), here) if _is_number(id) else None
            return _done(verb, ticket, more[0], here) if ticket else None
    return None


def found(id: int, here: Here) -> Ticket | None:
    """An open question that the person may answer."""
    return next((one for one in here.facts.shared.for_me if one.id == id), None)


def view(topic: Tending, here: Here) -> Say | None:
    """The list, one question, or who shall answer instead; None for who answers nothing (any more)."""
    if not answers(here):
        return None
    ticket = found(topic.ticket, here)
    if ticket is None:
        return _list(topic.page, here)
    if not topic.forwarding:
        return _one(ticket, here)
    return _sure(ticket, topic.to, here) if topic.to in _elsewhere(ticket, here) else _whereto(ticket, here)


def answers(here: Here) -> bool:
    """Whether the person can be asked anything."""
    return any(one.person == here.facts.shared.me for one in here.facts.shared.answering)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= NUMBER_DIGITS_MOST


def _done(verb: str, ticket: Ticket, more: str, here: Here) -> Turn | None:
    if verb == "toon":
        return _seen(Tending(ticket=ticket.id), here)
    if verb not in ("neem", "antwoord", "door", "naar", "naarja", "sluit"):
        return None
    over = verb == "neem" and messages.may_take_over(ticket, here)
    if here.facts.shared.holder(ticket) not in (0, here.facts.shared.me) and not over:
        return listed(1, here, lead=words(here).taken_by_other(number=ticket.id))
    match verb:
        case "neem":
            return _taken(ticket, here)
        case "antwoord":
            return _answering(ticket, here)
        case "sluit":
            return _closed(ticket, here)
        case "naarja" if more in _elsewhere(ticket, here):
            return _forwarded(ticket, more, here)
    to = more if verb == "naar" else None
    return _seen(Tending(ticket=ticket.id, forwarding=True, to=to), here)


def _seen(topic: Tending, here: Here, *effects: Effect, lead: str = "") -> Turn:
    page = view(topic, here)
    assert page, "only who answers comes here"
    return turn(topic, *effects, *led_by(lead, (page,)))


def by_number(text: str, topic: Tending, here: Here) -> Turn | None:
    """In the list a number that is typed is that question; one that is also the place of something else is asked back."""
    number = fold(text)
    ticket = found(int(number), here) if _is_number(number) else None
    if ticket is None or found(topic.ticket, here):
        return None
    buttons = [one for row in _list(topic.page, here).buttons for one in row]
    there = buttons[ticket.id - 1 : ticket.id]
    if not there or there[0].press == messages.show_button(ticket, here).press:
        return _seen(Tending(ticket=ticket.id), here)
    return _seen(topic, here, lead=words(here).which_number(number=ticket.id))


# ── the list and one of it ────────────────────────────────────────────────────────────────────────────────────


def listed(page: int, here: Here, *effects: Effect, lead: str = "") -> Turn:
    """The open questions, and that the person looks at them."""
    return _seen(Tending(page), here, *effects, lead=lead)


def _list(page: int, here: Here) -> Say:
    says, found = words(here), ordered(here.facts.shared.for_me, here)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    last = ((overview_button(here),), (*absences.button(here), menu_button(here)))
    if not shown:
        return Say(says.none_open(), last)
    lines = [line(one, here) for one in shown]
    head = " ".join((says.open_head(n=len(found)), *((says.open_page(page=page, pages=pages),) if pages > 1 else ())))
    earlier = (Button(says.button_earlier(), f"open:{page - 1}"),) if page > 1 else ()
    later = (Button(says.button_later(), f"open:{page + 1}"),) if page < pages else ()
    turning = keyboard(*earlier, *later)
    rows = keyboard(*(messages.show_button(one, here) for one in shown))
    same = tuple((one,) for one in alike.buttons(here))
    text = paragraphs("\n".join((head, *lines)), alike.lines(here))
    return Say(text, (*rows, *same, *turning, *last))


def ordered(tickets: Iterable[Ticket], here: Here) -> list[Ticket]:
    """Who waits longest stands first; who waits for nothing stands last."""
    far = here.facts.now
    return sorted(tickets, key=lambda one: (one.waiting is None, one.waiting or far, one.id))


def line(ticket: Ticket, here: Here) -> str:
    """One question in a list."""
    return words(here).open_line(name=messages.name(ticket, here), since=_since(ticket, here), state=_state(ticket, here))


def overview_button(here: Here) -> Button:
    """A list on each working day, or no longer."""
    if here.facts.shared.overview:
        return Button(pace.says(here).button_no_overview(), "dagoverzicht:uit")
    return Button(pace.says(here).button_overview(), "dagoverzicht:aan")


def _since(ticket: Ticket, here: Here) -> str:
    if ticket.waiting is None:
        return words(here).answered()
    return words(here).since(waited=pace.waited(ticket, here), when=_moment(ticket.waiting, here))


def _moment(when: datetime, here: Here) -> str:
    return words(here).moment(day=referring.day(when.date(), here.knowledge.phrases.words.months), time=referring.clock(when.time()))


def _state(ticket: Ticket, here: Here) -> str:
    says, holder = words(here), here.facts.shared.holder(ticket)
    if not holder:
        return says.state_free()
    return says.state_yours() if holder == here.facts.shared.me else says.state_colleague()


def _one(ticket: Ticket, here: Here, head: str = "") -> Say:
    """The question, those that ask the same, and what we know of it already.

    Args:
        head: Its first line; "" for its number and how it stands.
    """
    same, of_all = alike.beside(ticket, here)
    known = ready.buttons(ticket, here)
    head = head or words(here).one(number=ticket.id, state=_state(ticket, here))
    text = paragraphs(head, messages.said_so_far(ticket, here), same, here.phrases.desk.drafts() if known else "")
    rows = tuple((one,) for one in (*messages.staff_buttons(ticket, here), *of_all, *known))
    buttons = (*rows, (Button(words(here).button_open(), "open:1"),), (menu_button(here),))
    return Say(text, buttons, key=key(ticket.id, 0))


# ── what is done with it ──────────────────────────────────────────────────────────────────────────────────────


def _others(ticket: Ticket, here: Here) -> tuple[int, ...]:
    """Who else was offered it."""
    shared = here.facts.shared
    return tuple(one for one in dict.fromkeys((*shared.there(ticket), *shared.told(ticket))) if one != shared.me)


def _taken(ticket: Ticket, here: Here) -> Turn:
    """The first to take it has it; the others see that, and the asker hears it."""
    says, shared = words(here), here.facts.shared
    if shared.holder(ticket) == shared.me:
        return _answering(ticket, here)
    mine = replace(ticket, holder=shared.me, taken=here.facts.now, late=None)
    page = _one(mine, _with(mine, here), says.taken_by_you(number=ticket.id))
    return turn(Tending(ticket=ticket.id), *take(ticket, here), page)


def take(ticket: Ticket, here: Here) -> tuple[Effect, ...]:
    """That the person has it from now on, and who is told so."""
    says, mine = words(here), replace(ticket, holder=here.facts.shared.me, taken=here.facts.now, late=None)
    others = messages.to_all(_others(ticket, here), messages.changed(ticket, says.taken_by_other(number=ticket.id)))
    text = says.taken(number=ticket.id, who=messages.who(mine, here))
    told = messages.to_asker_politely(ticket, here, text, messages.on_button(ticket, here))
    return (*_stays(ticket, here), Take(ticket), *others, *told)


def _stays(ticket: Ticket, here: Here) -> tuple[Effect, ...]:
    """Who takes a question of others keeps it, also when these are back or the general desk is asked no more."""
    me = here.facts.shared.me
    own = here.facts.shared.own(ticket.region, ticket.asker)
    return () if me in (*own, *ticket.invited) else (Offer(ticket, (me,)),)


def _with(ticket: Ticket, here: Here) -> Here:
    """As it is when this became of the question."""
    tickets = tuple(ticket if one.id == ticket.id else one for one in here.facts.shared.tickets)
    return replace(here, facts=replace(here.facts, shared=replace(here.facts.shared, tickets=tickets)))


def _answering(ticket: Ticket, here: Here) -> Turn:
    if not here.facts.shared.holder(ticket):
        return turn(Tending(ticket=ticket.id), *led_by(words(here).take_first(number=ticket.id), (_one(ticket, here),)))
    buttons = ((Button(words(here).button_open(), "open:1"),), (menu_button(here),))
    return turn(Answering(ticket.id), Say(words(here).type_answer(name=messages.name(ticket, here)), buttons))


def _closed(ticket: Ticket, here: Here) -> Turn:
    """What was still held is passed on first; then the asker is asked whether it helped."""
    says = words(here)
    closed = replace(ticket, closed=here.facts.now)
    told = messages.to_asker_politely(ticket, here, says.closed(number=ticket.id), *messages.asker_buttons(closed, here))
    others = () if here.facts.shared.holder(ticket) else _others(ticket, here)
    revised = messages.to_all(others, messages.changed(ticket, says.closed_by_other(number=ticket.id)))
    effects = (*passed_on_now(ticket, here), Close(ticket), *told, *revised)
    return listed(1, _with(closed, here), *effects, lead=says.closed_by_you(number=ticket.id))


# ── others shall answer ───────────────────────────────────────────────────────────────────────────────────────


def _elsewhere(ticket: Ticket, here: Here) -> tuple[str, ...]:
    """Regions with a contact, and the general desk ("") where there is one; not where it is now, nor whose it is alone."""
    regions = {one.region for one in here.facts.shared.answering if one.person != ticket.asker} - {ticket.region}
    return tuple(sorted(regions))


def _named(region: str, ticket: Ticket, here: Here) -> str:
    return messages.who_answers(region, ticket.asker, here)


def _whereto(ticket: Ticket, here: Here) -> Say:
    says, regions = words(here), _elsewhere(ticket, here)
    rows = [(Button(messages.button_text(_named(region, ticket, here)), f"ticket:naar:{ticket.id}:{region}"),) for region in regions]
    back = (messages.show_button(ticket, here), menu_button(here))
    return Say(says.whereto(number=ticket.id) if regions else says.nowhere_to(), (*rows, back))


def _sure(ticket: Ticket, to: str | None, here: Here) -> Say:
    says, yes_no = words(here), here.knowledge.phrases.words
    region = to or ""
    yes = Button(says.button_forward_yes(), f"ticket:naarja:{ticket.id}:{region}", yes_no.yes)
    no = Button(says.button_forward_no(), f"ticket:toon:{ticket.id}", yes_no.no)
    return Say(says.forward_sure(number=ticket.id, who=_named(region, ticket, here)), ((yes, no), (menu_button(here),)))


def _forwarded(ticket: Ticket, region: str, here: Here) -> Turn:
    """With all that was said in it, for others to take; the asker hears who answers now."""
    says, shared, now = words(here), here.facts.shared, here.facts.now
    came = replace(
        ticket, region=region, holder=0, offered=now, waiting=ticket.waiting or now, invited=(), desk=False, late=None, taken=None, nudges=0
    )
    offer = pace.at_once(came, here)
    moved = pace.offered(offer, came)
    there = shared.there(moved)
    others = () if shared.holder(ticket) else tuple(one for one in _others(ticket, here) if one not in there)
    who = messages.who(moved, here)
    text = says.forwarded(number=ticket.id, who=who)
    effects = (
        *passed_on_now(ticket, here),
        Forward(ticket, region),
        *((offer,) if offer else ()),
        *messages.to_all(there, messages.handed(moved, here, says.forwarded_to_you(number=ticket.id))),
        *files.again(tuple(there), moved, here),
        *messages.to_all(others, messages.changed(ticket, says.forwarded_by_other(number=ticket.id))),
        *messages.to_asker_politely(ticket, here, text, messages.on_button(ticket, here)),
    )
    return listed(1, _with(moved, here), *effects, lead=says.forwarded_by_you(number=ticket.id, who=who))


# ── who may answer is new ─────────────────────────────────────────────────────────────────────────────────────


def already_open(role: Role, here: Here) -> tuple[str, tuple[Button, ...]]:
    """What somebody who got a role just now is told of questions that wait for who has it; nothing when there are none."""
    shared = here.facts.shared
    answering = (*shared.answering, Answerer(shared.me, role.region)) if role.name != "redactie" else shared.answering
    after = replace(shared, answering=answering)
    free = [one for one in after.for_me if not after.holder(one)]
    if not free:
        return "", ()
    return words(here).already_open(n=len(free)), (Button(words(here).button_open(), "open:1"),)


# ── who may answer is gone ────────────────────────────────────────────────────────────────────────────────────


def left_behind(member: Member, here: Here) -> tuple[Effect, ...]:
    """What is told when someone's role is gone: to who may answer now and could not or need not before, and to who waits for them."""
    gone, shared = (member.person, member.role.region), here.facts.shared
    left = replace(shared, answering=tuple(one for one in shared.answering if (one.person, one.region) != gone))
    after = replace(here, facts=replace(here.facts, shared=left))
    told: list[Effect] = []
    for ticket in shared.tickets if member.role.name != "redactie" else ():
        new = set(left.told(ticket)) - set(shared.told(ticket))
        if ticket.closed or not new:
            continue
        free = replace(ticket, holder=0)
        question = messages.handed(free, after, words(here).left_behind(number=ticket.id))
        text = words(here).is_open(number=ticket.id, who=messages.who(free, after))
        told += (Release(ticket) if ticket.holder else Offer(ticket), *messages.to_all(sorted(new), question))
        told += files.again(tuple(sorted(new)), free, after)
        told += messages.to_asker_politely(ticket, here, text, messages.on_button(ticket, here))
    return tuple(told)
