"""Which entry someone asks for: a plain lexical comparison that knows when it does not know.

Each wording of an entry is folded to content words; a text scores by the share of content that both have, letter for letter or nearly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from rapidfuzz import fuzz

from knowledge.dutch import fold
from knowledge.faq import Audience, Entry

CHARACTERS_MOST = 600
OTHER_AUDIENCE_SHARE = 0.9
Decision = Literal["answer", "choose", "unknown"]


class Thresholds(Struct, frozen=True):
    """From which score (0 to 1) an entry is answered, and from which it is offered in a menu."""

    answer: float
    choose: float


class Candidate(Struct, frozen=True):
    """An entry and how well it fits, from 0 to 1."""

    entry: str
    score: float


class Matches(Struct, frozen=True):
    """What a search found: whether to answer with the first, to offer the best ones, or to say that we don't know."""

    decision: Decision
    candidates: tuple[Candidate, ...] = ()


class Index:
    """The wordings of all entries, made once for a knowledge base.

    Args:
        empty_words: Folded words that say nothing of what a question is about.
    """

    def __init__(self, entries: tuple[Entry, ...], thresholds: Thresholds, empty_words: Iterable[str] = ()) -> None:
        self._thresholds = thresholds
        self._empty_words = frozenset(empty_words)
        self._audiences = {entry.id: entry.audiences for entry in entries}
        wordings = [(entry.id, wording) for entry in entries for wording in (entry.question, *entry.also)]
        self._owners = [owner for owner, _ in wordings]
        self._contents = [self._content(wording) for _, wording in wordings]

    def find(self, text: str, audience: Audience | None = None, most: int = 10) -> Matches:
        """The entries that a text may ask for, best first.

        Args:
            audience: Entries for others count a little less; None when it is not known who asks.
            most: How many candidates at most.
        """
        asked = self._content(text[:CHARACTERS_MOST])
        best: dict[str, float] = {}
        for owner, content in zip(self._owners, self._contents, strict=True):
            score = _likeness(asked, content)
            wanted = self._audiences[owner]
            share = OTHER_AUDIENCE_SHARE if audience and wanted and audience not in wanted else 1.0
            best[owner] = max(best.get(owner, 0.0), score * share)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])[:most]
        return Matches(self._decide(ranked), tuple(Candidate(entry, round(score, 4)) for entry, score in ranked))

    def _decide(self, ranked: list[tuple[str, float]]) -> Decision:
        top = ranked[0][1] if ranked else 0.0
        if top >= self._thresholds.answer:
            return "answer"
        return "choose" if top >= self._thresholds.choose else "unknown"

    def _content(self, text: str) -> str:
        """The words that carry meaning, or all of them when none does."""
        words = fold(text).split()
        return " ".join([word for word in words if word not in self._empty_words] or words)


def _likeness(asked: str, content: str) -> float:
    """From 0 to 1: whole texts alike, with a little for one that holds all words of the other."""
    whole = fuzz.token_sort_ratio(asked, content)
    part = fuzz.token_set_ratio(asked, content)
    return (0.6 * whole + 0.4 * part) / 100
