"""Every name that we know of a place, made into one look-up: from a folded name to the spots that it may mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from knowledge.places.candidate import Candidate
from knowledge.places.names import Word, joined, spelt, words
from knowledge.places.spoken import Region, Spoken
from knowledge.places.table import Municipality, Place, Postcodes, School

Kind = Literal["place", "school", "postcode", "municipality", "region", "province"]
ABBREVIATION_CHARACTERS_MOST = 3
"""A province's name as short as this counts only beside a place, or when nothing else is said."""


class Spot(Struct, frozen=True):
    """A candidate with what tells it from others.

    Args:
        inhabitants: 0 when it is not known.
    """

    candidate: Candidate
    kind: Kind
    inhabitants: int = 0


class Tables(Struct, frozen=True, kw_only=True):
    """Everything that was read.

    Args:
        places: What goes before comes first: an official list, then ours, then nicknames.
    """

    places: Sequence[Place] = ()
    municipalities: Sequence[Municipality] = ()
    postcodes: Sequence[Postcodes] = ()
    schools: Sequence[School] = ()
    regions: Sequence[Region] = ()
    spoken: Spoken = Spoken()


class Gazetteer:
    """The look-up of all names.

    `near` and `schools` are the folded names that a slip of the finger is looked for among (no foreign names, no schools).
    """

    def __init__(self, tables: Tables) -> None:
        self._exact: dict[str, list[Spot]] = {}
        self._from_elsewhere: set[str] = set()
        self._written: set[str] = set()
        self.near: list[str] = []
        self.schools: list[str] = []
        self.suffixes = _suffixes(tables.spoken)
        self._municipalities = {(joined(one.name), one.province): one.name for one in tables.municipalities}
        elsewhere = self._add_places([*tables.places, *tables.spoken.nicknames], set(tables.spoken.nicknames))
        for one in tables.municipalities:
            self._add_municipality(one)
        for region in tables.regions:
            self._add_region(region)
        for province, others in tables.spoken.provinces:
            for name in (province, *others):
                self._add(name, Spot(Candidate(None, None, province), "province"), near=len(name) > ABBREVIATION_CHARACTERS_MOST)
        for name, spot in elsewhere:
            if self.is_from_elsewhere(joined(name)) or not self.named(name):
                self._from_elsewhere.add(joined(name))
                self._add(name, spot, near=False)
        for school in tables.schools:
            self._add_school(school)
        self.near = list(dict.fromkeys(self.near))

    def spots(self, key: str) -> list[Spot]:
        """What a folded name may mean."""
        return self._exact.get(key, [])

    def named(self, name: str) -> list[Spot]:
        """What a name may mean."""
        return self.spots(joined(name))

    def is_written_so(self, said: Sequence[Word]) -> bool:
        """Whether these words are a name with the spaces where they stand: `op meer` is not Opmeer."""
        return spelt(said) in self._written

    def is_from_elsewhere(self, key: str) -> bool:
        """Whether a folded name is only what a place is called in another language or time."""
        return key in self._from_elsewhere

    def is_municipality(self, candidate: Candidate) -> bool:
        """Whether it is a municipality, or the place that gives one its name."""
        return candidate.municipality is not None and candidate.place in (None, candidate.municipality)

    def has_municipality(self, name: str, province: str) -> bool:
        return (joined(name), province) in self._municipalities

    def _add(self, name: str, spot: Spot, *, near: bool = True) -> None:
        key = joined(name)
        self._written.add(spelt(words(name)))
        spots = self._exact.setdefault(key, [])
        if key and all(spot.candidate != known.candidate for known in spots):
            spots.append(spot)
        if near:
            self.near.append(key)

    def _add_places(self, places: Iterable[Place], nicknames: Collection[Place]) -> list[tuple[str, Spot]]:
        """Rows of one name in one province are one place, unless they name different municipalities.

        Returns:
            What places are called elsewhere, which only counts when nothing here is called so.
        """
        elsewhere: list[tuple[str, Spot]] = []
        groups: dict[tuple[str, str], list[Place]] = {}
        for place in places:
            groups.setdefault((joined(self.base(place.name, place.province)), place.province), []).append(place)
        for (key, province), group in groups.items():
            told: list[str | None] = list(dict.fromkeys(place.municipality for place in group if place.municipality))
            homonym = self._municipalities.get((key, province))
            inhabitants = max(place.inhabitants for place in group)
            name = self.base(group[0].name, province)
            for municipality in told or [homonym]:
                spot = Spot(Candidate(name, municipality, province), "place", inhabitants)
                for row in group:
                    self._add_names(row, spot, row.others if row in nicknames else ())
                    elsewhere += [(other, spot) for other in row.others if self.base(other, province) == other]
        return elsewhere

    def _add_names(self, place: Place, spot: Spot, others: Sequence[str]) -> None:
        for name in (place.name, self.base(place.name, place.province), *others):
            self._add(name, spot)
            if name.startswith("'s"):
                self._add(name[2:], spot)

    def base(self, name: str, province: str) -> str:
        """The name without a province behind it: `Bergen (NH)`, `Hengelo Gld`, `Well L`."""
        front, _, last = name.rpartition(" ")
        return front.strip() if front and self.suffixes.get(joined(last)) == province else name

    def _add_municipality(self, one: Municipality) -> None:
        spots = self._exact.get(joined(one.name), [])
        if all((spot.candidate.municipality, spot.candidate.province) != (one.name, one.province) for spot in spots):
            self._add(one.name, Spot(Candidate(None, one.name, one.province), "municipality"))

    def _add_region(self, region: Region) -> None:
        only = region.municipalities[0] if len(region.municipalities) == 1 else None
        for name in region.names:
            for province in region.provinces:
                self._add(name, Spot(Candidate(None, only, province), "region"))

    def _add_school(self, school: School) -> None:
        candidate = Candidate(school.place, school.municipality or None, school.province)
        self._add(school.name, Spot(candidate, "school"), near=False)
        self.schools.append(joined(school.name))


def _suffixes(spoken: Spoken) -> dict[str, str]:
    """What may stand behind a name to tell its province."""
    return {joined(name): province for province, others in spoken.provinces for name in (province, *others)}
