"""Whom a school can turn to: in which place it is, and then who that is. Parents and pupils have their own school, and are told so."""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec.structs import replace

from dialogs.choice import asks
from dialogs.here import Here, Turn, hand_button, keyboard, led_by, menu_button, paragraphs, turn, who_buttons
from dialogs.language import Button, Command, Event, Know, Locate, Location, Press, Say, Text
from dialogs.memory import Referring, Topic
from knowledge import referring
from knowledge.dutch import fold
from knowledge.faq import Audience
from knowledge.places.candidate import Candidate
from knowledge.places.find import Found
from knowledge.places.table import PROVINCES

SAID_CHARACTERS_MOST = 100
PRESS_BYTES_MOST = 64
"""Of a button (Telegram, `callback_data`); a place whose names are longer goes without its municipality."""


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """The contact by name, a button that names a place, a place in words, and a shared location; None for all else."""
    match event:
        case Command("contact") | Press("contact"):
            return _shown(Referring(), here)
        case Press(data) if data.startswith("contact:"):
            return _told_who(data.removeprefix("contact:"), topic, here)
        case Press("plaats"):
            return _shown(Referring(asking=True), here)
        case Press(data) if data.startswith("plaats:"):
            return _pressed(data.removeprefix("plaats:"), here)
        case Location(latitude, longitude):
            return _located(latitude, longitude, here)
        case Text(text):
            return _heard(text, topic, here)
    return None


def last_resort(topic: Topic, text: str, here: Here) -> Turn | None:
    """What someone who was asked for a place typed, when nobody understood it."""
    if not _wanted(topic, here) or asks(text):
        return None
    return _led(here.phrases.contact.unknown(), Referring(asking=True, said=text[:SAID_CHARACTERS_MOST]), here)


def view(topic: Referring, here: Here) -> Say:
    """What the person is looking at, derived from what they said and what we remember of them."""
    says = here.phrases.contact
    match here.facts.audience:
        case None:
            return Say(says.for_whom(), keyboard(*(replace(one, press=one.press.replace("ik:", "contact:")) for one in who_buttons(here))))
        case "school":
            return _page(topic, here)
        case "ouder":
            child = (Button(here.phrases.start.button_child(), "kind"),) if here.knowledge.parents.levels else ()
            return Say(says.own_school(), keyboard(*child, menu_button(here)))
        case "leerling":
            return Say(says.own_school(), keyboard(menu_button(here)))
        case never:
            assert_never(never)


def _page(topic: Referring, here: Here) -> Say:
    if topic.said:
        return _asked_back(here.knowledge.places.find(topic.said), here)
    if here.facts.where and not topic.asking:
        return _told(here.facts.where, here)
    return Say(here.phrases.contact.which_school(), ((menu_button(here),),))


def _asked_back(found: Found, here: Here) -> Say:
    if found.decision == "unknown":
        return _which_province(here)
    return _sure(found, here) if found.province and _one_region(found, here) else _which(found, here)


def _which_province(here: Here) -> Say:
    buttons = (Button(province, _press(Candidate(None, None, province))) for province in PROVINCES)
    return Say(here.phrases.contact.which_school(), (*keyboard(*buttons), (menu_button(here),)))


def _sure(found: Found, here: Here) -> Say:
    """Whether this is what they mean."""
    says = here.phrases.contact
    where = _certain(found)
    named = referring.where(where, here.phrases)
    yes = Button(says.button_yes(where=named), _press(where), here.phrases.words.yes)
    return Say(says.did_you_mean(where=named), ((yes,), (_other(here),), (menu_button(here),)))


def _which(found: Found, here: Here) -> Say:
    rows = (((Button(referring.where(one, here.phrases, whole=True), _press(one))),) for one in found.candidates)
    return Say(here.phrases.contact.which_of_these(), (*rows, (_other(here), menu_button(here))))


def _told(where: Candidate, here: Here) -> Say:
    says, contacts = here.phrases.contact, here.knowledge.contacts
    referral = contacts.contact_for(where.municipality, where.province, here.facts.now.date())
    lead = says.for_place(where=referring.where(where, here.phrases))
    told = referring.told(referral, contacts.general.email, here.phrases)
    person = tuple((button,) for button in hand_button(here))
    return Say(paragraphs(lead, told), (*person, (_other(here), menu_button(here))))


def _other(here: Here) -> Button:
    return Button(here.phrases.contact.button_other(), "plaats", here.phrases.words.no)


def _one_region(found: Found, here: Here) -> bool:
    """Whether all that it may be has one contact; only where municipalities have their own can they differ within a province."""
    return len({here.knowledge.contacts.region_of(one.municipality, one.province) for one in found.candidates}) <= 1


def _certain(found: Found) -> Candidate:
    assert found.province, "only what is found has a province"
    return Candidate(found.place, found.municipality, found.province)


def _led(lead: str, topic: Referring, here: Here) -> Turn:
    return turn(topic, *led_by(lead, (view(topic, here),)))


def _shown(topic: Referring, here: Here) -> Turn:
    return turn(topic, view(topic, here))


def _told_who(said: str, topic: Topic, here: Here) -> Turn | None:
    """Who asks decides whom they can turn to; what they said of a place before counts again."""
    audience: Audience | None = next((known for known in get_args(Audience) if known == said), None)
    if audience is None:
        return None
    told = Here(here.knowledge, replace(here.facts, audience=audience))
    said_before = topic.said if isinstance(topic, Referring) else ""
    found = _heard_place(said_before, told) if said_before and audience == "school" else None
    after = found or _shown(Referring(), told)
    return Turn(after.conversation, (Know(audience), *after.effects))


def _wanted(topic: Topic, here: Here) -> bool:
    """Whether we asked for a place and have none."""
    asked = isinstance(topic, Referring) and (topic.asking or bool(topic.said) or here.facts.where is None)
    return asked and here.facts.audience == "school"


def _heard(text: str, topic: Topic, here: Here) -> Turn | None:
    """A place where we asked for one; elsewhere only a name that can hardly be anything else, from who asks for a contact.

    Parents and pupils who ask for the contact of a place are told of their own school; nothing of the place is kept of them.
    """
    if _wanted(topic, here) and not asks(text):
        return _heard_place(text, here)
    about_contact = not set(fold(text).split()).isdisjoint(here.phrases.words.contact)
    if not about_contact and (asks(text) or not isinstance(topic, Referring)):
        return None
    if here.knowledge.places.find(text, strict=True).decision == "unknown":
        return None
    if here.facts.audience == "school":
        return _heard_place(text, here)
    return _shown(Referring(said="" if here.facts.audience else text[:SAID_CHARACTERS_MOST]), here)


def _heard_place(text: str, here: Here) -> Turn | None:
    """What is certain is remembered, what is not is asked; None when it is no place."""
    found = here.knowledge.places.find(text)
    if found.decision == "unknown":
        return None
    if found.decision == "found" and not found.confirm and _one_region(found, here):
        return _settled(_certain(found), here)
    return _shown(Referring(asking=True, said=text[:SAID_CHARACTERS_MOST]), here)


def _located(latitude: float, longitude: float, here: Here) -> Turn | None:
    """A shared location: the nearest place, to be confirmed. The point itself is not kept."""
    if here.facts.audience != "school":
        return None
    found = here.knowledge.places.nearest(latitude, longitude)
    near = referring.where(_certain(found), here.phrases) if found.province else ""
    return _led("" if near else here.phrases.contact.unknown_point(), Referring(asking=True, said=near), here)


def _pressed(data: str, here: Here) -> Turn | None:
    """`plaats:Limburg|Bergen|Bergen`; None for what is no place (any more)."""
    province, municipality, place, *_ = (*data.split("|"), "", "")
    where = Candidate(place or None, municipality or None, province)
    return _settled(where, here) if here.facts.audience == "school" and here.knowledge.places.known(where) else None


def _settled(where: Candidate, here: Here) -> Turn:
    """From now on we know it."""
    known = replace(here, facts=replace(here.facts, where=where))
    return turn(Referring(), Locate(where), view(Referring(), known))


def _press(one: Candidate) -> str:
    whole = f"plaats:{one.province}|{one.municipality or ''}|{one.place or ''}"
    return whole if len(whole.encode()) <= PRESS_BYTES_MOST else f"plaats:{one.province}||{one.place or ''}"
