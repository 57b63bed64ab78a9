"""Recipes of what goes with a message and is made when it is said: a picture, a file with days for an agenda, a sheet."""

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


class Bar(Struct, frozen=True):
    """One number in a picture: its length as a share of the longest from 0 to 1; None when it is not told."""

    label: str
    value: str
    share: float | None


class Bars(Struct, frozen=True):
    """Numbers that can be compared, under one title."""

    title: str
    bars: tuple[Bar, ...]


class Picture(Struct, frozen=True):
    """The recipe of a picture; it is drawn when it is said.

    Args:
        alt: The same in words, for who can't see it.
        legend: Sign and meaning of each kind of cell.
        bars: Numbers, where these are what it shows.
    """

    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[Cell, str], ...]
    alt: str
    bars: tuple[Bars, ...] = ()


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


class Sheet(Struct, frozen=True):
    """The recipe of a table that opens as a spreadsheet; it is made when it is said.

    Args:
        name: Of the file, without its ending, and of its one page.
        numbers: The columns in which a text that is a number is kept as one.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()
