"""Where a turn happens: what we know, and what is true outside."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dialogs.language import Button, Effect, Facts, Say
from dialogs.memory import Conversation, Topic
from knowledge import Knowledge
from knowledge.contacts import GENERAL, Contact
from knowledge.phrases import Phrases
from knowledge.places.candidate import Candidate


class Here(Struct, frozen=True):
    """All that a dialogue may look at beside its own state and the event."""

    knowledge: Knowledge
    facts: Facts

    @property
    def phrases(self) -> Phrases:
        return self.knowledge.phrases_for(self.facts.audience)


class Turn(Struct, frozen=True):
    """What becomes of an event: the conversation after it, and what is done and said, in order."""

    conversation: Conversation
    effects: tuple[Effect, ...]


def turn(topic: Topic, *effects: Effect) -> Turn:
    return Turn(Conversation(topic), effects)


def and_then(said: Turn, *effects: Effect) -> Turn:
    """The same turn, and at its end something more."""
    return Turn(said.conversation, (*said.effects, *effects))


def paragraphs(*texts: str) -> str:
    """The texts that are not empty, a blank line between them."""
    return "\n\n".join(filter(None, texts))


def led_by(lead: str, says: tuple[Say, ...]) -> tuple[Say, ...]:
    """The same messages, the first opening with `lead`."""
    first, *rest = says
    return (replace(first, text=paragraphs(lead, first.text)), *rest)


SHORT_LABEL = 8
"""Characters; buttons with labels no longer than this may stand more than two in a row, up to eight."""


def keyboard(*buttons: Button) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows: two in a row, or up to eight where every label is short."""
    width = 2 if any(len(button.label) > SHORT_LABEL for button in buttons) else 8
    return tuple(buttons[index : index + width] for index in range(0, len(buttons), width))


def menu_button(here: Here) -> Button:
    """The way home, as it stands last under a page."""
    return Button(here.phrases.start.button_menu(), "menu")


def who_buttons(here: Here) -> tuple[Button, ...]:
    """Who someone may be."""
    words = here.phrases.start
    return (
        Button(words.button_school(), "ik:school", here.phrases.words.school),
        Button(words.button_parent(), "ik:ouder", here.phrases.words.parent),
        Button(words.button_pupil(), "ik:leerling", here.phrases.words.pupil),
    )


def contact_button(here: Here) -> Button:
    """The way for a school to a person."""
    return Button(here.phrases.contact.button(), "contact")


def may_hand(here: Here) -> Candidate | None:
    """Where the school is of who may hand a question to a person; None for who is no school, and where nobody can answer."""
    where = here.facts.where if here.facts.audience == "school" else None
    if where is None:
        return None
    answers = here.facts.shared.answerers(region_of(where, here), here.facts.shared.me)
    return where if answers or mailed(where, here) else None


def mailed(where: Candidate, here: Here) -> Contact | None:
    """The contact whom a school's question goes to by mail; None when it does not go so.

    First come the contacts of the region who have a linked chat, then the contact who lets us mail, then the medewerkers in their chats,
    and last the general address if it lets us.
    """
    facts, region = here.facts, region_of(where, here)
    others = [one for one in facts.shared.answering if one.person != facts.shared.me]
    if not facts.mails or any(one.region == region for one in others if one.region):
        return None
    contact = here.knowledge.contacts.contact_for(where.municipality, where.province, facts.now.date()).contact
    waits_for_desk = contact.id == GENERAL and any(not one.region for one in others)
    return contact if contact.may_be_mailed(facts.now.date()) and not waits_for_desk else None


def region_of(where: Candidate, here: Here) -> str:
    """The id of a school's region; "" for none."""
    region = here.knowledge.contacts.region_of(where.municipality, where.province)
    return region.id if region else ""


def hand_button(here: Here) -> tuple[Button, ...]:
    """The way to handing a question over, for who may."""
    return (Button(here.knowledge.phrases.ticket.button_hand(), "door"),) if may_hand(here) else ()


def day(when: date, phrases: Phrases) -> str:
    """`22 november 2026`."""
    return f"{when.day} {phrases.words.months[when.month - 1]} {when.year}"


def channel_name(channel: str, here: Here) -> str:
    """A channel as people call it."""
    says = here.knowledge.phrases.staff
    known = {"telegram": says.in_telegram(), "matrix": says.in_matrix(), "console": says.in_terminal()}
    return known.get(channel, channel)
