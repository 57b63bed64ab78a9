"""To whom a broadcast may go at a moment: not to all before somebody said so, not at night, and to nobody in the middle of something."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import stamp
from dialogs.broadcast import FIRST, Broadcast
from dialogs.broadcasts.busy import busy
from knowledge.working_time import may_speak

BUSY_MOST = timedelta(minutes=30)
"""So long, at most, somebody in the middle of something is left alone; who said nothing for so long is not in the middle of it."""
LATE_MOST = timedelta(days=7)
"""So long after its end it still goes to whom nothing could be said then."""
EVERYBODY = 1_000_000_000


def up_to(known: Broadcast, at: datetime) -> int:
    """To which number a broadcast may go now; 0 for nobody."""
    paused = known.status == "paused" and bool(known.why_paused) and known.resumes is not None and known.resumes <= at
    late = known.status == "ended" and known.ended is not None and known.ended > at - LATE_MOST
    if known.withdrawn or not known.snapshot or not (known.status == "sending" or paused or late):
        return 0
    if not (known.any_hour or may_speak(at)):
        return 0
    return EVERYBODY if known.total <= FIRST or (known.rest is not None and known.rest <= at) else FIRST


def waits_until(state: str, heard_at: str, at: datetime) -> str | None:
    """Until when somebody has to wait, as the database writes times; None for who need not.

    Args:
        state: Of their conversation.
        heard_at: When they were last heard, as the database writes it.
    """
    in_the_middle = datetime.fromisoformat(heard_at) > at - BUSY_MOST and busy(state)
    return stamp(at + BUSY_MOST) if in_the_middle else None
