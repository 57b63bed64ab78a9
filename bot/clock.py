"""Time as the outside has it: UTC in the database, Europe/Amsterdam for people."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge import working_time

AMSTERDAM = working_time.AMSTERDAM


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (the one place where the clock is read)


def stamp(moment: datetime) -> str:
    """A moment as the database writes it: UTC with microseconds, so that texts compare as times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def local(stamped: str) -> datetime:
    """A stamp as people in the Netherlands read the clock."""
    return datetime.fromisoformat(stamped).astimezone(AMSTERDAM)
