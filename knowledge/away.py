"""From when to when somebody is away, out of what they type: "26 april t/m 10 mei", "26-4 – 10-5-2027", "morgen", "tot vrijdag".

A day without a year is the next one. `tot` counts its day as well: who reads the preview can still say another day. Whatever holds a
word that is not known is not clear, so that an ordinary sentence is never taken for an absence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import OSA

from knowledge.dutch import clean, fold
from knowledge.period_words import WORDS_MOST, PeriodWord
from knowledge.phrases import Words

CHARACTERS_MOST = 100
LONGEST = timedelta(days=184)
"""Without years, a longer period is rather two days in the wrong order than an absence of more than half a year."""
AHEAD_MOST = timedelta(days=731)
Unfit = Literal["unclear", "no_such_day", "no_end", "backwards", "past", "too_far"]
"""Why something is no absence; `no_end` is a beginning without an end, `too_far` an end more than two years from now."""
_DAY = timedelta(days=1)
_ISO = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])"
_NUMERIC = r"([0-9]{1,2})([-/.])(0?[1-9]|1[0-2])(?:\5([0-9]{4}|[0-9]{2}))?(?![0-9])"
_NUMBER = r"([0-9]{1,4})(?:ste|de|e)?(?![0-9])"
_TOKEN = re.compile(rf"{_ISO}|{_NUMERIC}|{_NUMBER}|([^\W\d_]+)|([-–—])|([0-9])")


class _Day(Struct, frozen=True):
    """A day of a month, as far as it was written; `short` is what can also be two days, such as 3-10."""

    day: int
    month: int | None = None
    year: int | None = None
    short: bool = False


class _Weekday(Struct, frozen=True):
    weekday: int


class _Year(Struct, frozen=True):
    year: int


class _Month(Struct, frozen=True):
    month: int


_Part = _Day | _Weekday | _Year | _Month | PeriodWord
_Period = tuple[date, date]


class _NoPeriod(Exception):
    """The text is not fit to be read.

    Args:
        why: What is the matter with it.
    """

    def __init__(self, why: Unfit) -> None:
        super().__init__(why)
        self.why: Unfit = why


def read_absence(text: str, today: date, words: Words) -> _Period | Unfit:
    """The first and last day of an absence, both included, or why there is none.

    One that has begun already is told from today on.

    Args:
        today: In local time.
    """
    try:
        first, last = _period(_joined(list(_parts(text, words))), today)
    except _NoPeriod as unfit:
        return unfit.why
    if last < first:
        return "backwards"
    if last < today:
        return "past"
    return (max(first, today), last) if last - today <= AHEAD_MOST else "too_far"


# ── what is written ───────────────────────────────────────────────────────────────────────────────────────────


def _parts(text: str, words: Words) -> Iterator[_Part]:
    """Days, names and words with a meaning; `_NoPeriod` for any other."""
    said: list[str] = []
    for found in _TOKEN.finditer(clean(text, CHARACTERS_MOST).lower()):
        year, month, day, numeric_day, _, numeric_month, numeric_year, number, word, dash, digit = found.groups()
        if word:
            said.append(fold(word))
            continue
        yield from _meanings(said, words)
        said = []
        if digit:
            raise _NoPeriod("unclear")
        if day:
            yield _Day(int(day), int(month), int(year))
        elif numeric_day:
            yield _Day(int(numeric_day), int(numeric_month), _full(numeric_year) if numeric_year else None, short=not numeric_year)
        elif dash:
            yield "tot_en_met"
        else:
            yield _Day(int(number)) if len(number) <= 2 else _Year(int(number))
    yield from _meanings(said, words)


def _full(year: str) -> int:
    """Two digits are of this century."""
    return int(year) if len(year) == 4 else 2000 + int(year)


def _meanings(said: Sequence[str], words: Words) -> Iterator[_Part]:
    """What each word means, the longest phrases first."""
    at = 0
    while at < len(said):
        lengths = (length for length in range(WORDS_MOST, 0, -1) if " ".join(said[at : at + length]) in words.period.meanings)
        if length := next(lengths, 0):
            yield words.period.meanings[" ".join(said[at : at + length])]
        elif (month := _like(said[at], words.months, shortest=3)) is not None:
            yield _Month(month + 1)
        elif (weekday := _like(said[at], words.weekdays, shortest=2)) is not None:
            yield _Weekday(weekday)
        else:
            raise _NoPeriod("unclear")
        at += length or 1


def _like(word: str, names: Sequence[str], *, shortest: int) -> int | None:
    """Which of these names a word is, when it begins one or has one slip in five letters or more."""
    near = [
        index
        for index, name in enumerate(map(fold, names))
        if (len(word) >= shortest and name.startswith(word)) or (len(word) >= 5 and OSA.distance(word, name) <= 1)
    ]
    return near[0] if len(near) == 1 else None


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Days with the month and year that stand behind them, and without a weekday before them or words that say nothing."""
    joined: list[_Part] = []
    meant: list[_Part] = [part for part in parts if part != "zonder_betekenis"]
    for part in meant:
        before = joined[-1] if joined else None
        month = 3 if part == "maart" else part.month if isinstance(part, _Month) else None
        if month and isinstance(before, _Day) and before.short and before.month:  # "3-10 april" is from the 3rd
            joined[-1:] = [_Day(before.day), "tot_en_met", _Day(before.month, month)]
        elif month and isinstance(before, _Day) and not before.month:
            joined[-1] = replace(before, month=month)
        elif isinstance(part, _Year) and isinstance(before, _Day) and before.month and not before.year:
            joined[-1] = replace(before, year=part.year)
        elif isinstance(part, _Day) and isinstance(before, _Weekday):
            joined[-1] = part
        elif month or isinstance(part, _Year):
            raise _NoPeriod("unclear")
        else:
            joined.append(part)
    return joined


# ── what is meant ─────────────────────────────────────────────────────────────────────────────────────────────


def _period(parts: Sequence[_Part], today: date) -> _Period:
    meant: list[_Part] = [part for part in parts if part != "vanaf"]
    match meant:
        case [one] if one != "tot_en_met":
            if "vanaf" in parts:
                raise _NoPeriod("no_end")
            return _resolved(one, today)
        case ["tot_en_met", one]:
            return today, _resolved(one, today)[1]
        case [_Day() as first, "tot_en_met", _Day() as last]:
            return _between(first, last, today)
        case [first, "tot_en_met", last]:
            begins = _resolved(first, today)[0]
            return begins, _resolved(last, begins)[1]
        case _:
            raise _NoPeriod("unclear")


def _resolved(part: _Part, today: date) -> _Period:
    """A part as days; those without a year or date are the next ones from today on, a weekday the next one after it."""
    monday = today - today.weekday() * _DAY
    match part:
        case _Day(day, month, year):
            one = _next(day, month, today) if year is None else _on(year, month, day)
            return one, one
        case _Weekday(weekday):
            one = today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY
            return one, one
        case "vandaag" | "morgen" | "overmorgen":
            one = today + ("vandaag", "morgen", "overmorgen").index(part) * _DAY
            return one, one
        case "deze_week":
            return today, monday + 6 * _DAY
        case "volgende_week":
            return monday + 7 * _DAY, monday + 13 * _DAY
        case _:
            raise _NoPeriod("unclear")


def _between(first: _Day, last: _Day, today: date) -> _Period:
    """Two days as they were written, of which the first may lack its month and either its year."""
    first = replace(first, month=first.month or last.month)
    if first.year is not None:
        begins = _on(first.year, first.month, first.day)
        ends = _resolved(last, begins)[1]
    else:
        ends = _resolved(last, today)[1]
        begins = _latest(first, ends)
    if None in (first.year, last.year) and ends - begins > LONGEST:
        raise _NoPeriod("backwards")
    return begins, ends


def _next(day: int, month: int | None, today: date) -> date:
    this_year = _on(today.year, month, day)
    return this_year if this_year >= today else _on(today.year + 1, month, day)


def _latest(one: _Day, ends: date) -> date:
    """The last such day that is not after another."""
    this_year = _on(ends.year, one.month, one.day)
    return this_year if this_year <= ends else _on(ends.year - 1, one.month, one.day)


def _on(year: int, month: int | None, day: int) -> date:
    if month is None:
        raise _NoPeriod("unclear")
    try:
        return date(year, month, day)
    except ValueError:
        raise _NoPeriod("no_such_day") from None
