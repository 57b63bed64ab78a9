"""A moment as somebody types it, by the Dutch clock, also in the nights in which that is changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge import Knowledge
from knowledge.moments import read_moment
from knowledge.working_time import AMSTERDAM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("morgen 9 uur", "2026-11-24 09:00"),
        ("dinsdag 24 november om half tien", "2026-11-24 09:30"),
        ("24-11 9.30", "2026-11-24 09:30"),
        ("9.30 op 24-11", "2026-11-24 09:30"),
        ("over 2 uur", "2026-11-23 11:00"),
        ("over 1 uur", "2026-11-23 10:00"),
        ("over een kwartier", "2026-11-23 09:15"),
        ("over een half uur.", "2026-11-23 09:30"),
        ("over 45 minuten", "2026-11-23 09:45"),
        ("9 uur", "2026-11-24 09:00"),
        ("10 uur", "2026-11-23 10:00"),
        ("8:30", "2026-11-24 08:30"),
        ("om 3", "2026-11-23 15:00"),
        ("half drie", "2026-11-23 14:30"),
        ("half een", "2026-11-23 12:30"),
        ("om één uur", "2026-11-23 13:00"),
        ("3 uur 's nachts", "2026-11-24 03:00"),
        ("morgenochtend 9u30", "2026-11-24 09:30"),
        ("morgen 's avonds 8 uur", "2026-11-24 20:00"),
        ("2026-11-25 14:00", "2026-11-25 14:00"),
        ("24 uur", "2026-11-24 00:00"),
        ("vrijdag om twaalf uur", "2026-11-27 12:00"),
    ],
)
def test_a_moment_is_read(knowledge: Knowledge, text: str, moment: str) -> None:
    found = read_moment(text, NOW, knowledge.phrases.words)
    assert isinstance(found, datetime), found
    assert found.tzinfo is UTC
    assert f"{found.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ooit", "unclear"),
        ("vrijdag", "no_time"),
        ("blabla 9 uur", "unclear"),
        ("25 uur", "unclear"),
        ("24 t/m 26 november 9 uur", "unclear"),
        ("half 0", "unclear"),
        ("vandaag 8 uur", "past"),
        ("1 september 9 uur", "too_far"),
        ("", "unclear"),
    ],
)
def test_what_is_none_says_why(knowledge: Knowledge, text: str, why: str) -> None:
    assert read_moment(text, NOW, knowledge.phrases.words) == why


def test_the_clock_is_changed(knowledge: Knowledge) -> None:
    """In March there is no half past two; in October it is the first of the two. Nine in the morning stays nine."""
    words = knowledge.phrases.words
    march = datetime(2027, 3, 20, 12, 0, tzinfo=AMSTERDAM)
    assert read_moment("28 maart 's nachts 2.30", march, words) == "no_such_time"
    assert read_moment("27 maart 9 uur", march, words) == datetime(2027, 3, 27, 8, 0, tzinfo=UTC)
    assert read_moment("29 maart 9 uur", march, words) == datetime(2027, 3, 29, 7, 0, tzinfo=UTC)
    october = datetime(2027, 10, 29, 12, 0, tzinfo=AMSTERDAM)
    assert read_moment("31 oktober 's nachts 2.30", october, words) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(some.text(max_size=60))
def test_no_text_breaks_it(knowledge: Knowledge, text: str) -> None:
    found = read_moment(text, NOW, knowledge.phrases.words)
    assert isinstance(found, str) or found > NOW
