"""Questions that ask the same in other words, gathered, so that editors answer once what many asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from knowledge.dutch import fold
from knowledge.same_question import marks

ALIKE_LEAST = 85.0
"""Of 100; from this likeness on two questions count as one."""
COMPARED_MOST = 2_000
"""A question is held against so many groups at most, the earliest first, so that time grows no faster than the questions do."""


def gathered(texts: Sequence[str], empty_words: Collection[str] = ()) -> list[list[int]]:
    """The places of alike texts together, the largest group first; in a group and among equal groups the earliest first.

    Texts that differ in a kind of school, a number or a denial never ask the same, however alike they are.

    Args:
        empty_words: Folded words that say nothing of what a question is about.
    """
    heads: dict[frozenset[str], list[str]] = defaultdict(list)
    groups: dict[frozenset[str], list[list[int]]] = defaultdict(list)
    for place, text in enumerate(texts):
        words = fold(text).split()
        content = " ".join(sorted([word for word in words if word not in empty_words] or words))
        marked = marks(text)
        near = process.extract_iter(content, heads[marked][:COMPARED_MOST], scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE_LEAST)
        _, _, at = next(near, ("", 0.0, -1))
        if at < 0:
            heads[marked].append(content)
            groups[marked].append([place])
        else:
            groups[marked][at].append(place)
    return sorted((places for found in groups.values() for places in found), key=lambda places: (-len(places), places[0]))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(fold(one), fold(other))
