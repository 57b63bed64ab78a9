"""Working time: what has passed between two moments, when so much has passed, and when we may speak unasked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import check
from knowledge.contacts import Absence, Contact, Contacts, Hours, Region
from knowledge.holidays import DaysOff, HolidayRegion, SchoolHoliday, public_holidays
from knowledge.working_time import (
    AMSTERDAM,
    EVERYBODY,
    USUAL_HOURS,
    WorkingTime,
    in_common,
    may_speak,
    next_morning,
    next_polite,
    working_time,
)
from tests.content import small

EXAMPLE = Path(__file__).parents[2] / "docs" / "regios-voorbeeld.yaml"
untimed = settings(deadline=None)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AUTUMN = DaysOff((), (SchoolHoliday("Proef", date(2026, 10, 19), date(2026, 10, 25), ("noord", "midden")),))
TUESDAY_AND_THURSDAY = (Hours(1, time(9), time(12)), Hours(3, time(13), time(17)))


def local(text: str) -> datetime:
    """A moment by the Dutch clock: "2026-05-04 9:00"."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=AMSTERDAM)


def face(moment: datetime | None) -> str:
    assert moment
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")


# ── examples ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-23 09:00", "2026-11-23 12:30", 3.5),
        ("2026-11-23 05:00", "2026-11-23 23:00", 9),
        ("2026-11-27 16:00", "2026-11-30 09:00", 2),
        ("2026-11-28 09:00", "2026-11-29 17:00", 0),
        ("2026-12-24 16:00", "2026-12-28 10:00", 3),
        ("2025-12-31 16:00", "2026-01-02 09:00", 2),
        ("2026-04-24 16:00", "2026-04-28 09:00", 2),
        ("2026-03-27 16:00", "2026-03-30 09:00", 2),
        ("2026-10-23 16:00", "2026-10-26 09:00", 2),
        ("2026-11-23 12:00", "2026-11-23 12:00", 0),
        ("2026-11-23 12:00", "2026-11-20 12:00", 0),
    ],
)
def test_working_time_between_two_moments(since: str, until: str, hours: float) -> None:
    assert EVERYBODY.waited(local(since), local(until)) == hours * HOUR


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 23), ("2026-03-29", 22), ("2026-03-30", 23), ("2026-10-24", 23), ("2026-10-25", 24), ("2026-10-26", 23)],
)
def test_who_works_at_night_works_an_hour_less_or_more_when_the_clock_changes(day: str, hours: int) -> None:
    always = WorkingTime(hours=tuple(Hours(weekday, time(0), time(23)) for weekday in range(7)))
    since = local(f"{day} 00:00")
    assert always.waited(since, local(f"{day} 23:30")) == hours * HOUR
    assert face(always.due(since, hours * HOUR)) == f"{day} 23:00"


def test_a_time_that_is_there_twice_is_told_apart_by_what_went_before() -> None:
    """Between two and three in the night of the 25th of October: an hour passes though the clock says the same."""
    always = WorkingTime(hours=(Hours(6, time(0), time(23)),))
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    second = first.replace(fold=1)
    assert always.waited(first, second) == HOUR
    assert always.due(first, HOUR) == second.astimezone(UTC)


def test_hours_that_are_not_there_in_march_are_passed_over() -> None:
    night = WorkingTime(hours=(Hours(6, time(2, 30), time(3)),))
    assert night.waited(local("2026-03-29 00:00"), local("2026-03-29 12:00")) == timedelta(0)
    assert night.waited(local("2026-04-12 00:00"), local("2026-04-12 12:00")) == HOUR / 2


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2026-11-23 09:00", 0, "2026-11-23 09:00"),
        ("2026-11-23 09:00", 8, "2026-11-23 17:00"),
        ("2026-11-23 09:00", 9, "2026-11-24 09:00"),
        ("2026-11-21 09:00", 1, "2026-11-23 09:00"),
        ("2026-12-24 17:00", 9, "2026-12-28 17:00"),
        ("2026-03-27 16:00", 2, "2026-03-30 09:00"),
        ("2026-10-23 16:00", 2, "2026-10-26 09:00"),
    ],
)
def test_when_so_much_working_time_has_passed(since: str, hours: int, due: str) -> None:
    assert face(EVERYBODY.due(local(since), hours * HOUR)) == due


def test_never_within_a_year_is_none() -> None:
    away = WorkingTime(absences=(Absence(date(2026, 1, 1), date(2027, 12, 31)),))
    assert away.due(local("2026-11-23 09:00"), HOUR) is None
    assert away.next_days(local("2026-11-23 09:00")) == ()
    assert EVERYBODY.due(local("2026-11-23 09:00"), 10_000 * HOUR) is None


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-11-23 12:00", ["2026-11-24", "2026-11-26"]),
        ("2026-11-24 11:59", ["2026-11-24", "2026-11-26"]),
        ("2026-11-24 12:00", ["2026-11-26", "2026-12-01"]),
        ("2026-05-04 12:00", ["2026-05-07", "2026-05-12"]),  # on the 5th is a public holiday
        ("2026-10-16 12:00", ["2026-10-27", "2026-10-29"]),  # the schools are closed
    ],
)
def test_the_days_on_which_somebody_can_answer(now: str, days: list[str]) -> None:
    theirs = WorkingTime(hours=TUESDAY_AND_THURSDAY, days_off=AUTUMN, region="noord")
    assert [day.isoformat() for day in theirs.next_days(local(now))] == days


def test_two_spans_of_one_day_are_one_day() -> None:
    theirs = WorkingTime(hours=(Hours(0, time(9), time(10)), Hours(0, time(14), time(15))))
    assert theirs.next_days(local("2026-11-23 08:00")) == (date(2026, 11, 23), date(2026, 11, 30))
    assert theirs.waited(local("2026-11-23 08:00"), local("2026-11-23 18:00")) == 2 * HOUR


@pytest.mark.parametrize(("region", "closed"), [("noord", True), ("midden", True), ("zuid", False), (None, False)])
def test_schools_close_in_their_own_region_only(region: HolidayRegion | None, closed: bool) -> None:
    assert WorkingTime(days_off=AUTUMN, region=region).works(date(2026, 10, 21)) is not closed


def test_a_contact_has_their_own_hours_absences_and_region() -> None:
    """As in the example: Little Red Riding Hood is away from the 1st to the 14th of December, and in the chat for one day more."""
    known = check({**small(), "regios.yaml": EXAMPLE.read_bytes()})
    region = known.contacts.region("noord")
    assert region
    theirs = working_time(known.contacts, region, (Absence(date(2026, 12, 15), date(2026, 12, 15)),))
    assert theirs.region == "noord"
    assert theirs.next_days(local("2026-11-26 17:00")) == (date(2026, 12, 17), date(2026, 12, 22))
    nobody_in_particular = working_time(known.contacts, None)
    assert nobody_in_particular.next_days(local("2026-11-27 17:00"), 1) == (date(2026, 11, 30),)


@pytest.mark.parametrize(
    ("moment", "polite"),
    [
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 18:59", "2026-11-23 18:59"),
        ("2026-11-23 19:00", "2026-11-24 08:00"),
        ("2026-11-27 19:00", "2026-11-30 08:00"),
        ("2026-12-24 20:00", "2026-12-28 08:00"),
        ("2026-03-28 12:00", "2026-03-30 08:00"),
        ("2026-10-24 12:00", "2026-10-26 08:00"),
        ("2027-03-27 12:00", "2027-03-30 08:00"),  # Easter, and the clock put forward
    ],
)
def test_nothing_unasked_outside_eight_and_seven_on_working_days(moment: str, polite: str) -> None:
    assert face(next_polite(local(moment))) == polite
    assert may_speak(local(moment)) == (moment == polite)


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────────────────

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CHANGES = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2026, 12, 25), date(2026, 10, 20)]
NEAR = st.builds(lambda day, days: day + days * DAY, st.sampled_from(CHANGES), st.integers(-4, 4))


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """A moment of some minute, often near a change of the clock, Christmas or a school holiday; in one zone or the other."""
    day = draw(NEAR | DAYS)
    begun = datetime.combine(day, time(), UTC) + timedelta(minutes=draw(st.integers(0, 1439)))
    return begun.astimezone(draw(st.sampled_from([UTC, AMSTERDAM])))


@st.composite
def working_times(draw: st.DrawFn) -> WorkingTime:
    """Somebody who works on some days, not at night."""
    hours = []
    for weekday in sorted(draw(st.sets(st.integers(0, 6)))):
        begins, ends = sorted(draw(st.lists(st.integers(5 * 60, 23 * 60), min_size=2, max_size=2, unique=True)))
        hours.append(Hours(weekday, time(*divmod(begins, 60)), time(*divmod(ends, 60))))
    first = draw(NEAR)
    absences = (Absence(first, first + draw(st.integers(0, 5)) * DAY),) if draw(st.booleans()) else ()
    return WorkingTime(hours=tuple(hours), absences=absences, days_off=AUTUMN, region=draw(st.sampled_from(["noord", "zuid", None])))


def counted(theirs: WorkingTime, since: datetime, until: datetime) -> timedelta:
    """The same as `waited`, minute by minute."""
    minute, minutes = since.astimezone(UTC), 0
    while minute < until:
        here = minute.astimezone(AMSTERDAM)
        day = here.date()
        free = day in public_holidays(day.year) or theirs.days_off.of_schools(day, theirs.region)
        away = any(one.first <= day <= one.last for one in theirs.absences)
        spans = theirs.hours or USUAL_HOURS
        at_work = any(one.weekday == day.weekday() and one.begins <= here.time() < one.ends for one in spans)
        minutes += at_work and not free and not away
        minute += timedelta(minutes=1)
    return timedelta(minutes=minutes)


@untimed
@given(working_times(), moments(), st.integers(0, 3 * 24 * 60))
def test_it_is_what_counting_minutes_gives(theirs: WorkingTime, since: datetime, minutes: int) -> None:
    until = since.astimezone(UTC) + timedelta(minutes=minutes)
    assert theirs.waited(since, until) == counted(theirs, since, until)


@untimed
@given(working_times(), st.lists(moments(), min_size=3, max_size=3))
def test_time_adds_up_and_never_runs_back(theirs: WorkingTime, three: list[datetime]) -> None:
    first, second, third = sorted(three, key=lambda moment: moment.astimezone(UTC))
    assert theirs.waited(first, third) == theirs.waited(first, second) + theirs.waited(second, third)
    assert timedelta(0) <= theirs.waited(first, second) <= second.astimezone(UTC) - first.astimezone(UTC)
    assert theirs.waited(second, first) == timedelta(0)


@untimed
@given(working_times(), moments(), st.integers(1, 40 * 60))
def test_due_is_the_first_moment_at_which_so_much_has_passed(theirs: WorkingTime, since: datetime, minutes: int) -> None:
    working = timedelta(minutes=minutes)
    due = theirs.due(since, working)
    if due is None:
        assert theirs.waited(since, since + 366 * DAY) < working
    else:
        assert theirs.waited(since, due) == working
        assert theirs.waited(since, due - timedelta(seconds=1)) < working
        assert theirs.works((due - timedelta(seconds=1)).astimezone(AMSTERDAM).date())


@untimed
@given(working_times(), moments(), st.integers(1, 4))
def test_the_next_days_are_the_first_days_with_working_time_left(theirs: WorkingTime, now: datetime, count: int) -> None:
    days = theirs.next_days(now, count)
    assert list(days) == sorted(set(days))
    assert all(theirs.works(day) for day in days)
    if days:
        assert (due := theirs.due(now, timedelta(seconds=1)))
        assert due.astimezone(AMSTERDAM).date() == days[0]
    today = now.astimezone(AMSTERDAM).date()
    ahead = [day for day in (today + number * DAY for number in range(1, 15)) if theirs.works(day)]
    later = [day for day in days if day > today]
    assert ahead[: len(later)] == later[: len(ahead)]


@untimed
@given(moments())
def test_the_polite_moment_is_polite_and_the_first(moment: datetime) -> None:
    polite = next_polite(moment)
    assert polite >= moment
    assert may_speak(polite)
    assert next_polite(polite) == polite
    assert polite == moment or not may_speak(polite - timedelta(seconds=1))
    assert polite.astimezone(AMSTERDAM).weekday() < 5


def test_of_several_contacts_each_hour_counts_once_and_only_when_all_are_away_nobody_is_there() -> None:
    def one(id: str, *hours: Hours, away: tuple[Absence, ...] = ()) -> Contact:
        return Contact(id=id, role="contactpersoon", email="proef@example.org", hours=hours, absences=away)

    first, second = Absence(date(2026, 11, 23), date(2026, 11, 26)), Absence(date(2026, 11, 25), date(2026, 12, 4))
    early, late = Hours(0, time(9), time(12)), Hours(0, time(11), time(15))
    region = Region(
        id="r", name="R", contacts=(one("a", early, away=(first,)), one("b", late, Hours(2, time(9), time(10)), away=(second,)))
    )
    together = working_time(Contacts(one("algemeen"), (region,), DaysOff((), ())), region)
    assert together.hours == (Hours(0, time(9), time(15)), Hours(2, time(9), time(10)))
    assert [(away.first, away.last) for away in together.absences] == [(date(2026, 11, 25), date(2026, 11, 26))]
    assert together.next_days(local("2026-11-23 16:00")) == (date(2026, 11, 30), date(2026, 12, 2))
    mixed = Region(id="r", name="R", contacts=(one("a", Hours(5, time(9), time(10))), one("b")))
    assert working_time(Contacts(one("algemeen"), (mixed,), DaysOff((), ())), mixed).hours == (*USUAL_HOURS, Hours(5, time(9), time(10)))
    apart = Region(id="r", name="R", contacts=(one("a", early), one("b", Hours(0, time(13), time(14)))))
    assert len(working_time(Contacts(one("algemeen"), (apart,), DaysOff((), ())), apart).hours) == 2


def test_nobody_at_all_is_never_away() -> None:
    assert in_common([]) == ()


@pytest.mark.parametrize(
    ("moment", "morning"),
    [("2026-11-23 07:00", "2026-11-24 08:00"), ("2026-11-27 20:00", "2026-11-30 08:00"), ("2026-03-27 12:00", "2026-03-30 08:00")],
)
def test_the_next_morning_is_one_of_a_working_day(moment: str, morning: str) -> None:
    assert face(next_morning(local(moment))) == morning
