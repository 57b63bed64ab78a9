"""The days that come back every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import LEAP_YEAR, Calendar, YearlyDay, read_calendar
from knowledge.problems import ContentProblem
from knowledge.source import Source

WHOLE = """
- id: mbo-aanmelden
  wat: Aanmelden voor het mbo
  dag: 1
  maand: 4
  uitleg: Meld u op tijd aan.
  vooraf_dagen: 14
  bron: {adres: "https://www.rijksoverheid.nl/", datum: "2026"}
  nagekeken_op: 2026-08-01
  stand: nu
  controleer_bij: de mbo-school
- {id: schrikkel, wat: Een dag, dag: 29, maand: 2, uitleg: Zelden., vooraf_dagen: 0}
"""
LEAP_YEAR_DAYS = st.dates(date(LEAP_YEAR, 1, 1), date(LEAP_YEAR, 12, 31))
DAYS = st.dates(date(1900, 1, 1), date(2300, 1, 1))


def calendar(text: str | None) -> tuple[Calendar, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return read_calendar(("kalender.yaml", text.encode() if text is not None else None), problems), problems


def day_of(day: int, month: int) -> YearlyDay:
    return YearlyDay(id="x", what="x", day=day, month=month, explanation="x", remind_days=0)


def test_a_day_holds_everything_that_its_file_says() -> None:
    found, problems = calendar(WHOLE)
    assert not problems
    assert found.days[0] == YearlyDay(
        id="mbo-aanmelden",
        what="Aanmelden voor het mbo",
        day=1,
        month=4,
        explanation="Meld u op tijd aan.",
        remind_days=14,
        source=Source("https://www.rijksoverheid.nl/", "2026"),
        checked_on=date(2026, 8, 1),
        state="nu",
        check_at="de mbo-school",
    )


def test_a_day_is_to_be_checked_when_its_file_says_nothing_of_that() -> None:
    found = calendar(WHOLE)[0].days[1]
    assert (found.source, found.checked_on, found.state, found.check_at) == (None, None, "controleren", "")


def test_days_are_found_by_their_ids() -> None:
    found, _ = calendar(WHOLE)
    assert found.day("schrikkel") == found.days[1]
    assert found.day("weg") is None


def test_no_file_is_a_calendar_without_days() -> None:
    assert calendar(None) == (Calendar(), [])


@pytest.mark.parametrize(
    ("today", "comes"),
    [
        (date(2026, 11, 22), date(2027, 4, 1)),
        (date(2027, 3, 31), date(2027, 4, 1)),
        (date(2027, 4, 1), date(2027, 4, 1)),
        (date(2027, 4, 2), date(2028, 4, 1)),
    ],
)
def test_the_first_such_day_is_today_or_still_to_come(today: date, comes: date) -> None:
    assert day_of(1, 4).next(today) == comes


@pytest.mark.parametrize(
    ("today", "comes"),
    [
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 3, 1), date(2029, 2, 28)),
        (date(2029, 2, 28), date(2029, 2, 28)),
        (date(2029, 3, 1), date(2030, 2, 28)),
    ],
)
def test_the_29th_of_february_comes_a_day_early_in_other_years(today: date, comes: date) -> None:
    assert day_of(29, 2).next(today) == comes


@given(LEAP_YEAR_DAYS, DAYS)
def test_the_next_such_day_is_never_in_the_past_and_within_a_year(day: date, today: date) -> None:
    comes = day_of(day.day, day.month).next(today)
    assert today <= comes <= today + timedelta(days=366)
    assert comes.month == day.month
    assert comes.day == day.day or (comes.month, comes.day, day.day) == (2, 28, 29)


def test_a_day_is_a_rule_that_must_be_checked_each_year() -> None:
    day, unsure = calendar(WHOLE)[0].days
    assert (day.holds(date(2027, 8, 1)), day.holds(date(2027, 8, 2))) == ("now", "overdue")
    assert unsure.holds(date(2026, 8, 1)) == "unsure"
