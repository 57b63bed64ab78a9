"""Walking a scan from the first word to the last, through every page that it has."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.language import Command, Press, Say
from knowledge import Knowledge
from tests.talk import Talk

DONE_WITH = ("toelichting", "terug", "verder", "notitie", "een notitie", "tussenstand", "mijn antwoorden", "/waar", "pauze", "verder")
"""What is said once, at the second question."""


def everything_said(known: Knowledge, sector: str, level: str, step: int) -> Iterator[Say]:
    """Every message of a whole walk: the way in, each page, both results, the picture alone, the reminder, and beginning anew."""
    talk = Talk(known)
    yield from talk.do(Command("scan"))
    yield from talk.do(Press(f"scan:begin:{sector}.{level}"))
    yield from _answer(talk, step)
    for words in DONE_WITH:
        yield from talk.say(words)
    yield from talk.do(Press("scan:herinner:r1"))
    talk.wait(days=7)
    yield from talk.remind("scan:r1")
    yield from talk.say("verder")
    yield from _to_the_end(talk, step)
    yield from talk.do(Press("scan:geheel:r1"))
    yield from _to_the_end(talk, step)
    for words in ("resultaat", "plaatje", "mijn antwoorden", "/waar", "/menu", "/scan", "opnieuw"):
        yield from talk.say(words)
    yield from talk.do(Press("scan:opnieuw:r1"))
    yield from talk.do(Press("scan:herbegin:r1"))


def _to_the_end(talk: Talk, step: int) -> Iterator[Say]:
    while any("=" in button.press for button in talk.last_shown):
        yield from _answer(talk, step)


def _answer(talk: Talk, step: int) -> tuple[Say, ...]:
    presses = [button.press for button in talk.last_shown if "=" in button.press]
    return talk.do(Press(presses[min(step, len(presses) - 2)]))
