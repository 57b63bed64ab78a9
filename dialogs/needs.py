"""What a turn may look at beside what is always loaded, told from the state and the event before anything is."""

from __future__ import annotations

import re

from msgspec import Struct

from dialogs import roles
from dialogs.language import Due, Event, Press
from dialogs.memory import Conversation, Handing, Referring, Resting, Scanning

_RUN_IN_PRESS = re.compile(r"scan:(?:[a-z]{1,12}:)?([a-z0-9]{1,6})(?:\..*)?")


class Needs(Struct, frozen=True):
    """What a turn may look at beside what is always loaded.

    Args:
        runs: The ids of runs that are done; those under way are always there.
        code: A code that somebody gave, as it was made; "" for none.
        hands: Whether a question may be handed over in it.
    """

    runs: frozenset[str] = frozenset()
    code: str = ""
    hands: bool = False


def needs(conversation: Conversation, event: Event) -> Needs:
    """What this turn may look at, told before anything is loaded."""
    named = set()
    if isinstance(conversation.topic, Scanning | Resting | Handing | Referring):
        named.add(conversation.topic.run)
    if isinstance(event, Press) and (match := _RUN_IN_PRESS.fullmatch(event.data)):
        named.add(match[1])
    if isinstance(event, Due):
        named.add(event.key.removeprefix("scan:"))
    hands = isinstance(conversation.topic, Handing)
    return Needs(frozenset(named), roles.code_in(event), hands)
