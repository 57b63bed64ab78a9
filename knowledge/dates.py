"""The days of each year that matter to who must choose: the last day to apply, the day that a lot is drawn."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cached_property

from msgspec import Struct

from knowledge.problems import ContentProblem
from knowledge.reading import Content, Fields, listed
from knowledge.source import Source, source_of
from knowledge.truth import Holds, State, holds, one_of_states

LEAP_YEAR = 2024
"""A year in which every day that a year can have is there."""


class YearlyDay(Struct, frozen=True, kw_only=True):
    """A day that comes back every year.

    Args:
        what: What it is the day of, as it stands on a button.
        explanation: What to do before it.
        remind_days: How many days before it a reminder comes.
        check_at: Whom to ask whether it still holds; "" means the source itself.
    """

    id: str
    what: str
    day: int
    month: int
    explanation: str
    remind_days: int
    source: Source | None = None
    checked_on: date | None = None
    state: State = "controleren"
    check_at: str = ""

    def next(self, today: date) -> date:
        """The first such day from today on; the 29th of February comes on the 28th in other years."""
        this_year = self._in(today.year)
        return this_year if this_year >= today else self._in(today.year + 1)

    def _in(self, year: int) -> date:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, self.day - 1)

    def holds(self, today: date) -> Holds:
        """How far it may be told as true today: the day itself is a rule, which schools and laws may change."""
        return holds("regel", self.state, self.checked_on, None, today)


class Calendar(Struct, frozen=True, dict=True):
    """All such days, in the order of the file."""

    days: tuple[YearlyDay, ...] = ()

    def day(self, id: str) -> YearlyDay | None:
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, YearlyDay]:
        return {day.id: day for day in self.days}


def read_calendar(content: Content, problems: list[ContentProblem]) -> Calendar:
    """The days of one file; none when there is no such file."""
    seen: set[str] = set()
    return Calendar(tuple(_day(fields, seen) for fields in listed(content, problems, each="een dag", whole="een kalender")))


def _day(fields: Fields, seen: set[str]) -> YearlyDay:
    day = YearlyDay(
        id=fields.id(),
        what=fields.text("wat", longest=40),
        day=fields.number("dag", least=1, most=31),
        month=fields.number("maand", least=1, most=12),
        explanation=fields.text("uitleg", longest=250),
        remind_days=fields.number("vooraf_dagen", least=0, most=99),
        source=source_of(fields),
        checked_on=fields.date("nagekeken_op", required=False),
        state=one_of_states(fields),
        check_at=fields.text("controleer_bij", required=False, longest=60),
    )
    if day.id and day.id in seen:
        fields.problem(f'dag "{day.id}" bestaat al', "id")
    seen.add(day.id)
    if day.day > monthrange(LEAP_YEAR, day.month)[1]:
        fields.problem(f"{day.day}-{day.month} is geen dag van het jaar", "dag")
    fields.done()
    return day
