"""Whether what we once checked still holds: judged on the day that it is told, never when it is written."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast, get_args

from knowledge.reading import Fields

Sort = Literal["uitleg", "regel", "datum", "cijfer"]
State = Literal["nu", "historisch", "controleren"]
Holds = Literal["now", "past", "passed", "unsure", "overdue"]
"""`now`: it may be told as it is; `past`: it is history; `passed`: the day that it was about is behind us; `unsure`: nobody could check it
yet; `overdue`: it was checked too long ago."""

YEARS_CURRENT = 1
"""A rule or a figure counts as current for so long after it was checked."""


def holds(sort: Sort, state: State, checked_on: date | None, until: date | None, today: date) -> Holds:
    """How far a fact may be told as true.

    Args:
        checked_on: When it was last held against its source; None when never.
        until: Up to and with which day a date is still to come; None when it doesn't pass.
    """
    if state == "historisch":
        return "past"
    if until is not None and today > until:
        return "passed"
    if state == "controleren":
        return "unsure"
    if sort == "uitleg" or (sort == "datum" and until is not None):
        return "now"
    return "now" if checked_on is not None and today <= current_until(checked_on) else "overdue"


def current_until(checked_on: date) -> date:
    """The last day on which a rule or figure that was checked then counts as current."""
    leap_day = (checked_on.month, checked_on.day) == (2, 29)
    return checked_on.replace(year=checked_on.year + YEARS_CURRENT, day=28 if leap_day else checked_on.day)


def one_of_states(fields: Fields) -> State:
    """How a fact stands, from the field `stand`; to be checked when it does not say."""
    return cast(State, fields.one_of("stand", get_args(State), default="controleren"))
