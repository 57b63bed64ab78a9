"""Where questions without an answer begin: who gets an event, and what an editor looks at. Read this first."""

from __future__ import annotations

import re

from dialogs.choice import called
from dialogs.editing import Editing
from dialogs.here import Here, Turn, turn
from dialogs.language import Button, Command, Due, Event, Press, Say, Text
from dialogs.memory import Topic
from dialogs.questions import listing, looking, own, proposed, telling, writing
from dialogs.questions.words import DIGITS_MOST, at, may, says
from knowledge.dutch import fold

GLOBAL = frozenset(
    {"menu", "stop", "help", "herhaal", "waar", "opties", "voorlezen", "voorlezen_uit", "privacy", "mijngegevens", "vergeet", "vragen"}
)
"""Words that mean the same while something is typed for others to read."""
TYPED = frozenset({writing.ANSWER, writing.QUESTION, writing.SEEN})
"""Pages on which what is typed is taken as it is."""
_PRESSED = re.compile(r"vragen:([a-z]{1,12})((?::[^:]*)*)", re.ASCII)


def button(here: Here) -> tuple[Button, ...]:
    """The way here from home, for who may go."""
    return listing.button(here)


def respond(topic: Topic, event: Event, here: Here) -> Turn | None:
    """What becomes of an event around questions without an answer; None when it is not about them, and for who is no editor (any more)."""
    if isinstance(event, Due) and event.key == telling.KEY:
        return telling.due(topic, here) if may(here) else turn(topic)
    if not may(here):
        return None
    match event:
        case Command("vragen") | Press("vragen"):
            return listing.shown(here)
        case Press(data) if found := _PRESSED.fullmatch(data):
            return _pressed(found[1], tuple(found[2].split(":")[1:]), topic if isinstance(topic, Editing) else Editing(), here)
        case Text(text) if isinstance(topic, Editing) and topic.page in TYPED:
            return _typed(text, topic, here)
    return None


def _pressed(verb: str, more: tuple[str, ...], topic: Editing, here: Here) -> Turn | None:
    """A button that is out of date shows the list."""
    match verb, more:
        case (("blad" | "bewaard"), (number,)) if number.isdecimal() and len(number) <= DIGITS_MOST:
            if verb == "blad":
                return listing.shown(here, number=int(number))
            kept = Editing(listing.KEPT, number=int(number))
            return at(kept, listing.kept(kept, here))
    return (
        writing.begin(verb, more, topic, here)
        or writing.respond(verb, more, topic, here)
        or looking.respond(verb, more, topic, here)
        or own.respond(verb, more, here)
        or proposed.respond(verb, more, here)
        or listing.shown(here, lead=says(here).out_of_date())
    )


def _typed(text: str, topic: Editing, here: Here) -> Turn | None:
    """A word that means the same everywhere is for others to hear; a label on the page is its button."""
    page = view(topic, here)
    buttons = [one for row in page.buttons for one in row] if page else []
    if here.knowledge.command_words.get(fold(text)) in GLOBAL or called(text, buttons):
        return None
    return writing.typed(text, topic, here)


def view(topic: Editing, here: Here) -> Say | None:
    """What the person looks at, or the list where that is gone; None for who may not see it (any more)."""
    return (_page(topic, here) or looking.gone_page(topic, here)) if may(here) else None


def _page(topic: Editing, here: Here) -> Say | None:
    if topic.page in writing.PAGES:
        return writing.view(topic, here)
    if topic.page in looking.PAGES:
        return looking.view(topic, here)
    if topic.page in own.PAGES:
        return own.view(topic, here)
    if topic.page in proposed.PAGES:
        return proposed.view(topic, here)
    return listing.kept(topic, here) if topic.page == listing.KEPT else listing.view(topic, here)


def where(here: Here) -> str:
    """Where the person is, in a sentence before the page that they see."""
    return says(here).where()
