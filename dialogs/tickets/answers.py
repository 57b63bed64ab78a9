"""What one of the staff types: to which question it goes, held for a minute so that it can be taken back, and only then passed on."""

from __future__ import annotations

import re
from datetime import timedelta

from msgspec.structs import replace

from dialogs.choice import called, pick
from dialogs.files import File
from dialogs.here import Here, Turn, led_by, menu_button, turn
from dialogs.language import Attachment, Button, Due, Edited, Effect, Event, Pass, Press, Remind, Revise, Say, Text, Unremind, Withdrawn
from dialogs.memory import Answering, Tending, Topic
from dialogs.ticket import (
    NUMBER_DIGITS_MOST,
    Draft,
    DropDraft,
    KeepDraft,
    Message,
    PassOn,
    Rewrite,
    TakeBack,
    Ticket,
    Write,
    key,
    ticket_of,
)
from dialogs.tickets import files, messages, proposals
from dialogs.tickets.messages import words
from knowledge.dutch import fold

_NUMBERED = re.compile(rf"(vraag )?([0-9]{{1,{NUMBER_DIGITS_MOST}}})")
HELD_FOR = timedelta(seconds=60)
"""How long an answer may be taken back before the asker sees it."""


def view(topic: Answering, here: Here) -> Say | None:
    """To which question it goes; None for who holds none (any more)."""
    held = here.facts.shared.held
    if not held:
        return None
    draft = _draft(topic.draft, here)
    if draft:
        return _which(draft, here)
    chosen = next((one for one in held if one.id == topic.ticket), held[0] if len(held) == 1 else None)
    text = words(here).type_answer(name=messages.name(chosen, here)) if chosen else words(here).holds_several(n=len(held))
    return Say(text, ((Button(words(here).button_open(), "open:1"),), (menu_button(here),)))


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """An answer, what becomes of it, and a change of it; None for all else."""
    match event:
        case Text(text):
            return _typed(_said(text, None, here), topic, here)
        case Attachment(caption=caption, file=file):
            return _typed(_said(caption, file, here), topic, here)
        case Press(data) if data.startswith("ticket:"):
            return _pressed(data, topic, here)
        case Due(due) if ticket_of(due):
            return _due(due, topic, here)
        case Edited(text):
            return _changed(text, topic, here)
        case Withdrawn():
            return _changed(None, topic, here)
    return None


# ── where a text goes ─────────────────────────────────────────────────────────────────────────────────────────


def _said(text: str, file: File | None, here: Here) -> Draft:
    """What they just said, before it is known where it goes."""
    return Draft(here.facts.turn, text, here.facts.shared.channel_id, file)


def _typed(said: Draft, topic: Topic, here: Here) -> Turn | None:
    """It goes where it replies to; else to the question that was chosen, or the only one that is held; else it is asked.

    Asked is also where a reply belongs to a message about something else (an invitation to stand in), or to one that is not known any more;
    a reply to a page of ours is a text like any other. What comes later of an album goes where its first went.
    """
    shared, replied = here.facts.shared, ticket_of(here.facts.shared.replied)
    if together := files.album_of(said.file, shared.held):
        return hold(said, together, here)
    if replied:
        return _replied(said, replied, topic, here)
    held = shared.held
    if not held or not isinstance(topic, Answering | Tending) or (not said.file and _names_button(said.text, topic, here)):
        return None
    chosen = topic.ticket if isinstance(topic, Answering) else 0
    meant = next((one for one in held if one.id == chosen), held[0] if len(held) == 1 else None)
    ticket = None if shared.replied else meant
    return hold(said, ticket, here) if ticket else _asked(said, here)


def _names_button(text: str, topic: Answering | Tending, here: Here) -> bool:
    """Where a choice stands, a number or a label is one; where nothing is asked only a whole label is, for a number may be an answer."""
    if isinstance(topic, Tending):
        return False
    page = view(topic, here)
    buttons = [one for row in page.buttons for one in row] if page else []
    counted = _draft(topic.draft, here) and fold(text).isdecimal() and pick(text, buttons)
    return bool(counted or called(text, buttons))


def placed_by_number(text: str, topic: Topic, here: Here) -> Turn | None:
    """What was kept goes to the question of that number ("vraag 12", "12"); a bare number that is another one's place is asked back."""
    named, held = _NUMBERED.fullmatch(fold(text)), here.facts.shared.held
    draft = _draft(topic.draft, here) if isinstance(topic, Answering) and named and not here.facts.shared.replied else None
    if draft is None or named is None or not (ticket := next((one for one in held if one.id == int(named[2])), None)):
        return None
    places = len(_which(draft, here).buttons) + 1
    if named[1] or ticket.id > places or held[ticket.id - 1 : ticket.id] == (ticket,):
        return _placed(draft, ticket, here)
    asked = words(here).which_number(number=ticket.id)
    return turn(topic, *led_by(asked, (_which(draft, here),)))


def _replied(said: Draft, id: int, topic: Topic, here: Here) -> Turn | None:
    shared = here.facts.shared
    ticket = next((one for one in shared.held if one.id == id), None)
    if ticket:
        return hold(said, ticket, here)
    free = next((one for one in shared.for_me if one.id == id and not shared.holder(one)), None)
    if free:
        return turn(topic, Say(words(here).take_first(number=id), ((messages.take_button(free, here),),)))
    return turn(topic, Say(words(here).not_yours(number=id)))


def _asked(said: Draft, here: Here) -> Turn:
    """Kept, never sent, until it is said to which question it belongs; of an album that is asked once."""
    kept = KeepDraft(said.text, said.channel_id, said.file)
    if first := next(iter(_album(said, here)), None):
        return turn(Answering(draft=first.turn), kept)
    return turn(Answering(draft=said.turn), kept, _which(said, here))


def _album(draft: Draft, here: Here) -> list[Draft]:
    """What was kept of the same album."""
    album = draft.file.album if draft.file else ""
    return [one for one in here.facts.shared.drafts if album and one.file and one.file.album == album]


def _which(draft: Draft, here: Here) -> Say:
    says = words(here)
    named = ((messages.button_text(messages.name(one, here)), one.id) for one in here.facts.shared.held)
    rows = [(Button(label, f"ticket:bij:{id}:{draft.turn}"),) for label, id in named]
    drop = Button(says.button_drop(), f"ticket:weg:{draft.turn}")
    return Say(says.belongs_where(text=shortened(_in_words(draft, here))), (*rows, (drop, menu_button(here))))


def _in_words(draft: Draft, here: Here) -> str:
    return draft.text or (words(here).file(name=draft.file.name) if draft.file else "")


def shortened(text: str) -> str:
    return text if len(text) <= 200 else text[:200].rstrip() + " …"


def _draft(turn: int, here: Here) -> Draft | None:
    return next((one for one in here.facts.shared.drafts if one.turn == turn), None)


def _pressed(data: str, topic: Topic, here: Here) -> Turn | None:
    numbers = data.split(":")[2:]
    if not all(one.isdecimal() and len(one) <= NUMBER_DIGITS_MOST for one in numbers):
        return None
    match data.split(":")[1], [int(one) for one in numbers]:
        case "bij", [id, number]:
            ticket = next((one for one in here.facts.shared.held if one.id == id), None)
            draft = _draft(number, here)
            return _placed(draft, ticket, here) if ticket and draft else None
        case "weg", [number]:
            return _dropped(number, here) if _draft(number, here) else None
        case "terug", [id, number]:
            return _taken_back(id, number, topic, here)
    return None


def _placed(draft: Draft, ticket: Ticket, here: Here) -> Turn:
    """With all of its album, in order."""
    together = _album(draft, here) or [draft]
    left = _without(together, here)
    effects: tuple[Effect, ...] = ()
    for place, one in enumerate(together):
        effects += hold(one, ticket, left, ticket.next_number + place).effects
    return _then(effects, left, *(DropDraft(one.turn) for one in together))


def _dropped(number: int, here: Here) -> Turn:
    draft = _draft(number, here)
    assert draft, "looked up before"
    together = _album(draft, here) or [draft]
    return _then((Say(words(here).dropped()),), _without(together, here), *(DropDraft(one.turn) for one in together))


def _then(after: tuple[Effect, ...], here: Here, *effects: Effect) -> Turn:
    """What else was kept is asked next."""
    waits = here.facts.shared.drafts[:1]
    asked = tuple(_which(one, here) for one in waits)
    topic = Answering(draft=waits[0].turn) if waits else Answering()
    return turn(topic, *effects, *after, *asked)


def _without(placed: list[Draft], here: Here) -> Here:
    left = tuple(one for one in here.facts.shared.drafts if one not in placed)
    return replace(here, facts=replace(here.facts, shared=replace(here.facts.shared, drafts=left)))


# ── held for a minute ─────────────────────────────────────────────────────────────────────────────────────────


def hold(said: Draft, ticket: Ticket, here: Here, number: int = 0) -> Turn:
    """Args: number: Of the message; 0 for the next."""
    message = Message(number or ticket.next_number, here.facts.shared.me, said.text, said.channel_id, file=said.file)
    later = Remind(key(ticket.id, message.number), here.facts.now + HELD_FOR)
    return turn(Answering(), Write(ticket, message), later, _confirmed(ticket, message, here))


def _confirmed(ticket: Ticket, message: Message, here: Here) -> Say:
    text = words(here).sent_answer(name=messages.name(ticket, here))
    buttons = (messages.back_button(ticket, message, here), proposals.button(ticket.id, message.number, here))
    return Say(text, (buttons,), key=key(ticket.id, f"c{message.number}"), lasting=True)


def _waiting(ticket: Ticket, here: Here) -> list[Message]:
    """What the person said and the asker was not told yet."""
    return [one for one in ticket.messages if one.author == here.facts.shared.me and not one.passed and not one.withdrawn]


def back_buttons(here: Here) -> tuple[Button, ...]:
    """What can be taken back, the last said first."""
    said = [(ticket, message) for ticket in here.facts.shared.held for message in _waiting(ticket, here)]
    return tuple(messages.back_button(ticket, message, here) for ticket, message in reversed(said))


def passed_on_now(ticket: Ticket, here: Here, up_to: int = 10**NUMBER_DIGITS_MOST) -> tuple[Effect, ...]:
    """What is held goes to the asker, in order."""
    effects: list[Effect] = []
    for message in _waiting(ticket, here):
        if message.number <= up_to:
            told = Pass(ticket.asker, messages.from_staff(ticket, message, here))
            effects += [PassOn(ticket, message.number), Unremind(key(ticket.id, message.number)), told]
    return tuple(effects)


def _due(due: str, topic: Topic, here: Here) -> Turn:
    """The minute is over. Who may not answer any more has it not passed on, and is told so."""
    id, number = ticket_of(due), due.rpartition(":")[2]
    ticket = next((one for one in here.facts.shared.held if one.id == id), None)
    if ticket is None or not number.isdecimal():
        return turn(topic, Say(words(here).not_passed(number=id)))
    return turn(topic, *passed_on_now(ticket, here, int(number)))


def _taken_back(id: int, number: int, topic: Topic, here: Here) -> Turn | None:
    ticket = next((one for one in here.facts.shared.held if one.id == id), None)
    message = ticket.message(number) if ticket else None
    if ticket is None or message is None or message.author != here.facts.shared.me:
        return None
    return _back(ticket, message, topic, here)


def _back(ticket: Ticket, message: Message, topic: Topic, here: Here) -> Turn:
    if message.passed or message.withdrawn:
        return turn(topic, Say(words(here).too_late() if message.passed else words(here).taken_back(number=ticket.id)))
    back = Say(words(here).taken_back(number=ticket.id))
    return turn(topic, TakeBack(ticket, message.number), Unremind(key(ticket.id, message.number)), back)


# ── changed afterwards ────────────────────────────────────────────────────────────────────────────────────────


def _changed(text: str | None, topic: Topic, here: Here) -> Turn | None:
    """A message that was changed, or taken back where it was typed (None)."""
    shared = here.facts.shared
    said = ((one, message) for one in shared.held for message in one.messages if shared.channel_id)
    found = [pair for pair in said if (pair[1].author, pair[1].channel_id) == (shared.me, shared.channel_id)]
    if not found:
        return None
    turns = [_changed_in(ticket, message, text, topic, here) for ticket, message in found]
    return turn(topic, *(effect for one in turns for effect in one.effects))


def _changed_in(ticket: Ticket, message: Message, text: str | None, topic: Topic, here: Here) -> Turn:
    """In one question: what was said to several at once is changed in each."""
    if text is None and not message.passed:
        return _back(ticket, message, topic, here)
    after = replace(message, text=text or "", withdrawn=text is None)
    told: tuple[Effect, ...] = (Pass(ticket.asker, Revise(messages.from_staff(ticket, after, here))),) if message.passed else ()
    done = TakeBack(ticket, message.number) if text is None else Rewrite(ticket, message.number, text)
    lead = words(here).changed(name=messages.name(ticket, here))
    return turn(topic, done, *told, Say(lead))
