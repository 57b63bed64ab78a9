"""In which other language someone writes: known by its letters and its small words, so that we can say that our answers are in Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from knowledge.dutch import clean
from knowledge.problems import ContentProblem
from knowledge.reading import Content, Fields, opened

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
            if language.letters and len(self._letters[language.id].findall(letters)) > len(letters) * SHARE_OF_LETTERS:
                return language
        return self._by_words(words)

    def _by_words(self, words: list[str]) -> Language | None:
        counts = {language.id: sum(word in language.words for word in words) for language in self.others}
        best = max(self.others, key=lambda language: counts[language.id], default=None)
        if best is None or counts[best.id] <= sum(word in self.dutch for word in words):
            return None
        return best if counts[best.id] >= WORDS_LEAST else None

    @cached_property
    def _letters(self) -> Mapping[str, re.Pattern[str]]:
        """One letter of its own of each language that has such."""
        pairs = {one.id: zip(one.letters[::2], one.letters[1::2], strict=True) for one in self.others if one.letters}
        return {id: re.compile("[" + "".join(f"{re.escape(a)}-{re.escape(z)}" for a, z in own) + "]") for id, own in pairs.items()}


def read_languages(content: Content, problems: list[ContentProblem]) -> Languages:
    """The languages of one file; none when there is no such file."""
    fields = opened(content, problems, "een bestand met talen")
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
