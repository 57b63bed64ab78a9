"""A moment out of what somebody types: "morgen 9 uur", "dinsdag 24 november om half tien", "24-11 9.30", "over 2 uur".

The day is read as one of an absence (`knowledge/away.py`); who reads the preview can still say another. Days and hours are those of the
Netherlands, also in the nights in which the clock is changed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from knowledge.away import read_absence
from knowledge.dutch import clean
from knowledge.phrases import Words
from knowledge.working_time import AMSTERDAM

CHARACTERS_MOST = 100
AHEAD_MOST = timedelta(days=92)
AFTERNOON_UNTIL = 7
"""An hour before this one that is said without minutes is one of the afternoon: nobody sends at three in the night."""
Unfit = Literal["unclear", "no_time", "no_such_time", "past", "too_far"]
"""Why something is no moment; `no_such_time` is one that the clock skips in March."""
_HOURS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_NAMED = "|".join(("één", *_HOURS, "[0-9]{1,2}"))
_IN = re.compile(r"(?:over|na) (?:([0-9]{1,3})|een half|half|een|één) ?(uur|uren|u|kwartier|minuten|minuut|min)", re.IGNORECASE)
_TIME = re.compile(
    rf"(?:\bom )?(?:\b([01]?[0-9]|2[0-3])[.:u]([0-5][0-9])(?![0-9.\-/])(?: ?uur| ?u\b)?|\bhalf ({_NAMED})\b(?: uur)?"
    rf"|\b({_NAMED}) ?(?:uur|u)\b)|\bom ({_NAMED})\b",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"(?:'s |’s |s )?(ochtends?|morgens|middags?|avonds?|nachts?)\b", re.IGNORECASE)


def read_moment(text: str, now: datetime, words: Words) -> datetime | Unfit:
    """The moment, in UTC, or why there is none.

    Args:
        now: With its time zone.
    """
    said = clean(text, CHARACTERS_MOST).lower()
    if later := _IN.fullmatch(said.rstrip(".!")):
        return now.astimezone(UTC) + _length(later)
    times = list(_TIME.finditer(said))
    if not times:
        return "no_time" if _day(said, now, words) else "unclear"
    last, rest = times[-1], _without(said, times[-1])
    part = _PART_OF_DAY.search(rest)
    rest = _PART_OF_DAY.sub(" ", rest).strip(" ,.!")
    clock = _clock(last, part[1] if part else "")
    if clock is None:
        return "unclear"
    day = _day(rest, now, words) if rest else _next(clock, now)
    return _moment(day, clock, now) if day else "unclear"


def _length(later: re.Match[str]) -> timedelta:
    number, unit = later[1], later[2]
    halves = 1 if "half" in later[0] else 2 * int(number or 1)
    minutes = {"u": 60, "k": 15, "m": 1}[unit[0]]
    return timedelta(minutes=halves * minutes / 2)


def _without(said: str, found: re.Match[str]) -> str:
    return f"{said[: found.start()]} {said[found.end() :]}".strip(" ,.!")


def _clock(found: re.Match[str], part: str) -> time | None:
    """The time of the day that was said; None for an hour that no clock has."""
    hour, minutes, half, whole, at = found.groups()
    number = int(hour) if hour else _hour(half or whole or at)
    if not hour and half:
        number, minutes = number - 1, "30"
    if number > 24 or number < 0:
        return None
    exactly = bool(hour) or part.startswith(("ocht", "morg", "nacht"))
    afternoon = part.startswith(("midd", "avond")) or (not exactly and number < AFTERNOON_UNTIL)
    return time((number + 12 if afternoon and number < 12 else number) % 24, int(minutes or 0))


def _hour(name: str) -> int:
    name = name.replace("é", "e")
    return _HOURS.index(name) + 1 if name in _HOURS else int(name)


def _day(text: str, now: datetime, words: Words) -> date | None:
    """The one day that a text says; None for no day and for several."""
    found = read_absence(text, now.astimezone(AMSTERDAM).date(), words)
    return found[0] if isinstance(found, tuple) and found[0] == found[1] else None


def _next(clock: time, now: datetime) -> date:
    """Today, or tomorrow where that time is past."""
    local = now.astimezone(AMSTERDAM)
    return local.date() if clock > local.time() else local.date() + timedelta(days=1)


def _moment(day: date, clock: time, now: datetime) -> datetime | Unfit:
    """A time that is there twice is the first of the two."""
    moment = datetime.combine(day, clock, AMSTERDAM).astimezone(UTC)
    if moment.astimezone(AMSTERDAM).replace(tzinfo=None) != datetime.combine(day, clock):
        return "no_such_time"
    if moment <= now.astimezone(UTC):
        return "past"
    return moment if moment - now.astimezone(UTC) <= AHEAD_MOST else "too_far"
