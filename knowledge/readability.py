"""How hard a Dutch text reads, by the two things that weigh most: long sentences and long words."""

from __future__ import annotations

import re

from msgspec import Struct

from knowledge.dutch import fold

_SENTENCE_ENDS = re.compile(r"[.!?:]+(?:\s|$)|\n")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:nl|com|eu)\b")
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouy]")


class Reading(Struct, frozen=True):
    """What was measured.

    Args:
        ease: 0 (for scholars) to 100 (for children): the reading ease of W.H. Douma (1960), Flesch's measure set for Dutch.
        longest: How many words the longest sentence has.
    """

    ease: float
    longest: int


def measure(text: str) -> Reading:
    """Measure a text; addresses count as one short word, for they are not read but pressed."""
    sentences = [words for part in _SENTENCE_ENDS.split(_ADDRESS.sub("dit", text)) if (words := fold(part).split())]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Reading(100.0, 0)
    syllables_each = sum(map(syllables, words)) / len(words)
    ease = 206.84 - 77 * syllables_each - 0.93 * len(words) / len(sentences)
    return Reading(round(max(0.0, min(100.0, ease)), 1), max(map(len, sentences)))


def syllables(word: str) -> int:
    """How many syllables a folded word has, by its groups of vowels; one at least, as in an abbreviation."""
    return max(1, len(_VOWELS.findall(word)))
