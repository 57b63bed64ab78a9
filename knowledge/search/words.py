"""The words of a text: stems, the parts of compounds, slips of the pen mended, and groups of words that mean nearly the same.

Everything leans on the words that the knowledge base itself uses, so a knowledge base about something else needs no other word list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.dutch import fold
from knowledge.search.related import WORDS_MOST, Related

Terms = dict[str, float]
"""How much of each term: a stem, or a group as `#7`."""
PART_SHARE = 0.6
GROUP_SHARE = 0.7
MENDED_SHARE = 0.8
LIKENESS_LEAST = 0.72
MENDED_MOST = 6
"""In one text; who writes more unknown words than this does not make slips of the pen."""
SHORTEST_PART, SHORTEST_COMPOUND, SHORTEST_MENDED = 4, 8, 4
LINKS = ("", "s", "en", "e", "n")
"""What Dutch puts between the parts of a compound."""


class Words:
    """The words of a knowledge base.

    Args:
        vocabulary: Every folded word that it uses.
    """

    def __init__(self, vocabulary: Iterable[str], related: Related) -> None:
        self.words = frozenset(vocabulary)
        stem = stemmer()
        self._stems = {word: stem(word) for word in self.words}
        self._known = frozenset(self._stems.values())
        self._groups = _groups(related, stem)
        self._singles = {name: groups for name, groups in self._groups.items() if " " not in name}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self.words):
            if len(word) >= SHORTEST_MENDED and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._alone = {word: self._of_word(word, stem) for word in sorted(self.words)}

    def terms(self, words: Sequence[str]) -> Terms:
        """The terms of a text of the knowledge base."""
        found: Terms = {}
        for word in words:
            _join(found, self._alone[word])
        self._add_phrases([self._stems[word] for word in words], found)
        return found

    def asked(self, words: Sequence[str]) -> Terms:
        """The terms of what someone typed: words that are unknown are mended when they can be."""
        stem, found, stems = stemmer(), Terms(), []
        mended = 0
        for word in words:
            known = self._alone.get(word) or self._of_word(word, stem)
            right = None
            if len(known) == 1 and not self._understood(word, stem) and mended < MENDED_MOST:
                mended += 1
                right = self._mend(word)
            if right:
                known = {term: share * MENDED_SHARE for term, share in self._alone[right].items()}
            _join(found, known)
            stems.append(self._stems[right] if right else stem(word))
        for one, other in pairwise(words):
            if one + other in self.words:
                _join(found, self._alone[one + other])
        self._add_phrases(stems, found)
        return found

    def meant(self, term: str) -> tuple[str, ...]:
        """The groups that a term is in: what it says is known when one of them is."""
        return self._singles.get(term, ())

    def _understood(self, word: str, stem: Callable[[str], str]) -> bool:
        return len(word) < SHORTEST_MENDED or not word.isalpha() or stem(word) in self._known

    def _mend(self, word: str) -> str | None:
        """The known word that this one is probably a slip of."""
        found: tuple[float, str] = (0.0, "")
        for length in range(int(len(word) * LIKENESS_LEAST), int(len(word) / LIKENESS_LEAST) + 1):
            near = self._by_length.get(length, [])
            best = process.extractOne(word, near, scorer=OSA.normalized_similarity, score_cutoff=max(LIKENESS_LEAST, found[0]))
            if best and best[1] > found[0]:
                found = (best[1], best[0])
        return found[1] or None

    def _of_word(self, word: str, stem: Callable[[str], str]) -> Terms:
        """The terms of one word by itself."""
        whole = stem(word)
        found = {whole: 1.0}
        for group in self._singles.get(whole, ()):
            found[group] = GROUP_SHARE
        for part in self._parts(word, stem):
            _join(found, {part: PART_SHARE})
            for group in self._singles.get(part, ()):
                _join(found, {group: GROUP_SHARE * PART_SHARE})
        return found

    def _parts(self, word: str, stem: Callable[[str], str]) -> tuple[str, ...]:
        """The stems of the two parts of a compound, of which the knowledge base must know both; the longest parts win."""
        best: tuple[str, ...] = ()
        longest = 0
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) >= SHORTEST_COMPOUND else ():
            tail = stem(word[cut:])
            if tail not in self._known and tail not in self._singles:
                continue
            for link in LINKS:
                head = word[:cut].removesuffix(link)
                if len(head) + len(link) != cut or len(head) < SHORTEST_PART:
                    continue
                first = stem(head)
                if (first in self._known or first in self._singles) and len(head) + len(tail) > longest:
                    best, longest = (first, tail), len(head) + len(tail)
        return best

    def _add_phrases(self, stems: list[str], found: Terms) -> None:
        """The groups that expressions of more words belong to."""
        for length in range(2, WORDS_MOST + 1):
            for start in range(len(stems) - length + 1):
                for group in self._groups.get(" ".join(stems[start : start + length]), ()):
                    _join(found, {group: 1.0})


def stemmer() -> Callable[[str], str]:
    """A Dutch stemmer of one's own: it may not be shared by two threads."""
    made: Callable[[str], str] = Stemmer.Stemmer("dutch_porter", 0).stemWord
    return made


def _groups(related: Related, stem: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """The groups of each expression, by its stems."""
    found: dict[str, tuple[str, ...]] = {}
    for number, group in enumerate(related.groups):
        for expression in group:
            name = " ".join(stem(word) for word in fold(expression).split())
            if name and f"#{number}" not in found.get(name, ()):
                found[name] = (*found.get(name, ()), f"#{number}")
    return found


def _join(terms: Terms, more: Terms) -> None:
    for term, share in more.items():
        if share > terms.get(term, 0.0):
            terms[term] = share
