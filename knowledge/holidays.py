"""Days on which nobody is expected to answer: public holidays, which are computed, and school holidays, which editors fill in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, cast, get_args

from msgspec import Struct

from knowledge.problems import ContentProblem
from knowledge.reading import Fields, File, compose, mapping

HolidayRegion = Literal["noord", "midden", "zuid"]
Holiday = Literal[
    "nieuwjaar", "paaszondag", "paasmaandag", "koningsdag", "bevrijdingsdag", "hemelvaart", "pinksterzondag", "pinkstermaandag",
    "kerst", "tweede-kerst",
]  # fmt: skip
_SUNDAY = 6


class SchoolHoliday(Struct, frozen=True):
    """A school holiday, from and up to and with, in some of the three regions in which schools close at different times."""

    name: str
    first: date
    last: date
    regions: tuple[HolidayRegion, ...]


class DaysOff(Struct, frozen=True):
    """Days off.

    Args:
        names: What each public holiday is called.
    """

    names: tuple[tuple[Holiday, str], ...]
    school: tuple[SchoolHoliday, ...]

    def public(self, day: date) -> str:
        """The name of the public holiday on a day, or ""."""
        return dict(self.names)[found] if (found := public_holidays(day.year).get(day)) else ""

    def of_schools(self, day: date, region: HolidayRegion | None) -> SchoolHoliday | None:
        """The school holiday on a day in a region; None when it is not known in which region someone is."""
        return next((one for one in self.school if one.first <= day <= one.last and region in one.regions), None)


def public_holidays(year: int) -> dict[date, Holiday]:
    """The Dutch public holidays of a year. King's Day is the 27th of April, or the 26th when that is a Sunday."""
    easter, king = easter_sunday(year), date(year, 4, 27)
    return {
        date(year, 1, 1): "nieuwjaar",
        date(year, 5, 5): "bevrijdingsdag",
        king - timedelta(days=king.weekday() == _SUNDAY): "koningsdag",
        easter: "paaszondag",
        easter + timedelta(days=1): "paasmaandag",
        easter + timedelta(days=39): "hemelvaart",
        easter + timedelta(days=49): "pinksterzondag",
        easter + timedelta(days=50): "pinkstermaandag",
        date(year, 12, 25): "kerst",
        date(year, 12, 26): "tweede-kerst",
    }


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar, by the rule of Meeus, Jones and Butcher (1876)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def read_days_off(path: str, data: bytes | None, problems: list[ContentProblem]) -> DaysOff:
    """The days off of one file; what is wrong goes to the problems."""
    fields = mapping(file := File(path, problems), compose(file, data), "een bestand met vrije dagen")
    if fields is None:
        return DaysOff((), ())
    names = fields.fields("feestdagen")
    found = DaysOff(
        names=tuple((key, names.text(key, longest=40)) for key in get_args(Holiday)) if names else (),
        school=fields.list_of("schoolvakanties", _school_holiday),
    )
    if names:
        names.done()
    fields.done()
    return found


def _school_holiday(fields: Fields) -> SchoolHoliday:
    first, last = read_period(fields)
    found = SchoolHoliday(
        name=fields.text("naam", longest=40),
        first=first,
        last=last,
        regions=tuple(cast(HolidayRegion, name) for name in fields.texts("regios")),
    )
    for name in found.regions:
        if name not in get_args(HolidayRegion):
            fields.problem(f'een vakantieregio is noord, midden of zuid, niet "{name}"', "regios")
    fields.done()
    return found


def read_period(fields: Fields) -> tuple[date, date]:
    """The fields `van` and `tot`, both included."""
    first, last = fields.date("van"), fields.date("tot")
    if first and last and last < first:
        fields.problem('"tot" ligt voor "van"', "tot")
    return first or date.min, last or date.min
