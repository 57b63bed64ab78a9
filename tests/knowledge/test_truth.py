"""How far a fact may be told as true, on the day that it is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.truth import Holds, Sort, State, current_until, holds

CHECKED = date(2026, 8, 1)
LAST_DAY = date(2027, 8, 1)
DAYS = st.dates(date(2000, 1, 1), date(2200, 1, 1))
FACTS = st.tuples(st.sampled_from(get_args(Sort)), st.sampled_from(get_args(State)), st.none() | DAYS, st.none() | DAYS)
NEVER_BETTER: dict[Holds, set[Holds]] = {
    "past": {"past"},
    "passed": {"passed"},
    "unsure": {"unsure", "passed"},
    "overdue": {"overdue", "passed"},
    "now": {"now", "overdue", "passed"},
}
"""What each may become as days pass, when nobody looks at the fact again."""


@pytest.mark.parametrize("sort", ["regel", "cijfer", "datum"])
def test_what_may_change_counts_as_current_for_a_year_after_it_was_checked(sort: Sort) -> None:
    assert holds(sort, "nu", CHECKED, None, LAST_DAY) == "now"
    assert holds(sort, "nu", CHECKED, None, LAST_DAY + timedelta(days=1)) == "overdue"


def test_what_was_never_checked_is_overdue_from_the_first_day() -> None:
    assert holds("regel", "nu", None, None, CHECKED) == "overdue"


def test_an_explanation_needs_no_check() -> None:
    assert holds("uitleg", "nu", None, None, date(2100, 1, 1)) == "now"


def test_a_date_holds_up_to_and_with_its_day_however_long_ago_it_was_checked() -> None:
    day = date(2030, 4, 1)
    assert holds("datum", "nu", None, day, day) == "now"
    assert holds("datum", "nu", None, day, day + timedelta(days=1)) == "passed"


@pytest.mark.parametrize("sort", ["regel", "cijfer"])
def test_only_a_date_is_held_up_by_its_day(sort: Sort) -> None:
    assert holds(sort, "nu", None, date(2030, 4, 1), CHECKED) == "overdue"


@pytest.mark.parametrize("sort", get_args(Sort))
def test_history_stays_history_and_what_must_be_checked_is_unsure(sort: Sort) -> None:
    assert holds(sort, "historisch", CHECKED, CHECKED, LAST_DAY) == "past"
    assert holds(sort, "controleren", CHECKED, None, CHECKED) == "unsure"


def test_what_nobody_could_check_is_passed_once_its_day_is_behind_us() -> None:
    assert holds("datum", "controleren", CHECKED, CHECKED, CHECKED + timedelta(days=1)) == "passed"


@given(FACTS, DAYS, st.integers(0, 50_000))
def test_what_no_longer_holds_does_not_hold_again_by_waiting(
    fact: tuple[Sort, State, date | None, date | None], day: date, later: int
) -> None:
    assert holds(*fact, day + timedelta(days=later)) in NEVER_BETTER[holds(*fact, day)]


def test_a_check_on_a_leap_day_holds_until_the_last_of_february() -> None:
    assert current_until(date(2024, 2, 29)) == date(2025, 2, 28)
    assert current_until(date(2024, 2, 28)) == date(2025, 2, 28)


@given(DAYS)
def test_a_check_lasts_a_year_and_no_longer(checked: date) -> None:
    assert (current_until(checked) - checked).days in (365, 366)
