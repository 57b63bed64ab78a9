"""What we know of a question already: the nearest entries as drafts under it, read before they are sent, or copied and changed."""

from __future__ import annotations

from zlib import crc32

from dialogs.here import Here, Turn, led_by, menu_button, paragraphs, turn
from dialogs.language import Button, Event, Press, Say
from dialogs.memory import Answering, Drafting, Topic
from dialogs.ticket import NUMBER_DIGITS_MOST, Draft, Ticket
from dialogs.tickets import messages
from dialogs.tickets.answers import hold
from dialogs.tickets.messages import words
from dialogs.truth import doubt, sources
from knowledge.faq import Entry

OFFERED_MOST = 3
NEAR_LEAST = 0.75
"""The confidence from which an entry is worth the eye of who knows better; below it people mostly ask something else."""
PRESS = "concept"


def buttons(ticket: Ticket, here: Here) -> tuple[Button, ...]:
    """The nearest entries, found by letters and words alone, as that is a pure step; none for what we know nothing of."""
    found = here.knowledge.index.find(ticket.question, "school", most=OFFERED_MOST)
    near = [entry for one in found.candidates if one.score >= NEAR_LEAST and (entry := here.knowledge.entry(one.entry))]
    title = here.phrases.desk.button_draft
    return tuple(Button(title(title=one.question), f"{PRESS}:{ticket.id}:{one.id}") for one in near)


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """A draft by its button, and what becomes of it; None for all else, and for a question that the person may not answer."""
    match event:
        case Press(data) if data.startswith(f"{PRESS}:"):
            verb, id, entry = _read(data)
            ticket = next((one for one in here.facts.shared.for_me if str(one.id) == id), None)
            known = here.knowledge.entry(entry)
            return _done(verb, ticket, known, topic, here) if ticket and known else None
    return None


def _read(data: str) -> tuple[str, str, str]:
    """The verb, the number of the question and the id of the entry; "toon" where the button has no verb."""
    _, *parts = data.split(":")
    verb, id, entry = parts if len(parts) == 3 else ("toon", *parts[:2], "", "")[:3]
    return (verb, id, entry) if len(id) <= NUMBER_DIGITS_MOST else ("", "", "")


def _done(verb: str, ticket: Ticket, entry: Entry, topic: Topic, here: Here) -> Turn | None:
    holder = here.facts.shared.holder(ticket)
    if holder not in (0, here.facts.shared.me):
        return turn(topic, Say(words(here).taken_by_other(number=ticket.id)))
    if not holder:
        return turn(topic, Say(words(here).take_first(number=ticket.id), ((messages.take_button(ticket, here),),)))
    looking = Drafting(ticket.id, entry.id, _seal(entry, here))
    match verb:
        case "toon":
            return _shown(looking, here)
        case "ja" if topic == looking:
            return hold(Draft(here.facts.turn, text(entry, here)), ticket, here)
        case "ja":
            same = isinstance(topic, Drafting) and (topic.ticket, topic.entry) == (ticket.id, entry.id)
            return _shown(looking, here, here.phrases.desk.draft_changed() if same else "")
        case "pas":
            lead = here.phrases.desk.copy_draft(name=messages.name(ticket, here))
            return turn(Answering(ticket.id), Say(lead), Say(text(entry, here)))
    return None


def _shown(topic: Drafting, here: Here, lead: str = "") -> Turn | None:
    page = view(topic, here)
    return turn(topic, *led_by(lead, (page,))) if page else None


def view(topic: Drafting, here: Here) -> Say | None:
    """The draft as it would be sent; None when the question is no longer theirs or the entry is gone."""
    ticket = next((one for one in here.facts.shared.held if one.id == topic.ticket), None)
    entry = here.knowledge.entry(topic.entry)
    if ticket is None or entry is None:
        return None
    says = here.phrases.desk
    send = Button(says.button_send_draft(), f"{PRESS}:ja:{ticket.id}:{entry.id}")
    change = Button(says.button_change_draft(), f"{PRESS}:pas:{ticket.id}:{entry.id}")
    rows = ((send, change), (messages.show_button(ticket, here), menu_button(here)))
    return Say(paragraphs(says.draft(name=messages.name(ticket, here)), text(entry, here)), rows)


def text(entry: Entry, here: Here) -> str:
    """The answer as a school reads it, with how sure it is and where it comes from."""
    told = doubt(entry.holds(here.facts.now.date()), entry, here)
    return paragraphs(entry.answer, told, sources((entry.source, *entry.more_sources), here))


def _seal(entry: Entry, here: Here) -> int:
    """Tells the text that was seen from any other."""
    return crc32(text(entry, here).encode())
