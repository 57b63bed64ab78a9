"""What the questions' pages have in common: who may see them, how a button is written, how much and when is told."""

from __future__ import annotations

from datetime import datetime

from dialogs.editing import Editing
from dialogs.here import Here, Turn, led_by, menu_button, turn
from dialogs.language import Button, Effect, Say
from knowledge import referring
from knowledge.editing_phrases import EditingPhrases
from knowledge.working_time import AMSTERDAM

BUTTON_CHARACTERS_MOST = 60
PAGE = 8
"""Lines of a list."""
DIGITS_MOST = 9


def says(here: Here) -> EditingPhrases:
    """What editors read, whoever else they said to be."""
    return here.knowledge.phrases.editing


def may(here: Here) -> bool:
    return here.facts.shared.has("redactie")


def press(verb: str, *more: object) -> str:
    return ":".join(("vragen", verb, *map(str, more)))


def label(text: str) -> str:
    """A text as it stands on a button; what is too long ends with a whole word, and says that it goes on."""
    if len(text) <= BUTTON_CHARACTERS_MOST:
        return text
    return text[: BUTTON_CHARACTERS_MOST - 1].rpartition(" ")[0].rstrip(" ,;:") + " …"


def last_row(here: Here) -> tuple[Button, ...]:
    """Under each page: all questions, and home."""
    return (Button(says(here).button_all(), "vragen"), menu_button(here))


def at(topic: Editing, page: Say | None, *effects: Effect, lead: str = "") -> Turn | None:
    """A turn that shows a page; None where there is none."""
    return turn(topic, *effects, *led_by(lead, (page,))) if page else None


def moment(at: datetime, here: Here) -> str:
    """`op dinsdag 24 november om 9.00 uur`, or `vandaag om 9.00 uur`."""
    local, today = at.astimezone(AMSTERDAM), here.facts.now.astimezone(AMSTERDAM).date()
    clock = referring.clock(local.time())
    if local.date() == today:
        return says(here).at_today(clock=clock)
    return says(here).at_day(day=referring.weekday_and_day(local.date(), here.knowledge.phrases.words), clock=clock)


def pages(count: int, number: int) -> tuple[int, int]:
    """Which page of a list is shown, and how many there are."""
    last = max(1, -(-count // PAGE))
    return min(max(number, 1), last), last


def numbered(verb: str, ids: list[str], first: int) -> tuple[Button, ...]:
    """A button for each line of a list, with its number."""
    return tuple(Button(str(number), press(verb, id)) for number, id in enumerate(ids, first))


def turning(verb: str, number: int, last: int, here: Here) -> tuple[tuple[Button, ...], ...]:
    """The way to the other pages of a list; none where there is one page."""
    before = (Button(says(here).button_before(), press(verb, number - 1)),) if number > 1 else ()
    after = (Button(says(here).button_after(), press(verb, number + 1)),) if number < last else ()
    return ((*before, *after),) if before or after else ()
