"""Hear the names in a text: the longest groups of words that are one, and which of them count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from knowledge.places.gazetteer import ABBREVIATION_CHARACTERS_MOST, Gazetteer, Spot
from knowledge.places.names import Word
from knowledge.places.spoken import Spoken

NAME_WORDS_MOST = 7
POINTED_WORDS_MOST = 3
STRICT_CHARACTERS_LEAST = 5
STRICT_INHABITANTS_LEAST = 10_000


class Hit(Struct, frozen=True):
    """A name that was heard.

    Args:
        spots: What it may mean; never empty.
        at, length: Which words it is; length 0 when it is not of the words.
        ordinary: It may well be an ordinary word, or a year.
        confirm: It was not written as the name is.
    """

    spots: tuple[Spot, ...]
    at: int = 0
    length: int = 0
    ordinary: bool = False
    confirm: bool = False

    def covers(self, at: int) -> bool:
        return self.at <= at < self.at + self.length

    def agrees(self, other: Hit) -> bool:
        """Whether both can lie in one province."""
        return not {spot.candidate.province for spot in self.spots}.isdisjoint(spot.candidate.province for spot in other.spots)


class Ear:
    """Hears the names of one look-up."""

    def __init__(self, gazetteer: Gazetteer, spoken: Spoken) -> None:
        self._gazetteer = gazetteer
        self._spoken = spoken

    def hits(self, said: Sequence[Word], *, strict: bool) -> list[Hit]:
        """The names in their order."""
        found: list[Hit] = []
        at = 0
        while at < len(said):
            after_a_name = bool(found) and found[-1].at + found[-1].length == at
            hit = self._longest(said, at, after_a_name=after_a_name, strict=strict)
            if hit:
                found.append(hit)
            at += hit.length if hit else 1
        return found

    def content(self, said: Sequence[Word]) -> list[int]:
        """Where the words stand that are not merely put around a name."""
        idle = self._spoken.around | self._spoken.pointers
        return [at for at, word in enumerate(said) if word.text not in idle]

    def after_pointers(self, said: Sequence[Word]) -> Iterator[str]:
        """Groups of words behind in, uit, te …, the longest first, joined."""
        for at, word in enumerate(said):
            if word.text in self._spoken.pointers:
                for length in range(POINTED_WORDS_MOST, 0, -1):
                    group = said[at + 1 : at + 1 + length]
                    key = "".join(word.text for word in group)
                    idle = any(word.text in self._spoken.around for word in group) or key in self._spoken.ordinary
                    if len(group) == length and not idle and len(key) >= STRICT_CHARACTERS_LEAST:
                        yield key

    def _longest(self, said: Sequence[Word], at: int, *, after_a_name: bool, strict: bool) -> Hit | None:
        for length in range(min(NAME_WORDS_MOST, len(said) - at), 0, -1):
            key = "".join(word.text for word in said[at : at + length])
            spots = self._meant(said, at, self._gazetteer.spots(key))
            if spots and (self._strictly(said, at, key, spots) if strict else self._loosely(said, at, key, spots, after_a_name)):
                alone = len(said) == length
                return Hit(spots, at, length, ordinary=key in self._spoken.ordinary and not alone and not self._pointed(said, at))
        return None

    def _meant(self, said: Sequence[Word], at: int, spots: Sequence[Spot]) -> tuple[Spot, ...]:
        """The spots of the kind that the word before says; all of them when it says nothing."""
        before = said[at - 1].text if at else ""
        wanted: Sequence[Spot] = ()
        if before in self._spoken.province_words:
            wanted = [spot for spot in spots if spot.kind == "province"]
        elif before in self._spoken.municipality_words:
            own = [spot for spot in spots if spot.kind in ("place", "municipality")]
            wanted = [spot for spot in own if self._gazetteer.is_municipality(spot.candidate)]
        return tuple(wanted or spots)

    def _loosely(self, said: Sequence[Word], at: int, key: str, spots: Sequence[Spot], after_a_name: bool) -> bool:
        """Where a place was asked for: all names but small words, and a province's abbreviation only behind a name."""
        if len(said) == 1:
            return True
        if key in self._spoken.around:
            return self._pointed(said, at) and said[at].capital
        abbreviated = len(key) <= ABBREVIATION_CHARACTERS_MOST and all(spot.kind == "province" for spot in spots)
        return after_a_name or not abbreviated

    def _strictly(self, said: Sequence[Word], at: int, key: str, spots: Sequence[Spot]) -> bool:
        """In any sentence: well-known names, others only behind in, uit, te …, and ordinary words only with a capital there."""
        if key in self._spoken.around or key.isdecimal() or all(spot.kind == "school" for spot in spots):
            return False
        pointed = self._pointed(said, at)
        if key in self._spoken.ordinary or len(key) <= ABBREVIATION_CHARACTERS_MOST:
            return pointed and said[at].capital
        well_known = any(spot.inhabitants >= STRICT_INHABITANTS_LEAST or spot.kind in ("region", "province") for spot in spots)
        return pointed or well_known

    def _pointed(self, said: Sequence[Word], at: int) -> bool:
        """Whether in, uit, te … goes before, perhaps with one small word between: in de Achterhoek."""
        before = said[at - 1].text if at else ""
        further = said[at - 2].text if at > 1 and before in self._spoken.around else before
        return before in self._spoken.pointers or further in self._spoken.pointers


def without_contradictions(hits: Sequence[Hit]) -> list[Hit]:
    """Without what may be an ordinary word or a year and contradicts a name that isn't."""
    sure = [hit for hit in hits if not hit.ordinary]
    return [hit for hit in hits if not hit.ordinary or all(hit.agrees(other) for other in sure)]
