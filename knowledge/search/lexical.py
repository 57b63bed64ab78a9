"""Comparing by letters and words: always there, and part of the comparison by meaning too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from knowledge.dutch import fold
from knowledge.faq import Entry
from knowledge.search.grams import Ids, grams
from knowledge.search.postings import Postings, Row, Weights
from knowledge.search.question_kind import kinds
from knowledge.search.related import Related
from knowledge.search.words import GROUP_SHARE, Terms, Words

SATURATION, EVENNESS = 1.2, 0.75
"""BM25's two constants: how soon more of a word adds nothing, and how much a long text is held against an entry."""


class Folded(Struct, frozen=True):
    """What of an entry needs nothing but the entry itself, so that it can be kept when other entries change.

    Args:
        wordings: The words of each wording.
        words: All its words, of wordings and answer.
        letters: Its pieces of words.
        kinds: The kinds of question of its first wording, and of all of them, as bits.
    """

    wordings: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    letters: Row
    kinds: tuple[int, int]


def folded(entry: Entry) -> Folded:
    """Fold an entry for the search."""
    texts = [fold(text) for text in entry.wordings]
    whole = " ".join([*texts, fold(entry.answer)])
    of_all = 0
    for text in texts:
        of_all |= kinds(text)
    return Folded(tuple(tuple(text.split()) for text in texts), tuple(whole.split()), grams(whole), (kinds(texts[0]), of_all))


class Lexical:
    """The entries of a knowledge base, as letters and words."""

    def __init__(self, entries: Sequence[Folded], related: Related) -> None:
        self.count = len(entries)
        self._words = Words({word for entry in entries for word in entry.words}, related)
        self._numbers: dict[str, int] = {}
        self._letters = Postings([entry.letters for entry in entries])
        wordings = [self._row(self._words.terms(words)) for entry in entries for words in entry.wordings]
        self._wordings = Postings(wordings)
        counts = [len(entry.wordings) for entry in entries]
        self._starts = np.cumsum([0, *counts[:-1]])
        self._bodies = Postings(_saturated([self._row(self._words.terms(entry.words)) for entry in entries]))
        self._kinds = np.array([entry.kinds for entry in entries], dtype=np.int64).reshape(-1, 2)

    def evidence(self, text: str) -> tuple[list[Weights], float]:
        """Of each entry every kind of lexical evidence, and which share of the text is known at all.

        Letters in common with the whole entry; words in common with it; words in common with its best wording; the kind of question.
        """
        plain = fold(text)
        terms = self._words.asked(plain.split())
        row = self._asked_row(terms)
        words, known = self._cover(terms, row)
        best = np.maximum.reduceat(self._wordings.likeness(row), self._starts)
        return [self._letters.likeness(grams(plain)), words, best, self._agreement(kinds(text))], known

    def tells(self, text: str) -> float:
        """How much a text says of what any entry is about: its known words, the rare ones counting more."""
        terms = self._words.asked(fold(text).split())
        ids, shares = self._asked_row(terms)
        return float((shares * self._bodies.rarities(ids) * self._known(terms, ids)).sum())

    def _cover(self, terms: Terms, row: Row) -> tuple[Weights, float]:
        """Which share of the text's words each entry has, the rare ones counting more; and which share any entry has."""
        ids, shares = row
        alone = np.array([not term.startswith("#") for term in terms], dtype=np.bool_)
        weights = shares * self._bodies.rarities(ids)
        whole = float(weights[alone].sum()) + 1e-9
        known = float((weights * self._known(terms, ids))[alone].sum())
        return self._bodies.products(ids, shares) / whole, known / whole

    def _known(self, terms: Terms, ids: Ids) -> Weights:
        """1 for a term that the entries have, a little less for one of which they only have another word that means the same."""
        by_group = [any(group in self._numbers for group in self._words.meant(term)) for term in terms]
        return np.where(self._bodies.known(ids), 1.0, np.where(by_group, GROUP_SHARE, 0.0))

    def _agreement(self, asked: int) -> Weights:
        """1 for an entry with the same kind of question, 0 when it can't be said, -1 for another kind."""
        first, any_of_them = self._kinds[:, 0], self._kinds[:, 1]
        unsure = (first == 0) | ((any_of_them & asked) != 0)
        other = np.where(unsure, 0.0, -1.0)
        return np.where((first & asked) != 0, 1.0, other) if asked else np.zeros(self.count)

    def _row(self, terms: Mapping[str, float]) -> Row:
        ids = [self._numbers.setdefault(term, len(self._numbers)) for term in terms]
        return np.array(ids, dtype=np.int32), np.array(list(terms.values()), dtype=np.float32)

    def _asked_row(self, terms: Terms) -> Row:
        ids = [self._numbers.get(term, -1 - place) for place, term in enumerate(terms)]
        shares = [share if term in self._numbers or not term.startswith("#") else 0.0 for term, share in terms.items()]
        return np.array(ids, dtype=np.int32), np.array(shares, dtype=np.float32)


def _saturated(rows: list[Row]) -> list[Row]:
    sizes: NDArray[np.float64] = np.array([weights.sum() for _, weights in rows])
    even = (1 - EVENNESS) + EVENNESS * sizes / max(float(sizes.mean()), 1e-9) if rows else sizes
    return [(ids, (1 + SATURATION) * weights / (weights + SATURATION * length)) for (ids, weights), length in zip(rows, even, strict=True)]
