"""What waits for the morning of a working day is told at any hour, in tests on the real clock; so they do the same at every hour."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, time

from knowledge import working_time

AT_ANY_HOUR = "from tests import polite; polite.from_now_on()"
"""For a process of its own (`Run.begin`)."""
_NAMES = ("EVERYBODY", "POLITE_FROM", "POLITE_UNTIL")


class _EveryDay(working_time.WorkingTime, frozen=True, kw_only=True):
    """Nobody ever has a day off."""

    def works(self, day: date) -> bool:
        return True


def from_now_on() -> None:
    """Every hour is polite, for as long as this process lives."""
    for name, value in zip(_NAMES, (_EveryDay(), time.min, time.max), strict=True):
        setattr(working_time, name, value)


@contextlib.contextmanager
def at_any_hour() -> Iterator[None]:
    """Every hour is polite in here."""
    before = {name: getattr(working_time, name) for name in _NAMES}
    from_now_on()
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(working_time, name, value)
