"""What we know: content in, checked immutable values out. Imports nothing of ours, and does no I/O.

`read` takes the content as `{path: bytes}` and gives a `Knowledge`, or a `ContentError` with every problem at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.contacts import NOBODY, Contacts
from knowledge.contacts_reading import read_contacts
from knowledge.faq import Entry, read_entries
from knowledge.holidays import read_days_off
from knowledge.phrases import Phrases, read_phrases
from knowledge.places import table
from knowledge.problems import ContentError, ContentProblem, did_you_mean
from knowledge.scan import QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.search import Index
from knowledge.settings import Settings, read_settings

if TYPE_CHECKING:
    from knowledge.places.find import Places

__all__ = ["ContentError", "ContentProblem", "Knowledge", "check", "read"]

PHRASES = "phrases/nl.yaml"
WORDS = "phrases/woorden.yaml"
SETTINGS = "settings.yaml"
REGIONS = "regios.yaml"
DAYS_OFF = "vrije-dagen.yaml"
SINGLES = (PHRASES, WORDS, SETTINGS, REGIONS, DAYS_OFF)


class Knowledge:
    """All content as values; it never changes, a newer one takes its place whole."""

    contacts: Contacts = NOBODY
    place_files: tuple[Mapping[str, bytes], Mapping[str, bytes]] = ({}, {})

    def __init__(self, entries: tuple[Entry, ...], question_sets: tuple[QuestionSet, ...], phrases: Phrases, settings: Settings) -> None:
        self.entries = entries
        self.question_sets = question_sets
        self.phrases = phrases
        self.settings = settings
        self.command_words = dict(phrases.words.commands)
        self._entries = {entry.id: entry for entry in entries}
        self._question_sets = {question_set.id: question_set for question_set in question_sets}

    @cached_property
    def index(self) -> Index:
        return Index(self.entries, self.settings.thresholds, self.phrases.words.empty)

    @cached_property
    def places(self) -> Places:
        """All places; read when somebody first asks for one, which takes longer than the whole rest of the content.

        A row that can't be used is passed over; `check` tells of it.
        """
        from knowledge.places.reading import PlaceFiles  # noqa: PLC0415 (slow to load, and most conversations never ask)

        return PlaceFiles(*self.place_files).read([])

    def entry(self, id: str) -> Entry | None:
        return self._entries.get(id)

    def question_set(self, id: str) -> QuestionSet | None:
        return self._question_sets.get(id)


def read(files: Mapping[str, bytes], imported: Mapping[str, bytes] | None = None) -> Knowledge:
    """Read a whole content folder, apart from the places, which `Knowledge.places` reads when they are wanted.

    Args:
        files: Every file of the folder, by its path in it with forward slashes.
        imported: Tables of places that an operator imported, by their file names.

    Raises:
        ContentError: With all problems of all files.
    """
    problems = [ContentProblem(path, 1, f"dit bestand hoort hier niet{did_you_mean(path, SINGLES)}") for path in files if not _known(path)]
    entries = read_entries(_under(files, "faq/"), problems)
    phrases = read_phrases((PHRASES, files.get(PHRASES)), (WORDS, files.get(WORDS)), problems)
    settings = read_settings((SETTINGS, files.get(SETTINGS)), {entry.id for entry in entries}, problems)
    question_sets = read_question_sets(_under(files, "scan/"), problems, settings.official if settings else None)
    days_off = read_days_off(DAYS_OFF, files.get(DAYS_OFF), problems)
    contacts = read_contacts((REGIONS, files.get(REGIONS)), table.read_municipalities(files, problems), days_off, problems)
    if problems or phrases is None or settings is None or contacts is None:
        raise ContentError(problems)
    known = Knowledge(entries, question_sets, phrases, settings)
    known.contacts, known.place_files = contacts, (_under(files, table.FOLDER), imported or {})
    return known


def check(files: Mapping[str, bytes], imported: Mapping[str, bytes] | None = None) -> Knowledge:
    """Read everything at once, the places too.

    Raises:
        ContentError: With all problems, also those that `read` leaves until somebody asks for a place.
    """
    from knowledge.places.reading import PlaceFiles  # noqa: PLC0415 (as above)

    problems: list[ContentProblem] = []
    PlaceFiles(files, imported or {}).read(problems)
    try:
        known = read(files, imported)
    except ContentError as error:
        raise ContentError((*error.problems, *problems)) from error
    if problems:
        raise ContentError(problems)
    return known


def _under(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(folder)}


def _known(path: str) -> bool:
    return path in (*SINGLES, *table.FILES) or path.startswith(("faq/", "scan/"))
