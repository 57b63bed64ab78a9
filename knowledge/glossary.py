"""The words of the field: what each means, and how people write it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from msgspec import Struct

from knowledge.dutch import fold
from knowledge.problems import ContentProblem, did_you_mean
from knowledge.reading import Content, Fields, listed
from knowledge.source import Source, source_of
from knowledge.truth import State, one_of_states

MEANING_CHARACTERS_MOST = 300
WORD_CHARACTERS_MOST = 40


class Word(Struct, frozen=True, kw_only=True):
    """One word or abbreviation.

    Args:
        also: Other spellings, and what it is short for.
        hard: Whether a reader is offered what it means under an answer that has it.
        entry: Id of the answer that tells more; "" when there is none.
    """

    word: str
    also: tuple[str, ...] = ()
    meaning: str
    hard: bool = False
    source: Source | None = None
    state: State = "controleren"
    entry: str = ""

    @property
    def id(self) -> str:
        return fold(self.word).replace(" ", "-")


class Glossary(Struct, frozen=True, dict=True):
    """All words.

    Args:
        frames: How people ask what a word means, folded: "wat is", "wat betekent".
        articles: What may stand before the word, folded.
    """

    words: tuple[Word, ...] = ()
    frames: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def word(self, id: str) -> Word | None:
        return self._by_id.get(id)

    def asked(self, text: str) -> Word | None:
        """The word that a text asks the meaning of, or that is the whole text; None when it asks something else."""
        folded = fold(text)
        for frame in self._frames:
            if folded.startswith(frame) or folded.endswith(frame):
                folded = folded.removeprefix(frame).removesuffix(frame).strip()
                break
        first, _, rest = folded.partition(" ")
        return self._by_spelling.get(folded) or (self._by_spelling.get(rest) if first in self.articles else None)

    def hard_words(self, text: str, besides: str = "") -> tuple[Word, ...]:
        """The hard words of a text in their order, but for those that `besides` has too."""
        padded, skipped = f" {fold(text)} ", f" {fold(besides)} "
        found = [(place, word) for word in self.words if word.hard and (place := _place(word, padded)) >= 0 and _place(word, skipped) < 0]
        return tuple(word for _, word in sorted(found, key=lambda pair: pair[0]))

    @cached_property
    def expansions(self) -> dict[str, tuple[str, ...]]:
        """For each spelling, folded, the other spellings of the same word."""
        return {one: tuple(other for other in all if other != one) for word in self.words for all in [spellings(word)] for one in all}

    @cached_property
    def _by_id(self) -> dict[str, Word]:
        return {word.id: word for word in self.words}

    @cached_property
    def _by_spelling(self) -> dict[str, Word]:
        return {spelling: word for word in self.words for spelling in spellings(word)}

    @cached_property
    def _frames(self) -> list[str]:
        """Before the word and then behind it, the longest first, each with its space on the side of the word."""
        longest_first = sorted(self.frames, key=len, reverse=True)
        return [f"{frame} " for frame in longest_first] + [f" {frame}" for frame in longest_first]


def spellings(word: Word) -> tuple[str, ...]:
    """Every spelling of a word, folded, each once."""
    return tuple(dict.fromkeys(fold(spelling) for spelling in (word.word, *word.also)))


def _place(word: Word, padded: str) -> int:
    """Where a text, folded and between spaces, has the word itself; -1 when it does not."""
    return padded.find(f" {fold(word.word)} ")


def read_glossary(content: Content, entries: Collection[str], problems: list[ContentProblem]) -> tuple[Word, ...]:
    """The words of one file; none when there is no such file."""
    items = listed(content, problems, each="een woord", whole="een woordenlijst")
    found = [(fields, _word(fields, entries)) for fields in items]
    _only_once(found)
    return tuple(word for _, word in found)


def _word(fields: Fields, entries: Collection[str]) -> Word:
    word = Word(
        word=fields.text("woord", longest=WORD_CHARACTERS_MOST),
        also=fields.texts("ook", longest=80),
        meaning=fields.text("betekenis", longest=MEANING_CHARACTERS_MOST),
        hard=fields.flag("moeilijk"),
        source=source_of(fields),
        state=one_of_states(fields),
        entry=fields.text("vraag", required=False, longest=40),
    )
    if word.entry and word.entry not in entries:
        fields.problem(f'vraag "{word.entry}" bestaat niet{did_you_mean(word.entry, entries)}', "vraag")
    fields.done()
    return word


def _only_once(found: Iterable[tuple[Fields, Word]]) -> None:
    seen: dict[str, str] = {}
    for fields, word in found:
        for bare in (text for text in (word.word, *word.also) if text and not fold(text)):
            fields.problem(f'"{bare}" heeft geen letters of cijfers', "woord")
        for spelling in filter(None, spellings(word)):
            if spelling in seen:
                fields.problem(f'"{spelling}" staat al bij het woord "{seen[spelling]}"', "woord")
            seen[spelling] = word.word
