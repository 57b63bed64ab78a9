"""In which other language someone writes: known by its letters and its small words, so that we can say that our answers are in Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from knowledge.dutch import clean
from knowledge.problems import ContentProblem
from knowledge.reading import Fields, File, compose, mapping

CHARACTERS_HEARD_MOST = 600
SHARE_OF_LETTERS = 0.5
WORDS_LEAST = 2
"""So many small words of a language there must be."""
_WORD = re.compile(r"[^\W\d_]+")


class Language(Struct, frozen=True):
    """A language that people write to us in.

    Args:
        id: Its code of two letters.
        words: Small words that Dutch does not have.
        letters: First and last letter of its own letters, in pairs; none where it has those of Dutch.
        sentence: Says in that language that our answers are in Dutch, and how a telephone translates them.
        checked_by: Who, with that language as their own, read the sentence; "" when nobody did yet.
    """

    id: str
    name: str
    words: frozenset[str]
    letters: str
    sentence: str
    checked_by: str


class Languages(Struct, frozen=True, dict=True):
    """All languages that are recognised, and the small words of Dutch."""

    others: tuple[Language, ...] = ()
    dutch: frozenset[str] = frozenset()

    def heard(self, text: str) -> Language | None:
        """The language of a text; None for Dutch, and when it can't be told."""
        words = _WORD.findall(clean(text, CHARACTERS_HEARD_MOST).lower().replace("\u0307", ""))
        letters = "".join(words)
        for language in self.others:
            own = sum(self._has(language, letter) for letter in letters)
            if language.letters and own > len(letters) * SHARE_OF_LETTERS:
                return language
        return self._by_words(words)

    def _by_words(self, words: list[str]) -> Language | None:
        counts = {language.id: sum(word in language.words for word in words) for language in self.others}
        best = max(self.others, key=lambda language: counts[language.id], default=None)
        if best is None or counts[best.id] <= sum(word in self.dutch for word in words):
            return None
        return best if counts[best.id] >= WORDS_LEAST else None

    def _has(self, language: Language, letter: str) -> bool:
        pairs = self._pairs[language.id]
        return any(first <= letter <= last for first, last in pairs)

    @cached_property
    def _pairs(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        return {one.id: tuple(zip(one.letters[::2], one.letters[1::2], strict=True)) for one in self.others}


def read_languages(content: tuple[str, bytes | None], problems: list[ContentProblem]) -> Languages:
    """The languages of one file, given as (path, content); none when there is no such file."""
    path, data = content
    if data is None:
        return Languages()
    file = File(path, problems)
    fields = mapping(file, compose(file, data), "een bestand met talen")
    if fields is None:
        return Languages()
    found = Languages(fields.list_of("talen", _language, least=1), frozenset(fields.texts("nederlands", longest=30)))
    fields.done()
    return found


def _language(fields: Fields) -> Language:
    letters = fields.text("letters", required=False, longest=20)
    if len(letters) % 2:
        fields.problem('"letters" moet uit paren bestaan: de eerste en de laatste van elke reeks', "letters")
    language = Language(
        id=fields.id(),
        name=fields.text("naam", longest=30),
        words=frozenset(fields.texts("woorden", longest=30)),
        letters=letters[: len(letters) // 2 * 2],
        sentence=fields.text("zin", longest=400),
        checked_by=fields.text("nagekeken_door", required=False, longest=80, empty=True),
    )
    fields.done()
    return language
