"""Who is in the middle of something, so that what nobody waits for can wait until they are done."""

from __future__ import annotations

from dialogs import memory
from dialogs.memory import Answering, Grouping, Handing, Relaying, Scanning, Starting, UnknownState

_IN_THE_MIDDLE = (Starting, Scanning, Handing, Relaying, Answering, Grouping)


def busy(state: str) -> bool:
    """Whether somebody is filling in a scan, handing over a question, or talking with a person; not when their state can't be read."""
    try:
        return isinstance(memory.read(state).topic, _IN_THE_MIDDLE)
    except UnknownState:
        return False
