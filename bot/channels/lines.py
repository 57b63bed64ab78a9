"""The terminal's input lines: what each says, as an event. Pure, so that it is tested on lines alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bot.clock import AMSTERDAM
from dialogs.language import Command, Edited, Event, Location, Press, Text

YEARS = range(1900, 9000)
"""A clock outside these years is none: a time zone or a reminder would take it beyond what a date can be."""


class Line(Struct, frozen=True):
    """What one input line says.

    Args:
        event_id: None lets the store give one.
        at: The clock of this turn; None for the real one.
    """

    event: Event
    event_id: str | None = None
    at: datetime | None = None


class _Place(Struct, frozen=True):
    latitude: float
    longitude: float


class _Object(Struct, frozen=True):
    """A line that is a JSON object: one of the events, with its id and clock."""

    text: str | None = None
    press: str | None = None
    command: str | None = None
    location: _Place | tuple[float, float] | None = None
    edit: str | None = None
    id: str | int | None = None
    at: str | None = None


_decode = msgspec.json.Decoder(_Object).decode


def parse(line: str, *, json: bool) -> Line:
    """A line as an event; with `json`, one that is a JSON object says which, any other is text as it stands."""
    if json and line.lstrip().startswith("{"):
        try:
            found = _decode(line)
            return _line(found) or Line(Text(line))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return Line(Text(line))
    return Line(Text(line))


def _line(found: _Object) -> Line | None:
    event = _event(found)
    if event is None:
        return None
    at = datetime.fromisoformat(found.at) if found.at else None
    if at is not None and at.year not in YEARS:
        return None
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=AMSTERDAM)
    return Line(event, None if found.id is None else str(found.id), at)


def _event(found: _Object) -> Event | None:
    if found.text is not None:
        return Text(found.text)
    if found.press is not None:
        return Press(found.press)
    if found.command is not None:
        name, _, argument = found.command.strip().lstrip("/").partition(" ")
        return Command(name.lower(), argument.strip())
    if found.edit is not None:
        return Edited(found.edit)
    if found.location is not None:
        place: Any = found.location
        latitude, longitude = place if isinstance(place, tuple) else (place.latitude, place.longitude)
        return Location(latitude, longitude)
    return None
