"""When somebody works: how long a question has waited in working time, when an answer can be expected, and when we may speak unasked.

Moments come in with any time zone and go out in UTC; days and hours are those of the Netherlands. Time is counted as it passes, so that
the night in which the clock is put back lasts an hour longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from knowledge.contacts import Absence, Contacts, Hours, Region
from knowledge.holidays import DaysOff, HolidayRegion, public_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
USUAL_HOURS = tuple(Hours(weekday, time(8), time(17)) for weekday in range(5))
"""Of who gives no hours: the days and hours on which schools and offices can be called. Rather too wide than too
narrow: a reminder that comes an hour early does no harm, and a promise is made by the day."""
WORKING_DAY = timedelta(hours=9)
"""How long such a day is."""
POLITE_FROM, POLITE_UNTIL = time(8), time(19)
"""Between these hours, on working days, we may write to somebody who did not ask for it."""
DAYS_AHEAD = 366
"""Beyond a year no day is looked for."""
_NOTHING, _DAY = timedelta(0), timedelta(days=1)


class _Span(Struct, frozen=True):
    """From when to when somebody works on a day, in UTC."""

    day: date
    begins: datetime
    ends: datetime


class WorkingTime(Struct, frozen=True, kw_only=True):
    """The days and hours on which somebody works.

    Args:
        hours: None given means the usual ones.
        region: Whose school holidays count; None for nobody's.
    """

    hours: tuple[Hours, ...] = ()
    absences: tuple[Absence, ...] = ()
    days_off: DaysOff = DaysOff((), ())
    region: HolidayRegion | None = None

    def works(self, day: date) -> bool:
        """Whether they work at all on a day."""
        return bool(self._hours(day))

    def waited(self, since: datetime, until: datetime) -> timedelta:
        """The working time between two moments; nothing when the second comes first."""
        begun, ended = since.astimezone(UTC), until.astimezone(UTC)
        days = (until.astimezone(AMSTERDAM).date() - since.astimezone(AMSTERDAM).date()).days
        parts = (min(span.ends, ended) - max(span.begins, begun) for span in self._spans(since, days))
        return sum((part for part in parts if part > _NOTHING), _NOTHING)

    def due(self, since: datetime, working: timedelta) -> datetime | None:
        """The first moment, in UTC, at which so much working time has passed; None when that takes more than a year."""
        begun = since.astimezone(UTC)
        if working <= _NOTHING:
            return begun
        for span in self._spans(since, DAYS_AHEAD):
            here = max(span.begins, begun)
            if span.ends - here >= working:
                return here + working
            working -= max(span.ends - here, _NOTHING)
        return None

    def next_days(self, now: datetime, count: int = 2) -> tuple[date, ...]:
        """The first days on which they can answer, today among them while there is working time left; fewer when a year has no more.

        When the first is within a week it may be told as a habit ("meestal dinsdag of donderdag"), else as a day ("op zijn vroegst …").
        """
        begun = now.astimezone(UTC)
        days = dict.fromkeys(span.day for span in self._spans(now, DAYS_AHEAD) if span.ends > begun)
        return tuple(days)[:count]

    def _hours(self, day: date) -> tuple[Hours, ...]:
        if day in public_holidays(day.year) or self.days_off.of_schools(day, self.region):
            return ()
        if any(absence.first <= day <= absence.last for absence in self.absences):
            return ()
        return tuple(hours for hours in self.hours or USUAL_HOURS if hours.weekday == day.weekday())

    def _spans(self, since: datetime, days: int) -> Iterator[_Span]:
        """From when to when they work, from the day of a moment up to and with so many days later, in order."""
        first = since.astimezone(AMSTERDAM).date()
        for day in (first + ahead * _DAY for ahead in range(days + 1)):
            for hours in self._hours(day):
                begins, ends = _moment(day, hours.begins), _moment(day, hours.ends)
                if begins < ends:  # in March there is no time between two and three
                    yield _Span(day, begins, ends)


EVERYBODY = WorkingTime()
"""Working days as most people have them."""


def working_time(contacts: Contacts, region: Region | None, away: tuple[Absence, ...] = ()) -> WorkingTime:
    """When a question of a region can be answered: the hours of its contacts together, without holidays, its school holidays, and the
    days on which none of them is there. Without a region, or one without contacts, it is the general address that answers.

    Args:
        away: Absences that stand elsewhere than in the content, as told in the chat.
    """
    people = (region.contacts if region else ()) or (contacts.general,)
    return WorkingTime(
        hours=_together([contact.hours for contact in people]),
        absences=(*in_common([contact.absences for contact in people]), *away),
        days_off=contacts.days_off,
        region=region.holidays if region else None,
    )


def in_common(each: Sequence[tuple[Absence, ...]]) -> tuple[Absence, ...]:
    """When all of some people are away at once."""
    first, *rest = each or [()]
    for other in rest:
        both = ((max(one.first, two.first), min(one.last, two.last)) for one in first for two in other)
        first = tuple(Absence(begins, ends) for begins, ends in both if begins <= ends)
    return first


def _together(each: Sequence[tuple[Hours, ...]]) -> tuple[Hours, ...]:
    """The hours in which one of some people works, each hour once; none where nobody gives any."""
    if not any(each):
        return ()
    found: list[Hours] = []
    for one in sorted((hours for some in each for hours in some or USUAL_HOURS), key=lambda hours: (hours.weekday, hours.begins)):
        last = found[-1] if found else None
        if last and last.weekday == one.weekday and one.begins <= last.ends:
            found[-1] = Hours(one.weekday, last.begins, max(last.ends, one.ends))
        else:
            found.append(one)
    return tuple(found)


def may_speak(moment: datetime) -> bool:
    """Whether we may write at this moment to somebody who did not ask for it."""
    local = moment.astimezone(AMSTERDAM)
    return EVERYBODY.works(local.date()) and POLITE_FROM <= local.time() < POLITE_UNTIL


def next_polite(moment: datetime) -> datetime:
    """The first moment, in UTC, from this one on at which we may write to somebody who did not ask for it."""
    if may_speak(moment):
        return moment.astimezone(UTC)
    local = moment.astimezone(AMSTERDAM)
    day = local.date() if local.time() < POLITE_FROM else local.date() + _DAY
    while not EVERYBODY.works(day):
        day += _DAY
    return _moment(day, POLITE_FROM)


def next_morning(moment: datetime) -> datetime:
    """The beginning, in UTC, of the first day after that of this moment on which we may write to somebody who did not ask for it."""
    return next_polite(_moment(moment.astimezone(AMSTERDAM).date() + _DAY, POLITE_FROM))


def _moment(day: date, clock: time) -> datetime:
    """A time of a day by the Dutch clock; one that is there twice is the first of the two.

    In UTC, because Python compares two times of one zone by their faces only.
    """
    return datetime.combine(day, clock, AMSTERDAM).astimezone(UTC)
