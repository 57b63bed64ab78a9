"""What an event says before anything is loaded: what its turn may look at, and the words in which there may be distress."""

from __future__ import annotations

import re

from msgspec import Struct

from dialogs import roles
from dialogs.announcing import Announcing, Inviting, Wondering
from dialogs.broadcast import broadcast_of
from dialogs.counting import Counting
from dialogs.editing import Editing
from dialogs.language import Attachment, Command, Due, Edited, Event, Press, Text
from dialogs.memory import Conversation, Forgetting, Handing, Proposing, Referring, Resting, Scanning
from dialogs.proposal import NOTHING_NAMED, Named, named_in_key, named_in_press, named_in_text
from dialogs.rights import Erase
from knowledge.dutch import fold

_RUN_IN_PRESS = re.compile(r"scan:(?:[a-z]{1,12}:)?([a-z0-9]{1,6})(?:\..*)?")

OMROEP = "omroep"
"""In each word for messages to many."""
FIGURES = ("cijfers", "statistiek")
"""One of these is in each word for figures."""
QUESTIONS = "vragen"
"""In each word for what nobody answered; every button there begins with it."""


class Needs(Struct, frozen=True):
    """What a turn may look at beside what is always loaded.

    Args:
        runs: The ids of runs that are done; those under way are always there.
        code: A code that somebody gave, as it was made; "" for none.
        hands: Whether a question may be handed over in it, or the person be erased.
        proposal: The proposed answer that it may be about.
        broadcast: The number of the message to many that it is about; 0 for none.
        broadcasts: Whether the last of these are looked at.
        audience: Whether it matters whom one reaches.
        counts: Whether figures are looked at.
        questions: Whether what nobody answered is looked at, and what the editors added.
    """

    runs: frozenset[str] = frozenset()
    code: str = ""
    hands: bool = False
    proposal: Named = NOTHING_NAMED
    broadcast: int = 0
    broadcasts: bool = False
    audience: bool = False
    counts: bool = False
    questions: bool = False


def needs(conversation: Conversation, event: Event) -> Needs:
    """What this turn may look at, told before anything is loaded."""
    named = set()
    if isinstance(conversation.topic, Scanning | Resting | Wondering | Inviting | Handing | Referring):
        named.add(conversation.topic.run)
    if isinstance(event, Press) and (match := _RUN_IN_PRESS.fullmatch(event.data)):
        named.add(match[1])
    if isinstance(event, Due):
        named.add(event.key.removeprefix("scan:"))
    hands = isinstance(conversation.topic, Handing | Forgetting) or isinstance(event, Erase)
    announcing = _announces(conversation, event)
    return Needs(
        frozenset(named),
        roles.code_in(event),
        hands,
        _proposal(conversation, event),
        broadcast=_broadcast(conversation, event),
        broadcasts=announcing,
        audience=announcing and not isinstance(event, Due),
        counts=_counts(conversation, event),
        questions=_answers(conversation, event),
    )


def _broadcast(conversation: Conversation, event: Event) -> int:
    """By the button or the reminder, or the one that the person looks at."""
    if isinstance(event, Press | Due) and (named := broadcast_of(event.data if isinstance(event, Press) else event.key)):
        return named
    return conversation.topic.broadcast if isinstance(conversation.topic, Announcing | Wondering) else 0


def _announces(conversation: Conversation, event: Event) -> bool:
    """Whether messages to many are looked at, by a button or a word, or because the person is there."""
    match event:
        case Press(data) if data.startswith("omroep"):
            return True
        case Due(key) if key.startswith("omroep:"):
            return True
        case Command() | Text():
            return isinstance(conversation.topic, Announcing) or OMROEP in fold(_words(event))
    return isinstance(conversation.topic, Announcing)


def _counts(conversation: Conversation, event: Event) -> bool:
    """Whether figures are looked at, by a button or a word, or because the person is there."""
    match event:
        case Press(data) if data.startswith("cijfers"):
            return True
        case Command() | Text():
            said = fold(_words(event))
            return isinstance(conversation.topic, Counting) or any(word in said for word in FIGURES)
    return isinstance(conversation.topic, Counting)


def _answers(conversation: Conversation, event: Event) -> bool:
    """Whether questions without an answer are looked at, by a button, a reminder or a word, or because the person is there."""
    match event:
        case Press(data) | Due(data) if data.startswith(QUESTIONS):
            return True
        case Command() | Text() if QUESTIONS in fold(_words(event)):
            return True
    return isinstance(conversation.topic, Editing)


def _words(event: Command | Text) -> str:
    return event.name if isinstance(event, Command) else event.text


def _proposal(conversation: Conversation, event: Event) -> Named:
    """By the button, by its label typed, by a reminder, or the one that the person looks at."""
    match event, conversation.topic:
        case Press(data), _ if any(named := named_in_press(data)):
            return named
        case Due(key), _ if any(named := named_in_key(key)):
            return named
        case Text(text), _ if any(named := named_in_text(text)):
            return named
        case _, Proposing(ticket, message):
            return (ticket, message)
    return NOTHING_NAMED


def own_words(event: Event) -> str:
    """What the person says in their own words, whatever it would be taken for.

    Nothing of it is kept when there is distress in it: no note, no answer, no name, and they stay where they are. The one message goes
    without buttons, as everything that is said beside the page: a number that is typed next means the button that it meant before.
    """
    match event:
        case Text(text) | Edited(text) | Attachment(caption=text):
            return text
        case Command(name, argument):
            return f"{name} {argument}"
    return ""
