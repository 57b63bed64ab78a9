"""What is looked at before a message goes to many: each doubt stops it, and some may be set aside by who looked.

Telegram takes 4,096 UTF-16 units in a message and 1,024 under a picture (Bot API, sendMessage and sendPhoto); Matrix 65,536 bytes in an
event (client-server API, size limits), of which an encrypted message leaves less than half for its text and its fallback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dialogs.broadcast import Broadcast, Link, links_of
from dialogs.broadcasts.message import message
from dialogs.broadcasts.words import colleagues, counted, reach, says, wants_second
from dialogs.fitting import UNITS_MOST, units
from dialogs.here import Here, day
from dialogs.language import TEXT_CHARACTERS_MOST, Say
from knowledge.alike import ALIKE_LEAST, likeness
from knowledge.dated import Named, days_named

CAPTION_UNITS_MOST = 1024
MATRIX_BYTES_MOST = 24_000
"""Of a text in UTF-8: it stands twice in an event (itself, and what clients show that know no polls), and encryption adds a third."""
MATRIX = "matrix"
_PLACEHOLDER = re.compile(
    r"\[[^\[\]\n]{1,40}\]|\{[^{}\n]{1,40}\}|<[^<>\n]{1,40}>|\bx{3,}\b|_{3,}|\?{3,}"
    r"|\b(?:todo|tbd|nader invullen|hier invullen|lorem ipsum)\b",
    re.IGNORECASE,
)
Weight = Literal["stop", "doubt"]


class Finding(Struct, frozen=True):
    """Something that is not right.

    Args:
        text: What is said of it.
        weight: `doubt` when who sends it may say that it is right so.
    """

    text: str
    weight: Weight = "stop"


def findings(one: Broadcast, here: Here) -> tuple[Finding, ...]:
    """All that is not right with a draft; none when it may go."""
    return (*_people(one, here), *_length(one, here), *_blanks(one, here), *_days(one, here), *_links(one.links, here), *_again(one, here))


def _people(one: Broadcast, here: Here) -> Iterator[Finding]:
    count, most = reach(one.target, here), here.knowledge.settings.four_eyes_from
    if not count:
        yield Finding(says(here).check_nobody())
    if wants_second(count, here) and not colleagues(here):
        yield Finding(says(here).check_no_second(most=counted(most)))


def of_words(one: Broadcast, here: Here) -> tuple[Finding, ...]:
    """What is not right with other words for what was sent already; its button was looked at when it was new."""
    known = {link.url: link for link in one.links}
    named = tuple(known.get(url, Link(url)) for url in links_of(one.text, ""))
    return (*_length(one, here), *_blanks(one, here), *_days(one, here), *_links(named, here))


def _length(one: Broadcast, here: Here) -> Iterator[Finding]:
    """As it is sent, with what stands before and under it; after a correction a few words come before it."""
    said = message(one, here.knowledge)
    if len(one.text) >= TEXT_CHARACTERS_MOST or units(said.text) > UNITS_MOST:
        yield Finding(says(here).check_long(n=units(said.text), most=UNITS_MOST))
    if one.file and units(said.text) > CAPTION_UNITS_MOST:
        yield Finding(says(here).check_caption(n=units(said.text), most=CAPTION_UNITS_MOST))
    if too_large_for_matrix(said):
        yield Finding(says(here).check_matrix())


def too_large_for_matrix(said: Say) -> bool:
    return len(said.text.encode()) > MATRIX_BYTES_MOST


def _blanks(one: Broadcast, here: Here) -> Iterator[Finding]:
    for found in dict.fromkeys(_PLACEHOLDER.findall(f"{one.text}\n{one.link_label}")):
        yield Finding(says(here).check_blank(what=found))


def _days(one: Broadcast, here: Here) -> Iterator[Finding]:
    today, words = here.facts.now.date(), here.knowledge.phrases.words
    for named in days_named(one.text, today, words):
        yield from _day(named, here)


def _day(named: Named, here: Here) -> Iterator[Finding]:
    phrases, words = here.knowledge.phrases, here.knowledge.phrases.words
    if named.day is None:
        yield Finding(says(here).check_no_such_day(day=named.written))
    elif named.fault == "other_weekday":
        right = words.weekdays[named.day.weekday()]
        yield Finding(says(here).check_weekday(written=named.written, day=day(named.day, phrases), weekday=right))
    elif named.fault == "past":
        yield Finding(says(here).check_past(written=named.written, day=day(named.day, phrases)), "doubt")


def _links(links: tuple[Link, ...], here: Here) -> Iterator[Finding]:
    for link in links:
        match link.outcome:
            case "":
                yield Finding(says(here).check_link_waits(url=link.url))
            case "missing":
                yield Finding(says(here).check_link_missing(url=link.url))
            case "silent":
                yield Finding(says(here).check_link_silent(url=link.url))
            case "refused":
                yield Finding(says(here).check_link_refused(url=link.url), "doubt")


def _again(one: Broadcast, here: Here) -> Iterator[Finding]:
    """The last one that says nearly the same."""
    sent = [other for other in here.facts.shared.broadcasts if other.id != one.id and other.snapshot and not other.withdrawn]
    alike = next((other for other in sent if likeness(other.text, one.text) >= ALIKE_LEAST), None)
    if alike and alike.snapshot:
        when = day(alike.snapshot.date(), here.knowledge.phrases)
        yield Finding(says(here).check_again(number=alike.id, day=when), "doubt")
