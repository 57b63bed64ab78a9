"""Easter and the days that hang on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.holidays import Holiday, easter_sunday, public_holidays


@pytest.mark.parametrize(
    "day",
    [
        "1818-03-22",
        "1943-04-25",
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ],
)
def test_easter_falls_where_the_calendar_has_it(day: str) -> None:
    assert easter_sunday(int(day[:4])) == date.fromisoformat(day)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_in_spring_in_any_year(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_days_of_2026() -> None:
    named: dict[Holiday, str] = {name: day.isoformat()[5:] for day, name in public_holidays(2026).items()}
    assert named == {
        "nieuwjaar": "01-01",
        "paaszondag": "04-05",
        "paasmaandag": "04-06",
        "koningsdag": "04-27",
        "bevrijdingsdag": "05-05",
        "hemelvaart": "05-14",
        "pinksterzondag": "05-24",
        "pinkstermaandag": "05-25",
        "kerst": "12-25",
        "tweede-kerst": "12-26",
    }


def test_kings_day_gives_way_to_a_sunday() -> None:
    assert {day for day, name in public_holidays(2025).items() if name == "koningsdag"} == {date(2025, 4, 26)}


@given(st.integers(1583, 4099))
def test_ascension_is_a_thursday(year: int) -> None:
    days = public_holidays(year)
    assert days[easter_sunday(year) + timedelta(days=39)] == "hemelvaart"
    assert all(day.weekday() == 3 for day, name in days.items() if name == "hemelvaart")
