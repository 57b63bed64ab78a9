"""The figures as a sheet, by the month; months with too few people stand together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.figures.words import role, says, wait, what
from dialogs.here import Here, channel_name
from dialogs.recipes import Sheet
from knowledge.figures import RECENT_DAYS, Figures, Line, Part, months_up_to


def sheet(figures: Figures, here: Here) -> Sheet:
    """A row for each number, with what it is about, where and when."""
    words = says(here)
    now = words.now(days=RECENT_DAYS)
    rows = (
        *(
            (words.subject_people(), role(one.role, here), channel_name(one.channel, here), now, _cell(one.people, here))
            for one in figures.groups
        ),
        *(row for line in figures.lines for row in _rows(words.subject_use(), line, figures, here)),
        (words.subject_wait(), wait(figures.wait, here), "", words.year(), ""),
        *(row for line in figures.erased for row in _rows(words.subject_erased(), line, figures, here)),
    )
    columns = (words.column_subject(), words.column_what(), words.column_where(), words.column_when(), words.column_number())
    return Sheet(words.file(), columns, rows, numbers=columns[-1:])


def _rows(subject: str, line: Line, figures: Figures, here: Here) -> Iterator[tuple[str, ...]]:
    words = says(here)
    named = what(line.name, here)
    before, this = months_up_to(figures.day, 2)
    told = {_months(part, here): part.number for part in line.parts}
    months: dict[str, int | None] = {**told, before: line.before, this: line.this}
    for month in sorted(months):
        yield (subject, named, "", month, _cell(months[month], here))
    yield (subject, named, "", words.year(), _cell(line.year, here))


def _months(part: Part, here: Here) -> str:
    months = ", ".join(part.months)
    return says(here).together(months=months) if len(part.months) > 1 else months


def _cell(count: int | None, here: Here) -> str:
    return says(here).few() if count is None else str(count)
