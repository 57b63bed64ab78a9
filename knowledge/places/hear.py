"""Hear the names in a text: the longest groups of words that are one, and which of them count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

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


class Window(Struct, frozen=True):
    """Some words of a text, one after another."""

    said: Sequence[Word]
    at: int
    length: int

    @property
    def words(self) -> Sequence[Word]:
        return self.said[self.at : self.at + self.length]

    @property
    def key(self) -> str:
        """As names are compared."""
        return "".join(word.text for word in self.words)

    @property
    def alone(self) -> bool:
        return self.length == len(self.said)

    @property
    def capital(self) -> bool:
        return self.said[self.at].capital

    def before(self, words: int) -> str:
        """The word so many words before it; "" when there is none."""
        return self.said[self.at - words].text if self.at >= words else ""


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

    def may_be_longer(self, said: Sequence[Word], hit: Hit, rest: Collection[int]) -> bool:
        """Whether the name may be the end or the beginning of one that we don't know: De Wilp is not Wilp, nor Oost-Souburg Oost.

        Args:
            rest: Where the words stand that nothing explains.
        """
        before, after = hit.at - 1, hit.at + hit.length
        article = before >= 0 and said[before].text in self._spoken.articles and (before == 0 or before - 1 in rest)
        return any(spot.kind == "place" for spot in hit.spots) and (article or before in rest or after in rest)

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
        """The longest group of words from here that is a name and counts as one."""
        for length in range(min(NAME_WORDS_MOST, len(said) - at), 0, -1):
            window = Window(said, at, length)
            spots = self._meant(window)
            if spots and (self._strictly(window, spots) if strict else self._loosely(window, spots, after_a_name=after_a_name)):
                key = window.key
                ordinary = key in self._spoken.ordinary and not window.alone and not self._pointed(window)
                return Hit(spots, at, length, ordinary, confirm=self._gazetteer.is_from_elsewhere(key))
        return None

    def _meant(self, window: Window) -> tuple[Spot, ...]:
        """The spots of the kind that the word before says; all of them when it says nothing."""
        spots, before = self._gazetteer.spots(window.key), window.before(1)
        wanted: Sequence[Spot] = ()
        if before in self._spoken.province_words:
            wanted = [spot for spot in spots if spot.kind == "province"]
        elif before in self._spoken.municipality_words:
            wanted = [spot for spot in spots if self._gazetteer.is_municipality(spot.candidate)]
        return tuple(wanted or spots)

    def _loosely(self, window: Window, spots: Sequence[Spot], *, after_a_name: bool) -> bool:
        """Where a place was asked for: all names but small words, and a province's abbreviation only behind a name."""
        if window.alone:
            return True
        if window.key in self._spoken.around:
            return self._pointed(window) and window.capital
        abbreviated = len(window.key) <= ABBREVIATION_CHARACTERS_MOST and all(spot.kind == "province" for spot in spots)
        return after_a_name or not abbreviated

    def _strictly(self, window: Window, spots: Sequence[Spot]) -> bool:
        """In any sentence: well-known names, others only behind in, uit, te …, and ordinary words only with a capital there."""
        key = window.key
        if key in self._spoken.around or key.isdecimal() or all(spot.kind == "school" for spot in spots):
            return False
        if window.length > 1 and not self._gazetteer.is_written_so(window.words):
            return False
        if key in self._spoken.ordinary or len(key) <= ABBREVIATION_CHARACTERS_MOST:
            return self._pointed(window) and window.capital
        well_known = any(spot.inhabitants >= STRICT_INHABITANTS_LEAST or spot.kind in ("region", "province") for spot in spots)
        return well_known or self._pointed(window)

    def _pointed(self, window: Window) -> bool:
        """Whether in, uit, te … goes before, perhaps with one small word between: in de Achterhoek."""
        before, further = window.before(1), window.before(2)
        return before in self._spoken.pointers or (before in self._spoken.around and further in self._spoken.pointers)


def without_contradictions(hits: Sequence[Hit]) -> list[Hit]:
    """Without what may be an ordinary word or a year and contradicts a name that isn't."""
    sure = [hit for hit in hits if not hit.ordinary]
    return [hit for hit in hits if not hit.ordinary or all(hit.agrees(other) for other in sure)]
