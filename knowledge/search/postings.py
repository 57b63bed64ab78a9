"""Which rows hold which features: compressed postings, so that a search only looks at what a text and a row have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search.grams import Ids, Shares

Weights = NDArray[np.float64]
Row = tuple[Ids, Shares]
"""The features of one row, each once, and how much of each."""
POSTINGS_MOST = 40_000
"""A search looks at no more postings than this, the rarest features first: that bounds its time in a very large knowledge base."""
LEAST_RARITY = 0.05


class Postings:
    """Rows of weighted features.

    Args:
        rows: Of each row its features.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.count = len(rows)
        sizes = np.array([len(ids) for ids, _ in rows], dtype=np.int64)
        ids = np.concatenate([ids for ids, _ in rows]) if rows else np.zeros(0, dtype=np.int32)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0, dtype=np.float32)
        self._ids, place = np.unique(ids, return_inverse=True)
        held = np.bincount(place, minlength=len(self._ids))
        self._rarity = _rarity(self.count, held)
        self._rarest = float(_rarity(self.count, np.zeros(1))[0])
        order = np.argsort(place, kind="stable")
        self._rows = np.repeat(np.arange(self.count), sizes)[order].astype(np.int32)
        self._weights = (weights * self._rarity[place].astype(np.float32))[order]
        self._starts = np.concatenate([[0], np.cumsum(held)])
        squares = np.bincount(self._rows, weights=self._weights**2, minlength=self.count)
        self._lengths = np.sqrt(squares) + 1e-9

    def rarities(self, ids: Ids) -> Weights:
        """How telling each feature is: more so the fewer rows have it."""
        place, known = self._find(ids)
        found = np.full(len(ids), self._rarest)
        found[known] = self._rarity[place[known]]
        return found

    def known(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether any row has it."""
        return self._find(ids)[1]

    def likeness(self, row: Row) -> Weights:
        """The cosine of a text with each row, from 0 to 1; what no row has makes it less."""
        ids, weights = row
        telling = weights * self.rarities(ids)
        length = float(np.sqrt(np.sum(telling**2))) + 1e-9
        return self.products(ids, telling) / (length * self._lengths)

    def products(self, ids: Ids, weights: Weights | Shares) -> Weights:
        """Of each row the sum over the features that it shares: the text's weight × the row's × its rarity."""
        place, known = self._find(ids)
        place, weights = place[known], weights[known]
        starts, sizes = self._starts[place], self._starts[place + 1] - self._starts[place]
        if sizes.sum() > POSTINGS_MOST:
            order = np.argsort(sizes, kind="stable")
            order = order[np.cumsum(sizes[order]) <= POSTINGS_MOST]
            starts, sizes, weights = starts[order], sizes[order], weights[order]
        before = np.cumsum(sizes) - sizes
        every = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
        shared = self._weights[every] * np.repeat(weights, sizes)
        return np.bincount(self._rows[every], weights=shared, minlength=self.count).astype(np.float64)

    def _find(self, ids: Ids) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        if not len(self._ids):
            return np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.bool_)
        place = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
        return place, self._ids[place] == ids


def _rarity(rows: int, held: NDArray[np.int64] | Weights) -> Weights:
    return np.maximum(np.log((rows + 1) / (held + 0.5)), LEAST_RARITY)
