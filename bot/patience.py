"""When to leave a channel alone that does not do it, and a database that did not: what was in a row, for how long, and why."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from dialogs.broadcast import WhyPaused

LONG_SECONDS = 30.0
"""Whoever is asked to wait so long twice in a row rests."""
TROUBLES_MOST = 5
"""So many in a row that do not go, and the server is gone."""
ALONE_FROM = 3
FIRST_REST, REST_MOST = timedelta(seconds=10), timedelta(seconds=60)
HELD_LEAST = timedelta(seconds=3)
"""A database that does not do it for so long is told of."""
_logger = logging.getLogger("lobgids")


class Rest(Struct, frozen=True):
    """Why nothing goes, since when, and when it is tried again."""

    why: WhyPaused
    since: datetime
    until: datetime


class Patience:
    """One channel's.

    Args:
        clock: Gives the time.

    Attributes:
        rest: Why nothing goes; None when it does. When its time is over, one is tried.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lost: list[float] = []
        self._rests = 0
        self._held_since: datetime | None = None
        self._told: Rest | None = None
        self.rest: Rest | None = None

    @property
    def alone(self) -> bool:
        """Whether one at a time is enough, because it is not known whether anything goes."""
        return len(self._lost) >= ALONE_FROM or self.rest is not None

    @property
    def fresh(self) -> bool:
        """Whether the one before the last went."""
        return len(self._lost) <= 1

    def resting(self) -> bool:
        """Whether nothing may be tried now."""
        return self.rest is not None and self._clock() < self.rest.until

    def went(self) -> None:
        """One went, or was refused for what it is."""
        self._lost.clear()
        self._rests = 0
        self.rest = None

    def lost(self, seconds: float) -> None:
        """One did not go; several one after the other are no longer about whom they were for.

        Args:
            seconds: How long to wait, as the channel asks; 0 when it does not say.
        """
        self._lost.append(seconds)
        asked = [one for one in self._lost if one >= LONG_SECONDS]
        if len(asked) > 1:
            self._begin("retry_after", timedelta(seconds=asked[-1]))
        elif len(self._lost) >= TROUBLES_MOST:
            self._begin("server", min(REST_MOST, FIRST_REST * 2**self._rests))
            self._rests = min(self._rests + 1, 10)

    def held(self) -> None:
        """The database does not do it."""
        self._held_since = self._held_since or self._clock()

    def released(self) -> None:
        """The database does it."""
        since, self._held_since = self._held_since, None
        if since is not None and self._clock() - since >= HELD_LEAST:
            self._told = Rest("locked", since, self._clock())

    def was_held(self) -> Rest | None:
        """For how long the database did not do it, once after it does again; None when that was not long."""
        told, self._told = self._told, None
        return told

    def _begin(self, why: WhyPaused, long: timedelta) -> None:
        at = self._clock()
        self.rest = Rest(why, self.rest.since if self.rest else at, at + long)
        _logger.warning("broadcasts rest why=%s seconds=%d", why, long.total_seconds())
