"""Questions that ask the same in other words, gathered, so that editors answer once what many asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from knowledge.dutch import fold

ALIKE_LEAST = 85.0
"""Of 100; from this likeness on two questions count as one."""
COMPARED_MOST = 2_000
"""A question is held against so many groups at most, the earliest first, so that time grows no faster than the questions do."""


def gathered(texts: Sequence[str], empty_words: Collection[str] = ()) -> list[list[int]]:
    """The places of alike texts together, the largest group first; in a group and among equal groups the earliest first.

    Args:
        empty_words: Folded words that say nothing of what a question is about.
    """
    groups: list[tuple[str, list[int]]] = []
    for place, text in enumerate(texts):
        words = fold(text).split()
        content = " ".join([word for word in words if word not in empty_words] or words)
        group = next((places for head, places in groups[:COMPARED_MOST] if fuzz.token_sort_ratio(head, content) >= ALIKE_LEAST), None)
        if group is None:
            groups.append((content, [place]))
        else:
            group.append(place)
    return sorted((places for _, places in groups), key=lambda places: (-len(places), places[0]))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(fold(one), fold(other))
