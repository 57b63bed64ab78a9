"""What people type when they say from when to when they are away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.away import AHEAD_MOST, LONGEST, read_absence
from knowledge.period_words import PeriodWords
from knowledge.phrases import Words
from tests.content import shipped
from tests.knowledge.test_phrases import phrases

MONDAY = date(2026, 11, 23)
SHIPPED, _ = phrases(words=shipped()["phrases/woorden.yaml"])
assert SHIPPED
WORDS = SHIPPED.words
TODAYS = st.dates(date(2025, 1, 1), date(2031, 12, 31))


def read(text: str, today: date = MONDAY) -> str:
    found = read_absence(text, today, WORDS)
    return found if isinstance(found, str) else f"{found[0]} {found[1]}"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("26 april – 10 mei", "2027-04-26 2027-05-10"),
        ("26-4 t/m 10-5", "2027-04-26 2027-05-10"),
        ("26/4-10/5", "2027-04-26 2027-05-10"),
        ("26.04 — 10.05", "2027-04-26 2027-05-10"),
        ("26-4-27 tot 10-5-27", "2027-04-26 2027-05-10"),
        ("2027-04-26 - 2027-05-10", "2027-04-26 2027-05-10"),
        ("van 26 april tot en met 10 mei 2027", "2027-04-26 2027-05-10"),
        ("Ik ben er niet van MA 26 apr. tot en met vr 7 mei", "2027-04-26 2027-05-07"),
        ("26 april 2027 t/m 10 mei", "2027-04-26 2027-05-10"),
        ("1 febuari t/m 3 febr", "2027-02-01 2027-02-03"),
        ("26 t/m 30 april", "2027-04-26 2027-04-30"),
        ("3-10 april", "2027-04-03 2027-04-10"),
        ("26e april", "2027-04-26 2027-04-26"),
        ("1ste mrt", "2027-03-01 2027-03-01"),
        ("23 november", "2026-11-23 2026-11-23"),
        ("22 november", "2027-11-22 2027-11-22"),
        ("26 december – 3 januari", "2026-12-26 2027-01-03"),
        ("26 december – 3 januari 2027", "2026-12-26 2027-01-03"),
        ("26 december 2026 t/m 3 januari", "2026-12-26 2027-01-03"),
        ("20 november – 27 november", "2026-11-23 2026-11-27"),
        ("1-1-2026 t/m 31-12-2027", "2026-11-23 2027-12-31"),
        ("tot 10 mei", "2026-11-23 2027-05-10"),
        ("tot en met vrijdag", "2026-11-23 2026-11-27"),
        ("vandaag", "2026-11-23 2026-11-23"),
        ("Morgen", "2026-11-24 2026-11-24"),
        ("overmorgen", "2026-11-25 2026-11-25"),
        ("morgen t/m vrijdag", "2026-11-24 2026-11-27"),
        ("maandag", "2026-11-30 2026-11-30"),
        ("dinsdg", "2026-11-24 2026-11-24"),
        ("maandag t/m wo", "2026-11-30 2026-12-02"),
        ("vrijdag tot 10 mei", "2026-11-27 2027-05-10"),
        ("3 april tot dinsdag", "2027-04-03 2027-04-06"),
        ("deze week", "2026-11-23 2026-11-29"),
        ("volgende week", "2026-11-30 2026-12-06"),
        ("volgende week maandag", "unclear"),
        ("29 februari 2028", "2028-02-29 2028-02-29"),
    ],
)
def test_what_is_heard(text: str, period: str) -> None:
    assert read(text) == period


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "unclear"),
        ("geen idee", "unclear"),
        ("ik heb een vraag over 26 april", "unclear"),
        ("april", "unclear"),
        ("mrt", "unclear"),
        ("2027", "unclear"),
        ("26", "unclear"),
        ("26 – 30", "unclear"),
        ("26 april april", "unclear"),
        ("26 april 2027 2028", "unclear"),
        ("26-4-10-5", "unclear"),
        ("2604202700", "unclear"),
        ("vandaag en morgen", "unclear"),
        ("tot", "unclear"),
        ("t/m t/m", "unclear"),
        ("van", "unclear"),
        ("1 april t/m 2 april t/m 3 april", "unclear"),
        ("تعطيل", "unclear"),
        ("vanaf 3 april", "no_end"),
        ("31 april", "no_such_day"),
        ("0-5 t/m 10-5", "no_such_day"),
        ("29 februari", "no_such_day"),
        ("0000-01-01", "no_such_day"),
        ("10 mei – 26 april", "backwards"),
        ("10 mei 2027 – 26 april", "backwards"),
        ("10 mei – 26 april 2027", "backwards"),
        ("10-5-2027 t/m 26-4-2027", "backwards"),
        ("1 mei 2026", "past"),
        ("1 mei 2026 t/m 22 november 2026", "past"),
        ("1 mei 2099", "too_far"),
    ],
)
def test_what_is_no_absence_says_why(text: str, why: str) -> None:
    assert read(text) == why


def test_an_absence_that_began_last_year_goes_on() -> None:
    assert read("26 december – 3 januari", date(2027, 1, 2)) == "2027-01-02 2027-01-03"


def test_a_sunday_has_its_own_week() -> None:
    assert read("deze week", date(2026, 11, 29)) == "2026-11-29 2026-11-29"
    assert read("volgende week", date(2026, 11, 29)) == "2026-11-30 2026-12-06"


def test_half_a_year_is_the_longest_without_years() -> None:
    first = MONDAY + timedelta(days=10)
    for days, read_as in ((0, True), (1, False)):
        last = first + LONGEST + timedelta(days=days)
        assert (read(f"{first:%d-%m} t/m {last:%d-%m}") == f"{first} {last}") is read_as
        assert read(f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}") == f"{first} {last}"


def test_two_years_is_the_furthest() -> None:
    last = MONDAY + AHEAD_MOST
    assert read(f"{last}") == f"{last} {last}"
    assert read(f"{last + timedelta(days=1)}") == "too_far"


def test_without_words_only_numbers_are_heard(knowledge: Knowledge) -> None:
    assert knowledge.phrases.words.period == WORDS.period
    found, _ = phrases()
    assert found
    assert found.words.period == PeriodWords()
    assert read_absence("26-4 - 10-5", MONDAY, found.words) == (date(2027, 4, 26), date(2027, 5, 10))
    assert read_absence("tot 10-5", MONDAY, found.words) == "unclear"


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = (
    *WORDS.period.meanings,
    *WORDS.months,
    *WORDS.weekdays,
    "-",
    "–",
    "/",
    ".",
    ",",
    "26",
    "31",
    "4",
    "2027",
    "1-5",
    "2-2-28",
    "jan",
    "x",
)


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join), TODAYS)
def test_whatever_is_typed_is_an_absence_that_is_to_come_or_a_reason(text: str, today: date) -> None:
    found = read_absence(text, today, WORDS)
    if isinstance(found, str):
        assert found in ("unclear", "no_such_day", "no_end", "backwards", "past", "too_far")
    else:
        first, last = found
        assert today <= first <= last <= today + AHEAD_MOST


def written(day: date, words: Words, form: str) -> str:
    """A day as people write it."""
    month = words.months[day.month - 1]
    return form.format(day=day, d=day.day, m=day.month, y=day.year, month=month, weekday=words.weekdays[day.weekday()])


WITH_YEAR = ("{d} {month} {y}", "{d}-{m}-{y}", "{day:%d/%m/%y}", "{day}", "{weekday} {d} {month} {y}", "{d}.{m}.{y}")
WITHOUT = ("{d} {month}", "{d}-{m}", "{day:%d/%m}", "{weekday} {d} {month}", "{d}e {month}")


@given(
    TODAYS, st.integers(0, 150), st.integers(0, 150), st.sampled_from(WITH_YEAR), st.sampled_from([" – ", " t/m ", " tot en met ", " tot "])
)
def test_two_whole_days_are_read_as_they_were_written(today: date, ahead: int, length: int, form: str, between: str) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    text = written(first, WORDS, form) + between + written(last, WORDS, form)
    assert read_absence(text, today, WORDS) == (first, last)


@given(
    TODAYS, st.integers(0, 150), st.integers(0, 150), st.sampled_from(WITHOUT), st.sampled_from([" – ", " t/m ", " tot en met ", " tot "])
)
def test_without_years_they_are_the_next_ones(today: date, ahead: int, length: int, form: str, between: str) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    text = written(first, WORDS, form) + between + written(last, WORDS, form)
    if (2, 29) in ((first.month, first.day), (last.month, last.day)):
        assert read_absence(text, today, WORDS) in ((first, last), "no_such_day")  # it may be taken for one of another year
    else:
        assert read_absence(text, today, WORDS) == (first, last)
