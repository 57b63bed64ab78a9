"""What is said of a question and between the two, to whoever it is said: who it is told by role, never by name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dialogs.here import Here, paragraphs
from dialogs.language import Button, Effect, Pass, Revise, Say
from dialogs.ticket import Message, Ticket, Told, key
from knowledge import referring
from knowledge.places.candidate import Candidate
from knowledge.ticket_phrases import TicketPhrases
from knowledge.working_time import may_speak


def words(here: Here) -> TicketPhrases:
    """Said the same to everyone: what goes from one to another has no reader of one kind."""
    return here.knowledge.phrases.ticket


def place(where: Candidate, here: Here) -> str:
    return referring.where(where, here.knowledge.phrases)


def who_answers(region: str, asker: int, here: Here, author: int = 0) -> str:
    """`de contactpersoon voor Gelderland`, or a medewerker where the region has none, or none that is there.

    Args:
        author: Who said what is told, who may be there after all; 0 for nobody.
    """
    known = here.knowledge.contacts.region(region)
    shared = here.facts.shared
    contacts = [one.person for one in shared.answering if one.region == region and one.person != asker]
    there = author in contacts or any(shared.instead_of(one) not in (0, asker) for one in contacts)
    return words(here).contact(region=known.name if known else region) if region and there else words(here).desk()


def who(ticket: Ticket, here: Here) -> str:
    """Who answers it, or who may: `de contactpersoon voor Gelderland of een medewerker`."""
    held = here.facts.shared.holder(ticket)
    return named_by(held, ticket, here) if held else named(ticket, here.facts.shared.there(ticket), here)


def named(ticket: Ticket, persons: Iterable[int], here: Here) -> str:
    """Some of those who may answer it, each kind once; a medewerker where there are none."""
    kinds = dict.fromkeys(_kind(one, ticket, here) for one in persons)
    return here.knowledge.phrases.words.either.join(kinds) or words(here).desk()


def _kind(person: int, ticket: Ticket, here: Here) -> str:
    shared, region = here.facts.shared, here.knowledge.contacts.region(ticket.region)
    regions = {one.region for one in shared.answering if one.person == person}
    told = region.name if region else ticket.region
    if ticket.region in regions:
        return words(here).contact(region=told) if ticket.region else words(here).desk()
    return words(here).desk() if "" in regions else here.knowledge.phrases.waiting.stand_in(region=told)


def named_by(person: int, ticket: Ticket, here: Here) -> str:
    """Somebody who answers it, by the name that they chose and their role."""
    role = named(ticket, (person,), here)
    called = next((one.called for one in here.facts.shared.answering if one.person == person and one.called), "")
    return words(here).by_name(name=called, role=role) if called else role


def content(question: str, where: Candidate, scan: str, here: Here, name: str = "") -> str:
    """Exactly what is handed over; the asker sees the same before they say yes.

    Args:
        name: How the asker wants to be called; "" for their role only.
    """
    says = words(here)
    shown = place(where, here)
    told = says.content_by_name(name=name, where=shown, question=question) if name else says.content(where=shown, question=question)
    return paragraphs(told, words(here).scan_along(result=scan) if scan else "")


def said(message: Message, here: Here) -> str:
    """What a message says: its text, or that it was taken back; of a file without words its name."""
    if message.withdrawn:
        return words(here).withdrawn()
    return message.text or (words(here).file(name=message.file.name) if message.file else "")


def name(ticket: Ticket, here: Here) -> str:
    """`vraag 12, school, Zwolle (Overijssel)`."""
    return words(here).named(number=ticket.id, where=place(ticket.where, here))


# ── buttons ───────────────────────────────────────────────────────────────────────────────────────────────────


def _button(verb: str, label: str, ticket: Ticket) -> Button:
    return Button(label, f"ticket:{verb}:{ticket.id}")


def staff_buttons(ticket: Ticket, here: Here) -> tuple[Button, ...]:
    """What who may answer can do with it; nothing when a colleague has it, unless that one does not answer."""
    if may_take_over(ticket, here):
        return (over_button(ticket, here),)
    holder = here.facts.shared.holder(ticket)
    if not holder:
        return (take_button(ticket, here), *holder_buttons(ticket, here)[1:])
    return holder_buttons(ticket, here) if holder == here.facts.shared.me else ()


def over_button(ticket: Ticket, here: Here) -> Button:
    return _button("neem", here.knowledge.phrases.waiting.button_take_over(number=ticket.id), ticket)


def may_take_over(ticket: Ticket, here: Here) -> bool:
    """Whether somebody else holds it, who does not answer, so that a medewerker may take it from them."""
    shared = here.facts.shared
    return bool(ticket.late) and shared.holder(ticket) not in (0, shared.me) and shared.me in shared.desk(ticket.asker)


def holder_buttons(ticket: Ticket, here: Here) -> tuple[Button, ...]:
    """What who holds it can do with it."""
    says, number = words(here), ticket.id
    verbs = (
        ("antwoord", says.button_answer(number=number)),
        ("door", says.button_forward(number=number)),
        ("sluit", says.button_close(number=number)),
    )
    return tuple(_button(verb, label, ticket) for verb, label in verbs)


def take_button(ticket: Ticket, here: Here) -> Button:
    return _button("neem", words(here).button_take(number=ticket.id), ticket)


def show_button(ticket: Ticket, here: Here) -> Button:
    return _button("toon", words(here).button_show(number=ticket.id), ticket)


def on_button(ticket: Ticket, here: Here) -> Button:
    """The asker's way back to their question."""
    return _button("verder", words(here).button_on(number=ticket.id), ticket)


def asker_buttons(ticket: Ticket, here: Here) -> tuple[Button, ...]:
    """What the asker can do with it, open or closed."""
    says, yes_no = words(here), here.knowledge.phrases.words
    if ticket.closed is None:
        return (_button("klaar", says.button_done(number=ticket.id), ticket),)
    helped = Button(says.button_helped(), f"ticket:ja:{ticket.id}", yes_no.yes)
    return (helped, Button(says.button_reopen(number=ticket.id), f"ticket:heropen:{ticket.id}", yes_no.no))


def back_button(ticket: Ticket, message: Message, here: Here) -> Button:
    return Button(words(here).button_take_back(), f"ticket:terug:{ticket.id}:{message.number}")


BUTTON_CHARACTERS_MOST = 60


def button_text(text: str) -> str:
    """Something that is said, as it stands on a button; what is too long ends with a whole word where it has
    more than one, and says that it goes on."""
    if len(text) > BUTTON_CHARACTERS_MOST:
        words = text[:BUTTON_CHARACTERS_MOST].rpartition(" ")[0].rstrip(",;:")
        text = (words or text[: BUTTON_CHARACTERS_MOST - 1]) + "…"
    return text[:1].upper() + text[1:]


# ── to who answers ────────────────────────────────────────────────────────────────────────────────────────────


def said_so_far(ticket: Ticket, here: Here) -> str:
    """The question, and what both added to it."""
    says = words(here)
    lines = [
        says.line_asker(text=_listed(one, here)) if one.author == ticket.asker else says.line_staff(text=_listed(one, here))
        for one in ticket.messages
        if not one.withdrawn and (one.passed or one.author == here.facts.shared.me)
    ]
    return paragraphs(content(ticket.question, ticket.where, ticket.scan, here, ticket.asker_name), *lines)


def _listed(message: Message, here: Here) -> str:
    """With the name of its file, for the file itself does not stand there."""
    named = words(here).file(name=message.file.name) if message.file and message.text else ""
    return " ".join(filter(None, (said(message, here), named)))


def handed(ticket: Ticket, here: Here, lead: str) -> Say:
    """The one message with which a question comes to who may answer it."""
    rows = tuple((one,) for one in staff_buttons(replace(ticket, holder=0), here))
    return Say(paragraphs(lead, said_so_far(ticket, here)), rows, key=key(ticket.id, 0), lasting=True)


def entrusted(ticket: Ticket, here: Here, lead: str) -> Say:
    """The one message with which a question comes to who holds it from now on."""
    rows = tuple((one,) for one in holder_buttons(ticket, here))
    return Say(paragraphs(lead, said_so_far(ticket, here)), rows, key=key(ticket.id, 0), lasting=True)


def changed(ticket: Ticket, text: str) -> Revise:
    """That message, when somebody else took the question or it is gone."""
    return Revise(Say(text, key=key(ticket.id, 0), lasting=True))


def about(ticket: Ticket, text: str) -> Say:
    """Something about a question, beside that message."""
    return Say(text, key=key(ticket.id, "stand"), lasting=True)


def from_asker(ticket: Ticket, message: Message, here: Here) -> Say:
    """What the asker says, as who answers reads it."""
    says, held = words(here), here.facts.shared.holder(ticket)
    button = _button("antwoord", says.button_answer(number=ticket.id), ticket) if held else take_button(ticket, here)
    told = says.from_asker(name=", ".join(filter(None, (name(ticket, here), ticket.asker_name))), text=said(message, here))
    return _with_file(Say(told, ((button,),), key=key(ticket.id, message.number), lasting=True), message)


def _with_file(say: Say, message: Message) -> Say:
    """Its file goes along, or away with a message that was taken back."""
    return replace(say, file=None if message.withdrawn else message.file, without_file=message.withdrawn and message.file is not None)


# ── to the asker ──────────────────────────────────────────────────────────────────────────────────────────────


def from_staff(ticket: Ticket, message: Message, here: Here) -> Say:
    """An answer, as the asker reads it."""
    says = words(here)
    told = says.from_staff(number=ticket.id, who=named_by(message.author, ticket, here), text=said(message, here))
    return _with_file(Say(told, ((on_button(ticket, here),),), key=key(ticket.id, message.number), lasting=True), message)


def to_asker(ticket: Ticket, text: str, *buttons: Button) -> tuple[Effect, ...]:
    """What became of their question."""
    say = Say(text, tuple((one,) for one in buttons), key=key(ticket.id, "stand"), lasting=True)
    return (Pass(ticket.asker, say), Told(ticket))


def to_asker_politely(ticket: Ticket, here: Here, text: str, *buttons: Button) -> tuple[Effect, ...]:
    """The same, where we may write to somebody who did not ask for it; else their clock tells them in the morning how it then stands."""
    return to_asker(ticket, text, *buttons) if may_speak(here.facts.now) else ()


def to_all(persons: Iterable[int], say: Say | Revise) -> tuple[Pass, ...]:
    return tuple(Pass(person, say) for person in persons)
