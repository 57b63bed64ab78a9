"""What is counted, and what of it may be shown: no number about fewer than five people, and none from which one follows.

Counts are made by the month. A month with five people or more is shown by itself. Months with fewer are put together, oldest first, until
five people are in them; such months are known only as their sum, and those that are left over not at all. So all that is ever shown,
whenever somebody looks, is made of parts that never overlap, with five people or more in each, and no subtraction gives a smaller one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

PEOPLE_LEAST = 5
MONTHS = 12
"""How many months the longest period has, the running one among them."""
RECENT_DAYS = 30
"""Who was heard in so many days is one of those who use the guide now."""
ANSWERED = "antwoord"
WAITS = {4: "wacht_halve_dag", 9: "wacht_dag", 27: "wacht_drie_dagen"}
"""Up to how many working hours a first answer took, for each name under which that is counted; a usual day has nine."""
WAITS_LONGER = "wacht_langer"
ROLES = ("ouder", "school", "leerling", "")
"""Who somebody said to be; "" for who did not say."""
COUNTED = ("vraag_beantwoord", "vraag_keuze", "vraag_geweigerd", "scan_begonnen", "scan_klaar", "doorgegeven", "bericht")
"""What is shown as a number, in its order."""
ERASED = ("gewist", "gewist_termijn")
"""Who was erased: at their own word, and because they said nothing for so long."""


class Tally(Struct, frozen=True):
    """How often something happened in a month.

    Args:
        month: As `2026-11`.
        number: How often.
        people: To how many people, each counted once.
        newcomers: How many of these were not counted under this name in the eleven months before.
    """

    month: str
    name: str
    number: int
    people: int
    newcomers: int


class Crowd(Struct, frozen=True):
    """How many people of a kind use the guide on a channel now.

    Args:
        role: `ouder`, `school`, `leerling`, or "" for who did not say.
    """

    role: str
    channel: str
    people: int


class Counts(Struct, frozen=True):
    """All that is counted, as it is; what may be shown of it is `shown`.

    Args:
        crowds: Who uses the guide now, without its staff.
        tidied: When what need not be kept was last erased; None for never.
    """

    crowds: tuple[Crowd, ...] = ()
    tallies: tuple[Tally, ...] = ()
    tidied: datetime | None = None


class Part(Struct, frozen=True):
    """How often something happened in a month, or in some that are only known together: to five people or more."""

    months: tuple[str, ...]
    number: int


class Line(Struct, frozen=True):
    """A number for this month, the month before and the last twelve; None where there are fewer than five people.

    Args:
        parts: Of which the last is made.
    """

    name: str
    this: int | None
    before: int | None
    year: int | None
    parts: tuple[Part, ...]


class Group(Struct, frozen=True):
    """People of a kind on a channel; None for fewer than five."""

    role: str
    channel: str
    people: int | None


class Figures(Struct, frozen=True):
    """What may be shown.

    Args:
        lines: Of `COUNTED`.
        erased: Of `ERASED`.
        wait: The name in `WAITS`, or `WAITS_LONGER`, within which half of the first answers came in twelve months; "" for too few.
    """

    day: date
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    erased: tuple[Line, ...]
    wait: str
    tidied: datetime | None


def shown(counts: Counts, day: date) -> Figures:
    """What may be shown on a day."""
    return Figures(
        day=day,
        groups=_groups(counts.crowds),
        lines=tuple(_line(name, counts.tallies, day) for name in COUNTED),
        erased=tuple(_line(name, counts.tallies, day) for name in ERASED),
        wait=_wait(counts.tallies, day),
        tidied=counts.tidied,
    )


def _groups(crowds: Sequence[Crowd]) -> tuple[Group, ...]:
    """Every kind on every channel where there is anybody: who is not there is one of the fewer than five too."""
    people = {(one.role, one.channel): one.people for one in crowds}
    cells = ((role, channel) for role in ROLES for channel in sorted({one.channel for one in crowds}))
    return tuple(Group(*cell, count if (count := people.get(cell, 0)) >= PEOPLE_LEAST else None) for cell in cells)


def month_of(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def months_up_to(day: date, count: int = MONTHS) -> tuple[str, ...]:
    """So many months, the last that of a day."""
    last = day.year * 12 + day.month - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(last - count + 1, last + 1))


def wait_within(hours: float) -> str:
    """Under which name a first answer is counted that took so many working hours."""
    return next((name for most, name in WAITS.items() if hours <= most), WAITS_LONGER)


def parts(tallies: Iterable[Tally], running: str) -> tuple[Part, ...]:
    """What may be shown of the months of one name, in parts that stay as they are once their months are over.

    Args:
        running: The month that is not over yet: it is shown by itself or not at all, for it still changes.
    """
    found: list[Part] = []
    small: list[Tally] = []
    for tally in sorted((one for one in tallies if one.month <= running), key=lambda one: one.month):
        if tally.people >= PEOPLE_LEAST:
            found.append(Part((tally.month,), tally.number))
        elif tally.month < running:
            small = [*_lately(small, tally.month), tally]
            if sum(one.newcomers for one in small) >= PEOPLE_LEAST:
                found.append(Part(tuple(one.month for one in small), sum(one.number for one in small)))
                small = []
    return tuple(found)


def _lately(small: Sequence[Tally], month: str) -> list[Tally]:
    """Those that can be in one period with a month: for longer it is not known who is new."""
    year, number = map(int, month.split("-"))
    first = months_up_to(date(year, number, 1))[0]
    return [one for one in small if one.month >= first]


def _line(name: str, tallies: Sequence[Tally], day: date) -> Line:
    period = months_up_to(day)
    found = parts((one for one in tallies if one.name == name), period[-1])
    alone = {one.months[0]: one.number for one in found if len(one.months) == 1}
    year = tuple(one for one in found if one.months[-1] in period)
    return Line(name, alone.get(period[-1]), alone.get(period[-2]), sum(one.number for one in year) if year else None, year)


def _wait(tallies: Sequence[Tally], day: date) -> str:
    """The class in which the median is, over the months that may be shown."""
    months = {month for part in _line(ANSWERED, tallies, day).parts for month in part.months}
    each = dict.fromkeys((*WAITS.values(), WAITS_LONGER), 0)
    for one in tallies:
        if one.name in each and one.month in months:
            each[one.name] += one.number
    half, passed = sum(each.values()) / 2, 0
    for name, number in each.items():
        passed += number
        if number and passed >= half:
            return name
    return ""
