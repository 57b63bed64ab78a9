"""Whether two people ask the same question, so that one answer will do for both: rather not than wrongly.

Two questions are the same when they want to know the same kind of thing and each word in one that says something stands in the other too,
by its stem, as a slip of the pen, or as a verb taken apart (`vragen … aan`). One word more is another question, for it may be the one that
changes the answer; so words that mean nearly the same, which help a search, count as different here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct
from rapidfuzz.distance import OSA

from knowledge.dutch import fold
from knowledge.search.matches import CHARACTERS_MOST
from knowledge.search.question_kind import kinds

Stem = Callable[[str], str]
COMPARED_MOST = 200
"""Questions; of more only the first are held against each other."""
SLIP_LEAST, SLIP_CHARACTERS_LEAST = 0.84, 7
"""How alike two words must be, and how long, to be one word with a slip of the pen; `aanmelden` and `afmelden` are two words."""
STEMMED_CHARACTERS_LEAST = 5
"""A shorter filler is only itself: the stem of `meten` is `met`."""
ALONE_WORDS_LEAST = 2
"""So many words must say something in the sentences that ask, for these to be the whole question."""
_SURE_KINDS, _TOLD_KINDS = 31, 19
"""The bits of `kinds` for a moment, an amount, a place, a person and a reason; nobody asks for a moment, an amount or a reason unsaid."""
_WEAK = ((64, re.compile(r"\b(?:moet|moeten|mag|mogen|hoef|hoeft|hoeven|verplicht)\b")), (128, re.compile(r"\bhoe\b")))
_MARKS = re.compile(
    r"\d+|\bniet\b|\b(?:basisschool|praktijkonderwijs|pro|vso|vmbo|bb|kb|gl|tl|mavo|havo|vwo|gymnasium|mbo|roc|bol|bbl|hbo|wo|universiteit"
    r"|onderbouw|bovenbouw|brugklas)"
)
_DENIED = re.compile(r"\b(?:niet|nooit|geen|zonder|niemand)\b")
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")
_REFERRING = frozenset({"dat", "dit", "die", "deze", "daar", "hier", "hierover", "daarover", "daarvoor", "hiervoor", "daarmee", "hiermee"})
_PARTICLES = frozenset({"aan", "af", "bij", "door", "in", "langs", "mee", "na", "om", "op", "over", "terug", "toe", "uit", "voor", "weg"})
_CONTRARY = (("aan", "af"), ("in", "uit"), ("op", "af"), ("mee", "terug"))
_EVERYWHERE = frozenset({"lob"})
"""What is in every second question here, so that it says nothing alone."""


class Told(Struct, frozen=True):
    """What a question says.

    Args:
        words: Its stems, without those that say nothing.
        joined: Of each stem the verbs that it may be a part of: `vrag` and `aan` may be `aanvrag`.
        particles: What may be the first part of a verb in it.
        wants: What kind of thing it wants to know, as bits; 0 when that can't be said.
        marks: The words in all of the text that change an answer: numbers, kinds of school, denials.
    """

    words: frozenset[str]
    joined: Mapping[str, set[str]]
    particles: frozenset[str]
    wants: int
    marks: frozenset[str]


class SameQuestions:
    """How questions are held against each other.

    Args:
        fillers: Folded words that say nothing of what a question is about.
        stem: It may not be shared by two threads.
    """

    def __init__(self, fillers: Collection[str], stem: Stem) -> None:
        self._stem = stem
        self._fillers = frozenset(fillers)
        self._stems = frozenset(stem(word) for word in fillers if len(word) >= STEMMED_CHARACTERS_LEAST)

    def grouped(self, texts: Sequence[str]) -> list[list[int]]:
        """The places of texts that ask the same, each with each; a text alone is no group. In the order in which they are given."""
        told = [self._told(text) for text in texts[:COMPARED_MOST]]
        found: list[list[int]] = []
        for place, one in enumerate(told):
            group = next((places for places in found if all(_same(one, told[other]) for other in places)), None)
            if group is None:
                found.append([place])
            else:
                group.append(place)
        return [places for places in found if len(places) > 1]

    def _told(self, text: str) -> Told:
        """Of a story the sentences that ask something; where these say nothing by themselves, the whole."""
        whole = text[:CHARACTERS_MOST]
        asking = fold(" ".join(part for part in _SENTENCES.split(whole) if part.rstrip().endswith("?")))
        alone = len(self._content(asking) - _EVERYWHERE) >= ALONE_WORDS_LEAST and not _REFERRING.intersection(asking.split())
        asking = asking if alone else fold(whole)
        said = asking.split()
        return Told(self._content(asking), self._joined(said), _PARTICLES.intersection(said), _wanted(asking), marks(whole))

    def _content(self, folded: str) -> frozenset[str]:
        """The stems of what says something."""
        words = (word for word in _DENIED.sub("niet", folded).split() if word not in self._fillers)
        return frozenset(map(self._stem, words)) - self._stems

    def _joined(self, said: Sequence[str]) -> dict[str, set[str]]:
        """What verbs a word may be a part of, for both parts of each."""
        found: dict[str, set[str]] = {}
        for part in _PARTICLES.intersection(said):
            for word in _PARTICLES.symmetric_difference(said) - _PARTICLES:
                verb = self._stem(part + word)
                found.setdefault(self._stem(word), set()).add(verb)
                found.setdefault(self._stem(part), set()).add(verb)
        return found


def marks(text: str) -> frozenset[str]:
    """The words in a text that change an answer: numbers, kinds of school, denials."""
    return frozenset(_MARKS.findall(_DENIED.sub("niet", fold(text))))


def _wanted(folded: str) -> int:
    """What kind of thing is asked for, as far as that is certain."""
    return kinds(folded) & _SURE_KINDS or next((bit for bit, pattern in _WEAK if pattern.search(folded)), 0)


def _same(one: Told, other: Told) -> bool:
    told = (one.wants | other.wants) & _TOLD_KINDS or (one.wants and other.wants)
    if one.marks != other.marks or (told and not one.wants & other.wants):
        return False
    if not one.words - _EVERYWHERE or not other.words - _EVERYWHERE or _contrary(one, other) or _contrary(other, one):
        return False
    return all(_says(word, one, other) for word in one.words) and all(_says(word, other, one) for word in other.words)


def _contrary(one: Told, other: Told) -> bool:
    """Whether one lets in what the other lets out."""
    mine, theirs = one.particles - other.particles, other.particles - one.particles
    return any(this in mine and that in theirs for this, that in _CONTRARY)


def _says(word: str, one: Told, other: Told) -> bool:
    """Whether a word of one is said by the other, there or here perhaps as a verb taken apart."""
    taken_apart = {verb for verbs in other.joined.values() for verb in verbs}
    whole = one.joined.get(word, ())
    return any(_near(word, near) for near in other.words | taken_apart) or any(_near(verb, near) for verb in whole for near in other.words)


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= SLIP_CHARACTERS_LEAST and OSA.normalized_similarity(one, other) >= SLIP_LEAST
