"""A school hands its question to a person: what it asks, then exactly what will be sent, and only then a yes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from dialogs.choice import called, pick
from dialogs.here import Here, Turn, led_by, mailed, may_hand, menu_button, paragraphs, region_of, turn
from dialogs.language import Button, Event, Press, Say, Text
from dialogs.memory import Handing, Home, Referring, Relaying, Topic
from dialogs.ticket import Hand, Ticket
from dialogs.tickets import clock, mailing, messages, naming, pace
from dialogs.tickets.messages import words
from knowledge.email_address import as_email, read_email
from knowledge.places.candidate import Candidate

QUESTION_CHARACTERS_MOST = 1_500
OPEN_MOST = 3
"""Questions that one person may have open."""

Result = Callable[[str], str]
"""The result of a run in words, "" when there is none."""


def respond(topic: Topic, event: Event, here: Here, result: Result) -> Turn | None:
    """The way to a yes or a no; None for all else, and for a yes that is old."""
    where = may_hand(here)
    if where is None:
        return None
    match event:
        case Press("door"):
            return _begin(topic, here, result)
        case Press("door:ja") if isinstance(topic, Handing) and topic.question and not topic.naming:
            return _agreed(topic, where, here, result)
        case Press("door:nee"):
            return turn(Home(), Say(words(here).not_sent())) if isinstance(topic, Handing) else None
        case Press(data) if isinstance(topic, Handing) and (after := _changed(data, topic)):
            return _shown(after, here, result)
        case Text(text) if isinstance(topic, Handing):
            return _typed(text, topic, here, result)
    return None


def view(topic: Handing, here: Here, result: Result) -> Say | None:
    """What the asker looks at; None when nobody can answer any more."""
    where, says = may_hand(here), words(here)
    if where is None:
        return None
    no = Button(says.button_keep(), "door:nee", here.phrases.words.no)
    if not topic.question:
        return Say(says.which_question(), ((no,), (menu_button(here),)))
    scan = result(topic.run)
    if contact := mailed(where, here):
        return mailing.page(topic, contact, where, scan, here)
    along = (Button(says.button_without_scan(), "door:zonder") if topic.scan else Button(says.button_with_scan(), "door:scan"),)
    if topic.naming:
        return naming.asks(here)
    sent = messages.content(topic.question, where, scan if topic.scan else "", here, topic.name)
    ends = says.preview_ends_by_name() if topic.name else says.preview_ends()
    text = paragraphs(says.preview(who=_who(where, here)), sent, ends)
    yes = Button(says.button_send(), "door:ja", here.phrases.words.yes)
    buttons = (
        yes,
        *(along if scan else ()),
        naming.button(topic, here),
        Button(says.button_other_words(), "door:anders"),
        no,
        menu_button(here),
    )
    return Say(text, tuple((one,) for one in buttons))


def _who(where: Candidate, here: Here) -> str:
    ticket = _ticket(Handing(), where, here)
    return messages.who(pace.offered(pace.at_once(ticket, here), ticket), here)


def _begin(topic: Topic, here: Here, result: Result) -> Turn | None:
    if sum(one.closed is None for one in here.facts.shared.mine) + len(here.facts.shared.letters) >= OPEN_MOST:
        return turn(topic, Say(words(here).too_many(n=OPEN_MOST)))
    question, run = (topic.question, topic.run) if isinstance(topic, Referring) else ("", "")
    return _shown(Handing(question, run), here, result)


def _changed(data: str, topic: Handing) -> Handing | None:
    match data:
        case "door:scan" | "door:zonder":
            return replace(topic, scan=data == "door:scan")
        case "door:anders":
            return replace(topic, question="", naming=False)
        case "door:adres":
            return replace(topic, email="")
        case "door:naam" | "door:anoniem" if topic.question:
            return replace(topic, name="", naming=data == "door:naam")
    return None


def _shown(topic: Handing, here: Here, result: Result, lead: str = "") -> Turn | None:
    """What they look at; in the state stands to which address the mail goes that they see."""
    where, page = may_hand(here), view(topic, here, result)
    contact = mailed(where, here) if where else None
    seen = replace(topic, to=contact.email if contact and topic.question and topic.email else "")
    return turn(seen, *led_by(lead, (page,))) if page else None


def _typed(text: str, topic: Handing, here: Here, result: Result) -> Turn | None:
    """The question in their own words, unless it names a button."""
    page = view(topic, here, result)
    buttons = [one for row in page.buttons for one in row] if page else []
    if called(text, buttons) or text.strip().isdecimal() or (topic.question and pick(text, buttons)):
        return None
    if topic.question and topic.naming:
        after = naming.typed(text, topic)
        return _shown(after or topic, here, result, "" if after else words(here).name_unfit(most=naming.NAME_CHARACTERS_MOST))
    if topic.question and (by_mail := _address(text, topic, here)):
        address, lead = by_mail
        return _shown(replace(topic, email=address), here, result, lead)
    cut = words(here).cut(most=QUESTION_CHARACTERS_MOST) if len(text) > QUESTION_CHARACTERS_MOST else ""
    return _shown(replace(topic, question=text[:QUESTION_CHARACTERS_MOST].strip()), here, result, cut)


def _address(text: str, topic: Handing, here: Here) -> tuple[str, str] | None:
    """The address that they gave where we asked for one, and what we say when there is none in it; None for other words of the question."""
    where = may_hand(here)
    if where is None or not mailed(where, here):
        return None
    if topic.email:
        other = as_email(text.strip())
        return (other, "") if other else None
    found = read_email(text)
    return (found, "") if found else ("", mailing.words(here).no_address())


def _agreed(topic: Handing, where: Candidate, here: Here, result: Result) -> Turn | None:
    """What they said yes to is sent; when it would go another way than they saw, they see that first."""
    contact = mailed(where, here)
    if topic.to != (contact.email if contact else ""):
        return _shown(topic if contact else replace(topic, email=""), here, result)
    if contact is None:
        return _sent(topic, where, here, result)
    return mailing.sent(topic, contact, where, result(topic.run), here) if topic.email else _shown(topic, here, result)


def _sent(topic: Handing, where: Candidate, here: Here, result: Result) -> Turn:
    shared, says = here.facts.shared, words(here)
    scan = result(topic.run) if topic.scan else ""
    asked = replace(_ticket(topic, where, here), scan=scan)
    offer = pace.at_once(asked, here)
    ticket = pace.offered(offer, asked)
    sent = says.sent(number=ticket.id, who=messages.who(ticket, here))
    told = paragraphs(sent, pace.expected(ticket, here), says.goes_along())
    question = messages.handed(ticket, here, says.new(number=ticket.id))
    own = Say(told, (*((one,) for one in messages.asker_buttons(ticket, here)), (menu_button(here),)), lasting=True)
    handed = (Hand(asked, topic.run if scan else ""), *((offer,) if offer else ()), clock.begun(ticket, here))
    return turn(Relaying(ticket.id), *handed, *messages.to_all(shared.there(ticket), question), own)


def _ticket(topic: Handing, where: Candidate, here: Here) -> Ticket:
    shared, now = here.facts.shared, here.facts.now
    return Ticket(
        id=shared.next_ticket,
        asker=shared.me,
        region=region_of(where, here),
        where=where,
        question=topic.question,
        asker_name=topic.name,
        asked=now,
        waiting=now,
        offered=now,
        told=now,
    )
