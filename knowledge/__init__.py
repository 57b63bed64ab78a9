"""What we know: content in, checked immutable values out. Imports nothing of ours, and does no I/O.

`read` takes the content as `{path: bytes}` and gives a `Knowledge`, or a `ContentError` with every problem at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.faq import Entry, read_entries
from knowledge.phrases import Phrases, read_phrases
from knowledge.problems import ContentError, ContentProblem, did_you_mean
from knowledge.scan import QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.search.learned import Learned, read_learned
from knowledge.settings import Settings, read_settings

if TYPE_CHECKING:
    from knowledge.search.index import Index

__all__ = ["ContentError", "ContentProblem", "Knowledge", "read"]

PHRASES = "phrases/nl.yaml"
WORDS = "phrases/woorden.yaml"
SETTINGS = "settings.yaml"
RELATED, TUNING = "zoeken/verwant.yaml", "zoeken/geleerd.yaml"
SINGLES = (PHRASES, WORDS, SETTINGS, RELATED, TUNING)


class Knowledge:
    """All content as values; it never changes, a newer one takes its place whole.

    Args:
        learned: What the search needs beside the entries.
    """

    def __init__(
        self,
        entries: tuple[Entry, ...],
        question_sets: tuple[QuestionSet, ...],
        phrases: Phrases,
        settings: Settings,
        learned: Learned = Learned(),
    ) -> None:
        self.entries = entries
        self.question_sets = question_sets
        self.phrases = phrases
        self.settings = settings
        self.learned = learned
        self.command_words = dict(phrases.words.commands)
        self._entries = {entry.id: entry for entry in entries}
        self._question_sets = {question_set.id: question_set for question_set in question_sets}

    @cached_property
    def index(self) -> Index:
        from knowledge.search.index import Index  # noqa: PLC0415 (it brings numpy, which a start without a question does not need)

        return Index(self.entries, self.learned.tunings, self.learned.related)

    def with_entries(self, entries: tuple[Entry, ...]) -> Knowledge:
        """The same with other questions and answers."""
        return Knowledge(entries, self.question_sets, self.phrases, self.settings, self.learned)

    def entry(self, id: str) -> Entry | None:
        return self._entries.get(id)

    def question_set(self, id: str) -> QuestionSet | None:
        return self._question_sets.get(id)


def read(files: Mapping[str, bytes]) -> Knowledge:
    """Read a whole content folder.

    Args:
        files: Every YAML file of the folder, by its path in it with forward slashes.

    Raises:
        ContentError: With all problems of all files.
    """
    problems = [ContentProblem(path, 1, f"dit bestand hoort hier niet{did_you_mean(path, SINGLES)}") for path in files if not _known(path)]
    entries = read_entries(_under(files, "faq/"), problems)
    phrases = read_phrases((PHRASES, files.get(PHRASES)), (WORDS, files.get(WORDS)), problems)
    settings = read_settings((SETTINGS, files.get(SETTINGS)), {entry.id for entry in entries}, problems)
    learned = read_learned((RELATED, files.get(RELATED)), (TUNING, files.get(TUNING)), problems)
    question_sets = read_question_sets(_under(files, "scan/"), problems, settings.official if settings else None)
    if problems or phrases is None or settings is None:
        raise ContentError(problems)
    return Knowledge(entries, question_sets, phrases, settings, learned)


def _under(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(folder)}


def _known(path: str) -> bool:
    return path in SINGLES or path.startswith(("faq/", "scan/"))
