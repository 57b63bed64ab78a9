"""Figures: nothing is shown about fewer than five people, nor can it be told from what is shown, whenever and however often one looks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.figures import (
    ANSWERED,
    COUNTED,
    PEOPLE_LEAST,
    WAITS_LONGER,
    Counts,
    Crowd,
    Figures,
    Group,
    Line,
    Part,
    Tally,
    month_of,
    months_up_to,
    shown,
    wait_within,
)

DAY = date(2026, 11, 23)
NAME = COUNTED[0]
MONTHS = months_up_to(DAY, 30)


def tally(month: str, people: int, newcomers: int | None = None, *, number: int | None = None, name: str = NAME) -> Tally:
    return Tally(month, name, people * 3 if number is None else number, people, people if newcomers is None else newcomers)


def line(*tallies: Tally, day: date = DAY, name: str = NAME) -> Line:
    found = shown(Counts(tallies=tallies), day)
    return next(one for one in (*found.lines, *found.erased) if one.name == name)


def look(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, 15)


# ── what is told ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_month_with_five_people_is_told_and_one_with_four_is_not() -> None:
    assert line(tally("2026-11", 5, number=8)) == Line(NAME, 8, None, 8, (Part(("2026-11",), 8),))
    assert line(tally("2026-11", 4, number=80)) == Line(NAME, None, None, None, ())
    assert line(tally("2026-10", 5), tally("2026-11", 5)).before == 15


def test_months_with_few_people_count_together_once_there_are_five() -> None:
    few = (tally("2026-08", 2), tally("2026-09", 2), tally("2026-10", 1))
    assert line(*few).year == 15
    assert line(*few).parts == (Part(("2026-08", "2026-09", "2026-10"), 15),)
    assert line(*few).before is None
    assert line(*few[:2]).year is None


def test_the_same_people_in_each_month_are_no_five() -> None:
    assert line(*(tally(month, 3, 3 if month == MONTHS[-12] else 0) for month in MONTHS[-12:-1])).year is None


def test_the_running_month_is_not_put_with_others() -> None:
    """It still changes: once it stands by itself, what it stood with would follow."""
    assert line(tally("2026-10", 3), tally("2026-11", 3)).year is None
    assert line(tally("2026-10", 3), tally("2026-11", 3), day=date(2026, 12, 1)).year == 18


def test_a_year_is_twelve_months() -> None:
    assert line(tally("2025-12", 5)).year == 15
    assert line(tally("2025-11", 5)).year is None
    assert line(tally("2025-11", 3), tally("2026-11", 5)).year == 15
    assert line(tally("2025-09", 3), tally("2026-10", 3)).year is None, "who was new a year ago may be the same"


def test_what_comes_after_the_day_is_not_looked_at() -> None:
    assert line(tally("2026-12", 9)).year is None


@given(some.lists(some.tuples(some.sampled_from(["ouder", "school", "leerling", ""]), some.sampled_from("tm"), some.integers(0, 12))))
def test_no_group_of_fewer_than_five_is_told(cells: list[tuple[str, str, int]]) -> None:
    people = {cell[:2]: cell[2] for cell in cells}
    groups = shown(Counts(tuple(Crowd(*key, count) for key, count in people.items())), DAY).groups
    channels = {channel for _, channel in people}
    assert len(groups) == 4 * len(channels)
    for one in groups:
        count = people.get((one.role, one.channel), 0)
        assert one.people == (count if count >= PEOPLE_LEAST else None)


def test_a_group_without_anybody_looks_as_one_with_few() -> None:
    told = shown(Counts((Crowd("ouder", "telegram", 3), Crowd("school", "telegram", 5))), DAY).groups
    assert told == (
        Group("ouder", "telegram", None),
        Group("school", "telegram", 5),
        Group("leerling", "telegram", None),
        Group("", "telegram", None),
    )


# ── what follows from it ──────────────────────────────────────────────────────────────────────────────────────


@some.composite
def histories(draw: some.DrawFn) -> tuple[Tally, ...]:
    """Months of one name, few people in most."""
    months = draw(some.lists(some.sampled_from(MONTHS), unique=True, max_size=14))
    found = []
    for month in months:
        people = draw(some.integers(1, 8))
        found.append(tally(month, people, draw(some.integers(0, people)), number=draw(some.integers(people, 40))))
    return tuple(found)


def told(tallies: tuple[Tally, ...]) -> list[tuple[frozenset[str], int]]:
    """Every number that somebody who looks in each month sees, with the months that it is the sum of."""
    seen = []
    for month in MONTHS:
        found = line(*(one for one in tallies if one.month <= month), day=look(month))
        before, this = months_up_to(look(month), 2)
        seen += [(frozenset([this]), found.this), (frozenset([before]), found.before)]
        seen += [(frozenset(part.months), part.number) for part in found.parts]
        seen.append((frozenset(name for part in found.parts for name in part.months), found.year))
    return [(months, number) for months, number in seen if number is not None]


def follows(unit: str, sums: list[frozenset[str]]) -> bool:
    """Whether one month can be told from sums of months, by whatever adding and subtracting."""
    columns = sorted({month for one in sums for month in one} | {unit})
    rows = [[Fraction(month in one) for month in columns] for one in sums]
    wanted = [Fraction(month == unit) for month in columns]
    for column in range(len(columns)):
        lead = next((row for row in rows if row[column] and not any(row[:column])), None)
        if lead is None:
            continue
        rest = [row for row in rows if row is not lead]
        rows = [lead, *([a - b * row[column] / lead[column] for a, b in zip(row, lead, strict=True)] for row in rest)]
        wanted = [a - b * wanted[column] / lead[column] for a, b in zip(wanted, lead, strict=True)]
    return not any(wanted)


def test_what_follows_is_seen() -> None:
    assert follows("c", [frozenset("abc"), frozenset("ab")])
    assert follows("b", [frozenset("ab"), frozenset("bc"), frozenset("ac")])
    assert not follows("b", [frozenset("ab"), frozenset("abc")])


@given(histories())
@settings(deadline=None)
def test_no_month_with_few_people_follows_from_all_that_is_ever_told(tallies: tuple[Tally, ...]) -> None:
    sums = sorted({months for months, _ in told(tallies)}, key=sorted)
    for one in tallies:
        assert follows(one.month, sums) == (one.people >= PEOPLE_LEAST)


@given(histories())
@settings(deadline=None)
def test_every_number_is_the_sum_of_its_months(tallies: tuple[Tally, ...]) -> None:
    numbers = {one.month: one.number for one in tallies}
    for months, number in told(tallies):
        assert number == sum(numbers[month] for month in months)


@given(histories())
@settings(deadline=None)
def test_parts_never_overlap_and_have_five_people(tallies: tuple[Tally, ...]) -> None:
    parts = {frozenset(part.months) for month in MONTHS for part in line(*tallies, day=look(month)).parts}
    assert sum(map(len, parts)) == len(frozenset().union(*parts))
    of = {one.month: one for one in tallies}
    for part in parts:
        alone = len(part) == 1 and of[min(part)].people >= PEOPLE_LEAST
        assert alone or sum(of[month].newcomers for month in part) >= PEOPLE_LEAST


@given(histories(), some.integers(0, 100))
@settings(deadline=None)
def test_what_is_not_told_changes_nothing(tallies: tuple[Tally, ...], more: int) -> None:
    """A month that is in no number may be any number: nobody who looks can tell."""
    in_one = frozenset().union(*(months for months, _ in told(tallies)))
    others = tuple(one if one.month in in_one else tally(one.month, one.people, one.newcomers, number=one.number + more) for one in tallies)
    assert told(others) == told(tallies)


# ── how long people wait ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("hours", "name"),
    [(0, "wacht_halve_dag"), (4, "wacht_halve_dag"), (4.1, "wacht_dag"), (9, "wacht_dag"), (27, "wacht_drie_dagen"), (28, WAITS_LONGER)],
)
def test_a_wait_has_a_class(hours: float, name: str) -> None:
    assert wait_within(hours) == name


def waits(people: int, **numbers: int) -> Figures:
    classes = (tally("2026-11", number, name=name) for name, number in numbers.items())
    return shown(Counts(tallies=(tally("2026-11", people, name=ANSWERED), *classes)), DAY)


def test_the_median_is_told_by_its_class() -> None:
    assert waits(9, wacht_halve_dag=2, wacht_dag=3, wacht_drie_dagen=1).wait == "wacht_dag"
    assert waits(9, wacht_halve_dag=3, wacht_langer=3).wait == "wacht_halve_dag"
    assert waits(9, wacht_halve_dag=2, wacht_langer=3).wait == WAITS_LONGER


def test_of_few_people_it_is_not_told() -> None:
    assert waits(4, wacht_halve_dag=4).wait == ""
    assert shown(Counts(), DAY).wait == ""


def test_waits_of_months_that_are_not_told_do_not_count() -> None:
    few = (tally("2026-10", 2, name=ANSWERED), tally("2026-10", 200, name=WAITS_LONGER))
    many = (tally("2026-11", 6, name=ANSWERED), tally("2026-11", 6, name="wacht_dag"))
    assert shown(Counts(tallies=(*few, *many)), DAY).wait == "wacht_dag"


def test_months_are_counted_over_the_new_year() -> None:
    assert month_of(DAY) == "2026-11"
    assert months_up_to(date(2026, 2, 1), 4) == ("2025-11", "2025-12", "2026-01", "2026-02")
