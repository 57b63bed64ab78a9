"""What an editor should look at although nothing is broken: texts too long or too hard, facts overdue, entries that can't be told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from knowledge import CALENDAR, DISTRESS, PARENTS, Knowledge
from knowledge.dutch import fold
from knowledge.faq import Entry
from knowledge.problems import ContentProblem
from knowledge.readability import Reading, measure
from knowledge.reading import File, compose, mapping, sequence
from knowledge.truth import Holds, holds

ANSWER_CHARACTERS_MOST = 600
SHORT_CHARACTERS_MOST = 220
SHORT_SENTENCES_MOST = 3
SOON = timedelta(days=30)
ADDED = "toegevoegd met /vragen"
"""Where an answer stands that editors added while the guide ran."""
B1 = Reading(ease=55, longest=22)
"""For answers: the lowest ease, and the longest sentence in words."""
A2 = Reading(ease=70, longest=20)
"""For the short answers, which parents read first."""

_SENTENCE_ENDS = (". ", "? ", "! ")


def review(files: Mapping[str, bytes], knowledge: Knowledge, today: date) -> tuple[ContentProblem, ...]:
    """All that is worth a look, in the order of the files.

    Args:
        files: The content that `knowledge` was read from, for the line of each entry; what was added to it stands in `ADDED`.
    """
    places = dict.fromkeys(knowledge.live, (ADDED, 1)) | _places(files)
    found = list(_alike(knowledge))
    for entry in knowledge.entries:
        found += [(entry, f'"{entry.id}": {what}') for what in remarks(entry)]
        found += [(entry, what) for what in _due(entry.id, entry.holds, today)]
    beside = [ContentProblem(path, 1, what) for path, what in _due_beside(knowledge, today)]
    return tuple(sorted([*(ContentProblem(*places.get(entry.id, ("faq", 1)), what) for entry, what in found), *beside]))


def remarks(entry: Entry) -> Iterator[str]:
    """Which texts of an answer are too long or too hard."""
    yield from _lengths(entry)
    yield from _hard(entry)


def unsure(knowledge: Knowledge, today: date) -> int:
    """How many answers are told with the advice to check them."""
    return sum(entry.holds(today) in ("unsure", "overdue", "passed") for entry in knowledge.entries)


def _places(files: Mapping[str, bytes]) -> dict[str, tuple[str, int]]:
    """Where each entry begins: path and line."""
    places = {}
    for path in sorted(files):
        if path.startswith("faq/"):
            file = File(path, [])
            items = [mapping(file, node, "een vraag") for node in sequence(file, compose(file, files[path]), "een bestand met vragen")]
            places.update({fields.id(): (path, fields.line) for fields in items if fields is not None})
    return places


def _lengths(entry: Entry) -> Iterator[str]:
    if len(entry.answer) > ANSWER_CHARACTERS_MOST:
        yield f"het antwoord is {len(entry.answer)} tekens, liever hoogstens {ANSWER_CHARACTERS_MOST}"
    if len(entry.short) > SHORT_CHARACTERS_MOST:
        yield f"kort is {len(entry.short)} tekens, liever hoogstens {SHORT_CHARACTERS_MOST}"
    if sum(f"{entry.short} ".count(end) for end in _SENTENCE_ENDS) > SHORT_SENTENCES_MOST:
        yield f"kort heeft meer dan {SHORT_SENTENCES_MOST} zinnen"


def _hard(entry: Entry) -> Iterator[str]:
    for name, text, most in (("het antwoord", entry.answer, B1), ("kort", entry.short, A2), ("leerling", entry.pupil, B1)):
        found = measure(text)
        if found.ease < most.ease:
            yield f"{name} leest moeilijk ({found.ease:.0f} van 100, liever {most.ease:.0f} of meer): neem kortere woorden"
        if found.longest > most.longest:
            yield f"{name} heeft een zin van {found.longest} woorden, liever hoogstens {most.longest}"


_DUE: dict[Holds, str] = {
    "overdue": "is te lang niet nagekeken",
    "passed": "gaat over een datum die voorbij is",
}


def _due(name: str, holds: Callable[[date], Holds], today: date) -> Iterator[str]:
    """What no longer holds as it is written, and what will not within a month."""
    if found := _DUE.get(holds(today)):
        yield f'"{name}" {found}'
    elif holds(today + SOON) in _DUE:
        yield f'"{name}" moet binnen {SOON.days} dagen worden nagekeken'


def _due_beside(knowledge: Knowledge, today: date) -> Iterator[tuple[str, str]]:
    """The same of the numbers to call in distress, the calendar and the guide for parents."""
    distress = knowledge.distress
    yield from ((DISTRESS, what) for what in _due("hulp", lambda day: holds("regel", "nu", distress.checked_on, None, day), today))
    for day in knowledge.calendar.days:
        yield from ((CALENDAR, what) for what in _due(day.id, day.holds, today))
    for page in knowledge.parents.pages:
        name = f"{'/'.join(page.levels)} klas {'/'.join(map(str, page.classes))}"
        yield from ((PARENTS, what) for what in _due(name, page.holds, today))


def _alike(knowledge: Knowledge) -> Iterator[tuple[Entry, str]]:
    """Entries that a search can't tell apart: the very words of one find the other as well or better."""
    told: set[frozenset[str]] = set()
    for entry in knowledge.entries:
        for wording in entry.wordings:
            first, *others = knowledge.index.find(wording).candidates
            other = first if first.entry != entry.id else next((near for near in others if near.score >= first.score), None)
            pair = frozenset((entry.id, other.entry)) if other else frozenset()
            if other and pair not in told:
                told.add(pair)
                yield entry, f'"{entry.id}" is niet te onderscheiden van "{other.entry}": beide passen bij "{fold(wording)}"'
