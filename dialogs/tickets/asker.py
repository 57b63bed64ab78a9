"""The asker's side of a question: what they type goes along with it, in order, until they leave or it is closed."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.files import File
from dialogs.here import Here, Turn, menu_button, paragraphs, turn
from dialogs.language import Attachment, Button, Edited, Effect, Event, Press, Revise, Say, Text, Withdrawn
from dialogs.memory import Home, Relaying, Topic
from dialogs.ticket import NUMBER_DIGITS_MOST, Close, Help, Message, Reopen, Rewrite, TakeBack, Ticket, Told, Write, ticket_of
from dialogs.tickets import clock, messages, pace
from dialogs.tickets.messages import words


def on_buttons(here: Here) -> tuple[Button, ...]:
    """From home back to what is open."""
    return tuple(messages.on_button(one, here) for one in here.facts.shared.mine if one.closed is None)


def view(topic: Relaying, here: Here) -> Say | None:
    """How the question stands; None when it is long closed."""
    ticket = _mine(topic.ticket, here)
    return _page(ticket, here) if ticket else None


def _page(ticket: Ticket, here: Here, lead: str = "") -> Say:
    says = words(here)
    if ticket.closed:
        text = says.is_closed(number=ticket.id)
    else:
        who = messages.who(ticket, here)
        held = says.is_held(number=ticket.id, who=who) if here.facts.shared.holder(ticket) else says.is_open(number=ticket.id, who=who)
        text = paragraphs(held, pace.expected(ticket, here) if ticket.waiting else "", says.goes_along())
    rows = tuple((one,) for one in messages.asker_buttons(ticket, here))
    return Say(paragraphs(lead, text), (*rows, (menu_button(here),)))


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """A button of one's own question, a text that goes along, a change of one; None for all else."""
    match event:
        case Press(data) if data.startswith("ticket:"):
            return _pressed(data, here)
        case Text(text) if ticket := _meant(topic, here):
            return _added(text, None, ticket, topic, here)
        case Attachment(caption=caption, file=file) if ticket := _meant(topic, here):
            return _added(caption, file, ticket, topic, here)
        case Edited(text) if found := _written(here):
            return _changed(*found, text, topic, here)
        case Withdrawn() if found := _written(here):
            return _changed(*found, None, topic, here)
    return None


def _mine(id: int, here: Here) -> Ticket | None:
    return next((one for one in here.facts.shared.mine if one.id == id), None)


def _meant(topic: Topic, here: Here) -> Ticket | None:
    """The open question that a text goes along with: the one whose message it replies to, or the one that they are at."""
    replied = _mine(ticket_of(here.facts.shared.replied), here)
    found = replied or (_mine(topic.ticket, here) if isinstance(topic, Relaying) else None)
    return found if found and found.closed is None else None


def _written(here: Here) -> tuple[Ticket, Message] | None:
    """Which of their own messages an event is about."""
    shared = here.facts.shared
    open_ones = (one for one in shared.mine if one.closed is None and shared.channel_id)
    found = ((one, message) for one in open_ones for message in one.messages)
    return next((pair for pair in found if (pair[1].author, pair[1].channel_id) == (shared.me, shared.channel_id)), None)


def _added(text: str, file: File | None, ticket: Ticket, topic: Topic, here: Here) -> Turn:
    """Passed on without a word, after a first sentence that says so."""
    shared = here.facts.shared
    message = Message(ticket.next_number, shared.me, text, shared.channel_id, passed=True, file=file)
    passed = messages.to_all(shared.told(ticket), messages.from_asker(ticket, message, here))
    effects: tuple[Effect, ...] = (Write(ticket, message), *passed)
    if isinstance(topic, Relaying) and topic.ticket == ticket.id and topic.told:
        return turn(topic, *effects)
    return turn(Relaying(ticket.id, told=True), *effects, Say(words(here).goes_on(number=ticket.id)))


def _changed(ticket: Ticket, message: Message, text: str | None, topic: Topic, here: Here) -> Turn:
    """What they changed or took back changes where it was passed on to."""
    after = replace(message, text=text or "", withdrawn=text is None)
    told = messages.to_all(here.facts.shared.told(ticket), Revise(messages.from_asker(ticket, after, here)))
    done = TakeBack(ticket, message.number) if text is None else Rewrite(ticket, message.number, text)
    return turn(topic, done, *told)


def _pressed(data: str, here: Here) -> Turn | None:
    _, verb, id, *_ = (*data.split(":"), "", "", "")
    ticket = _mine(int(id), here) if id.isdecimal() and len(id) <= NUMBER_DIGITS_MOST else None
    if ticket is None:
        return None
    match verb, ticket.closed is None:
        case ("verder", _) | ("klaar", False):
            return turn(Relaying(ticket.id), _page(ticket, here))
        case "klaar", True:
            return _done(ticket, here)
        case "ja", False:
            return turn(Home(), Help(ticket), Say(words(here).thanks()))
        case "heropen", False:
            return _reopened(ticket, here)
    return None


def _done(ticket: Ticket, here: Here) -> Turn:
    text = words(here).closed_by_asker(name=messages.name(ticket, here))
    told = messages.to_all(here.facts.shared.told(ticket), messages.changed(ticket, text))
    closed = replace(ticket, closed=here.facts.now)
    return turn(Relaying(ticket.id), Close(ticket), Told(ticket), *told, _page(closed, here))


def _reopened(ticket: Ticket, here: Here) -> Turn:
    """Who held it has it again."""
    says, shared = words(here), here.facts.shared
    text = says.reopened(name=messages.name(ticket, here))
    if shared.holder(ticket):
        answer = Button(says.button_answer(number=ticket.id), f"ticket:antwoord:{ticket.id}")
        told = messages.to_all(shared.told(ticket), Say(text, ((answer,),), lasting=True))
    else:
        told = messages.to_all(shared.told(ticket), messages.handed(ticket, here, text))
    now = here.facts.now
    opened = replace(ticket, closed=None, waiting=now, offered=now, nudges=0, late=None)
    page = _page(opened, here, says.reopened_by_you(number=ticket.id))
    return turn(Relaying(ticket.id), Reopen(ticket), Told(ticket), clock.begun(opened, here), *told, page)
