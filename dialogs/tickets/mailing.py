"""A question that goes to a contact by mail: the asker's address first, then exactly what is sent, and later whether there was an answer.

The answer goes from the contact to the asker and not through us. So we only know what a mail server says, and what the asker tells us.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from dialogs.here import Here, Turn, menu_button, paragraphs, region_of, turn
from dialogs.language import Button, Due, Effect, Event, Pass, Press, Remind, Say, Unremind
from dialogs.letter import SHOWN, AskWhether, CloseLetter, Letter, Post, due_key, failed_key, letter_of
from dialogs.memory import Handing, Home, Mailed, Topic
from dialogs.tickets import messages
from dialogs.tickets.copying import to_copy
from knowledge import referring
from knowledge.contacts import Contact
from knowledge.letter_phrases import LetterPhrases
from knowledge.places.candidate import Candidate
from knowledge.working_time import WorkingTime, next_polite

ANSWERED_WITHIN = 5 * timedelta(hours=9)
"""Five working days, as `knowledge.working_time.USUAL_HOURS` counts them; then we ask."""
ERASED_AFTER = timedelta(days=14)
"""How long we wait for what the asker says to that, and no longer."""
STILL_WAITING, BEING_GIVEN_UP = timedelta(days=1), timedelta(minutes=1)
"""When we look again at a letter that should have gone by now, and at one whose row does not say yet that it never goes."""


def words(here: Here) -> LetterPhrases:
    return here.knowledge.phrases.letter


# ── before it is sent ─────────────────────────────────────────────────────────────────────────────────────────


def page(topic: Handing, contact: Contact, where: Candidate, scan: str, here: Here) -> Say:
    """What is asked for first, the address; then the whole mail, as it is sent."""
    says, tickets = words(here), messages.words(here)
    who = _who(region_of(where, here), contact.email, here)
    no = Button(tickets.button_keep(), "door:nee", here.phrases.words.no)
    if not topic.email:
        return Say(says.which_address(who=who), ((no,), (menu_button(here),)))
    post = _written(topic, contact, where, scan if topic.scan else "", here)
    text = says.preview(who=who, to=post.to, subject=post.subject, reply_to=post.reply_to, text=post.text)
    yes = Button(tickets.button_send(), "door:ja", here.phrases.words.yes)
    along = (Button(tickets.button_without_scan(), "door:zonder") if topic.scan else Button(tickets.button_with_scan(), "door:scan"),)
    other = (Button(tickets.button_other_words(), "door:anders"), Button(says.button_address(), "door:adres"))
    buttons = (yes, *(along if scan else ()), *other, no, menu_button(here))
    return Say(text, tuple((one,) for one in buttons), key=SHOWN)


def sent(topic: Handing, contact: Contact, where: Candidate, scan: str, here: Here) -> Turn:
    """It goes, and we come back to it after five working days."""
    post, number = _written(topic, contact, where, scan if topic.scan else "", here), here.facts.turn
    text = words(here).sent(who=_who(post.region, post.to, here))
    remind = Remind(due_key(number), _asked_on(post.region, here))
    letter = Letter(turn=number, region=post.region, to=post.to, content=post.content, made=here.facts.now)
    return turn(Mailed(number), post, remind, replace(_page(letter, here), text=text))


def _written(topic: Handing, contact: Contact, where: Candidate, scan: str, here: Here) -> Post:
    content = messages.content(topic.question, where, scan, here)
    return Post(
        region=region_of(where, here),
        to=contact.email,
        reply_to=topic.email,
        subject=words(here).subject(where=messages.place(where, here)),
        text=words(here).text(content=content, reply_to=topic.email),
        content=content,
    )


def _who(region: str, to: str, here: Here) -> str:
    """The contact by role, or what the general address is called."""
    contacts = here.knowledge.contacts
    if to == contacts.general.email:
        return contacts.general.role
    known = contacts.region(region)
    return messages.words(here).contact(region=known.name if known else region)


def _asked_on(region: str, here: Here) -> datetime:
    """After five working days of the region's schools, at a time to write to people."""
    known, contacts = here.knowledge.contacts.region(region), here.knowledge.contacts
    working = WorkingTime(days_off=contacts.days_off, region=known.holidays if known else None)
    return next_polite(working.due(here.facts.now, ANSWERED_WITHIN) or here.facts.now + ERASED_AFTER)


# ── when it is on its way ─────────────────────────────────────────────────────────────────────────────────────


def show_buttons(here: Here) -> tuple[Button, ...]:
    """From home to what went by mail."""
    return tuple(Button(words(here).button_show(day=_day(one.made, here)), f"brief:toon:{one.turn}") for one in here.facts.shared.letters)


def buttons(letter: Letter, here: Here) -> tuple[Button, ...]:
    """What the asker can say of it; that there is no answer only when we asked."""
    says, yes_no = words(here), here.phrases.words
    yes = Button(says.button_yes(), f"brief:ja:{letter.turn}", yes_no.yes)
    no = Button(says.button_no(), f"brief:nee:{letter.turn}", yes_no.no)
    return (yes, *((no,) if letter.asked else ()), Button(says.button_drop(), f"brief:weg:{letter.turn}"))


def view(topic: Mailed, here: Here) -> Say | None:
    """How it stands with it; None when it is closed."""
    letter = _found(topic.letter, here)
    return _page(letter, here) if letter else None


def respond(event: Event, here: Here) -> Turn | None:
    """A button of a letter; None for all else, and for a letter that is closed."""
    if not isinstance(event, Press) or not event.data.startswith("brief:"):
        return None
    letter = _found(letter_of(event.data), here)
    return _pressed(event.data.split(":")[1], letter, here) if letter else None


def due(event: Due, topic: Topic, here: Here) -> Turn:
    """Its time has come: to ask for the answer, to erase it, or to say that it never went."""
    letter, now = _found(letter_of(event.key), here), here.facts.now
    if letter is None:
        return turn(topic)
    if event.key == failed_key(letter.turn):
        again = (Remind(event.key, now + BEING_GIVEN_UP),) if letter.status == "waiting" else ()
        return _given_up(letter, topic, here) if letter.status == "failed" else turn(topic, *again)
    if letter.asked:
        return turn(topic, CloseLetter(letter.turn))
    if letter.status != "sent":
        return turn(topic, Remind(event.key, next_polite(now + STILL_WAITING)))
    return _asked(letter, here)


def _found(number: int, here: Here) -> Letter | None:
    return next((one for one in here.facts.shared.letters if one.turn == number), None)


def _page(letter: Letter, here: Here) -> Say:
    says, named = words(here), _named(letter, here)
    on_its_way = says.is_sent if letter.status == "sent" else says.is_waiting
    text = says.answered(**named) if letter.asked else on_its_way(**named)
    return Say(text, (*((one,) for one in buttons(letter, here)), (menu_button(here),)), lasting=True)


def _pressed(verb: str, letter: Letter, here: Here) -> Turn | None:
    says, done = words(here), _closed(letter)
    match verb:
        case "toon":
            return turn(Mailed(letter.turn), _page(letter, here))
        case "ja":
            return turn(Home(), *done, Say(paragraphs(says.thanks(), says.erased())))
        case "weg":
            return turn(Home(), *done, Say(paragraphs(says.erased(), says.dropped())))
        case "nee" if letter.asked:
            return _unanswered(letter, here)
    return None


def _closed(letter: Letter) -> tuple[Effect, ...]:
    return CloseLetter(letter.turn), Unremind(due_key(letter.turn))


def _asked(letter: Letter, here: Here) -> Turn:
    now = here.facts.now
    page = _page(replace(letter, asked=now), here)
    return turn(Mailed(letter.turn), AskWhether(letter.turn), Remind(due_key(letter.turn), now + ERASED_AFTER), page)


def _unanswered(letter: Letter, here: Here) -> Turn:
    """The medewerkers hear that there is no answer, not what was asked: that went to the contact only."""
    says, general = words(here), here.knowledge.contacts.general.email
    told = _to_desk(says.staff_no_answer(**_named(letter, here), to=letter.to), here)
    text = paragraphs(says.no_answer(email=general), says.desk_knows() if told else "")
    return turn(Home(), *_closed(letter), *told, *to_copy(text, letter.content), Say(says.erased()))


def _given_up(letter: Letter, topic: Topic, here: Here) -> Turn:
    """The asker is told once, with what they can do themselves; an address that was refused would refuse them too."""
    says, named = words(here), _named(letter, here)
    email = here.knowledge.contacts.general.email if letter.refused else letter.to
    told = (says.staff_refused if letter.refused else says.staff_late)(**named, to=letter.to)
    text = paragraphs(says.not_sent(**named), says.mail_yourself(email=email))
    said = (*to_copy(text, letter.content), Say(says.erased()))
    return turn(topic, *_closed(letter), *_to_desk(told, here), *said)


def _to_desk(text: str, here: Here) -> tuple[Pass, ...]:
    shared = here.facts.shared
    return tuple(Pass(one.person, Say(text, lasting=True)) for one in shared.answering if not one.region and one.person != shared.me)


def _named(letter: Letter, here: Here) -> dict[str, str]:
    return {"day": _day(letter.made, here), "who": _who(letter.region, letter.to, here)}


def _day(moment: datetime, here: Here) -> str:
    return referring.day(moment.date(), here.phrases.words.months)
