"""How sure something is, and where it comes from, as it stands under what we say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, assert_never

from dialogs.here import Here, day
from knowledge.source import EDITORS, Source
from knowledge.truth import Holds


class Checked(Protocol):
    """Something that was once held against its source."""

    @property
    def source(self) -> Source | None: ...
    @property
    def checked_on(self) -> date | None: ...
    @property
    def check_at(self) -> str: ...


def doubt(holds: Holds, told: Checked, here: Here) -> str:
    """What must be said beside it; "" for what holds today."""
    words = here.phrases.ask
    whom = told.check_at or (told.source.site if told.source else "") or words.the_source()
    match holds:
        case "now":
            return ""
        case "past":
            return words.past()
        case "passed":
            return words.passed(whom=whom)
        case "unsure":
            return words.unsure(whom=whom)
        case "overdue":
            checked = told.checked_on
            month = here.phrases.words.months[checked.month - 1] if checked else ""
            return words.overdue(month=month, year=checked.year, whom=whom) if checked else words.unsure(whom=whom)
        case _:
            assert_never(holds)


def sources(known: Iterable[Source | None], here: Here) -> str:
    """One short line: the first source with its page, of the others the site; "" without any."""
    told = [source for source in known if source]
    if not told:
        return ""
    first, *others = told
    sites = dict.fromkeys(source.site for source in others if source.site)
    sites.pop(first.site, None)
    return here.phrases.ask.source(addresses=", ".join((_named(first, here), *sites)))


def _named(source: Source, here: Here) -> str:
    """Its address, or that the editors wrote it, and when."""
    if source.address != EDITORS:
        return source.address
    return here.phrases.ask.editors(day=day(date.fromisoformat(source.date), here.phrases))
