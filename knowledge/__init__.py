"""What we know: content in, checked immutable values out. Imports nothing of ours, and does no I/O.

`read` takes the content as `{path: bytes}` and gives a `Knowledge`, or a `ContentError` with every problem at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from knowledge.distress import Distress, read_distress
from knowledge.faq import Entry, read_entries
from knowledge.phrases import Phrases, read_phrases
from knowledge.problems import ContentError, ContentProblem, did_you_mean
from knowledge.scan import QuestionSet
from knowledge.scan_reading import read_question_sets
from knowledge.search import Index
from knowledge.settings import Settings, read_settings

__all__ = ["ContentError", "ContentProblem", "Knowledge", "read"]

PHRASES = "phrases/nl.yaml"
WORDS = "phrases/woorden.yaml"
SETTINGS = "settings.yaml"
DISTRESS = "nood.yaml"
SINGLES = (PHRASES, WORDS, SETTINGS, DISTRESS)


class Knowledge:
    """All content as values; it never changes, a newer one takes its place whole."""

    def __init__(
        self,
        entries: tuple[Entry, ...],
        question_sets: tuple[QuestionSet, ...],
        phrases: Phrases,
        settings: Settings,
        distress: Distress,
    ) -> None:
        self.entries = entries
        self.question_sets = question_sets
        self.phrases = phrases
        self.settings = settings
        self.distress = distress
        self.command_words = dict(phrases.words.commands)
        self._entries = {entry.id: entry for entry in entries}
        self._question_sets = {question_set.id: question_set for question_set in question_sets}

    @cached_property
    def index(self) -> Index:
        return Index(self.entries, self.settings.thresholds, self.phrases.words.empty)

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
    question_sets = read_question_sets(_under(files, "scan/"), problems, settings.official if settings else None)
    distress = read_distress((DISTRESS, files.get(DISTRESS)), problems)
    if problems or phrases is None or settings is None or distress is None:
        raise ContentError(problems)
    return Knowledge(entries, question_sets, phrases, settings, distress)


def _under(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(folder)}


def _known(path: str) -> bool:
    return path in SINGLES or path.startswith(("faq/", "scan/"))
