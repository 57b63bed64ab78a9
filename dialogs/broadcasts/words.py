"""How a message to many is named and counted, in the words that its makers read."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

import msgspec

from dialogs.announcing import OfBroadcast
from dialogs.broadcast import Broadcast, Target, people
from dialogs.here import Here, Turn, led_by, menu_button, turn
from dialogs.language import Button, Effect, Say
from knowledge import referring
from knowledge.broadcast_phrases import BroadcastPhrases
from knowledge.news_phrases import NewsPhrases
from knowledge.working_time import AMSTERDAM

OPENING_CHARACTERS = 40
_encode = msgspec.json.Encoder().encode


def says(here: Here) -> BroadcastPhrases:
    """What staff read, whoever else they said to be."""
    return here.knowledge.phrases.broadcast


def news(here: Here) -> NewsPhrases:
    return here.phrases.news


def may(here: Here) -> bool:
    """Whether the person makes and sends messages to many."""
    return here.facts.shared.has("medewerker")


def named(one: Broadcast, here: Here) -> str:
    """`bericht 3 (“Op 24 november is er …”)`."""
    short = opening(one.text)
    return says(here).named(number=one.id, opening=short) if short else says(here).named_shortly(number=one.id)


def opening(text: str, most: int = OPENING_CHARACTERS) -> str:
    """How a text begins, in whole words where that can be."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    return f"{(cut if line[most] == ' ' else cut.rpartition(' ')[0] or cut).rstrip(' ,;:')} …"


def counted(number: int) -> str:
    """`1.630`."""
    return f"{number:,}".replace(",", ".")


def how_many(number: int, here: Here) -> str:
    """`1 mens`, `412 mensen`."""
    return says(here).people(n=number, count=counted(number))


def moment(at: datetime, here: Here) -> str:
    """`dinsdag 24 november om 9.00 uur`, or `vandaag om 9.00 uur`."""
    local, today = at.astimezone(AMSTERDAM), here.facts.now.astimezone(AMSTERDAM).date()
    clock = referring.clock(local.time())
    if local.date() == today:
        return says(here).at_today(clock=clock)
    return says(here).at_day(day=referring.weekday_and_day(local.date(), here.knowledge.phrases.words), clock=clock)


def reach(target: Target, here: Here) -> int:
    """How many people it would go to now."""
    return people(target, here.facts.shared.audience.groups, here.knowledge.contacts)


def colleagues(here: Here) -> tuple[int, ...]:
    """The other medewerkers."""
    shared = here.facts.shared
    return tuple(dict.fromkeys(one.person for one in shared.members if one.role.name == "medewerker" and one.person != shared.me))


def wants_second(count: int, here: Here) -> bool:
    return count > here.knowledge.settings.four_eyes_from


def seal(one: Broadcast) -> int:
    """Tells what was seen from anything else: its words, picture, button, and who gets it."""
    return crc32(_encode((one.text, one.file, one.link_label, one.link, one.target)))


def press(verb: str, one: Broadcast, *more: object) -> str:
    return ":".join(("omroep", verb, str(one.id), *map(str, more)))


def last_row(here: Here) -> tuple[Button, ...]:
    """Under each page: all messages, and home."""
    return (Button(says(here).button_all(), "omroep"), menu_button(here))


def back_row(one: Broadcast, here: Here) -> tuple[Button, ...]:
    """Under a page about a part of it: back to the whole."""
    return (Button(says(here).button_back(), press("toon", one)), menu_button(here))


def at(topic: OfBroadcast, page: Say | None, *effects: Effect, lead: str = "") -> Turn | None:
    """A turn that shows a page; None where there is none."""
    return turn(topic, *effects, *led_by(lead, (page,))) if page else None
