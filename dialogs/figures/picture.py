"""The figures as bars, for who sees more in a picture; every number in it stands in the text too."""

from __future__ import annotations

from dialogs.figures.words import number, role, says, what
from dialogs.here import Here, channel_name, day
from dialogs.recipes import Bar, Bars, Picture
from knowledge.figures import RECENT_DAYS, Figures


def picture(figures: Figures, here: Here) -> Picture:
    """Who uses the guide now, and what happened in twelve months."""
    words = says(here)
    people = [(_who(one.role, one.channel, here), one.people) for one in figures.groups]
    year = [(what(one.name, here), one.year) for one in figures.lines]
    bars = (_bars(words.picture_people(days=RECENT_DAYS), people, here), _bars(words.picture_year(), year, here))
    shown = tuple(one for one in bars if one.bars)
    alt = ". ".join(f"{one.title}: {'; '.join(words.picture_told(what=bar.label, number=bar.value) for bar in one.bars)}" for one in shown)
    lines = (day(figures.day, here.knowledge.phrases), words.hidden(few=words.few()))
    return Picture(words.picture_title(), lines, (), (), words.picture_alt(figures=alt), shown)


def _who(name: str, channel: str, here: Here) -> str:
    return says(here).picture_bar(role=role(name, here), channel=channel_name(channel, here))


def _bars(title: str, told: list[tuple[str, int | None]], here: Here) -> Bars:
    """As long as their share of the longest; one that is not told has no length."""
    longest = max((count or 0 for _, count in told), default=0)
    return Bars(title, tuple(Bar(label, number(count, here), None if count is None else count / longest) for label, count in told))
