"""Which name a text is a slip of: optimal string alignment, weighed by how many people live there."""

from __future__ import annotations

import math

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.places.gazetteer import Gazetteer, Spot
from knowledge.places.hear import Hit

ALIKE_LOOSE, ALIKE_STRICT, ALIKE_WHOLE = 0.75, 0.84, 0.86
"""How much alike two names must be: where a place was asked for, in any sentence, and when a part of the text is a name already."""
AHEAD = 0.08
"""How far the best name must be ahead of one in another province."""
TENFOLD = 0.01
"""What each tenfold of inhabitants adds."""
WIDE_INHABITANTS = 100_000
"""What a municipality, a region or a province counts for."""
CHARACTERS_LEAST, CHARACTERS_MOST = 3, 60
NEAR_MOST = 30


class Near:
    """Finds the near names of one look-up."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def hit(self, key: str, alike: float, provinces: set[str] | None = None) -> Hit | None:
        """The name that a folded text is probably a slip of, or all names that are about as near; None when none is near.

        Args:
            alike: How much alike it must be, from 0 to 1.
            provinces: Only in these; None for anywhere.
        """
        if not CHARACTERS_LEAST <= len(key) <= CHARACTERS_MOST:
            return None
        found: list[tuple[float, list[Spot]]] = []
        for name, score in self._alike(key, alike):
            spots = [spot for spot in self._gazetteer.spots(name) if provinces is None or spot.candidate.province in provinces]
            if spots:
                found.append((score + TENFOLD * math.log10(1 + max(map(_weight, spots))), spots))
        if not found:
            return None
        best = max(score for score, _ in found)
        rivals = sorted((pair for pair in found if pair[0] > best - AHEAD), key=lambda pair: -pair[0])
        return Hit(tuple(_of_the_best(rivals)), confirm=True)

    def _alike(self, key: str, cutoff: float) -> list[tuple[str, float]]:
        """Names with their likeness, the places first; a school only when no place is near."""
        for names in (self._gazetteer.near, self._gazetteer.schools):
            near = process.extract(key, names, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=NEAR_MOST)
            if near:
                return [(name, score) for name, score, _ in near]
        return []


def _of_the_best(rivals: list[tuple[float, list[Spot]]]) -> list[Spot]:
    """The spots of the best name, and of rivals those in provinces that no better name lies in."""
    kept: list[Spot] = []
    for _, spots in rivals:
        provinces = {spot.candidate.province for spot in kept}
        kept += [spot for spot in spots if spot.candidate.province not in provinces]
    return kept


def _weight(spot: Spot) -> int:
    return spot.inhabitants if spot.kind in ("place", "school") else WIDE_INHABITANTS
