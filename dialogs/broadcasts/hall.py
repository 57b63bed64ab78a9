"""Where messages to many begin: who gets an event, and what someone looks at. Read this first."""

from __future__ import annotations

import re
from typing import assert_never

from dialogs.announcing import Announcing, Inviting, OfBroadcast, Wondering
from dialogs.broadcast import NUMBER_DIGITS_MOST, Broadcast, broadcast_of
from dialogs.broadcasts import aiming, asking, confirming, drafting, mending, news, preview, sending
from dialogs.broadcasts.words import at, may, says
from dialogs.choice import called
from dialogs.here import Here, Turn, turn
from dialogs.language import Attachment, Button, Command, Due, Event, Press, Say, Text
from dialogs.memory import Topic
from knowledge.dutch import fold

GLOBAL = frozenset({"menu", "stop", "help", "herhaal", "waar", "opties", "voorlezen", "voorlezen_uit", "afmelden"})
"""Words that mean the same while something is typed for others to read."""
TYPED = frozenset({"nieuw", "tekst", "knop", "zeker", "zekernu", "tijd", mending.CORRECTING, mending.CORRECTED, asking.ANSWER})
"""Pages on which what is typed is taken as it is."""
_OF_ONE = re.compile(rf"omroep:([a-z]{{1,12}}):([1-9][0-9]{{0,{NUMBER_DIGITS_MOST - 1}}})((?::[^:]*)*)", re.ASCII)


def button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return drafting.button(here)


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What becomes of an event around messages to many; None when it is not about one."""
    match event:
        case Command("nieuws") | Press("nieuws"):
            return news.shown(here)
        case Command("afmelden"):
            return news.left(topic, here)
        case Press("nieuws:ja" | "nieuws:nee" as pressed):
            return news.answered(topic, here, wants=pressed == "nieuws:ja")
        case Due(key) if key.startswith("omroep:"):
            return _due(key, topic, here)
        case Command("omroep") | Press("omroep") if may(here):
            return drafting.listed(here)
        case Press("omroep:nieuw") if may(here):
            return at(Announcing(page="nieuw"), drafting.view("nieuw", None, here))
        case Press(data) if found := _OF_ONE.fullmatch(data):
            return _pressed(found[1], int(found[2]), tuple(found[3].split(":")[1:]), topic, here)
        case Text() | Attachment():
            return _typed(event, topic, here)
    return None


def _due(key: str, topic: Topic, here: Here) -> Turn:
    """What the sender tells of how it goes; nothing for who may not see it (any more)."""
    one, verb = here.facts.shared.broadcast(broadcast_of(key)), key.split(":")[1]
    if verb == "meld":
        return asking.due(one, topic, here)
    if one is None or not may(here):
        return turn(topic)
    if verb == "stand":
        return sending.due(one, topic, here)
    looking = isinstance(topic, Announcing) and topic.broadcast == one.id and topic.page in ("bekijk", mending.CORRECTED)
    page = view(topic, here) if looking and isinstance(topic, Announcing) else None
    return turn(topic, page) if page else turn(topic)


# ── buttons ───────────────────────────────────────────────────────────────────────────────────────────────────


def _pressed(verb: str, id: int, more: tuple[str, ...], topic: Topic, here: Here) -> Turn | None:
    """A button of one message, in the hands of whoever may press it."""
    one = here.facts.shared.broadcast(id)
    if verb == "af":
        return news.left(topic, here, sample=one is not None and may(here) and one.snapshot is None)
    if one is None:
        return None
    if verb == "vraag" and one.snapshot:
        return asking.wants_to_ask(one, topic, here)
    if verb == "vraag":
        return news.left(topic, here, sample=True) if may(here) else None
    if asking.may_answer(here) and (answering := asking.respond(verb, topic, one, here)):
        return answering
    return _of_staff(verb, more, topic, one, here) if may(here) else None


def _of_staff(verb: str, more: tuple[str, ...], topic: Topic, one: Broadcast, here: Here) -> Turn | None:
    """A button that is out of date shows how it stands now."""
    at_it = topic if isinstance(topic, Announcing) and topic.broadcast == one.id else Announcing(one.id)
    return _done(verb, more, at_it, one, here) or at(Announcing(one.id), _page(Announcing(one.id), one, here), lead=_why(verb, here))


def _why(verb: str, here: Here) -> str:
    return "" if verb == "toon" else says(here).out_of_date()


def _done(verb: str, more: tuple[str, ...], topic: Announcing, one: Broadcast, here: Here) -> Turn | None:
    match one.status:
        case "draft":
            return (
                aiming.respond(verb, more, one, here)
                or drafting.respond(verb, one, here)
                or preview.respond(verb, topic, one, here)
                or confirming.respond(verb, more, topic, one, here)
            )
        case "held":
            return confirming.respond_held(verb, more, one, here)
    if verb == "terug":
        return at(Announcing(one.id), sending.view(Announcing(one.id), one, here), lead=says(here).too_late(number=one.id))
    return sending.respond(verb, topic, one, here) or mending.respond(verb, more, one, here)


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _typed(event: Text | Attachment, topic: Topic, here: Here) -> Turn | None:
    """What is typed for others to read, or a question about what somebody got; a word that means the same everywhere is for others."""
    known = here.knowledge.command_words.get(fold(event.text)) if isinstance(event, Text) else None
    if known in GLOBAL:
        return None
    if isinstance(event, Text) and (one := asking.replied_to(here)):
        return asking.asked(event.text, one, topic, here)
    match topic:
        case Wondering(id) if isinstance(event, Text) and (one := here.facts.shared.broadcast(id)):
            return asking.asked(event.text, one, topic, here)
        case Announcing(id, page) if page in TYPED or isinstance(event, Attachment):
            return _typed_here(event, topic, here.facts.shared.broadcast(id), here)
    return None


def _typed_here(event: Text | Attachment, topic: Announcing, one: Broadcast | None, here: Here) -> Turn | None:
    page = view(topic, here)
    buttons = [one for row in page.buttons for one in row] if page else []
    if page is None or (isinstance(event, Text) and called(event.text, buttons)):
        return None
    if isinstance(event, Text) and one and topic.page == asking.ANSWER:
        return asking.typed(event.text, topic, one, here)
    if one is None or one.status == "draft":
        return _of_draft(event, topic, one, here)
    if isinstance(event, Attachment):
        return None
    if topic.page in (mending.CORRECTING, mending.CORRECTED):
        return mending.typed(event.text, one, here)
    return sending.typed(event.text, topic, one, here) if topic.page == "tijd" else None


def _of_draft(event: Text | Attachment, topic: Announcing, one: Broadcast | None, here: Here) -> Turn | None:
    if one and topic.page in (confirming.SURE, confirming.SURE_NOW) and isinstance(event, Text):
        return confirming.typed(event.text, topic, one, here)
    return drafting.typed(topic, event, one, here)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def view(topic: OfBroadcast, here: Here) -> Say | None:
    """What the person looks at; None for what is gone, or not theirs to see (any more)."""
    match topic:
        case Inviting():
            return news.view(here)
        case Wondering():
            return asking.view(topic, here)
        case Announcing(0, page) if may(here):
            return drafting.view(page, None, here) or drafting.list_of(here)
        case Announcing(id) if one := here.facts.shared.broadcast(id):
            return _page(topic, one, here)
        case Announcing():
            return None
        case _:
            assert_never(topic)


def _page(topic: Announcing, one: Broadcast, here: Here) -> Say | None:
    if topic.page in (asking.QUESTIONS, asking.ANSWER, asking.ANSWER_SEEN):
        return asking.page(topic, one, here) if asking.may_answer(here) else None
    if not may(here):
        return None
    match one.status:
        case "draft":
            return _draft(topic, one, here)
        case "held":
            return confirming.held_page(one, here)
    if topic.page in mending.PAGES and mending.can(one):
        return mending.view(topic.page, one, here)
    return sending.view(topic, one, here)


def _draft(topic: Announcing, one: Broadcast, here: Here) -> Say | None:
    match topic.page.partition(":")[0]:
        case "wie" | "soort":
            return aiming.view(topic.page, one, here)
        case "bekijk":
            return preview.view(topic, one, here)
        case "zeker" | "zekernu":
            return confirming.view(topic, one, here)
    return drafting.view(topic.page, one, here)


def where(topic: OfBroadcast, here: Here) -> str:
    """Where the person is, in a sentence before the page that they see."""
    return says(here).where() if isinstance(topic, Announcing) else here.phrases.news.where()
