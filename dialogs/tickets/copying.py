"""The question as a text to copy, for who is to mail it themselves: a message of its own, so that a phone copies it whole."""

from __future__ import annotations

from msgspec.structs import replace

from dialogs.here import Here, Turn, and_then, may_hand
from dialogs.language import Know, Locate, Say
from dialogs.memory import Referring
from dialogs.tickets import messages


def to_copy(lead: str, content: str) -> tuple[Say, Say]:
    """What it is for, and the text."""
    return Say(lead, lasting=True), Say(content, lasting=True)


def along(after: Turn, here: Here) -> Turn:
    """The same turn, and behind the page that tells a school whom to mail the question that they had, when nobody can be handed it."""
    topic = after.conversation.topic
    told = isinstance(topic, Referring) and topic.question and not topic.asking and not topic.said
    here = _as_told(after, here)
    where = here.facts.where if here.facts.audience == "school" else None
    if not (told and where) or may_hand(here) or not any(isinstance(effect, Say) for effect in after.effects):
        return after
    assert isinstance(topic, Referring), "only they were told"
    contact = here.knowledge.contacts.contact_for(where.municipality, where.province, here.facts.now.date()).contact
    lead = here.knowledge.phrases.letter.to_copy(email=contact.email)
    return and_then(after, *to_copy(lead, messages.content(topic.question, where, "", here)))


def _as_told(after: Turn, here: Here) -> Here:
    """With what the person told in this very turn."""
    where = next((effect.where for effect in after.effects if isinstance(effect, Locate)), here.facts.where)
    audience = next((effect.audience for effect in after.effects if isinstance(effect, Know)), here.facts.audience)
    return replace(here, facts=replace(here.facts, where=where, audience=audience))
