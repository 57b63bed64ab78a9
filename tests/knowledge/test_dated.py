"""Days that a text names: found, held against the calendar, and nothing else taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import Knowledge
from knowledge.dated import Named, days_named

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "written", "day", "fault"),
    [
        ("Kom op dinsdag 24 november 2026.", "dinsdag 24 november 2026", date(2026, 11, 24), ""),
        ("Kom dinsdag, 24 november!", "dinsdag, 24 november", date(2026, 11, 24), ""),
        ("di 24-11 om 9.30", "di 24-11", date(2026, 11, 24), ""),
        ("24/11/2026", "24/11/2026", date(2026, 11, 24), ""),
        ("24.11.2026", "24.11.2026", date(2026, 11, 24), ""),
        ("maandag 23 november", "maandag 23 november", date(2026, 11, 23), ""),
        ("12 maart", "12 maart", date(2027, 3, 12), ""),
        ("1 mrt 2027", "1 mrt 2027", date(2027, 3, 1), ""),
        ("de 3e december", "3e december", date(2026, 12, 3), ""),
        ("zondag 29 februari 2032", "zondag 29 februari 2032", date(2032, 2, 29), ""),
        ("woensdag 24 november", "woensdag 24 november", date(2026, 11, 24), "other_weekday"),
        ("wo 24-11-2026", "wo 24-11-2026", date(2026, 11, 24), "other_weekday"),
        ("vrijdag 12 maart", "vrijdag 12 maart", date(2027, 3, 12), ""),
        ("donderdag 12 maart", "donderdag 12 maart", date(2027, 3, 12), "other_weekday"),
        ("dinsdag 17 november", "dinsdag 17 november", date(2026, 11, 17), "past"),
        ("17 november", "17 november", date(2026, 11, 17), "past"),
        ("1 augustus 2020", "1 augustus 2020", date(2020, 8, 1), "past"),
        ("30 februari 2027", "30 februari 2027", None, "no_such_day"),
        ("31 april", "31 april", None, "no_such_day"),
        ("zaterdag 29 februari", "zaterdag 29 februari", None, "no_such_day"),
    ],
)
def test_a_day_is_held_against_the_calendar(knowledge: Knowledge, text: str, written: str, day: date | None, fault: str) -> None:
    assert days_named(text, MONDAY, knowledge.phrases.words) == (Named(written, day, fault),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["3-4 leerlingen", "om 9.30 uur", "wo 9.30 uur", "in 2027", "december", "artikel 3.2", "1/2 liter", "op dinsdag"]
)
def test_what_may_be_something_else_is_no_day(knowledge: Knowledge, text: str) -> None:
    assert days_named(text, MONDAY, knowledge.phrases.words) == ()


def test_each_day_once_in_its_order(knowledge: Knowledge) -> None:
    found = days_named("Op 8 dec., op ma 7 december en op 8 dec.", MONDAY, knowledge.phrases.words)
    assert [one.written for one in found] == ["8 dec.", "ma 7 december"]
