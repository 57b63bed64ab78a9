"""Which place, municipality and province a text means: found, to choose from, or unknown. What is not certain is asked, never guessed.

Loose matching is for where the bot asked for a place; strict matching is for any sentence, where most names are ordinary words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from knowledge.places.candidate import Candidate
from knowledge.places.gazetteer import Gazetteer, Spot, Tables
from knowledge.places.hear import Ear, Hit, without_contradictions
from knowledge.places.names import Word, words, words_as_written
from knowledge.places.near import ALIKE_LOOSE, ALIKE_STRICT, ALIKE_WHOLE, Near
from knowledge.places.nearest import Map
from knowledge.places.postcodes import PostcodeBook, without_postcodes

CANDIDATES_MOST = 8
_SPECIFIC = {"place": 0, "school": 1, "postcode": 2, "municipality": 3, "region": 4, "province": 5}
Decision = Literal["found", "choose", "unknown"]


class Found(Struct, frozen=True):
    """What a text means.

    Args:
        decision: `found` when the province is certain; `choose` when it is one of the candidates.
        place, municipality: None when they are not known, or not certain.
        province: None unless the decision is `found`.
        confirm: The name was spelt otherwise, or was near a shared location: ask whether this is meant.
        candidates: To choose from, best known first; with `found` only when the province has several such places.
    """

    decision: Decision
    place: str | None = None
    municipality: str | None = None
    province: str | None = None
    confirm: bool = False
    candidates: tuple[Candidate, ...] = ()


UNKNOWN = Found("unknown")


class Places:
    """All places that we know, to be found by what people type or by where they are."""

    def __init__(self, tables: Tables) -> None:
        self._gazetteer = Gazetteer(tables)
        self._ear = Ear(self._gazetteer, tables.spoken)
        self._near = Near(self._gazetteer)
        self._postcodes = PostcodeBook(tables.postcodes)
        self._map = Map(tables.places)

    def find(self, text: str, *, strict: bool = False) -> Found:
        """What a text means.

        Args:
            text: Anything that a person typed; only its beginning is looked at.
            strict: The text is any sentence; otherwise it answers the question in which place someone is.
        """
        said = words(without_postcodes(text))
        hits = without_contradictions(self._postcodes.hits(text, strict=strict) + self._ear.hits(said, strict=strict))
        if strict:
            return decide(hits or self._slip_after_a_pointer(said, ALIKE_STRICT))
        return decide(self._with_slips(said, hits))

    def heard(self, written: Sequence[str]) -> frozenset[int]:
        """Which of the words of any text, one after another, are names of places, by where they stand."""
        said = words_as_written(written)
        hits = self._ear.hits([word for word, _ in said], strict=True)
        spans = ((said[hit.at][1], said[hit.at + hit.length - 1][1]) for hit in hits)
        return frozenset(at for first, last in spans for at in range(first, last + 1))

    def nearest(self, latitude: float, longitude: float) -> Found:
        """The place nearest to a point, to be confirmed; unknown when none is near.

        Args:
            latitude, longitude: In degrees.
        """
        place = self._map.nearest(latitude, longitude)
        if place is None:
            return UNKNOWN
        spots = [spot for spot in self._gazetteer.named(place.name) if spot.candidate.province == place.province]
        return decide([Hit(tuple(spots), confirm=True)])

    def known(self, one: Candidate) -> bool:
        """Whether there is such a place, municipality or province; tables change, and what was remembered may be gone."""
        if one.municipality and not self._gazetteer.has_municipality(one.municipality, one.province):
            return False
        name = one.place or one.municipality or one.province
        spots = (spot.candidate for spot in self._gazetteer.named(name) if spot.candidate.province == one.province)
        return any(one.place in {None, spot.place} and one.municipality in {None, spot.municipality} for spot in spots)

    def _with_slips(self, said: Sequence[Word], hits: list[Hit]) -> list[Hit]:
        """The hits, or what the words that no hit explains are a slip of."""
        content = self._ear.content(said)
        rest = [at for at in content if not any(hit.covers(at) for hit in hits)]
        careful = [replace(hit, confirm=hit.confirm or self._ear.may_be_longer(said, hit, rest)) for hit in hits]
        if not rest:
            return careful
        alike = ALIKE_LOOSE if any(hit.confirm for hit in careful) or not hits else ALIKE_WHOLE
        for part in (said, said[content[0] : content[-1] + 1]):
            if whole := self._near.hit(_key(part), alike):
                return [whole]
        if not hits:
            return self._slip_after_a_pointer(said, ALIKE_LOOSE)
        if all(any(spot.kind == "province" for spot in hit.spots) for hit in hits):
            inside = self._near.hit(_key([said[at] for at in rest]), ALIKE_LOOSE, provinces=_shared(hits))
            return [inside, *hits] if inside else careful
        return careful

    def _slip_after_a_pointer(self, said: Sequence[Word], alike: float) -> list[Hit]:
        """The first group of words after in, uit, te … that is nearly a name."""
        for group in self._ear.after_pointers(said):
            if hit := self._near.hit(group, alike):
                return [hit]
        return []


def _key(said: Sequence[Word]) -> str:
    return "".join(word.text for word in said)


def decide(hits: Sequence[Hit]) -> Found:
    """What several names in one text mean together: `Bergen` and `Limburg` are Bergen in Limburg, `Utrecht of Ede` is a choice."""
    if not hits:
        return UNKNOWN
    shared = _shared(hits)
    if not shared:
        return Found("choose", candidates=_candidates(spot for hit in hits for spot in hit.spots))
    primary = min(hits, key=lambda hit: min(_SPECIFIC[spot.kind] for spot in hit.spots))
    spots = [spot for spot in primary.spots if spot.candidate.province in shared]
    named = {spot.candidate.municipality for hit in hits if hit is not primary for spot in hit.spots if spot.kind == "municipality"}
    if named:
        spots = [_within(spot, named) for spot in spots if spot.candidate.municipality in {None, *named}] or spots
    confirm = any(hit.confirm for hit in hits)
    if len({spot.candidate.province for spot in spots}) > 1:
        return Found("choose", confirm=confirm, candidates=_candidates(spots))
    return _found(spots, confirm=confirm)


def _within(spot: Spot, named: set[str | None]) -> Spot:
    """A place of which we did not know the municipality lies in the one that was named beside it."""
    if spot.candidate.municipality or len(named) != 1:
        return spot
    return replace(spot, candidate=replace(spot.candidate, municipality=next(iter(named))))


def _shared(hits: Sequence[Hit]) -> set[str]:
    """The provinces in which every hit can lie."""
    return set.intersection(*({spot.candidate.province for spot in hit.spots} for hit in hits))


def _found(spots: Sequence[Spot], *, confirm: bool) -> Found:
    """Spots in one province; a name that is also its province's is meant as the place."""
    best = min(_SPECIFIC[spot.kind] for spot in spots)
    spots = [spot for spot in spots if _SPECIFIC[spot.kind] == best]
    places = {spot.candidate.place for spot in spots}
    municipalities = {spot.candidate.municipality for spot in spots}
    return Found(
        "found",
        place=places.pop() if len(places) == 1 else None,
        municipality=municipalities.pop() if len(municipalities) == 1 else None,
        province=spots[0].candidate.province,
        confirm=confirm,
        candidates=_candidates(spots) if len(spots) > 1 else (),
    )


def _candidates(spots: Iterable[Spot]) -> tuple[Candidate, ...]:
    """Each candidate once, the biggest first."""
    ranked = sorted(spots, key=lambda spot: (-spot.inhabitants, spot.candidate.province, spot.candidate.municipality or ""))
    return tuple(dict.fromkeys(spot.candidate for spot in ranked))[:CANDIDATES_MOST]
