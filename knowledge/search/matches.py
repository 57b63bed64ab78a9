"""What a search gives: a decision, the entries that may be meant, and how sure it is."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Decision = Literal["answer", "choose", "unknown"]
Mode = Literal["lexical", "semantic"]
CANDIDATES_MOST = 10
CHARACTERS_MOST = 600
"""Of a longer text only the beginning is searched for."""


class Candidate(Struct, frozen=True):
    """An entry and how well it fits, from 0 to 1."""

    entry: str
    score: float


class Matches(Struct, frozen=True):
    """What a search found: whether to answer with the first, to offer the best ones, or to say that we don't know.

    Args:
        confidence: How likely it is that we know the answer at all, from 0 to 1: the same scale for every text and knowledge base.
        mode: Whether meaning was compared too, or only letters and words.
        second: What was found for a second question in the same text, to be offered after the first; None when there was none.
    """

    decision: Decision
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    mode: Mode = "lexical"
    second: Matches | None = None
