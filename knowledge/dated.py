"""Days that a text names, held against the calendar: "dinsdag 24 november", "24-11-2026".

A day without a year is the next one, unless it was less than three months ago: then it is over. Two numbers without a year or a weekday may
be anything ("3-4 leerlingen") and are no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from knowledge.phrases import Words

RECENT = timedelta(days=92)
SHORT = 3
"""Letters of a month, and one less of a weekday, by which people write it."""
Fault = Literal["", "no_such_day", "other_weekday", "past"]


class Named(Struct, frozen=True):
    """A day as a text names it.

    Args:
        written: As it stands there.
        day: None for one that no calendar has.
        fault: What is wrong with it; "" for nothing.
    """

    written: str
    day: date | None
    fault: Fault = ""


def days_named(text: str, today: date, words: Words) -> tuple[Named, ...]:
    """Every day that a text names, in its order, each once.

    Args:
        today: In local time.
    """
    return tuple(dict.fromkeys(_found(text, today, words)))


def _found(text: str, today: date, words: Words) -> Iterator[Named]:
    weekdays = "|".join(f"{name}|{name[: SHORT - 1]}" for name in words.weekdays)
    months = "|".join(f"{name}|{name[:SHORT]}" for name in words.months)
    before = rf"(?:\b({weekdays})\.?,? +(?:de +)?)?"
    in_words = rf"{before}\b([0-9]{{1,2}})(?:e|ste|de)? +({months}|mrt)\b\.?(?: +([0-9]{{4}})\b)?"
    in_numbers = rf"{before}\b([0-9]{{1,2}})([-/.])([0-9]{{1,2}})(?:\7([0-9]{{4}}))?\b"
    for found in re.finditer(f"{in_words}|{in_numbers}", text, re.IGNORECASE):
        weekday, day, month, year, weekday_too, day_too, sign, number, year_too = found.groups()
        if month:
            yield _named(found[0], _weekday(weekday, words), (int(day), _month(month, words), _number(year)), today)
        elif year_too or (weekday_too and sign != "."):
            yield _named(found[0], _weekday(weekday_too, words), (int(day_too), int(number), _number(year_too)), today)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _weekday(name: str | None, words: Words) -> int | None:
    return next((at for at, one in enumerate(words.weekdays) if name and one.startswith(name.lower())), None)


def _month(name: str, words: Words) -> int:
    """Its number; `mrt` is the one that does not begin its month."""
    return next((at for at, one in enumerate(words.months, 1) if one.startswith(name.lower())), 3)


def _named(written: str, weekday: int | None, parts: tuple[int, int, int | None], today: date) -> Named:
    day, month, year = parts
    years = (year,) if year else (today.year - 1, today.year, today.year + 1)
    written = written.strip()
    there = [one for one in (_on(each, month, day) for each in years) if one]
    if not there:
        return Named(written, None, "no_such_day")
    meant = _meant(there, weekday, today)
    if weekday is not None and meant.weekday() != weekday:
        return Named(written, meant, "other_weekday")
    return Named(written, meant, "past" if meant < today else "")


def _meant(there: list[date], weekday: int | None, today: date) -> date:
    """The next of these days, unless the last one was just now, or is the only one with this weekday."""
    ahead = min((one for one in there if one >= today), default=there[-1])
    recent = [one for one in there if one < today and today - one <= RECENT]
    if recent and (weekday is None or ahead.weekday() != weekday):
        return recent[-1]
    return ahead


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
