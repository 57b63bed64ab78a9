"""The tables of `content/plaatsen`, and over them those that an operator imported, read into `Places`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from knowledge.places import spoken, table
from knowledge.places.find import Places
from knowledge.places.gazetteer import Tables
from knowledge.places.table import Municipality, Row
from knowledge.problems import ContentProblem
from knowledge.reading import File

FOLDER = "plaatsen/"
MUNICIPALITIES = "plaatsen/gemeenten.csv"
SHIPPED = {
    "plaatsen/plaatsen.csv",
    "plaatsen/meerduidig.csv",
    MUNICIPALITIES,
    "plaatsen/postcodes.csv",
    "plaatsen/namen.yaml",
    "plaatsen/streken.yaml",
}
IMPORTED = {kind: f"{kind}.csv" for kind in ("woonplaatsen", "geonames", "postcodes", "scholen")}
"""The file of each kind of table that can be imported."""
T = TypeVar("T")


class Files(Struct, frozen=True):
    """Files while they are read: shipped ones by their path in the content folder, imported ones by their name.

    Args:
        problems: Where what is wrong goes.
    """

    shipped: Mapping[str, bytes]
    imported: Mapping[str, bytes]
    problems: list[ContentProblem]

    def of_ours(self, path: str, columns: tuple[str, ...], read: Callable[[Row], T]) -> tuple[T, ...]:
        return table.read_rows(File(path, self.problems), self.shipped.get(path), columns, read)

    def of_theirs(self, kind: str, columns: tuple[str, ...], read: Callable[[Row], T]) -> tuple[T, ...]:
        """Of an imported table; nothing when it was not imported."""
        name = IMPORTED[kind]
        return table.read_rows(File(name, self.problems), self.imported[name], columns, read) if name in self.imported else ()


def read_municipalities(files: Mapping[str, bytes], problems: list[ContentProblem]) -> tuple[Municipality, ...]:
    """All municipalities with their provinces."""
    return Files(files, {}, problems).of_ours(MUNICIPALITIES, table.MUNICIPALITY_COLUMNS, table.municipality)


def read_places(
    files: Mapping[str, bytes], imported: Mapping[str, bytes], municipalities: tuple[Municipality, ...], problems: list[ContentProblem]
) -> Places:
    """Everything that we know of places. A file or row that can't be used leaves a problem, and the others are used.

    Args:
        files: The content folder; of it `plaatsen/` is read.
        imported: Tables that an operator imported, by the names in `IMPORTED`.
    """
    all_files = Files(files, imported, problems)
    words = spoken.read_spoken("plaatsen/namen.yaml", files.get("plaatsen/namen.yaml"), problems)
    names = {one.name for one in municipalities}
    tables = Tables(
        places=(
            *all_files.of_theirs("woonplaatsen", table.PLACE_COLUMNS, table.place),
            *all_files.of_theirs("geonames", table.PLACE_COLUMNS, table.place),
            *all_files.of_ours("plaatsen/meerduidig.csv", table.AMBIGUOUS_COLUMNS, table.ambiguous),
            *all_files.of_ours("plaatsen/plaatsen.csv", table.PLACE_COLUMNS, table.place),
        ),
        municipalities=municipalities,
        postcodes=(
            *all_files.of_theirs("postcodes", table.POSTCODE_COLUMNS, table.postcodes),
            *all_files.of_ours("plaatsen/postcodes.csv", table.POSTCODE_COLUMNS, table.postcodes),
        ),
        schools=all_files.of_theirs("scholen", table.SCHOOL_COLUMNS, table.school),
        regions=spoken.read_regions("plaatsen/streken.yaml", files.get("plaatsen/streken.yaml"), names, problems),
        spoken=words,
    )
    return Places(tables)
