"""The tables of `content/plaatsen`, and over them those that an operator imported, read into `Places`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct, field

from knowledge.places import spoken, table
from knowledge.places.find import Places
from knowledge.places.gazetteer import Tables
from knowledge.places.table import Row
from knowledge.problems import ContentProblem
from knowledge.reading import File

_KINDS: dict[str, tuple[tuple[str, ...], Callable[[Row], Any]]] = {
    "woonplaatsen": (table.PLACE_COLUMNS, table.place),
    "geonames": (table.PLACE_COLUMNS, table.place),
    "postcodes": (table.POSTCODE_COLUMNS, table.postcodes),
    "scholen": (table.SCHOOL_COLUMNS, table.school),
}
T = TypeVar("T")


class PlaceFiles(Struct, frozen=True):
    """The files that places are read from.

    Args:
        shipped: By their path in the content folder.
        imported: By the names in `table.IMPORTED`; what was not imported is not there.
    """

    shipped: Mapping[str, bytes] = field(default_factory=dict)
    imported: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, problems: list[ContentProblem]) -> Places:
        """Everything that we know of places. A file or row that can't be used leaves a problem, and the others are used."""
        municipalities = table.read_municipalities(self.shipped, problems)
        names = {one.name for one in municipalities}
        return Places(
            Tables(
                places=(
                    *self.theirs("woonplaatsen", problems),
                    *self.theirs("geonames", problems),
                    *self._ours(table.AMBIGUOUS, table.AMBIGUOUS_COLUMNS, table.ambiguous, problems),
                    *self._ours(table.PLACES, table.PLACE_COLUMNS, table.place, problems),
                ),
                municipalities=municipalities,
                postcodes=(
                    *self.theirs("postcodes", problems),
                    *self._ours(table.POSTCODES, table.POSTCODE_COLUMNS, table.postcodes, problems),
                ),
                schools=self.theirs("scholen", problems),
                regions=spoken.read_regions(table.REGIONS, self.shipped.get(table.REGIONS), names, problems),
                spoken=spoken.read_spoken(table.SPOKEN, self.shipped.get(table.SPOKEN), problems),
            )
        )

    def theirs(self, kind: str, problems: list[ContentProblem]) -> tuple[Any, ...]:
        """The rows of an imported table, of the type that its kind has; none when it was not imported."""
        name, (columns, read) = table.IMPORTED[kind], _KINDS[kind]
        return table.read_rows(File(f"import/{name}", problems), self.imported[name], columns, read) if name in self.imported else ()

    def _ours(self, path: str, columns: tuple[str, ...], read: Callable[[Row], T], problems: list[ContentProblem]) -> tuple[T, ...]:
        return table.read_rows(File(path, problems), self.shipped.get(path), columns, read)
