"""Files that go with a message, made of their recipe when it is said."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from icalendar import Calendar, Event

from bot import sheets
from dialogs.language import Say
from dialogs.recipes import Agenda, AgendaDay

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"ics": "text/calendar", "html": "text/html", "json": "application/json", "xlsx": XLSX}
"""The media type of each kind of file, by its ending."""
PRODUCT = "-//LOB-gids//NL"


def make(agenda: Agenda, at: datetime) -> bytes:
    """The days as an iCalendar file (RFC 5545): whole days that take no time in the agenda.

    Args:
        at: When it is made, with its time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for day in agenda.days:
        calendar.add_component(_event(day, at))
    data: bytes = calendar.to_ical()
    return data


def file_of(message: Say, at: datetime) -> tuple[str, bytes]:
    """The name of the file that goes with a message, and what stands in it."""
    if message.dossier:
        return f"{message.dossier.name}.{message.dossier.form}", message.dossier.data
    if message.sheet:
        return f"{message.sheet.name}.xlsx", sheets.workbook(message.sheet)
    assert message.document
    return f"{message.document.name}.ics", make(message.document, at)


def keep(message: Say, folder: Path, at: datetime) -> Path:
    """The file in a folder of its own under `folder`, by a name that a person understands; made again it takes the same place."""
    name, data = file_of(message, at)
    place = folder / hashlib.sha256(msgspec.json.encode((message.document, message.dossier, message.sheet))).hexdigest()[:16]
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / name
    path.write_bytes(data)
    return path.absolute()


def _event(day: AgendaDay, at: datetime) -> Event:
    """One day; its id follows from what it says, so that adding it twice gives one day in the agenda."""
    event = Event()
    event.add("uid", f"{day.on.isoformat()}-{hashlib.sha256(day.what.encode()).hexdigest()[:12]}@lob-gids")
    event.add("dtstamp", at)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.what)
    event.add("description", day.explanation)
    event.add("transp", "TRANSPARENT")
    return event
