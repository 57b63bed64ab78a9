"""Between what is counted as it is stored and as it is told: since when, and counts from rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from bot.clock import AMSTERDAM, local, stamp
from bot.storage.counting import Counted, Since
from knowledge.figures import RECENT_DAYS, Counts, Crowd, Tally, month_of, months_up_to

REACHED = "bericht"


def since(at: datetime) -> Since:
    """From when on is counted, at a moment."""
    year, month = map(int, months_up_to(at.astimezone(AMSTERDAM).date())[0].split("-"))
    return Since(stamp(at - timedelta(days=RECENT_DAYS)), stamp(datetime(year, month, 1, tzinfo=AMSTERDAM)))


def counts(found: Counted) -> Counts:
    """All that is counted, of nobody."""
    tallies = tuple(Tally(*row) for row in found.tallies)
    crowds = tuple(Crowd(*row) for row in found.crowds)
    return Counts(crowds, (*tallies, *_reached(found)), local(found.tidied) if found.tidied else None)


def _reached(found: Counted) -> list[Tally]:
    """By the month in which each began. Who got several is not known any more once they are erased, so the largest counts as its people."""
    months: dict[str, list[int]] = defaultdict(list)
    for at, people in found.reached:
        months[month_of(local(at).date())].append(people)
    return [Tally(month, REACHED, sum(each), max(each), 0) for month, each in months.items()]
