"""Recipes of what goes with a message and is made when it is said: a picture of a result, a file with days for an agenda."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Cell(Struct, frozen=True):
    """One statement in a picture: the step chosen as a share of the scale from 0 to 1; None when `sign` alone tells."""

    share: float | None
    sign: str


class Row(Struct, frozen=True):
    """One theme in a picture: its name, its count in words, and its statements."""

    title: str
    count: str
    cells: tuple[Cell, ...]


class Picture(Struct, frozen=True):
    """The recipe of a picture; it is drawn when it is said.

    Args:
        alt: The same in words, for who can't see it.
        legend: Sign and meaning of each kind of cell.
    """

    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[Cell, str], ...]
    alt: str


class AgendaDay(Struct, frozen=True):
    """A whole day in an agenda: which, what it is the day of, and what to do."""

    on: date
    what: str
    explanation: str


class Agenda(Struct, frozen=True):
    """The recipe of a file with days for someone's agenda (iCalendar, RFC 5545); it is made when it is said.

    Args:
        name: Of the file, without its ending.
    """

    name: str
    days: tuple[AgendaDay, ...]
